/// The candidates for the reviewer, by field: kind, title, reasons, quotes, nearest measures, draft.
/// Comes in: suggestions in reading order, and the plan of what is shown in full. Never fills an open field of a draft:
/// it becomes a question to the office.
struct SuggestionsSection: ReportSection {
    let id = "vorschlaege"
    let title = "Vorschläge"
    let context: ReportContext
    let plan: ReportPlan

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
        for shelf in plan.suggestions {
            page.block("h3") { page in
                page.text(shelf.field.map(context.title) ?? "Ohne Handlungsfeld")
                page.inline(
                    "span",
                    ["class": "count"],
                    text: " " + Wording.counted(shelf.all.count, "Vorschlag", "Vorschläge")
                )
            }
            for suggestion in shelf.full { article(suggestion, &page) }
            compact(shelf, &page)
        }
    }

    private func counts(_ page: inout HTML) {
        let caption = "Vorschläge je Handlungsfeld und Art"
        page.table(caption, ["Handlungsfeld"] + SuggestionKind.allCases.map(Wording.kind)) { page in
            for shelf in plan.suggestions {
                page.block("tr") { page in
                    page.rowHead(shelf.field.map(context.title) ?? "ohne Handlungsfeld")
                    for kind in SuggestionKind.allCases { page.cell(shelf.all.count { $0.kind == kind }) }
                }
            }
        }
    }

    private func article(_ suggestion: Suggestion, _ page: inout HTML) {
        page.block("article", ["class": "suggestion", "id": ReportContext.anchor("vorschlag", suggestion.id)]) { page in
            page.block("h4") { page in
                page.kind(suggestion.kind)
                page.inline("bdi", text: masked(suggestion.title, suggestion))
            }
            facts(suggestion, &page)
            if !suggestion.reasons.isEmpty {
                page.block("ul", ["class": "reasons"]) { page in
                    for reason in suggestion.reasons { page.block("li", text: masked(reason, suggestion)) }
                }
            }
            evidence(suggestion, &page)
            nearness(suggestion, &page)
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
                page.link(plan.place(ofThread: thread.id), "„\(context.label(thread))“")
            }
        }
    }

    /// One quote of each phase open, a card that represents an idea first; the others stand in the thread.
    private func evidence(_ suggestion: Suggestion, _ page: inout HTML) {
        let evidence = suggestion.evidence
        let best = context.phases.compactMap { phase in
            evidence.indices.first {
                evidence[$0].phase == phase && context.representsAnIdea(evidence[$0].contribution)
            }
                ?? evidence.indices.first { evidence[$0].phase == phase }
        }
        let open = best.map { evidence[$0] }
        let folded = evidence.indices.filter { !best.contains($0) }.map { evidence[$0] }
        guard !open.isEmpty else { return }
        page.block("div", ["class": "lanes"]) { page in
            for quote in open {
                page.block("div", ["class": "lane"]) { page in
                    page.block("h5") { page in
                        page.badge(quote.phase)
                        page.text(" " + Wording.lane(quote.phase))
                    }
                    show(quote, &page)
                }
            }
        }
        guard !folded.isEmpty else { return }
        if let place = plan.place(ofWholeThread: suggestion.thread) {
            return page.block("p", ["class": "hint"]) { page in
                page.text("\(Wording.counted(folded.count, "weiterer Beleg steht", "weitere Belege stehen")) im ")
                page.link(place, "Themenstrang")
                page.text(".")
            }
        }
        page.folded(Wording.counted(folded.count, "weiterer Beleg", "weitere Belege")) { page in
            for quote in folded.prefix(context.rowsMost) { show(quote, &page, remark: Wording.phase(quote.phase)) }
            page.rest(
                folded.count - context.rowsMost,
                "weiterer Beleg steht",
                "weitere Belege stehen",
                file: "suggestions.jsonl"
            )
        }
    }

    private func show(_ quote: Quote, _ page: inout HTML, remark: String? = nil) {
        guard let card = context.card(quote.contribution) else { return }
        page.quote(context.masker.text(card)[quote.span], of: card, in: context, remark: remark)
    }

    private func nearness(_ suggestion: Suggestion, _ page: inout HTML) {
        let title = suggestion.measures.isEmpty ? "Wertung" : "Wertung und nächste Maßnahmen im Katalog"
        page.folded(title) { page in
            if !suggestion.measures.isEmpty {
                page.table("Nähe zu Maßnahmen des Katalogs", ["Maßnahme", "Nähe", "Woraus"], words: [0, 2]) { page in
                    for match in suggestion.measures { row(match, &page) }
                }
            }
            page.block(
                "p",
                ["class": "hint"],
                text: "Wertung des Vorschlags: \(Wording.decimal(suggestion.total)) aus \(parts(suggestion.parts))."
            )
        }
    }

    private func row(_ match: MeasureMatch, _ page: inout HTML) {
        page.block("tr") { page in
            page.inline("th", ["scope": "row"]) { page in
                page.link(context.place(ofMeasure: match.number), match.number)
                page.text(" " + context.measureTitle(match.number))
            }
            page.inline("td", ["class": "n"], text: Wording.decimal(match.score))
            page.cell(parts(match.parts))
        }
    }

    private func parts(_ parts: [ScorePart]) -> String {
        parts.map { "\($0.name) \(Wording.decimal($0.value))" }.joined(separator: " · ")
    }

    private func compact(_ shelf: ReportPlan.Shelf<Suggestion>, _ page: inout HTML) {
        guard !shelf.listed.isEmpty else { return }
        let count = shelf.listed.count + shelf.unlisted
        page.folded(Wording.counted(count, "weiterer Vorschlag", "weitere Vorschläge")) { page in
            page.block("ul", ["class": "plain"]) { page in
                for suggestion in shelf.listed {
                    page.block("li", ["id": ReportContext.anchor("vorschlag", suggestion.id)]) { page in
                        page.kind(suggestion.kind)
                        page.inline("bdi", text: masked(suggestion.title, suggestion))
                    }
                }
            }
            page.rest(
                shelf.unlisted,
                "weiterer Vorschlag steht",
                "weitere Vorschläge stehen",
                file: "suggestions.jsonl"
            )
        }
    }
}
