/// The candidates for the reviewer, by field: kind, title, reasons, quotes, nearest measures, draft.
/// Comes in: suggestions in reading order. Decides what is shown in full; never fills an open field of a draft:
/// it becomes a question to the office.
struct SuggestionsSection: ReportSection {
    let id = "vorschlaege"
    let title = "Vorschläge"
    let context: ReportContext

    func write(to page: inout HTML) {
        let suggestions = context.results.suggestions
        guard !suggestions.isEmpty else {
            return page.block("p", ["class": "prose"], text: "Es gibt keine Vorschläge.")
        }
        page.block(
            "p",
            ["class": "prose"],
            text:
                "Jeder Vorschlag ist ein Angebot zur Durchsicht, keine Entscheidung. „Neu“ heißt: Der Katalog hat keine Maßnahme dazu. „Überarbeitung“: Eine Maßnahme liegt nahe, es kommt etwas hinzu. „Bestätigung“: Eine Maßnahme deckt das Gesagte schon ab; viel Kritik daran kann heißen, dass sie nicht wirkt wie gedacht."
        )
        counts(&page)
        let full = Set(suggestions.prefix(context.articlesMost).map(\.id))
        for field in context.pack.fields.map({ Optional($0.id) }) + [nil] {
            let own = suggestions.filter { mainField($0) == field }
            guard !own.isEmpty else { continue }
            page.block("h3") { page in
                page.text(field.map(context.title) ?? "Ohne Handlungsfeld")
                page.inline(
                    "span",
                    ["class": "count"],
                    text: " " + Wording.counted(own.count, "Vorschlag", "Vorschläge")
                )
            }
            for suggestion in own where full.contains(suggestion.id) { article(suggestion, &page) }
            compact(own.filter { !full.contains($0.id) }, &page)
        }
    }

    private func mainField(_ suggestion: Suggestion) -> String? {
        suggestion.fields.first.flatMap { first in context.pack.fields.contains { $0.id == first } ? first : nil }
    }

    private func counts(_ page: inout HTML) {
        page.folded("Vorschläge je Handlungsfeld und Art") { page in
            page.table(
                "Vorschläge je Handlungsfeld und Art",
                ["Handlungsfeld"] + SuggestionKind.allCases.map(Wording.kind)
            ) { page in
                for field in context.pack.fields.map({ Optional($0.id) }) + [nil] {
                    page.block("tr") { page in
                        page.rowHead(field.map(context.title) ?? "ohne Handlungsfeld")
                        for kind in SuggestionKind.allCases {
                            page.cell(context.results.suggestions.count { $0.kind == kind && mainField($0) == field })
                        }
                    }
                }
            }
        }
    }

    private func article(_ suggestion: Suggestion, _ page: inout HTML) {
        page.block("article", ["class": "suggestion", "id": ReportContext.anchor("vorschlag", suggestion.id)]) { page in
            page.block("h4") { page in
                page.inline("span", ["class": "kind \(suggestion.kind.rawValue)"], text: Wording.kind(suggestion.kind))
                page.text(" ")
                page.inline("bdi", text: masked(suggestion.title, suggestion))
            }
            facts(suggestion, &page)
            if !suggestion.reasons.isEmpty {
                page.block("ul", ["class": "reasons"]) { page in
                    for reason in suggestion.reasons { page.block("li", text: masked(reason, suggestion)) }
                }
            }
            evidence(suggestion, &page)
            measures(suggestion, &page)
            DraftView(context: context, suggestion: suggestion).write(to: &page)
        }
    }

    private func masked(_ text: String, _ suggestion: Suggestion) -> String {
        context.derived(text, ofThread: suggestion.thread)
    }

    private func facts(_ suggestion: Suggestion, _ page: inout HTML) {
        page.block("p", ["class": "meta"]) { page in
            let also = suggestion.fields.dropFirst().map(context.title)
            if !also.isEmpty { page.text("auch: " + also.joined(separator: ", ") + " · ") }
            if !suggestion.napPhases.isEmpty {
                page.text("NAP-I " + suggestion.napPhases.joined(separator: ", ") + " · ")
            }
            if let thread = context.thread(suggestion.thread) {
                page.text("aus dem Strang ")
                page.inline("a", ["href": "#" + ReportContext.anchor("strang", thread.id)]) {
                    $0.inline("bdi", text: "„\(context.label(thread))“")
                }
            }
        }
    }

    private func evidence(_ suggestion: Suggestion, _ page: inout HTML) {
        guard !suggestion.evidence.isEmpty else { return }
        page.folded("Belege (\(Wording.number(suggestion.evidence.count)))") { page in
            for quote in suggestion.evidence.prefix(context.rowsMost) {
                guard let card = context.card(quote.contribution) else { continue }
                page.quote(
                    context.masker.text(card)[quote.span],
                    of: card,
                    in: context,
                    remark: Wording.phase(quote.phase)
                )
            }
            page.rest(
                suggestion.evidence.count - context.rowsMost,
                "weiterer Beleg steht",
                "weitere Belege stehen",
                file: "suggestions.jsonl"
            )
        }
    }

    private func measures(_ suggestion: Suggestion, _ page: inout HTML) {
        guard !suggestion.measures.isEmpty else { return }
        page.folded("Nächste Maßnahmen im Katalog (\(Wording.number(suggestion.measures.count)))") { page in
            page.table("Nähe zu Maßnahmen des Katalogs", ["Maßnahme", "Nähe", "Woraus"], numbersFrom: 1) { page in
                for match in suggestion.measures {
                    page.block("tr") { page in
                        page.inline("th", ["scope": "row"]) { page in
                            page.inline(
                                "a",
                                ["href": "#" + ReportContext.anchor("massnahme", match.number)],
                                text: match.number
                            )
                            page.text(" " + context.measureTitle(match.number))
                        }
                        page.inline("td", ["class": "n"], text: Wording.decimal(match.score))
                        page.cell(
                            match.parts.map { "\($0.name) \(Wording.decimal($0.value))" }.joined(separator: " · ")
                        )
                    }
                }
            }
            page.block(
                "p",
                ["class": "hint"],
                text:
                    "Wertung des Vorschlags: \(Wording.decimal(suggestion.total)) (\(suggestion.parts.map { "\($0.name) \(Wording.decimal($0.value))" }.joined(separator: " · ")))."
            )
        }
    }

    private func compact(_ suggestions: [Suggestion], _ page: inout HTML) {
        guard !suggestions.isEmpty else { return }
        page.folded(Wording.counted(suggestions.count, "weiterer Vorschlag", "weitere Vorschläge")) { page in
            page.block("ul", ["class": "plain"]) { page in
                for suggestion in suggestions.prefix(context.rowsMost) {
                    page.block("li", ["id": ReportContext.anchor("vorschlag", suggestion.id)]) { page in
                        page.inline(
                            "span",
                            ["class": "kind \(suggestion.kind.rawValue)"],
                            text: Wording.kind(suggestion.kind)
                        )
                        page.text(" ")
                        page.inline("bdi", text: masked(suggestion.title, suggestion))
                    }
                }
            }
            page.rest(
                suggestions.count - context.rowsMost,
                "weiterer Vorschlag steht",
                "weitere Vorschläge stehen",
                file: "suggestions.jsonl"
            )
        }
    }
}
