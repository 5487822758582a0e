import OfficeFiles

/// Reads a catalogue of measures from CSV (comma or semicolon, RFC 4180), from a sheet of Excel or LibreOffice, or from
/// the tables of a Word or Writer document.
///
/// Comes in: the bytes of a file. Goes out: measures, in the order of the file. Decides which row is the header: the first
/// with a number and a title (`nummer`, `titel`; further columns: handlungsfeld, beschreibung, ziel, zustaendig, partner,
/// zielgruppe, zeitrahmen, kosten, indikator, status, nap_phasen). Never reads a catalogue in part.
package enum CatalogueReader {
    private typealias Record = (line: Int, cells: [String])

    /// What the columns may be called besides their names.
    private static let otherNames: [String: [String]] = [
        "nummer": ["nr", "lfdnr", "laufendenummer", "massnahmennummer", "massnahmennr", "kennung"],
        "titel": ["massnahme", "bezeichnung", "name", "massnahmentitel"],
        "handlungsfeld": ["feld"], "beschreibung": ["kurzbeschreibung", "inhalt"], "ziel": ["ziele", "zielsetzung"],
        "zustaendig": ["zustaendigkeit", "verantwortlich", "federfuehrung"],
        "partner": ["beteiligte", "kooperationspartner", "kooperation"], "zielgruppe": ["zielgruppen"],
        "zeitrahmen": ["zeitraum", "laufzeit", "termin", "zeitplan"], "kosten": ["finanzierung", "budget"],
        "indikator": ["indikatoren", "erfolgsindikator"], "status": ["stand", "sachstand", "umsetzungsstand"],
        "napfasen": ["napifasen", "napfase", "napifase"],
    ]

    /// The measures of a file outside a pack.
    package static func read(path: String, rules: IntakeRules) throws(PackError) -> [Measure] {
        guard let bytes = readFile(path) else {
            throw PackError(file: path, message: "Der Katalog fehlt oder darf nicht gelesen werden.")
        }
        return try read(bytes, path: path, limits: rules.office)
    }

    static func read(_ bytes: [UInt8], path: String, limits: OfficeLimits?) throws(PackError) -> [Measure] {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            guard let limits else {
                throw PackError(
                    file: path,
                    message:
                        "Für einen Katalog aus einer Office-Datei braucht das Paket „intake“; üblich ist builds_on: [../common]."
                )
            }
            return try measures(try officeRecords(bytes, path: path, limits: limits), path: path, isCSV: false)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PackError(
                file: path,
                message: "Der Katalog ist nicht in UTF-8 gespeichert; bitte als „CSV UTF-8“ speichern."
            )
        }
        let firstLine = text.prefix { !$0.isNewline }
        let isGerman = firstLine.count { $0 == ";" } > firstLine.count { $0 == "," }
        return try measures(records(text, delimiter: isGerman ? ";" : ","), path: path, isCSV: true)
    }

    /// The rows of all sheets, or of all tables of a document, that have the columns of a catalogue.
    private static func officeRecords(_ bytes: [UInt8], path: String, limits: OfficeLimits) throws(PackError)
        -> [Record]
    {
        do throws(OfficeFault) {
            let file = try OfficeFile(bytes, limits: limits)
            var tables: [[SheetRow]] = []
            switch file.kind {
            case .xlsx, .ods:
                let book = try Workbook(file)
                for (number, sheet) in book.sheets.enumerated() where !sheet.isHidden {
                    tables.append([])
                    try book.rows(of: number) { tables[tables.count - 1].append($0) }
                }
            case .docx, .odt:
                var last = 0
                for block in try OfficeDocument(file).blocks {
                    guard case .row(let table) = block.kind else { continue }
                    if table != last { tables.append([]) }
                    last = table
                    tables[tables.count - 1].append(SheetRow(number: block.number, cells: block.cells))
                }
            }
            let records = tables.map { rows in
                rows.map { row -> Record in
                    var cells = [String](repeating: "", count: (row.cells.last?.column ?? -1) + 1)
                    for cell in row.cells { cells[cell.column] = cell.text }
                    return (row.number, cells)
                }
            }
            // Tables of other things stand in the same file.
            let catalogues = records.compactMap { rows in header(rows).map { Array(rows[$0...]) } }
            guard let first = catalogues.first else { return records.first ?? [] }
            let names = first[0].cells.map { foldedName($0) }
            // One table per field, each with the same header.
            return catalogues.dropFirst().reduce(into: first) { all, rows in
                if rows[0].cells.map({ foldedName($0) }) == names { all += rows.dropFirst() }
            }
        } catch {
            throw PackError(file: path, message: "Der Katalog \(error.reason).")
        }
    }

    private static func column(_ name: String, in header: [String]) -> Int? {
        ([name] + (otherNames[name] ?? [])).compactMap { header.firstIndex(of: $0) }.first
    }

    /// The first row that names a number and a title.
    private static func header(_ rows: [Record]) -> Int? {
        rows.prefix(40).firstIndex { row in
            let names = row.cells.map { foldedName($0) }
            return column("nummer", in: names) != nil && column("titel", in: names) != nil
        }
    }

    private static func measures(_ all: [Record], path: String, isCSV: Bool) throws(PackError) -> [Measure] {
        guard let top = all.first else { throw PackError(file: path, message: "Der Katalog ist leer.") }
        guard let start = header(all) else {
            throw PackError(
                file: path,
                line: top.line,
                column: 1,
                message: "Der Katalog braucht die Spalten „nummer“ und „titel“.",
                lineText: top.cells.joined(separator: ",")
            )
        }
        var rows = Array(all[start...])
        let columns = rows[0].cells.map { foldedName($0) }
        let number = column("nummer", in: columns)!
        let title = column("titel", in: columns)!
        if !isCSV {
            for index in rows.indices {
                let cells = rows[index].cells.prefix(columns.count)
                rows[index].cells = cells + [String](repeating: "", count: columns.count - cells.count)
            }
            // Headings between the measures and empty rows.
            rows = rows.enumerated().filter { $0.offset == 0 || !$0.element.cells[number].trimmed.isEmpty }.map(
                \.element
            )
        }
        var seen: Set<String> = []
        var measures: [Measure] = []
        for row in rows.dropFirst() {
            guard row.cells.count == columns.count else {
                throw PackError(
                    file: path,
                    line: row.line,
                    column: 1,
                    message:
                        "Diese Zeile hat \(row.cells.count) statt \(columns.count) Zellen; bitte Anführungszeichen und Kommas prüfen.",
                    lineText: row.cells.joined(separator: ",")
                )
            }
            guard seen.insert(row.cells[number]).inserted else {
                throw PackError(
                    file: path,
                    line: row.line,
                    column: 1,
                    message: "Die Nummer „\(row.cells[number])“ steht zweimal im Katalog.",
                    lineText: row.cells.joined(separator: ",")
                )
            }
            func cell(_ name: String) -> String { column(name, in: columns).map { row.cells[$0].trimmed } ?? "" }
            measures.append(
                Measure(
                    number: row.cells[number].trimmed,
                    field: cell("handlungsfeld"),
                    title: row.cells[title].trimmed,
                    description: cell("beschreibung"),
                    goal: cell("ziel"),
                    responsible: cell("zustaendig"),
                    partners: cell("partner"),
                    targetGroup: cell("zielgruppe"),
                    timeFrame: cell("zeitrahmen"),
                    cost: cell("kosten"),
                    indicator: cell("indikator"),
                    status: cell("status"),
                    napPhases: cell("napfasen").split(separator: ";").map { String($0).trimmed },
                    concepts: []
                )
            )
        }
        return measures
    }

    private static func records(_ text: String, delimiter: Unicode.Scalar) -> [Record] {
        var rows: [Record] = []
        var cells: [String] = []
        var cell = ""
        var quoted = false
        var line = 1
        var first = 1
        var characters = text.unicodeScalars.makeIterator()
        var pending = characters.next()
        while let character = pending {
            pending = characters.next()
            if character == "\n" { line += 1 }
            if quoted {
                if character == "\"" {
                    if pending == "\"" {
                        cell.unicodeScalars.append("\"")
                        pending = characters.next()
                    } else {
                        quoted = false
                    }
                } else {
                    cell.unicodeScalars.append(character)
                }
            } else if character == "\"", cell.isEmpty {
                quoted = true
            } else if character == delimiter {
                cells.append(cell)
                cell = ""
            } else if character == "\n" {
                rows.append((first, cells + [cell]))
                cells = []
                cell = ""
                first = line
            } else if character != "\r" && character != "\u{FEFF}" {
                cell.unicodeScalars.append(character)
            }
        }
        if !cell.isEmpty || !cells.isEmpty { rows.append((first, cells + [cell])) }
        return rows.filter { $0.cells != [""] }
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        // Most texts begin and end with something visible in ASCII.
        if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first), (0x21...0x7E).contains(last) {
            return self
        }
        var view = Substring(self)
        while let first = view.unicodeScalars.first, first.isBlank { view.unicodeScalars.removeFirst() }
        while let last = view.unicodeScalars.last, last.isBlank { view.unicodeScalars.removeLast() }
        return String(view)
    }
}
