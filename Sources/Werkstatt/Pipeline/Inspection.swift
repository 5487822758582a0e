/// What would be read from files, as a table for people.
///
/// Comes in: what intake read. Goes out: German text: per file its kind, what its columns were taken for, what is to be
/// known, the first cards. Decides only widths. Never changes anything and writes no file.
public struct Inspection: Sendable {
    private let corpus: IntakeCorpus
    /// Cards shown per file.
    private let rows: Int

    public init(_ corpus: IntakeCorpus, rows: Int) {
        self.corpus = corpus
        self.rows = rows
    }

    /// Nothing could be read at all.
    public init(_ error: IntakeError) {
        var corpus = IntakeCorpus(
            contributions: [],
            unread: error.unread,
            notices: error.notices,
            inputs: error.inputs
        )
        corpus.columns = []
        self.init(corpus, rows: 0)
    }

    public var text: String {
        var out = ""
        let known = Set(corpus.inputs.map(\.name))
        for input in corpus.inputs.sorted(by: { precedesBytewise($0.name, $1.name) }) { add(input, &out) }
        for row in corpus.unread where !known.contains(row.file) {
            out += "\(row.file)\n  nicht gelesen: \(row.reason)\n\n"
        }
        return out
    }

    private func add(_ input: InputFile, _ out: inout String) {
        let charset = input.charset.isEmpty ? "" : ", \(input.charset)"
        out +=
            "\(input.name)\n  \(input.format)\(charset): \(Wording.counted(input.contributions, "Beitrag", "Beiträge"))"
        out += ", \(input.unread) nicht lesbar\n"
        for table in corpus.columns where table.file == input.name { add(table, &out) }
        for row in corpus.unread where row.file == input.name {
            out += "  nicht gelesen\(row.row > 0 ? ", Zeile \(row.row)" : ""): \(row.reason)\n"
        }
        for notice in corpus.notices where notice.file == input.name {
            let level = notice.level == .warning ? "Warnung" : "Hinweis"
            out += "  \(level)\(notice.row > 0 ? ", Zeile \(notice.row)" : ""): \(notice.text)\n"
        }
        let cards = corpus.contributions.filter { $0.source.file == input.name }
            .sorted { ($0.source.row, $0.id) < ($1.source.row, $1.id) }
        if !cards.isEmpty { out += "\n" + Self.table(Array(cards.prefix(rows))) }
        if cards.count > rows {
            out += "  … und \(cards.count - rows) weitere; mit --rows \(cards.count) werden alle gezeigt.\n"
        }
        out += "\n"
    }

    private func add(_ table: FileColumns, _ out: inout String) {
        let name = table.sheet.map { " im Blatt „\($0)“" } ?? ""
        let read = table.columns.compactMap { column in column.meaning.map { "„\(column.header)“ → \($0)" } }
        let carried = table.columns.filter { $0.meaning == nil && !$0.header.isEmpty }.map { "„\($0.header)“" }
        out += "  Spalten\(name): \(read.joined(separator: ", "))"
        out += carried.isEmpty ? "\n" : "; nur mitgeführt: \(carried.joined(separator: ", "))\n"
    }

    private static let longest = [6, 22, 28, 14, 8, 10, 6, 24, 80]

    private static func table(_ cards: [Contribution]) -> String {
        let names = ["Zeile", "Kennung", "Werkstatt", "Phase", "Tisch", "Farbe", "Punkte", "Überschrift", "Text"]
        let lines = cards.map { card in
            [
                String(card.source.row), card.id, card.workshop ?? "–", card.phase?.title ?? "–",
                card.table?.text ?? "–",
                card.color ?? "–", card.points.map(String.init) ?? "–", card.roomCluster ?? "–", card.text,
            ]
        }
        var cells = [names] + lines
        for row in cells.indices {
            for column in cells[row].indices { cells[row][column] = cut(cells[row][column], longest[column]) }
        }
        let widths = names.indices.map { column in cells.map { $0[column].count }.max()! }
        return cells.map { row in
            let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return "  " + padded.joined(separator: "  ").trimmedEnd + "\n"
        }.joined()
    }

    private static func cut(_ text: String, _ longest: Int) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ⏎ ")
        let visible = String(line.map { $0.isWhitespace ? " " : $0 })
        return visible.count <= longest ? visible : visible.prefix(longest - 1) + "…"
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

extension IntakeRules {
    /// These rules with the names of a mapping file (`--map FILE`), and what the manifest says of it.
    /// - Throws: `PackError` with file, line, column and the offending line.
    public func adding(map path: String) throws(PackError) -> (rules: IntakeRules, file: RunOptions.HashedFile) {
        let file = try PackFile(path: path)
        var rules = self
        try rules.add(file)
        return (rules, RunOptions.HashedFile(name: path, sha256: sha256(file.bytes)))
    }
}
