/// Comes in: tagged contributions. Goes out: ideas, the groups of one workshop phase a moderator would pin under one heading.
/// Decides: which kept cards are about the same object; the cards of one object and phase are an idea. A card may stand alone.
/// Never: mixes workshop phases in an idea; overwrites the room's own headings; depends on the order of the input.
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
        let similarity = try await CardSimilarity(corpus, knowledge: knowledge, settings: .init(parameters), ignoreRoom: ignoreRoom, jobs: jobs)
        let objects = Agglomeration(growth: parameters["linkage_growth"], threshold: parameters["linkage_threshold"])
            .groups(try await similarity.graph(jobs: jobs))
        var ideas: [[Int]] = [], objectOfIdea: [Int] = []
        for (object, rows) in objects.enumerated() {
            let cards = rows.map { similarity.cards[$0] }
            for phase in WorkshopPhase.allCases.map(Optional.some) + [nil] {
                let members = cards.filter { corpus.contributions[$0].phase == phase }
                guard !members.isEmpty else { continue }
                ideas.append(members)
                objectOfIdea.append(object)
            }
        }
        return GroupedCorpus(tagged: corpus, ideas: ideas, objects: objectOfIdea)
    }
}
