/// How good a grouping is by itself, without anybody's coding. Comes in: groups and the neighbour graph they were made
/// from. Goes out: numbers for the manifest and the report. Decides nothing.
public struct GroupFigures: Codable, Sendable, Hashable {
    /// Mean similarity of a card to the others of its group, over cards that do not stand alone; missing links count as 0.
    public var cohesion: Double
    /// Mean of (own − nearest other) / larger, of a card's mean similarities to groups (a silhouette): −1…1.
    public var separation: Double
    /// Share of cards that stand alone.
    public var alone: Double
    /// Pair F1 between the grouping and groupings without every tenth card, mean over several; nil when skipped for size.
    public var stability: Double?

    init(cohesion: Double, separation: Double, alone: Double, stability: Double?) {
        self.cohesion = cohesion
        self.separation = separation
        self.alone = alone
        self.stability = stability
    }

    init(_ groups: [[Int]], _ graph: SparseRows) {
        var groupOf = [Int](repeating: 0, count: graph.count)
        for (number, members) in groups.enumerated() { for row in members { groupOf[row] = number } }
        var sums = [Float](repeating: 0, count: groups.count)
        var cohesion = 0.0
        var separation = 0.0
        var counted = 0
        for row in 0..<graph.count where groups[groupOf[row]].count > 1 {
            var touched: [Int] = []
            for position in graph[row] {
                let group = groupOf[Int(graph.ids[position])]
                if sums[group] == 0 { touched.append(group) }
                sums[group] += graph.values[position]
            }
            let home = groupOf[row]
            let own = Double(sums[home]) / Double(groups[home].count - 1)
            let other = touched.reduce(0.0) { $1 == home ? $0 : max($0, Double(sums[$1]) / Double(groups[$1].count)) }
            for group in touched { sums[group] = 0 }
            cohesion += own
            separation += (own - other) / max(own, other, 1e-9)
            counted += 1
        }
        self.cohesion = (cohesion / Double(max(1, counted))).thousandths
        self.separation = (separation / Double(max(1, counted))).thousandths
        let lone = groups.count { $0.count == 1 }
        alone = (Double(lone) / Double(max(1, graph.count))).thousandths
    }

    /// The harmonic mean of precision and recall over pairs of items that stand together; 1 when neither has a pair.
    /// - Parameters: two groupings as group numbers of the same items.
    static func pairF1(_ left: [Int], _ right: [Int]) -> Double {
        func pairs(_ sizes: some Sequence<Int>) -> Int { sizes.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
        func sizes(_ numbers: [Int]) -> [Int] {
            var counts = [Int](repeating: 0, count: (numbers.max() ?? -1) + 1)
            for number in numbers { counts[number] += 1 }
            return counts
        }
        var both: [[Int]: Int] = [:]
        for pair in zip(left, right) { both[[pair.0, pair.1], default: 0] += 1 }
        let together = pairs(both.values)
        let sum = pairs(sizes(left)) + pairs(sizes(right))
        return sum == 0 ? 1 : 2 * Double(together) / Double(sum)
    }
}
