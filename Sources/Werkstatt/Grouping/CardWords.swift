#if canImport(Glibc)
    import Glibc
#endif

/// The words of cards as vectors: informativeness-weighted stems and compound parts, scaled by part of the card's length.
struct CardWords: Sendable {
    let vectors: SparseRows
    /// Per word the cards that hold it.
    let postings: SparseRows
    /// Per word its stem.
    let names: [String]

    /// - Parameter cards: positions of contributions.
    init(_ cards: [Int], _ segmented: SegmentedCorpus, _ knowledge: Knowledge, _ settings: CardSimilarity.Settings) {
        let terms = FormTerms(lexis: segmented.lexis, knowledge: knowledge)
        var frequency = [Int32](repeating: 0, count: terms.count)
        var bags = SparseRows()
        var all: [Int32] = []
        for card in cards {
            all.removeAll(keepingCapacity: true)
            for word in segmented.words[card] where !word.repeats { all += terms.of(word.form) }
            all.sort()
            var start = 0
            while start < all.count {
                var end = start + 1
                while end < all.count, all[end] == all[start] { end += 1 }
                bags.append(all[start], Float(end - start))
                frequency[Int(all[start])] += 1
                start = end
            }
            bags.endRow()
        }
        let total = Double(cards.count)
        let scale = log(total + 1)
        let weights = frequency.indices.map { term in
            terms.isGeneric(Int32(term))
                ? 0
                : pow(max(0, log((total + 1) / (Double(frequency[term]) + 0.5)) / scale), settings.informativenessPower)
        }
        var vectors = SparseRows()
        for row in 0..<bags.count {
            var squares = 0.0
            for position in bags[row] {
                let value = (1 + log(Double(bags.values[position]))) * weights[Int(bags.ids[position])]
                squares += value * value
            }
            let length = squares > 0 ? squares.squareRoot() : 1
            let divisor = pow(length, settings.lengthPower) * pow(settings.typicalLength, 1 - settings.lengthPower)
            for position in bags[row] {
                let term = bags.ids[position]
                guard frequency[Int(term)] > 1, weights[Int(term)] > 0 else { continue }
                vectors.append(term, Float((1 + log(Double(bags.values[position]))) * weights[Int(term)] / divisor))
            }
            vectors.endRow()
        }
        self.vectors = vectors
        names = terms.names
        postings = vectors.transposed(columns: terms.count)
    }
}
