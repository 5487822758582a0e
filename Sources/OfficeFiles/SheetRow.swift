/// A cell as its program shows it.
public struct Cell: Sendable, Hashable {
    /// What a cell holds besides plain text.
    public enum Kind: Sendable, Hashable {
        case text, number, date
        /// "#NAME?", with what was typed: a card that began with "=" or "-".
        case error(formula: String?)
        /// A formula whose value was not saved.
        case formulaWithoutValue(String)
    }
    /// From 0.
    public var column: Int
    public var text: String
    public var kind: Kind
    /// Stands in a merged range whose value was written once.
    public var isMerged: Bool
    /// The paragraphs of a cell in a document; empty in a sheet.
    public var paragraphs: [String] = []

    public init(column: Int, text: String, kind: Kind = .text, isMerged: Bool = false) {
        self.column = column
        self.text = text
        self.kind = kind
        self.isMerged = isMerged
    }
}

/// A row with the cells that hold something, by column.
public struct SheetRow: Sendable, Hashable {
    /// From 1, as the program shows it.
    public var number: Int
    public var cells: [Cell]
    public var isHidden: Bool

    public init(number: Int, cells: [Cell], isHidden: Bool = false) {
        self.number = number
        self.cells = cells
        self.isHidden = isHidden
    }

    public func text(_ column: Int) -> String? { cells.first { $0.column == column }?.text }
}

/// A sheet of a workbook, before its rows are read.
public struct SheetName: Sendable, Hashable {
    public var title: String
    public var isHidden: Bool
}

/// A range of cells that shows the value of its first cell.
struct MergedRange: Hashable {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>

    /// "A1:C3", rows from 1, columns from 0.
    init?(_ name: some StringProtocol) {
        let ends = name.split(separator: ":")
        guard ends.count == 2, let first = CellName(ends[0]), let last = CellName(ends[1]), first.row <= last.row,
            first.column <= last.column
        else { return nil }
        rows = first.row...last.row
        columns = first.column...last.column
    }

    init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }
}

/// "B12": column from 0, row from 1.
public struct CellName {
    var column: Int
    var row: Int

    init?(_ name: some StringProtocol) {
        guard let (column, row) = Self.parse(name.utf8) else { return nil }
        (self.column, self.row) = (column, row)
    }

    static func parse(_ name: some Sequence<UInt8>) -> (column: Int, row: Int)? {
        var (column, row) = (0, 0)
        for byte in name {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                guard row == 0 else { return nil }
                column = column * 26 + Int(byte - 64)
            case 0x30...0x39: row = row * 10 + Int(byte - 0x30)
            case UInt8(ascii: "$"): continue
            default: return nil
            }
            // Far beyond any sheet, before anything overflows.
            if column > 1 << 24 || row > 1 << 40 { return nil }
        }
        return column > 0 && row > 0 ? (column - 1, row) : nil
    }

    /// 0 → "A".
    public static func letters(_ column: Int) -> String {
        var (rest, name) = (column + 1, "")
        while rest > 0 {
            name = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + name
            rest = (rest - 1) / 26
        }
        return name
    }
}

/// Rows in which the value of a merged range stands in each of its cells, marked as merged.
struct MergedCells {
    private var ranges: [MergedRange]
    private var next = 0
    /// Ranges that reach into the rows to come, with their value.
    private var open: [(range: MergedRange, cell: Cell)] = []

    init(_ ranges: [MergedRange]) {
        self.ranges = ranges.sorted {
            ($0.rows.lowerBound, $0.columns.lowerBound) < ($1.rows.lowerBound, $1.columns.lowerBound)
        }
    }

    var isEmpty: Bool { ranges.isEmpty && open.isEmpty }

    /// A range that begins in the row that is being read.
    mutating func open(_ range: MergedRange, _ cell: Cell) { open.append((range, cell)) }

    func covers(_ column: Int, _ row: Int) -> Bool {
        open.contains { $0.range.rows.dropFirst().contains(row) && $0.range.columns.contains(column) }
    }

    mutating func fill(_ row: inout SheetRow) {
        while next < ranges.count, ranges[next].rows.lowerBound < row.number { next += 1 }
        while next < ranges.count, ranges[next].rows.lowerBound == row.number {
            let range = ranges[next]
            if let first = row.cells.first(where: { $0.column == range.columns.lowerBound }) {
                open.append((range, first))
            }
            next += 1
        }
        guard !open.isEmpty else { return }
        open.removeAll { $0.range.rows.upperBound < row.number }
        for (range, cell) in open {
            // Within its first row a merged range is one cell; below, each row shows the value.
            guard row.number > range.rows.lowerBound else { continue }
            guard !row.cells.contains(where: { $0.column == range.columns.lowerBound }) else { continue }
            var copy = cell
            copy.isMerged = true
            let position = row.cells.firstIndex { $0.column > copy.column } ?? row.cells.count
            row.cells.insert(copy, at: position)
        }
    }
}
