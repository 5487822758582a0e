/// Reads JSON Lines: one object per line.
///
/// Comes in: decoded text. Goes out: rows; the row number is the line. Decides nothing beyond `JSONRow`. Never lets one
/// broken line spoil the others.
struct JSONLinesReader {
    let rules: IntakeRules

    func read(_ text: DecodedText, into rows: inout FileRows) {
        var reader = JSONRow(rules: rules)
        text.bytes.withUnsafeBufferPointer { bytes in
            var (start, line) = (0, 0)
            while start < bytes.count {
                let end = lineEnd(bytes, from: start)
                line += 1
                defer { start = end + 1 }
                let raw = UnsafeBufferPointer(rebasing: bytes[start..<end])
                if raw.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
                do throws(JSONError) {
                    let value = try JSONValue(parsing: raw)
                    if let draft = reader.draft(value, row: line, span: start..<end, raw: raw, into: &rows) {
                        rows.add(draft)
                    }
                } catch {
                    rows.refuse(
                        row: line,
                        "Zeile \(line), Zeichen \(column(raw, error.offset)): Kein gültiges JSON (\(error)); bitte die Zeile berichtigen.",
                        raw: raw
                    )
                }
            }
        }
    }

    /// The 1-based column of a byte, in characters as an editor counts them.
    private func column(_ line: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        line[..<min(offset, line.count)].count { $0 & 0xC0 != 0x80 } + 1
    }
}
