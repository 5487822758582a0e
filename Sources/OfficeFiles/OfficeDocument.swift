/// A piece of a document, in reading order.
public struct DocumentBlock: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Level from 1.
        case heading(Int)
        /// Bold as a whole or not: a bold line is often meant as a heading.
        case paragraph(isBold: Bool)
        /// A list item with its depth, from 0.
        case item(Int)
        /// A further paragraph of the list item above.
        case continuation
        /// A row of the table of that number.
        case row(table: Int)
    }

    public var kind: Kind
    /// From 1: paragraphs and rows of tables counted together.
    public var number: Int
    /// Line breaks as LF; empty for a row.
    public var text: String
    /// Of a row.
    public var cells: [Cell] = []
    /// What was noted at its margin.
    public var comments: [String] = []
}

/// A document of Word or LibreOffice.
///
/// Comes in: a container. Goes out: its blocks as a reader sees them with all tracked changes accepted. Decides what is
/// a heading (by style or outline level), a list item, a row. Never reads what is deleted, hidden, generated (tables of
/// contents) or stands at the top and bottom of every page.
public struct OfficeDocument: Sendable {
    public let blocks: [DocumentBlock]
    public let remarks: [OfficeRemark]

    public init(_ file: OfficeFile) throws(OfficeFault) {
        let builder = DocumentBuilder(file.container.limits)
        switch file.kind {
        case .docx: try WordReader.read(file.container, into: builder)
        case .odt: try WriterReader.read(file.container, into: builder)
        case .xlsx, .ods: throw OfficeFault("ist kein Textdokument")
        }
        blocks = builder.blocks
        remarks =
            builder.counts.remarks
            + (file.hasMacros
                ? [OfficeRemark(isWarning: false, "Die Datei enthält Makros; sie werden nicht ausgeführt.")] : [])
    }

    init(_ builder: DocumentBuilder, remarks: [OfficeRemark] = []) {
        blocks = builder.blocks
        self.remarks = builder.counts.remarks + remarks
    }
}

/// What a document holds beside its text, and what became of it.
struct DocumentCounts {
    var insertions = 0
    var deletions = 0
    var comments = 0
    var notes = 0
    var hiddenRuns = 0
    var contents = 0

    var remarks: [OfficeRemark] {
        var remarks: [OfficeRemark] = []
        if insertions + deletions > 0 {
            remarks.append(
                OfficeRemark(
                    isWarning: true,
                    "Das Dokument enthält nachverfolgte Änderungen (\(insertions) eingefügt, \(deletions) gelöscht); gelesen wird der Stand, in dem alle angenommen sind."
                )
            )
        }
        if comments > 0 {
            remarks.append(
                OfficeRemark(
                    isWarning: false,
                    "Kommentare am Rand (\(comments)) sind keine Beiträge; sie stehen beim Beitrag in „extra“ unter „kommentar“."
                )
            )
        }
        if notes > 0 {
            remarks.append(OfficeRemark(isWarning: false, "Fuß- und Endnoten (\(notes)) werden nicht gelesen."))
        }
        if hiddenRuns > 0 {
            remarks.append(
                OfficeRemark(isWarning: false, "Verborgener Text (\(hiddenRuns) Stellen) wird nicht gelesen.")
            )
        }
        if contents > 0 { remarks.append(OfficeRemark(isWarning: false, "Das Inhaltsverzeichnis wird übergangen.")) }
        return remarks
    }
}

/// Puts paragraphs and tables together as they come; tables within tables become text of their cell.
final class DocumentBuilder {
    private(set) var blocks: [DocumentBlock] = []
    var counts = DocumentCounts()
    /// Set beyond the limits.
    private(set) var fault: OfficeFault?
    let limits: OfficeLimits
    private var tables: [Table] = []
    private var tableCount = 0
    private var bytes = 0
    private var cellCount = 0

    private struct Table {
        var number: Int
        var cells: [Cell] = []
        var paragraphs: [String] = []
        var comments: [String] = []
        var column = 0
        var span = 1
        var isContinued = false
        /// The values that merged cells show in the rows below.
        var above: [Int: String] = [:]
        var merged = MergedCells([])
        /// Rows so far, as text, for a table within a cell.
        var rows: [String] = []
    }

    init(_ limits: OfficeLimits) { self.limits = limits }

