/// A workbook of Excel or LibreOffice.
///
/// Comes in: the bytes of a file. Goes out: its sheets, and the rows of one of them in their order, never all at once.
/// Decides what is a date, which value a merged cell shows, what a formula last gave. Never calculates, never runs a
/// macro, never follows a link.
public struct Workbook: Sendable {
    public let kind: OfficeKind
    public let sheets: [SheetName]
    /// What holds for the file as a whole.
    public let remarks: [OfficeRemark]
    private let source: any SheetSource

    public init(_ file: OfficeFile) throws(OfficeFault) {
        kind = file.kind
        var remarks: [OfficeRemark] = []
        switch file.kind {
        case .xlsx: source = try ExcelWorkbook(file.container)
        case .ods: source = try CalcWorkbook(file.container)
        case .docx, .odt: throw OfficeFault("ist keine Tabelle")
        }
        sheets = source.sheets
        if file.hasMacros {
            remarks.append(OfficeRemark(isWarning: false, "Die Datei enthält Makros; sie werden nicht ausgeführt."))
        }
        if file.container.names.contains(where: { $0.hasPrefix("xl/comments") || $0.hasPrefix("xl/threadedComments") })
        {
            remarks.append(
                OfficeRemark(isWarning: false, "Die Datei enthält Kommentare an Zellen; sie werden nicht gelesen.")
            )
        }
        self.remarks = remarks
    }

    /// The rows of a sheet that hold something, in their order.
    public func rows(of sheet: Int, _ body: (SheetRow) -> Void) throws(OfficeFault) {
        try source.rows(of: sheet, body)
    }
}

protocol SheetSource: Sendable {
    var sheets: [SheetName] { get }
    func rows(of sheet: Int, _ body: (SheetRow) -> Void) throws(OfficeFault)
}

/// What an office file is.
public enum OfficeKind: String, Sendable { case xlsx, ods, docx, odt }

/// A container that was recognised as an office file.
public struct OfficeFile {
    public let kind: OfficeKind
    public let hasMacros: Bool
    let container: Container

    public init(_ bytes: [UInt8], limits: OfficeLimits) throws(OfficeFault) {
        container = try Container(bytes, limits: limits)
        hasMacros = container.names.contains {
            $0.hasSuffix("vbaProject.bin") || $0.hasPrefix("Basic/") || $0.hasPrefix("Scripts/")
        }
        kind = try Self.kind(container)
    }

    private static func kind(_ container: Container) throws(OfficeFault) -> OfficeKind {
        if let type = try container.part("mimetype") {
            let type = String(decoding: type, as: UTF8.self)
            if try isEncrypted(container) { throw Container.encrypted }
            for (name, kind) in [("spreadsheet", OfficeKind.ods), ("text", .odt)]
            where type.hasPrefix("application/vnd.oasis.opendocument." + name) { return kind }
            if type.hasPrefix("application/vnd.oasis.opendocument.presentation") { throw presentation }
        }
        if container.has("xl/workbook.xml") { return .xlsx }
        if container.has("word/document.xml") { return .docx }
        if container.has("xl/workbook.bin") {
            throw OfficeFault("ist eine binäre Excel-Datei (.xlsb); bitte als .xlsx speichern")
        }
        if container.names.contains(where: { $0.hasPrefix("ppt/") }) { throw presentation }
        let kinds = ["zip", "xlsx", "docx", "ods", "odt", "csv"]
        if container.names.contains(where: { name in kinds.contains { name.lowercased().hasSuffix("." + $0) } }) {
            throw OfficeFault(
                "ist ein gepacktes Archiv mit Dateien darin; bitte entpacken und die Dateien einzeln angeben"
            )
        }
        throw OfficeFault("ist ein gepacktes Archiv und keine Office-Datei; bitte entpacken")
    }

    private static let presentation = OfficeFault(
        "ist eine Präsentation; bitte die Texte als Tabelle oder Text speichern"
    )

    private static func isEncrypted(_ container: Container) throws(OfficeFault) -> Bool {
        guard let manifest = try container.part("META-INF/manifest.xml") else { return false }
        final class Handler: XMLHandler {
            var found = false
            override func start(_ tag: Tag?, _ attributes: XMLAttributes) {
                if tag == .encryptionData { found = true }
            }
        }
        let handler = Handler()
        try XMLStream.read(manifest, handler, depth: container.limits.depth)
        return handler.found
    }
}

extension OfficeFile {
    /// Why an encrypted file is not read.
    public static let encrypted = Container.encrypted

    /// Whether an old compound file holds an encrypted new one, as Excel and Word save with a password.
    public static func isEncrypted(ole bytes: [UInt8]) -> Bool {
        var name: [UInt8] = []
        for byte in "EncryptedPackage".utf8 { name += [byte, 0] }
        // Names stand in the directory, which may lie anywhere; entries are aligned to 128 bytes.
        var at = 0
        while at + name.count <= bytes.count {
            if bytes[at] == name[0], bytes[at..<at + name.count].elementsEqual(name) { return true }
            at += 128
        }
        return false
    }
}

extension OfficeFile {
    /// A part of any container, by its name; nil when there is none.
    public static func part(_ name: String, of bytes: [UInt8], limits: OfficeLimits) throws(OfficeFault) -> [UInt8]? {
        try Container(bytes, limits: limits).part(name)
    }

    /// All parts of any container, in its order.
    package static func parts(of bytes: [UInt8], limits: OfficeLimits) throws(OfficeFault) -> [(
        name: String, bytes: [UInt8]
    )] {
        let container = try Container(bytes, limits: limits)
        var parts: [(name: String, bytes: [UInt8])] = []
        for name in container.names { parts.append((name, try container.part(name) ?? [])) }
        return parts
    }
}
