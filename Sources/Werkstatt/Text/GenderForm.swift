/// Gender-inclusive and feminine forms folded to one key: Einwohner*innen, EinwohnerInnen, Einwohner/-innen,
/// Einwohner(innen) and Einwohnerinnen all give "einwohner". The forms themselves are never corrected or judged.
public enum GenderForm {
    /// Signs that stand between a stem and "in"/"innen".
    static let signs: Set<Character> = ["*", ":", "_", "·", "/", "’", "'", "•", "∙", "‧"]
    /// What stands behind a sign in articles, pronouns and nouns made of adjectives: jede*r, eine:n, Beschäftigte_r, ihr*e.
    private static let endings: Set<String> = ["r", "n", "s", "m", "e", "er", "en", "es", "em", "rn", "ne", "ren"]
    /// Words that stand on both sides of a sign.
    private static let pairs: Set<String> = [
        "der", "die", "das", "den", "dem", "des", "er", "sie", "ihm", "ihr", "ihn", "ihre", "ihrer", "ihren", "sein",
        "seine", "seiner", "seinen", "man", "frau", "ein", "eine", "einen", "einer",
        "einem", "dieser", "diese", "diesen", "jeder", "jede", "jeden", "jedem", "welcher", "welche", "deren", "dessen",
        "seinem", "ihrem", "zum", "zur", "vom", "von", "kein", "keine", "keinen", "keiner",
    ]
    /// What stands after the preposition "in".
    private static let places: Set<String> = [
        "der", "die", "das", "den", "dem", "einer", "einem", "eine", "einen", "unserer", "unserem", "unseren", "allen",
        "jeder", "jedem", "vielen", "diesem", "dieser", "kleinen", "meiner", "meinem", "ihrer", "ihrem",
    ]
    private static let bracketed: Set<String> = ["in", "innen", "en", "n", "r", "e", "nen", "er", "s"]

    // MARK: Where a form goes on over a sign (for the tokenizer)

    /// Whether a word goes on behind a sign.
    static func continues(
        _ text: PlainLatin.Text,
        _ wordStart: Int,
        _ wordEnd: Int,
        _ sign: Int,
        _ restStart: Int,
        _ restEnd: Int
    ) -> Bool {
        let rest = String(decoding: text[restStart..<restEnd], as: UTF8.self)
        let word = String(decoding: text[wordStart..<wordEnd], as: UTF8.self)
        let lower = rest.lowercased()
        if text[sign] == UInt8(ascii: "'") || text[sign] == 0xE2 { return lower.hasPrefix("innen") }
        if let compound = afterFeminine(rest[...]) {
            let isLong = lower.hasPrefix("inn") || lower.hasPrefix("ïnn")
            if isLong || isPerson(Fold.key(word)) { return true }
            // "Kurs:in der Schule", "Treffen:in Aachen": a blank is missing there.
            guard compound.isEmpty else { return false }
            var next = restEnd
            while next < text.count, text[next] == 0x20 { next += 1 }
            guard next > restEnd, next < text.count else { return true }
            var end = next
            while end < text.count, PlainLatin.isLetterByte(text[end]) { end += 1 }
            return !PlainLatin.isUpper(text, next)
                && !places.contains(String(decoding: text[next..<end], as: UTF8.self))
        }
        if endings.contains(lower) {
            return rest == lower && word.utf8.count >= 2 && !(text[sign] == UInt8(ascii: "/") && lower == "s")
        }
        return pairs.contains(lower) && pairs.contains(word.lowercased())
    }

    static func isBracketed(_ text: PlainLatin.Text, _ start: Int, _ end: Int) -> Bool {
        bracketed.contains(String(decoding: text[start..<end], as: UTF8.self).lowercased())
    }

    // MARK: The word without its marker

    /// The word without its gender marker, its ending kept neutral ("Bürger*innenbeteiligung" → "Bürgerbeteiligung",
    /// "jede*r" → "jede"), or nil when it has none.
    public static func unmarked(_ word: String) -> String? {
        if word.utf8.allSatisfy({ $0 < 0x80 && PlainLatin.isLetterASCII($0) && $0 >= 0x61 }) { return nil }
        return unmarkedSign(word) ?? unmarkedBrackets(word) ?? unmarkedCapital(word)
    }

