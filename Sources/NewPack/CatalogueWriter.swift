import Werkstatt

/// Measures as the CSV that every pack can hold: the columns of `Pipelines/aachen/catalogue.csv`. Comes in: measures. Decides
/// nothing.
enum CatalogueWriter {
    static func csv(_ measures: [Measure]) -> String {
        var lines = [
            "nummer,handlungsfeld,titel,beschreibung,ziel,zustaendig,partner,zielgruppe,zeitrahmen,kosten,indikator,status,nap_phasen"
        ]
        for measure in measures {
            let cells = [
                measure.number, measure.field, measure.title, measure.description, measure.goal, measure.responsible,
                measure.partners, measure.targetGroup, measure.timeFrame, measure.cost, measure.indicator,
                measure.status,
                measure.napPhases.joined(separator: ";"),
            ]
            lines.append(cells.map(cell).joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cell(_ text: String) -> String {
        text.contains { ",\"\n;".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
