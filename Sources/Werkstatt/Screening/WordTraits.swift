/// What a word form is for the stage Screen, worked out once per distinct form.
struct WordTraits: OptionSet, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }
    private init(bit: UInt64) { rawValue = 1 << bit }

    static let capital = WordTraits(bit: 0)
    /// Two or more letters, all capitals.
    static let capitals = WordTraits(bit: 1)
    static let given = WordTraits(bit: 2)
    /// A given name that means something else as well.
    static let weakGiven = WordTraits(bit: 3)
    static let surname = WordTraits(bit: 4)
    /// Stands in the vocabulary of the pack.
    static let known = WordTraits(bit: 5)
    /// Put together from words of the vocabulary.
    static let compound = WordTraits(bit: 6)
    /// Never a name: months, towns, nations, pronouns …
    static let never = WordTraits(bit: 7)
    /// Name of an office, body or place of the pack.
    static let gazetteer = WordTraits(bit: 8)
    static let strongTitle = WordTraits(bit: 9)
    static let academicTitle = WordTraits(bit: 10)
    static let weakTitle = WordTraits(bit: 11)
    static let notBefore = WordTraits(bit: 12)
    static let notAfter = WordTraits(bit: 13)
    static let genericBefore = WordTraits(bit: 14)
    static let article = WordTraits(bit: 15)
    static let particle = WordTraits(bit: 16)
    /// One capital letter, with or without a full stop.
    static let initial = WordTraits(bit: 17)
    /// May begin a sequence of words that is no name ("Karl der Große", "Ludwig Forum").
    static let figureStart = WordTraits(bit: 18)
    /// Name of a street.
    static let street = WordTraits(bit: 19)
    /// May be the name of a street ("…weg", "…platz").
    static let weakStreet = WordTraits(bit: 20)
    static let phoneCue = WordTraits(bit: 21)
    static let referenceCue = WordTraits(bit: 22)
    static let birthCue = WordTraits(bit: 23)
    static let participant = WordTraits(bit: 24)
    static let hasDigit = WordTraits(bit: 25)
    static let word = WordTraits(bit: 26)
    static let number = WordTraits(bit: 27)
    static let punctuation = WordTraits(bit: 28)
    static let unit = WordTraits(bit: 29)
    /// A frequent word of German.
    static let german = WordTraits(bit: 30)
    /// Ends as only nouns of a thing or a deed do ("-ung", "-keit").
    static let abstract = WordTraits(bit: 31)
    /// "Müllers", "Fatmas": a listed name with an s.
    static let genitive = WordTraits(bit: 32)
    /// Three letters at least.
    static let long = WordTraits(bit: 33)
    static let streetStart = WordTraits(bit: 34)
    static let at = WordTraits(bit: 35)
    static let plus = WordTraits(bit: 36)
    static let emoji = WordTraits(bit: 37)
    static let address = WordTraits(bit: 38)
    /// Letters without a vowel, or digits between letters: what a reader of bad handwriting writes.
    static let odd = WordTraits(bit: 39)
    static let lower = WordTraits(bit: 40)
    static let plateCue = WordTraits(bit: 41)
    /// A word the pack's texts use often: hardly a surname, even behind a given name.
    static let common = WordTraits(bit: 42)
    /// A surname that is hardly ever a German word.
    static let pureSurname = WordTraits(bit: 43)
    /// Ends or is spelt as only surnames are ("-owski", "-oğlu", "-mann").
    static let surnameShape = WordTraits(bit: 44)

    /// Without any of these a card holds no name.
    static let nameSigns: WordTraits = [.given, .weakGiven, .strongTitle, .weakTitle, .initial, .participant]
}

/// Works out traits from the lists of a pack.
struct TraitReader: Sendable {
    private let names: NameLists
    private let numbers: NumberLists
    private let german: Set<String>
    private let guards: NameGuards
    private let participants: Set<String>
    private let commonWord: Int

    init(_ rules: ScreeningRules, guards: NameGuards, participants: Set<String>) {
        names = rules.names
        numbers = rules.numbers
        german = rules.languages.german
        self.guards = guards
        self.participants = participants
        commonWord = Int(rules.limits["common_word"])
    }

    func traits(of form: WordForm) -> WordTraits {
        var traits: WordTraits = []
        switch form.kind {
        case .word: traits.insert(.word)
        case .number: traits.formUnion([.number, .hasDigit])
        case .punctuation: traits.insert(form.surface == "+" ? [.punctuation, .plus] : .punctuation)
        case .emoji: traits.insert(.emoji)
        case .address: traits.insert(.address)
        }
        let surface = form.surface.hasSuffix(".") ? form.surface.dropLast() : form.surface[...]
        let lower = surface.lowercased()
        if form.surface.utf8.contains(where: { $0 >= 48 && $0 <= 57 }) { traits.insert(.hasDigit) }
        if numbers.units.contains(lower) { traits.insert(.unit) }
        if form.kind == .number || form.kind == .punctuation || form.kind == .emoji {
            if surface == "*" { traits.insert(.birthCue) }
            return traits
        }
        if form.isCapitalised { traits.insert(.capital) } else { traits.insert(.lower) }
        if form.isCapitals { traits.insert(.capitals) }
        if form.frequency > 0 { traits.insert(.known) }
        if form.frequency >= commonWord { traits.insert(.common) }
        let hyphenated = surface.utf8.contains(UInt8(ascii: "-"))
        if form.parts.count > 1, !hyphenated { traits.insert(.compound) }
        if german.contains(lower) { traits.formUnion([.german, .known, .common]) }
        let letters = surface.unicodeScalars.count
        if letters >= 3 { traits.insert(.long) }
        if letters == 1, form.isCapitalised { traits.insert(.initial) }
        addNames(surface, form, hyphenated, &traits)
        addNumberCues(lower, &traits)
        if OddWord.isOdd(surface) { traits.insert(.odd) }
        return traits
    }

