import OfficeFiles

/// Reads the rows of a sheet or of a table in a document.
///
/// Comes in: rows of cells, in their order. Goes out: one row per card. Decides where the header is, what stands above
/// it (the name of the workshop, a phase), which rows are headings between the cards. A merged cell says the same to
/// every row it covers, but is one card. Never holds more rows than it needs to find the header.
struct SheetReader {
    /// Why a sheet gives no rows.
    struct Fault {
        var row: Int
        var sentence: String
        var raw: String
    }

    let rules: IntakeRules
    /// Rows were handed on.
    private(set) var hasRows = false
    private(set) var fault: Fault?
    private let sheet: String
    private let namesSheet: Bool
    private let isInDocument: Bool
    private var outline: ProtocolOutline
    private var probe: [SheetRow] = []
    private var layout: SheetLayout?
    private var isDecided = false
    private var hiddenRows = 0

    /// - Parameters:
    ///   - sheet: its name may name a phase or the workshop.
    ///   - namesSheet: whether cards carry the name of the sheet along.
    ///   - outline: what a document says above a table; without any known column each of its cells is a card.
    init(rules: IntakeRules, sheet: String, namesSheet: Bool, outline: ProtocolOutline? = nil) {
        isInDocument = outline != nil
        self.rules = rules
        self.sheet = sheet
        self.namesSheet = namesSheet
        self.outline = outline ?? ProtocolOutline(rules: rules)
    }

    mutating func add(_ row: SheetRow, _ rows: inout FileRows) {
        if isDecided {
            if layout != nil { read(row, &rows) }
            return
        }
        probe.append(row)
        if probe.count >= rules.headerRows { decide(&rows) }
    }

    mutating func finish(_ rows: inout FileRows) {
        if !isDecided { decide(&rows) }
        if hiddenRows > 0 {
            rows.remark(
                .note,
                row: 0,
                "\(hiddenRows == 1 ? "Eine ausgeblendete Zeile wird" : "\(hiddenRows) ausgeblendete Zeilen werden") mitgelesen."
            )
        }
    }

    private mutating func decide(_ rows: inout FileRows) {
        isDecided = true
        let probe = self.probe
        self.probe = []
        guard !probe.isEmpty else { return }
        guard
            let found = SheetLayout.find(probe, rules: rules, isInDocument: isInDocument)
        else {
            let header = probe.max { $0.cells.count < $1.cells.count }!
            let names = header.cells.prefix(12).map { "„\($0.text.prefix(40))“" }.joined(separator: ", ")
            fault = Fault(
                row: header.number,
                sentence:
                    "Es gibt keine Spalte für den Text; gefunden wurden \(names). Bitte die Spalte mit den Beiträgen „Beitrag“ nennen oder mit --map zuordnen.",
                raw: header.cells.map(\.text).joined(separator: " | ")
            )
            return
        }
        if let double = found.reading?.double {
            fault = Fault(
                row: found.headerRow,
                sentence: double,
                raw: found.headers.map(\.name).joined(separator: " | ")
            )
            return
        }
        layout = found
        hasRows = true
        if let reading = found.reading {
            if let notice = reading.notice { rows.remark(.note, row: found.headerRow, notice) }
            rows.columns.append((sheet.isEmpty ? nil : sheet, reading))
        }
        if let remark = found.remark { rows.remark(remark.level, row: found.headerRow, remark.sentence) }
        nameSheet(&rows)
        for row in probe where row.number < found.headerRow { readAbove(row, &rows) }
        for row in probe where row.number >= found.firstRow { read(row, &rows) }
    }

    /// "Kritik" or "Fachforum Wohnen" as the name of a sheet.
    private mutating func nameSheet(_ rows: inout FileRows) {
        if case .workshop = rules.phases.meaning(ofHeading: sheet) {
            outline.enter(sheet, level: nil, row: 0, &rows)
        } else if outline.isTitle(sheet) {
            outline.setTitle(sheet)
        }
    }

    private mutating func readAbove(_ row: SheetRow, _ rows: inout FileRows) {
        let cells = row.cells.filter { !$0.isMerged && !$0.text.trimmed.isEmpty }
        if cells.count == 1, enterHeading(cells[0].text.trimmed, row: row.number, isAbove: true, &rows) { return }
        // "Fachforum" | "Wohnen"
        if cells.count == 2, let column = rules.column(named: cells[0].text),
            [.workshop, .phase, .table, .roomCluster].contains(column)
        {
            outline.set(column, cells[1].text.trimmed, row: row.number, &rows)
            return
        }
        if !cells.isEmpty {
            rows.remark(
                .note,
                row: row.number,
                "Über der Kopfzeile wird nicht gelesen: „\(cells.map(\.text).joined(separator: " | ").prefix(120))“."
            )
        }
    }

    /// Whether a cell that stands alone in its row is a heading.
    private mutating func enterHeading(_ text: String, row: Int, isAbove: Bool, _ rows: inout FileRows) -> Bool {
        if let colon = text.firstIndex(of: ":"), let column = rules.column(named: String(text[..<colon])),
            [.workshop, .phase, .table, .roomCluster].contains(column)
        {
            outline.set(column, String(text[text.index(after: colon)...]).trimmed, row: row, &rows)
            return true
        }
        let name = text.trimmingColon
        if case .workshop = rules.phases.meaning(ofWhole: name), isAbove || rules.phases.saysPhase(name) {
            outline.enter(text, level: nil, row: row, &rows)
        } else if outline.tableNumber(text) != nil {
            outline.enter(text, level: nil, row: row, &rows)
        } else if outline.isTitle(text) || isAbove && outline.workshop == nil && row == 1 && !text.contains("\n") {
            outline.setTitle(text)
        } else {
            return false
        }
        return true
    }

