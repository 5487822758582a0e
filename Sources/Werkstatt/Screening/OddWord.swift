/// Words as they come out of bad handwriting or a broken font.
enum OddWord {
    /// Whether a word has letters but no vowel, or digits or stray signs between its letters. Abbreviations in capitals,
    /// gender forms and codes that end or begin in digits ("B1", "3a") are not odd.
    static func isOdd(_ word: Substring) -> Bool {
        var letters = 0
        var vowels = 0
        var capitals = 0
        var digitsInside = 0
        var signsInside = 0
        var previousIsLetter = false
        var pendingDigits = 0
        var pendingSigns = 0
        for scalar in word.unicodeScalars {
            if scalar.isLetter {
                letters += 1
                if scalar.properties.isUppercase { capitals += 1 }
                if isVowel(scalar) { vowels += 1 }
                if previousIsLetter || letters > 1 {
                    digitsInside += pendingDigits
                    signsInside += pendingSigns
                }
                pendingDigits = 0
                pendingSigns = 0
                previousIsLetter = true
            } else if scalar.value >= 48, scalar.value <= 57 {
                if letters > 0 { pendingDigits += 1 }
                previousIsLetter = false
            } else {
                if letters > 0, stray.contains(scalar) { pendingSigns += 1 }
                previousIsLetter = false
            }
        }
        if digitsInside > 0, digitsInside <= 2 { return capitals < letters || letters == 0 }
        if signsInside > 0 { return true }
        if letters == 1 {
            return digitsIn(word) == 0 && word.unicodeScalars.count == 1 && !oneLetterWords.contains(word)
        }
        return letters >= 2 && letters <= 5 && vowels == 0 && capitals < letters && !short.contains(word.lowercased())
    }

    private static func digitsIn(_ word: Substring) -> Int { word.utf8.filter { $0 >= 48 && $0 <= 57 }.count }
    private static func isVowel(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value >= 0x80 { return true }
        return "aeiouyAEIOUY".unicodeScalars.contains(scalar)
    }
    private static let stray = Set("~#?|^\\=<>§$%{}".unicodeScalars)
    private static let oneLetterWords: Set<Substring> = [
        "a", "à", "A", "B", "C", "D", "E", "H", "I", "K", "M", "N", "O", "Q", "S", "T", "U", "V", "W", "X", "x", "z",
        "b", "d", "h", "u", "o", "ö", "Ö", "m", "y", "i",
    ]
    private static let short: Set<String> = [
        "bzw", "usw", "ggf", "vgl", "evtl", "std", "str", "nr", "dr", "hr", "fr", "st", "jh", "kg", "km", "cm", "mm",
        "qm", "ml", "tn", "pkt", "pkte", "prv", "vhs", "kfz",
        "pkw", "lkw", "sms", "mfg", "hl", "tsd", "mrd", "sgb", "bsp", "bspw", "tzn", "www", "pdf", "mwst", "gmbh", "rt",
        "pst", "hm", "hmm", "psst", "brr", "grr", "tv", "pc",
        "wg", "dgl", "lt", "ltd", "ch", "vz", "tz", "sv", "fb", "kn", "mg",
    ]
}
