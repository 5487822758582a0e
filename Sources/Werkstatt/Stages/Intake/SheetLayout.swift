import OfficeFiles

/// How a sheet is laid out: where its header is and what its columns mean.
///
/// Comes in: the first rows that hold something. Goes out: the layout, or nil when no column can be the text. Decides
/// for the row with most known names; else for a row of phase names, below which every cell is a card; else for a
/// single column. Never guesses what an unknown column means.
struct SheetLayout {
    enum Kind {
        case columns
        /// Phases by column.
        case phases([Int: String])
    }

    var kind = Kind.columns
    /// 0 without a header.
    var headerRow: Int
    /// The first row with cards.
    var firstRow: Int
    var headers: [(column: Int, name: String)]
    var remark: (level: Notice.Level, sentence: String)?
    private(set) var reading: ColumnReading?
    private var meanings: [Column?] = []
    private var extraNames: [String?] = []

    func meaning(_ column: Int) -> Column? { meanings.indices.contains(column) ? meanings[column] : nil }

    /// The key under which a column without a meaning is carried along; nil for `gold`.
    func extraName(_ column: Int) -> String? {
        extraNames.indices.contains(column) ? extraNames[column] : "Spalte \(column + 1)"
    }

    /// - Parameter isInDocument: a table of a document, of which every cell may be a card.
    static func find(_ probe: [SheetRow], rules: IntakeRules, isInDocument: Bool) -> SheetLayout? {
        var best: (row: SheetRow, known: Int)?
        for row in probe {
            let reading = ColumnReading(row.cells.filter { !$0.isMerged }.map(\.text.trimmed), rules: rules)
            guard reading.meanings.contains(.text) else { continue }
            let known = reading.known
            if known > best?.known ?? 0 { best = (row, known) }
        }
        if let best { return SheetLayout(header: best.row, rules: rules) }
        for row in probe {
            var phases: [Int: String] = [:]
            for cell in row.cells {
                if case .workshop = rules.phases.meaning(of: cell.text) { phases[cell.column] = cell.text }
            }
            // One phase alone is a heading.
            guard phases.count > 1 else { continue }
            var layout = SheetLayout(headerRow: row.number, firstRow: row.number + 1, headers: [])
            layout.kind = .phases(phases)
            layout.remark = (
                .note, "Die Spalten heißen wie die Werkstattphasen; jede Zelle wird als ein Beitrag gelesen."
            )
            return layout
        }
        guard isInDocument else { return singleColumn(probe) }
        var layout = SheetLayout(headerRow: 0, firstRow: probe[0].number, headers: [])
        layout.kind = .phases([:])
        if probe.count > 1 || probe[0].cells.count > 1 {
            layout.remark = (
                .warning,
                "Die Tabelle hat keine Spalte mit bekanntem Namen; jede Zelle wird als ein Beitrag gelesen. Bitte „Beitrag“ über die Spalte mit den Beiträgen schreiben."
            )
        }
        return layout
    }

    private static func singleColumn(_ probe: [SheetRow]) -> SheetLayout? {
        guard let column = probe.first?.cells.first?.column,
            probe.allSatisfy({ $0.cells.count == 1 && $0.cells[0].column == column })
        else { return nil }
        let first = probe[0].cells[0].text
        var layout = SheetLayout(headerRow: 0, firstRow: probe[0].number, headers: [(column, first)])
        layout.meanings = [Column?](repeating: nil, count: column) + [.text]
        layout.extraNames = [String?](repeating: nil, count: column + 1)
        layout.remark = (
            .warning,
            "Die einzige Spalte hat keine bekannte Überschrift; jede Zeile, auch die erste („\(first.prefix(40))“), wird als Beitrag gelesen. Bitte „Beitrag“ darüberschreiben."
        )
        return layout
    }

    private init(headerRow: Int, firstRow: Int, headers: [(column: Int, name: String)]) {
        self.headerRow = headerRow
        self.firstRow = firstRow
        self.headers = headers
    }

    init(header: SheetRow, rules: IntakeRules) {
        self.init(
            headerRow: header.number,
            firstRow: header.number + 1,
            headers: header.cells.filter { !$0.isMerged }.map { ($0.column, $0.text.trimmed) }
        )
        let width = (headers.last?.column ?? -1) + 1
        meanings = [Column?](repeating: nil, count: width)
        extraNames = (0..<width).map { "Spalte \($0 + 1)" }
        let reading = ColumnReading(headers.map(\.name), rules: rules)
        self.reading = reading
        var used: Set<String> = []
        for ((column, name), meaning) in zip(headers, reading.meanings) {
            meanings[column] = meaning
            guard meanings[column] == nil else { continue }
            if foldedName(name) == "gold" {
                extraNames[column] = nil
                continue
            }
            let base = name.isEmpty ? "Spalte \(column + 1)" : name
            var unique = base
            var count = 1
            while !used.insert(unique).inserted {
                count += 1
                unique = "\(base) (\(count))"
            }
            extraNames[column] = unique
        }
    }
}