    var isInTable: Bool { !tables.isEmpty }

    func paragraph(_ kind: DocumentBlock.Kind, _ text: String, comments: [String] = []) {
        guard text.contains(where: { !$0.isWhitespace }) || !comments.isEmpty else { return }
        bytes += text.utf8.count
        if bytes > limits.heldBytes {
            fault = OfficeFault("enthält mehr als \(limits.heldBytes >> 20) MiB Text; bitte in kleinere Dateien teilen")
            return
        }
        if tables.isEmpty {
            guard !text.isEmpty else { return }
            blocks.append(DocumentBlock(kind: kind, number: blocks.count + 1, text: text, comments: comments))
        } else {
            tables[tables.count - 1].comments += comments
            if case .continuation = kind, let last = tables[tables.count - 1].paragraphs.popLast() {
                tables[tables.count - 1].paragraphs.append(last + "\n" + text)
            } else {
                tables[tables.count - 1].paragraphs.append(text)
            }
        }
    }

    func startTable() {
        tableCount += 1
        tables.append(Table(number: tableCount))
    }

    func startRow() {
        guard !tables.isEmpty else { return }
        tables[tables.count - 1].cells = []
        tables[tables.count - 1].comments = []
        tables[tables.count - 1].column = 0
    }

    /// - Parameter isContinued: the cell shows what the one above it says.
    /// - Parameter skipsCovered: cells that another one covers are not written in the format.
    func startCell(isContinued: Bool = false, skipsCovered: Bool = false) {
        guard !tables.isEmpty else { return }
        if skipsCovered {
            while tables[tables.count - 1].merged.covers(tables[tables.count - 1].column, blocks.count + 1) {
                tables[tables.count - 1].column += 1
            }
        }
        tables[tables.count - 1].paragraphs = []
        tables[tables.count - 1].span = 1
        tables[tables.count - 1].isContinued = isContinued
    }

    func setSpan(_ span: Int) {
        if !tables.isEmpty { tables[tables.count - 1].span = min(max(1, span), limits.columns) }
    }
    func setContinued() { if !tables.isEmpty { tables[tables.count - 1].isContinued = true } }

    /// - Parameter rowsSpanned: how far down the cell reaches, where the format says so at its top.
    func endCell(rowsSpanned: Int = 1, columnsSpanned: Int? = nil) {
        guard var table = tables.last else { return }
        var text = table.paragraphs.joined(separator: "\n")
        if table.isContinued { text = table.above[table.column] ?? "" } else { table.above[table.column] = text }
        if text.contains(where: { !$0.isWhitespace }) {
            var cell = Cell(column: table.column, text: text, isMerged: table.isContinued)
            cell.paragraphs = table.isContinued ? [] : table.paragraphs
            table.cells.append(cell)
            if rowsSpanned > 1 {
                table.merged.open(
                    MergedRange(
                        rows: blocks.count + 1...blocks.count + rowsSpanned,
                        columns: table.column...table.column
                    ),
                    cell
                )
            }
        }
        table.column += columnsSpanned ?? table.span
        cellCount += 1
        if cellCount > limits.cells {
            fault = OfficeFault("enthält mehr als \(limits.cells) Tabellenzellen; bitte in kleinere Dateien teilen")
        }
        if table.column > limits.columns {
            fault = OfficeFault(
                "enthält eine Tabelle mit mehr als \(limits.columns) Spalten; bitte nur die Beiträge kopieren"
            )
        }
        tables[tables.count - 1] = table
    }

    func endRow() {
        guard var table = tables.last else { return }
        if tables.count > 1 {
            table.rows.append(table.cells.map(\.text).joined(separator: " | "))
        } else {
            var row = SheetRow(number: blocks.count + 1, cells: table.cells)
            if !table.merged.isEmpty { table.merged.fill(&row) }
            blocks.append(
                DocumentBlock(
                    kind: .row(table: table.number),
                    number: row.number,
                    text: "",
                    cells: row.cells,
                    comments: table.comments
                )
            )
        }
        tables[tables.count - 1] = table
    }

    func endTable() {
        guard let table = tables.popLast(), !tables.isEmpty else { return }
        tables[tables.count - 1].paragraphs += table.rows.filter { !$0.isEmpty }
    }
}
