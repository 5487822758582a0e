/// The threads: critique, wish and step about one object side by side, in verbatim quotes.
/// Comes in: threads with their ideas and cards, and the plan of what is shown in full. Decides which card of an idea
/// stands open: the one that represents it.
struct ThreadsSection: ReportSection {
    let id = "straenge"
    let title = "Themenstränge"
    let context: ReportContext
    let plan: ReportPlan

    func write(to page: inout HTML) {
        let threads = context.results.threads
        guard !threads.isEmpty else {
            return page.block("p", ["class": "prose"], text: "Es fanden sich keine Themenstränge.")
        }
        page.block(
            "p",
            ["class": "prose"],
            text:
                "Ein Themenstrang sammelt, was in allen Phasen zum selben Gegenstand gesagt wurde: die Kritik daran, den Wunsch, den Schritt. Alle Zitate sind wörtlich\(context.masker.keepsPersonalData ? "" : "; Personenbezogenes ist durch Platzhalter wie [NAME] ersetzt")."
        )
        for shelf in plan.threads {
            let count = shelf.all.reduce(0) { $0 + $1.contributions }
            page.block("h3") { page in
                page.text(shelf.field.map(context.title) ?? "Ohne Handlungsfeld")
                page.inline(
                    "span",
                    ["class": "count"],
                    text: " \(Wording.counted(shelf.all.count, "Strang", "Stränge")), \(Wording.cards(count))"
                )
            }
            for thread in shelf.full { article(thread, &page) }
            compact(shelf, &page)
            singles(shelf.singles, &page)
        }
    }

    private func article(_ thread: IdeaThread, _ page: inout HTML) {
        let cards = context.cards(ofThread: thread.id)
        page.block("article", ["class": "thread", "id": ReportContext.anchor("strang", thread.id)]) { page in
            page.block("h4") { $0.inline("bdi", text: context.label(thread)) }
            page.block("p", ["class": "meta"], text: facts(thread, cards))
            page.block("div", ["class": "lanes"]) { page in
                for (phase, ideas) in [
                    (WorkshopPhase.kritik, thread.kritik), (.phantasie, thread.phantasie),
                    (.realisierung, thread.realisierung),
                ] {
                    lane(phase, ideas.compactMap(context.idea), &page)
                }
                if !thread.unknown.isEmpty { lane(nil, thread.unknown.compactMap(context.idea), &page) }
            }
            otherViews(thread, cards, &page)
            links(thread, &page)
            suggestions(thread, &page)
        }
    }

    private func facts(_ thread: IdeaThread, _ cards: [ReadyContribution]) -> String {
        var facts = [Wording.cards(thread.contributions)]
        if thread.voices != thread.contributions {
            facts.append("\(Wording.number(thread.voices)) Nennungen mit Wiederholungen")
        }
        let tables = context.tables(cards)
        let workshops = context.workshopCount(cards)
        if tables > 0 { facts.append(Wording.counted(tables, "Tisch", "Tische")) }
        if workshops > 1 { facts.append("\(workshops) Werkstätten") }
        if thread.points > 0 { facts.append(Wording.counted(thread.points, "Punkt", "Punkte")) }
        let more = thread.fields.dropFirst().map(context.title) + thread.themes.map(context.title)
        if !more.isEmpty { facts.append("auch: " + more.joined(separator: ", ")) }
        if !thread.napPhases.isEmpty { facts.append("NAP-I " + thread.napPhases.joined(separator: ", ")) }
        return facts.joined(separator: " · ")
    }

    private func lane(_ phase: WorkshopPhase?, _ ideas: [Idea], _ page: inout HTML) {
        page.block("div", ["class": ideas.isEmpty ? "lane bare" : "lane"]) { page in
            page.block("h5") { page in
                page.badge(phase)
                page.text(" " + Wording.lane(phase))
            }
            guard !ideas.isEmpty else { return page.block("p", ["class": "hint"], text: "– nichts gesagt") }
            for idea in ideas.prefix(context.quotesMost) { show(idea, alone: ideas.count == 1, &page) }
            let rest = Array(ideas.dropFirst(context.quotesMost))
            guard !rest.isEmpty else { return }
            page.folded(Wording.counted(rest.count, "weitere Idee", "weitere Ideen")) { page in
                for idea in rest.prefix(context.rowsMost) { show(idea, alone: false, &page) }
                page.rest(
                    rest.count - context.rowsMost,
                    "weitere Idee steht",
                    "weitere Ideen stehen",
                    file: "ideas.jsonl"
                )
            }
        }
    }

