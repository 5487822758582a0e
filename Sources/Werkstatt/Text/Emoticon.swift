/// Emoticons written with ordinary marks: ":-)", ";)", ":D", "<3", "^^".
enum Emoticon {
    private static let fixed: [[UInt8]] = [
        "<3", "^^", "^_^", "-_-", "*_*", "o_O", "\\o/", ":'(", ":'-(", "(-:", "(:", ":/", ":-/", ":\\", ":*", ":-*",
        ":|", ":-|", "=)", "=D", "=(",
    ].map { Array($0.utf8) }

    /// The width of the emoticon at `start` in a run, or nil. It stands at the run's start or after a letter or a mark, and
    /// no letter follows it.
    static func width(_ text: PlainLatin.Text, _ start: Int, _ from: Int, _ end: Int) -> Int? {
        guard end - start >= 2 else { return nil }
        let byte = text[start]
        if byte == 0x3A || byte == 0x3B || byte == 0x3D {
            var index = start + 1
            if index < end, text[index] == 0x2D || (text[index] | 0x20) == 0x6F || text[index] == 0x27 { index += 1 }
            if index < end, isMouth(text[index]) {
                let mouth = text[index]
                if PlainLatin.isLetterASCII(mouth) || PlainLatin.isDigit(mouth) {
                    // ":D", ":P" only alone: "Thema:Deutsch" is none.
                    return index + 1 == end && start == from ? index + 1 - start : nil
                }
                while index < end, text[index] == mouth { index += 1 }
                return index - start
            }
        }
        for shape in fixed
        where start + shape.count <= end && (0..<shape.count).allSatisfy({ text[start + $0] == shape[$0] }) {
            let after = start + shape.count
            if (after == end || !PlainLatin.isLetterByte(text[after]) && !PlainLatin.isDigit(text[after]))
                && start == from
            {
                return shape.count
            }
        }
        return nil
    }

    private static func isMouth(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x29, 0x28, 0x44, 0x50, 0x70, 0x5D, 0x5B, 0x4F, 0x6F, 0x33: true
        default: false
        }
    }
}
