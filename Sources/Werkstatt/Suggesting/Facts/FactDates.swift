/// Finds points in time and deadlines: "bis Ende 2022", "3. Quartal", "ab Herbst", "nach den Sommerferien",
/// "zum Schuljahr 2022/23", "in sechs Monaten". Never: a bare number, a time of day, what lasts ("seit 2015 nichts").
enum FactDates {
    private static let months: Set<String> = Set(
        [
            "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
            "November", "Dezember",
        ].map { Fold.key($0) }
    )
    private static let seasons: Set<String> = Set(
        [
            "Frühjahr", "Frühling", "Sommer", "Herbst", "Winter", "Ostern", "Pfingsten", "Weihnachten", "Jahresende",
            "Jahresanfang", "Jahreswechsel",
            "Sommerferien", "Herbstferien", "Osterferien", "Weihnachtsferien", "Winterferien", "Sommerpause",
            "Schuljahresbeginn", "Schuljahresende",
            "Semesterbeginn", "Wintersemester", "Sommersemester", "Schulbeginn", "Ramadan",
        ].map { Fold.key($0) }
    )
    /// Without a preposition these are a season like any other ("im Sommer zu heiß"), with one a point in time.
    private static let prepositions: Set<String> = Set(
        ["bis", "ab", "zum", "zur", "nach", "vor", "spätestens", "start", "beginn", "noch", "im", "in", "am"].map {
            Fold.key($0)
        }
    )
    private static let articles: Set<String> = Set(
        [
            "den", "dem", "der", "das", "die", "im", "zum", "zur", "am", "jahr", "jahre", "sommer", "ende", "anfang",
            "mitte", "beginn",
        ].map { Fold.key($0) }
    )
    private static let positions: Set<String> = Set(["Anfang", "Mitte", "Ende", "Beginn"].map { Fold.key($0) })
    private static let next: Set<String> = Set(
        ["nächstes", "nächsten", "nächster", "nächstem", "kommendes", "kommenden", "kommendem", "dieses", "diesem"].map
        { Fold.key($0) }
    )
    private static let periods: Set<String> = Set(
        [
            "Jahr", "Jahres", "Schuljahr", "Halbjahr", "Quartal", "Monat", "Woche", "Sommer", "Herbst", "Winter",
            "Frühjahr", "Semester",
        ].map { Fold.key($0) }
    )
    private static let spans: Set<String> = Set(
        ["Wochen", "Woche", "Monaten", "Monate", "Monat", "Jahren", "Jahr", "Tagen"].map { Fold.key($0) }
    )
    private static let strong: Set<String> = Set(
        ["bis", "ab", "zum", "zur", "spätestens", "start", "nach", "vor"].map { Fold.key($0) }
    )

    static func find(in text: FactText) -> [Span] {
        var result: [Span] = []
        var at = 0
        while at < text.tokens.count {
            if let end = match(text, at) {
                result.append(text.span(at, end))
                at = end
            } else {
                at += 1
            }
        }
        return result
    }

    /// - Returns: the token behind the date, or nil.
    private static func match(_ text: FactText, _ start: Int) -> Int? {
        var at = start
        var preposition = false
        while let token = text[at], token.isWord, at - start < 3,
            prepositions.contains(token.key)
                || (at > start && articles.contains(token.key) && !positions.contains(token.key))
        {
            preposition = preposition || strong.contains(token.key)
            at += 1
        }
        if at > start, text.key(at) == ":" { at += 1 }
        let anyPreposition = at > start
        var position = false
        if positions.contains(text.key(at)) {
            position = true
            at += 1
            if ["des", "der", "vom"].contains(text.key(at)) { at += 1 }
        }
        if let end = core(text, at) { return end }
        guard let token = text[at] else { return nil }
        if seasons.contains(token.key), preposition || position || isYear(text[at + 1]) { return yearEnd(text, at + 1) }
        if token.key == "schuljahr" || token.key == "schuljahres", preposition || isYear(text[at + 1]) {
            return yearEnd(text, at + 1)
        }
        if token.key == "jahr", anyPreposition, isYear(text[at + 1]) { return at + 2 }
        if isYear(token), preposition || position || (anyPreposition && at > start) { return yearEnd(text, at) }
        if token.key == "jahres" || token.key == "jahr", position { return at + 1 }
        if anyPreposition, text.key(at - 1) == "in" || text.key(at - 1) == "innerhalb", let end = duration(text, at) {
            return end
        }
        return nil
    }

    /// What is a date without any word before it.
    private static func core(_ text: FactText, _ at: Int) -> Int? {
        guard let token = text[at] else { return nil }
        if token.isNumber {
            // 31.12.2022, 1.9.
            let parts = token.surface.split(separator: ".")
            if parts.count == 3, isDay(parts[0]), isMonth(parts[1]), parts[2].count == 2 || parts[2].count == 4 {
                return at + 1
            }
            if parts.count == 2, isDay(parts[0]), isMonth(parts[1]), token.surface.contains("."),
                text.key(at + 1) == ".", text[at + 1]!.isGlued
            {
                return at + 2
            }
            if text.key(at + 1) == "." {
                // 3. Quartal 2022, 15. März
                if ["quartal", "halbjahr"].contains(text.key(at + 2)) { return yearEnd(text, at + 3) }
                if months.contains(text.key(at + 2)), isDay(Substring(token.surface)) { return yearEnd(text, at + 3) }
            }
            return nil
        }
        if months.contains(token.key), isCapitalised(token),
            isYear(text[at + 1])
                || at > 0 && ["bis", "ab", "im", "anfang", "mitte", "ende", "seit"].contains(text.key(at - 1))
        {
            return yearEnd(text, at + 1)
        }
        if token.surface == "Q", let number = text[at + 1], number.isNumber, number.isGlued,
            ["1", "2", "3", "4"].contains(number.surface)
        {
            let slash = text.key(at + 2) == "/" ? at + 3 : at + 2
            return isYear(text[slash]) ? slash + 1 : at + 2
        }
        if next.contains(token.key), periods.contains(text.key(at + 1)) { return at + 2 }
        return nil
    }

    private static func duration(_ text: FactText, _ at: Int) -> Int? {
        guard let token = text[at] else { return nil }
        let numbers: Set = [
            "zwei", "drei", "vier", "fuenf", "sechs", "acht", "zehn", "zwoelf", "einem", "einer", "wenigen",
        ]
        guard token.isNumber || numbers.contains(token.key), spans.contains(text.key(at + 1)) else { return nil }
        return at + 2
    }

    /// Behind a year, "2022/23" and "2021-2023" included; `at` itself when there is none.
    private static func yearEnd(_ text: FactText, _ at: Int) -> Int {
        guard isYear(text[at]) else { return at }
        if ["/", "-", "–"].contains(text.key(at + 1)), let second = text[at + 2], second.isNumber, second.isGlued,
            second.surface.count == 2 || isYear(second)
        {
            return at + 3
        }
        return at + 1
    }

    private static func isYear(_ token: FactText.Token?) -> Bool {
        guard let token, token.isNumber, token.surface.count == 4, let year = Int(token.surface) else { return false }
        return (1990...2099).contains(year)
    }

    private static func isDay(_ text: Substring) -> Bool { Int(text).map { (1...31).contains($0) } ?? false }
    private static func isMonth(_ text: Substring) -> Bool { Int(text).map { (1...12).contains($0) } ?? false }
    private static func isCapitalised(_ token: FactText.Token) -> Bool {
        token.surface.unicodeScalars.first?.properties.isUppercase ?? false
    }
}
