/// An inverted index: id → rows that hold it.
struct Postings {
    private var starts: [Int32]
    private var entries: [(row: Int32, value: Float)]

    init(_ vectors: [[(id: Int32, value: Float)]]) {
        var size = 0, most: Int32 = -1
        for vector in vectors {
            size += vector.count
            for entry in vector { most = max(most, entry.id) }
        }
        starts = [Int32](repeating: 0, count: Int(most) + 2)
        for vector in vectors { for entry in vector { starts[Int(entry.id) + 1] += 1 } }
        for id in starts.indices.dropFirst() { starts[id] += starts[id - 1] }
        var next = starts
        entries = [(row: Int32, value: Float)](repeating: (0, 0), count: size)
        for (row, vector) in vectors.enumerated() {
            for entry in vector {
                entries[Int(next[Int(entry.id)])] = (Int32(row), entry.value)
                next[Int(entry.id)] += 1
            }
        }
    }

    subscript(id: Int32) -> ArraySlice<(row: Int32, value: Float)> {
        guard Int(id) + 1 < starts.count else { return [] }
        return entries[Int(starts[Int(id)])..<Int(starts[Int(id) + 1])]
    }
}

/// Adds up similarities of one row to all others and gives the best.
struct NeighbourFinder {
    private var sums: [Float]
    private var touched: [Int32] = []

    init(count: Int) { sums = [Float](repeating: 0, count: count) }

    @inline(__always)
    mutating func add(_ other: Int32, _ value: Float) {
        if sums[Int(other)] == 0 { touched.append(other) }
        sums[Int(other)] += value
    }

    /// Replaces every sum by what `body` makes of it.
    mutating func map(_ body: (Int32, Float) -> Float) {
        for other in touched { sums[Int(other)] = body(other, sums[Int(other)]) }
    }

    /// The best `most` others, best first, ties by position; clears the sums.
    mutating func best(_ most: Int, excluding row: Int, above least: Float) -> [(other: Int32, similarity: Float)] {
        var found: [(other: Int32, similarity: Float)] = []
        for other in touched {
            let sum = sums[Int(other)]
            if sum > least, Int(other) != row { found.append((other, sum)) }
            sums[Int(other)] = 0
        }
        touched.removeAll(keepingCapacity: true)
        found.sort { ($1.similarity, $0.other) < ($0.similarity, $1.other) }
        if found.count > most { found.removeLast(found.count - most) }
        return found
    }
}

/// The union of every row's nearest neighbours by words and by concepts.
struct NeighbourGraph {
    enum Part { case words, concepts }

    private struct Parts {
        var words: Float = 0
        var concepts: Float = 0
    }
    private let count: Int
    private var pairs: [UInt64: Parts] = [:]

    init(count: Int) { self.count = count }

    mutating func add(_ part: Part, _ a: Int, _ b: Int, _ similarity: Float) {
        let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        switch part {
        case .words: pairs[key, default: Parts()].words = max(similarity, pairs[key]?.words ?? 0)
        case .concepts: pairs[key, default: Parts()].concepts = max(similarity, pairs[key]?.concepts ?? 0)
        }
    }

    /// Combines the parts and keeps what is among the nearest neighbours of one of its ends.
    func edges(neighbours: Int, _ combine: (Int, Int, Float, Float) -> Float) -> [Edge] {
        var all = pairs.sorted { $0.key < $1.key }.map { key, parts in
            let a = Int(key >> 32), b = Int(key & 0xFFFF_FFFF)
            return Edge(a: Int32(a), b: Int32(b), similarity: combine(a, b, parts.words, parts.concepts))
        }
        var ends = [[Int32]](repeating: [], count: count)
        for (number, edge) in all.enumerated() {
            ends[Int(edge.a)].append(Int32(number))
            ends[Int(edge.b)].append(Int32(number))
        }
        var kept = [Bool](repeating: false, count: all.count)
        for row in ends {
            let best = row.count <= neighbours ? row : Array(row.sorted { (all[Int($1)].similarity, $0) < (all[Int($0)].similarity, $1) }.prefix(neighbours))
            for number in best { kept[Int(number)] = true }
        }
        var number = -1
        all.removeAll { _ in
            number += 1
            return !kept[number]
        }
        return all
    }
}
