/// Rows of (id, value) entries in flat arrays: word vectors, inverted indexes, neighbour lists. A million rows cost two
/// allocations instead of a million.
struct SparseRows: Sendable {
    private(set) var starts: [Int] = [0]
    private(set) var ids: [Int32] = []
    private(set) var values: [Float] = []

    var count: Int { starts.count - 1 }

    init() {}

    init(_ rows: [[(id: Int32, value: Float)]]) {
        for row in rows {
            for (id, value) in row { append(id, value) }
            endRow()
        }
    }

    @inline(__always)
    mutating func append(_ id: Int32, _ value: Float) {
        ids.append(id)
        values.append(value)
    }

    mutating func endRow() { starts.append(ids.count) }

    /// The rows of slices, one after the other.
    init(joining slices: [SparseRows]) {
        let size = slices.reduce(0) { $0 + $1.ids.count }
        ids.reserveCapacity(size)
        values.reserveCapacity(size)
        for slice in slices {
            let offset = ids.count
            ids += slice.ids
            values += slice.values
            starts += slice.starts.dropFirst().map { $0 + offset }
        }
    }

    @inline(__always) subscript(row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

    /// Columns as rows: the inverted index. Entries of a row ascend.
    /// - Parameter columns: one more than the largest id, or more.
    func transposed(columns: Int) -> SparseRows {
        var result = SparseRows()
        result.starts = [Int](repeating: 0, count: columns + 1)
        for id in ids { result.starts[Int(id) + 1] += 1 }
        for column in 0..<columns { result.starts[column + 1] += result.starts[column] }
        var next = result.starts
        result.ids = [Int32](repeating: 0, count: ids.count)
        result.values = [Float](repeating: 0, count: ids.count)
        for row in 0..<count {
            for position in self[row] {
                let column = Int(ids[position])
                result.ids[next[column]] = Int32(row)
                result.values[next[column]] = values[position]
                next[column] += 1
            }
        }
        return result
    }

    /// Both directions of every entry (rows and ids being the same things), each once, ascending, with the larger value.
    /// Rows must ascend.
    func symmetric() -> SparseRows {
        let back = transposed(columns: count)
        var result = SparseRows()
        result.ids.reserveCapacity(ids.count + ids.count / 2)
        result.values.reserveCapacity(ids.count + ids.count / 2)
        for row in 0..<count {
            var i = starts[row]
            var j = back.starts[row]
            let iEnd = starts[row + 1]
            let jEnd = back.starts[row + 1]
            while i < iEnd || j < jEnd {
                let a = i < iEnd ? ids[i] : Int32.max
                let b = j < jEnd ? back.ids[j] : Int32.max
                if a < b {
                    result.append(a, values[i])
                    i += 1
                } else if b < a {
                    result.append(b, back.values[j])
                    j += 1
                } else {
                    result.append(a, max(values[i], back.values[j]))
                    i += 1
                    j += 1
                }
            }
            result.endRow()
        }
        return result
    }

    /// The scalar product of two rows that ascend.
    func dot(_ left: Int, _ right: Int) -> Float {
        ids.withUnsafeBufferPointer { ids in
            values.withUnsafeBufferPointer { values in
                var i = starts[left]
                var j = starts[right]
                var sum: Float = 0
                let iEnd = starts[left + 1]
                let jEnd = starts[right + 1]
                while i < iEnd, j < jEnd {
                    let a = ids[i]
                    let b = ids[j]
                    if a == b { sum += values[i] * values[j] }
                    if a <= b { i += 1 }
                    if b <= a { j += 1 }
                }
                return sum
            }
        }
    }
}

/// The largest entries of a stream: a bounded heap of integers that order by value, then by the smaller id.
struct Largest {
    private var heap: [UInt64] = []
    private let most: Int

    init(_ most: Int) {
        self.most = most
        heap.reserveCapacity(most)
    }

    /// - Parameter value: not negative.
    @inline(__always)
    mutating func insert(_ id: Int32, _ value: Float) {
        let key = UInt64(value.bitPattern) << 32 | UInt64(~UInt32(bitPattern: id))
        if heap.count < most {
            heap.append(key)
            var child = heap.count - 1
            while child > 0 {
                let parent = (child - 1) / 2
                guard heap[child] < heap[parent] else { return }
                heap.swapAt(child, parent)
                child = parent
            }
        } else if most > 0, key > heap[0] {
            heap[0] = key
            var parent = 0
            while true {
                var child = 2 * parent + 1
                guard child < most else { return }
                if child + 1 < most, heap[child + 1] < heap[child] { child += 1 }
                guard heap[child] < heap[parent] else { return }
                heap.swapAt(child, parent)
                parent = child
            }
        }
    }

    /// Hands the ids out in no particular order and is empty again.
    mutating func takeIDs(_ body: (Int32) -> Void) {
        for key in heap { body(Int32(bitPattern: ~UInt32(truncatingIfNeeded: key))) }
        heap.removeAll(keepingCapacity: true)
    }

    /// Hands the entries out, best first, and is empty again.
    mutating func take() -> [(id: Int32, value: Float)] {
        heap.sort(by: >)
        let result = heap.map {
            (id: Int32(bitPattern: ~UInt32(truncatingIfNeeded: $0)), value: Float(bitPattern: UInt32($0 >> 32)))
        }
        heap.removeAll(keepingCapacity: true)
        return result
    }
}