    private static func unmarkedSign(_ word: String) -> String? {
        for sign in word.indices where signs.contains(word[sign]) && sign > word.startIndex {
            var rest = word[word.index(after: sign)...]
            if rest.first == "-" { rest = rest.dropFirst() }
            var before = word[..<sign]
            if before.last == "-" { before = before.dropLast() }
            guard !before.isEmpty else { continue }
            if let compound = afterFeminine(rest) {
                // "Lehr_er_in" bears two signs. A singular keeps its "in": `withoutFeminine` decides, as for the plain form.
                let isSingular = rest.dropFirst(2).first?.lowercased() != "n"
                return String(before.filter { $0 != "_" }) + (isSingular ? "in" : "") + compound
            }
            let lower = rest.lowercased()
            if endings.contains(lower) { return String(before) }
            if pairs.contains(lower), pairs.contains(before.lowercased()) { return String(before) }
        }
        return nil
    }

    private static func unmarkedBrackets(_ word: String) -> String? {
        guard let open = word.firstIndex(where: { $0 == "(" || $0 == "[" }), open > word.startIndex,
            let close = word[open...].firstIndex(where: { $0 == ")" || $0 == "]" })
        else { return nil }
        var inside = word[word.index(after: open)..<close]
        if inside.first == "-" { inside = inside.dropFirst() }
        var after = word[word.index(after: close)...]
        guard bracketed.contains(inside.lowercased()) else { return nil }
        let before = word[..<open]
        // "Lehrerin(nen)", "Lehrer(in)nen"
        if inside == "nen", before.hasSuffix("in") { return String(before.dropLast(2)) + after }
        if inside.lowercased() == "in", after.hasPrefix("nen") { after = after.dropFirst(3) }
        return String(before) + (inside.lowercased() == "in" && after.isEmpty ? "in" : "") + after
    }

    /// BürgerInnen, IngenieurIn, ÄrztInnenkammer, Teilnehmerïnnen; not the capitals of "BÜRGERINNEN".
    private static func unmarkedCapital(_ word: String) -> String? {
        var previous: Character = " "
        for index in word.indices {
            let character = word[index]
            if character == "I" || character == "Ï" || character == "ï", previous.isLowercase,
                let compound = afterFeminine(word[index...])
            {
                let isLong = word[index...].dropFirst(2).first?.lowercased() == "n"
                if isLong || character != "I" || isPerson(Fold.key(word[..<index])) {
                    return String(word[..<index]) + (isLong ? "" : "in") + compound
                }
            }
            previous = character
        }
        return nil
    }

    /// What follows "in"/"innen" (any case), or nil when that is not how the text begins.
    private static func afterFeminine(_ text: Substring) -> Substring? {
        let head = text.prefix(5).lowercased()
        if head == "innen" || head == "ïnnen" { return text.dropFirst(5) }
        guard head.hasPrefix("in") || head.hasPrefix("ïn") else { return nil }
        let rest = text.dropFirst(2)
        return rest.isEmpty || rest.first == "-" || rest.first == "/" ? rest : nil
    }

    // MARK: Feminine forms without a marker

    /// A key without its feminine ending: "einwohnerinnen" → "einwohner", "lehrerin" → "lehrer", "aerztinnen" → "aerzt",
    /// "lehrerinnenzimmer" → "lehrerzimmer". "Termin", "Medizin", "Berlin", "drinnen", "gewinnen" stay.
    public static func withoutFeminine(_ key: String) -> String {
        // "Lotsin" and "Lots*innen" lose an e of "Lotse"; "Patin" is too short for the rule.
        for ending in ["lotsinnen", "lotsin", "lots"] where key.hasSuffix(ending) {
            guard !keepsLots.contains(where: key.hasSuffix), key != "slots" else { return key }
            return String(key.dropLast(ending.utf8.count)) + "lotse"
        }
        if let short = shortPersons[key] { return short }
        guard key.utf8.count > 5 else { return key }
        if key.hasSuffix("innen"), key.utf8.count > 7 {
            if keepsWhole.contains(key) || keepsInnen.contains(where: key.hasSuffix) { return key }
            // "AfrikanerinInnen" bears the ending twice.
            let stem = String(key.dropLast(5))
            return stem.hasSuffix("erin") || stem.hasSuffix("istin") ? String(stem.dropLast(2)) : stem
        }
        if key.hasSuffix("in") {
            let stem = String(key.dropLast(2))
            if isPerson(stem), !keepsInWhole.contains(key), !keepsIn.contains(where: key.hasSuffix) { return stem }
        }
        return withoutInnerFeminine(key)
    }

