import CXlsxWriter

#if canImport(Glibc)
    import Glibc
#endif

/// Writes workbooks for Excel: a frozen header with filters, widths, links between sheets.
///
/// Comes in: sheets. Goes out: bytes, the same for the same sheets. Decides that a text is a text, whatever it begins
/// with: no formula is ever written. Never writes a macro, an outside link or the time of day.
public enum ExcelWriter {
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public var description: String
    }

    /// What a cell of Excel holds.
    static let longestText = 32_767
    /// Excel opens no sheet with more links.
    static let mostLinks = 65_000

    public static func bytes(_ sheets: [SheetContent], title: String) throws(Failure) -> [UInt8] {
        let (file, name) = TemporaryFile.make()
        guard file >= 0 else { throw Failure(description: "Für Zwischendateien ist kein Platz.") }
        defer {
            close(file)
            unlink(name)
        }
        guard let book = workbook_new(name) else {
            throw Failure(description: "Die Arbeitsmappe ließ sich nicht anlegen.")
        }
        setProperties(book, title)
        let styles = Styles(book)
        var failure: Failure?
        for sheet in sheets {
            do throws(Failure) { try write(sheet, to: book, styles) } catch { failure = failure ?? error }
        }
        let result = workbook_close(book)
        if let failure { throw failure }
        guard result == LXW_NO_ERROR else {
            throw Failure(
                description: "Die Arbeitsmappe ließ sich nicht schreiben (\(String(cString: lxw_strerror(result))))."
            )
        }
        return read(file: name)
    }

    private struct Styles {
        let header: UnsafeMutablePointer<lxw_format>?
        let text: UnsafeMutablePointer<lxw_format>?
        let number: UnsafeMutablePointer<lxw_format>?
        let link: UnsafeMutablePointer<lxw_format>?

        init(_ book: UnsafeMutablePointer<lxw_workbook>) {
            header = workbook_add_format(book)
            format_set_bold(header)
            format_set_bg_color(header, 0xDCE6F1)
            format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_text_wrap(header)
            text = workbook_add_format(book)
            format_set_text_wrap(text)
            number = workbook_add_format(book)
            // A number does not touch the text of the next column.
            format_set_align(number, UInt8(LXW_ALIGN_RIGHT.rawValue))
            format_set_indent(number, 1)
            link = workbook_add_format(book)
            format_set_font_color(link, 0x1F4E79)
            format_set_underline(link, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
            format_set_text_wrap(link)
            for format in [header, text, number, link] {
                format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
            }
        }
    }

    private static func setProperties(_ book: UnsafeMutablePointer<lxw_workbook>, _ title: String) {
        title.withCString { title in
            "werkstatt".withCString { author in
                var properties = lxw_doc_properties()
                properties.title = UnsafeMutablePointer(mutating: title)
                properties.author = UnsafeMutablePointer(mutating: author)
                // A fixed day instead of the clock, so that the same sheets give the same bytes.
                properties.created = 1_577_836_800
                _ = workbook_set_properties(book, &properties)
            }
        }
    }

    private static func write(_ sheet: SheetContent, to book: UnsafeMutablePointer<lxw_workbook>, _ styles: Styles)
        throws(Failure)
    {
        guard let target = workbook_add_worksheet(book, sheet.name) else {
            throw Failure(description: "Das Blatt „\(sheet.name)“ ließ sich nicht anlegen.")
        }
        for (number, column) in sheet.columns.enumerated() {
            worksheet_set_column(target, UInt16(number), UInt16(number), column.width, nil)
            worksheet_write_string(target, 0, UInt16(number), column.title, styles.header)
        }
        worksheet_set_row(target, 0, sheet.headerHeight, nil)
        worksheet_freeze_panes(target, 1, 1)
        if !sheet.columns.isEmpty, !sheet.rows.isEmpty {
            worksheet_autofilter(target, 0, 0, UInt32(sheet.rows.count), UInt16(sheet.columns.count - 1))
        }
        // On paper, too, rows are told apart.
        worksheet_gridlines(target, UInt8(LXW_SHOW_ALL_GRIDLINES.rawValue))
        worksheet_set_footer(target, "&C&A – Seite &P von &N")
        worksheet_set_landscape(target)
        worksheet_set_paper(target, 9)
        worksheet_repeat_rows(target, 0, 0)
        worksheet_fit_to_pages(target, 1, 0)
        var links = 0
        for (index, row) in sheet.rows.enumerated() {
            let line = UInt32(index + 1)
            worksheet_set_row(target, line, sheet.height(row), nil)
            for (number, value) in row.enumerated() {
                let column = UInt16(number)
                let result: lxw_error
                switch value {
                case .empty: continue
                case .number(let number): result = worksheet_write_number(target, line, column, number, styles.number)
                case .text(let text): result = worksheet_write_string(target, line, column, safe(text), styles.text)
                case .link(let text, let sheet, let row):
                    links += 1
                    if links > mostLinks {
                        result = worksheet_write_string(target, line, column, safe(text), styles.text)
                    } else {
                        let place = "internal:'\(sheet.replacing("'", with: "''"))'!A\(row + 1)"
                        result = worksheet_write_url_opt(target, line, column, place, styles.link, safe(text), nil)
                    }
                }
                guard result == LXW_NO_ERROR else {
                    throw Failure(
                        description:
                            "Das Blatt „\(sheet.name)“ ließ sich nicht schreiben (Zeile \(line + 1): \(String(cString: lxw_strerror(result))))."
                    )
                }
            }
        }
    }

    /// Without characters that a workbook cannot hold, and cut to what a cell holds, which is said.
    private static func safe(_ text: String) -> String {
        var out = text
        if out.utf16.count > longestText {
            let mark = " … [gekürzt]"
            out = String(decoding: Array(out.utf16.prefix(longestText - mark.utf16.count - 1)), as: UTF16.self) + mark
        }
        // "_x000D_" typed by a person is no escape.
        return out.contains("_x") ? escaped(out) : out
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "_") {
            out += rest[..<start]
            let head = rest[start...].prefix(7)
            let isEscape =
                head.count == 7 && head.last == "_" && head.dropFirst().first == "x"
                && head.dropFirst(2).prefix(4).allSatisfy(\.isHexDigit)
            out += isEscape ? "_x005F_" : "_"
            rest = rest[rest.index(after: start)...]
        }
        return out + rest
    }

    private static func read(file name: [CChar]) -> [UInt8] {
        let file = open(name, O_RDONLY)
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
