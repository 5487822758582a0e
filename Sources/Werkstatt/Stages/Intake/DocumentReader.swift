import OfficeFiles

/// Reads the text of a document.
///
/// Comes in: headings, paragraphs, list items, rows of tables, in reading order. Goes out: one row per card, numbered by
/// paragraph. Decides nothing of its own: text is written as the protocol reader knows it and tables go to the sheet
/// reader, so that a protocol gives the same cards whatever program it was typed in.
struct DocumentReader {
    let rules: IntakeRules

    func read(_ document: OfficeDocument, into rows: inout FileRows) {
        for remark in document.remarks {
            rows.remark(remark.isWarning ? .warning : .note, row: remark.row, remark.text)
        }
        var outline = ProtocolOutline(rules: rules)
        var at = 0
        let blocks = document.blocks
        while at < blocks.count {
            let start = at
            if case .row(let table) = blocks[at].kind {
                while at < blocks.count, blocks[at].kind == .row(table: table) { at += 1 }
                readTable(blocks[start..<at], below: outline, &rows)
            } else {
                while at < blocks.count, !blocks[at].isRow { at += 1 }
                outline = readText(blocks[start..<at], below: outline, &rows)
            }
        }
    }

    private func readTable(_ blocks: ArraySlice<DocumentBlock>, below outline: ProtocolOutline, _ rows: inout FileRows)
    {
        var places = FileRows.Places()
        for block in blocks { places.add(block) }
        // Rows have their own numbers already.
        places.rows = Array(1...max(1, blocks.last!.number))
        rows.places = places
        defer { rows.places = nil }
        var reader = SheetReader(rules: rules, sheet: "", namesSheet: false, outline: outline)
        for block in blocks { reader.add(SheetRow(number: block.number, cells: block.cells), &rows) }
        reader.finish(&rows)
        if let fault = reader.fault {
            rows.refuse(row: fault.row, "Die Tabelle ist nicht gelesen: \(fault.sentence)", raw: fault.raw.utf8)
        }
    }

    private func readText(
        _ blocks: ArraySlice<DocumentBlock>,
        below outline: ProtocolOutline,
        _ rows: inout FileRows
    ) -> ProtocolOutline {
        var text = ProtocolText()
        for block in blocks { text.add(block) }
        rows.places = text.places
        defer { rows.places = nil }
        return ProtocolReader(rules: rules).read(text.bytes, below: outline, into: &rows)
    }
}

extension DocumentBlock {
    fileprivate var isRow: Bool { if case .row = kind { true } else { false } }
}

extension FileRows.Places {
    fileprivate mutating func add(_ block: DocumentBlock) {
        guard !block.comments.isEmpty else { return }
        var json = JSONText()
        json.value(block.comments.joined(separator: "\n"))
        extra[block.number] = [ExtraValue(key: "kommentar", json: json.string)]
    }
}

/// The text of a document with the marks of the protocol reader (see `ProtocolNotation`).
private struct ProtocolText {
    private(set) var bytes: [UInt8] = []
    private(set) var places = FileRows.Places()
    private var item: (indent: Int, number: Int)?

    /// A longer bold line is a card that somebody stressed.
    private static let longestBoldHeading = 120

    mutating func add(_ block: DocumentBlock) {
        places.add(block)
        let lines = LineEnds.normalised(block.text).split(separator: "\n", omittingEmptySubsequences: false)
        switch block.kind {
        case .heading(let level):
            endItem(block.number)
            let title = lines.joined(separator: " ").trimmed
            line(String(repeating: "#", count: min(6, level)) + " " + title, block.number)
        case .paragraph(let isBold):
            endItem(block.number)
            let isHeading =
                isBold && lines.count == 1 && block.text.utf8.count <= Self.longestBoldHeading
                && !block.text.trimmed.hasSuffix(".") && !block.text.contains("**")
            if isHeading {
                line("**" + block.text.trimmed + "**", block.number)
            } else {
                for text in lines { line(String(text).trimmed, block.number) }
            }
            line("", block.number)
        case .item(let depth):
            let indent = 2 * depth
            line(Self.blanks(indent) + "- " + Self.escaped(lines[0], isFirst: true), block.number)
            continueItem(lines.dropFirst(), indent: indent + 2, block.number)
            item = (indent + 2, block.number)
        case .continuation:
            if let item { continueItem(lines[...], indent: item.indent, block.number) }
        case .row: break
        }
    }

    private mutating func continueItem(_ lines: ArraySlice<Substring>, indent: Int, _ number: Int) {
        for text in lines { line(Self.blanks(indent) + Self.escaped(text, isFirst: false), number) }
    }

    private mutating func endItem(_ number: Int) {
        if item != nil { line("", number) }
        item = nil
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// Only what would read back otherwise: an empty line, blanks at the ends, a backslash of the text.
    private static func escaped(_ line: Substring, isFirst: Bool) -> String {
        guard let first = line.unicodeScalars.first, let last = line.unicodeScalars.last else {
            return isFirst ? "" : "\\"
        }
        let starts = first == " " || first == "\t" || first == "\\"
        let ends = last == " " || last == "\t" || last == "\\"
        return (starts ? "\\" : "") + line + (ends ? "\\" : "")
    }

    private mutating func line(_ text: String, _ number: Int) {
        bytes.append(contentsOf: text.utf8)
        bytes.append(0x0A)
        places.rows.append(number)
    }
}
