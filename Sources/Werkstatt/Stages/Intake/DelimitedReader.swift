/// Reads CSV and TSV.
///
/// Comes in: decoded text. Goes out: rows. Row numbers are those a spreadsheet shows: the header is 1, every record
/// below it counts, blank ones, too. Decides which rows are whole: missing cells at the end are empty, surplus cells
/// make a row unread. Never goes on behind a quote that is not closed.
struct DelimitedReader {
    let rules: IntakeRules

    func read(_ text: DecodedText, into rows: inout FileRows) {
        text.bytes.withUnsafeBufferPointer { bytes in
            guard var layout = DelimitedLayout.find(bytes, rules: rules) else {
                refuseWithoutHeader(bytes, &rows)
                return
            }
            var hasHeader = true
            if layout.headers.count == 1, layout.known == 0 {
                layout.reading.meanings = [.text]
                hasHeader = false
                rows.remark(
                    .warning,
                    row: 1,
                    "Die einzige Spalte hat keine bekannte Überschrift; jede Zeile, auch die erste („\(layout.headers[0].prefix(40))“), wird als Beitrag gelesen. Bitte „Beitrag“ darüberschreiben."
                )
            }
            if let fault = layout.fault {
                rows.refuseFile(row: 1, fault, raw: layout.headers.joined(separator: " | ").utf8)
                return
            }
            if let notice = layout.reading.notice { rows.remark(.note, row: 1, notice) }
            rows.columns.append((nil, layout.reading))
            readRecords(bytes, layout, hasHeader: hasHeader, into: &rows)
        }
    }

    /// Nothing but blank lines, a quote that is not closed, or a line too long to be a header.
    private func refuseWithoutHeader(_ bytes: UnsafeBufferPointer<UInt8>, _ rows: inout FileRows) {
        guard bytes.contains(where: { $0 > 0x20 }) else { return }
        rows.refuseFile(
            row: 1,
            "Die Kopfzeile endet nicht innerhalb von \(rules.probeBytes) Bytes; bitte Anführungszeichen und Zeilenenden prüfen.",
            raw: bytes
        )
    }

    private func readRecords(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ layout: DelimitedLayout,
        hasHeader: Bool,
        into rows: inout FileRows
    ) {
        var records = DelimitedRecords(bytes, delimiter: layout.delimiter, from: layout.start)
        let names = extraNames(layout)
        var cache = [LastValue](repeating: LastValue(), count: layout.headers.count)
        let textColumn = layout.textColumn!
        let headers = layout.headers
        let meanings = layout.meanings
        var row = 0
        var headerPassed = !hasHeader
        while records.next() {
            if !headerPassed {
                // Blank lines above the header have no number.
                if records.isBlankLine { continue }
                headerPassed = true
                row = 1
                continue
            }
            row += 1
            let width = records.cells.count
            var filled = width
            while filled > 0, records.isBlank(records.cells[filled - 1]) { filled -= 1 }
            if filled == 0 { continue }
            if filled > headers.count {
                rows.refuse(
                    row: row,
                    "Zeile \(row) hat \(filled) statt \(headers.count) Zellen; bitte Texte, die ein Trennzeichen enthalten, in Anführungszeichen setzen.",
                    raw: bytes[records.record]
                )
                continue
            }
            if width < headers.count {
                guard textColumn < width else {
                    rows.refuse(
                        row: row,
                        "Zeile \(row) hat nur \(width) statt \(headers.count) Zellen, der Text fehlt; bitte die Zeile ergänzen.",
                        raw: bytes[records.record]
                    )
                    continue
                }
                rows.remark(.warning, row: row, "Am Ende der Zeile fehlen Zellen; sie gelten als leer.")
            }
            var draft = RowDraft(row: row, span: records.record)
            for index in 0..<min(width, headers.count) {
                let cell = records.cells[index]
                if cell.start == cell.end { continue }
                guard let meaning = meanings[index] else {
                    if let name = names[index], !records.isBlank(cell) { draft.carry(name, records.text(cell)) }
                    continue
                }
                if meaning == .text {
                    if draft.text.isEmpty {
                        draft.text = records.text(cell)
                    } else {
                        draft.text += "\n" + records.text(cell)
                    }
                } else if let value = cache[index].value(cell, records) {
                    draft[meaning] = value
                }
            }
            rows.add(draft)
        }
        if let cell = records.unclosedCell {
            if headerPassed { row += 1 } else { row = 1 }
            let name =
                headers.indices.contains(cell) && headerPassed
                ? "in der Spalte „\(headers[cell])“" : "in Zelle \(cell + 1)"
            rows.refuse(
                row: row,
                "Zeile \(row): Das Anführungszeichen \(name) wird nicht wieder geschlossen, alles ab hier ist nicht gelesen; bitte das Anführungszeichen ergänzen oder löschen.",
                raw: bytes[records.recordStart...]
            )
        }
    }

    /// The keys under which columns without a meaning are carried along; nil for `gold`.
    private func extraNames(_ layout: DelimitedLayout) -> [String?] {
        var used: Set<String> = []
        return zip(layout.headers, layout.meanings).enumerated().map { index, column in
            guard column.1 == nil, foldedName(column.0) != "gold" else { return nil }
            let name = column.0.isEmpty ? "Spalte \(index + 1)" : column.0
            var unique = name
            var count = 1
            while !used.insert(unique).inserted {
                count += 1
                unique = "\(name) (\(count))"
            }
            return unique
        }
    }

    /// The last value of a column: neighbouring rows mostly share workshop, phase, colour, heading.
    private struct LastValue {
        private var start = 0
        private var end = 0
        private var quoted = false
        private var value: String?

        mutating func value(_ cell: DelimitedRecords.Cell, _ records: borrowing DelimitedRecords) -> String? {
            if cell.tailEnd == nil, cell.quoted == quoted, cell.end - cell.start == end - start,
                records.bytes[cell.start..<cell.end].elementsEqual(records.bytes[start..<end])
            {
                return value
            }
            let text = records.text(cell).trimmed
            value = text.isEmpty ? nil : text
            (start, end, quoted) = cell.tailEnd == nil ? (cell.start, cell.end, cell.quoted) : (0, 0, false)
            return value
        }
    }
}
