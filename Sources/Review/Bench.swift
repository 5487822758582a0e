import Werkstatt

/// Where a suggestion stands for the person who looks at it.
public enum ItemStatus: String, Sendable, CaseIterable {
    case again, open, differs, agreed, waiting, deferred, accepted, merged, rejected

    public var title: String {
        switch self {
        case .again: "noch einmal ansehen"
        case .open: "offen"
        case .differs: "verschieden entschieden"
        case .agreed: "gleich entschieden"
        case .waiting: "wartet auf zweite Person"
        case .deferred: "zurückgestellt"
        case .accepted: "angenommen"
        case .merged: "zusammengeführt"
        case .rejected: "abgelehnt"
        }
    }

    init(_ verdict: Verdict) {
        switch verdict {
        case .accept: self = .accepted
        case .reject: self = .rejected
        case .postpone: self = .deferred
        case .merge: self = .merged
        }
    }

    /// Somebody has to do something about it.
    public var isToDo: Bool { self == .again || self == .open }
}

/// The suggestions of a run as people left them: cards moved, suggestions split, corrections by hand applied.
///
/// Comes in: results, state, the keys of the cards. Goes out: items with their cards, in reading order. Decides nothing;
/// built anew when cards move, not when somebody decides.
public struct Bench: Sendable {
    public struct Item: Sendable {
        public var id: String
        /// As the run made it, or as its parent was for a part split off.
        public var suggestion: Suggestion
        /// Positions of its cards in the results, in the order of the phases.
        public var cards: [Int]
        public var isSplit: Bool
        public var breadth: Breadth
        /// 0…1: how close the run came to another verdict.
        public var doubt: Double
    }

    /// Different workshops, tables and voices that speak in a suggestion.
    public struct Breadth: Sendable, Comparable {
        public var workshops: Int
        public var tables: Int
        public var voices: Int

        public static func < (left: Self, right: Self) -> Bool {
            (left.workshops, left.tables, left.voices) < (right.workshops, right.tables, right.voices)
        }
    }

    public let items: [Item]
    /// The key of each card, by position.
    public let keys: [String]
    private let positions: [String: Int]
    private let cardPositions: [String: Int]
    private let itemOfCard: [Int: String]
    private let byKey: [String: [Int]]

