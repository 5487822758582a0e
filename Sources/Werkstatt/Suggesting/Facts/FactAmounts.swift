/// Finds sums ("ca. 1.500 Euro", "30 T€/Jahr", "2 Mio."), staff ("halbe Stelle", "0,5 VZÄ") and frequencies
/// ("4x jährlich", "einmal im Monat"). Never: rounds, adds or converts; a value is what somebody wrote.
enum FactAmounts {
    private static let about: Set<String> = Set(
        ["ca", "circa", "rund", "etwa", "ungefähr", "mindestens", "maximal", "max", "höchstens", "knapp", "insgesamt"]
            .map { Fold.key($0) }
    )
    private static let currencies: Set<String> = ["euro", "eur", "€", "teur"]
    private static let scales: Set<String> = ["mio", "mrd", "tsd", "tausend", "millionen", "million", "t", "k"]
    private static let numbers: Set<String> = Set(
        [
            "ein", "eine", "einen", "einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
            "zwölf", "anderthalb", "eineinhalb",
            "halbe", "halben", "volle", "vollen", "ganze", "dreiviertel",
        ].map { Fold.key($0) }
    )
    private static let periods: Set<String> = Set(
        [
            "Jahr", "Monat", "Woche", "Quartal", "Halbjahr", "Schuljahr", "Tag", "Person", "Kind", "Kurs", "Platz",
            "Stunde", "Teilnehmer", "Kopf", "Semester",
        ].map { Fold.key($0) }
    )
    private static let rhythms: Set<String> = Set(
        [
            "jährlich", "monatlich", "wöchentlich", "täglich", "halbjährlich", "vierteljährlich", "quartalsweise",
            "vierzehntägig", "zweiwöchentlich", "alljährlich",
        ].map { Fold.key($0) }
    )
    private static let times: Set<String> = Set(
        ["einmal", "zweimal", "dreimal", "viermal", "fünfmal", "sechsmal", "zehnmal", "zwölfmal", "mehrmals"].map {
            Fold.key($0)
        }
    )
    private static let days: Set<String> = Set(
        [
            "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "Tag", "Woche", "Monat",
            "Jahr", "Abend", "Quartal", "Wochen", "Monate", "Jahre",
        ].map { Fold.key($0) }
    )

    /// What happens several times, and may be counted in a period.
    private static let events: Set<String> = Set(
        [
            "Treffen", "Termine", "Sitzungen", "Abende", "Nachmittage", "Veranstaltungen", "Runden", "Workshops",
            "Sprechstunden", "Begehungen", "Gespräche", "Konferenzen", "Feste", "Besuche", "Schulungen", "Ausgaben",
        ].map { Fold.key($0) }
    )
    private static let weekdays: Set<String> = [
        "montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags", "werktags",
    ]
    /// Meetings that say how often they are.
    private static let regular: Set<String> = Set(
        [
            "Quartalsgespräch", "Quartalsgespräche", "Quartalstreffen", "Monatstreffen", "Wochentreffen",
            "Jahrestreffen", "Jahresgespräch", "Jahresgespräche",
        ].map { Fold.key($0) }
    )
    /// Duties to report are no rhythm of a measure.
    private static let duties = [
        "bericht", "meldung", "melden", "meldet", "rueckmeldung", "auswertung", "statistik", "aktualisier",
        "evaluation",
    ]
    /// Signs that end what belongs to an amount.
    private static let stops: Set<String> = [",", ";", ".", ":", "(", ")", "/", "–", "—", "+", "!", "?", "•"]
    private static let wordsBehind = 6, wordsBefore = 3

    /// A sum with the words that say of what: back to the last comma or bracket, on to the next.
    static func costs(in text: FactText) -> [Span] {
        var result: [Span] = []
        for span in sums(in: text) {
            guard let first = text.tokens.firstIndex(where: { $0.span.start == span.start }),
                let last = text.tokens.lastIndex(where: { $0.span.end == span.end })
            else { continue }
            var start = first
            while start > 0, first - start < wordsBefore, !stops.contains(text.key(start - 1)) { start -= 1 }
            // "bis", "und" begin nothing.
            while start < first, ["und", "oder", "fuer", "mit", "dass"].contains(text.key(start)) { start += 1 }
            var end = last + 1
            while end < text.tokens.count, end - last <= wordsBehind, !stops.contains(text.key(end)) { end += 1 }
            let wide = text.span(start, end)
            if let before = result.last, before.end > wide.start { continue }
            result.append(wide)
        }
        return result
    }

    static func sums(in text: FactText) -> [Span] { all(text, sum) }
    static func staff(in text: FactText) -> [Span] { all(text, staff) }
    static func frequencies(in text: FactText) -> [Span] { all(text, frequency) }

