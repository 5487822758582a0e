/// What kind of file the bytes are: content first, the name's ending second.
///
/// Comes in: bytes or decoded text, and the file's name. Goes out: the reader to use, or the German reason why there is
/// none. Decides by the first bytes. Never trusts an ending against the content.
struct FileKind {
    /// The readers of text; files of office programs have their own (`OfficeReader`).
    enum Reader: String {
        case csv, tsv, jsonl, json, markdown, text, html
    }

    let rules: IntakeRules

    /// Why a file that is no text cannot be read: how its bytes begin, what it is, what to do. The name of the format
    /// goes into the list of inputs.
    private static let foreign: [(magic: [UInt8], format: String, reason: String)] = [
        (
            [0xFF, 0xD8, 0xFF], "jpeg",
            "ist ein Foto ohne Text; bitte die Karten abtippen oder mit Texterkennung als Text speichern"
        ),
        (
            [0x89, 0x50, 0x4E, 0x47], "png",
            "ist ein Bild ohne Text; bitte die Karten abtippen oder mit Texterkennung als Text speichern"
        ),
        (
            Array("GIF8".utf8), "gif",
            "ist ein Bild ohne Text; bitte die Karten abtippen oder mit Texterkennung als Text speichern"
        ),
        (
            Array("II*\0".utf8), "tiff",
            "ist ein Bild ohne Text; bitte die Karten abtippen oder mit Texterkennung als Text speichern"
        ),
        (
            Array("MM\0*".utf8), "tiff",
            "ist ein Bild ohne Text; bitte die Karten abtippen oder mit Texterkennung als Text speichern"
        ),
        (
            Array("{\\rtf".utf8), "rtf",
            "ist eine RTF-Datei; bitte in Word oder Writer öffnen und als .docx oder .odt speichern"
        ),
        ([0x1F, 0x8B], "gzip", "ist gepackt (gzip); bitte entpacken"),
        ([0x37, 0x7A, 0xBC, 0xAF], "7z", "ist gepackt (7z); bitte entpacken"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz", "ist gepackt (xz); bitte entpacken"),
        (Array("BZh".utf8), "bzip2", "ist gepackt (bzip2); bitte entpacken"),
        (Array("SQLite format 3".utf8), "sqlite", "ist eine Datenbank; bitte als CSV UTF-8 ausgeben"),
    ]

    /// The format and the end of a German sentence, when the bytes are a known format that is not read.
    func foreignFormat(_ bytes: [UInt8]) -> (format: String, reason: String)? {
        for kind in Self.foreign where bytes.starts(with: kind.magic) { return (kind.format, kind.reason) }
        return nil
    }

    /// The reader for a text, or the reason why it is not read.
    func reader(_ text: DecodedText, name: String) -> Result<Reader, InputPaths.ReadFault> {
        let ending = Self.ending(name)
        return text.bytes.withUnsafeBufferPointer { bytes in
            if let markup = markup(bytes) { return markup }
            if let json = json(bytes, ending: ending) { return .success(json) }
            if let table = table(bytes, ending: ending) { return .success(table) }
            switch ending {
            case "md", "markdown": return .success(.markdown)
            default: return .success(.text)
            }
        }
    }

    private func markup(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Reader, InputPaths.ReadFault>? {
        var scanner = JSONScanner(bytes)
        scanner.skipBlanks()
        let head = String(decoding: bytes[scanner.at...].prefix(rules.probeBytes), as: UTF8.self).lowercased()
        if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") { return .success(.html) }
        guard head.hasPrefix("<?xml") else { return nil }
        // Old pages begin like XML.
        if head.contains("<html") { return .success(.html) }
        return .failure(InputPaths.ReadFault(reason: "ist XML; bitte als Text, CSV oder Excel-Datei speichern"))
    }

    private func json(_ bytes: UnsafeBufferPointer<UInt8>, ending: String) -> Reader? {
        var scanner = JSONScanner(bytes)
        scanner.skipBlanks()
        let start = scanner.at
        guard let first = scanner.peek else { return nil }
        let named = ["json", "jsonl", "ndjson"].contains(ending)
        scanner.at += 1
        scanner.skipBlanks()
        switch first {
        case UInt8(ascii: "["):
            if scanner.peek == UInt8(ascii: "{") || ending == "json"
                || scanner.peek == UInt8(ascii: "]") && isOnlyThing(scanner)
            {
                return .json
            }
        case UInt8(ascii: "{"):
            guard named || scanner.peek == UInt8(ascii: "\"") || scanner.peek == UInt8(ascii: "}") else { break }
            return firstLineIsRow(bytes, from: start) || ending == "jsonl" || ending == "ndjson" ? .jsonl : .json
        default: break
        }
        return named ? (ending == "json" ? .json : .jsonl) : nil
    }

    /// Whether nothing but blanks follows the bracket: "[ ] Karte" is a list with boxes to tick.
    private func isOnlyThing(_ scanner: JSONScanner) -> Bool {
        var rest = scanner
        rest.at += 1
        rest.skipBlanks()
        return rest.peek == nil
    }

    /// Whether the first line is an object of its own that has a text, or another object follows it.
    private func firstLineIsRow(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var scanner = JSONScanner(bytes, from: start)
        let end = lineEnd(bytes, from: start)
        guard scanner.skipValue(), scanner.at <= end else { return false }
        if let value = try? JSONValue(parsing: bytes[start..<scanner.at]), let members = value.members,
            members.contains(where: { rules.column(named: $0.key) == .text })
        {
            return true
        }
        scanner.skipBlanks()
        return scanner.peek == UInt8(ascii: "{")
    }

    private func table(_ bytes: UnsafeBufferPointer<UInt8>, ending: String) -> Reader? {
        let layout = DelimitedLayout.find(bytes, rules: rules)
        let kind: Reader = layout?.delimiter == UInt8(ascii: "\t") ? .tsv : .csv
        if ["csv", "tsv", "tab"].contains(ending) { return kind }
        guard let layout, layout.textColumn != nil else { return nil }
        // A heading "Beitrag" above a list is no table; without any ending (standard input) it is.
        if layout.headers.count == 1 { return ending.isEmpty && layout.start == 0 ? kind : nil }
        // "Text, der mit einem Komma beginnt" is no header.
        return layout.known > 1 && layout.alike >= layout.others
            || ending.isEmpty && layout.alike > 0 && layout.others == 0 ? kind : nil
    }

    /// The ending of a name without the dot, lower case.
    static func ending(_ name: String) -> String {
        let last = name.split(separator: "/").last ?? ""
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return "" }
        return last[last.index(after: dot)...].lowercased()
    }
}
