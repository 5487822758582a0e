import Werkstatt

/// What can happen in a review. An event is never changed; what people see is the sum of all events.

/// What a reviewer thinks of a suggestion.
public enum Verdict: String, Codable, Sendable, CaseIterable {
    case accept, reject
    case postpone = "defer"
    case merge

    /// As it stands in lists.
    public var title: String {
        switch self {
        case .accept: "angenommen"
        case .reject: "abgelehnt"
        case .postpone: "zurückgestellt"
        case .merge: "zusammengeführt"
        }
    }
}

/// Why a suggestion is rejected; a note says more.
public enum Reason: String, Codable, Sendable, CaseIterable {
    case covered
    case notOurs = "not-ours"
    case notFeasible = "not-feasible"
    case tooVague = "too-vague"
    case offTopic = "off-topic"
    case
        wronglyGrouped = "wrongly-grouped"
    case contradicted, other

    public var title: String {
        switch self {
        case .covered: "Schon durch eine Maßnahme abgedeckt"
        case .notOurs: "Nicht in kommunaler Hand"
        case .notFeasible: "Derzeit nicht umsetzbar (Geld, Personal, Recht)"
        case .tooVague: "Zu unbestimmt für eine Maßnahme"
        case .offTopic: "Gehört nicht zum Thema"
        case .wronglyGrouped: "Beiträge gehören nicht zusammen"
        case .contradicted: "Widerspricht anderen Beiträgen oder Beschlüssen"
        case .other: "Anderer Grund (siehe Anmerkung)"
        }
    }
}

public struct Decision: Codable, Sendable, Hashable {
    public var verdict: Verdict
    public var reason: Reason?
    public var note: String = ""
    /// The suggestion, or `M:` and the number of the measure, into which this one is merged.
    public var target: String?
    /// New wording by field of the Steckbrief; `titel` is the title.
    public var edits: [String: String] = [:]

    public init(
        _ verdict: Verdict,
        reason: Reason? = nil,
        note: String = "",
        target: String? = nil,
        edits: [String: String] = [:]
    ) {
        self.verdict = verdict
        self.reason = reason
        self.note = note
        self.target = target
        self.edits = edits
    }

    /// Two reviewers agree when they say this the same way.
    public var agreement: String { verdict.rawValue + (target.map { " " + $0 } ?? "") }
}

/// The evidence as it was: what lay on the table when somebody decided. Cards by the key of their content; the
/// wording itself lies beside the events, so that one contribution can be erased without touching an event.
public struct Image: Codable, Sendable, Hashable {
    public struct Card: Codable, Sendable, Hashable {
        public var key: String
        public var id: String

        public init(key: String, id: String) {
            self.key = key
            self.id = id
        }
    }

    public var kind: String
    public var title: String
    /// The nearest measure; nil for what is new.
    public var measure: String?
    public var fields: [String]
    public var cards: [Card]

    public init(kind: String, title: String, measure: String?, fields: [String], cards: [Card]) {
        self.kind = kind
        self.title = title
        self.measure = measure
        self.fields = fields
        self.cards = cards
    }
}

/// One decision after a new run.
public struct Carry: Codable, Sendable, Hashable {
    public var from: String
    /// The suggestion that holds the same cards now; a made-up name when none does.
    public var to: String
    /// German. Empty: the decision stands; else it is looked at again.
    public var changes: [String]
    /// The evidence as it is now; nil when no suggestion holds these cards any more. The decision is kept.
    public var image: Image?
}

public enum Action: Codable, Sendable, Hashable {
    /// The results of a run were seen for the first time.
    case results(digest: String, suggestions: Int)
    /// How many people decide on each suggestion before the final decision: 1 or 2.
    case reviewers(count: Int)
    case decide(item: String, decision: Decision, image: Image)
    /// The third step of four eyes.
    case settle(item: String, decision: Decision, image: Image)
    /// Cards leave a suggestion and become one of their own.
    case split(item: String, new: String, title: String, cards: [Image.Card])
    case move(card: Image.Card, from: String, to: String)
    case rename(thread: String, label: String, cards: [Image.Card])
    case retag(card: Image.Card, dimension: Dimension, before: [String], after: [String])
    /// `of` nil: it is no duplicate.
    case duplicate(card: Image.Card, of: Image.Card?)
    case mask(card: Image.Card, redaction: Redaction)
    case unmask(card: Image.Card, redaction: Redaction)
    case erase(tombstone: Corrections.Tombstone)
    case signOff(decided: Int, open: Int, note: String)
    case undo(batch: Int)
    /// After a new run: where the decisions found their suggestions again.
    case carry(carries: [Carry])

    /// The name in the journal and in filters.
    public var name: String {
        switch self {
        case .results: "results"
        case .reviewers: "reviewers"
        case .decide: "decide"
        case .settle: "settle"
        case .split: "split"
        case .move: "move"
        case .rename: "rename"
        case .retag: "retag"
        case .duplicate: "duplicate"
        case .mask: "mask"
        case .unmask: "unmask"
        case .erase: "erase"
        case .signOff: "sign-off"
        case .undo: "undo"
        case .carry: "carry"
        }
    }

    /// The suggestions (or the thread) it is about.
    var items: [String] {
        switch self {
        case .decide(let item, _, _), .settle(let item, _, _): [item]
        case .split(let item, let new, _, _): [item, new]
        case .move(_, let from, let to): [from, to]
        case .rename(let thread, _, _): [thread]
        default: []
        }
    }

    /// The card it is about.
    var card: String? {
        switch self {
        case .move(let card, _, _), .retag(let card, _, _, _), .duplicate(let card, _), .mask(let card, _),
            .unmask(let card, _):
            card.key
        default: nil
        }
    }

    /// What the program writes and what must not come back is not undone.
    var canBeUndone: Bool {
        switch self {
        case .results, .reviewers, .erase, .carry, .undo: false
        default: true
        }
    }
}

public struct Event: Sendable, Hashable {
    /// 1, 2, 3 …
    public var number: Int
    /// The number of the first event of the same act; an act is undone as a whole.
    public var batch: Int
    /// ISO 8601, UTC.
    public var at: String
    /// Who did it; `werkstatt` for what the program notes itself.
    public var who: String
    public var action: Action
}
