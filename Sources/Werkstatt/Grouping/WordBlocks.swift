/// Finds cards that share words without looking at all pairs: words in few cards are followed as they are; of the frequent
/// ones only pairs are, as blocks of the cards that hold both, and of a large block only the cards around one's own place. What is
/// found is compared exactly afterwards. Cost per card: bounded, whatever the corpus.
struct WordBlocks: Sendable {
    struct Settings: Sendable {
        /// Words in more cards than this are followed in pairs.
        var frequent: Int
        /// The rarest frequent words of a card that are paired.
        var pairWords: Int
        /// Cards looked at of one block.
        var block: Int
        /// Cards compared exactly.
        var verified: Int
    }

    private let words: CardWords
    private let settings: Settings
    /// Per bucket of word pairs its cards, ascending.
    private let starts: [UInt32]
    private let cards: [Int32]
    private let mask: Int

    init(_ words: CardWords, settings: Settings) {
        self.words = words
        self.settings = settings
        var size = 1024
        while size < words.vectors.count * 4 { size *= 2 }
        mask = size - 1
        var starts = [UInt32](repeating: 0, count: size + 1)
        var pairs: [Pair] = []
        for row in 0..<words.vectors.count {
            Self.pairs(of: row, words, settings, mask: mask, into: &pairs)
            for pair in pairs { starts[pair.bucket + 1] += 1 }
        }
        for bucket in 0..<size { starts[bucket + 1] += starts[bucket] }
        var next = starts
        var cards = [Int32](repeating: 0, count: Int(starts[size]))
        for row in 0..<words.vectors.count {
            Self.pairs(of: row, words, settings, mask: mask, into: &pairs)
            for pair in pairs {
                cards[Int(next[pair.bucket])] = Int32(row)
                next[pair.bucket] += 1
            }
        }
        self.starts = starts
        self.cards = cards
    }

    private struct Pair {
        var bucket: Int
        var weight: Float
    }

    private static func pairs(
        of row: Int,
        _ words: CardWords,
        _ settings: Settings,
        mask: Int,
        into pairs: inout [Pair]
    ) {
        pairs.removeAll(keepingCapacity: true)
        let frequent = words.vectors[row].filter {
            words.postings[Int(words.vectors.ids[$0])].count > settings.frequent
        }
        .sorted { (words.vectors.values[$1], $0) < (words.vectors.values[$0], $1) }.prefix(settings.pairWords).sorted()
        for (number, first) in frequent.enumerated() {
            for second in frequent[(number + 1)...] {
                let hash = FeatureHashing.pair(UInt64(words.vectors.ids[first]), UInt64(words.vectors.ids[second]))
                let a = words.vectors.values[first]
                let b = words.vectors.values[second]
                pairs.append(Pair(bucket: Int(truncatingIfNeeded: hash) & mask, weight: a * a + b * b))
            }
        }
    }

    /// The nearest cards that share words, best first, with their exact similarity.
    /// - Parameter finder: hands out `verified` cards.
    func neighbours(of row: Int, _ finder: inout NeighbourFinder, _ largest: inout Largest) -> [(
        id: Int32, value: Float
    )] {
        for position in words.vectors[row] {
            let term = Int(words.vectors.ids[position])
            if words.postings[term].count <= settings.frequent {
                finder.add(words.postings, term, weight: words.vectors.values[position])
            }
        }
        var pairs: [Pair] = []
        Self.pairs(of: row, words, settings, mask: mask, into: &pairs)
        cards.withUnsafeBufferPointer { cards in
            for pair in pairs {
                let block = Int(starts[pair.bucket])..<Int(starts[pair.bucket + 1])
                finder.add(cards[Self.around(Int32(row), cards, block, most: settings.block)], weight: pair.weight)
            }
        }
        finder.best(excluding: row) { other in largest.insert(other, words.vectors.dot(row, Int(other))) }
        return largest.take()
    }

    /// At most `most` places of an ascending block around the place of `row`.
    static func around(_ row: Int32, _ cards: UnsafeBufferPointer<Int32>, _ block: Range<Int>, most: Int) -> Range<Int>
    {
        guard block.count > most else { return block }
        var low = block.lowerBound
        var high = block.upperBound
        while low < high {
            let middle = (low + high) / 2
            if cards[middle] < row { low = middle + 1 } else { high = middle }
        }
        let start = min(max(block.lowerBound, low - most / 2), block.upperBound - most)
        return start..<(start + most)
    }
}
