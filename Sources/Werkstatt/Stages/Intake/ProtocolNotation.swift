/// How a card is written as a Markdown bullet so that it reads back exactly.
///
///     - Fußweg zur Kita {id=k07 tisch=3 farbe=gelb punkte=2 cluster="Wege & Plätze"}
///
/// Attributes stand in braces at the end of the bullet, behind a blank; values with blanks stand in quotes, in which a
/// backslash keeps a quote or a backslash. Further lines of the text are indented by two blanks. Escapes are needed at
/// the ends of a line only:
/// - a backslash before the first character, unless that is a letter or digit: the line is text, whatever it begins with
///   ("\- ", "\#", "\[ ]", "\ " for a blank at the beginning); alone it is an empty line;
/// - a backslash behind the last character keeps blanks or a backslash before it.
/// A bullet that ends in braces, even empty ones, gives no dots from its text; so a text that ends in "}" or "(3 Punkte)"
/// is followed by " {}".
enum ProtocolNotation {
    typealias Attribute = (key: String, value: String)

    /// The bullet with line end.
    static func bullet(_ text: String, _ attributes: [Attribute]) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped($0) }
        let values = attributes.map { "\($0.key)=\(quoted($0.value))" }
        return "- " + lines.joined(separator: "\n  ") + " {" + values.joined(separator: " ") + "}\n"
    }

    private static func escaped(_ line: Substring) -> String {
        guard let first = line.unicodeScalars.first, let last = line.unicodeScalars.last else { return "\\" }
        let isPlain = first.isLetter || first.properties.numericType != nil
        let needsEnd = last == " " || last == "\t" || last == "\\"
        return (isPlain ? "" : "\\") + line + (needsEnd ? "\\" : "")
    }

    private static func quoted(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.unicodeScalars.allSatisfy {
                $0.isLetter || $0.properties.numericType != nil || "-_.:/".unicodeScalars.contains($0)
            }
        if isPlain { return value }
        // An attribute has one line.
        return "\"" + value.replacing("\n", with: " ").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            + "\""
    }

    /// The range of bytes that a line of text stands for when its escapes are gone, given where its content begins.
    static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>, _ content: Range<Int>) -> Range<Int> {
        var (start, end) = (content.lowerBound, content.upperBound)
        let backslash = UInt8(ascii: "\\")
        if start < end, bytes[start] == backslash, start + 1 == end || !isLetterOrDigit(bytes[start + 1]) { start += 1 }
        if start < end, bytes[end - 1] == backslash { end -= 1 }
        return start..<end
    }

    /// The attributes at the end of a line and where its text ends before them; nil when there are none. Scans back from
    /// the closing brace to the brace that opens outside quotes.
    static func attributes(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> (
        attributes: [Attribute], textEnd: Int
    )? {
        guard line.count >= 2, bytes[line.upperBound - 1] == UInt8(ascii: "}") else { return nil }
        var inQuotes = false
        var at = line.upperBound - 2
        while at >= line.lowerBound {
            if bytes[at] == UInt8(ascii: "\"") {
                var backslashes = 0
                while at - backslashes > line.lowerBound, bytes[at - backslashes - 1] == UInt8(ascii: "\\") {
                    backslashes += 1
                }
                if backslashes % 2 == 0 { inQuotes.toggle() }
            } else if bytes[at] == UInt8(ascii: "{"), !inQuotes {
                break
            }
            at -= 1
        }
        guard at >= line.lowerBound, let attributes = parse(bytes, at + 1..<line.upperBound - 1) else { return nil }
        var end = at
        while end > line.lowerBound, ProtocolLine.isBlank(bytes[end - 1]) { end -= 1 }
        return (attributes, end)
    }

    /// `key=value` pairs between blanks or commas; nil when anything else stands there.
    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [Attribute]? {
        var attributes: [Attribute] = []
        var at = range.lowerBound
        let end = range.upperBound
        while true {
            while at < end,
                ProtocolLine.isBlank(bytes[at]) || bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: ";")
            { at += 1 }
            if at == end { return attributes }
            let keyStart = at
            while at < end, isLetterOrDigit(bytes[at]) || bytes[at] >= 0x80 || "_-".utf8.contains(bytes[at]) { at += 1 }
            guard at > keyStart, at < end, bytes[at] == UInt8(ascii: "=") else { return nil }
            let key = String(decoding: bytes[keyStart..<at], as: UTF8.self)
            at += 1
            guard let value = value(bytes, &at, end) else { return nil }
            attributes.append((key, value))
        }
    }

    private static func value(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ end: Int) -> String? {
        guard at < end, bytes[at] == UInt8(ascii: "\"") else {
            let start = at
            while at < end, !ProtocolLine.isBlank(bytes[at]), bytes[at] != UInt8(ascii: ","),
                bytes[at] != UInt8(ascii: ";")
            { at += 1 }
            return String(decoding: bytes[start..<at], as: UTF8.self)
        }
        at += 1
        var value: [UInt8] = []
        while at < end, bytes[at] != UInt8(ascii: "\"") {
            if bytes[at] == UInt8(ascii: "\\"), at + 1 < end { at += 1 }
            value.append(bytes[at])
            at += 1
        }
        guard at < end else { return nil }
        at += 1
        return String(decoding: value, as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
