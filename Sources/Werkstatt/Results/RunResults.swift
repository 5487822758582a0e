/// A contribution with everything that was found out about it; one line of `contributions.jsonl`.
public struct ReadyContribution: Codable, Sendable {
    public var contribution: Contribution
    public var status: Status
    /// German, when it was set aside.
    public var statusReason: String?
    public var duplicateOf: String?
    public var redactions: [Redaction]
    public var polarity: Polarity?
    public var fields: [Label]
    public var themes: [Label]
    public var napPhases: [Label]
    public var targetGroups: [Label]
    public var idea: String?
    public var thread: String?

    public var id: String { contribution.id }
}

/// Everything a run found; what the result files, the report and the exports are written from.
public struct RunResults: Sendable {
    /// Sorted by id.
    public var contributions: [ReadyContribution]
    /// Sorted by id.
    public var ideas: [Idea]
    /// Sorted by id.
    public var threads: [IdeaThread]
    /// In reading order: breadth, points, concreteness, novelty.
    public var suggestions: [Suggestion]
    /// In the order of the catalogue.
    public var measures: [MeasureView]
    public var unread: [UnreadRow]
    public var notices: [Notice]
    public var inputs: [InputFile]
    /// How well ideas and threads hold together; nil when nothing was grouped.
    public var groupFigures: GroupFigures?
}
