/// Reads a catalogue of measures from CSV (comma, RFC 4180) with the columns `nummer, handlungsfeld, titel, beschreibung, ziel, zustaendig, partner,
/// zielgruppe, zeitrahmen, kosten, indikator, status, nap_phasen`. Only `nummer` and `titel` must be there.
enum CatalogueReader {
    static func read(_ bytes: [UInt8], path: String) throws(PackError) -> [Measure] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PackError(
                file: path,
                message: "Der Katalog ist nicht in UTF-8 gespeichert; bitte als „CSV UTF-8“ speichern."
            )
        }
        let rows = records(text)
        guard let header = rows.first else { throw PackError(file: path, message: "Der Katalog ist leer.") }
        let columns = header.cells.map { Fold.key($0.trimmed) }
        guard let number = columns.firstIndex(of: "nummer"), let title = columns.firstIndex(of: "titel") else {
            throw PackError(
                file: path,
                line: 1,
                column: 1,
                message: "Der Katalog braucht die Spalten „nummer“ und „titel“.",
                lineText: header.cells.joined(separator: ",")
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
            func cell(_ name: String) -> String { columns.firstIndex(of: name).map { row.cells[$0].trimmed } ?? "" }
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
                    napPhases: cell("nap_fasen").split(separator: ";").map { String($0).trimmed },
                    concepts: []
                )
            )
        }
        return measures
    }

    private static func records(_ text: String) -> [(line: Int, cells: [String])] {
        var rows: [(line: Int, cells: [String])] = []
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
            } else if character == "," {
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
        while let first = view.unicodeScalars.first, first.properties.isWhitespace { view.unicodeScalars.removeFirst() }
        while let last = view.unicodeScalars.last, last.properties.isWhitespace { view.unicodeScalars.removeLast() }
        return String(view)
    }
}