    private static let abstractEndings = [
        "ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "ismus", "tion", "tionen", "tät", "ment", "kurs",
        "kurse",
    ]

    private func addNames(_ surface: Substring, _ form: WordForm, _ hyphenated: Bool, _ traits: inout WordTraits) {
        let key = nameKey(surface)
        if names.given.contains(key) {
            traits.insert(.given)
        } else if names.weak.contains(key) {
            traits.insert(.weakGiven)
        }
        if names.surnames.contains(key) { traits.insert(.surname) }
        if names.pureSurnames.contains(key) { traits.insert(.pureSurname) }
        if names.surnameEndings.contains(where: { key.hasSuffix($0) && key.utf8.count >= $0.utf8.count + 3 }) {
            traits.insert(.surnameShape)
        }
        if hyphenated { addHyphenatedName(surface, &traits) }
        if key.hasSuffix("s"), key.utf8.count >= 5, traits.isDisjoint(with: [.given, .weakGiven, .surname]) {
            let stem = String(key.dropLast(key.hasSuffix("'s") ? 2 : 1))
            if names.given.contains(stem) || names.surnames.contains(stem) && form.frequency == 0 {
                traits.insert(.genitive)
            }
        }
        if names.never.contains(key) { traits.insert(.never) }
        if guards.words.contains(key) || guards.words.contains(nameKey(form.key)) { traits.insert(.gazetteer) }
        if guards.starts.contains(key) || names.figures[key] != nil { traits.insert(.figureStart) }
        if names.strongTitles.contains(key) { traits.insert(.strongTitle) }
        if names.academicTitles.contains(key) { traits.insert(.academicTitle) }
        if names.weakTitles.contains(key) { traits.insert(.weakTitle) }
        if names.notBefore.contains(key) { traits.insert(.notBefore) }
        if names.notAfter.contains(key) { traits.insert(.notAfter) }
        if names.genericBefore.contains(key) { traits.insert(.genericBefore) }
        if names.articles.contains(key) { traits.insert(.article) }
        if names.particles.contains(key) { traits.insert(.particle) }
        if participants.contains(key) || key.hasSuffix("s") && participants.contains(String(key.dropLast())) {
            traits.insert(.participant)
        }
        if Self.abstractEndings.contains(where: key.hasSuffix) { traits.insert(.abstract) }
    }

    /// "Anna-Lena" is a given name, "Brandl-Okafor" a surname, "Käthe-Kollwitz-Schule" neither.
    private func addHyphenatedName(_ surface: Substring, _ traits: inout WordTraits) {
        let pieces = surface.split(separator: "-").map { nameKey($0) }
        guard pieces.count >= 2, let last = pieces.last else { return }
        let isGiven = { (key: String) in names.given.contains(key) || names.weak.contains(key) }
        if names.notAfter.contains(last) || numbers.streetEndings.contains(where: last.hasSuffix) {
            traits.formUnion([.never, .known])
        } else if pieces.allSatisfy(isGiven), pieces.contains(where: names.given.contains) {
            traits.insert(.given)
        } else if !traits.contains(.known), pieces.allSatisfy({ $0.utf8.count >= 2 }) {
            if pieces.contains(where: names.surnames.contains) { traits.insert(.surname) }
        } else if pieces.dropLast().contains(where: { names.surnames.contains($0) || isGiven($0) }),
            names.surnames.contains(last)
        {
            traits.insert(.surname)
        }
    }

    private func addNumberCues(_ lower: String, _ traits: inout WordTraits) {
        if numbers.phoneCues.contains(lower) { traits.insert(.phoneCue) }
        if numbers.birthCues.contains(lower) { traits.insert(.birthCue) }
        if numbers.plateCues.contains(lower) { traits.insert(.plateCue) }
        if numbers.streetStarts.contains(lower) { traits.insert(.streetStart) }
        if lower == "at" { traits.insert(.at) }
        let plain = lower.filter { $0.isLetter }
        if numbers.referenceCues.contains(plain) { traits.insert(.referenceCue) }
        guard !numbers.notStreets.contains(plain) else { return }
        if guards.streets.contains(nameKey(lower)) || numbers.streetEndings.contains(where: plain.hasSuffix) {
            traits.insert(.street)
        } else if numbers.weakStreetEndings.contains(where: {
            plain.hasSuffix($0) && plain.utf8.count > $0.utf8.count + 2
        }) {
            traits.insert(.weakStreet)
        }
    }
}

/// Words of the pack's gazetteers, so that offices and places are not taken for people.
struct NameGuards: Sendable {
    /// Names of one word.
    private(set) var words: Set<String> = []
    /// Names of several words by their first key, where a given name is among them.
    private(set) var sequences: [String: [[String]]] = [:]
    private(set) var starts: Set<String> = []
    private(set) var streets: Set<String> = []

    init() {}

    init(_ pack: Pack) {
        let names = pack.screening.names
        for entry in pack.actors + pack.places {
            for text in [entry.name] + entry.variants.filter({ $0.flag != "person" }).map(\.text) {
                let keys = text.split(separator: " ").map { nameKey($0) }
                if keys.count == 1 {
                    words.insert(keys[0])
                    if entry.kind == "strasse" || entry.kind == "platz" { streets.insert(keys[0]) }
                } else if let first = keys.first,
                    keys.contains(where: {
                        names.given.contains($0) || names.weak.contains($0) || names.surnames.contains($0)
                    })
                {
                    sequences[first, default: []].append(keys)
                    starts.insert(first)
                }
            }
        }
    }
}
