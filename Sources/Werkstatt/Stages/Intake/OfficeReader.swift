import OfficeFiles

/// Reads the files of office programs, and PDF.
///
/// Comes in: the bytes of a container. Goes out: the rows of its sheets or of its text. Decides which sheets hold contributions: those
/// with a column for the text; hidden ones are named and passed over. Never reads a part that it does not need.
struct OfficeReader {
    let rules: IntakeRules

    static func isContainer(_ bytes: [UInt8]) -> Bool { [zip, emptyZip, ole, pdf].contains { bytes.starts(with: $0) } }

    private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let emptyZip: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    private static let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]
    private static let pdf = Array("%PDF".utf8)

    /// The format, and the end of a German sentence when the file as a whole cannot be read.
    func read(_ bytes: [UInt8], into rows: inout FileRows) -> (format: String, fault: String?) {
        if bytes.starts(with: Self.ole) {
            return OfficeFile.isEncrypted(ole: bytes)
                ? ("ole", OfficeFile.encrypted.reason)
                : ("ole", "ist eine alte Word- oder Excel-Datei (.doc, .xls); bitte als .docx oder .xlsx speichern")
        }
        var format = "zip"
        do throws(OfficeFault) {
            if bytes.starts(with: Self.pdf) {
                format = "pdf"
                let document = try OfficeDocument(pdf: bytes, limits: rules.office) { names in
                    let reading = ColumnReading(names, rules: rules)
                    return reading.meanings.contains(.text) && reading.known > 1
                }
                DocumentReader(rules: rules).read(document, into: &rows)
                return (format, nil)
            }
            let file = try OfficeFile(bytes, limits: rules.office)
            format = file.kind.rawValue
            switch file.kind {
            case .xlsx, .ods: try readWorkbook(try Workbook(file), &rows)
            case .docx, .odt: DocumentReader(rules: rules).read(try OfficeDocument(file), into: &rows)
            }
            return (format, nil)
        } catch {
            return (format, error.reason)
        }
    }

    private func readWorkbook(_ workbook: Workbook, _ rows: inout FileRows) throws(OfficeFault) {
        for remark in workbook.remarks {
            rows.remark(remark.isWarning ? .warning : .note, row: remark.row, remark.text)
        }
        var faults: [(sheet: String, fault: SheetReader.Fault)] = []
        var readSheets = 0
        let several = workbook.sheets.count { !$0.isHidden } > 1
        for (position, sheet) in workbook.sheets.enumerated() {
            if sheet.isHidden {
                rows.remark(
                    .note,
                    row: 0,
                    "Das ausgeblendete Blatt „\(sheet.title)“ wird nicht gelesen; bitte einblenden, wenn es Beiträge enthält."
                )
                continue
            }
            rows.section = several ? sheet.title : nil
            var reader = SheetReader(rules: rules, sheet: sheet.title, namesSheet: several)
            var failure: OfficeFault?
            do throws(OfficeFault) {
                try workbook.rows(of: position) { reader.add($0, &rows) }
            } catch { failure = error }
            reader.finish(&rows)
            rows.section = nil
            if let failure {
                guard reader.hasRows else { throw failure }
                rows.refuse(
                    row: 0,
                    "Der Rest des Blatts „\(sheet.title)“ ist nicht gelesen: Die Datei \(failure.reason).",
                    raw: EmptyCollection<UInt8>()
                )
            }
            if let fault = reader.fault {
                faults.append((sheet.title, fault))
            } else if reader.hasRows {
                readSheets += 1
            }
        }
        for (sheet, fault) in faults {
            if readSheets > 0 {
                rows.remark(.note, row: fault.row, "Das Blatt „\(sheet)“ wird nicht gelesen: \(fault.sentence)")
            } else {
                rows.section = several ? sheet : nil
                rows.refuseFile(row: fault.row, fault.sentence, raw: fault.raw.utf8)
                rows.section = nil
            }
        }
    }
}
