/// Gender-inclusive and feminine forms folded to one key: Einwohner*innen, EinwohnerInnen, Einwohner/-innen,
/// Einwohner(innen) and Einwohnerinnen all give "einwohner". The forms themselves are never corrected or judged.
public enum GenderForm {
    /// Signs that stand between a stem and "in"/"innen".
    static let signs: Set<Character> = ["*", ":", "_", "·", "/", "’", "'", "•"]

    /// The word without its gender marker, its ending kept neutral ("Bürger*innenbeteiligung" → "Bürgerbeteiligung",
    /// "jede*r" → "jeder"), or nil when it has none.
    public static func unmarked(_ word: String) -> String? {
        if let plain = unmarkedSign(word) { return plain }
        if let plain = unmarkedBrackets(word) { return plain }
        return unmarkedCapital(word)
    }

    private static func unmarkedSign(_ word: String) -> String? {
        guard let sign = word.firstIndex(where: signs.contains), sign > word.startIndex else { return nil }
        var rest = word[word.index(after: sign)...]
        if rest.first == "-" { rest = rest.dropFirst() }
        let before = String(word[..<sign])
        if let compound = afterFeminine(rest) { return joined(neutral(before), String(compound)) }
        // jede*r, eine*n, Beschäftigte:r, der*die
        if ["r", "n", "s", "m", "e", "er", "en", "es", "em"].contains(String(rest).lowercased()) {
            return rest.count == 1 ? before : before
        }
        let pair = [before.lowercased(), String(rest).lowercased()]
        if pair.allSatisfy({
            [
                "der", "die", "das", "den", "dem", "er", "sie", "ihm", "ihr", "ihn", "sein", "man", "frau", "ein",
                "eine", "einen", "einer", "seine", "ihre", "diese", "dieser", "jede", "jeder",
            ].contains($0)
        }) {
            return before
        }
        return nil
    }

    private static func unmarkedBrackets(_ word: String) -> String? {
        guard let open = word.firstIndex(where: { $0 == "(" || $0 == "[" }), open > word.startIndex,
            let close = word[open...].firstIndex(where: { $0 == ")" || $0 == "]" })
        else { return nil }
        var inside = word[word.index(after: open)..<close]
        if inside.first == "-" { inside = inside.dropFirst() }
        let after = word[word.index(after: close)...]
        guard ["in", "innen", "en", "n", "r", "e", "nen"].contains(String(inside)) else { return nil }
        let before = String(word[..<open])
        if inside == "nen", before.hasSuffix("in") { return joined(neutral(String(before.dropLast(2))), String(after)) }
        return joined(neutral(before), String(after))
    }

    /// BürgerInnen, IngenieurIn, ÄrztInnenkammer; not the capitals of "BÜRGERINNEN".
    private static func unmarkedCapital(_ word: String) -> String? {
        var index = word.startIndex
        var previous: Character = " "
        while index < word.endIndex {
            let character = word[index]
            if character == "I" || character == "Ï" || character == "ï", previous.isLowercase,
                let compound = afterFeminine(word[index...]),
                character != "ï" || true
            {
                return joined(neutral(String(word[..<index])), String(compound))
            }
            previous = character
            index = word.index(after: index)
        }
        return nil
    }

    /// What follows "in"/"innen" (any case of the first letter), or nil when that is not how the text begins.
    private static func afterFeminine(_ text: Substring) -> Substring? {
        for ending in ["innen", "Innen", "INNEN", "ïnnen"] where text.hasPrefix(ending) { return text.dropFirst(5) }
        for ending in ["in", "In", "IN", "ïn"] where text.hasPrefix(ending) {
            let rest = text.dropFirst(2)
            return rest.isEmpty || rest.first == "-" ? rest : nil
        }
        return nil
    }

    /// "Akteure", "Akteuren", "Kolleg", "Expert": the plural ending of malformed forms is left to the stemmer.
    private static func neutral(_ stem: String) -> String { stem }

    private static func joined(_ stem: String, _ rest: String) -> String {
        rest.hasPrefix("-") ? stem + rest : stem + rest
    }

    /// A key without its feminine ending: "einwohnerinnen" → "einwohner", "lehrerin" → "lehrer", "aerztinnen" → "aerzt".
    /// "Termin", "Medizin", "Berlin", "drinnen", "gewinnen" stay.
    public static func withoutFeminine(_ key: String) -> String {
        if key.hasSuffix("innen"), key.utf8.count > 7 {
            let stem = String(key.dropLast(5))
            return keepsInnen.contains(where: key.hasSuffix) ? key : stem
        }
        if key.hasSuffix("in"), key.utf8.count > 5 {
            let stem = String(key.dropLast(2))
            if personEndings.contains(where: stem.hasSuffix), !keepsIn.contains(where: key.hasSuffix) { return stem }
        }
        return key
    }

    private static let keepsInnen = [
        "beginnen", "gewinnen", "drinnen", "spinnen", "besinnen", "gerinnen", "entrinnen", "ersinnen", "verrinnen",
        "zurueckgewinnen", "abgewinnen", "dinnen",
    ]
    private static let keepsIn = [
        "termin", "medizin", "magazin", "disziplin", "doktrin", "vitamin", "insulin", "benzin", "ruin", "cousin",
        "turin", "interim", "kantin", "gastrin", "heparin", "bulletin",
    ]
    private static let personEndings = [
        "er", "ist", "ent", "ant", "or", "eur", "loge", "log", "aet", "eut", "at", "arzt", "aerzt", "anwalt", "anwaelt",
        "wirt", "freund", "nachbar", "kolleg", "paed", "agog",
        "expert", "pat", "lots", "lotse", "student", "praktikant", "chef", "gatt", "koch", "koech", "rat", "raet",
        "schmied", "herr", "tuerk", "graf", "bot", "zeug", "kund", "genoss", "bewohn", "soziolog",
    ]
}
