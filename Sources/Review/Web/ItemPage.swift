import Werkstatt

/// One suggestion: what was said, what lies near, what people can do about it.
struct ItemPage {
    let layout: Layout
    let filter: QueueFilter
    let item: Bench.Item

    private var desk: Desk { layout.desk }
    private var who: String { layout.session?.name ?? "" }
    private var state: ReviewState.Item? { desk.state.items[item.id] }

    /// Longer ones are shown in full on their own page.
    static let longest = 1200

    func response() throws -> Response {
        let queue = try desk.queue(filter, for: who)
        let title = desk.title(item, for: who)
        return layout.page(title, .queue) { page in
            way(queue, &page)
            page.block("div", ["class": "head"]) { page in
                page.block("p", ["class": "marks"]) { page in
                    page.kindBadge(item.suggestion.kind)
                    page.status(desk.state.status(item.id, for: who))
                    if item.isSplit { page.inline("span", ["class": "status"], text: "von Hand abgetrennt") }
                }
                page.block("h1", ["tabindex": "-1"]) { $0.inline("bdi", text: title) }
                page.block("p", ["class": "meta"]) { page in
                    let fields = item.suggestion.fields.map(desk.context.title)
                    page.text(fields.isEmpty ? "ohne Handlungsfeld" : fields.joined(separator: ", "))
                    if !item.suggestion.napPhases.isEmpty {
                        page.text(
                            " · NAP-I " + item.suggestion.napPhases.map(desk.context.napTitle).joined(separator: ", ")
                        )
                    }
                    page.text(
                        " · " + QueuePage.breadth(item.breadth) + " · Strang „\(desk.threadLabel(item))“ · \(item.id)"
                    )
                }
            }
            changes(&page)
            decisions(&page)
            actions(&page)
            page.block("section", ["aria-labelledby": "gesagt"]) { page in
                page.block("h2", ["id": "gesagt"], text: "Was die Leute gesagt haben")
                lanes(&page)
            }
            if !item.suggestion.measures.isEmpty {
                page.block("section", ["aria-labelledby": "nahe"]) { page in
                    page.block("h2", ["id": "nahe"], text: "Nächste Maßnahmen im Katalog")
                    Comparison(desk: desk, item: item).write(&page)
                }
            }
            page.block("div", ["class": "columns"]) { page in
                if !item.suggestion.reasons.isEmpty {
                    page.block("section", ["aria-labelledby": "gruende"]) { page in
                        page.block("h2", ["id": "gruende"], text: "Gründe für die Einordnung")
                        page.block("ul") { page in
                            for reason in item.suggestion.reasons {
                                page.block("li") { $0.inline("bdi", text: desk.derived(reason, item)) }
                            }
                        }
                    }
                }
                page.block("section", ["aria-labelledby": "entwurf"]) { page in
                    page.block("h2", ["id": "entwurf"], text: "Entwurf und Prüfung")
                    DraftTable(desk: desk, item: item, vote: shownVote).write(&page)
                }
            }
        }
    }

    /// The decision whose edits are shown: the one that counts, else the own.
    private var shownVote: ReviewState.Vote? { desk.state.effective(item.id) ?? state?.vote(of: who) }

    private func way(_ queue: [Bench.Item], _ page: inout HTML) {
        page.block("nav", ["class": "way", "aria-label": "Durch die Liste"]) { page in
            page.inline(
                "a",
                ["href": "/?" + filter.link, "data-taste": "o", "aria-keyshortcuts": "o"],
                text: "Zur Liste"
            )
            guard let at = queue.firstIndex(where: { $0.id == item.id }) else { return }
            page.inline("span", text: "\(Wording.number(at + 1)) von \(Wording.number(queue.count))")
            if at > 0 {
                page.inline(
                    "a",
                    ["href": link(queue[at - 1].id), "data-taste": "k", "aria-keyshortcuts": "k", "rel": "prev"],
                    text: "Voriger"
                )
            }
            if at + 1 < queue.count {
                page.inline(
                    "a",
                    ["href": link(queue[at + 1].id), "data-taste": "j", "aria-keyshortcuts": "j", "rel": "next"],
                    text: "Nächster"
                )
            }
        }
    }

