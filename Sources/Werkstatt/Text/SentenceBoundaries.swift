/// Unicode's sentence boundaries (UAX 29, rules SB3-SB998) for plain Latin text, byte for byte those of ICU's German
/// sentence iterator. Only terminators and line ends are looked at; all else is skipped over.
/// https://www.unicode.org/reports/tr29/#Sentence_Boundary_Rules
enum SentenceBoundaries {
    /// Calls `body` with every boundary after the start of the text, in order. Linear: what is looked at ahead of a
    /// terminator ends at the next terminator.
    /// - Precondition: the text is plain (`PlainLatin.width` > 0 everywhere).
    @inline(__always)
    static func forEach(in text: PlainLatin.Text, _ body: (Int) -> Void) {
        var index = 0
        let count = text.count
        while index < count {
            let byte = text[index]
            if byte == 0x0A {
                index += 1
                body(index)
            } else if byte == 0x0D {
                index += index + 1 < count && text[index + 1] == 0x0A ? 2 : 1
                body(index)
            } else if byte == 0x2E || byte == 0x21 || byte == 0x3F {
                index = terminated(text, index, body)
            } else {
                index += 1
            }
        }
        if count > 0, text[count - 1] != 0x0A, text[count - 1] != 0x0D { body(count) }
    }

    /// A terminator at `start`: reports the boundary after it, if there is one, and returns where to go on.
    private static func terminated(_ text: PlainLatin.Text, _ start: Int, _ body: (Int) -> Void) -> Int {
        let count = text.count
        let isPeriod = text[start] == 0x2E
        var index = start + 1
        if isPeriod, index < count {
            // SB6, SB7: "3.5", "U.S".
            if PlainLatin.isDigit(text[index]) { return index }
            if PlainLatin.isUpper(text, index), start > 0, endsWithCasedLetter(text, start) { return index }
        }
        while index < count, case let width = closeWidth(text, index), width > 0 { index += width }
        var afterBlanks = index
        while afterBlanks < count, isSpace(text[afterBlanks]) { afterBlanks += 1 }
        if afterBlanks == count { return count }
        let next = text[afterBlanks]
        // SB8: a period before a lower-case word, whatever but letters stands between.
        if isPeriod, startsLower(text, afterBlanks) { return afterBlanks }
        // SB8a: further terminators and "," "-" ":" "–".
        if next == 0x2E || next == 0x21 || next == 0x3F { return afterBlanks }
        if next == 0x2C || next == 0x2D || next == 0x3A { return afterBlanks }
        if next == 0xE2, text[afterBlanks + 1] == 0x80, text[afterBlanks + 2] == 0x93 || text[afterBlanks + 2] == 0x94 {
            return afterBlanks
        }
        // SB9-SB11: the line end belongs to the sentence.
        if next == 0x0A || next == 0x0D { return afterBlanks }
        body(afterBlanks)
        return afterBlanks
    }

    /// Whether the character that ends at `offset` is an upper or lower case letter.
    private static func endsWithCasedLetter(_ text: PlainLatin.Text, _ offset: Int) -> Bool {
        var start = offset - 1
        while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        return PlainLatin.isUpper(text, start) || PlainLatin.isLower(text, start)
    }

    /// SB8: "( ¬(letter | line end | terminator) )* lower case letter" from `start` on.
    private static func startsLower(_ text: PlainLatin.Text, _ start: Int) -> Bool {
        var index = start
        while index < text.count {
            let byte = text[index]
            if PlainLatin.isLower(text, index) { return true }
            if PlainLatin.kind(text, index) == .letter { return false }
            if byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x0A || byte == 0x0D { return false }
            index += PlainLatin.characterWidth(text, index)
        }
        return false
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C }

    /// The width of a closing or opening mark (Sentence_Break = Close) at `index`, or 0.
    private static func closeWidth(_ text: PlainLatin.Text, _ index: Int) -> Int {
        switch text[index] {
        case 0x22, 0x27, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D: 1
        case 0xC2: text[index + 1] == 0xAB || text[index + 1] == 0xBB ? 2 : 0
        case 0xE2:
            text[index + 1] == 0x80
                && [0x98, 0x99, 0x9A, 0x9C, 0x9D, 0x9E, 0xB9, 0xBA].contains(text[index + 2]) ? 3 : 0
        default: 0
        }
    }
}