    /// "buergerinnenbeteiligung" → "buergerbeteiligung"; not "landesinnenminister", "erinnern", "spinnennetz".
    private static func withoutInnerFeminine(_ key: String) -> String {
        let letters = Array(key.utf8)
        let infix = Array("innen".utf8)
        guard letters.count >= 12 else { return key }
        for start in 3...(letters.count - 8)
        where letters[start] == infix[0] && letters[start..<(start + 5)].elementsEqual(infix) {
            let before = String(decoding: letters[..<start], as: UTF8.self)
            let after = String(decoding: letters[(start + 5)...], as: UTF8.self)
            if start > 3 ? isPerson(before) : shortPersons[before + "innen"] != nil,
                !insides.contains(where: after.hasPrefix),
                !keepsInnen.contains(where: (before + "innen").hasSuffix)
            {
                return before + after
            }
        }
        return key
    }

    /// Persons too short for the rules, with what their masculine form gives.
    private static let shortPersons: [String: String] = {
        var forms = ["pat": "pate"]
        for (stem, key) in [("pat", "pate"), ("erb", "erb"), ("pol", "pol"), ("bot", "bot"), ("zar", "zar")] {
            forms[stem + "in"] = key
            forms[stem + "innen"] = key
        }
        return forms
    }()
    /// "Pilots" and "Zeitslots" are no guides.
    private static let keepsLots = ["pilots", "zeitslots", "doppelslots", "terminslots"]

    /// What "Innen-" itself stands before.
    private static let insides = [
        "raum", "raeum", "stadt", "staedt", "minist", "hof", "hoef", "leben", "druck", "politi", "ausbau", "seite",
        "wand", "tuer", "bereich", "verteidig", "senat", "architek", "aussch", "einricht", "temperatur",
        "welt",
    ]

    private static func isPerson(_ stem: String) -> Bool { personEndings.contains(where: stem.hasSuffix) }

