/// The measures of agreement between a run and hand-coded cards. Comes in: counts or labels. Decides nothing.
struct Agreement: Sendable {
    let precision: Double
    let recall: Double
    let f1: Double

    /// From true positives, false positives, false negatives; 0 where nothing can be said.
    init(_ hits: Int, _ extra: Int, _ missed: Int) {
        precision = hits + extra > 0 ? Double(hits) / Double(hits + extra) : 0
        recall = hits + missed > 0 ? Double(hits) / Double(hits + missed) : 0
        f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }

    private init(precision: Double, recall: Double) {
        self.precision = precision
        self.recall = recall
        f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
    }

    /// B-cubed: for each item, how much of its cluster is of its kind and how much of its kind is in its cluster.
    static func bCubed(_ clustering: Clustering) -> Agreement {
        guard clustering.count > 0 else { return Agreement(0, 0, 0) }
        var precision = 0.0
        var recall = 0.0
        for (item, cell) in clustering.cells.enumerated() {
            precision += Double(cell) / Double(clustering.foundSizes[item])
            recall += Double(cell) / Double(clustering.goldSizes[item])
        }
        return Agreement(precision: precision / Double(clustering.count), recall: recall / Double(clustering.count))
    }
}

/// Labels of many cards against gold: micro-averaged, and each label for itself.
struct LabelAgreement: Sendable {
    let micro: Agreement
    /// Sorted by label; only labels that gold knows.
    let labels: [(id: String, agreement: Agreement)]
    /// The mean F1 of those labels.
    var macroF1: Double { labels.isEmpty ? 0 : labels.reduce(0) { $0 + $1.agreement.f1 } / Double(labels.count) }

    init(_ cards: [(gold: [String], found: [String])]) {
        var counts: [String: (hits: Int, extra: Int, missed: Int)] = [:]
        for card in cards {
            let gold = Set(card.gold)
            let found = Set(card.found)
            for label in gold.union(found) {
                let isGold = gold.contains(label)
                let isFound = found.contains(label)
                counts[label, default: (0, 0, 0)].hits += isGold && isFound ? 1 : 0
                counts[label]!.extra += isGold ? 0 : 1
                counts[label]!.missed += isFound ? 0 : 1
            }
        }
        let sum = counts.values.reduce((0, 0, 0)) { ($0.0 + $1.hits, $0.1 + $1.extra, $0.2 + $1.missed) }
        micro = Agreement(sum.0, sum.1, sum.2)
        labels = counts.sorted { $0.key < $1.key }.filter { $0.value.hits + $0.value.missed > 0 }
            .map { ($0.key, Agreement($0.value.hits, $0.value.extra, $0.value.missed)) }
    }
}

/// The same items in found and in gold clusters, as sizes.
struct Clustering: Sendable {
    /// Per item: how many items share both its clusters, its found cluster, its gold cluster; itself included.
    let cells: [Int]
    let foundSizes: [Int]
    let goldSizes: [Int]
    private let cellPairs: Int
    private let foundPairs: Int
    private let goldPairs: Int
    var count: Int { cells.count }

    /// - Parameter items: the keys of the clusters of each item.
    init(_ items: [(found: [String], gold: [String])]) {
        let cells = Self.sizes(items.map { [$0.found, $0.gold] })
        let found = Self.sizes(items.map(\.found))
        let gold = Self.sizes(items.map(\.gold))
        (self.cells, cellPairs) = cells
        (foundSizes, foundPairs) = found
        (goldSizes, goldPairs) = gold
    }

    /// F1 over pairs of items that share a cluster: 0 when every item stands alone.
    var pairF1: Double { foundPairs + goldPairs > 0 ? 2 * Double(cellPairs) / Double(foundPairs + goldPairs) : 0 }

    /// The adjusted Rand index: pairs that agree, less those that chance would give.
    var adjustedRandIndex: Double {
        let pairs = Self.pairs(count)
        let expected = pairs > 0 ? Double(foundPairs) * Double(goldPairs) / Double(pairs) : 0
        let largest = Double(foundPairs + goldPairs) / 2
        return largest != expected ? (Double(cellPairs) - expected) / (largest - expected) : 1
    }

    /// The size of each item's cluster, and the number of pairs in all clusters.
    private static func sizes<Key: Hashable>(_ keys: [Key]) -> ([Int], Int) {
        var counts: [Key: Int] = [:]
        for key in keys { counts[key, default: 0] += 1 }
        return (keys.map { counts[$0]! }, counts.values.reduce(0) { $0 + pairs($1) })
    }

    private static func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }
}
