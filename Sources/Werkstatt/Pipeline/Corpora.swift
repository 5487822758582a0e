import ICUText

/// The corpora that the stages hand on. Each wraps the one before, so a stage cannot run before its turn:
/// order mistakes are compile errors.

/// What `Normalise` adds.
public struct NormalisedCorpus: Sendable {
    public var intake: IntakeCorpus
    /// Per contribution.
    public var texts: [CleanText]
}

/// What `Segment` adds.
public struct SegmentedCorpus: Sendable {
    public var normalised: NormalisedCorpus
    public var lexis: Lexis
    /// Per contribution.
    public var words: [[Word]]
    /// Per contribution: ends of sentences in bytes of the original.
    public var sentenceEnds: [[Int32]]

    public var contributions: [Contribution] { normalised.intake.contributions }
}

/// What `Screen` finds out about one contribution.
public struct Screening: Codable, Sendable {
    public var status: Status = .kept
    /// German; nil when kept.
    public var reason: String?
    public var redactions: [Redaction] = []
    public var duplicateOf: String?
    public var refersTo: String?
}

public struct ScreenedCorpus: Sendable {
    public var segmented: SegmentedCorpus
    public var screenings: [Screening]
}

/// How much of a card is about a concept.
public struct ConceptShare: Codable, Sendable, Hashable {
    /// Number in `Knowledge.concepts`.
    public var concept: Int
    public var share: Double
}

/// What `Tag` reads from a card's own words.
public struct Tagging: Codable, Sendable {
    public var fields: [Label] = []
    public var themes: [Label] = []
    public var napPhases: [Label] = []
    public var targetGroups: [Label] = []
    public var polarity: Polarity?
    /// Best first.
    public var concepts: [ConceptShare] = []
    /// Scores of all labels of the model, kept or not, in its order: what context is added to.
    public var scores: [Double] = []
}

public struct TaggedCorpus: Sendable {
    public var screened: ScreenedCorpus
    public var taggings: [Tagging]

    public var contributions: [Contribution] { screened.segmented.contributions }
}

/// What `Group` adds: contributions of one workshop phase that belong under one heading.
public struct GroupedCorpus: Sendable {
    public var tagged: TaggedCorpus
    /// Members as positions of contributions, ascending.
    public var ideas: [[Int]]
    /// Per idea the number of its object: ideas of different phases with the same number are about the same thing.
    public var objects: [Int]
    public var figures: GroupFigures?
}

/// What `Link` adds: ideas of all phases about the same object.
public struct LinkedCorpus: Sendable {
    public var grouped: GroupedCorpus
    /// Ideas as positions, ascending.
    public var threads: [[Int]]
    /// Per thread.
    public var links: [[IdeaLink]]
}

/// A link between two ideas by their positions.
public struct IdeaLink: Codable, Sendable {
    public var from: Int
    public var to: Int
    public var score: Double
    public var reason: String
}

/// What `Settle` adds: taggings with what the context taught, each lift named in its evidence.
public struct SettledCorpus: Sendable {
    public var linked: LinkedCorpus
    public var taggings: [Tagging]
}

/// What `Match` adds: per thread the nearest measures, best first.
public struct MatchedCorpus: Sendable {
    public var settled: SettledCorpus
    public var matches: [[MeasureMatch]]
}
