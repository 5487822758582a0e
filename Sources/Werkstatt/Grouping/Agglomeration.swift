import HeapModule

#if canImport(Glibc)
    import Glibc
#endif

/// A neighbour relation between two items, `a < b`.
struct Edge: Sendable {
    var a: Int32
    var b: Int32
    var similarity: Float
}

/// Greedy agglomeration on a sparse graph of neighbours.
///
/// The linkage of two groups is the sum of the similarities between their members over (|A|·|B|)^(1 − growth): at growth 0 this
/// is average linkage with missing pairs counted as 0 (UPGMA, Sokal & Michener 1958), at growth 1 the plain sum; between them
/// larger groups hold together somewhat more easily. Ties go to the pair with the smaller positions, so the result
/// depends on the order of the items alone, which is canonical. Cost: about edges · log(edges); memory: the edges.
struct Agglomeration {
    /// 0…1.
    let growth: Double
    /// Groups are joined while their linkage is at least this.
    let threshold: Double

    private struct Candidate: Comparable {
        var linkage: Double
        var a: Int32
        var b: Int32
        var versionA: UInt32
        var versionB: UInt32

        static func < (left: Candidate, right: Candidate) -> Bool {
            if left.linkage != right.linkage { return left.linkage < right.linkage }
            if left.a != right.a { return left.a > right.a }
            return left.b > right.b
        }
    }

    /// The groups as lists of items, each ascending, in the order of their first items.
    /// - Parameter start: groups that are joined already (a partition of `0..<count`), or nil when every item stands alone.
    func groups(count: Int, edges: [Edge], start: [[Int]]? = nil) -> [[Int]] {
        let initial = start ?? (0..<count).map { [$0] }
        var groupOf = [Int32](repeating: 0, count: count)
        for (group, members) in initial.enumerated() { for item in members { groupOf[item] = Int32(group) } }
        var neighbours = [[Int32: Double]](repeating: [:], count: initial.count)
        for edge in edges {
            let a = groupOf[Int(edge.a)], b = groupOf[Int(edge.b)]
            guard a != b else { continue }
            neighbours[Int(a)][b, default: 0] += Double(edge.similarity)
            neighbours[Int(b)][a, default: 0] += Double(edge.similarity)
        }
        var sizes = initial.map { Double($0.count) }
        var versions = [UInt32](repeating: 0, count: initial.count)
        var alive = [Bool](repeating: true, count: initial.count)
        var parent = Array(0..<initial.count)
        let exponent = 1 - growth
        func linkage(_ a: Int, _ b: Int, _ sum: Double) -> Double { sum / pow(sizes[a] * sizes[b], exponent) }

        var heap = Heap<Candidate>()
        for a in neighbours.indices {
            for (b, sum) in neighbours[a] where Int(b) > a {
                let score = linkage(a, Int(b), sum)
                if score >= threshold { heap.insert(Candidate(linkage: score, a: Int32(a), b: b, versionA: 0, versionB: 0)) }
            }
        }
        while let best = heap.popMax() {
            let a = Int(best.a), b = Int(best.b)
            guard alive[a], alive[b], versions[a] == best.versionA, versions[b] == best.versionB else { continue }
            var into = neighbours[a], from = neighbours[b]
            neighbours[a] = [:]
            neighbours[b] = [:]
            if into.count < from.count { swap(&into, &from) }
            for key in [Int32(a), Int32(b)] {
                into[key] = nil
                from[key] = nil
            }
            for (other, sum) in from { into[other, default: 0] += sum }
            alive[b] = false
            parent[b] = a
            sizes[a] += sizes[b]
            versions[a] += 1
            for (other, sum) in into {
                let c = Int(other)
                neighbours[c][Int32(b)] = nil
                neighbours[c][Int32(a)] = sum
                let score = linkage(a, c, sum)
                guard score >= threshold else { continue }
                let low = min(a, c), high = max(a, c)
                heap.insert(Candidate(linkage: score, a: Int32(low), b: Int32(high), versionA: versions[low], versionB: versions[high]))
            }
            neighbours[a] = into
        }
        var members = [[Int]](repeating: [], count: initial.count)
        for group in initial.indices {
            var root = group
            while parent[root] != root { root = parent[root] }
            members[root] += initial[group]
        }
        return members.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }
}
