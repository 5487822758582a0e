/// What a thread means for the catalogue.
public enum SuggestionKind: String, Codable, Sendable, CaseIterable {
    /// No measure covers it.
    case neu
    /// It changes an existing measure.
    case ueberarbeitet
    /// An existing measure covers it.
    case bestaetigt
}

/// How well a thread and a measure of the catalogue fit.
public struct MeasureMatch: Codable, Sendable, Hashable {
    public var number: String
    /// 0…1.
    public var score: Double
    public var parts: [ScorePart]

    public init(number: String, score: Double, parts: [ScorePart]) {
        self.number = number
        self.score = score
        self.parts = parts
    }
}

/// A named summand of a score.
public struct ScorePart: Codable, Sendable, Hashable {
    public var name: String
    public var value: Double

    public init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}

/// A verbatim quote: `quote` is the text of the contribution from `start` to `end`.
public struct Quote: Codable, Sendable, Hashable {
    public var contribution: String
    public var phase: WorkshopPhase?
    public var quote: String
    public var span: Span

    public init(contribution: String, phase: WorkshopPhase?, quote: String, span: Span) {
        self.contribution = contribution
        self.phase = phase
        self.quote = quote
        self.span = span
    }
}

/// A field of the draft. Every value is a span of a contribution, a value of the catalogue or a constant of the pack.
public struct DraftField: Codable, Sendable, Hashable {
    public var name: String
    /// "offen" when nobody said anything.
    public var values: [DraftValue]

    public init(name: String, values: [DraftValue]) {
        self.name = name
        self.values = values
    }
}

public struct DraftValue: Codable, Sendable, Hashable {
    public enum Origin: String, Codable, Sendable {
        case contribution, catalogue, pack
        /// Written by a person in the review.
        case review
    }
    public var text: String
    public var origin: Origin
    /// The contribution or measure it was taken from.
    public var from: String?
    public var span: Span?

    public init(text: String, origin: Origin, from: String? = nil, span: Span? = nil) {
        self.text = text
        self.origin = origin
        self.from = from
        self.span = span
    }
}

/// A candidate for the reviewer.
public struct Suggestion: Codable, Sendable {
    public var id: String
    public var kind: SuggestionKind
    public var thread: String
    /// Best first; empty for a clear `neu`.
    public var measures: [MeasureMatch]
    public var title: String
    public var draft: [DraftField]
    public var fields: [String]
    public var napPhases: [String]
    public var evidence: [Quote]
    public var total: Double
    public var parts: [ScorePart]
    /// German sentences.
    public var reasons: [String]

    public init(
        id: String,
        kind: SuggestionKind,
        thread: String,
        measures: [MeasureMatch],
        title: String,
        draft: [DraftField],
        fields: [String],
        napPhases: [String],
        evidence: [Quote],
        total: Double,
        parts: [ScorePart],
        reasons: [String]
    ) {
        self.id = id
        self.kind = kind
        self.thread = thread
        self.measures = measures
        self.title = title
        self.draft = draft
        self.fields = fields
        self.napPhases = napPhases
        self.evidence = evidence
        self.total = total
        self.parts = parts
        self.reasons = reasons
    }
}

/// A measure of the catalogue with what the workshops said of it.
public struct MeasureView: Codable, Sendable {
    public var number: String
    public var title: String
    public var threads: [String]
    public var kritik: Int
    public var phantasie: Int
    public var realisierung: Int
    public var silent: Bool
    public var suggestions: [String]
}
