/// Why a file cannot be read: the end of a German sentence that begins with "Die Datei „…“".
public struct OfficeFault: Error, Sendable, Hashable, CustomStringConvertible {
    public var reason: String

    public init(_ reason: String) { self.reason = reason }

    public var description: String { reason }
}

/// How large a file may be before reading stops. The values are the pack's.
public struct OfficeLimits: Sendable {
    /// Parts of one container.
    public var parts: Int
    /// Unpacked bytes of a part that is read in pieces.
    public var partBytes: Int
    /// Unpacked bytes of a part that is held in memory.
    public var heldBytes: Int
    /// Unpacked against packed bytes, from the first mebibyte on.
    public var ratio: Int
    /// Elements within elements.
    public var depth: Int
    public var columns: Int
    /// Rows that hold something.
    public var rows: Int
    /// Cells that hold something, repeated ones counted.
    public var cells: Int
    /// Seconds a separate program may take.
    public var seconds: Int
    /// How often one mark of a sheet may repeat a row that holds something.
    public var repeats: Int

    public init(
        parts: Int,
        partBytes: Int,
        heldBytes: Int,
        ratio: Int,
        depth: Int,
        columns: Int,
        rows: Int,
        cells: Int,
        seconds: Int,
        repeats: Int
    ) {
        self.parts = parts
        self.partBytes = partBytes
        self.heldBytes = heldBytes
        self.ratio = ratio
        self.depth = depth
        self.columns = columns
        self.rows = rows
        self.cells = cells
        self.seconds = seconds
        self.repeats = repeats
    }
}

/// Something a person should know about a file that is read all the same.
public struct OfficeRemark: Sendable, Hashable {
    public var isWarning: Bool
    /// The row or paragraph, from 1; 0 when the file as a whole is meant.
    public var row: Int
    /// German, one sentence.
    public var text: String

    public init(isWarning: Bool, row: Int = 0, _ text: String) {
        self.isWarning = isWarning
        self.row = row
        self.text = text
    }
}