    private mutating func read(_ row: SheetRow, _ rows: inout FileRows) {
        let layout = layout!
        let own = row.cells.filter { !$0.isMerged && !($0.text.allSatisfy(\.isWhitespace) && $0.kind == .text) }
        if own.isEmpty { return }
        if row.isHidden { hiddenRows += 1 }
        switch layout.kind {
        case .phases(let phases): readCards(row, own, phases, &rows)
        case .columns:
            if own.count == 1, layout.headers.count > 2, row.cells.count == 1,
                layout.meaning(own[0].column) != .text || rules.phases.saysPhase(own[0].text),
                enterHeading(own[0].text.trimmed, row: row.number, isAbove: false, &rows)
            {
                return
            }
            readCard(row, layout, &rows)
        }
    }

    private mutating func readCard(_ row: SheetRow, _ layout: SheetLayout, _ rows: inout FileRows) {
        var draft = emptyDraft(row.number)
        var texts: [String] = []
        for cell in row.cells {
            let meaning = layout.meaning(cell.column)
            if cell.isMerged, meaning == .text || meaning == .id || meaning == .points {
                if meaning == .text {
                    rows.remark(
                        .note,
                        row: row.number,
                        "Der Text steht in einer verbundenen Zelle und gilt als ein Beitrag; die weiteren Zeilen der Zelle sind keine eigenen."
                    )
                    return
                }
                continue
            }
            switch meaning {
            case .text:
                switch text(cell, row: row.number, &rows) {
                case .some(let text): texts.append(text)
                case nil: return
                }
            case .some(let column):
                if let value = value(cell, row: row.number, &rows), !value.isEmpty { draft[column] = value }
            case nil:
                if let name = layout.extraName(cell.column), let value = value(cell, row: row.number, &rows),
                    !value.isEmpty
                {
                    draft.carry(name, value)
                }
            }
        }
        draft.text = texts.joined(separator: "\n")
        rows.add(draft)
    }

    /// Columns named by phases: every cell is a card.
    private mutating func readCards(
        _ row: SheetRow,
        _ cells: [Cell],
        _ phases: [Int: String],
        _ rows: inout FileRows
    ) {
        for cell in cells {
            var draft = emptyDraft(row.number)
            if let phase = phases[cell.column] { draft.phase = .given(phase) }
            guard let text = text(cell, row: row.number, &rows) else { continue }
            // A cell with a list holds a card per item.
            for card in cell.paragraphs.count > 1 ? cell.paragraphs : [text] {
                draft.text = card
                rows.add(draft)
            }
        }
    }

    private func emptyDraft(_ row: Int) -> RowDraft {
        var draft = RowDraft(row: row, span: 0..<0)
        draft.workshop = outline.workshop
        draft.phase = outline.phase
        draft.roomCluster = outline.roomCluster
        draft.roomPoints = outline.roomPoints
        draft.table = outline.table
        if namesSheet { draft.carry("blatt", sheet) }
        return draft
    }

    /// The text of a card; nil when the row was refused.
    private func text(_ cell: Cell, row: Int, _ rows: inout FileRows) -> String? {
        let name = CellName.letters(cell.column) + String(row)
        switch cell.kind {
        case .text, .number: break
        case .date:
            rows.remark(
                .warning,
                row: row,
                "In der Spalte für den Text steht ein Datum, vermutlich von der Tabellenkalkulation umgewandelt; bitte prüfen."
            )
        case .error(let formula):
            guard let formula else {
                rows.remark(
                    .warning,
                    row: row,
                    "Eine Zelle zeigt den Fehler „\(cell.text)“; bitte den Text neu eintippen."
                )
                break
            }
            rows.remark(
                .warning,
                row: row,
                "Eine Zelle zeigt „\(cell.text)“, weil ihr Text mit einem Rechenzeichen beginnt; gelesen wird, was eingetippt wurde."
            )
            return LineEnds.normalised(String(formula.dropFirst()))
        case .formulaWithoutValue(let formula):
            rows.refuse(
                row: row,
                "Zeile \(row): Die Formel in Zelle \(name) hat keinen gespeicherten Wert; bitte die Datei in der Tabellenkalkulation öffnen und speichern.",
                raw: formula.utf8
            )
            return nil
        }
        return LineEnds.normalised(cell.text)
    }

    private func value(_ cell: Cell, row: Int, _ rows: inout FileRows) -> String? {
        switch cell.kind {
        case .error:
            rows.remark(.warning, row: row, "Die Zelle zeigt den Fehler „\(cell.text)“ und gilt als leer.")
            return nil
        case .formulaWithoutValue:
            rows.remark(
                .warning,
                row: row,
                "Eine Formel hat keinen gespeicherten Wert und gilt als leer; bitte die Datei in der Tabellenkalkulation öffnen und speichern."
            )
            return nil
        default: return LineEnds.normalised(cell.text).trimmed
        }
    }
}
