/// What one file gives: contributions, rows that could not be read, notices.
///
/// Comes in: drafts from a reader, in the order of the file. Goes out: typed contributions, still without made ids.
/// Decides what a phase name, a number of dots, a table means; what it cannot read as such stays in `extra`. Never drops
/// a row: every record is a contribution or unread.
struct FileRows {
    let rules: IntakeRules
    let file: String
    private(set) var contributions: [Contribution] = []
    private(set) var unread: [UnreadRow] = []
    /// Records that held something, the header not counted.
    private(set) var records = 0
    private(set) var isRefused = false
    /// What the columns mean, per sheet or table.
    var columns: [(sheet: String?, reading: ColumnReading)] = []
    /// Named in messages, where rows alone do not say where: the sheet of a workbook.
    var section: String?
    /// Where the lines of a text made from a document stand in that document.
    var places: Places?
    /// Long turns of a transcript become statements.
    var splitsTurns = false
    /// Row → byte of the decoded file where it begins; kept only when it is asked for.
    var starts: [Int: Int]?
    private var remarks: Remarks
    private var damage: [Int]
    private var nextDamage = 0
    /// Names of phases that occurred: a file has few.
    private var phases: [String: PhaseMeaning] = [:]

    /// Per line of a text its row, and per row what is carried along with the card that begins there.
    struct Places {
        var rows: [Int] = []
        var extra: [Int: [ExtraValue]] = [:]
    }

    init(rules: IntakeRules, file: String, damage: [Int] = []) {
        self.rules = rules
        self.file = file
        self.damage = damage
        remarks = Remarks(rowsNamed: rules.rowsNamed)
    }

    var notices: [Notice] { remarks.notices(file: file) }

    /// - Parameter sentence: German, without rows; equal sentences of a file are told once, with their rows.
    mutating func remark(_ level: Notice.Level, row: Int, _ sentence: String) {
        remarks.add(level, row: place(row), located(sentence))
    }

    private func place(_ row: Int) -> Int {
        guard let places, row > 0 else { return row }
        return places.rows.indices.contains(row - 1) ? places.rows[row - 1] : places.rows.last ?? row
    }

    private func located(_ sentence: String) -> String { section.map { "Blatt „\($0)“: \(sentence)" } ?? sentence }

    /// The file as a whole is not what it should be; nothing of it is read.
    mutating func refuseFile(row: Int, _ reason: String, raw: some Collection<UInt8>) {
        isRefused = true
        refuse(row: row, reason, raw: raw)
    }

    mutating func refuse(row: Int, _ reason: String, raw: some Collection<UInt8>) {
        records += 1
        if starts != nil, let slice = raw as? Slice<UnsafeBufferPointer<UInt8>> { starts![row] = slice.startIndex }
        unread.append(UnreadRow(file: file, row: place(row), reason: located(reason), raw: cut(raw)))
    }

    mutating func add(_ draft: consuming RowDraft) {
        if splitsTurns, draft.isTurn, draft.text.unicodeScalars.count > rules.turnCharacters {
            let statements = TurnSplitter.statements(draft.text)
            if statements.count > 1 {
                addStatements(statements, of: draft)
                return
            }
        }
        addWhole(draft)
    }

    /// Each statement says which part of the turn it is, and the place in it that it came from.
    private mutating func addStatements(_ statements: [(text: String, span: Span)], of draft: RowDraft) {
        for (number, statement) in statements.enumerated() {
            var part = draft
            part.text = statement.text
            part.id = draft.id.map { "\($0)-\(number + 1)" }
            var json = JSONText()
            json.object { out in
                out.pair("number", number + 1)
                out.pair("of", statements.count)
                out.pair("start", statement.span.start)
                out.pair("end", statement.span.end)
            }
            part.extra.append(ExtraValue(key: "teil", json: json.string))
            addWhole(part)
        }
    }

    private mutating func addWhole(_ draft: consuming RowDraft) {
        if draft.text.utf8.count > rules.textLimit {
            let text = draft.text
            refuse(
                row: draft.row,
                "Zeile \(draft.row): Der Text hat \(text.utf8.count) Bytes, erlaubt sind \(rules.textLimit); bitte in einzelne Beiträge teilen.",
                raw: text.utf8
            )
            return
        }
        records += 1
        if starts != nil { starts![draft.row] = draft.span.lowerBound }
        reportDamage(draft)
        let row = place(draft.row)
        if let extra = places?.extra[row] { draft.extra += extra }
        let (phase, origin) = phase(&draft)
        let points = count(&draft, .points)
        let roomPoints = count(&draft, .roomPoints)
        if draft.extra.count > 1 { draft.extra.sort { precedesBytewise($0.key, $1.key) } }
        contributions.append(
            Contribution(
                id: draft.id ?? "",
                workshop: draft.workshop,
                phase: phase,
                phaseOrigin: origin,
                table: draft.table.map(Self.scalar),
                color: draft.color,
                roomCluster: draft.roomCluster,
                points: points,
                roomPoints: roomPoints,
                rating: draft.rating.map(Self.scalar),
                text: draft.text,
                extra: draft.extra,
                source: Source(file: file, row: row)
            )
        )
    }

