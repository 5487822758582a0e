#if canImport(Glibc)
    import Glibc
#endif

/// How near two concepts are: 1 to itself, a little to related and broader ones, to those that stand in the same measures,
/// and to those whose expressions and cards use the same words. Symmetric; sparse; worked out once per pack.
struct ConceptKernel: Sendable {
    /// Per concept, ascending by concept.
    let rows: [[(concept: Int32, value: Float)]]

    struct Settings {
        var related: Double
        var measures: Double
        var words: Double
        var wordsLeast: Double
    }

    init(rows: [[(concept: Int32, value: Float)]]) { self.rows = rows }

    /// - Parameters:
    ///   - texts: per concept the stems of all its texts with their counts.
    ///   - measures: per measure the concepts it is about.
    /// Cost: the square of the number of concepts times their shared words.
    init(concepts: [Knowledge.ConceptSummary], texts: [[String: Int]], measures: [[Int]], settings: Settings) {
        let count = concepts.count
        var related = [Set<Int>](repeating: [], count: count)
        for (number, concept) in concepts.enumerated() {
            for other in concept.related + [concept.broader].compactMap({ $0 }) where other != number {
                related[number].insert(other)
                related[other].insert(number)
            }
        }
        var inMeasures = [Set<Int>](repeating: [], count: count)
        for (number, members) in measures.enumerated() { for concept in members { inMeasures[concept].insert(number) } }

        // Concepts as unit vectors of their words.
        var frequency: [String: Int] = [:]
        for text in texts { for stem in text.keys { frequency[stem, default: 0] += 1 } }
        let numbered = Dictionary(uniqueKeysWithValues: frequency.keys.sorted().enumerated().map { ($1, $0) })
        var postings = [[(concept: Int, value: Double)]](repeating: [], count: numbered.count)
        var vectors: [[(word: Int, value: Double)]] = []
        for (number, text) in texts.enumerated() {
            var vector: [(word: Int, value: Double)] = []
            for (stem, times) in text {
                let weight = log((Double(count) + 1) / (Double(frequency[stem]!) + 1.5))
                if weight > 0 { vector.append((numbered[stem]!, (1 + log(Double(times))) * weight)) }
            }
            vector.sort { $0.word < $1.word }
            let norm = max(1e-9, vector.reduce(0) { $0 + $1.value * $1.value }.squareRoot())
            vector = vector.map { ($0.word, $0.value / norm) }
            for (word, value) in vector { postings[word].append((number, value)) }
            vectors.append(vector)
        }
        var rows: [[(concept: Int32, value: Float)]] = []
        var sums = [Double](repeating: 0, count: count)
        for number in 0..<count {
            for (word, value) in vectors[number] {
                for (other, share) in postings[word] { sums[other] += value * share }
            }
            var row: [(concept: Int32, value: Float)] = []
            for other in 0..<count {
                var value = other == number ? 1.0 : 0.0
                if other != number {
                    if related[number].contains(other) { value += settings.related }
                    if sums[other] > settings.wordsLeast { value += settings.words * sums[other] }
                    if !inMeasures[number].isEmpty, !inMeasures[other].isEmpty {
                        let shared = Double(inMeasures[number].intersection(inMeasures[other]).count)
                        value +=
                            settings.measures * shared
                            / (Double(inMeasures[number].count) * Double(inMeasures[other].count)).squareRoot()
                    }
                }
                if value > 0 { row.append((Int32(other), Float(value))) }
                sums[other] = 0
            }
            rows.append(row)
        }
        self.rows = rows
    }
}
