/// Writes workbooks for LibreOffice and whoever else reads OpenDocument 1.3: a frozen header with filters, widths,
/// links between sheets, numbers as numbers.
///
/// Comes in: sheets. Goes out: bytes, the same for the same sheets. Decides that a text is a text, whatever it begins
/// with: no formula is ever written. Never writes a macro, an outside link or the time of day.
public enum CalcWriter {
    public static func bytes(_ sheets: [SheetContent], title: String) throws -> [UInt8] {
        try ZipContainer.bytes(
            [
                ("content.xml", content(sheets)), ("styles.xml", CalcParts.styles),
                ("settings.xml", CalcParts.settings(sheets.map(\.name))), ("meta.xml", CalcParts.properties(title)),
                ("META-INF/manifest.xml", CalcParts.manifest),
            ],
            mimetype: CalcParts.type
        )
    }

    private static func content(_ sheets: [SheetContent]) -> [UInt8] {
        var xml = XML()
        let styles = Styles(sheets)
        xml.raw("<office:document-content \(CalcParts.namespaces)>\(styles.markup)<office:body><office:spreadsheet>")
        for sheet in sheets { write(sheet, styles, to: &xml) }
        let filtered = sheets.enumerated().filter { !$1.columns.isEmpty && !$1.rows.isEmpty }
        if !filtered.isEmpty {
            xml.raw("<table:database-ranges>")
            for (number, sheet) in filtered {
                let range =
                    "\(place(sheet.name, row: 0)):\(place(sheet.name, column: sheet.columns.count - 1, row: sheet.rows.count))"
                // The name by which LibreOffice knows the one filter of a sheet.
                xml.raw(
                    "<table:database-range table:name=\"__Anonymous_Sheet_DB__\(number)\" table:target-range-address=\"\(XML.escaped(range))\" table:display-filter-buttons=\"true\"/>"
                )
            }
            xml.raw("</table:database-ranges>")
        }
        xml.raw("</office:spreadsheet></office:body></office:document-content>\n")
        return xml.bytes
    }

    /// Widths of columns and heights of rows are styles; each one once, in the order in which they occur.
    private struct Styles {
        private(set) var markup = "<office:automatic-styles>"
        private var widths: [Double: Int] = [:]
        private var heights: [Double: Int] = [:]

        init(_ sheets: [SheetContent]) {
            for width in sheets.flatMap(\.columns).map(\.width) where widths[width] == nil {
                widths[width] = widths.count
                // So many points are a character of the body, and some the margins.
                markup +=
                    "<style:style style:name=\"co\(widths.count)\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"\(Self.points(width * 5.4 + 6))\" fo:break-before=\"auto\"/></style:style>"
            }
            for height in sheets.flatMap({ [$0.headerHeight] + $0.rows.map($0.height) }) where heights[height] == nil {
                heights[height] = heights.count
                markup +=
                    "<style:style style:name=\"ro\(heights.count)\" style:family=\"table-row\"><style:table-row-properties style:row-height=\"\(Self.points(height))\" style:use-optimal-row-height=\"false\" fo:break-before=\"auto\"/></style:style>"
            }
            markup +=
                "<style:style style:name=\"ta1\" style:family=\"table\" style:master-page-name=\"Quer\"><style:table-properties table:display=\"true\" style:writing-mode=\"lr-tb\"/></style:style></office:automatic-styles>"
        }

        func column(_ width: Double) -> String { "co\(widths[width]! + 1)" }
        func row(_ height: Double) -> String { "ro\(heights[height]! + 1)" }

        private static func points(_ value: Double) -> String { "\((value * 100).rounded() / 100)pt" }
    }

    private static func write(_ sheet: SheetContent, _ styles: Styles, to xml: inout XML) {
        xml.raw("<table:table table:name=\"\(XML.escaped(sheet.name))\" table:style-name=\"ta1\">")
        for column in sheet.columns {
            xml.raw(
                "<table:table-column table:style-name=\"\(styles.column(column.width))\" table:default-cell-style-name=\"Text\"/>"
            )
        }
        if sheet.columns.isEmpty { xml.raw("<table:table-column/>") }
        xml.raw(
            "<table:table-header-rows><table:table-row table:style-name=\"\(styles.row(sheet.headerHeight))\">"
        )
        for column in sheet.columns { write(.text(column.title), style: "Kopf", to: &xml) }
        if sheet.columns.isEmpty { write(.empty, to: &xml) }
        xml.raw("</table:table-row></table:table-header-rows>")
        for row in sheet.rows {
            xml.raw("<table:table-row table:style-name=\"\(styles.row(sheet.height(row)))\">")
            for value in row { write(value, to: &xml) }
            if row.isEmpty { write(.empty, to: &xml) }
            xml.raw("</table:table-row>")
        }
        xml.raw("</table:table>")
    }

    private static func write(_ value: SheetContent.Value, style: String? = nil, to xml: inout XML) {
        switch value {
        case .empty: xml.raw("<table:table-cell/>")
        case .number(let number):
            let shown = Int(exactly: number).map(String.init) ?? "\(number)"
            xml.raw(
                "<table:table-cell table:style-name=\"Zahl\" office:value-type=\"float\" office:value=\"\(shown)\"><text:p>\(shown)</text:p></table:table-cell>"
            )
        case .text(let text):
            let name = style.map { " table:style-name=\"\($0)\"" } ?? ""
            xml.raw("<table:table-cell\(name) office:value-type=\"string\">")
            for line in lines(text) { xml.raw("<text:p>\(markup(line))</text:p>") }
            xml.raw("</table:table-cell>")
        case .link(let text, let sheet, let row):
            let target = XML.escaped("#" + place(sheet, row: row))
            xml.raw("<table:table-cell table:style-name=\"Verweis\" office:value-type=\"string\">")
            // A link per word: LibreOffice never breaks a line within a link.
            for line in lines(text) {
                let linked = markup(line) { "<text:a xlink:type=\"simple\" xlink:href=\"\(target)\">\($0)</text:a>" }
                xml.raw("<text:p>\(linked)</text:p>")
            }
            xml.raw("</table:table-cell>")
        }
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    /// Words as they are or linked. Blanks at the edges and runs of them would be lost as plain characters; a tab is
    /// a blank, because LibreOffice drops tabs within cells.
    private static func markup(_ line: Substring, word: (String) -> String = { $0 }) -> String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
        var out = ""
        var rest = line.unicodeScalars
        while let first = rest.first {
            let run = rest.prefix { isBlank($0) == isBlank(first) }
            let isEdge = rest.startIndex == line.startIndex || run.endIndex == line.endIndex
            rest.removeFirst(run.count)
            if isBlank(first) {
                let more = run.count - (isEdge ? 0 : 1)
                out += (isEdge ? "" : " ") + (more > 0 ? "<text:s text:c=\"\(more)\"/>" : "")
            } else {
                out += word(XML.escaped(String(run)))
            }
        }
        return out
    }

    /// "'Ziel ''neu'' hier'.A3"
    private static func place(_ sheet: String, column: Int = 0, row: Int) -> String {
        var letters = ""
        var rest = column + 1
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return "'\(sheet.replacing("'", with: "''"))'.\(letters)\(row + 1)"
    }
}
