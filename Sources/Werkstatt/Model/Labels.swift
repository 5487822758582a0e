/// A place in a contribution's original text, in Unicode code points, end exclusive.
public struct Span: Codable, Sendable, Hashable, Comparable {
    public var start: Int
    public var end: Int

    public init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    public static func < (left: Span, right: Span) -> Bool {
        (left.start, left.end) < (right.start, right.end)
    }
}

/// Kinds of personal data.
public enum PersonalData: String, Codable, Sendable, CaseIterable {
    case name, phone, email, address, birthdate, iban, plate, reference

    /// What stands in its place wherever results are passed on.
    public var placeholder: String {
        switch self {
        case .name: "[NAME]"
        case .phone: "[TEL]"
        case .email: "[E-MAIL]"
        case .address: "[ADRESSE]"
        case .birthdate: "[GEBURTSDATUM]"
        case .iban: "[IBAN]"
        case .plate: "[KENNZEICHEN]"
        case .reference: "[AKTENZEICHEN]"
        }
    }
}

/// Personal data found in a contribution.
public struct Redaction: Codable, Sendable, Hashable {
    public var span: Span
    public var type: PersonalData

    public init(_ span: Span, _ type: PersonalData) {
        self.span = span
        self.type = type
    }
}

/// A named part of a score: what spoke for or against a label and where it stands.
public struct Evidence: Codable, Sendable, Hashable {
    /// The entry: an expression of a concept, a word, a room heading …
    public var entry: String
    /// Nil when the reason is not a place in the text (the title of the workshop, a neighbour).
    public var span: Span?
    /// What it adds to the score; may be negative.
    public var weight: Double

    public init(entry: String, span: Span?, weight: Double) {
        self.entry = entry
        self.span = span
        self.weight = weight
    }
}

/// A label of one of the pack's dimensions with its score and the reasons.
public struct Label: Codable, Sendable, Hashable {
    public var id: String
    /// 0…1, rounded to three decimals.
    public var score: Double
    public var evidence: [Evidence]

    public init(id: String, score: Double, evidence: [Evidence]) {
        self.id = id
        self.score = score
        self.evidence = evidence
    }
}

/// What a contribution is, whatever its topic.
public enum Polarity: String, Codable, Sendable, CaseIterable { case kritik, wunsch, schritt, lob }

/// The dimensions in which a pack tags.
public enum Dimension: String, Codable, Sendable, CaseIterable {
    case fields, themes, napPhases, targetGroups
}
