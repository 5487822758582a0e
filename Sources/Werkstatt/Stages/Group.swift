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
        let similarity = try await similarity(corpus, jobs: jobs)
        let graph = try await similarity.graph(jobs: jobs)
        let objects = agglomeration.groups(graph)
        var figures = GroupFigures(objects, graph)
        figures.stability = try await stability(corpus, objects.map { $0.map { similarity.cards[$0] } }, jobs: jobs)
        var ideas: [[Int]] = []
        var objectOfIdea: [Int] = []
        for (object, rows) in objects.enumerated() {
            let cards = rows.map { similarity.cards[$0] }
            for phase in WorkshopPhase.allCases.map(Optional.some) + [nil] {
                let members = cards.filter { corpus.contributions[$0].phase == phase }
                guard !members.isEmpty else { continue }
                ideas.append(members)
                objectOfIdea.append(object)
            }
        }
        return GroupedCorpus(tagged: corpus, ideas: ideas, objects: objectOfIdea, figures: figures)
    }

    private var agglomeration: Agglomeration {
        Agglomeration(growth: pack.parameters["linkage_growth"], threshold: pack.parameters["linkage_threshold"])
    }

    /// - Parameter leavingOut: which tenth of the cards is left out, by their ids; nil for none.
    func similarity(_ corpus: TaggedCorpus, leavingOut tenth: Int? = nil, jobs: Int) async throws -> CardSimilarity {
        let kept = corpus.contributions.indices.filter { corpus.screened.screenings[$0].status == .kept }
        let cards = tenth.map { tenth in
            kept.filter { FeatureHashing.hash(.word, corpus.contributions[$0].id.utf8) % 10 != UInt64(tenth) }
        }
        return try await CardSimilarity(
            cards ?? kept,
            corpus,
            knowledge: knowledge,
            settings: .init(pack.parameters),
            ignoreRoom: ignoreRoom,
            jobs: jobs
        )
    }

    /// How far groups stay the same when every tenth card is missing; nil when there are too many cards to group them again.
    private func stability(_ corpus: TaggedCorpus, _ groups: [[Int]], jobs: Int) async throws -> Double? {
        let cards = groups.reduce(0) { $0 + $1.count }
        guard cards > 1, cards <= pack.parameters.count("stability_up_to") else { return nil }
        var groupOf = [Int](repeating: 0, count: corpus.contributions.count)
        for (number, members) in groups.enumerated() { for card in members { groupOf[card] = number } }
        let folds = pack.parameters.count("stability_folds")
        var sum = 0.0
        for fold in 0..<folds {
            let similarity = try await similarity(corpus, leavingOut: fold, jobs: jobs)
            var own = [Int](repeating: 0, count: similarity.cards.count)
            for (number, rows) in agglomeration.groups(try await similarity.graph(jobs: jobs)).enumerated() {
                for row in rows { own[row] = number }
            }
            sum += GroupFigures.pairF1(own, similarity.cards.map { groupOf[$0] })
        }
        return (sum / Double(folds)).thousandths
    }
}