    public init(_ results: RunResults, state: ReviewState, keys: [String]) {
        self.keys = keys
        let contributions = results.contributions
        var cardPositions: [String: Int] = [:]
        var threads: [String: [Int]] = [:]
        var byKey: [String: [Int]] = [:]
        for (position, card) in contributions.enumerated() {
            cardPositions[card.id] = position
            byKey[keys[position], default: []].append(position)
            if let thread = card.thread { threads[thread, default: []].append(position) }
        }
        self.cardPositions = cardPositions
        self.byKey = byKey
        // Cards that people put somewhere; a place that is gone gives the card back to its thread.
        let splits = state.items.filter { $0.value.split != nil }.keys.sorted()
        let known = Set(results.suggestions.map(\.id)).union(splits)
        var placed: [String: [Int]] = [:]
        var away: Set<Int> = []
        for (key, place) in state.places.sorted(by: { $0.key < $1.key }) where known.contains(place) {
            for position in byKey[key] ?? [] where contributions[position].status == .kept {
                placed[place, default: []].append(position)
                away.insert(position)
            }
        }
        var items: [Item] = []
        func add(_ id: String, _ suggestion: Suggestion, _ cards: [Int], isSplit: Bool) {
            let cards = cards.sorted {
                (contributions[$0].contribution.phase.map(Self.rank) ?? 3, $0)
                    < (contributions[$1].contribution.phase.map(Self.rank) ?? 3, $1)
            }
            items.append(
                Item(
                    id: id,
                    suggestion: suggestion,
                    cards: cards,
                    isSplit: isSplit,
                    breadth: Self.breadth(cards.map { contributions[$0] }),
                    doubt: Self.doubt(suggestion)
                )
            )
        }
        for suggestion in results.suggestions {
            let own = (threads[suggestion.thread] ?? []).filter { !away.contains($0) }
            add(suggestion.id, suggestion, own + (placed[suggestion.id] ?? []), isSplit: false)
        }
        let byID = Dictionary(results.suggestions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for id in splits {
            let split = state.items[id]!.split!
            var cards = placed[id] ?? []
            guard !cards.isEmpty else { continue }
            cards.sort()
            // What was written for the whole does not hold for the part: only its place in the fields is kept.
            var suggestion =
                byID[split.from] ?? results.suggestions.first
                ?? Suggestion.empty
            suggestion.id = id
            suggestion.kind = .neu
            suggestion.thread = "s-" + id
            suggestion.measures = []
            suggestion.title = split.title
            suggestion.reasons = ["Von Hand abgetrennt."]
            suggestion.fields = Self.common(cards.map { contributions[$0].fields.map(\.id) })
            suggestion.napPhases = Self.common(cards.map { contributions[$0].napPhases.map(\.id) })
            suggestion.draft = suggestion.draft.filter { $0.name != "fragen" }.map {
                DraftField(name: $0.name, values: [DraftValue(text: DraftField.open, origin: .pack)])
            }
            add(id, suggestion, cards, isSplit: true)
        }
        self.items = items
        positions = Dictionary(items.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var itemOfCard: [Int: String] = [:]
        for item in items { for card in item.cards { itemOfCard[card] = item.id } }
        self.itemOfCard = itemOfCard
    }

    public func item(_ id: String) -> Item? { positions[id].map { items[$0] } }
    public func position(ofCard id: String) -> Int? { cardPositions[id] }
    public func item(ofCard position: Int) -> Item? { itemOfCard[position].flatMap(item) }
    public func cards(withKey key: String) -> [Int] { byKey[key] ?? [] }

    private static func rank(_ phase: WorkshopPhase) -> Int { WorkshopPhase.allCases.firstIndex(of: phase)! }

    private static func breadth(_ cards: [ReadyContribution]) -> Breadth {
        var tables: Set<[String]> = []
        for card in cards {
            if let table = card.contribution.table { tables.insert([card.contribution.workshop ?? "", table.text]) }
        }
        return Breadth(
            workshops: Set(cards.compactMap(\.contribution.workshop)).count,
            tables: tables.count,
            voices: cards.count
        )
    }

    /// New although a measure lies near; or covered by one measure although another lies as near.
    private static func doubt(_ suggestion: Suggestion) -> Double {
        guard let best = suggestion.measures.first?.score, best > 0 else { return 0 }
        guard suggestion.kind != .neu else { return min(1, best) }
        let second = suggestion.measures.dropFirst().first?.score ?? 0
        return min(1, max(second / best, 1 - best))
    }

    /// Labels of at least a third of the cards, the most frequent first.
    private static func common(_ labels: [[String]]) -> [String] {
        var counts: [String: Int] = [:]
        for ids in labels { for id in ids { counts[id, default: 0] += 1 } }
        return counts.filter { $0.value * 3 >= labels.count }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(
            \.key
        )
    }
}

extension Suggestion {
    fileprivate static let empty = Suggestion(
        id: "",
        kind: .neu,
        thread: "",
        measures: [],
        title: "",
        draft: [],
        fields: [],
        napPhases: [],
        evidence: [],
        total: 0,
        parts: [],
        reasons: []
    )
}

extension ReviewState {
    /// Where a suggestion stands; under four eyes it depends on who looks, because the own decision comes first.
    public func status(_ id: String, for who: String?) -> ItemStatus {
        guard let item = items[id] else { return .open }
        guard item.changes.isEmpty else { return .again }
        guard isFourEyes else { return item.last.map { ItemStatus($0.decision.verdict) } ?? .open }
        if let settled = item.settled { return ItemStatus(settled.decision.verdict) }
        if item.votes.count >= reviewers {
            return Set(item.votes.map(\.decision.agreement)).count == 1 ? .agreed : .differs
        }
        return who.flatMap(item.vote) != nil ? .waiting : .open
    }

    /// The decision that counts, when there is one that needs no second look.
    public func effective(_ id: String) -> Vote? {
        guard let item = items[id], item.changes.isEmpty, !item.isOrphan else { return nil }
        return isFourEyes ? item.settled : item.last
    }

    /// Whether somebody may see what the others decided.
    public func seesOthers(_ id: String, _ who: String) -> Bool {
        guard isFourEyes, let item = items[id] else { return true }
        return item.settled != nil || item.vote(of: who) != nil || item.votes.count >= reviewers
    }

    /// What a page was made from; a form carries it back, so that a stale one is noticed.
    public func stamp(_ id: String, for who: String) -> String {
        guard let item = items[id] else { return "0" }
        var numbers = [item.structure, item.settled?.number ?? 0]
        if isFourEyes, !seesOthers(id, who) {
            numbers.append(item.vote(of: who)?.number ?? 0)
        } else {
            numbers += item.votes.map(\.number)
        }
        return numbers.map(String.init).joined(separator: ".")
    }
}
