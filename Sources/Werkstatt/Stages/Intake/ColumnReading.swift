/// What the columns of one file mean.
///
/// Comes in: headers. Goes out: a meaning per column. Decides in this order: the mapping file of the user, the columns of
/// a platform whose export it is, the names of the pack; where a stronger one names a column, weaker ones do not name
/// another for the same meaning. Several columns of a mapping file or a platform may make up the text.
struct ColumnReading: Sendable, Hashable {
    var headers: [String]
    var meanings: [Column?]
    /// The platform whose export it is.
    var platform: String?
    /// Several columns make up the text, on purpose.
    var joinsText = false

    init(_ headers: [String], rules: IntakeRules) {
        self.headers = headers
        let found = rules.platform(headers)
        platform = found?.name
        meanings = [Column?](repeating: nil, count: headers.count)
        var taken: Set<Column> = []
        let ofPlatform = found?.meanings(headers.map { foldedName($0) }) ?? []
        let sources: [(Int) -> Column?] = [
            { rules.mappedColumn(named: headers[$0]) }, { ofPlatform.isEmpty ? nil : ofPlatform[$0] },
            { rules.column(named: headers[$0]) },
        ]
        for (rank, source) in sources.enumerated() {
            var named: Set<Column> = []
            for index in headers.indices where meanings[index] == nil {
                guard let column = source(index), !taken.contains(column) else { continue }
                meanings[index] = column
                named.insert(column)
            }
            if rank < 2, meanings.count(where: { $0 == .text }) > 1 { joinsText = true }
            taken.formUnion(named)
        }
    }

    /// How many meanings have a column.
    var known: Int { Set(meanings.compactMap { $0 }).count }

    /// Why two columns cannot both be read, German, or nil.
    var double: String? {
        for column in Column.allCases where column != .text || !joinsText {
            let names = zip(headers, meanings).filter { $0.1 == column }.map { "„\($0.0)“" }
            if names.count > 1 {
                return
                    "Die Spalten \(names.joined(separator: " und ")) bedeuten beide „\(column.name)“; bitte eine davon umbenennen oder löschen."
            }
        }
        return nil
    }

    /// What is said of a platform's export.
    var notice: String? {
        guard let platform else { return nil }
        let pairs = zip(headers, meanings).compactMap { name, column in column.map { "„\(name)“ als \($0.german)" } }
        return
            "An den Spalten erkannt: ein Export aus \(platform); gelesen werden \(pairs.joined(separator: ", ")). Andere Zuordnungen nimmt --map an."
    }
}

extension Column {
    /// As a person calls it.
    var german: String {
        switch self {
        case .id: "Kennung"
        case .workshop: "Werkstatt"
        case .phase: "Phase"
        case .table: "Tisch"
        case .color: "Farbe"
        case .roomCluster: "Überschrift"
        case .points: "Punkte"
        case .text: "Text"
        case .roomPoints: "Punkte der Überschrift"
        case .rating: "Bewertung"
        }
    }
}

/// The export of a platform: by which columns it is known, what its columns mean.
struct Platform: Sendable {
    var name: String
    /// Per column that must be there, its names in several languages, folded.
    var signature: [Set<String>]
    /// Per meaning the columns that may hold it, best first; each with its names in several languages, folded.
    var columns: [(column: Column, names: [[String]])]

    init(_ node: PackNode) throws(PackError) {
        try node.allow(["name", "recognised_by", "columns"])
        name = try node.required("name").text()
        signature = []
        for names in try node.required("recognised_by").texts() {
            signature.append(Set(names.split(separator: "|").map { foldedName($0) }))
        }
        columns = []
        let entries = try node.required("columns")
        try entries.allow(Set(Column.allCases.map(\.name)))
        for entry in try entries.entries() {
            let column = Column.allCases.first { $0.name == entry.name }!
            columns.append((column, try entry.value.texts().map { $0.split(separator: "|").map { foldedName($0) } }))
        }
    }

    /// Of all columns of the text, and of the best for anything else, the first language there is.
    func meanings(_ folded: [String]) -> [Column?] {
        var meanings = [Column?](repeating: nil, count: folded.count)
        for (column, candidates) in columns {
            for names in candidates {
                guard let index = names.compactMap({ folded.firstIndex(of: $0) }).first, meanings[index] == nil else {
                    continue
                }
                meanings[index] = column
                if column != .text { break }
            }
        }
        return meanings
    }

    func recognises(_ folded: Set<String>) -> Bool { signature.allSatisfy { !$0.isDisjoint(with: folded) } }
}
