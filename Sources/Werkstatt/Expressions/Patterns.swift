/// Who an expression speaks for. Layers do not shadow each other: "Frauensport" is a concept and still names women.
enum ExpressionLayer: UInt8, CaseIterable, Sendable {
    /// Concepts of the thesaurus.
    case concept
    /// Labels of the pack that have expressions of their own (target groups, fields …).
    case label
    /// Topic-free cues: critique, wish, step.
    case cue
    /// Wording that steers the matching itself: contrast and figures of speech.
    case control

    var mask: UInt8 { 1 << rawValue }
}

/// What wording of the layer `control` does.
enum ControlWording: UInt32, Sendable {
    /// "geht nicht um": what follows is not what the card is about.
    case contrastOpens
    /// "sondern": what follows is.
    case contrastCloses
    /// "nicht", "kein": opens a contrast when a closer follows.
    case negation
    /// "nicht nur": looks like a negation and is none.
    case noNegation
    /// "an einem Strang ziehen": its words do not mean what they say.
    case figurative
}

/// One expression of one owner.
struct ExpressionEntry: Sendable, Hashable {
    var layer: ExpressionLayer
    /// Number of the concept, label (fields, themes, phases, target groups in one row) or cue; a `ControlWording`.
    var owner: UInt32
    var strength: Strength
}

/// An expression with its owner, before it is compiled.
struct OwnedExpression {
    var expression: Expression
    var entry: ExpressionEntry
}

/// Words that must, or must not, stand near an expression, as stem hashes.
struct MatchCondition: Sendable {
    var needs: [UInt64]
    var notWith: [UInt64]
}

/// Hashes of what is looked up: a stem, a run of compound parts, an abbreviation, two neighbouring phrase words.
enum PatternHash {
    static func stem(_ stem: String) -> UInt64 { FeatureHashing.hash(.word, stem.utf8) }

    /// A stem in one of four kinds: what the stemmer throws together ("Schule", "Schüler"; "Forderung", "Förderung") stays apart.
    static func stem(_ stem: String, _ kind: WordCut) -> UInt64 {
        PatternHash.stem(stem) &+ UInt64(kind.rawValue) &* 0x9E37_79B9_7F4A_7C15
    }

    /// A run of two or more compound parts.
    static func parts(_ stems: ArraySlice<String>) -> UInt64 {
        FeatureHashing.hash(.part, stems.joined(separator: "+").utf8)
    }

    static func abbreviation(_ surface: some StringProtocol) -> UInt64 { FeatureHashing.hash(.gram, surface.utf8) }

    static func pair(_ left: UInt64, _ right: UInt64) -> UInt64 { FeatureHashing.pair(left, right) }
}

/// What a stem hides of its word.
struct WordCut: OptionSet, Sendable {
    let rawValue: UInt8
    /// Names a person or thing that does something: Schüler, Arbeiter, Lehrer; not the plurals Kinder, Häuser.
    static let agent = WordCut(rawValue: 1)
    /// Written with an umlaut.
    static let umlaut = WordCut(rawValue: 2)

    /// Of an expression, or of a compound's part: exactly one.
    init(key: String, isNoun: Bool) {
        var cut: WordCut = []
        if isNoun, Self.isAgent(key) { cut.insert(.agent) }
        if Fold.withoutUmlauts(key) != key { cut.insert(.umlaut) }
        self = cut
    }

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The kinds of expressions a word may be an inflection of: an umlaut may come from a plural, and where case does not
    /// tell nouns, both readings hold.
    static func readings(key: String, isNoun: Bool?) -> [WordCut] {
        let agents =
            isNoun.map { [WordCut(key: key, isNoun: $0).intersection(.agent)] } ?? (isAgent(key) ? [.agent, []] : [[]])
        let umlauts: [WordCut] = Fold.withoutUmlauts(key) != key ? [.umlaut, []] : [[]]
        return agents.flatMap { agent in umlauts.map { agent.union($0) } }
    }

    private static func isAgent(_ key: String) -> Bool {
        var base = Substring(Fold.withoutUmlauts(key))
        guard let ending = ["er", "ern", "ers"].first(where: base.hasSuffix), base.utf8.count > ending.count + 2 else {
            return false
        }
        base = base.dropLast(ending.count)
        return !plurals.contains(where: base.hasSuffix) && !adjectives.contains(where: base.hasSuffix)
    }

    /// Nouns with a plural in -er.
    private static let plurals = [
        "kind", "bild", "haus", "land", "buch", "wort", "mann", "rad", "amt", "dorf", "feld", "geld", "glied", "kleid",
        "lied", "licht", "loch", "schild", "tal", "tuch", "volk", "wald",
        "blatt", "brett", "dach", "fach", "geist", "glas", "gras", "gut", "rand", "bad", "band", "denkmal",
        "geschlecht", "gesicht", "tum", "gott", "rind", "ei", "huhn", "schloss",
    ]
    /// Endings of adjectives: "kostenloser" is an inflection of "kostenlos".
    private static let adjectives = [
        "los", "ig", "lich", "isch", "bar", "sam", "haft", "iv", "al", "ell", "end", "frei", "voll", "sprachig",
    ]
}

/// Hash → numbers, in three flat arrays: open addressing, no strings, ready to be written to a cache.
struct HashLists: Sendable {
    /// Ascending.
    let keys: [UInt64]
    /// Numbers of key k: `numbers[start[k]..<start[k + 1]]`.
    let start: [UInt32]
    let numbers: [UInt32]
    private let slots: [Int32]
    private let mask: Int

    init(keys: [UInt64], start: [UInt32], numbers: [UInt32]) {
        self.keys = keys
        self.start = start
        self.numbers = numbers
        var size = 16
        while size < keys.count * 2 { size *= 2 }
        mask = size - 1
        var slots = [Int32](repeating: -1, count: size)
        for (number, key) in keys.enumerated() {
            var slot = Int(truncatingIfNeeded: key ^ (key >> 31)) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
        self.slots = slots
    }

    init(_ pairs: [(key: UInt64, number: UInt32)]) {
        let sorted = pairs.sorted { ($0.key, $0.number) < ($1.key, $1.number) }
        var keys: [UInt64] = []
        var start: [UInt32] = []
        var numbers: [UInt32] = []
        for (key, number) in sorted {
            if keys.last != key {
                keys.append(key)
                start.append(UInt32(numbers.count))
            } else if numbers.last == number {
                continue
            }
            numbers.append(number)
        }
        start.append(UInt32(numbers.count))
        self.init(keys: keys, start: start, numbers: numbers)
    }

    /// The positions in `numbers` that belong to a hash.
    @inline(__always)
    func range(_ key: UInt64) -> Range<Int> {
        var slot = Int(truncatingIfNeeded: key ^ (key >> 31)) & mask
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if keys[number] == key { return Int(start[number])..<Int(start[number + 1]) }
            slot = (slot + 1) & mask
        }
        return 0..<0
    }

    func contains(_ key: UInt64) -> Bool { !range(key).isEmpty }
}