    /// How words end that are no feminine plurals ("beginnen", "Kreuzspinnen", "Dachrinnen") …
    private static let keepsInnen = [
        "beginnen", "gewinnen", "besinnen", "drinnen", "spinnen", "dachrinnen", "regenrinnen", "abflussrinnen",
        "nachsinnen",
    ]
    /// … and those that are none as whole words ("gerinnen", but "Bürgerinnen").
    private static let keepsWhole: Set<String> = [
        "gerinnen", "entrinnen", "verrinnen", "zerrinnen", "ersinnen", "entsinnen", "entspinnen", "anpinnen",
        "aussinnen", "abrinnen", "durchrinnen", "blutgerinnen",
    ]
    /// Keys that end like a feminine singular and name no woman, as endings …
    private static let keepsIn = [
        "glycerin", "glyzerin", "heparin", "margarin", "mandarin", "nektarin", "saccharin", "rosmarin", "ultramarin",
        "submarin", "stearin", "terpentin", "serpentin", "platin", "gelatin", "keratin",
        "kreatin", "aspirin", "termin", "trampolin", "cholesterin",
    ]
    /// … and as whole words.
    private static let keepsInWhole: Set<String> = [
        "worin", "darin", "hierin", "herin", "florin", "valentin", "konstantin", "quentin", "argentin", "florentin",
        "clementin", "christin", "kristin", "austin", "martin", "satin", "marin", "statin",
        "levantin", "augustin", "justin", "katarin", "chagrin", "tamarin", "byzantin", "interferin",
    ]
    /// How words for persons end before "in".
    private static let personEndings = [
        "er", "ist", "ent", "ant", "or", "eur", "oer", "log", "loge", "aet", "eut", "at", "arzt", "aerzt", "anwalt",
        "anwaelt", "wirt", "freund", "freundin", "nachbar", "kolleg", "paed", "agog",
        "expert", "pat", "lots", "chef", "gatt", "koch", "koech", "rat", "raet", "schmied", "herr", "tuerk", "graf",
        "graef", "bot", "zeug", "kund", "genoss", "graph", "graf", "nom", "soziolog", "ar", "aer",
        "jued", "jud", "pliz", "maezen", "urg", "schoeff", "vit", "and", "bischoef", "bischof", "kar", "storch",
        "stoerch", "naeher", "poetin", "philologen", "kolg", "kurd", "griech", "russ", "ungar", "franzoes", "franzos",
        "daen", "schwed", "finn", "pol", "britt", "schott", "ir", "sachs", "saechs", "schwaeb", "bayer", "hess",
        "tschech", "slowak", "bulgar", "kroat", "serb", "alban", "rumaen", "portugies", "chines", "vietnames", "japan",
        "sudanes", "libanes", "senegales", "kongoles", "afghan", "jemenit", "israel", "beamt", "angestellt", "bauer",
        "baeuer", "psych", "ist", "pilot", "prinz", "koenig", "held", "gast", "gaest", "iv", "ikus", "od", "um", "ipp",
        "aph", "aed", "oeg", "off", "ers", "erb", "berecht", "vormund", "vormuend", "amtmaenn", "maenn", "fachfrau",
        "schultheiss", "bursch", "schuetz", "gefaehrt", "gesell", "nachkomm", "pfleg", "ehrenbuerg", "wais", "sklav",
        "rebell", "partisan", "veteran", "dekan", "sopran", "kaplan", "kapitaen", "general", "offizial", "profess",
        "assess", "vertraut", "verwandt", "laborant", "fotograf", "biograf", "choreograf", "akrobat", "athlet", "poet",
        "prophet", "asket", "interpret", "katholik", "musik", "mechanik", "mathematik", "informatik", "kritik",
        "politik", "akademik", "muslim", "moslem", "imam", "schaman", "christ", "hind", "buddhist", "tiroler",
        "steirer", "landsmaenn", "obmaenn", "hauptmaenn", "kaufmaenn", "fachmaenn", "amazon", "vasall", "idiot", "zyp",
        "patriot", "exot", "despot", "zelot", "helot", "chaot", "demokrat", "buerokrat", "aristokrat", "soldat",
        "kandidat", "advokat", "diplomat", "literat", "stipendiat", "kamerad", "nomad", "monarch", "patriarch",
        "oligarch", "philosoph", "filosof", "theosof", "anarch", "eunuch", "autodidakt", "architekt", "praefekt",
        "inspekt", "subjekt", "adept", "transvestit", "bandit", "eremit", "jesuit", "favorit", "islamit", "antisemit",
        "semit", "parasit", "prostituiert", "delinquent", "konsul", "papst", "paepst", "arrestant", "bistum", "gebaer",
        "hoer", "wahlhelf", "dieb", "wolf", "woelf", "hund", "huend", "schwaeg", "enkel", "zwilling", "lehrling",
        "lieblin", "flucht", "fluechtling", "neuling", "kumpel", "lump", "clown", "fan", "star", "profi", "coach",
        "scout", "spion", "patron", "baron", "champion", "clon", "teufel", "engel", "esel", "kamel", "goett", "gott",
        "wuestling", "hirt", "mongol", "kreol", "flam", "wallon", "schweiz", "oesterreich", "ost", "west", "nord",
        "fries", "preuss", "angl", "kelt", "azt", "slaw", "barbar", "zigeun", "sint", "rom", "amerikan", "afrikan",
        "kubans", "maroc", "marokkan", "mexikan", "italien", "spani", "brasilian", "peruan", "tibet", "nepales", "thai",
    ]
}
