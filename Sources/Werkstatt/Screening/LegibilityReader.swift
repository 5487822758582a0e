/// Recognises cards nobody can read: remains of bad handwriting, glyph salad of broken fonts, runs of U+FFFD.
///
/// Decides by the share of odd pieces and of letters. Never: sets aside slips of the pen or learner's German.
struct LegibilityReader: Sendable {
    private let marks: [[UInt8]]
    private let oddShare: Double
    private let oddLeast: Double
    private let lettersShare: Double

    init(_ rules: ScreeningRules) {
        marks = rules.illegibleMarks.map { Array($0.utf8) }
        oddShare = rules.limits["illegible_share"]
        oddLeast = rules.limits["illegible_least"]
        lettersShare = rules.limits["letters_share"]
    }

    func isIllegible(_ card: CardView, text: [UInt8], signs: TextSigns) -> Bool {
        if signs.replacements >= 2, signs.replacements * 5 >= signs.signs { return true }
        var readable = 0
        for index in 0..<card.count
        where !card[index].isDisjoint(with: [.german, .known, .compound]) && card[index].contains(.long) {
            readable += 1
        }
        if readable == 0, signs.signs >= 6, signs.letters + signs.digits < Int(lettersShare * Double(signs.signs)),
            !card.union.contains(.emoji), distinctSigns(text) >= 4
        {
            return true
        }
        guard signs.letters > 0 else { return false }
        var odd = 0.0
        var pieces = 0
        var start = 0
        while start < text.count {
            while start < text.count, isBlank(text[start]) { start += 1 }
            var end = start
            while end < text.count, !isBlank(text[end]) { end += 1 }
            guard start < end else { break }
            pieces += 1
            odd += oddness(text[start..<end])
            start = end
        }
        let isMarked = marks.contains { text.contains($0) }
        if isMarked, readable <= pieces / 4 { return true }
        return odd >= oddLeast && odd >= oddShare * Double(pieces)
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func distinctSigns(_ text: [UInt8]) -> Int {
        var seen = Set<UInt8>()
        for byte in text
        where byte < 0x80 && !isBlank(byte) && !(48...57).contains(byte) && !(65...90).contains(byte & 0xDF) {
            seen.insert(byte)
        }
        return seen.count
    }

    /// Three letters or more with a vowel among them, at most one sign of a sentence's end behind: most words are, and
    /// need no closer look. The umlauts count as vowels.
    private static func isPlainWord(_ piece: ArraySlice<UInt8>) -> Bool {
        piece.withUnsafeBufferPointer { letters in
            var end = letters.count
            if end > 3, [0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F].contains(letters[end - 1]) { end -= 1 }
            guard end >= 3 else { return false }
            var hasVowel = false
            var index = 0
            while index < end {
                let byte = letters[index]
                if (0x61...0x7A).contains(byte | 0x20) {
                    switch byte | 0x20 {
                    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: hasVowel = true
                    default: break
                    }
                    index += 1
                } else if byte == 0xC3, index + 1 < end,
                    [0x84, 0x96, 0x9C, 0x9F, 0xA4, 0xB6, 0xBC].contains(letters[index + 1])
                {
                    hasVowel = true
                    index += 2
                } else {
                    return false
                }
            }
            return hasVowel && end >= 3
        }
    }

    /// 0 = a word, 1 = no word, ½ = a letter alone.
    private func oddness(_ piece: ArraySlice<UInt8>) -> Double {
        if marks.contains(where: { $0.count == piece.count && piece.elementsEqual($0) }) { return 1 }
        if Self.isPlainWord(piece) { return 0 }
        let word = Substring(decoding: piece, as: UTF8.self)
        if word.unicodeScalars.contains("\u{FFFD}") { return 1 }
        let letters = word.unicodeScalars.filter(\.isLetter).count
        if letters == 0 {
            if word == "??" || word == "~~" || word == "???" || word.contains("~") { return 1 }
            return 0
        }
        // "Nach..rsch", "..uni"
        if let dots = word.firstRange(of: ".."), !word.hasSuffix("..") || dots.lowerBound == word.startIndex,
            word.firstRange(of: "...") == nil
        {
            return 1
        }
        let core = word.drop { ".,;:!?()[]\"'„“–-/".contains($0) }
        var trimmed = core
        while let last = trimmed.last, ".,;:!()[]\"'“”–-/".contains(last) { trimmed.removeLast() }
        if trimmed.isEmpty { return 0 }
        if trimmed.count == 1, trimmed.first!.isLetter { return 0.5 }
        return OddWord.isOdd(trimmed)
            || trimmed.dropLast().contains(where: { "?~|#".contains($0) }) && trimmed.contains(where: \.isLetter)
            ? 1 : 0
    }
}

extension [UInt8] {
    /// Whether the bytes occur.
    fileprivate func contains(_ other: [UInt8]) -> Bool {
        guard let first = other.first, count >= other.count else { return false }
        for start in 0...(count - other.count)
        where self[start] == first && self[start..<(start + other.count)].elementsEqual(other) { return true }
        return false
    }
}
