/// Finds file, customer, insurance and passport numbers behind the word that names them: "Az. 56-2/2021-0815",
/// "BG-Nummer 31502//0012345", "Kundennr.: 123A456789".
///
/// Decides by the word and at least three digits (five behind a word that is no number by itself). Never takes a number
/// that nothing names.
struct ReferenceNumbers: Sendable {
    let lists: NumberLists

    private static let least = 3, leastWithoutNumberWord = 5, gap = 4

    /// - Parameter cues: ends of words that name such a number, in bytes, with the word in lower case.
    func find(in text: ScannedText, cues: [(word: String, end: Int)]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for cue in cues where cue.end >= (result.last?.upperBound ?? 0) {
            let plain = cue.word.filter(\.isLetter)
            var isNumberWord =
                plain.hasSuffix("nr") || plain.hasSuffix("nummer") || plain.hasSuffix("zeichen") && plain.count > 7
                || plain == "az" || plain == "azr"
            var offset = cue.end
            var skipped = 0
            while offset < text.count, skipped <= Self.gap {
                while offset < text.count, !text.isAlphanumeric(offset), text[offset] != 0x0A,
                    text[offset] != UInt8(ascii: ";")
                {
                    if text[offset] == UInt8(ascii: ":") || text[offset] == UInt8(ascii: "#") { isNumberWord = true }
                    offset += 1
                }
                guard text.isAlphanumeric(offset) else { break }
                if let end = code(text, offset, least: isNumberWord ? Self.least : Self.leastWithoutNumberWord) {
                    result.append(offset..<end)
                    break
                }
                var end = offset
                while text.isLetter(end) { end += 1 }
                let word = text.text(offset, end).lowercased()
                guard end > offset, lists.referenceBetween.contains(word) else { break }
                if word == "nr" || word == "nummer" { isNumberWord = true }
                offset = end
                skipped += 1
            }
        }
        return result
    }

    /// The end of a code that begins at `start`: chunks of letters, digits and signs; a blank may part chunks with digits.
    private func code(_ text: ScannedText, _ start: Int, least: Int) -> Int? {
        var end = start
        var digits = 0
        var offset = start
        while offset < text.count {
            var chunkEnd = offset
            var chunkDigits = 0
            var letters = 0
            while chunkEnd < text.count,
                text.isDigit(chunkEnd) || isASCIILetter(text[chunkEnd]) || isSign(text, chunkEnd)
            {
                if text.isDigit(chunkEnd) { chunkDigits += 1 } else if isASCIILetter(text[chunkEnd]) { letters += 1 }
                chunkEnd += 1
            }
            while chunkEnd > offset, !text.isDigit(chunkEnd - 1), !isASCIILetter(text[chunkEnd - 1]) { chunkEnd -= 1 }
            let isCapitals = (offset..<chunkEnd).allSatisfy { text.isUpper($0) || !isASCIILetter(text[$0]) }
            guard chunkEnd > offset, !text.isLetter(chunkEnd), chunkDigits > 0 || letters <= 4 && isCapitals else {
                break
            }
            if chunkDigits == 0 {
                let next = text.skipBlanks(chunkEnd)
                guard text.isDigit(next) else { break }
            } else if digits > 0, lists.units.contains(text.unitAfter(chunkEnd)) {
                break
            }
            if chunkDigits > 0 { end = chunkEnd }
            digits += chunkDigits
            guard text.isBlank(chunkEnd) else { break }
            offset = text.skipBlanks(chunkEnd)
        }
        return digits >= least ? end : nil
    }

    private func isASCIILetter(_ byte: UInt8) -> Bool { byte < 0x80 && (65...90).contains(byte & 0xDF) }
    private func isSign(_ text: ScannedText, _ offset: Int) -> Bool {
        [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(text[offset])
    }
}