    private static func all(_ text: FactText, _ match: (FactText, Int) -> Int?) -> [Span] {
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

    /// Over "ca.", "rund", "bis zu".
    private static func approximately(_ text: FactText, _ at: Int) -> Int {
        if about.contains(text.key(at)) { return text.key(at + 1) == "." ? at + 2 : at + 1 }
        if text.key(at) == "bis", text.key(at + 1) == "zu" { return at + 2 }
        return at
    }

    private static func sum(_ text: FactText, _ start: Int) -> Int? {
        var at = approximately(text, start)
        if text.key(at) == "€", text[at + 1]?.isNumber == true { return period(text, at + 2) }
        guard let token = text[at], token.isNumber else { return nil }
        at += 1
        if ["-", "–", "bis"].contains(text.key(at)), text[at + 1]?.isNumber == true { at += 2 }
        if text.key(at) == ",", ["-", "–"].contains(text.key(at + 1)) { at += 2 }
        var scaled = false
        if scales.contains(text.key(at)) {
            scaled = ["mio", "mrd", "millionen", "million"].contains(text.key(at))
            at += 1
            if text.key(at) == ".", text[at]!.isGlued { at += 1 }
        }
        if currencies.contains(text.key(at)) { return period(text, at + 1) }
        // "2 Mio." alone is money; "2 Millionen Menschen" is not.
        guard scaled, text[at].map({ !$0.isWord || periodWord(text, at) }) ?? true else { return nil }
        return period(text, at)
    }

    private static func periodWord(_ text: FactText, _ at: Int) -> Bool {
        ["pro", "im", "je"].contains(text.key(at)) || rhythms.contains(text.key(at))
    }

    /// Over "/Jahr", "pro Monat", "im Jahr", "jährlich", "einmalig".
    private static func period(_ text: FactText, _ at: Int) -> Int {
        if ["/", "pro", "im", "je", "p"].contains(text.key(at)), periods.contains(text.key(at + 1)) { return at + 2 }
        if text.key(at) == "in", text.key(at + 1) == "der", periods.contains(text.key(at + 2)) { return at + 3 }
        if rhythms.contains(text.key(at)) || text.key(at) == "einmalig" { return at + 1 }
        return at
    }

    private static func staff(_ text: FactText, _ start: Int) -> Int? {
        let at = approximately(text, start)
        guard let token = text[at] else { return nil }
        let isFull = ["Vollzeitstelle", "Teilzeitstelle", "Vollzeitkraft", "Halbtagsstelle", "Planstelle"].contains {
            token.key == Fold.key($0)
        }
        if isFull { return at + 1 }
        guard token.isNumber || numbers.contains(token.key) else { return nil }
        var next = at + 1
        if numbers.contains(text.key(next))
            || ["feste", "zusaetzliche", "weitere", "neue", "unbefristete", "hauptamtliche"].contains(text.key(next))
        {
            next += 1
        }
        let word = text.key(next)
        if [
            "vzae", "vollzeitstelle", "vollzeitstellen", "teilzeitstelle", "planstelle", "planstellen",
            "vollzeitkraefte", "vollzeitaequivalente",
        ].contains(word) {
            return next + 1
        }
        // "zwei Stellen" is staff, "eine Stelle" may be an office: a share, a number above one or an adjective must stand there.
        let isShare = token.isNumber || !["ein", "eine", "einen", "einer"].contains(token.key) || next > at + 1
        if ["stelle", "stellen"].contains(word), isShare { return next + 1 }
        if token.isNumber, ["std", "stunden", "wochenstunden"].contains(word) {
            if word == "wochenstunden" { return next + 1 }
            let over = text.key(next + 1) == "." ? next + 2 : next + 1
            let end = period(text, over)
            return end > over && text.key(end - 1) == "woche" ? end : nil
        }
        return nil
    }

    private static func frequency(_ text: FactText, _ start: Int) -> Int? {
        guard let token = text[start] else { return nil }
        let near = (max(0, start - 3)..<min(text.tokens.count, start + 2)).filter { $0 != start }
        guard !near.contains(where: { at in duties.contains { text.key(at).hasPrefix($0) } }) else { return nil }
        if regular.contains(token.key) { return start + 1 }
        if weekdays.contains(token.key) { return timeOfDay(text, start + 1) }
        // 4 Treffen im Jahr
        if token.isNumber || numbers.contains(token.key), events.contains(text.key(start + 1)) {
            let end = period(text, start + 2)
            return end > start + 2 ? end : nil
        }
        // 4x jährlich, 4 x im Jahr, 2 mal pro Woche
        if token.isNumber, ["x", "mal", "×"].contains(text.key(start + 1)) {
            let end = period(text, start + 2)
            return end > start + 2 ? end : nil
        }
        if times.contains(token.key) {
            if let year = text[start + 1], year.isNumber, year.surface.count == 4 { return start + 2 }
            let end = period(text, start + 1)
            return end > start + 1 ? end : nil
        }
        if token.key == "alle", let count = text[start + 1], count.isNumber || numbers.contains(count.key),
            days.contains(text.key(start + 2))
        {
            return start + 3
        }
        if ["jeden", "jede", "jedes"].contains(token.key), days.contains(text.key(start + 1)) { return start + 2 }
        return isRhythm(token.key) ? start + 1 : nil
    }

    /// "wöchentlich", "wöchentliche", "Jährlicher".
    private static func isRhythm(_ key: String) -> Bool {
        rhythms.contains(key)
            || ["e", "er", "es", "en", "em"].contains {
                key.hasSuffix($0) && rhythms.contains(String(key.dropLast($0.count)))
            }
    }

    /// Over "17 Uhr", "16–18 Uhr", "von 8 bis 10 Uhr".
    private static func timeOfDay(_ text: FactText, _ start: Int) -> Int {
        var at = start
        while at - start < 5, let token = text[at],
            token.isNumber || ["von", "ab", "um", "bis", "-", "–", ":"].contains(token.key)
        { at += 1 }
        return text.key(at) == "uhr" && at > start ? at + 1 : start
    }
}
