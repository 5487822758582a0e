/// Comes in: ideas. Goes out: threads, the ideas of all phases about the same object, with reasoned links.
/// Decides: which ideas belong together whatever their polarity; which idea answers which.
/// Never: takes an idea apart; links two ideas without a reason a clerk can read.
public struct Link: Sendable {
    let knowledge: Knowledge
    let pack: Pack
    let ignoreRoom: Bool

    public init(knowledge: Knowledge, pack: Pack, ignoreRoom: Bool) {
        self.knowledge = knowledge
        self.pack = pack
        self.ignoreRoom = ignoreRoom
    }

    public func run(_ corpus: GroupedCorpus, jobs: Int = 1) async throws -> LinkedCorpus {
        let tagged = corpus.tagged, parameters = pack.parameters
        let similarity = CardSimilarity(tagged, knowledge: knowledge, settings: .init(parameters), ignoreRoom: ignoreRoom)
        let edges = similarity.edges()
        var rowOf: [Int: Int] = [:]
        for (row, card) in similarity.cards.enumerated() { rowOf[card] = row }
        let start = corpus.ideas.map { $0.map { rowOf[$0]! } }
        var ideaOf = [Int](repeating: 0, count: similarity.cards.count)
        for (idea, rows) in start.enumerated() { for row in rows { ideaOf[row] = idea } }
        let groups = Agglomeration(growth: parameters["linkage_growth"], threshold: parameters["thread_threshold"])
            .groups(count: similarity.cards.count, edges: edges, start: start)
        let threads = groups.map { Array(Set($0.map { ideaOf[$0] })).sorted() }

        // Links between ideas of different phases inside a thread, with what they share.
        var sums: [UInt64: (sum: Double, best: Edge)] = [:]
        for edge in edges {
            let a = ideaOf[Int(edge.a)], b = ideaOf[Int(edge.b)]
            guard a != b else { continue }
            let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
            let known = sums[key]
            sums[key] = ((known?.sum ?? 0) + Double(edge.similarity), known.map { $0.best.similarity >= edge.similarity ? $0.best : edge } ?? edge)
        }
        var threadOf = [Int](repeating: 0, count: corpus.ideas.count)
        for (thread, ideas) in threads.enumerated() { for idea in ideas { threadOf[idea] = thread } }
        var links = [[IdeaLink]](repeating: [], count: threads.count)
        for (key, value) in sums.sorted(by: { $0.key < $1.key }) {
            let a = Int(key >> 32), b = Int(key & 0xFFFF_FFFF)
            let phaseA = tagged.contributions[corpus.ideas[a][0]].phase, phaseB = tagged.contributions[corpus.ideas[b][0]].phase
            guard threadOf[a] == threadOf[b], phaseA != phaseB else { continue }
            let forward = (phaseA?.rank ?? 9) < (phaseB?.rank ?? 9)
            let reason = LinkReason(tagged: tagged, knowledge: knowledge).text(similarity.cards[Int(value.best.a)], similarity.cards[Int(value.best.b)])
            let score = min(1, value.sum / Double(corpus.ideas[a].count * corpus.ideas[b].count)).thousandths
            links[threadOf[a]].append(IdeaLink(from: forward ? a : b, to: forward ? b : a, score: score, reason: reason))
        }
        return LinkedCorpus(grouped: corpus, threads: threads, links: links)
    }
}

extension WorkshopPhase {
    /// 0, 1, 2 in the order of a workshop.
    var rank: Int { Self.allCases.firstIndex(of: self)! }
}

/// Says in German what two cards share.
struct LinkReason {
    let tagged: TaggedCorpus
    let knowledge: Knowledge

    func text(_ a: Int, _ b: Int) -> String {
        let segmented = tagged.screened.segmented
        func stems(_ card: Int) -> [String: String] {
            var result: [String: String] = [:]
            for word in segmented.words[card] {
                let form = segmented.lexis[word.form]
                guard form.kind == .word, !knowledge.stopWords.contains(form.key), form.key.utf8.count > 3 else { continue }
                result[form.stem] = min(form.surface, result[form.stem] ?? form.surface)
            }
            return result
        }
        let left = stems(a), right = stems(b)
        let words = left.keys.filter { right[$0] != nil && left[$0]!.first!.isUppercase }.sorted().prefix(3).map { "„\(left[$0]!)“" }
        let shared = tagged.taggings[a].concepts.first { own in tagged.taggings[b].concepts.contains { $0.concept == own.concept && $0.share >= 0.1 } && own.share >= 0.1 }
        var parts: [String] = []
        if let shared { parts.append("gleicher Gegenstand: \(knowledge.concepts[shared.concept].label)") }
        if !words.isEmpty { parts.append("gemeinsame Wörter: \(words.joined(separator: ", "))") }
        return parts.isEmpty ? "verwandte Begriffe und Wortteile" : parts.joined(separator: "; ")
    }
}
