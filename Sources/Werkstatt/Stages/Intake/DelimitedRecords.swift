/// The records of a delimited text (RFC 4180): cells between delimiters, quotes around cells that hold delimiters, quotes
/// or line ends.
///
/// Comes in: bytes with LF line ends. Goes out: one record after the other, its cells as ranges of bytes. A quote opens
/// only at the beginning of a cell; what stands behind a closing quote belongs to the cell. Linear in the bytes.
struct DelimitedRecords {
    struct Cell {
        var start: Int
        var end: Int
        /// Within quotes: the bytes between `start` and `end` may hold doubled quotes.
        var quoted = false
        /// Where the text behind a closing quote ends, if there is any.
        var tailEnd: Int?
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    private(set) var at: Int
    /// The cells of the record read last.
    private(set) var cells: [Cell] = []
    private(set) var recordStart = 0
    /// The cell whose quote is never closed, when that is why there are no more records.
    private(set) var unclosedCell: Int?

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")

    init(_ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, from start: Int = 0) {
        self.bytes = bytes
        self.delimiter = delimiter
        at = start
    }

    /// Reads the next record; false at the end or when a quote is never closed.
    mutating func next() -> Bool {
        guard at < bytes.count, unclosedCell == nil else { return false }
        cells.removeAll(keepingCapacity: true)
        recordStart = at
        while true {
            if at < bytes.count, bytes[at] == Self.quote {
                guard quotedCell() else {
                    unclosedCell = cells.count
                    return false
                }
            } else {
                let start = at
                skipToBoundary()
                cells.append(Cell(start: start, end: at))
            }
            guard at < bytes.count else { return true }
            at += 1
            if bytes[at - 1] == Self.newline { return true }
        }
    }

    /// The record's bytes without its line end.
    var record: Range<Int> { recordStart..<(at > recordStart && bytes[at - 1] == Self.newline ? at - 1 : at) }

    /// A line without anything in it.
    var isBlankLine: Bool { cells.count == 1 && isBlank(cells[0]) }

    func isBlank(_ cell: Cell) -> Bool {
        for index in cell.start..<(cell.tailEnd ?? cell.end)
        where bytes[index] != 0x20 && bytes[index] != 0x09 && bytes[index] != 0x0A {
            // What encloses an empty text is no text.
            if cell.tailEnd == nil || index != cell.end { return false }
        }
        return true
    }

    /// The text of a cell, quotes resolved.
    func text(_ cell: Cell) -> String {
        let inner = bytes[cell.start..<cell.end]
        guard cell.quoted, cell.tailEnd != nil || inner.contains(Self.quote) else {
            return String(decoding: inner, as: UTF8.self)
        }
        var out: [UInt8] = []
        out.reserveCapacity(inner.count)
        var skipNext = false
        for byte in inner {
            if skipNext {
                skipNext = false
            } else {
                out.append(byte)
                skipNext = byte == Self.quote
            }
        }
        if let tailEnd = cell.tailEnd { out += bytes[cell.end + 1..<tailEnd] }
        return String(decoding: out, as: UTF8.self)
    }

    private mutating func skipToBoundary() {
        var index = at
        while index < bytes.count, bytes[index] != delimiter, bytes[index] != Self.newline { index += 1 }
        at = index
    }

    private mutating func quotedCell() -> Bool {
        let start = at + 1
        var index = start
        while true {
            while index < bytes.count, bytes[index] != Self.quote { index += 1 }
            guard index < bytes.count else { return false }
            if index + 1 < bytes.count, bytes[index + 1] == Self.quote { index += 2 } else { break }
        }
        at = index + 1
        let behind = at
        skipToBoundary()
        cells.append(Cell(start: start, end: index, quoted: true, tailEnd: at > behind ? at : nil))
        return true
    }
}
