/// Gives every contribution an id of its own and sorts by it.
///
/// Comes in: contributions, some without id. Goes out: all with ids, in bytewise order of the ids. Decides: without id it
/// is made from workshop, phase and text, for equal ones from the other columns, too, then counted; double ids get a
/// suffix from the content. Never lets an id depend on the order of rows or the name of a file.
struct ContributionIds {
    private var notices: [Notice] = []
    private var contributions: [Contribution]
    private var buffer: [UInt8] = []

    /// What a made id begins with.
    static let prefix = "b-"
    private static let madeDigits = 10
    private static let suffixDigits = 6

    init(_ contributions: consuming [Contribution]) { self.contributions = contributions }

    consuming func assigned() -> (contributions: [Contribution], notices: [Notice]) {
        var made = [Bool](repeating: false, count: contributions.count)
        for position in contributions.indices where contributions[position].id.isEmpty {
            made[position] = true
            contributions[position].id = Self.prefix + digest(position, whole: false, digits: Self.madeDigits)
        }
        var order = bytewiseSortedPositions(contributions.map(\.id))
        let doubles = runs(order)
        if !doubles.isEmpty {
            for run in doubles { part(run, made) }
            order = bytewiseSortedPositions(contributions.map(\.id))
            let alike = runs(order)
            for run in alike { count(run) }
            if !alike.isEmpty { order = bytewiseSortedPositions(contributions.map(\.id)) }
        }
        contributions.permute(order)
        return (contributions, notices)
    }

    /// Parts contributions of one id by their content.
    private mutating func part(_ run: [Int], _ made: [Bool]) {
        for position in run where made[position] {
            contributions[position].id = Self.prefix + digest(position, whole: true, digits: Self.madeDigits)
        }
        let given = sortedByPlace(run.filter { !made[$0] })
        guard given.count > 1 else { return }
        let id = contributions[given[0]].id
        for position in given {
            contributions[position].id = id + "~" + digest(position, whole: true, digits: Self.suffixDigits)
            let other = contributions[position == given[0] ? given[1] : given[0]].source
            notices.append(
                Notice(
                    .warning,
                    kind: .doubleID,
                    file: contributions[position].source.file,
                    row: contributions[position].source.row,
                    "Die Kennung „\(id)“ steht \(given.count)-mal da (auch in „\(other.file)“, Zeile \(other.row)); dieser Beitrag heißt jetzt „\(contributions[position].id)“."
                )
            )
        }
    }

    /// Numbers contributions that nothing tells apart: "…-2", "…-3".
    private mutating func count(_ run: [Int]) {
        for (number, position) in sortedByPlace(run).enumerated().dropFirst() {
            contributions[position].id += "-\(number + 1)"
        }
    }

    private func sortedByPlace(_ run: [Int]) -> [Int] {
        run.sorted { left, right in
            let order = bytewiseOrder(contributions[left].source.file, contributions[right].source.file)
            return order != 0 ? order < 0 : contributions[left].source.row < contributions[right].source.row
        }
    }

    /// Positions of contributions that share an id, by id.
    private func runs(_ order: [Int]) -> [[Int]] {
        var runs: [[Int]] = []
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, bytewiseOrder(contributions[order[end]].id, contributions[order[start]].id) == 0 {
                end += 1
            }
            if end - start > 1 { runs.append(Array(order[start..<end])) }
            start = end
        }
        return runs
    }

    /// - Parameter whole: with all columns, else workshop, phase and text.
    private mutating func digest(_ position: Int, whole: Bool, digits: Int) -> String {
        buffer.removeAll(keepingCapacity: true)
        add(contributions[position].workshop)
        add(contributions[position].phase?.rawValue)
        add(contributions[position].text)
        if whole {
            add(contributions[position].table?.text)
            add(contributions[position].color)
            add(contributions[position].roomCluster)
            add(contributions[position].points.map(String.init))
            add(contributions[position].roomPoints.map(String.init))
            add(contributions[position].rating?.text)
            for value in contributions[position].extra {
                add(value.key)
                add(value.json)
            }
        }
        return buffer.withUnsafeBufferPointer { sha256Prefix($0, digits: digits) }
    }

    /// Values end in a byte that no text holds, and a missing one is told from an empty one.
    private mutating func add(_ text: String?) {
        if let text { buffer.append(contentsOf: text.utf8) } else { buffer.append(0xFE) }
        buffer.append(0xFF)
    }
}

extension Array {
    /// Puts at every place the element that stands at the position `order` names there; moves, copies nothing.
    fileprivate mutating func permute(_ order: [Int]) {
        var order = order
        for start in order.indices {
            var at = start
            while order[at] != start {
                let next = order[at]
                swapAt(at, next)
                order[at] = at
                at = next
            }
            order[at] = at
        }
    }
}
