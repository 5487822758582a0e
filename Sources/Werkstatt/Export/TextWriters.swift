/// CSV for spreadsheets (RFC 4180 with the semicolon that German spreadsheets expect, UTF-8 with a mark so that Excel reads
/// umlauts). A cell that a spreadsheet would
/// take for a formula gets an apostrophe before it: a formula is never a formula.
enum CSVWriter {
    static func bytes(_ document: Document) -> [UInt8] {
        let lines = ([document.header] + document.rows).map { $0.map(cell).joined(separator: ";") }
        return Array(("\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    static func cell(_ text: String) -> String {
        let safe = isFormula(text) ? "'" + text : text
        guard safe.unicodeScalars.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == ";" })
        else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// Also behind blanks, and for the full-width signs some programs accept.
    static func isFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { !$0.isBlank && $0.value != 0xFEFF }) else {
            return false
        }
        if let start = text.unicodeScalars.first, start == "\t" || start == "\r" || start == "\n" { return true }
        return "=+-@＝＋－＠".unicodeScalars.contains(first)
    }
}

/// Markdown with tables; signs that mean something in Markdown are escaped.
enum MarkdownWriter {
    static func bytes(_ document: Document) -> [UInt8] {
        var out = "# \(escaped(document.title))\n\n\(escaped(document.subtitle))\n"
        for block in document.blocks {
            out += "\n"
            switch block {
            case .heading(let level, let text): out += String(repeating: "#", count: level) + " \(escaped(text))\n"
            case .paragraph(let text): out += escaped(text) + "\n"
            case .bullets(let items): out += items.map { "- \(escaped($0))\n" }.joined()
            case .table(let table):
                out += line(table.columns.map { escaped($0.title) }) + line(table.columns.map { _ in "---" })
                for row in table.rows { out += line(row.map { $0.map(escaped).joined(separator: "<br>") }) }
            }
        }
        return Array(out.utf8)
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

    static func escaped(_ text: String) -> String {
        var out = ""
        for (position, character) in text.split(whereSeparator: \.isNewline).joined(separator: " ").enumerated() {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&": out += "\\" + String(character)
            case "#", "-", "+", "=": out += position == 0 ? "\\" + String(character) : String(character)
            default: out.append(character)
            }
        }
        return out
    }
}

/// One HTML page without script or outside resources, for screen readers and for printing.
enum HTMLWriter {
    static func bytes(_ document: Document) -> [UInt8] {
        var page = HTML()
        page.raw("<!DOCTYPE html>\n")
        page.block("html", ["lang": "de"]) { page in
            page.block("head") { page in
                page.raw(
                    "\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                )
                page.block("title", text: document.title)
                page.block("style") { $0.raw(style) }
            }
            page.block("body") { page in
                page.block("main") { page in
                    page.block("h1", text: document.title)
                    page.block("p", text: document.subtitle)
                    for block in document.blocks { write(block, to: &page) }
                }
            }
        }
        return page.bytes
    }

    private static func write(_ block: Document.Block, to page: inout HTML) {
        switch block {
        case .heading(2, let text): page.block("h2", text: text)
        case .heading(3, let text): page.block("h3", text: text)
        case .heading(_, let text): page.block("h4", text: text)
        case .paragraph(let text): page.block("p", text: text)
        case .bullets(let items): page.block("ul") { page in for item in items { page.block("li", text: item) } }
        case .table(let table):
            page.block("table") { page in
                page.block("caption", text: table.caption)
                page.block("thead") { page in
                    page.block("tr") { page in
                        for column in table.columns { page.inline("th", ["scope": "col"], text: column.title) }
                    }
                }
                page.block("tbody") { page in
                    for row in table.rows {
                        page.block("tr") { page in
                            for (position, cell) in row.enumerated() { self.cell(cell, isHead: position == 0, &page) }
                        }
                    }
                }
            }
        }
    }

    private static func cell(_ paragraphs: [String], isHead: Bool, _ page: inout HTML) {
        func content(_ page: inout HTML) {
            for paragraph in paragraphs {
                if paragraphs.count == 1 {
                    page.inline("bdi", text: paragraph)
                } else {
                    page.block("p") { $0.inline("bdi", text: paragraph) }
                }
            }
        }
        if isHead { page.inline("th", ["scope": "row"]) { content(&$0) } } else { page.inline("td") { content(&$0) } }
    }

    private static let style: StaticString = """
        body{font:1rem/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1a1a1a;background:#fff}
        h1{font-size:1.7rem}h2{margin-top:2.2rem;border-bottom:2px solid #1f4e79}h3,h4{margin-bottom:.4rem}
        table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}caption{text-align:left;font-weight:600;padding:.3rem 0}
        th,td{border:1px solid #8a8a8a;padding:.35rem .5rem;text-align:left;vertical-align:top}thead th{background:#e4ecf4}tbody th{font-weight:400}
        td p{margin:.1rem 0 .4rem}@media print{thead{display:table-header-group}tr{break-inside:avoid}}
        """
}