    private mutating func reportDamage(_ draft: borrowing RowDraft) {
        let before = nextDamage
        while nextDamage < damage.count, damage[nextDamage] < draft.span.upperBound { nextDamage += 1 }
        if nextDamage > before, damage[nextDamage - 1] >= draft.span.lowerBound {
            remark(
                .warning,
                row: draft.row,
                "Einige Zeichen waren nicht lesbar und stehen als „\u{FFFD}“ im Text; bitte die Datei als UTF-8 neu speichern."
            )
        }
    }

    private mutating func phase(_ draft: inout RowDraft) -> (WorkshopPhase?, PhaseOrigin?) {
        let name: String
        switch draft.phase {
        case nil: return (nil, nil)
        case .heading(let phase): return (phase, .heading)
        case .unknownHeading(let title):
            draft.carry("phase", title)
            return (nil, nil)
        case .given(let given): name = given
        }
        let meaning: PhaseMeaning
        if let known = phases[name] {
            meaning = known
        } else {
            meaning = rules.phases.meaning(of: name)
            phases[name] = meaning
        }
        if case .workshop(let phase) = meaning { return (phase, .given) }
        draft.carry("phase", name)
        remarkPhase(meaning, name, row: draft.row)
        return (nil, nil)
    }

    /// Says what a phase name that is no workshop phase was taken for.
    mutating func remarkPhase(_ meaning: PhaseMeaning, _ name: String, row: Int) {
        switch meaning {
        case .workshop: break
        case .around:
            remark(
                .note,
                row: row,
                "„\(name.prefix(80))“ liegt vor oder nach den drei Werkstattphasen; die Beiträge bleiben ohne Phase."
            )
        case .nationalPlan:
            remark(
                .warning,
                row: row,
                "„\(name.prefix(80))“ sieht nach einer Phase des NAP-I aus und ist keine Werkstattphase; die Beiträge bleiben ohne Phase."
            )
        case .unknown:
            remark(
                .warning,
                row: row,
                "Die Werkstattphase „\(name.prefix(80))“ ist unbekannt; die Beiträge bleiben ohne Phase. Bekannt sind Kritik, Phantasie, Realisierung und ihre üblichen Namen."
            )
        }
    }

    private mutating func count(_ draft: inout RowDraft, _ column: Column) -> Int? {
        guard let text = draft[column], !text.isEmpty else { return nil }
        if let number = Self.count(text) { return number }
        draft.carry(column.name, text)
        remark(
            .warning,
            row: draft.row,
            "In der Spalte für Punkte steht „\(text.prefix(40))“ statt einer Zahl; der Wert bleibt in „extra“."
        )
        return nil
    }

    /// "3", "3,0" and "●●●" are three dots.
    static func count(_ text: String) -> Int? {
        let whole = withoutZeroFraction(text)
        if let number = Int(whole), number >= 0 { return number }
        return text.unicodeScalars.allSatisfy { "●•".unicodeScalars.contains($0) } ? text.unicodeScalars.count : nil
    }

    /// "3,0", as a spreadsheet writes a whole number, is the same table as "3".
    static func scalar(_ text: String) -> Scalar {
        let whole = withoutZeroFraction(text)
        return whole.utf8.first == UInt8(ascii: "0") && whole.utf8.count > 1 ? .text(text) : Scalar(whole)
    }

    private static func withoutZeroFraction(_ text: String) -> String {
        let bytes = text.utf8
        guard bytes.count > 2, bytes.hasSuffix([UInt8(ascii: "0")]), bytes.hasPrefixOfDigits else { return text }
        let head = bytes.prefix { (0x30...0x39).contains($0) }
        let tail = bytes[head.endIndex...]
        guard let mark = tail.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ","),
            tail.dropFirst().allSatisfy({ $0 == UInt8(ascii: "0") })
        else { return text }
        return String(head) ?? text
    }

    private func cut(_ raw: some Collection<UInt8>) -> String {
        // A code point has at most four bytes.
        let head = String(decoding: raw.prefix(rules.rawLimit * 4), as: UTF8.self).unicodeScalars
        return String(String.UnicodeScalarView(head.prefix(rules.rawLimit)))
    }
}

extension String.UTF8View {
    fileprivate func hasSuffix(_ bytes: [UInt8]) -> Bool { suffix(bytes.count).elementsEqual(bytes) }
    fileprivate var hasPrefixOfDigits: Bool { first.map { (0x30...0x39).contains($0) } ?? false }
}
