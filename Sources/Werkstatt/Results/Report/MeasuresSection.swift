/// The catalogue seen from the workshops: measures that were spoken of, and those nobody mentioned. Comes in:
/// measures in the order of the catalogue. Decides nothing: silence is a question, not a verdict.
struct MeasuresSection: ReportSection {
    let id = "massnahmen"
    let title = "Blick auf den Katalog"
    let context: ReportContext
    let plan: ReportPlan

    func write(to page: inout HTML) {
        let measures = context.results.measures
        guard !measures.isEmpty else {
            return page.block("p", ["class": "prose"], text: "Dieses Paket hat keinen Maßnahmenkatalog.")
        }
        let mentioned = measures.filter { !$0.silent }
        let silent = measures.filter(\.silent)
        page.block("h3", text: "Worüber gesprochen wurde")
        if mentioned.isEmpty {
            page.block("p", ["class": "prose"], text: "Zu keiner Maßnahme des Katalogs gibt es Beiträge.")
        } else {
            spokenOf(mentioned, &page)
        }
        page.block("h3", text: "Worüber niemand sprach")
        guard !silent.isEmpty else {
            return page.block("p", ["class": "prose"], text: "Zu jeder Maßnahme des Katalogs gibt es Beiträge.")
        }
        page.block(
            "p",
            ["class": "prose"],
            text:
                "Zu \(Wording.counted(silent.count, "Maßnahme", "Maßnahmen")) gibt es keinen Beitrag. Das kann heißen: Sie läuft gut, sie ist unbekannt, oder sie hat sich erledigt. Das weiß der Fachbereich."
        )
        for (field, own) in byField(silent) {
            page.folded("\(field) (\(Wording.number(own.count)))") { page in
                page.block("ul", ["class": "plain"]) { page in
                    for measure in own {
                        page.block("li", ["id": ReportContext.anchor("massnahme", measure.number)]) { page in
                            page.inline("strong", text: measure.number)
                            page.text(" " + measure.title)
                        }
                    }
                }
            }
        }
    }

    private func spokenOf(_ measures: [MeasureView], _ page: inout HTML) {
        page.table(
            "Maßnahmen mit Beiträgen",
            ["Maßnahme", "Kritik", "Wunsch", "Schritt", "Vorschläge"],
            words: [0, 4]
        ) { page in
            for measure in measures {
                page.block("tr", ["id": ReportContext.anchor("massnahme", measure.number)]) { page in
                    page.inline("th", ["scope": "row"]) { page in
                        page.inline("strong", text: measure.number)
                        page.text(" " + measure.title)
                    }
                    for count in [measure.kritik, measure.phantasie, measure.realisierung] { page.cell(count) }
                    page.inline("td", ["class": "t"]) { suggestions(measure, &$0) }
                }
            }
        }
    }

    private func suggestions(_ measure: MeasureView, _ page: inout HTML) {
        guard !measure.suggestions.isEmpty else { return page.text("–") }
        page.inline("ul", ["class": "plain"]) { page in
            for suggestion in measure.suggestions.compactMap(context.suggestion) {
                page.inline("li") { page in
                    page.link(
                        plan.place(ofSuggestion: suggestion.id),
                        context.derived(suggestion.title, ofThread: suggestion.thread)
                    )
                }
            }
        }
    }

    /// In the order in which the catalogue names its fields.
    private func byField(_ measures: [MeasureView]) -> [(String, [MeasureView])] {
        let fieldOf = Dictionary(
            context.pack.catalogue.map { ($0.number, $0.field) },
            uniquingKeysWith: { first, _ in first }
        )
        var fields: [String] = []
        for measure in context.pack.catalogue where !fields.contains(measure.field) { fields.append(measure.field) }
        let own = fields.map { field in (field, measures.filter { fieldOf[$0.number] == field }) }
        let others = measures.filter { fieldOf[$0.number] == nil }
        return (own + [("ohne Handlungsfeld", others)]).filter { !$0.1.isEmpty }
    }
}
