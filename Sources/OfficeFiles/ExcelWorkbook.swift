/// A workbook of Excel (Office Open XML).
///
/// Comes in: a container. Goes out: the names of its sheets, the rows of one. Decides which number is a date, by its
/// format. Never holds a sheet in memory: only the shared strings and the formats.
struct ExcelWorkbook: SheetSource {
    let sheets: [SheetName]
    private let container: Container
    private let parts: [String]
    private let strings: ExcelStrings
    private let isDate: [Bool]
    private let is1904: Bool

    init(_ container: Container) throws(OfficeFault) {
        self.container = container
        let list = SheetList()
        guard let workbook = try container.part("xl/workbook.xml") else {
            throw OfficeFault("enthält keine Arbeitsmappe; bitte in Excel öffnen und neu speichern")
        }
        try XMLStream.read(workbook, list, depth: container.limits.depth)
        let relations = try Self.relations(container, "xl/_rels/workbook.xml.rels")
        // Sheets of other kinds (charts, dialogs) have no rows.
        let known = list.sheets.filter { sheet in
            relations.contains { $0.id == sheet.relation && $0.type.hasSuffix("/worksheet") }
        }
        sheets = known.map { SheetName(title: $0.name, isHidden: $0.isHidden) }
        parts = known.map { sheet in Self.path(relations.first { $0.id == sheet.relation }!.target) }
        is1904 = list.is1904
        func part(_ type: String, otherwise: String) -> String {
            relations.first { $0.type.hasSuffix(type) }.map { Self.path($0.target) } ?? otherwise
        }
        let formats = ExcelFormats()
        if let styles = try container.part(part("/styles", otherwise: "xl/styles.xml")) {
            try XMLStream.read(styles, formats, depth: container.limits.depth)
        }
        isDate = formats.isDate
        let strings = ExcelStringsHandler(most: container.limits.partBytes)
        let stream = try XMLStream(strings, depth: container.limits.depth)
        let found = try container.stream(part("/sharedStrings", otherwise: "xl/sharedStrings.xml")) {
            (piece) throws(OfficeFault) in try stream.feed(piece)
        }
        if found { try stream.finish() }
        self.strings = strings.strings
    }

    func rows(of sheet: Int, _ body: (SheetRow) -> Void) throws(OfficeFault) {
        let merged = try MergedRangeScan.ranges(container, parts[sheet])
        // The handler outlives no call of this function.
        try withoutActuallyEscaping(body) { (body) throws(OfficeFault) in
            let handler = ExcelRows(
                strings: strings,
                isDate: isDate,
                is1904: is1904,
                merged: MergedCells(merged),
                bounds: SheetBounds(container.limits, sheet: sheets[sheet].title),
                body: body
            )
            let stream = try XMLStream(handler, depth: container.limits.depth)
            let found = try container.stream(parts[sheet]) { (piece) throws(OfficeFault) in try stream.feed(piece) }
            guard found else {
                throw OfficeFault(
                    "enthält das Blatt „\(sheets[sheet].title)“ nicht; bitte in Excel öffnen und neu speichern"
                )
            }
            try stream.finish()
        }
    }

    struct Relation {
        var id: String
        var type: String
        var target: String
    }

    static func relations(_ container: Container, _ name: String) throws(OfficeFault) -> [Relation] {
        final class Handler: XMLHandler {
            var relations: [Relation] = []
            override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
                guard tag == .relationship, let id = attributes[.relationId], let target = attributes[.target] else {
                    return
                }
                relations.append(Relation(id: id, type: attributes[.type] ?? "", target: target))
            }
        }
        guard let part = try container.part(name) else { return [] }
        let handler = Handler()
        try XMLStream.read(part, handler, depth: container.limits.depth)
        return handler.relations
    }

    /// A target relative to "xl/", or from the top.
    private static func path(_ target: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        return target.hasPrefix("../") ? String(target.dropFirst(3)) : "xl/" + target
    }

    private final class SheetList: XMLHandler {
        var sheets: [(name: String, relation: String, isHidden: Bool)] = []
        var is1904 = false

        override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
            if tag == .workbookPr { is1904 = ["1", "true"].contains(attributes[.date1904] ?? "") }
            guard tag == .sheet, let name = attributes[.name], let relation = attributes[.id] else { return }
            sheets.append((name, relation, (attributes[.state] ?? "visible") != "visible"))
        }
    }
}

