/// Finds telephone numbers: 0241 / 432-0, +49 171 3920012, (0241) 99 88 77, and shorter ones behind "Tel." or "Durchwahl".
///
/// Decides by the shape of the number and the word before it. Never takes years, sums, times, dates, postcodes or
/// numbers of the public (110, 116117).
struct PhoneNumbers: Sendable {
    let lists: NumberLists

    /// Fewest and most digits with an area code, ITU-T E.164 and the German numbering plan.
    private static let national = 7...13, international = 8...15, unseparated = 9...13, cued = 4...12

    private struct Group {
        var start: Int
        var end: Int
        var count: Int { end - start }
    }

    func find(in text: ScannedText) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var offset = 0
        while offset < text.count {
            guard starts(text, offset) else {
                offset = text.isDigit(offset) ? text.digitsEnd(offset) : offset + 1
                continue
            }
            var (groups, hasPlus) = groups(text, offset)
            guard !groups.isEmpty else {
                offset += 1
                continue
            }
            dropUnits(text, &groups)
            if let first = groups.first, let last = groups.last, isPhone(text, groups, hasPlus) {
                var start = hasPlus ? offset : first.start
                if start > 0, text[start - 1] == UInt8(ascii: "("),
                    text.bytes[start..<last.end].contains(UInt8(ascii: ")"))
                {
                    start -= 1
                }
                result.append(start..<last.end)
                offset = last.end
            } else {
                offset = max(offset + 1, groups.last?.end ?? offset + 1)
            }
        }
        return result
    }

    /// A digit or "+" that does not go on a word, a code or another number.
    private func starts(_ text: ScannedText, _ offset: Int) -> Bool {
        let isPlus =
            text[offset] == UInt8(ascii: "+")
            && (text.isDigit(offset + 1) || text[offset + 1] == UInt8(ascii: "(") && text.isDigit(offset + 2))
        guard isPlus || text.isDigit(offset) else { return false }
        if offset == 0 { return true }
        if text.isAlphanumeric(offset - 1) || text[offset - 1] == UInt8(ascii: "+") { return false }
        let before = text[offset - 1]
        let joins =
            before == UInt8(ascii: "-") || before == UInt8(ascii: "/") || before == UInt8(ascii: ".")
            || before == UInt8(ascii: ",") || before == UInt8(ascii: "_")
        return
            !(joins && text.isAlphanumeric(offset - 2) && !(before == UInt8(ascii: ".") && text.isLetter(offset - 2))
            && !(before == UInt8(ascii: "/") && text.isLetter(offset - 2)))
    }

    /// Groups of digits with separators of a telephone number between them.
    private func groups(_ text: ScannedText, _ start: Int) -> ([Group], hasPlus: Bool) {
        var groups: [Group] = []
        var offset = start
        let hasPlus = text[offset] == UInt8(ascii: "+")
        if hasPlus { offset += 1 }
        while true {
            if text[offset] == UInt8(ascii: "("), text.isDigit(offset + 1) { offset += 1 }
            let end = text.digitsEnd(offset)
            guard end > offset else { break }
            groups.append(Group(start: offset, end: end))
            guard let next = separatorEnd(text, end) else { break }
            offset = next
        }
        return (groups, hasPlus)
    }

    /// Where digits go on behind a separator of at most four signs, or nil.
    private func separatorEnd(_ text: ScannedText, _ end: Int) -> Int? {
        var offset = end
        var signs = 0
        while offset < text.count, offset - end <= 4 {
            switch text[offset] {
            case UInt8(ascii: " "): break
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"): signs += 1
            case UInt8(ascii: "."):
                guard text[end - 1] != 0, text.digitsEnd(offset + 1) - offset >= 4 else { return nil }
                signs += 1
            case 0xE2 where text[offset + 1] == 0x80 && (text[offset + 2] == 0x93 || text[offset + 2] == 0x91):
                signs += 1
                offset += 2
            default: return text.isDigit(offset) && signs <= 3 && offset > end ? offset : nil
            }
            offset += 1
        }
        return text.isDigit(offset) && signs <= 3 ? offset : nil
    }

    /// "0241 4710 16-18 Uhr": the hours are no part of the number.
    private func dropUnits(_ text: ScannedText, _ groups: inout [Group]) {
        while let last = groups.last {
            // A date, a time or a decimal begins with the last group.
            let goesOn =
                (text[last.end] == UInt8(ascii: ".") || text[last.end] == UInt8(ascii: ":")
                    || text[last.end] == UInt8(ascii: ",")) && text.isDigit(last.end + 1)
            guard goesOn || lists.units.contains(text.unitAfter(last.end)) || text.isLetter(last.end) else { return }
            groups.removeLast()
            if let previous = groups.last, last.start - previous.end == 1, text[previous.end] != UInt8(ascii: " "),
                last.count <= 2, previous.count <= 2
            {
                groups.removeLast()
            }
        }
    }

    private func isPhone(_ text: ScannedText, _ groups: [Group], _ hasPlus: Bool) -> Bool {
        let digits = groups.map { text.text($0.start, $0.end) }.joined()
        guard !lists.publicNumbers.contains(digits) else { return false }
        if hasPlus { return Self.international.contains(digits.count) }
        if digits.hasPrefix("00"), !digits.hasPrefix("000") {
            return Self.international.contains(digits.count - 2) && groups.count > 1 || digits.count >= 11
        }
        if digits.hasPrefix("0"), !digits.hasPrefix("000") {
            let bracketed = text[groups[0].start - 1] == UInt8(ascii: "(")
            if groups.count == 1 {
                return Self.unseparated.contains(digits.count) || isCued(text, groups[0].start, digits)
            }
            return Self.national.contains(digits.count) && (groups[0].count >= 3 || bracketed) && groups[0].count <= 12
        }
        return isCued(text, groups[0].start, digits)
    }

    /// "Tel. 4710", "Durchwahl 217", "Rückfragen unter 4710 173".
    private func isCued(_ text: ScannedText, _ start: Int, _ digits: String) -> Bool {
        let words = text.wordsBefore(start, most: 4)
        guard let place = words.firstIndex(where: lists.phoneCues.contains) else { return false }
        let isExtension = words[place] == "durchwahl" || words[place] == "dw" || words[place] == "nebenstelle"
        guard digits.count >= (isExtension ? 2 : Self.cued.lowerBound), digits.count <= Self.cued.upperBound else {
            return false
        }
        if digits.count == 4, digits.hasPrefix("19") || digits.hasPrefix("20") { return place == 0 && isExtension }
        let between: Set<String> = [
            "nr", "nummer", "unter", "der", "die", "ist", "lautet", "meine", "auch", "dienstlich", "privat", "mobil",
            "büro",
        ]
        return words[..<place].allSatisfy { between.contains($0) }
    }
}
