/// In which line of a file a row stands, for messages that an editor or a forge opens.
///
/// Comes in: a file that was read, its format. Goes out: lines, counted from 1. A record of a table may span lines and an
/// element of a JSON list need not begin one, so these files are read again; elsewhere the row is the line. Nil where a
/// file has no lines (workbooks, documents of office programs, PDF).
package struct RowLines {
    private let lines: [Int: Int]?

    package init?(path: String, format: String, rules: IntakeRules) {
        switch format {
        case "jsonl", "markdown", "text", "html": lines = nil
        case "csv", "tsv", "json":
            guard case .success(let bytes) = InputPaths.read(path), let text = TextDecoder(rules: rules).decode(bytes)
            else { return nil }
            var rows = FileRows(rules: rules, file: path)
            rows.starts = [:]
            if format == "json" {
                JSONDocumentReader(rules: rules).read(text, into: &rows)
            } else {
                DelimitedReader(rules: rules).read(text, into: &rows)
            }
            var lines: [Int: Int] = [:]
            var line = 1
            var at = 0
            for (row, start) in (rows.starts ?? [:]).sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
                while at < min(start, text.bytes.count) {
                    if text.bytes[at] == UInt8(ascii: "\n") { line += 1 }
                    at += 1
                }
                lines[row] = line
            }
            self.lines = lines
        default: return nil
        }
    }

    /// Of a row that was passed over, the line of the nearest row above.
    package func line(of row: Int) -> Int {
        guard let lines else { return max(1, row) }
        return lines[row] ?? lines.filter { $0.key <= row }.max { $0.key < $1.key }?.value ?? 1
    }
}
