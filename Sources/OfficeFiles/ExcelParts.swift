/// The shared strings of a workbook, one behind the other.
struct ExcelStrings: Sendable {
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var ends: [Int] = []

    subscript(_ number: Int) -> String? {
        guard ends.indices.contains(number) else { return nil }
        return ExcelText.decoded(bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]])
    }
}

final class ExcelStringsHandler: XMLHandler {
    var strings = ExcelStrings()
    private let most: Int
    private var collects = false
    private var phonetic = 0

    init(most: Int) { self.most = most }

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .t: collects = phonetic == 0
        // How a Japanese word is pronounced.
        case .rPh: phonetic += 1
        default: break
        }
    }

    override func end(_ tag: Tag?) {
        switch tag {
        case .t: collects = false
        case .rPh: phonetic -= 1
        case .si: strings.ends.append(strings.bytes.count)
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        if collects { strings.bytes.append(contentsOf: bytes) }
        if strings.bytes.count > most {
            fault = OfficeFault("enthält mehr als \(most >> 20) MiB Text; bitte in kleinere Dateien teilen")
        }
    }
}

enum ExcelText {
    /// "_x000D_" stands for a character that XML cannot hold.
    static func decoded(_ bytes: some Collection<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        var out = String.UnicodeScalarView()
        var rest = Substring(text).unicodeScalars
        while let scalar = rest.first {
            let head = rest.prefix(7)
            if scalar == "_", head.count == 7, head.last == "_", head.dropFirst().first == "x",
                let value = UInt32(String(String.UnicodeScalarView(head.dropFirst(2).prefix(4))), radix: 16),
                let escaped = Unicode.Scalar(value)
            {
                out.append(escaped)
                rest = rest.dropFirst(7)
            } else {
                out.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return String(out)
    }
}

/// Which cell formats show a date.
final class ExcelFormats: XMLHandler {
    private(set) var isDate: [Bool] = []
    private var custom: [Int: Bool] = [:]
    private var inCells = false

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .numFmt:
            if let number = attributes.int(.numFmtId), let code = attributes[.formatCode] {
                custom[number] = Self.showsDate(code)
            }
        case .cellXfs: inCells = true
        case .xf:
            guard inCells else { return }
            let number = attributes.int(.numFmtId) ?? 0
            isDate.append(custom[number] ?? Self.builtIn.contains { $0.contains(number) })
        default: break
        }
    }

    override func end(_ tag: Tag?) { if tag == .cellXfs { inCells = false } }

    private static let builtIn = [14...22, 27...36, 45...47, 50...58]

    /// Whether a format code has a letter of a date or time outside quotes and brackets.
    static func showsDate(_ code: String) -> Bool {
        var quoted = false
        var bracket = false
        var escaped = false
        let first = code.prefix { $0 != ";" }
        guard !["general", "standard"].contains(first.lowercased()) else { return false }
        for character in first {
            if escaped {
                escaped = false
            } else if character == "\"" {
                quoted.toggle()
            } else if quoted {
                continue
            } else if character == "\\" || character == "_" || character == "*" {
                escaped = true
            } else if character == "[" {
                bracket = true
            } else if character == "]" {
                bracket = false
            } else if !bracket, "dDmMyYhHsSjJtT".contains(character) {
                return true
            }
        }
        return false
    }
}

/// Numbers as a person writes them.
enum NumberText {
    /// A day of the calendar as "05.10.2021", with its time as "05.10.2021 14:30"; a time alone as "14:30".
    static func date(_ serial: Double, is1904: Bool) -> String? {
        guard serial.isFinite, serial >= 0, serial < 3_000_000 else { return nil }
        var seconds = Int((serial * 86400).rounded())
        var day = seconds / 86400
        seconds %= 86400
        let time = clock(seconds)
        if serial < 1, !is1904 { return time }
        // Day 1 is 1 January 1900, and day 60 the 29 February that 1900 never had.
        day += is1904 ? 1462 : day < 60 ? 1 : 0
        let date = calendar(daysSince1970: day - 25569)
        return seconds == 0 ? date : date + " " + time
    }

    static func clock(_ seconds: Int) -> String {
        let parts = [seconds / 3600, seconds / 60 % 60] + (seconds % 60 == 0 ? [] : [seconds % 60])
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// "2021-10-05" or "2021-10-05T14:30:00" as Germans write it; the text itself when it is no date.
    static func date(iso text: String) -> String {
        let halves = text.split(separator: "T", maxSplits: 1)
        let day = (halves.first ?? "").split(separator: "-")
        guard day.count == 3, day.allSatisfy({ Int($0) != nil }) else { return text }
        let date = "\(day[2]).\(day[1]).\(day[0])"
        guard halves.count == 2 else { return date }
        let time = halves[1].prefix { $0.isNumber || $0 == ":" }
        let short = time.hasSuffix(":00") && time.count == 8 ? String(time.dropLast(3)) : String(time)
        return short == "00:00" ? date : date + " " + short
    }

    private static func calendar(daysSince1970 days: Int) -> String {
        // Counted in 400-year eras that begin on 1 March.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(day < 10 ? "0" : "")\(day).\(month < 10 ? "0" : "")\(month).\(year)"
    }

    /// "3" for 3.0, else the shortest text that is this number to the fifteen digits a sheet holds.
    static func number(_ text: String) -> String {
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return text }
        guard let number = Double(text), number.isFinite else { return text }
        if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
        let short = "\(number)"
        guard short.utf8.count > 16, abs(number) >= 1e-4, abs(number) < 1e15 else { return short }
        // 0.1 + 0.2 is saved as 0.30000000000000004.
        let digits = 15 - max(1, String(Int(abs(number))).utf8.count)
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        return "\((number * scale).rounded() / scale)"
    }
}

