/// A line of a protocol and what its marks say.
///
/// Comes in: bytes of a decoded file. Goes out: indent, content, and whether it is a heading, a bullet, a rule. Decides by
/// marks at the beginning and end of the line alone. A line whose content begins with a backslash before anything but a
/// letter or digit has no marks: the backslash goes, the rest is text (see `ProtocolNotation`).
struct ProtocolLine {
    let bytes: UnsafeBufferPointer<UInt8>
    /// 1-based.
    let number: Int
    let start: Int
    /// Behind the indent.
    let content: Int
    /// Without blanks at the end.
    let end: Int
    /// In columns; a tab reaches to the next multiple of four.
    let indent: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, start: Int, end: Int, number: Int) {
        self.bytes = bytes
        self.number = number
        self.start = start
        var (at, indent) = (start, 0)
        while at < end, Self.isBlank(bytes[at]) {
            indent += bytes[at] == 0x09 ? 4 - indent % 4 : 1
            at += 1
        }
        content = at
        self.indent = indent
        var last = end
        while last > at, Self.isBlank(bytes[last - 1]) { last -= 1 }
        self.end = last
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    var isEmpty: Bool { content == end }

    var isEscaped: Bool {
        guard content < end, bytes[content] == UInt8(ascii: "\\") else { return false }
        return content + 1 == end || !Self.isLetterOrDigit(bytes[content + 1])
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    var text: String { text(content..<end) }

    /// "## Kritik ##": level and title.
    var heading: (level: Int, title: String)? {
        var at = content
        while at < end, bytes[at] == UInt8(ascii: "#") { at += 1 }
        let level = at - content
        guard (1...6).contains(level), at == end || Self.isBlank(bytes[at]) else { return nil }
        var last = end
        while last > at, bytes[last - 1] == UInt8(ascii: "#") { last -= 1 }
        if last > at, !Self.isBlank(bytes[last - 1]) { last = end }
        return (level, text(at..<last).trimmed)
    }

    /// "**Kritik**" or "__Kritik__:": the title of a line that is bold as a whole.
    var boldTitle: String? {
        var last = end
        if last > content, bytes[last - 1] == UInt8(ascii: ":") { last -= 1 }
        guard last - content > 4, bytes[content] == UInt8(ascii: "*") || bytes[content] == UInt8(ascii: "_") else {
            return nil
        }
        let mark = bytes[content]
        guard bytes[content + 1] == mark, bytes[last - 1] == mark, bytes[last - 2] == mark else { return nil }
        let inner = content + 2..<last - 2
        guard !zip(inner, inner.dropFirst()).contains(where: { bytes[$0] == mark && bytes[$1] == mark }) else {
            return nil
        }
        let title = text(inner).trimmed
        return title.isEmpty ? nil : title
    }

    /// The level of the heading above that this line underlines: "====" 1, "----" 2.
    var underlineLevel: Int? {
        guard end - content >= 3, let first = bytes[content..<end].first,
            bytes[content..<end].allSatisfy({ $0 == first })
        else { return nil }
        return first == UInt8(ascii: "=") ? 1 : first == UInt8(ascii: "-") ? 2 : nil
    }

    /// "---", "* * *", "____", "====": parts sections and holds nothing.
    var isRule: Bool {
        guard let first = bytes[content..<end].first, "-*_=".utf8.contains(first) else { return false }
        let line = bytes[content..<end]
        return line.allSatisfy { $0 == first || Self.isBlank($0) } && line.count { $0 == first } >= 3
    }

    struct Bullet {
        /// Where the text begins.
        var textStart: Int
        /// "3." of a numbered list.
        var number: (text: String, value: Int)?
        /// A box to tick.
        var isTicked: Bool?
    }

    /// - Parameter lastNumber: of the list so far; "21. September" is no bullet, "2." behind "1." is.
    func bullet(after lastNumber: Int) -> Bullet? {
        guard content < end, !isEscaped, !isRule else { return nil }
        var bullet = Bullet(textStart: content)
        if let markerEnd = symbolEnd {
            bullet.textStart = markerEnd
        } else if let number = listNumber,
            number.value == 1 || number.value == lastNumber + 1 || number.value == lastNumber
        {
            bullet.number = (text(content..<number.end), number.value)
            bullet.textStart = number.end
        } else if boxEnd(at: content) == nil {
            return nil
        }
        skipBlanks(&bullet.textStart)
        if let box = boxEnd(at: bullet.textStart) {
            bullet.isTicked = box.isTicked
            bullet.textStart = box.end
            skipBlanks(&bullet.textStart)
        }
        return bullet
    }

    private func skipBlanks(_ at: inout Int) { while at < end, Self.isBlank(bytes[at]) { at += 1 } }

    private func isBlankOrEnd(_ at: Int) -> Bool { at == end || Self.isBlank(bytes[at]) }

    /// Marks that may stand without a blank behind them, U+F0B7 and U+F0A7 from symbol fonts among them.
    private static let symbols = ["•", "●", "○", "◦", "▪", "■", "‣", "·", "➢", "\u{F0B7}", "\u{F0A7}"].map {
        Array($0.utf8)
    }
    private static let dashes = ["–", "—"].map { Array($0.utf8) }

    private var symbolEnd: Int? {
        let first = bytes[content]
        if first == UInt8(ascii: "-") || first == UInt8(ascii: "*") || first == UInt8(ascii: "+") {
            if isBlankOrEnd(content + 1) { return content + 1 }
            // "-Kitaplätze fehlen", but not "-kurse", the end of a word cut at the line's end, nor "--".
            let next = bytes[content + 1]
            return first == UInt8(ascii: "-") && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(next)
                ? content + 1 : nil
        }
        guard first >= 0x80 else { return nil }
        let line = bytes[content..<end]
        for symbol in Self.symbols where line.starts(with: symbol) {
            // "●●●" are dots, no bullets.
            return line.dropFirst(symbol.count).starts(with: symbol) ? nil : content + symbol.count
        }
        for dash in Self.dashes where line.starts(with: dash) && isBlankOrEnd(content + dash.count) {
            return content + dash.count
        }
        return nil
    }

    private var listNumber: (value: Int, end: Int)? {
        var (at, value) = (content, 0)
        while at < end, at - content < 3, (0x30...0x39).contains(bytes[at]) {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        guard at > content, at < end, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ")"),
            isBlankOrEnd(at + 1)
        else { return nil }
        return (value, at + 1)
    }

    /// "[ ]", "[x]", "☐", "☑", "☒".
    private func boxEnd(at start: Int) -> (isTicked: Bool, end: Int)? {
        let line = bytes[start..<end]
        if line.count >= 3, line.first == UInt8(ascii: "["), bytes[start + 2] == UInt8(ascii: "]"),
            isBlankOrEnd(start + 3)
        {
            let mark = bytes[start + 1]
            return mark == 0x20 ? (false, start + 3) : mark | 0x20 == UInt8(ascii: "x") ? (true, start + 3) : nil
        }
        guard line.count >= 3, line.first == 0xE2, bytes[start + 1] == 0x98, (0x90...0x92).contains(bytes[start + 2])
        else { return nil }
        return (bytes[start + 2] != 0x90, start + 3)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
