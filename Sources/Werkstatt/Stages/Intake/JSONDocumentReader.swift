/// Reads one JSON document: an array of objects, or an object with such an array inside.
///
/// Comes in: decoded text. Goes out: rows; the row number is the position in the array. Known keys beside the array
/// (`"workshop"`, `"phase"`) hold for all its objects. Decides which array is meant: the only one, else the one with a
/// known name. Never lets one broken element spoil those before it.
struct JSONDocumentReader {
    let rules: IntakeRules

    func read(_ text: DecodedText, into rows: inout FileRows) {
        text.bytes.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(bytes)
            scanner.skipBlanks()
            if scanner.peek == UInt8(ascii: "[") {
                if let end = readArray(bytes, from: scanner.at, defaults: RowDraft(row: 0, span: 0..<0), into: &rows) {
                    checkRest(bytes, from: end, &rows)
                }
            } else {
                readObject(bytes, &scanner, into: &rows)
            }
        }
    }

    private func readObject(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ scanner: inout JSONScanner,
        into rows: inout FileRows
    ) {
        let start = scanner.at
        guard let members = scanner.members() else {
            // Where it breaks is told by the strict parser.
            refuse(bytes, from: start, &rows)
            return
        }
        var defaults = RowDraft(row: 0, span: 0..<0)
        var lists: [(key: String, start: Int)] = []
        var unused: [String] = []
        for member in members {
            let value = bytes[member.value]
            if value.first == UInt8(ascii: "[") {
                lists.append((member.key, member.value.lowerBound))
            } else if let column = rules.column(named: member.key), column != .text, column != .id,
                let value = try? JSONValue(parsing: value),
                let text = value.string ?? value.int.map(String.init)
            {
                defaults[column] = text.trimmed.isEmpty ? nil : text.trimmed
            } else {
                unused.append("„\(member.key)“")
            }
        }
        if lists.count > 1 {
            let named = lists.filter { rules.lists.contains(foldedName($0.key)) }
            if named.count == 1 {
                unused += lists.filter { $0.key != named[0].key }.map { "„\($0.key)“" }
                lists = named
            }
        }
        if members.contains(where: { rules.column(named: $0.key) == .text }), lists.isEmpty {
            var reader = JSONRow(rules: rules)
            let raw = UnsafeBufferPointer(rebasing: bytes[start..<scanner.at])
            do throws(JSONError) {
                if let draft = reader.draft(
                    try JSONValue(parsing: raw),
                    row: 1,
                    span: start..<scanner.at,
                    raw: raw,
                    into: &rows
                ) {
                    rows.add(draft)
                }
                checkRest(bytes, from: scanner.at, &rows)
            } catch {
                refuse(bytes, from: start, &rows)
            }
            return
        }
        guard lists.count == 1 else {
            let found = members.prefix(12).map { "„\($0.key.prefix(40))“" }.joined(separator: ", ")
            rows.refuseFile(
                row: 0,
                lists.isEmpty
                    ? "Im JSON-Dokument ist keine Liste von Beiträgen (gefunden: \(found)); erwartet wird {\"contributions\": […]} oder eine Liste."
                    : "Im JSON-Dokument sind mehrere Listen (\(lists.map { "„\($0.key)“" }.joined(separator: ", "))); bitte die mit den Beiträgen „contributions“ nennen.",
                raw: bytes
            )
            return
        }
        if !unused.isEmpty {
            rows.remark(
                .note,
                row: 0,
                "Neben der Liste „\(lists[0].key)“ wird nicht gelesen: \(unused.joined(separator: ", "))."
            )
        }
        if readArray(bytes, from: lists[0].start, defaults: defaults, into: &rows) != nil {
            checkRest(bytes, from: scanner.at, &rows)
        }
    }

    /// Where the array ends, or nil when it is broken and the rest was refused.
    private func readArray(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        defaults: RowDraft,
        into rows: inout FileRows
    ) -> Int? {
        var reader = JSONRow(rules: rules)
        var scanner = JSONScanner(bytes, from: start + 1)
        var row = 0
        while true {
            scanner.skipBlanks()
            if scanner.peek == UInt8(ascii: "]"), row == 0 { return scanner.at + 1 }
            row += 1
            let first = scanner.at
            guard scanner.skipValue() else {
                rows.refuse(
                    row: row,
                    "Eintrag \(row): Das JSON ist ab hier nicht lesbar; bitte Klammern, Kommas und Anführungszeichen prüfen.",
                    raw: bytes[first...]
                )
                return nil
            }
            let span = first..<scanner.at
            read(
                UnsafeBufferPointer(rebasing: bytes[span]),
                row: row,
                span: span,
                defaults: defaults,
                &reader,
                into: &rows
            )
            scanner.skipBlanks()
            switch scanner.peek {
            case UInt8(ascii: ","): scanner.at += 1
            case UInt8(ascii: "]"): return scanner.at + 1
            default:
                rows.refuse(
                    row: row + 1,
                    "Hinter Eintrag \(row) fehlt ein Komma oder die schließende Klammer; der Rest ist nicht gelesen, bitte ergänzen.",
                    raw: bytes[scanner.at...]
                )
                return nil
            }
        }
    }

    private func read(
        _ raw: UnsafeBufferPointer<UInt8>,
        row: Int,
        span: Range<Int>,
        defaults: RowDraft,
        _ reader: inout JSONRow,
        into rows: inout FileRows
    ) {
        do throws(JSONError) {
            guard var draft = reader.draft(try JSONValue(parsing: raw), row: row, span: span, raw: raw, into: &rows)
            else { return }
            for column in Column.allCases where column != .text && draft[column] == nil {
                draft[column] = defaults[column]
            }
            rows.add(draft)
        } catch {
            rows.refuse(row: row, "Eintrag \(row): Kein gültiges JSON (\(error)); bitte berichtigen.", raw: raw)
        }
    }

    private func checkRest(_ bytes: UnsafeBufferPointer<UInt8>, from end: Int, _ rows: inout FileRows) {
        var scanner = JSONScanner(bytes, from: end)
        scanner.skipBlanks()
        if scanner.at < bytes.count {
            rows.refuse(
                row: rows.records + 1,
                "Hinter dem Ende des JSON-Dokuments steht noch etwas, das nicht gelesen ist; bitte löschen oder in die Liste aufnehmen.",
                raw: bytes[scanner.at...]
            )
        }
    }

    private func refuse(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ rows: inout FileRows) {
        var sentence = "Das JSON-Dokument ist nicht lesbar"
        do throws(JSONError) { _ = try JSONValue(parsing: bytes[start...]) } catch {
            let line = bytes[..<min(bytes.count, start + error.offset)].count { $0 == 0x0A } + 1
            sentence += " (Zeile \(line): \(error))"
        }
        rows.refuseFile(
            row: 0,
            sentence + "; bitte Klammern, Kommas und Anführungszeichen prüfen.",
            raw: bytes[start...]
        )
    }
}
