/// The annex for the council: suggestions per Handlungsfeld and NAP-I phase, and the measures nobody mentioned.
/// Decides the order (fields and phases of the pack, then reading order); never says that a count is a vote.
struct AnnexDocument {
    let context: ReportContext
    let rows: SuggestionRows

    var document: Document {
        var document = Document(title: "Anlage: Vorschläge aus den Zukunftswerkstätten", subtitle: context.pack.title)
        introduction(&document)
        overview(&document)
        for field in context.pack.fields.map({ Optional($0.id) }) + [nil] {
            let own = rows.all.filter { Self.field($0, context) == field }
            guard !own.isEmpty else { continue }
            document.heading(2, field.map { "\($0) \(context.title($0))" } ?? "Ohne Handlungsfeld")
            Self.sections(own, context: context, rows: rows, level: 3, into: &document)
        }
        silent(&document)
        document.header = SuggestionRows.header
        document.rows = rows.all.map(rows.flat)
        return document
    }

    /// The main field of a row, when the pack knows it.
    static func field(_ row: SuggestionRows.Row, _ context: ReportContext) -> String? {
        row.suggestion.fields.first.flatMap { first in context.pack.fields.contains { $0.id == first } ? first : nil }
    }

    /// One table per NAP-I phase.
    static func sections(
        _ own: [SuggestionRows.Row],
        context: ReportContext,
        rows: SuggestionRows,
        level: Int,
        into document: inout Document
    ) {
        for phase in context.pack.napPhases.map({ Optional($0.id) }) + [nil] {
            let phased = own.filter { row in
                row.suggestion.napPhases.first.flatMap { first in
                    context.pack.napPhases.contains { $0.id == first } ? first : nil
                } == phase
            }
            guard !phased.isEmpty else { continue }
            let title = phase.map { "NAP-I-Phase \(context.napTitle($0))" } ?? "Ohne NAP-I-Phase"
            document.heading(level, title)
            let caption =
                "\(Wording.counted(phased.count, "Vorschlag", "Vorschläge")), \(phase.map { "Phase " + $0 } ?? "ohne Phase")"
            document.blocks.append(
                .table(Document.Table(caption: caption, columns: SuggestionRows.columns, rows: phased.map(rows.cells)))
            )
        }
    }

    private func introduction(_ document: inout Document) {
        let counted = context.counted.count
        let workshops = context.workshops.compactMap { $0 }.count
        let repeated = context.balance[.kept] - counted
        let voices =
            repeated > 0
            ? " (dazu \(Wording.counted(repeated, "Beitrag, der einen anderen wiederholt", "Beiträge, die einen anderen wiederholen")))"
            : ""
        document.paragraph(
            "Ausgewertet \(counted == 1 ? "wurde" : "wurden") \(Wording.cards(counted))\(voices) aus \(Wording.counted(workshops, "Zukunftswerkstatt", "Zukunftswerkstätten")). Daraus \(rows.all.count == 1 ? "entstand" : "entstanden") \(Wording.counted(rows.all.count, "Vorschlag", "Vorschläge")). Die Einordnung ist ein Angebot zur Prüfung, keine Entscheidung; die Zahl der Beiträge ist keine Abstimmung und nicht repräsentativ."
        )
        document.paragraph(
            "„\(DraftField.open)“ heißt: Niemand hat dazu etwas gesagt, und der Katalog enthält nichts. „(Vorschlag)“ stammt aus der Vorlage des Konzepts und ist zu prüfen. Zitate sind wörtlich. \(context.masker.remark)"
        )
    }

    private func overview(_ document: inout Document) {
        document.heading(2, "Überblick")
        let kinds = SuggestionKind.allCases
        var table = Document.Table(
            caption: "Vorschläge je Handlungsfeld und Einordnung",
            columns: [Document.Column(title: "Handlungsfeld", width: 0.46)]
                + kinds.map { Document.Column(title: Wording.kind($0), width: 0.18) },
            rows: []
        )
        for field in context.pack.fields.map({ Optional($0.id) }) + [nil] {
            let own = rows.all.filter { Self.field($0, context) == field }
            if field == nil, own.isEmpty { continue }
            let counts = kinds.map { kind in [Wording.number(own.count { $0.suggestion.kind == kind })] }
            table.rows.append([[field.map { "\($0) \(context.title($0))" } ?? "Ohne Handlungsfeld"]] + counts)
        }
        document.blocks.append(.table(table))
    }

    private func silent(_ document: inout Document) {
        let silent = context.results.measures.filter(\.silent)
        guard !silent.isEmpty else { return }
        document.heading(2, "Maßnahmen, zu denen es keinen Beitrag gibt")
        document.paragraph("Das kann heißen: Die Maßnahme läuft gut, sie ist unbekannt, oder sie hat sich erledigt.")
        document.bullets(silent.map { "\($0.number) \($0.title)" })
    }
}
