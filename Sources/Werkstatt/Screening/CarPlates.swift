/// Finds German car plates: "AC-XY 123", "AC XY 123" beside a word such as Kennzeichen or Auto.
///
/// Decides by the list of districts. Never takes "AC 2021", "A1", "B2" or codes of rules ("EU-VO 883").
struct CarPlates: Sendable {
    let lists: NumberLists

    /// Letters that stand in codes of norms, never in the middle of a plate.
    private static let norms: Set<String> = ["VO", "NR", "EN", "RL", "IV"]
    private static let longest = 8

    func find(in text: ScannedText) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var offset = 0
        while offset < text.count {
            guard text.isDigit(offset) else {
                offset += 1
                continue
            }
            let end = text.digitsEnd(offset)
            if let plate = plate(text, offset, end) { result.append(plate) }
            offset = end
        }
        return result
    }

    private func plate(_ text: ScannedText, _ digits: Int, _ digitsEnd: Int) -> Range<Int>? {
        guard digitsEnd - digits <= 4, text[digits] != UInt8(ascii: "0") else { return nil }
        var end = digitsEnd
        if text[end] == UInt8(ascii: "E") || text[end] == UInt8(ascii: "H"), !text.isAlphanumeric(end + 1) { end += 1 }
        guard !text.isAlphanumeric(end) else { return nil }
        // Letters before the digits.
        var lettersEnd = digits
        if text.isBlank(lettersEnd - 1) || text[lettersEnd - 1] == UInt8(ascii: "-") { lettersEnd -= 1 }
        var letters = lettersEnd
        while text.isUpper(letters - 1), lettersEnd - letters < 3 { letters -= 1 }
        guard (1...2).contains(lettersEnd - letters) else { return nil }
        // The sign between district and letters.
        var codeEnd = letters
        var isHyphen = false
        var signs = 0
        while codeEnd > 0, text.isBlank(codeEnd - 1) || isDash(text, codeEnd) != nil, signs < 3 {
            if let width = isDash(text, codeEnd) {
                isHyphen = true
                codeEnd -= width
            } else {
                codeEnd -= 1
            }
            signs += 1
        }
        guard signs > 0 else { return nil }
        var code = codeEnd
        while code > 0, text.isUpper(code - 1) || text[code - 1] >= 0x80 && text.isLetter(code - 1) { code -= 1 }
        let district = text.text(code, codeEnd)
        guard code < codeEnd, lists.plateCodes.contains(district), !text.isAlphanumeric(code - 1),
            !Self.norms.contains(text.text(letters, lettersEnd))
        else { return nil }
        guard district.count + (lettersEnd - letters) + (digitsEnd - digits) <= Self.longest else { return nil }
        guard
            isHyphen
                || (text.wordsBefore(code, most: 4) + text.wordsAfter(end, most: 4)).contains(
                    where: lists.plateCues.contains
                )
        else { return nil }
        return code..<end
    }

    /// The width of a dash that ends at `end`.
    private func isDash(_ text: ScannedText, _ end: Int) -> Int? {
        if text[end - 1] == UInt8(ascii: "-") { return 1 }
        return end >= 3 && text[end - 3] == 0xE2 && text[end - 2] == 0x80 && (0x90...0x94).contains(text[end - 1])
            ? 3 : nil
    }
}
