import Werkstatt

/// Which suggestions to show and in which order.
public struct QueueFilter: Sendable, Equatable {
    public enum Order: String, Sendable, CaseIterable {
        case breadth, doubt, field

        public var title: String {
            switch self {
            case .breadth: "Breite (Werkstätten, Tische, Stimmen)"
            case .doubt: "Zweifel an der Einordnung"
            case .field: "Handlungsfeld"
            }
        }
    }

    public var field: String?
    public var nap: String?
    public var kind: SuggestionKind?
    public var workshop: String?
    public var status: ItemStatus?
    public var search = ""
    public var order = Order.breadth

    public init(status: ItemStatus? = nil, search: String = "") {
        self.status = status
        self.search = search
    }

    public var isEmpty: Bool {
        field == nil && nap == nil && kind == nil && workshop == nil && status == nil && search.isEmpty
    }
}

/// How far a review has come.
public struct ReviewProgress: Sendable {
    public var all = 0
    public var counts: [(status: ItemStatus, count: Int)] = []

    public var open: Int { counts.filter { $0.status.isToDo }.reduce(0) { $0 + $1.count } }
    public var done: Int { all - open }
}

extension Desk {
    /// The suggestions that pass a filter: those to be done first, then by the order wanted.
    public func queue(_ filter: QueueFilter, for who: String?) throws -> [Bench.Item] {
        var found: Set<String>?
        if !filter.search.isEmpty {
            if index?.edition != edition { index = try SearchIndex(self) }
            found = try index!.items(filter.search)
        }
        let fields = Dictionary(
            pack.fields.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var rows: [(item: Bench.Item, group: Int, field: Int, at: Int)] = []
        for (at, item) in bench.items.enumerated() {
            let status = state.status(item.id, for: who)
            if let wanted = filter.status, wanted != status { continue }
            if let found, !found.contains(item.id) { continue }
            if let field = filter.field {
                guard field.isEmpty ? item.suggestion.fields.isEmpty : item.suggestion.fields.contains(field) else {
                    continue
                }
            }
            if let nap = filter.nap {
                guard nap.isEmpty ? item.suggestion.napPhases.isEmpty : item.suggestion.napPhases.contains(nap) else {
                    continue
                }
            }
            if let kind = filter.kind, item.suggestion.kind != kind { continue }
            if let workshop = filter.workshop,
                !item.cards.contains(where: { results.contributions[$0].contribution.workshop == workshop })
            {
                continue
            }
            let group =
                switch status {
                case .again: 0
                case .open: 1
                case .differs: 2
                case .agreed: 3
                default: 4
                }
            rows.append((item, group, item.suggestion.fields.first.flatMap { fields[$0] } ?? fields.count, at))
        }
        switch filter.order {
        case .breadth:
            rows.sort {
                $0.group != $1.group
                    ? $0.group < $1.group
                    : $0.item.breadth != $1.item.breadth ? $1.item.breadth < $0.item.breadth : $0.at < $1.at
            }
        case .doubt:
            rows.sort {
                ($0.group, -$0.item.doubt, $0.at) < ($1.group, -$1.item.doubt, $1.at)
            }
        case .field: rows.sort { ($0.group, $0.field, $0.at) < ($1.group, $1.field, $1.at) }
        }
        return rows.map(\.item)
    }

    public func progress(for who: String?) -> ReviewProgress {
        var counts: [ItemStatus: Int] = [:]
        for item in bench.items { counts[state.status(item.id, for: who), default: 0] += 1 }
        return ReviewProgress(
            all: bench.items.count,
            counts: ItemStatus.allCases.map { ($0, counts[$0] ?? 0) }.filter { $0.1 > 0 }
        )
    }

    public func sentence(_ act: [Event]) -> String { Sentence(desk: self).of(act) }

    // MARK: Without a browser

    /// A suggestion on one line.
    public func line(_ item: Bench.Item, for who: String?, json: Bool) -> String {
        let status = state.status(item.id, for: who)
        guard json else {
            let fields = item.suggestion.fields.joined(separator: ",")
            return
                "\(item.id)  [\(status.title)]  \(Wording.kind(item.suggestion.kind))  \(fields.isEmpty ? "–" : fields)  \(Wording.cards(item.cards.count))  \(Self.oneLine(title(item, for: who)))\n"
        }
        var out = JSONText()
        out.object { out in
            out.pair("id", item.id)
            out.pair("status", status.rawValue)
            out.pair("kind", item.suggestion.kind.rawValue)
            out.pair("title", title(item, for: who))
            out.pair("fields", item.suggestion.fields)
            out.pair("nap_phases", item.suggestion.napPhases)
            out.pair("cards", item.cards.map { results.contributions[$0].id })
            out.pair("changes", state.items[item.id]?.changes ?? [])
        }
        out.newline()
        return out.string
    }

    /// A suggestion with its cards, reasons and decisions, as text.
    public func page(ofItem id: String, for who: String?) throws -> String {
        let item = try item(id)
        var out = line(item, for: who, json: false)
        for change in state.items[id]?.changes ?? [] { out += "  geändert: \(change)\n" }
        for reason in item.suggestion.reasons { out += "  Grund: \(Self.oneLine(derived(reason, item)))\n" }
        for match in item.suggestion.measures {
            out +=
                "  Maßnahme \(match.number) \(context.measureTitle(match.number)) (\(Wording.decimal(match.score)))\n"
        }
        for position in item.cards {
            let card = results.contributions[position]
            out += "  \(card.id) (\(Wording.phase(card.contribution.phase))): \(Self.oneLine(text(position).text))\n"
        }
        if state.seesOthers(id, who ?? "") {
            for vote in state.items[id]?.votes ?? [] {
                out += "  \(vote.who): \(vote.decision.verdict.title)\(Sentence(desk: self).details(vote.decision))\n"
            }
        }
        return out
    }

    static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // A terminal must not obey what a card says.
        return String(
            String.UnicodeScalarView(
                line.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
            )
        )
    }

    /// Lifts the masks that lie over a wording.
    public func unmask(_ card: String, wording: String, by who: String) throws {
        let position = try position(ofCard: card)
        let contribution = results.contributions[position]
        let hits = contribution.redactions.filter { contribution.contribution.text.slice($0.span) == wording }
        guard !wording.isEmpty, !hits.isEmpty else {
            throw DeskError(description: "Über „\(wording)“ liegt in diesem Beitrag keine Maske.")
        }
        for hit in hits { try unmask(card, hit, by: who) }
    }
}