    /// The card that stands for an idea, the others folded away.
    private func show(_ idea: Idea, alone: Bool, _ page: inout HTML) {
        let members = idea.members.compactMap(context.card)
        if !alone, members.count > 1 { page.block("p", ["class": "idea"], text: context.label(idea)) }
        if let first = context.card(idea.representative) { page.quote(first, in: context) }
        let others = members.filter { $0.id != idea.representative && $0.duplicateOf == nil }
        guard !others.isEmpty else { return }
        page.folded(Wording.counted(others.count, "weiterer Beitrag", "weitere Beiträge")) {
            $0.quotes(others, in: context)
        }
    }

    /// Praise among critique and demands that contradict each other stay visible and are never averaged away.
    private func otherViews(_ thread: IdeaThread, _ cards: [ReadyContribution], _ page: inout HTML) {
        let critique = cards.filter { $0.status == .kept && $0.duplicateOf == nil && $0.contribution.phase == .kritik }
        let praise = critique.filter { $0.polarity == .lob }
        if praise.count < critique.count { otherView("In der Kritikphase wurde hier auch gelobt:", praise, &page) }
        let opposites = context.suggestions(ofThread: thread.id).flatMap(\.draft).filter { $0.name == "gegenstimmen" }
            .flatMap(\.values).compactMap { $0.from.flatMap(context.card) }
        otherView("Hier wird Gegensätzliches gefordert:", opposites, &page)
    }

    private func otherView(_ reason: String, _ cards: [ReadyContribution], _ page: inout HTML) {
        guard !cards.isEmpty else { return }
        page.block("div", ["class": "other"]) { page in
            page.block("p") { page in
                page.inline("strong", text: "Andere Sicht. ")
                page.text(reason)
            }
            page.quotes(cards, in: context)
        }
    }

    private func links(_ thread: IdeaThread, _ page: inout HTML) {
        guard !thread.links.isEmpty else { return }
        page.folded("Warum gehört das zusammen?") { page in
            page.block("ul", ["class": "plain"]) { page in
                for link in thread.links.prefix(context.rowsMost) {
                    page.block("li") { page in
                        let ends = [link.from, link.to].map { context.idea($0).map(context.label) ?? $0 }
                        page.inline("bdi", text: "„\(ends[0])“ – „\(ends[1])“")
                        page.text(
                            ": \(context.derived(link.reason, ofThread: thread.id)) (Nähe \(Wording.decimal(link.score)))"
                        )
                    }
                }
            }
            page.rest(
                thread.links.count - context.rowsMost,
                "weitere Verbindung steht",
                "weitere Verbindungen stehen",
                file: "threads.jsonl"
            )
        }
    }

    private func suggestions(_ thread: IdeaThread, _ page: inout HTML) {
        for suggestion in context.suggestions(ofThread: thread.id) {
            page.block("p", ["class": "leads"]) { page in
                page.kind(suggestion.kind)
                page.link(
                    plan.place(ofSuggestion: suggestion.id),
                    context.derived(suggestion.title, ofThread: thread.id)
                )
            }
        }
    }

    private func compact(_ shelf: ReportPlan.Shelf<IdeaThread>, _ page: inout HTML) {
        guard !shelf.listed.isEmpty else { return }
        let count = shelf.listed.count + shelf.unlisted
        page.folded(Wording.counted(count, "kleinerer Strang", "kleinere Stränge")) { page in
            page.block("ul", ["class": "plain"]) { page in
                for thread in shelf.listed {
                    page.block("li", ["id": ReportContext.anchor("strang", thread.id)]) { page in
                        page.inline("bdi", text: context.label(thread))
                        page.text(" · " + facts(thread, context.cards(ofThread: thread.id)))
                    }
                }
            }
            page.rest(shelf.unlisted, "weiterer Strang steht", "weitere Stränge stehen", file: "threads.jsonl")
        }
    }

    /// Single cards; one with many dots is not lost among them.
    private func singles(_ cards: [ReadyContribution], _ page: inout HTML) {
        guard !cards.isEmpty else { return }
        page.folded("Für sich stehende Beiträge (\(Wording.number(cards.count)))") { page in
            for card in cards.prefix(context.rowsMost) {
                let anchor = card.thread.map { ReportContext.anchor("strang", $0) }
                page.quote(card, in: context, remark: Wording.phase(card.contribution.phase), id: anchor)
            }
            page.rest(
                cards.count - context.rowsMost,
                "weiterer Beitrag steht",
                "weitere Beiträge stehen",
                file: "contributions.jsonl"
            )
        }
    }
}