    private func link(_ id: String) -> String { "/vorschlag?id=\(id.inLink)&\(filter.link)" }

    private func changes(_ page: inout HTML) {
        guard let state, !state.changes.isEmpty else { return }
        page.block("section", ["class": "recheck", "aria-labelledby": "anders"]) { page in
            page.block("h2", ["id": "anders"], text: "Noch einmal ansehen: das ist anders als bei der Entscheidung")
            page.block("ul") { page in
                for change in state.changes { page.block("li") { $0.inline("bdi", text: change) } }
            }
            if let vote = state.vote(of: who) ?? state.last, desk.state.seesOthers(item.id, who) || vote.who == who {
                page.block(
                    "p",
                    text:
                        "Bisher: \(vote.who) hat am \(Layout.time(vote.at)) entschieden: \(vote.decision.verdict.title)\(Sentence(desk: desk).details(vote.decision))"
                )
                form("/bestaetigen", &page) { page in
                    page.send("Entscheidung bestätigen", isMain: true)
                }
            }
        }
    }

    private func decisions(_ page: inout HTML) {
        guard let state, !state.votes.isEmpty || state.settled != nil, state.changes.isEmpty else { return }
        guard desk.state.seesOthers(item.id, who) else {
            return page.block(
                "p",
                ["class": "note"],
                text: "Jemand hat schon entschieden. Das sehen Sie, sobald Sie selbst entschieden haben."
            )
        }
        page.block("ul", ["class": "votes", "aria-label": "Entscheidungen"]) { page in
            if let settled = state.settled {
                page.block("li") { line(settled, "Schlussentscheidung von ", &$0) }
            }
            for vote in state.votes { page.block("li") { line(vote, "", &$0) } }
        }
    }

    private func line(_ vote: ReviewState.Vote, _ prefix: String, _ page: inout HTML) {
        page.text(prefix)
        page.inline("strong") { $0.inline("bdi", text: vote.who) }
        page.text(", \(Layout.time(vote.at)): \(vote.decision.verdict.title)")
        page.inline("bdi", text: Sentence(desk: desk).details(vote.decision))
    }

    /// A form about this suggestion that carries what the page was made from.
    private func form(_ path: String, _ page: inout HTML, _ body: (inout HTML) -> Void) {
        layout.form(path, &page) { page in
            page.hidden("id", item.id)
            page.hidden("stand", item.id + "=" + desk.state.stamp(item.id, for: who))
            page.hidden("von", "vorschlag")
            for pair in filter.pairs { page.hidden(pair.name, pair.value) }
            body(&page)
        }
    }

    // MARK: Acting

    private func actions(_ page: inout HTML) {
        page.block("div", ["class": "actions", "role": "group", "aria-label": "Entscheiden"]) { page in
            form("/entscheiden", &page) { page in
                page.send("Annehmen", key: "a", name: "tun", value: Verdict.accept.rawValue, isMain: true)
                page.send("Zurückstellen", key: "z", name: "tun", value: Verdict.postpone.rawValue)
            }
            page.panel("Ablehnen", key: "l", id: "ablehnen") { page in
                form("/entscheiden", &page) { ReasonList.write(&$0, verb: "Ablehnen") }
            }
            page.panel("Bearbeiten", key: "b", id: "bearbeiten") { page in form("/entscheiden", &page) { edit(&$0) } }
            page.panel("Zusammenführen", key: "v", id: "zusammenfuehren") { page in
                form("/entscheiden", &page) { merge(&$0) }
            }
            if item.cards.count > 1 {
                page.panel("Abtrennen", key: "t", id: "abtrennen") { page in form("/abtrennen", &page) { split(&$0) } }
            }
            page.panel("Strang umbenennen", key: "s", id: "umbenennen") { page in
                form("/umbenennen", &page) { page in
                    page.field("Name des Strangs", "name", desk.threadLabel(item), required: true)
                    page.send("Umbenennen", isMain: true)
                }
            }
        }
    }

