/// The characters of ordinary German text in UTF-8, and what Unicode's break rules say about them.
///
/// "Plain" are ASCII, Latin-1, Latin Extended-A, the usual dashes and quotes, "…", "•" and "€", all composed and none
/// of them invisible. Runs of plain characters are cut by rules of ours; everything else is left to ICU.
enum PlainLatin {
    /// What a plain character is to the word and sentence rules of Unicode (UAX 29) as ICU tailors them.
    enum Kind: UInt8 {
        case letter, digit, underscore
        /// "." "‘" "’": inside words and inside numbers.
        case midBoth
        /// "'": likewise.
        case quote
        /// "," ";": inside numbers.
        case midNumber
        /// "·": inside words.
        case midLetter
        case space
        case carriageReturn, lineFeed
        /// Vertical tab, form feed.
        case newline
        case other
    }

    typealias Text = UnsafeBufferPointer<UInt8>

    @inline(__always) static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte &- 0x09) < 5 }
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    @inline(__always) static func isLetterASCII(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
    /// An ASCII letter or part of any character beyond ASCII.
    @inline(__always) static func isLetterByte(_ byte: UInt8) -> Bool { isLetterASCII(byte) || byte >= 0x80 }

    /// The width of the plain character at `index`, or 0 when the character there is not plain.
    @inline(__always)
    static func width(_ text: Text, _ index: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return byte >= 0x20 && byte != 0x7F || (byte &- 0x09) < 5 ? 1 : 0 }
        guard index + 1 < text.count else { return 0 }
        let next = text[index + 1]
        switch byte {
        case 0xC3, 0xC4: return 2
        case 0xC5: return next == 0x89 ? 0 : 2
        case 0xC2: return next > 0xA0 && next != 0xAD ? 2 : 0
        case 0xE2:
            guard index + 2 < text.count else { return 0 }
            let last = text[index + 2]
            if next == 0x80 {
                switch last {
                case 0x93, 0x94, 0x98, 0x99, 0x9A, 0x9C, 0x9D, 0x9E, 0xA2, 0xA6, 0xB9, 0xBA: return 3
                default: return 0
                }
            }
            return next == 0x82 && last == 0xAC ? 3 : 0
        default: return 0
        }
    }

    /// Whether all characters from `start` to `end` are plain. Linear.
    static func holdsOnlyPlain(_ text: Text, _ start: Int, _ end: Int) -> Bool {
        var index = start
        while index < end {
            let width = width(text, index)
            if width == 0 { return false }
            index += width
        }
        return true
    }

    /// The word-break kind of the plain character at `index`.
    @inline(__always)
    static func kind(_ text: Text, _ index: Int) -> Kind {
        let byte = text[index]
        if isLetterASCII(byte) { return .letter }
        switch byte {
        case 0x30...0x39: return .digit
        case 0x5F: return .underscore
        case 0x20: return .space
        case 0x2E: return .midBoth
        case 0x27: return .quote
        case 0x2C, 0x3B: return .midNumber
        case 0x0A: return .lineFeed
        case 0x0D: return .carriageReturn
        case 0x0B, 0x0C: return .newline
        case 0xC3: return text[index + 1] == 0x97 || text[index + 1] == 0xB7 ? .other : .letter
        case 0xC4, 0xC5: return .letter
        case 0xC2:
            switch text[index + 1] {
            case 0xAA, 0xB5, 0xBA: return .letter
            case 0xB7: return .midLetter
            default: return .other
            }
        case 0xE2:
            return text[index + 1] == 0x80 && (text[index + 2] == 0x98 || text[index + 2] == 0x99) ? .midBoth : .other
        default: return .other
        }
    }

    /// The bytes of one character at `index`, plain or not.
    @inline(__always)
    static func characterWidth(_ text: Text, _ index: Int) -> Int {
        let byte = text[index]
        return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }

    @inline(__always)
    static func isUpper(_ text: Text, _ index: Int) -> Bool {
        let byte = text[index]
        if byte < 0x80 { return byte &- 0x41 < 26 }
        guard index + 1 < text.count else { return false }
        let next = text[index + 1]
        switch byte {
        case 0xC3: return next <= 0x9E && next != 0x97
        // Latin Extended-A alternates; the parity turns at U+0139 and back at U+014A, and again at U+0179.
        case 0xC4: return next == 0xB8 ? false : next < 0xB9 ? next & 1 == 0 : next & 1 == 1
        case 0xC5:
            if next == 0x89 || next == 0xBF { return false }
            if next == 0xB8 { return true }
            return next < 0x89 || next > 0xB8 ? next & 1 == 1 : next & 1 == 0
        default: return false
        }
    }

    @inline(__always)
    static func isLower(_ text: Text, _ index: Int) -> Bool {
        let byte = text[index]
        if byte < 0x80 { return byte &- 0x61 < 26 }
        guard index + 1 < text.count else { return false }
        let next = text[index + 1]
        switch byte {
        case 0xC3: return next >= 0x9F && next != 0xB7
        case 0xC4, 0xC5: return !isUpper(text, index)
        case 0xC2: return next == 0xAA || next == 0xB5 || next == 0xBA
        default: return false
        }
    }
}