/// The rows of a sheet, one at a time.
final class ExcelRows: XMLHandler {
    private let strings: ExcelStrings
    private let isDate: [Bool]
    private let is1904: Bool
    private let body: (SheetRow) -> Void
    private var merged: MergedCells
    private var bounds: SheetBounds

    private var row = SheetRow(number: 0, cells: [])
    private var column = -1
    private var type: CellType = .number
    private var format = 0
    private var value: [UInt8] = []
    private var formula: [UInt8] = []
    private var collects: Collecting = .nothing
    private var hasFormula = false
    private var phonetic = 0
    private var inData = false

    private enum Collecting { case nothing, value, formula }
    private enum CellType { case number, shared, inline, text, boolean, error, date }

    init(
        strings: ExcelStrings,
        isDate: [Bool],
        is1904: Bool,
        merged: MergedCells,
        bounds: SheetBounds,
        body: @escaping (SheetRow) -> Void
    ) {
        self.strings = strings
        self.isDate = isDate
        self.is1904 = is1904
        self.merged = merged
        self.bounds = bounds
        self.body = body
    }

    override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
        switch tag {
        case .sheetData: inData = true
        case .row where inData:
            let number = min(max(1, attributes.int(.r) ?? row.number + 1), 1 << 40)
            row = SheetRow(number: number, cells: [], isHidden: ["1", "true"].contains(attributes[.hidden] ?? ""))
            column = -1
        case .c where inData: startCell(attributes)
        case .v where inData: collects = .value
        case .f where inData:
            hasFormula = true
            collects = .formula
        case .t where inData: if phonetic == 0, type == .inline { collects = .value }
        case .rPh: phonetic += 1
        default: break
        }
    }

    override func end(_ tag: Tag?) {
        switch tag {
        case .v, .f, .t: collects = .nothing
        case .rPh: phonetic -= 1
        case .c where inData: endCell()
        case .row where inData: endRow()
        case .sheetData: inData = false
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        switch collects {
        case .nothing: break
        case .value: value.append(contentsOf: bytes)
        case .formula: formula.append(contentsOf: bytes)
        }
    }

    private func startCell(_ attributes: XMLAttributes) {
        column += 1
        if let name = attributes.bytes(.r), let place = CellName.parse(name) { column = place.column }
        format = attributes.int(.s) ?? 0
        type = Self.type(attributes.bytes(.t))
        value.removeAll(keepingCapacity: true)
        formula.removeAll(keepingCapacity: true)
        hasFormula = false
    }

    private static func type(_ name: UnsafeBufferPointer<UInt8>?) -> CellType {
        guard let name, let first = name.first else { return .number }
        switch (first, name.count) {
        case (UInt8(ascii: "s"), 1): return .shared
        case (UInt8(ascii: "s"), _): return .text
        case (UInt8(ascii: "i"), _): return .inline
        case (UInt8(ascii: "b"), _): return .boolean
        case (UInt8(ascii: "e"), _): return .error
        case (UInt8(ascii: "d"), _): return .date
        default: return .number
        }
    }

    private func endCell() {
        let (text, kind) = content()
        guard !text.isEmpty || kind != .text else { return }
        if let fault = bounds.check(column: column, row: row.number) {
            self.fault = fault
            return
        }
        row.cells.append(Cell(column: column, text: text, kind: kind))
    }

    private func content() -> (String, Cell.Kind) {
        if value.isEmpty {
            guard hasFormula, type != .text, type != .inline else { return ("", .text) }
            return ("", .formulaWithoutValue("=" + String(decoding: formula, as: UTF8.self)))
        }
        switch type {
        case .shared:
            let number = Int(String(decoding: value, as: UTF8.self))
            return (number.flatMap { strings[$0] } ?? "", .text)
        case .inline, .text: return (ExcelText.decoded(value), .text)
        case .boolean: return (value == [UInt8(ascii: "1")] ? "WAHR" : "FALSCH", .text)
        case .error:
            let typed = hasFormula && !formula.isEmpty ? "=" + String(decoding: formula, as: UTF8.self) : nil
            return (String(decoding: value, as: UTF8.self), .error(formula: typed))
        case .date: return (NumberText.date(iso: String(decoding: value, as: UTF8.self)), .date)
        case .number:
            let text = String(decoding: value, as: UTF8.self)
            if isDate.indices.contains(format), isDate[format], let serial = Double(text),
                let date = NumberText.date(serial, is1904: is1904)
            {
                return (date, .date)
            }
            return (NumberText.number(text), .number)
        }
    }

    private func endRow() {
        if !merged.isEmpty { merged.fill(&row) }
        guard !row.cells.isEmpty else { return }
        if let fault = bounds.add(row) {
            self.fault = fault
            return
        }
        body(row)
    }
}
