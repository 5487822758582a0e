/// Comes in: tagged contributions. Goes out: ideas, the groups of one workshop phase a moderator would pin under one heading.
/// Decides: which kept cards of a phase are alike enough; a card may stand alone.
/// Never: mixes workshop phases; overrules the room's own headings; depends on the order of the input.
public struct Group: Sendable {
    let knowledge: Knowledge
    let pack: Pack
    let ignoreRoom: Bool

    public init(knowledge: Knowledge, pack: Pack, ignoreRoom: Bool) {
        self.knowledge = knowledge
        self.pack = pack
        self.ignoreRoom = ignoreRoom
    }

    public func run(_ corpus: TaggedCorpus, jobs: Int = 1) async throws -> GroupedCorpus {
        let parameters = pack.parameters
        let similarity = CardSimilarity(corpus, knowledge: knowledge, settings: .init(parameters), ignoreRoom: ignoreRoom)
        let edges = similarity.edges()
        let phases = similarity.cards.map { corpus.contributions[$0].phase }
        let within = edges.filter { phases[Int($0.a)] == phases[Int($0.b)] }
        let groups = Agglomeration(growth: parameters["linkage_growth"], threshold: parameters["idea_threshold"])
            .groups(count: similarity.cards.count, edges: within)
        return GroupedCorpus(tagged: corpus, ideas: groups.map { $0.map { similarity.cards[$0] } })
    }
}
