/// Adds up similarities of one row to all others and gives the best.
struct NeighbourFinder {
    private var sums: [Float]
    private var touched: [Int32] = []
    private var largest: Largest

    /// - Parameter most: how many neighbours are handed out at most.
    init(count: Int, most: Int) {
        sums = [Float](repeating: 0, count: count)
        largest = Largest(most)
    }

    /// Adds `weight` times the values of a row of `postings` (all positive) to the sums of its ids.
    @inline(__always)
    mutating func add(_ postings: SparseRows, _ row: Int, weight: Float) {
        let range = postings[row]
        postings.ids.withUnsafeBufferPointer { ids in
            postings.values.withUnsafeBufferPointer { values in
                sums.withUnsafeMutableBufferPointer { sums in
                    for position in range {
                        let other = Int(ids[position])
                        let sum = sums[other]
                        if sum == 0 { touched.append(ids[position]) }
                        sums[other] = sum + weight * values[position]
                    }
                }
            }
        }
    }

    /// Adds `weight` to the sums of `others`.
    @inline(__always)
    mutating func add(_ others: UnsafeBufferPointer<Int32>.SubSequence, weight: Float) {
        sums.withUnsafeMutableBufferPointer { sums in
            for other in others {
                let sum = sums[Int(other)]
                if sum == 0 { touched.append(other) }
                sums[Int(other)] = sum + weight
            }
        }
    }

    /// Replaces every sum by what `body` makes of it.
    @inline(__always)
    mutating func map(_ body: (Int, Float) -> Float) {
        for other in touched { sums[Int(other)] = body(Int(other), sums[Int(other)]) }
    }

    /// The best others, best first, ties by position; clears the sums.
    mutating func best(excluding row: Int, above least: Float) -> [(id: Int32, value: Float)] {
        collect(excluding: row, above: least)
        return largest.take()
    }

    /// The best others in no particular order; clears the sums.
    mutating func best(excluding row: Int, _ body: (Int32) -> Void) {
        collect(excluding: row, above: 0)
        largest.takeIDs(body)
    }

    @inline(__always)
    private mutating func collect(excluding row: Int, above least: Float) {
        sums.withUnsafeMutableBufferPointer { sums in
            touched.withUnsafeBufferPointer { touched in
                for other in touched {
                    let sum = sums[Int(other)]
                    if sum > least, Int(other) != row { largest.insert(other, sum) }
                    sums[Int(other)] = 0
                }
            }
        }
        touched.removeAll(keepingCapacity: true)
    }
}
