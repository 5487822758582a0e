/// Finds dates of birth: a date beside "geb.", "geboren", "*" or "Geburtsdatum", and one right behind a person's name.
///
/// Never takes the date of an event or a bare year.
struct BirthDates: Sendable {
    let lists: NumberLists
    /// The year the pack speaks from; nobody is born later.
    let latestYear: Int

    struct Found {
        var range: Range<Int>
        var year: Int
        /// Whether a word beside it says that somebody was born then.
        var isNamed: Bool
    }

    func find(in text: ScannedText) -> [Found] {
        var result: [Found] = []
        var offset = 0
        while offset < text.count {
            guard text.isDigit(offset) else {
                offset += 1
                continue
            }
            if !text.isAlphanumeric(offset - 1), text[offset - 1] != UInt8(ascii: "."),
                let (end, year) = date(text, offset)
            {
                let cued = isNamed(text, offset, end)
                if (1900...max(1900, latestYear)).contains(year) {
                    result.append(Found(range: offset..<end, year: year, isNamed: cued))
                }
                offset = end
            } else {
                offset = text.digitsEnd(offset)
            }
        }
        return result
    }

    private func isNamed(_ text: ScannedText, _ start: Int, _ end: Int) -> Bool {
        let before = text.wordsBefore(start, most: 5)
        let after = text.wordsAfter(end, most: 5)
        return before.contains(where: lists.birthCues.contains)
            || after.contains { $0.hasPrefix("gebor") || $0 == "geb" }
    }

    /// 14.03.1979 · 14. 3. 79 · 14/03/1979 · 1979-03-14 · 14. März 1979
    private func date(_ text: ScannedText, _ start: Int) -> (end: Int, year: Int)? {
        let first = text.digitsEnd(start)
        if first - start == 4, text[first] == UInt8(ascii: "-") {
            let month = text.digitsEnd(first + 1)
            let day = text.digitsEnd(month + 1)
            guard month - first == 3, text[month] == UInt8(ascii: "-"), day - month == 3 else { return nil }
            return check(
                day: text.number(month + 1, day),
                month: text.number(first + 1, month),
                year: text.number(start, first),
                end: day
            )
        }
        guard first - start <= 2 else { return nil }
        let sign = text[first]
        guard
            sign == UInt8(ascii: ".") || sign == UInt8(ascii: "/") || sign == UInt8(ascii: "-")
                || sign == UInt8(ascii: " ")
        else { return nil }
        let second = text.skipBlanks(first + 1)
        if text.isLetter(second) { return wordDate(text, day: text.number(start, first), second) }
        let monthEnd = text.digitsEnd(second)
        guard (1...2).contains(monthEnd - second), text[monthEnd] == sign, sign != UInt8(ascii: " ") else { return nil }
        let third = text.skipBlanks(monthEnd + 1)
        let yearEnd = text.digitsEnd(third)
        guard yearEnd - third == 4 || yearEnd - third == 2 else { return nil }
        return check(
            day: text.number(start, first),
            month: text.number(second, monthEnd),
            year: fullYear(text, third, yearEnd),
            end: yearEnd
        )
    }

    private func wordDate(_ text: ScannedText, day: Int, _ start: Int) -> (end: Int, year: Int)? {
        var end = start
        while text.isLetter(end) { end += 1 }
        guard lists.months.contains(text.text(start, end).lowercased()) else { return nil }
        if text[end] == UInt8(ascii: ".") { end += 1 }
        let year = text.skipBlanks(end)
        let yearEnd = text.digitsEnd(year)
        guard yearEnd - year == 4 || yearEnd - year == 2 else { return nil }
        return check(day: day, month: 1, year: fullYear(text, year, yearEnd), end: yearEnd)
    }

    /// Two digits mean the last year that is not ahead of the pack's day.
    private func fullYear(_ text: ScannedText, _ start: Int, _ end: Int) -> Int {
        let year = text.number(start, end)
        guard end - start == 2 else { return year }
        return 2000 + year <= latestYear ? 2000 + year : 1900 + year
    }

    private func check(day: Int, month: Int, year: Int, end: Int) -> (end: Int, year: Int)? {
        (1...31).contains(day) && (1...12).contains(month) ? (end, year) : nil
    }
}
