/// A cleaned text as bytes with what finders of numbers ask of it. Offsets are bytes of the cleaned text.
struct ScannedText {
    let bytes: [UInt8]

    var count: Int { bytes.count }
    subscript(_ offset: Int) -> UInt8 { offset >= 0 && offset < bytes.count ? bytes[offset] : 0 }

    func isDigit(_ offset: Int) -> Bool { (48...57).contains(self[offset]) }
    func isUpper(_ offset: Int) -> Bool { (65...90).contains(self[offset]) }
    /// A Latin letter or any byte beyond ASCII that is no dash, quote or blank.
    func isLetter(_ offset: Int) -> Bool {
        let byte = self[offset]
        return (65...90).contains(byte & 0xDF) || (byte >= 0x80 && !isPunctuation(offset))
    }
    func isBlank(_ offset: Int) -> Bool { self[offset] == 0x20 || self[offset] == 0x09 }
    func isAlphanumeric(_ offset: Int) -> Bool { isDigit(offset) || isLetter(offset) }

    /// Inside "–", "„", "…" or another sign of General Punctuation, or "§", "°" and their neighbours.
    private func isPunctuation(_ offset: Int) -> Bool {
        var start = offset
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return bytes[start] == 0xE2 || (bytes[start] == 0xC2)
    }

    func skipBlanks(_ offset: Int) -> Int {
        var offset = offset
        while isBlank(offset) { offset += 1 }
        return offset
    }

    /// The end of the digits that begin at `offset`.
    func digitsEnd(_ offset: Int) -> Int {
        var end = offset
        while isDigit(end) { end += 1 }
        return end
    }

    /// The value of digits, at most nine of them.
    func number(_ start: Int, _ end: Int) -> Int {
        var value = 0
        for offset in start..<min(end, start + 9) { value = value * 10 + Int(bytes[offset] - 48) }
        return value
    }

    func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[max(0, start)..<min(end, bytes.count)], as: UTF8.self)
    }

    /// Words of letters (with `*`) before `offset`, nearest first, in lower case, at most `most`, without leaving the
    /// sentence or meeting a digit.
    func wordsBefore(_ offset: Int, most: Int) -> [String] {
        var words: [String] = []
        var end = offset
        while end > 0, words.count < most {
            while end > 0, !isLetter(end - 1) {
                let byte = bytes[end - 1]
                if byte == UInt8(ascii: "*") {
                    words.append("*")
                    if words.count == most { return words }
                }
                if byte == 0x0A || isDigit(end - 1) || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "?")
                    || byte == UInt8(ascii: "!")
                {
                    return words
                }
                end -= 1
            }
            var start = end
            while start > 0, isLetter(start - 1) { start -= 1 }
            if start < end { words.append(text(start, end).lowercased()) }
            end = start
        }
        return words
    }

    /// Words of letters from `offset` on, at most `most`, without leaving the sentence or meeting a digit.
    func wordsAfter(_ offset: Int, most: Int) -> [String] {
        var words: [String] = []
        var start = offset
        while start < count, words.count < most {
            while start < count, !isLetter(start) {
                let byte = bytes[start]
                if byte == 0x0A || isDigit(start) || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "?")
                    || byte == UInt8(ascii: "!")
                {
                    return words
                }
                start += 1
            }
            var end = start
            while end < count, isLetter(end) { end += 1 }
            if start < end { words.append(text(start, end).lowercased()) }
            start = end
        }
        return words
    }

    /// The word or sign right behind a number ("Uhr", "€", "%"), in lower case.
    func unitAfter(_ offset: Int) -> String {
        let start = skipBlanks(offset)
        if self[start] == UInt8(ascii: "%") { return "%" }
        if self[start] == 0xE2, self[start + 1] == 0x82, self[start + 2] == 0xAC { return "€" }
        var end = start
        while end < count, isLetter(end) { end += 1 }
        return text(start, end).lowercased()
    }
}
