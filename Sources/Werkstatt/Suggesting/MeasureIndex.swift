#if canImport(Glibc)
    import Glibc
#endif

/// The catalogue as concepts and words, ready to be compared with threads.
struct MeasureIndex: Sendable {
    /// Names of the score's parts, as people read them.
    static let conceptPart = "Begriffe der Maßnahme", profilePart = "Begriffe im Text der Maßnahme",
        wordPart = "gemeinsame Wörter"

    private let measures: [Measure]
    private let knowledge: Knowledge
    private let parameters: Parameters
    /// Concept → measures that name it.
    private let byConcept: [Int: [Int]]
    /// Concept → measures whose text speaks of it, spread over the kernel.
    private let byProfile: [[(measure: Int, value: Double)]]
    private let byStem: [String: [(measure: Int, value: Double)]]

    init(pack: Pack, knowledge: Knowledge) {
        measures = pack.catalogue
        self.knowledge = knowledge
        parameters = pack.parameters
        let numbers = knowledge.conceptNumbers
        var byConcept: [Int: [Int]] = [:]
        for (position, measure) in measures.enumerated() {
            for id in measure.concepts {
                if let number = numbers[id] { byConcept[number, default: []].append(position) }
            }
        }
        self.byConcept = byConcept

        let reading = knowledge.catalogue
        let weights = CatalogueReading.texts.map { pack.parameters[$0.weight] }
        let vectors = reading.stems.map { bag in
            bag.map { stem, counts in
                (stem: stem, count: zip(weights, counts).reduce(0) { $0 + $1.0 * Double(min(2, $1.1)) })
            }
        }

        var byProfile = [[(measure: Int, value: Double)]](repeating: [], count: knowledge.concepts.count)
        for (measure, profile) in reading.profiles.enumerated() {
            var spread: [Int: Double] = [:]
            for (concept, share) in profile {
                for (other, weight) in knowledge.kernel.rows[Int(concept)] {
                    spread[Int(other), default: 0] += share * Double(weight)
                }
            }
            for (concept, value) in spread.sorted(by: { $0.key < $1.key }) {
                byProfile[concept].append((measure, value))
            }
        }
        self.byProfile = byProfile

        var frequency: [String: Int] = [:]
        for bag in vectors { for (stem, _) in bag { frequency[stem, default: 0] += 1 } }
        let total = Double(measures.count)
        var byStem: [String: [(measure: Int, value: Double)]] = [:]
        for (position, bag) in vectors.enumerated() {
            let values = bag.map { stem, count in
                (
                    stem,
                    log1p(count) * Self.informativeness(stem, knowledge)
                        * log((total + 1) / (Double(frequency[stem]!) + 0.5)) / log(total + 1)
                )
            }
            let norm = max(1e-9, values.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot())
            for (stem, value) in values { byStem[stem, default: []].append((position, value / norm)) }
        }
        self.byStem = byStem
    }

    /// How rare a stem is in the thesaurus, 0…1.
    private static func informativeness(_ stem: String, _ knowledge: Knowledge) -> Double {
        let total = Double(knowledge.texts)
        return pow(log((total + 1) / (Double(knowledge.stemFrequency[stem] ?? 0) + 0.5)) / log(total + 1), 1.2)
    }

    /// The stems of a card that count when it is compared with measures.
    func stems(_ words: [Word], _ lexis: Lexis) -> [String] {
        CatalogueReading.stems(words, lexis, knowledge)
    }

    /// The nearest measures, best first.
    /// - Parameters:
    ///   - profile: mean concept shares of the thread's cards.
    ///   - bag: stems of the thread with their counts.
    func nearest(profile: [Int: Double], bag: [String: Double]) -> [MeasureMatch] {
        var rows: [Int: Int] = [:]
        var touched: [Int] = []
        var sums: [(concepts: Double, own: Double, words: Double)] = []
        func row(_ measure: Int) -> Int {
            if let row = rows[measure] { return row }
            rows[measure] = sums.count
            touched.append(measure)
            sums.append((0, 0, 0))
            return sums.count - 1
        }
        for (concept, share) in profile.sorted(by: { $0.key < $1.key }) {
            for measure in byConcept[concept] ?? [] { sums[row(measure)].concepts += share }
            for (measure, value) in byProfile[concept] { sums[row(measure)].own += share * value }
        }
        let values = bag.sorted { $0.key < $1.key }.map { stem, count in
            (stem, (1 + log(count)) * Self.informativeness(stem, knowledge))
        }
        let norm = max(1e-9, values.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot())
        for (stem, value) in values {
            for (measure, share) in byStem[stem] ?? [] { sums[row(measure)].words += value / norm * share }
        }
        // Measures that share nothing with the thread are not looked at again.
        let scored = touched.indices.map { (touched[$0], match(touched[$0], sums[$0])) }
        return best(scored, parameters.count("matches_most"))
    }

    private func match(_ measure: Int, _ sum: (concepts: Double, own: Double, words: Double)) -> MeasureMatch {
        let parts = [
            ScorePart(Self.conceptPart, (parameters["match_concepts"] * sum.concepts).thousandths),
            ScorePart(Self.profilePart, (parameters["match_profile"] * max(0, sum.own).squareRoot()).thousandths),
            ScorePart(Self.wordPart, (parameters["match_words"] * sum.words).thousandths),
        ]
        return MeasureMatch(
            number: measures[measure].number,
            score: parts.reduce(0) { $0 + $1.value }.thousandths,
            parts: parts
        )
    }

    /// The few best in one pass; of equals the first of the catalogue.
    private func best(_ scored: [(measure: Int, match: MeasureMatch)], _ most: Int) -> [MeasureMatch] {
        var kept: [(measure: Int, match: MeasureMatch)] = []
        for next in scored {
            func comes(before other: (measure: Int, match: MeasureMatch)) -> Bool {
                (other.match.score, next.measure) < (next.match.score, other.measure)
            }
            if kept.count == most, !comes(before: kept[most - 1]) { continue }
            let place = kept.firstIndex(where: comes) ?? kept.count
            kept.insert(next, at: place)
            if kept.count > most { kept.removeLast() }
        }
        return kept.map(\.match)
    }
}
