/// The threads: critique, wish and step about one object side by side, in verbatim quotes.
/// Comes in: threads with their ideas and cards. Decides the order (most contributions first) and what is shown in
/// full; never drops a thread silently: the rest is counted and named by its file.
struct ThreadsSection: ReportSection {
    let id = "straenge"
    let title = "Themenstränge"
    let context: ReportContext

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
        let full = Set(ranked(threads.filter { $0.contributions > 1 }).prefix(context.articlesMost).map(\.id))
        for field in context.pack.fields.map({ Optional($0.id) }) + [nil] {
            let own = ranked(threads.filter { mainField($0) == field })
            guard !own.isEmpty else { continue }
            let count = own.reduce(0) { $0 + $1.contributions }
            page.block("h3") { page in
                page.text(field.map(context.title) ?? "Ohne Handlungsfeld")
                page.inline(
                    "span",
                    ["class": "count"],
                    text: " \(Wording.counted(own.count, "Strang", "Stränge")), \(Wording.cards(count))"
                )
            }
            for thread in own where full.contains(thread.id) { article(thread, &page) }
            compact(own.filter { $0.contributions > 1 && !full.contains($0.id) }, &page)
            singles(own.filter { $0.contributions <= 1 }, &page)
        }
    }

    private func mainField(_ thread: IdeaThread) -> String? {
        thread.fields.first.flatMap { first in context.pack.fields.contains { $0.id == first } ? first : nil }
    }

    private func ranked(_ threads: [IdeaThread]) -> [IdeaThread] {
        threads.sorted {
            (-$0.contributions, -$0.voices, -$0.points, $0.id) < (-$1.contributions, -$1.voices, -$1.points, $1.id)
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
            otherViews(cards, &page)
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
                page.text(" " + laneTitle(phase))
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

    private func laneTitle(_ phase: WorkshopPhase?) -> String {
        switch phase {
        case .kritik: "Kritik"
        case .phantasie: "Wunsch"
        case .realisierung: "Schritt"
        case nil: "Ohne Phase"
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

    /// Praise where others criticise, objections where others wish: kept visible, never averaged away.
    private func otherViews(_ cards: [ReadyContribution], _ page: inout HTML) {
        let own = cards.filter { $0.status == .kept && $0.duplicateOf == nil }
        let praise = own.contains { $0.polarity == .kritik } ? own.filter { $0.polarity == .lob } : []
        let objections = own.filter { card in
            card.polarity == .kritik
                && (card.contribution.phase == .phantasie || card.contribution.phase == .realisierung)
        }
        for (reason, cards) in [
            ("Manche loben, was andere kritisieren:", praise), ("Einwand gegen Wunsch oder Schritt:", objections),
        ] where !cards.isEmpty {
            page.block("div", ["class": "other"]) { page in
                page.block("p") { page in
                    page.inline("strong", text: "Andere Sicht. ")
                    page.text(reason)
                }
                page.quotes(cards, in: context)
            }
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
                page.inline("span", ["class": "kind \(suggestion.kind.rawValue)"], text: Wording.kind(suggestion.kind))
                page.text(" ")
                page.inline("a", ["href": "#" + ReportContext.anchor("vorschlag", suggestion.id)]) {
                    $0.inline("bdi", text: context.derived(suggestion.title, ofThread: thread.id))
                }
            }
        }
    }

    private func compact(_ threads: [IdeaThread], _ page: inout HTML) {
        guard !threads.isEmpty else { return }
        page.folded(Wording.counted(threads.count, "kleinerer Strang", "kleinere Stränge")) { page in
            page.block("ul", ["class": "plain"]) { page in
                for thread in threads.prefix(context.rowsMost) {
                    page.block("li", ["id": ReportContext.anchor("strang", thread.id)]) { page in
                        page.inline("bdi", text: context.label(thread))
                        page.text(" · " + facts(thread, context.cards(ofThread: thread.id)))
                    }
                }
            }
            page.rest(
                threads.count - context.rowsMost,
                "weiterer Strang steht",
                "weitere Stränge stehen",
                file: "threads.jsonl"
            )
        }
    }

    /// Single cards; one with many dots is not lost among them: most dots first.
    private func singles(_ threads: [IdeaThread], _ page: inout HTML) {
        let cards = threads.flatMap { context.cards(ofThread: $0.id) }.filter { $0.duplicateOf == nil }
            .sorted { (-($0.contribution.points ?? 0), $0.id) < (-($1.contribution.points ?? 0), $1.id) }
        guard !cards.isEmpty else { return }
        page.folded("Für sich stehende Beiträge (\(Wording.number(cards.count)))") { page in
            page.quotes(cards, in: context) { Wording.phase($0.contribution.phase) }
        }
    }
}