    private func edit(_ page: inout HTML) {
        let edits = shownVote?.decision.edits ?? [:]
        page.field("Titel", "feld_titel", desk.title(item, for: who), required: true)
        for field in DraftTable.editable(item) {
            page.area(
                Sentence(desk: desk).fieldTitle(field.name),
                "feld_" + field.name,
                edits[field.name] ?? DraftTable.text(field, item, desk),
                rows: 2
            )
        }
        page.area("Anmerkung", "anmerkung", shownVote?.decision.note ?? "")
        page.send("Mit diesen Angaben annehmen", name: "tun", value: Verdict.accept.rawValue, isMain: true)
    }

    private func merge(_ page: inout HTML) {
        let others = Candidates(desk: desk).near(item)
        page.block("fieldset") { page in
            page.block("legend", text: "Zusammenführen mit")
            for match in item.suggestion.measures {
                page.check("ziel", "M:" + match.number, type: "radio") { page in
                    page.text("Maßnahme \(match.number) ")
                    page.inline("bdi", text: desk.context.measureTitle(match.number))
                }
            }
            for other in others {
                page.check("ziel", other.id, type: "radio") { page in
                    page.inline("bdi", text: desk.title(other, for: who))
                    page.text(" (\(Wording.cards(other.cards.count)))")
                }
            }
        }
        page.field(
            "oder Kennung eines Vorschlags, Nummer einer Maßnahme",
            "ziel-kennung",
            hint: "zum Beispiel v-30eef57553 oder 3.13"
        )
        page.area("Anmerkung zum Zusammenführen", "anmerkung-merge")
        page.send("Zusammenführen", name: "tun", value: Verdict.merge.rawValue, isMain: true)
    }

    private func split(_ page: inout HTML) {
        page.block("fieldset") { page in
            page.block("legend", text: "Diese Beiträge werden ein eigener Vorschlag")
            for position in item.cards {
                let card = desk.results.contributions[position]
                page.check("karte", card.id) { page in
                    page.text(Wording.lane(card.contribution.phase) + ": ")
                    page.inline("bdi", text: Self.shortened(desk.text(position).text, 160))
                }
            }
        }
        page.field("Titel des neuen Vorschlags", "titel", required: true)
        page.send("Abtrennen", isMain: true)
    }

    static func shortened(_ text: String, _ most: Int) -> String {
        text.unicodeScalars.count <= most ? text : text.slice(Span(0, most)) + " …"
    }

    // MARK: Cards

    private func lanes(_ page: inout HTML) {
        let phases: [WorkshopPhase?] = WorkshopPhase.allCases.map(Optional.some) + [nil]
        page.block("div", ["class": "lanes"]) { page in
            for phase in phases {
                let cards = item.cards.filter { desk.results.contributions[$0].contribution.phase == phase }
                if cards.isEmpty && phase == nil { continue }
                page.block("section", ["class": "lane", "aria-label": Wording.lane(phase)]) { page in
                    page.block("h3") { page in
                        page.inline(
                            "span",
                            ["class": "badge " + (phase?.rawValue ?? "ohne"), "aria-hidden": "true"],
                            text: phase.map { String($0.title.prefix(1)) } ?? "?"
                        )
                        page.text(" \(Wording.lane(phase)) ")
                        page.inline("span", ["class": "count"], text: Wording.number(cards.count))
                    }
                    if cards.isEmpty { page.block("p", ["class": "hint"], text: "Dazu hat niemand etwas gesagt.") }
                    for position in cards { quote(position, &page) }
                }
            }
        }
    }

