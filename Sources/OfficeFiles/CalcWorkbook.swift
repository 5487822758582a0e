/// A workbook of LibreOffice (OpenDocument).
///
/// Comes in: a container. Goes out: the names of its sheets, the rows of one. Decides how far repeated cells and rows
/// are written out: only those that hold something, and no more than the limits allow. Never reads comments or deleted
/// cells as content.
struct CalcWorkbook: SheetSource {
    let sheets: [SheetName]
    private let container: Container
    private static let part = "content.xml"

    init(_ container: Container) throws(OfficeFault) {
        self.container = container
        let list = SheetList()
        try Self.read(container, list)
        sheets = list.sheets.map { SheetName(title: $0.name, isHidden: list.hiddenStyles.contains($0.style)) }
    }

    func rows(of sheet: Int, _ body: (SheetRow) -> Void) throws(OfficeFault) {
        try withoutActuallyEscaping(body) { (body) throws(OfficeFault) in
            let bounds = SheetBounds(container.limits, sheet: sheets[sheet].title)
            try Self.read(container, CalcRows(sheet: sheet, bounds: bounds, body: body))
        }
    }

    private static func read(_ container: Container, _ handler: XMLHandler) throws(OfficeFault) {
        let stream = try XMLStream(handler, depth: container.limits.depth)
        let found = try container.stream(part) { (piece) throws(OfficeFault) in try stream.feed(piece) }
        guard found else { throw OfficeFault("enthält keinen Inhalt; bitte in LibreOffice öffnen und neu speichern") }
        try stream.finish()
        withExtendedLifetime(handler) {}
    }

    private final class SheetList: XMLHandler {
        var sheets: [(name: String, style: String)] = []
        var hiddenStyles: Set<String> = []
        private var style = ""
        /// Tables within cells are no sheets.
        private var depth = 0

        override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
            switch tag {
            case .style: style = attributes[.name] ?? ""
            case .tableProperties: if attributes[.display] == "false" { hiddenStyles.insert(style) }
            case .table:
                if depth == 0 { sheets.append((attributes[.name] ?? "", attributes[.styleName] ?? "")) }
                depth += 1
            default: break
            }
        }

        override func end(_ tag: Tag?) { if tag == .table { depth -= 1 } }
    }
}

/// The rows of one sheet of many, one at a time.
private final class CalcRows: XMLHandler {
    private let sheet: Int
    private let body: (SheetRow) -> Void
    private var bounds: SheetBounds
    private var merged = MergedCells([])

    private var current = -1
    private var depth = 0
    private var row = SheetRow(number: 1, cells: [])
    private var rowCount = 1
    private var column = 0
    private var cell: CellStart?
    private var text = OpenText()
    /// Within a comment or among deleted cells.
    private var skipped = 0

    private struct CellStart {
        var count: Int
        var type: String
        var value: String
        var formula: String?
        var columnsSpanned: Int
        var rowsSpanned: Int
        var isCovered: Bool
    }

    init(sheet: Int, bounds: SheetBounds, body: @escaping (SheetRow) -> Void) {
        self.sheet = sheet
        self.bounds = bounds
        self.body = body
    }

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .table:
            if depth == 0 { current += 1 }
            depth += 1
        case .annotation, .trackedChanges: skipped += 1
        default: if current == sheet, depth == 1, skipped == 0 { startInSheet(tag, attributes) }
        }
    }

    private func startInSheet(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .tableRow:
            let visibility = attributes[.visibility] ?? "visible"
            row = SheetRow(number: row.number, cells: [], isHidden: visibility != "visible")
            rowCount = Self.repeated(attributes.int(.rowsRepeated))
            column = 0
        case .tableCell, .coveredCell:
            cell = CellStart(
                count: Self.repeated(attributes.int(.columnsRepeated)),
                type: attributes[.valueType] ?? "",
                value: attributes[.dateValue] ?? attributes[.timeValue] ?? attributes[.value] ?? attributes[
                    .stringValue
                ]
                    ?? "",
                formula: attributes[.formula],
                columnsSpanned: Self.repeated(attributes.int(.columnsSpanned)),
                rowsSpanned: Self.repeated(attributes.int(.rowsSpanned)),
                isCovered: tag == .coveredCell
            )
            text.removeAll()
        case .p, .h:
            text.beginParagraph()
        case .s: text.append(0x20, count: min(1 << 16, attributes.int(.c) ?? 1))
        case .tab: text.append(0x09)
        case .lineBreak: text.append(0x0A)
        default: break
        }
    }

    /// No number that a sum of many could not hold.
    private static func repeated(_ count: Int?) -> Int { min(max(1, count ?? 1), 1 << 24) }

    override func end(_ tag: Tag?) {
        switch tag {
        case .table: depth -= 1
        case .annotation, .trackedChanges: skipped -= 1
        case .tableCell, .coveredCell: if current == sheet, depth == 1, skipped == 0 { endCell() }
        case .tableRow: if current == sheet, depth == 1, skipped == 0 { endRow() }
        case .p, .h: if current == sheet, skipped == 0 { text.endParagraph() }
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if current == sheet, skipped == 0, cell != nil { text.append(bytes) }
    }

    private func endCell() {
        guard let cell else { return }
        self.cell = nil
        defer { column += cell.count }
        let (content, kind) = content(cell)
        // What a merged cell covers is hidden.
        guard !cell.isCovered, !content.isEmpty || kind != .text else { return }
        if let fault = bounds.check(column: column + cell.count - 1, row: row.number) {
            self.fault = fault
            return
        }
        for offset in 0..<cell.count { row.cells.append(Cell(column: column + offset, text: content, kind: kind)) }
        if cell.columnsSpanned > 1 || cell.rowsSpanned > 1 {
            merged.open(
                MergedRange(
                    rows: row.number...row.number + cell.rowsSpanned - 1,
                    columns: column...column + cell.columnsSpanned - 1
                ),
                row.cells.last!
            )
        }
    }

    private func content(_ cell: CellStart) -> (String, Cell.Kind) {
        let shown = text.string
        switch cell.type {
        case "float": return (NumberText.number(cell.value), .number)
        case "date": return (NumberText.date(iso: cell.value), .date)
        case "string", "":
            if let formula = cell.formula {
                // "of:=[.A1]" and "of:=-Kita" → what was typed.
                let typed =
                    "=" + (formula.firstIndex(of: "=").map { formula[formula.index(after: $0)...] } ?? formula[...])
                if shown.hasPrefix("#") || shown.hasPrefix("Err:") { return (shown, .error(formula: typed)) }
                if cell.type.isEmpty, shown.isEmpty { return ("", .formulaWithoutValue(typed)) }
            }
            return (shown.isEmpty ? cell.value : shown, .text)
        default: return (shown.isEmpty ? cell.value : shown, .text)
        }
    }

    private func endRow() {
        defer { row.number += rowCount }
        if let fault = bounds.check(repeats: rowCount) {
            // The empty rest of a sheet is no row, even where a merged cell reaches into it.
            if !row.cells.isEmpty { self.fault = fault }
            return
        }
        if !merged.isEmpty { merged.fill(&row) }
        guard !row.cells.isEmpty else { return }
        for offset in 0..<rowCount {
            var copy = row
            copy.number += offset
            if let fault = bounds.add(copy) {
                self.fault = fault
                return
            }
            body(copy)
        }
    }
}
