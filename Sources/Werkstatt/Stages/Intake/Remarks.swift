/// Remarks about the rows of a file, each sentence told once with the rows it concerns.
struct Remarks {
    private struct Group {
        var level: Notice.Level
        var sentence: String
        var rows: [Int]
        var count: Int
    }
    private var groups: [Group] = []
    private var positions: [String: Int] = [:]
    /// So many rows a message names; the rest is counted.
    private let rowsNamed: Int

    init(rowsNamed: Int) { self.rowsNamed = rowsNamed }

    mutating func add(_ level: Notice.Level, row: Int, _ sentence: String) {
        if let position = positions[sentence] {
            groups[position].count += 1
            if groups[position].rows.count < rowsNamed { groups[position].rows.append(row) }
        } else {
            positions[sentence] = groups.count
            groups.append(Group(level: level, sentence: sentence, rows: [row], count: 1))
        }
    }

    /// In the order of first occurrence.
    func notices(file: String) -> [Notice] {
        groups.map { group in
            var text = group.sentence
            if group.count > 1 {
                let rest = group.count - group.rows.count
                text +=
                    " (Zeilen \(group.rows.map(String.init).joined(separator: ", "))\(rest > 0 ? " und \(rest) weitere" : ""))"
            }
            return Notice(group.level, file: file, row: group.rows[0], text)
        }
    }
}
