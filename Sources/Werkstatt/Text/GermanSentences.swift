/// The sentence ends that Unicode sees and German does not: after abbreviations, ordinals and inside wrapped lines.
enum GermanSentences {
    private static let months: Set<String> = [
        "Januar", "Jänner", "Februar", "Feber", "März", "April", "Mai", "Juni", "Juli", "August", "September",
        "Oktober", "November", "Dezember",
    ]

    /// Whether the boundary at `end` (blanks included) of a sentence from `start` on is none in German.
    static func isFalseEnd(_ text: PlainLatin.Text, _ start: Int, _ end: Int) -> Bool {
        var stop = end
        while stop > start, PlainLatin.isBlank(text[stop - 1]) { stop -= 1 }
        guard stop > start else { return false }
        let hasLineEnd = stop < end && (text[end - 1] == 0x0A || text[end - 1] == 0x0D)
        let last = text[stop - 1]
        // A line that goes on in lower case after a letter or a comma.
        if hasLineEnd {
            return (PlainLatin.isLetterByte(last) && last < 0x80 || last == 0x2C) && end < text.count
                && PlainLatin.isLower(text, end)
        }
        guard last == 0x2E else { return false }
        var from = stop - 1
        while from > start, !PlainLatin.isBlank(text[from - 1]), !isOpening(text[from - 1]) { from -= 1 }
        let word = (from, stop - 1)
        guard word.1 > word.0 else { return false }
        let next = end < text.count ? text[end] : 0
        switch Abbreviations.reading(text, word.0, word.1) {
        case .always: return true
        case .beforeNumber: if PlainLatin.isDigit(next) { return true }
        case .mayEnd: return false
        case .none: break
        }
        // "z.B.": single letters with full stops.
        if word.1 - word.0 >= 3, PlainLatin.isLetterASCII(text[word.1 - 1]), text[word.1 - 2] == 0x2E { return true }
        guard (word.0..<word.1).allSatisfy({ PlainLatin.isDigit(text[$0]) }) else { return false }
        var after = end
        while after < text.count, PlainLatin.isLetterByte(text[after]) { after += 1 }
        let follower = String(decoding: text[end..<after], as: UTF8.self)
        return months.contains(follower) || word.1 - word.0 <= 2 && !follower.isEmpty
    }

    private static func isOpening(_ byte: UInt8) -> Bool {
        byte == 0x28 || byte == 0x22 || byte == 0x5B || byte == 0x27 || byte == 0x9E || byte == 0x9C
    }
}
