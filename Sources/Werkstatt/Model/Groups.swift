/// A group of contributions of one workshop phase that a moderator would pin under one heading.
public struct Idea: Codable, Sendable {
    public var id: String
    public var phase: WorkshopPhase?
    public var label: String
    /// The contribution that stands for the group.
    public var representative: String
    /// Ids, sorted.
    public var members: [String]
    /// Words that hold the group together, best first.
    public var words: [String]
    public var fields: [String]
    public var napPhases: [String]
    /// Sum of the dots on the members.
    public var points: Int
    public var workshops: [String]
    /// Different (workshop, table) pairs.
    public var tables: Int
    public var thread: String
}

/// The ideas of all phases about the same object: the critique of it, the wish, the step.
public struct IdeaThread: Codable, Sendable {
    /// A reasoned connection between two ideas of different phases.
    public struct Link: Codable, Sendable, Hashable {
        public var from: String
        public var to: String
        /// 0…1.
        public var score: Double
        /// German, one sentence.
        public var reason: String
    }

    public var id: String
    public var label: String
    public var kritik: [String]
    public var phantasie: [String]
    public var realisierung: [String]
    public var unknown: [String]
    public var links: [Link]
    public var fields: [String]
    public var themes: [String]
    public var napPhases: [String]
    /// Kept contributions that are no duplicates.
    public var contributions: Int
    /// Contributions counted with their duplicates.
    public var voices: Int
    public var points: Int

    /// Ideas of all phases in reading order.
    public var ideas: [String] { kritik + phantasie + realisierung + unknown }
}
