#if canImport(Glibc)
    import Glibc
#endif

/// Words and phrases of contributions that the thesaurus does not explain.
///
/// Comes in: contributions. Goes out: words and pairs of neighbouring words by keyness (log-likelihood ratio of their share
/// among the contributions against their share among the thesaurus texts; Dunning 1993), with examples and the concept
/// their cards lean to. Decides: a word is explained where a strong or normal expression of a concept covers it.
/// Never proposes a word that only binds, nor one that is no more frequent than in the thesaurus.
public struct Keyness: Sendable {
    public struct Proposal: Sendable {
        public var wording: String
        public var cards: Int
        public var keyness: Double
        /// The concept to which the cards that hold it lean, with the share.
        public var concept: String?
        public var conceptLabel: String?
        public var lean: Double
        public var examples: [String]
        /// Labels that people set by hand on its cards: what the thesaurus should have known.
        public var byHand: [String] = []
    }

    private struct Tally {
        var cards: [Int] = []
        var surfaces: [String: Int] = [:]
        var isPair: Bool
    }

    /// - Parameter corrections: what people corrected in a review; words of such cards count from the first card on and
    ///   come first.
    public static func proposals(
        _ intake: IntakeCorpus,
        pack: Pack,
        knowledge: Knowledge,
        most: Int,
        corrections: Corrections? = nil
    ) async throws -> [Proposal] {
        let folder = try await TextFolder(intake, knowledge)
        let matcher = ExpressionMatcher(knowledge.expressions, pack.parameters)
        let tagger = Tagger(knowledge: knowledge, pack: pack)
        var tallies: [String: Tally] = [:]
        var shares: [[ConceptShare]] = []
        for (number, text) in folder.texts.enumerated() {
            shares.append(tagger.tag(text.words, folder.lexis, text: text.contribution.text).concepts)
            count(
                text.words,
                folder.lexis,
                covered(matcher.match(text.words, folder.lexis).hits, text.words.count, knowledge),
                number,
                knowledge,
                &tallies
            )
        }
        let byHand = folder.texts.map { text -> [String] in
            guard let corrections, let tags = corrections.cards[corrections.key(text.contribution)]?.tags else {
                return []
            }
            return Dimension.allCases.flatMap { tags[$0] ?? [] }
        }
        let least = pack.parameters.count("suggest_cards")
        let proposals = tallies.filter { tally in
            tally.value.cards.count >= least || tally.value.cards.contains { !byHand[$0].isEmpty }
        }.sorted { $0.key < $1.key }.compactMap {
            key,
            tally -> Proposal? in
            let known = tally.isPair ? 0 : knowledge.stemFrequency[key] ?? 0
            let keyness = logLikelihood(tally.cards.count, folder.texts.count, known, knowledge.texts)
            guard keyness > 0 else { return nil }
            var sums: [Int: Double] = [:]
            for card in tally.cards {
                for share in shares[card] { sums[share.concept, default: 0] += share.share / Double(tally.cards.count) }
            }
            let best = sums.max { ($0.value, $1.key) < ($1.value, $0.key) }
            return Proposal(
                wording: tally.surfaces.max { ($0.value, $1.key) < ($1.value, $0.key) }!.key,
                cards: tally.cards.count,
                keyness: keyness,
                concept: best.map { knowledge.concepts[$0.key].id },
                conceptLabel: best.map { knowledge.concepts[$0.key].label },
                lean: best?.value ?? 0,
                examples: tally.cards.prefix(2).map { folder.texts[$0].contribution.text },
                byHand: Set(tally.cards.flatMap { byHand[$0] }).sorted()
            )
        }
        return Array(
            proposals.sorted {
                ($0.byHand.isEmpty ? 1 : 0, $1.keyness, $0.wording) < (
                    $1.byHand.isEmpty ? 1 : 0, $0.keyness, $1.wording
                )
            }.prefix(most)
        )
    }

    /// Words that an expression of a concept explains.
    private static func covered(_ hits: [ExpressionMatcher.Hit], _ count: Int, _ knowledge: Knowledge) -> [Bool] {
        var covered = [Bool](repeating: false, count: count)
        for hit in hits where hit.layers & ExpressionLayer.concept.mask != 0 {
            if knowledge.expressions.entries(of: hit.pattern).contains(where: {
                $0.entry.layer == .concept && $0.entry.strength != .weak
            }) {
                for word in hit.first...hit.last { covered[Int(word)] = true }
            }
        }
        return covered
    }

    private static func count(
        _ words: [Word],
        _ lexis: Lexis,
        _ covered: [Bool],
        _ card: Int,
        _ knowledge: Knowledge,
        _ tallies: inout [String: Tally]
    ) {
        var previous: WordForm?
        for (position, word) in words.enumerated() {
            let form = lexis[word.form]
            let counts =
                form.kind == .word && !covered[position] && !knowledge.functionWords.contains(form.key)
                && !knowledge.functionWords.contains(form.stem)
                && !knowledge.genericStems.contains(form.stem) && form.key.utf8.count > 2
            func add(_ key: String, _ surface: String, isPair: Bool) {
                var tally = tallies[key] ?? Tally(isPair: isPair)
                if tally.cards.last != card { tally.cards.append(card) }
                tally.surfaces[surface, default: 0] += 1
                tallies[key] = tally
            }
            if counts {
                add(form.stem, form.surface, isPair: false)
                if let previous {
                    add(previous.stem + " " + form.stem, previous.surface + " " + form.surface, isPair: true)
                }
            }
            previous = counts ? form : nil
        }
    }

    /// Dunning's G² for "more often here than there"; 0 when it is not more often.
    static func logLikelihood(_ here: Int, _ all: Int, _ there: Int, _ others: Int) -> Double {
        let a = Double(here)
        let b = Double(there)
        let m = Double(max(1, all))
        let n = Double(max(1, others))
        guard a / m > b / n else { return 0 }
        let share = (a + b) / (m + n)
        func part(_ seen: Double, _ expected: Double) -> Double { seen > 0 ? seen * log(seen / expected) : 0 }
        return 2
            * (part(a, m * share) + part(b, n * share) + part(m - a, m * (1 - share)) + part(n - b, n * (1 - share)))
    }
}
