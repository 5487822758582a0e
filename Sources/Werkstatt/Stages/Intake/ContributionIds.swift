/// Gives every contribution an id of its own.
///
/// Comes in: contributions, some without id. Goes out: the same with ids. Decides: without id it is made from workshop,
/// phase and text, for equal ones from the other columns, too, then counted; double ids get a suffix from the content.
/// Never lets an id depend on the order of rows or the name of a file.
struct ContributionIds {
    private(set) var notices: [Notice] = []

    /// What a made id begins with.
    static let prefix = "b-"
    private static let madeDigits = 10
    private static let suffixDigits = 6
    private var buffer: [UInt8] = []

    mutating func assign(_ contributions: inout [Contribution]) {
        var made = [Bool](repeating: false, count: contributions.count)
        for position in contributions.indices where contributions[position].id.isEmpty {
            made[position] = true
            contributions[position].id =
                Self.prefix + digest(contributions[position], whole: false, digits: Self.madeDigits)
        }
        var touched: [Int] = []
        for run in Self.runs(contributions) { touched += part(run, made, &contributions) }
        if touched.isEmpty { return }
        // Only what is alike in every column is still double now (or made to look like another id).
        for run in Self.runs(contributions) { count(run, &contributions) }
    }

    /// Parts contributions of one id by their content; returns those that got another id.
    private mutating func part(_ run: [Int], _ made: [Bool], _ contributions: inout [Contribution]) -> [Int] {
        let given = run.filter { !made[$0] }
        var touched = run.filter { made[$0] }
        for position in touched {
            contributions[position].id =
                Self.prefix + digest(contributions[position], whole: true, digits: Self.madeDigits)
        }
        guard given.count > 1 else { return touched }
        touched += given
        let places = given.sorted { Self.place(contributions[$0], contributions[$1]) }
        for position in places {
            let id = contributions[position].id
            contributions[position].id =
                id + "~" + digest(contributions[position], whole: true, digits: Self.suffixDigits)
        }
        for position in places {
            let other = contributions[places[0] == position ? places[1] : places[0]].source
            let contribution = contributions[position]
            let id = contribution.id.dropLast(Self.suffixDigits + 1)
            notices.append(
                Notice(
                    .warning,
                    file: contribution.source.file,
                    row: contribution.source.row,
                    "Die Kennung „\(id)“ steht \(given.count)-mal da (auch in „\(other.file)“, Zeile \(other.row)); dieser Beitrag heißt jetzt „\(contribution.id)“."
                )
            )
        }
        return touched
    }

    /// Numbers contributions that nothing tells apart: "…-2", "…-3".
    private func count(_ run: [Int], _ contributions: inout [Contribution]) {
        let places = run.sorted { Self.place(contributions[$0], contributions[$1]) }
        for (number, position) in places.enumerated().dropFirst() { contributions[position].id += "-\(number + 1)" }
    }

    private static func place(_ left: Contribution, _ right: Contribution) -> Bool {
        let order = bytewiseOrder(left.source.file, right.source.file)
        return order != 0 ? order < 0 : left.source.row < right.source.row
    }

    /// Positions of contributions that share an id, by id.
    private static func runs(_ contributions: [Contribution]) -> [[Int]] {
        let sorted = bytewiseSortedPositions(contributions.map(\.id))
        var runs: [[Int]] = []
        var start = 0
        while start < sorted.count {
            var end = start + 1
            while end < sorted.count, bytewiseOrder(contributions[sorted[end]].id, contributions[sorted[start]].id) == 0
            { end += 1 }
            if end - start > 1 { runs.append(Array(sorted[start..<end])) }
            start = end
        }
        return runs
    }

    /// - Parameter whole: with all columns, else workshop, phase and text.
    private mutating func digest(_ contribution: Contribution, whole: Bool, digits: Int) -> String {
        buffer.removeAll(keepingCapacity: true)
        add(contribution.workshop)
        add(contribution.phase?.rawValue)
        add(contribution.text)
        if whole {
            add(contribution.table?.text)
            add(contribution.color)
            add(contribution.roomCluster)
            add(contribution.points.map(String.init))
            add(contribution.roomPoints.map(String.init))
            add(contribution.rating?.text)
            for value in contribution.extra {
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
