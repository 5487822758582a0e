/// The names of elements and attributes that are looked at, without prefix, in all formats together. What is asked for
/// most often stands first.
enum Tag: String, CaseIterable {
    // Sheets of Excel.
    case c, v, r, t, s, row, f
    case inline = "is"
    case si, rPh, sheetData, hidden, spans, col, cols, min, max
    case sheet, name, state, id, workbookPr, date1904
    case numFmt, numFmtId, formatCode, cellXfs, xf
    case relationship = "Relationship"
    case target = "Target"
    case relationId = "Id"
    case type = "Type"
    case breakType = "type"
    // Documents of Word.
    case p, pPr, pStyle, numPr, ilvl, numId, outlineLvl, val, rPr, b, br, cr, tab, noBreakHyphen, softHyphen
    case tbl, tr, tc, tcPr, gridSpan, vMerge, ins, del, moveFrom, moveTo, delText, vanish
    case commentReference, commentRangeStart, comment, author, style, styleId, basedOn
    case footnote, endnote, footnoteReference, endnoteReference
    case fallback = "Fallback"
    case instrText, txbxContent, body, sdt
    // Spreadsheets and texts of LibreOffice.
    case h, span, a, table
    case tableRow = "table-row"
    case tableCell = "table-cell"
    case coveredCell = "covered-table-cell"
    case columnsRepeated = "number-columns-repeated"
    case rowsRepeated = "number-rows-repeated"
    case columnsSpanned = "number-columns-spanned"
    case rowsSpanned = "number-rows-spanned"
    case valueType = "value-type"
    case value
    case dateValue = "date-value"
    case timeValue = "time-value"
    case booleanValue = "boolean-value"
    case stringValue = "string-value"
    case formula, visibility, display, family
    case styleName = "style-name"
    case parentStyleName = "parent-style-name"
    case outlineLevel = "outline-level"
    case defaultOutlineLevel = "default-outline-level"
    case tableProperties = "table-properties"
    case textProperties = "text-properties"
    case fontWeight = "font-weight"
    case list
    case listItem = "list-item"
    case listHeader = "list-header"
    case lineBreak = "line-break"
    case annotation, creator, date, note
    case noteCitation = "note-citation"
    case trackedChanges = "tracked-changes"
    case changedRegion = "changed-region"
    case deletion, insertion
    case changeStart = "change-start"
    case change, text, spreadsheet, shapes, frame
    case encryptionData = "encryption-data"
    case tableOfContent = "table-of-content"
    case indexBody = "index-body"
    // Pages.
    case h1, h2, h3, h4, h5, h6, div, li, ul, ol, td, th, title, script, noscript, strong, head, caption
    case templateTag = "template"
    case nav, footer, header, article, section, main, pre, blockquote, dt, dd, hr
    case colspan, rowspan, select, button, textarea, svg
    // Pages of a PDF as pdftotext gives them.
    case page, line, word, width, height
    case xMin = "xmin"
    case xMax = "xmax"
    case yMin = "ymin"
    case yMax = "ymax"

    static let all = Array(allCases)

    /// The list that the parser compares with; lives as long as the program.
    nonisolated(unsafe) static let names: UnsafePointer<UnsafePointer<CChar>?> = {
        let list = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: all.count + 1)
        for (position, tag) in all.enumerated() {
            let bytes = Array(tag.rawValue.utf8CString)
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            copy.update(from: bytes, count: bytes.count)
            list[position] = UnsafePointer(copy)
        }
        list[all.count] = nil
        return UnsafePointer(list)
    }()

    static func numbered(_ number: Int32) -> Tag? { number < 0 ? nil : all[Int(number)] }
}
