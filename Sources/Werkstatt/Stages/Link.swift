/// Comes in: ideas. Goes out: threads, the ideas of all phases about the same object, with reasoned links between phases.
/// Decides: which idea of a later phase answers which of an earlier one, and what they share.
/// Never: takes an idea apart; links two ideas without a reason a clerk can read.
public struct Link: Sendable {
    let knowledge: Knowledge
    let pack: Pack

    public init(knowledge: Knowledge, pack: Pack) {
        self.knowledge = knowledge
        self.pack = pack
    }

    public func run(_ corpus: GroupedCorpus, jobs: Int = 1) async throws -> LinkedCorpus {
        var threads: [[Int]] = []
        for (idea, object) in corpus.objects.enumerated() {
            while threads.count <= object { threads.append([]) }
            threads[object].append(idea)
        }
        let reasons = LinkReason(tagged: corpus.tagged, knowledge: knowledge)
        let links = threads.map { ideas in
            ideas.indices.flatMap { first in
                ideas[(first + 1)...].compactMap { later -> IdeaLink? in
                    let earlier = ideas[first]
                    let (score, reason) = reasons.between(corpus.ideas[earlier], corpus.ideas[later])
                    return IdeaLink(from: earlier, to: later, score: score, reason: reason)
                }
            }
        }
        return LinkedCorpus(grouped: corpus, threads: threads, links: links)
    }
}

extension WorkshopPhase {
    /// 0, 1, 2 in the order of a workshop.
    var rank: Int { Self.allCases.firstIndex(of: self)! }
}

/// Says in German what two ideas share.
struct LinkReason {
    let tagged: TaggedCorpus
    let knowledge: Knowledge

    /// The cosine of the ideas' concept shares (0…1) and the reason.
    func between(_ left: [Int], _ right: [Int]) -> (score: Double, reason: String) {
        let naming = Naming(tagged: tagged, knowledge: knowledge)
        let a = naming.profile(left)
        let b = naming.profile(right)
        var product = 0.0
        var best: (concept: Int, value: Double)?
        for (concept, share) in a.sorted(by: { $0.key < $1.key }) {
            guard let other = b[concept] else { continue }
            product += share * other
            if share * other > best?.value ?? 0 { best = (concept, share * other) }
        }
        func norm(_ profile: [Int: Double]) -> Double {
            profile.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
        }
        let score = min(1, product / max(1e-9, norm(a) * norm(b))).thousandths
        let leftWords = nouns(left)
        let rightWords = nouns(right)
        let shared = leftWords.keys.filter { rightWords[$0] != nil }.sorted().prefix(3).map { "„\(leftWords[$0]!)“" }
        var parts: [String] = []
        // In a workshop the wish turns the critique round, and the step answers either (Umkehrung).
        switch (tagged.contributions[left[0]].phase, tagged.contributions[right[0]].phase) {
        case (.kritik, .phantasie): parts.append("Umkehrung: der Wunsch zur Kritik")
        case (.kritik, .realisierung): parts.append("Schritt gegen das Kritisierte")
        case (.phantasie, .realisierung): parts.append("Schritt zum Wunsch")
        default: break
        }
        let grounds = parts.count
        if let best, best.value >= 0.005 {
            parts.append("gleicher Gegenstand: \(knowledge.concepts[best.concept].label)")
        }
        if !shared.isEmpty { parts.append("gemeinsame Wörter: \(shared.joined(separator: ", "))") }
        if parts.count == grounds { parts.append("verbunden über weitere Beiträge desselben Strangs") }
        return (score, parts.joined(separator: "; "))
    }

    private func nouns(_ cards: [Int]) -> [String: String] {
        let segmented = tagged.screened.segmented
        var result: [String: String] = [:]
        for card in cards {
            let masked = tagged.screened.screenings[card].redactions
            guard masked.isEmpty else { continue }
            for word in segmented.words[card] {
                let form = segmented.lexis[word.form]
                guard form.kind == .word, form.isCapitalised, form.key.utf8.count > 3,
                    !knowledge.functionWords.contains(form.key), !knowledge.genericStems.contains(form.stem)
                else { continue }
                result[form.stem] = min(form.surface, result[form.stem] ?? form.surface)
            }
        }
        return result
    }
}