/// Counts what a sheet holds and stops beyond the limits.
struct SheetBounds {
    private let limits: OfficeLimits
    private let sheet: String
    private var rows = 0
    private var cells = 0
    private var bytes = 0

    init(_ limits: OfficeLimits, sheet: String) {
        self.limits = limits
        self.sheet = sheet
    }

    /// Why the sheet is too large with a row more, or nil.
    mutating func add(_ row: SheetRow) -> OfficeFault? {
        rows += 1
        cells += row.cells.count
        for cell in row.cells { bytes += cell.text.utf8.count }
        if rows > limits.rows { return tooLarge("mehr als \(limits.rows) Zeilen") }
        if cells > limits.cells { return tooLarge("mehr als \(limits.cells) gefüllte Zellen") }
        if bytes > limits.partBytes { return tooLarge("mehr als \(limits.partBytes >> 20) MiB Text") }
        return nil
    }

    /// Why a cell that holds something cannot stand there, or nil.
    func check(column: Int, row: Int) -> OfficeFault? {
        column < limits.columns
            ? nil
            : tooLarge("mehr als \(limits.columns) Spalten (Zelle \(CellName.letters(column))\(row))")
    }

    /// Why a row cannot stand there so often, or nil.
    func check(repeats: Int) -> OfficeFault? {
        repeats <= limits.repeats ? nil : tooLarge("dieselbe Zeile mehr als \(limits.repeats)-mal")
    }

    private func tooLarge(_ what: String) -> OfficeFault {
        OfficeFault(
            "hat im Blatt „\(sheet)“ \(what) und wird nicht gelesen; bitte nur die Beiträge in eine neue Tabelle kopieren"
        )
    }
}

/// Finds the merged ranges of a sheet. They stand behind its rows, but are needed before; so the part is unpacked once
/// more and looked through for the words alone, without a parser.
enum MergedRangeScan {
    static func ranges(_ container: Container, _ part: String) throws(OfficeFault) -> [MergedRange] {
        let word = Array("mergeCell ".utf8)
        let longest = 128
        var carry: [UInt8] = []
        var ranges: [MergedRange] = []
        try container.stream(part) { (piece) throws(OfficeFault) in
            // A word may lie across two pieces; most pieces hold none.
            carry.append(contentsOf: piece)
            var at = 0
            while let found = find(word, in: carry, from: at) {
                guard let end = carry[found...].firstIndex(of: UInt8(ascii: ">")) else { break }
                if let range = range(carry[found..<end]) { ranges.append(range) }
                at = end
            }
            carry.removeFirst(max(at, carry.count - longest))
        }
        return ranges
    }

    private static func range(_ element: ArraySlice<UInt8>) -> MergedRange? {
        let text = String(decoding: element, as: UTF8.self)
        guard let start = text.range(ofBytes: "ref=") else { return nil }
        let rest = text[start...].dropFirst(4)
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return MergedRange(rest.dropFirst().prefix { $0 != quote })
    }

    private static func find(_ word: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var at = start
            let last = bytes.count - word.count
            while at <= last {
                if bytes[at] == word[0], bytes[at + 5] == word[5],
                    word.indices.allSatisfy({ bytes[at + $0] == word[$0] })
                {
                    return at
                }
                at += 1
            }
            return nil
        }
    }
}

extension String {
    fileprivate func range(ofBytes word: String) -> Index? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(word) { return at }
            at = index(after: at)
        }
        return nil
    }
}
