/// A sheet to be written, whatever the program that will open it.
public struct SheetContent: Sendable {
    public struct Column: Sendable {
        public var title: String
        /// In characters.
        public var width: Double

        public init(_ title: String, width: Double) {
            self.title = title
            self.width = width
        }
    }

    public enum Value: Sendable, Hashable {
        case empty
        case text(String)
        case number(Double)
        /// To a row of another sheet, from 0, the header being 0.
        case link(String, sheet: String, row: Int)

        /// Nil for numbers and empty cells.
        var text: String? {
            switch self {
            case .text(let text), .link(let text, _, _): text
            case .number, .empty: nil
            }
        }
    }

    public var name: String
    public var columns: [Column]
    public var rows: [[Value]]

    public init(name: String, columns: [Column], rows: [[Value]] = []) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// The height of a row in points, as many lines as the longest cell takes: not every program fits the height of
    /// wrapped rows itself.
    func height(_ row: [Value]) -> Double { Self.height(row, columns) }

    /// Bold letters and the arrow of the filter take room, too.
    var headerHeight: Double {
        Self.height(
            columns.map { .text($0.title) },
            columns.map { Column($0.title, width: max(1, $0.width * 0.8 - 2)) }
        )
    }

    private static func height(_ row: [Value], _ columns: [Column]) -> Double {
        var lines = 1
        for (value, column) in zip(row, columns) {
            guard let text = value.text else { continue }
            let width = max(1, Int(column.width * 0.95))
            var count = 0
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                count += max(1, (line.utf8.count + width - 1) / width)
            }
            lines = max(lines, count)
        }
        // Excel has no higher rows.
        return min(409, Double(lines) * 15)
    }
}