    private func quote(_ position: Int, _ page: inout HTML) {
        let card = desk.results.contributions[position]
        page.block("blockquote", ["class": card.duplicateOf == nil ? "card" : "card double"]) { page in
            page.block("p") { page in
                page.inline("bdi") { page in
                    for part in CardText.parts(card, desk: desk, labels: item.suggestion.fields, most: Self.longest) {
                        if part.isEvidence { page.inline("mark", text: part.text) } else { page.text(part.text) }
                    }
                }
            }
            page.block("footer") { page in
                var origin = [desk.context.shortWorkshop(card), card.contribution.table.map { "Tisch " + $0.text }]
                    .compactMap { $0 }
                if let points = card.contribution.points, points > 0 {
                    origin.append(Wording.counted(points, "Punkt", "Punkte"))
                }
                if let first = card.duplicateOf { origin.append("gleiche Aussage wie \(first)") }
                if !origin.isEmpty { page.text(origin.joined(separator: " · ") + " · ") }
                page.inline("a", ["href": "/beitrag?id=\(card.id.inLink)&\(filter.link)"]) { page in
                    page.inline("span", ["class": "heard"], text: "Beitrag ")
                    page.text(card.id)
                }
            }
        }
    }
}

/// A card's masked text cut where evidence begins and ends.
enum CardText {
    struct Part {
        var text: String
        var isEvidence: Bool
    }

    /// What spoke most; more marks would hide what they mark.
    private static let marksPerLabel = 3

    /// - Parameters:
    ///   - labels: whose evidence is highlighted; nil for all.
    ///   - most: longer texts are cut.
    static func parts(_ card: ReadyContribution, desk: Desk, labels: [String]?, most: Int) -> [Part] {
        let masked = desk.context.masker.text(card)
        let all = card.fields + card.themes + card.napPhases + card.targetGroups
        let spoken = all.filter { labels?.contains($0.id) ?? true }.flatMap { label in
            label.evidence.filter { $0.span != nil && $0.weight > 0 }.sorted { $1.weight < $0.weight }.prefix(
                Self.marksPerLabel
            )
        }
        let spans = spoken.compactMap(\.span).map(masked.span).sorted()
        let count = masked.text.unicodeScalars.count
        let end = min(count, most)
        var parts: [Part] = []
        var at = 0
        for span in spans where span.end > at && span.start < end {
            let start = max(at, span.start)
            if start > at { parts.append(Part(text: masked.text.slice(Span(at, start)), isEvidence: false)) }
            at = min(end, span.end)
            parts.append(Part(text: masked.text.slice(Span(start, at)), isEvidence: true))
        }
        if at < end { parts.append(Part(text: masked.text.slice(Span(at, end)), isEvidence: false)) }
        if count > most {
            parts.append(Part(text: " … (gekürzt, der ganze Wortlaut steht beim Beitrag)", isEvidence: false))
        }
        return parts
    }
}

/// Suggestions that may be the same object: those near the same measures, in the same fields, with the same words.
struct Candidates {
    let desk: Desk
    /// More are found by their id.
    private static let most = 10

    func near(_ item: Bench.Item) -> [Bench.Item] {
        let numbers = Set(item.suggestion.measures.map(\.number))
        let fields = Set(item.suggestion.fields)
        let words = Self.words(item.suggestion.title)
        var rows: [(score: Int, at: Int)] = []
        for (at, other) in desk.bench.items.enumerated() where other.id != item.id {
            let shared = numbers.intersection(other.suggestion.measures.map(\.number)).count
            let score =
                4 * Self.words(other.suggestion.title).intersection(words).count + 2 * shared
                + fields.intersection(other.suggestion.fields).count
            if score > 1 { rows.append((score, at)) }
        }
        rows.sort { ($1.score, $0.at) < ($0.score, $1.at) }
        return rows.prefix(Self.most).map { desk.bench.items[$0.at] }
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter }.filter { $0.count > 4 }.map { String($0.prefix(7)) })
    }
}
