import Werkstatt

/// Where a review stands: the sum of all events of a journal, and of nothing else.
///
/// Comes in: events in order. Goes out: decisions by suggestion, corrections by card. Decides which act is undone.
/// Never: reads results or a clock; the same events always give the same state.
public struct ReviewState: Sendable, Equatable {
    /// What somebody decided, with the evidence as it was.
    public struct Vote: Sendable, Equatable {
        public var who: String
        public var at: String
        public var number: Int
        public var decision: Decision
        public var image: Image
    }

    public struct Item: Sendable, Equatable {
        /// The last word of each reviewer, in the order in which they decided last.
        public var votes: [Vote] = []
        /// The third step of four eyes.
        public var settled: Vote?
        /// What changed since the decision: look at it again. Empty: it stands.
        public var changes: [String] = []
        /// Cards that people put here, when it is a suggestion of their own.
        public var split: Split?
        /// The number of the last event that changed what it is made of.
        public var structure = 0
        public var isOrphan = false

        public func vote(of who: String) -> Vote? { votes.first { $0.who == who } }
        /// The last word.
        public var last: Vote? { votes.last }
        var isUntouched: Bool { votes.isEmpty && settled == nil && split == nil }
    }

    public struct Split: Sendable, Equatable {
        public var from: String
        public var title: String
        public var cards: [Image.Card]
    }

    public struct Rename: Sendable, Equatable {
        public var label: String
        public var cards: [Image.Card]
    }

    public struct Retag: Sendable, Equatable {
        public var before: [String]
        public var after: [String]
    }

    public struct SignOff: Sendable, Equatable {
        public var who: String
        public var at: String
        public var decided: Int
        public var open: Int
        public var note: String
    }

    public private(set) var items: [String: Item] = [:]
    /// Where people put a card.
    public private(set) var places: [String: String] = [:]
    /// The dimensions of a card that people set.
    public private(set) var tags: [String: [Dimension: Retag]] = [:]
    public private(set) var duplicates: [String: Corrections.Duplicate] = [:]
    public private(set) var masks: [String: Corrections.Card] = [:]
    public private(set) var names: [String: Rename] = [:]
    public private(set) var erased: [Corrections.Tombstone] = []
    public private(set) var signOffs: [SignOff] = []
    public private(set) var reviewers = 1
    /// The digest of the results that were seen last.
    public private(set) var results: String?
    /// The number of the last event that touched a card.
    public private(set) var cardNumbers: [String: Int] = [:]
    /// The number of the last event.
    public private(set) var number = 0

    public init() {}

    public init(_ events: [Event]) {
        for event in Self.live(events) { apply(event) }
        number = events.last?.number ?? 0
    }

    /// Without what was undone; an undo may be undone.
    public static func live(_ events: [Event]) -> [Event] {
        var undone: Set<Int> = []
        for event in events.reversed() {
            if case .undo(let batch) = event.action, !undone.contains(event.batch) { undone.insert(batch) }
        }
        guard !undone.isEmpty else { return events }
        return events.filter { !undone.contains($0.batch) }
    }

    public var isFourEyes: Bool { reviewers > 1 }

    mutating func apply(_ event: Event) {
        number = event.number
        if let card = event.action.card { cardNumbers[card] = event.number }
        switch event.action {
        case .results(let digest, _): results = digest
        case .reviewers(let count): reviewers = count
        case .decide(let item, let decision, let image):
            items[item, default: Item()].votes.removeAll { $0.who == event.who }
            items[item]!.votes.append(vote(event, decision, image))
            items[item]!.changes = []
            items[item]!.isOrphan = false
        case .settle(let item, let decision, let image):
            items[item, default: Item()].settled = vote(event, decision, image)
            items[item]!.changes = []
            items[item]!.isOrphan = false
        case .split(let item, let new, let title, let cards):
            items[item, default: Item()].structure = event.number
            items[new, default: Item()].structure = event.number
            items[new]!.split = Split(from: item, title: title, cards: cards)
            for card in cards { places[card.key] = new }
        case .move(let card, let from, let to):
            items[from, default: Item()].structure = event.number
            items[to, default: Item()].structure = event.number
            places[card.key] = to
        case .rename(let thread, let label, let cards): names[thread] = Rename(label: label, cards: cards)
        case .retag(let card, let dimension, let before, let after):
            let first = tags[card.key]?[dimension]?.before ?? before
            tags[card.key, default: [:]][dimension] = first == after ? nil : Retag(before: first, after: after)
            if tags[card.key]!.isEmpty { tags[card.key] = nil }
        case .duplicate(let card, let other):
            duplicates[card.key] = other.map { .of($0.key) } ?? Corrections.Duplicate.none
        case .mask(let card, let redaction):
            if let at = masks[card.key]?.lifted.firstIndex(of: redaction) {
                masks[card.key]!.lifted.remove(at: at)
            } else {
                masks[card.key, default: Corrections.Card()].masked.append(redaction)
            }
        case .unmask(let card, let redaction):
            if let at = masks[card.key]?.masked.firstIndex(of: redaction) {
                masks[card.key]!.masked.remove(at: at)
            } else {
                masks[card.key, default: Corrections.Card()].lifted.append(redaction)
            }
        case .erase(let tombstone): if !erased.contains(tombstone) { erased.append(tombstone) }
        case .signOff(let decided, let open, let note):
            signOffs.append(SignOff(who: event.who, at: event.at, decided: decided, open: open, note: note))
        case .undo: break
        case .carry(let carries): carry(carries, event)
        }
    }

    private func vote(_ event: Event, _ decision: Decision, _ image: Image) -> Vote {
        Vote(who: event.who, at: event.at, number: event.number, decision: decision, image: image)
    }

    /// All at once: two suggestions may have swapped their names.
    private mutating func carry(_ carries: [Carry], _ event: Event) {
        let before = items
        let named = names
        let ways = Dictionary(carries.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        for carry in carries {
            items[carry.from] = nil
            names[carry.from] = nil
        }
        for carry in carries {
            if var item = before[carry.from] {
                item.changes = item.isUntouched ? [] : carry.changes
                item.isOrphan = carry.image == nil
                item.structure = event.number
                items[carry.to] = item
            }
            if let name = named[carry.from] {
                names[carry.to] = Rename(label: name.label, cards: carry.image?.cards ?? name.cards)
            }
        }
        for (card, place) in places { places[card] = ways[place] ?? place }
        for (key, item) in items {
            var item = item
            for at in item.votes.indices {
                if let way = item.votes[at].decision.target.flatMap({ ways[$0] }) {
                    item.votes[at].decision.target = way
                }
            }
            if let way = item.settled?.decision.target.flatMap({ ways[$0] }) { item.settled!.decision.target = way }
            if let way = item.split.flatMap({ ways[$0.from] }) { item.split!.from = way }
            items[key] = item
        }
    }
}

extension ReviewState {
    /// What a run has to honour.
    public func corrections(salt: String) -> Corrections {
        var result = Corrections(salt: salt)
        for (key, dimensions) in tags {
            result.cards[key, default: Corrections.Card()].tags = dimensions.mapValues(\.after)
        }
        for (key, duplicate) in duplicates { result.cards[key, default: Corrections.Card()].duplicate = duplicate }
        for (key, masks) in masks where !masks.masked.isEmpty || !masks.lifted.isEmpty {
            result.cards[key, default: Corrections.Card()].masked = masks.masked
            result.cards[key]!.lifted = masks.lifted
        }
        result.erased = erased
        return result
    }
}
