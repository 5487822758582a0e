import HeapModule

#if canImport(Glibc)
    import Glibc
#endif

/// Greedy agglomeration on a sparse graph of neighbours.
///
/// The linkage of two groups is the sum of the similarities between their members over (|A|·|B|)^(1 − growth): at growth 0 this
/// is average linkage with missing pairs counted as 0 (UPGMA, Sokal & Michener 1958), at growth 1 the plain sum; between them
/// larger groups hold together somewhat more easily. The best pair is joined first, ties by position, so the result
/// depends on the order of the items alone, which is canonical. Every group keeps one candidate, its best neighbour; a
/// candidate whose partner has changed is looked up again when its turn comes. Cost: about edges · log(groups).
struct Agglomeration {
    /// 0…1.
    let growth: Double
    /// Groups are joined while their linkage is at least this.
    let threshold: Double

    private struct Candidate: Comparable {
        var linkage: Double
        var group: Int32
        var other: Int32
        var version: UInt32
        var otherVersion: UInt32

        static func < (left: Candidate, right: Candidate) -> Bool {
            if left.linkage != right.linkage { return left.linkage < right.linkage }
            let a = (min(left.group, left.other), max(left.group, left.other))
            let b = (min(right.group, right.other), max(right.group, right.other))
            return a != b ? a > b : left.group > right.group
        }
    }

    /// The groups as lists of items, each ascending, in the order of their first items.
    /// - Parameter graph: symmetric; per item its neighbours with their similarities.
    func groups(_ graph: SparseRows) -> [[Int]] {
        var state = State(graph, exponent: 1 - growth)
        var heap = Heap<Candidate>()
        func add(_ group: Int) {
            guard let best = state.best(group), best.linkage >= threshold else { return }
            heap.insert(
                Candidate(
                    linkage: best.linkage,
                    group: Int32(group),
                    other: best.other,
                    version: state.versions[group],
                    otherVersion: state.versions[Int(best.other)]
                )
            )
        }
        for group in 0..<graph.count { add(group) }
        while let top = heap.popMax() {
            let group = Int(top.group)
            let other = Int(top.other)
            guard state.parent[group] == top.group, state.versions[group] == top.version else { continue }
            if state.parent[other] == top.other, state.versions[other] == top.otherVersion {
                add(state.join(group, other))
            } else {
                add(group)
            }
        }
        var members = [[Int]](repeating: [], count: graph.count)
        for item in 0..<graph.count { members[Int(state.find(Int32(item)))].append(item) }
        return members.filter { !$0.isEmpty }.sorted { $0[0] < $1[0] }
    }

    private struct State {
        let graph: SparseRows
        let exponent: Double
        var parent: [Int32]
        var sizes: [Double]
        var versions: [UInt32]
        /// Neighbours of groups of two and more; single items have theirs in the graph.
        private var lists: [[(group: Int32, sum: Float)]]
        private var sums: [Float]

        init(_ graph: SparseRows, exponent: Double) {
            self.graph = graph
            self.exponent = exponent
            parent = (0..<Int32(graph.count)).map { $0 }
            sizes = [Double](repeating: 1, count: graph.count)
            versions = [UInt32](repeating: 0, count: graph.count)
            lists = [[(group: Int32, sum: Float)]](repeating: [], count: graph.count)
            sums = [Float](repeating: 0, count: graph.count)
        }

        mutating func find(_ item: Int32) -> Int32 {
            var root = item
            while parent[Int(root)] != root { root = parent[Int(root)] }
            var item = item
            while parent[Int(item)] != root { (item, parent[Int(item)]) = (parent[Int(item)], root) }
            return root
        }

        /// The neighbours of a group as they are now, each once.
        private mutating func neighbours(_ group: Int) -> [(group: Int32, sum: Float)] {
            var touched: [(group: Int32, sum: Float)] = []
            func add(_ item: Int32, _ sum: Float) {
                let other = find(item)
                guard other != Int32(group) else { return }
                if sums[Int(other)] == 0 { touched.append((other, 0)) }
                sums[Int(other)] += sum
            }
            if sizes[group] == 1 {
                touched.reserveCapacity(graph[group].count)
                for position in graph[group] { add(graph.ids[position], graph.values[position]) }
            } else {
                let list = lists[group]
                touched.reserveCapacity(list.count)
                for (item, sum) in list { add(item, sum) }
            }
            for position in touched.indices {
                touched[position].sum = sums[Int(touched[position].group)]
                sums[Int(touched[position].group)] = 0
            }
            if sizes[group] > 1 { lists[group] = touched }
            return touched
        }

        mutating func best(_ group: Int) -> (other: Int32, linkage: Double)? {
            var best: (other: Int32, linkage: Double)?
            for (other, sum) in neighbours(group) {
                let product = sizes[group] * sizes[Int(other)]
                let linkage = product == 1 ? Double(sum) : Double(sum) / pow(product, exponent)
                if let found = best, (found.linkage, other) >= (linkage, found.other) { continue }
                best = (other, linkage)
            }
            return best
        }

        /// Joins two groups; the smaller number stays.
        mutating func join(_ a: Int, _ b: Int) -> Int {
            let kept = min(a, b)
            let gone = max(a, b)
            let list = neighbours(kept) + neighbours(gone)
            parent[gone] = Int32(kept)
            sizes[kept] += sizes[gone]
            versions[kept] += 1
            lists[kept] = list
            lists[gone] = []
            return kept
        }
    }
}
