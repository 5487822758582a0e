/// Finds IBANs, with or without blanks.
///
/// Decides by length of the country and checksum (ISO 13616, modulo 97); behind the word IBAN a slip of the pen counts too.
struct BankAccounts: Sendable {
    let lists: NumberLists

    func find(in text: ScannedText) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var offset = 0
        while offset + 14 < text.count {
            if let end = account(text, offset) {
                result.append(offset..<end)
                offset = end
            } else {
                offset += 1
            }
        }
        return result
    }

    private func account(_ text: ScannedText, _ start: Int) -> Int? {
        guard isCapital(text[start]), isCapital(text[start + 1]), !text.isAlphanumeric(start - 1) else { return nil }
        let digits = text.isBlank(start + 2) ? start + 3 : start + 2
        guard text.isDigit(digits), let length = lists.ibanLengths[text.text(start, start + 2).uppercased()] else {
            return nil
        }
        var characters: [UInt8] = []
        var offset = start
        while offset < text.count, characters.count < length {
            let byte = text[offset]
            if text.isDigit(offset) || isCapital(byte) {
                characters.append(byte & (byte >= 65 ? 0xDF : 0xFF))
            } else if !(byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."))
                || text.isBlank(offset + 1)
            {
                return nil
            }
            offset += 1
        }
        guard characters.count == length, !text.isAlphanumeric(offset) else { return nil }
        let isNamed = text.wordsBefore(start, most: 3).contains { $0 == "iban" || $0 == "konto" }
        let allDigits = characters.dropFirst(2).allSatisfy { (48...57).contains($0) }
        return hasChecksum(characters) || isNamed && allDigits ? offset : nil
    }

    private func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) && byte < 0x80 }

    private func hasChecksum(_ characters: [UInt8]) -> Bool {
        var rest = 0
        for byte in characters[4...] + characters[..<4] {
            rest = byte >= 65 ? (rest * 100 + Int(byte) - 55) % 97 : (rest * 10 + Int(byte) - 48) % 97
        }
        return rest == 1
    }
}
