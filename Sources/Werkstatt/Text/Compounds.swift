/// Splits German compounds into modifier and head with the words it knows.
///
/// Dictionary splitting with linking elements: of all ways to cover the word with known modifiers and a known head, the
/// cheapest in bits (few parts first, then frequent words; cf. Koehn & Knight 2003, Schiller 2005). What must not fire
/// wrongly is never a part: prefixes, endings, words shorter than three letters; and a word known as simple stays whole.
/// Cost: the square of a word's length, once per distinct word.
public struct CompoundSplitter: Sendable {
    /// A word as a modifier: how many bits it costs; what its key is.
    private struct Entry: Sendable {
        var bits: Float
        var key: String
    }
    /// By the hash of the modifier's letters.
    private let modifiers: [UInt64: Entry]
    /// By the hash of the head's stem: its bits, and the length of its shortest key (no head is cut far below it:
    /// "handelt" holds no "Eltern").
    private let heads: [UInt64: (bits: Float, length: Int)]
    private let simple: Set<String>
    /// What the stemmer of whoever splits must know, too.
    let stems: StemExceptions
    /// Longest part, in letters: longer ones are compounds themselves. Keeps the cost linear for endless "words".
    private static let longest = 30

    /// Bits each part costs: long parts win unless their own parts are far more frequent.
    private static let partBits: Float = 3
    /// Bits a word costs that was seen once; each doubling of its frequency takes one off.
    private static let rareBits: Float = 9
    private static let shortest = 3, shortestWhole = 7
    /// Linking elements and their bits; the cheapest are the most frequent (Langer 1998).
    private static let links: [(letters: [UInt8], bits: Float)] = [
        ("s", 1), ("n", 1), ("en", 2), ("es", 3), ("er", 4), ("e", 4), ("ns", 4), ("ens", 4),
    ].map { (Array($0.0.utf8), Float($0.1)) }

    /// Particles, prefixes and short function words are no modifiers: "Ausbildung" is one word here.
    static let prefixes: Set<String> = [
        "aus", "auf", "ein", "vor", "zu", "ver", "be", "er", "ent", "ge", "ueber", "unter", "um", "mit", "nach", "bei",
        "durch", "hin", "her", "weg",
        "zusammen", "ab", "an", "un", "miss", "zer", "wider", "wieder", "gegen", "fort", "los", "da", "dar", "hier",
        "dort", "wo", "ober", "inner", "ausser",
        "nicht", "all", "the", "der", "die", "das", "den", "dem", "des", "man", "sie", "wir", "ich", "ihr", "uns",
        "und", "bis", "als", "wie", "nur", "was", "wer", "gar",
        "hat", "ist", "war", "in", "im", "am", "zum", "zur", "vom", "von", "fuer", "alle", "sein", "mein", "dein",
        "kein", "sich", "dass", "wenn", "noch", "auch",
        "oder", "aber", "sehr", "viel", "mehr", "rein", "raus", "rauf", "runter", "voll", "zurueck", "hinter",
        "zwischen", "neben", "her", "hinaus", "heraus",
        "voraus", "vorbei", "herum", "umher", "empor", "entgegen", "dabei", "dafuer", "dagegen", "daher", "damit",
        "danach", "daran", "darauf", "daraus", "darin",
        "darueber", "darum", "darunter", "davon", "davor", "dazu", "inter", "trans", "kon", "pro", "per", "dis", "des",
        "sub", "kom", "ant", "ten", "ver", "erst", "mal", "end", "ung", "ter", "ier", "ist", "ion", "ent",
    ]
    /// Endings that are words as well but seldom heads.
    private static let endings: Set<String> = [
        "ung", "heit", "keit", "schaft", "lich", "isch", "bar", "bare", "sam", "haft", "los", "frei", "reich", "arm",
        "voll", "weise", "mal", "seits", "waerts", "ieren", "iert",
        "ierung", "ende", "enden", "ender", "erin", "innen", "chen", "lein", "tion", "ischen", "liche", "lichen",
        "licher", "test", "sten", "stens", "heiten",
        "keiten", "schaften", "ungen", "ation", "ionen", "isten", "ismus", "taet", "baren", "barer", "ere", "eren",
        "erer", "este", "esten", "igen", "iger", "iges",
        "igkeit", "lichkeit", "losigkeit", "samkeit", "barkeit", "rate", "raten", "elle", "elles", "ellen", "ieller",
        "enten", "anten", "ent", "ant", "ier", "iere", "ieren", "ende", "endes", "endem", "ste", "ster", "stes",
        "inne", "inner", "innere", "tum", "tuemer", "nis", "nisse", "ling", "linge", "sal", "ion", "eure", "euren",
        "eren", "erei", "ereien", "ischer", "isches", "loser", "lose", "losen", "loses", "arten", "essen", "weisen",
        "weiser", "artig", "artige", "artigen", "massen", "dings", "mals", "malig", "fach", "facher", "fache", "fachen",
        "lei", "hand", "ling", "ten", "tem", "tes", "ter",
    ]

    /// The splitter as columns, ascending by hash: how it is kept in a cache.
    struct Table: Sendable {
        var modifierHashes: [UInt64]
        var modifierBits: [Float]
        var modifierKeys: [String]
        var headHashes: [UInt64]
        var headBits: [Float]
        var headLengths: [Int32]
        var simple: [String]
        var stemForms: [String]
        var stems: [String]
    }

    var table: Table {
        let modifiers = modifiers.sorted { $0.key < $1.key }
        let heads = heads.sorted { $0.key < $1.key }
        return Table(
            modifierHashes: modifiers.map(\.key),
            modifierBits: modifiers.map(\.value.bits),
            modifierKeys: modifiers.map(\.value.key),
            headHashes: heads.map(\.key),
            headBits: heads.map(\.value.bits),
            headLengths: heads.map { Int32($0.value.length) },
            simple: simple.sorted(),
            stemForms: stems.columns.forms,
            stems: stems.columns.stems
        )
    }

    init(_ table: Table) {
        modifiers = Dictionary(
            uniqueKeysWithValues: table.modifierHashes.indices.map {
                (table.modifierHashes[$0], Entry(bits: table.modifierBits[$0], key: table.modifierKeys[$0]))
            }
        )
        heads = Dictionary(
            uniqueKeysWithValues: table.headHashes.indices.map {
                (table.headHashes[$0], (table.headBits[$0], Int(table.headLengths[$0])))
            }
        )
        simple = Set(table.simple)
        stems = StemExceptions(forms: table.stemForms, stems: table.stems)
    }

    /// - Parameters:
    ///   - frequency: Keys of words that may be parts with how often they were seen.
    ///   - simple: Keys that stay whole.
    ///   - stems: Words whose stem is not Snowball's.
    public init(frequency: [String: Int], simple: Set<String>, stems: StemExceptions = StemExceptions()) {
        self.stems = stems
        let stemmer = Stemmer(stems)
        var modifiers: [UInt64: Entry] = [:]
        var heads: [UInt64: (bits: Float, length: Int)] = [:]
        for (key, count) in frequency {
            let bits = max(0, Self.rareBits - Float(Int.bitWidth - (count + 1).leadingZeroBitCount))
            func modify(_ letters: String, _ bits: Float) {
                guard letters.utf8.count >= Self.shortest, !Self.prefixes.contains(letters) else { return }
                let hash = Self.hash(letters.utf8)
                // The cheapest reading; of equal ones the first by alphabet, so that the order of the dictionary is of no account.
                if let old = modifiers[hash], (old.bits, old.key) <= (bits, key) { return }
                modifiers[hash] = Entry(bits: bits, key: key)
            }
            modify(key, bits)
            // "Schul-", "Sprach-", "Kirch-": a final e is left out.
            if key.utf8.last == UInt8(ascii: "e"), key.utf8.count > 4 { modify(String(key.dropLast()), bits + 1) }
            if key.utf8.count >= Self.shortest, !Self.endings.contains(key), !Self.prefixes.contains(key) {
                let hash = Self.hash(stemmer.stem(key).utf8)
                let old = heads[hash] ?? (.infinity, .max)
                heads[hash] = (min(old.bits, bits), min(old.length, key.utf8.count))
            }
        }
        self.modifiers = modifiers
        self.heads = heads
        // Inflected forms stay whole as well.
        self.simple = simple.union(simple.map(stemmer.stem))
    }

    /// The parts of a key (keys themselves, linking elements cut off all but the last), or an empty list when the word is simple.
    public func split(_ key: String, stemmer: Stemmer) -> [String] { cuts(key, stemmer: stemmer).map(\.part) }

    /// The parts with the offset in letters of the key where each begins.
    func cuts(_ key: String, stemmer: Stemmer) -> [(start: Int, part: String)] {
        let letters = Array(key.utf8)
        guard letters.count >= Self.shortestWhole, !simple.contains(key), !simple.contains(stemmer.stem(key)),
            letters.allSatisfy({ (97...122).contains($0) })
        else { return [] }
        let count = letters.count
        /// Cheapest cover of the letters from here on: its bits, where its first part ends (0 = a head to the end).
        var best = [(bits: Float, end: Int, key: String)](repeating: (.infinity, 0, ""), count: count + 1)
        for start in stride(from: count - Self.shortest, through: 0, by: -1) {
            if start > 0, let bits = head(letters[start...], stemmer: stemmer) {
                best[start] = (bits + Self.partBits, 0, "")
            }
            var hash = Self.seed
            var hashes: [UInt64] = []
            for end in (start + 1)...min(count, start + Self.longest) {
                hash = Self.mix(hash, letters[end - 1])
                hashes.append(hash)
                guard end - start >= Self.shortest, end < count, best[end].bits < .infinity else { continue }
                if let (bits, key) = modifier(letters[start..<end], hashes),
                    bits + Self.partBits + best[end].bits < best[start].bits
                {
                    best[start] = (bits + Self.partBits + best[end].bits, end, key)
                }
            }
        }
        if best[0].end == 0 {
            guard let cut = cutAfterUnknown(letters, best.map(\.bits)) else { return [] }
            best[0] = (
                0, cut,
                String(decoding: letters[..<(letters[cut - 1] == UInt8(ascii: "s") ? cut - 1 : cut)], as: UTF8.self)
            )
        }
        var parts: [(start: Int, part: String)] = []
        var start = 0
        while best[start].end > 0 {
            parts.append((start, best[start].key))
            start = best[start].end
        }
        parts.append((start, String(decoding: letters[start...], as: UTF8.self)))
        return parts
    }

    /// Endings with a linking s that only a modifier has: "Konzentrations-", "Schwierigkeits-".
    private static let modifierEndings = [
        "ions", "ungs", "heits", "keits", "schafts", "taets", "lings", "ismus", "tums", "nis",
    ].map { Array($0.utf8) }

    /// Where the rest that is known begins after an unknown modifier, or nil: only behind an ending that nothing but a
    /// modifier has. More daring guesses find more heads and split "individuell" before "Duell".
    private func cutAfterUnknown(_ letters: [UInt8], _ bits: [Float]) -> Int? {
        for cut in stride(from: Self.shortestUnknown, through: letters.count - Self.shortestAfterUnknown, by: 1)
        where bits[cut] < .infinity {
            let before = letters[..<cut]
            if Self.modifierEndings.contains(where: {
                before.count > $0.count + 2 && before.suffix($0.count).elementsEqual($0)
            }) {
                return cut
            }
        }
        return nil
    }

    private static let shortestUnknown = 4, shortestAfterUnknown = 4

    /// Endings of modifiers that are followed by a linking s.
    private static let askingForS = ["ung", "heit", "keit", "schaft", "ion", "taet", "ling", "tum"].map {
        Array($0.utf8)
    }
    private static let missingLinkBits: Float = 6

    /// - Parameter hashes: Of the first 1, 2, 3 … letters.
    private func modifier(_ letters: ArraySlice<UInt8>, _ hashes: [UInt64]) -> (Float, String)? {
        var best: (Float, String)?
        if let entry = modifiers[hashes[letters.count - 1]] {
            // "Wohnung" asks for an s: "Wohnungs-amt", not "Wohnung-samt".
            let asks = Self.askingForS.contains { letters.suffix($0.count).elementsEqual($0) }
            best = (entry.bits + (asks ? Self.missingLinkBits : 0), entry.key)
        }
        for link in Self.links
        where letters.count - link.letters.count >= Self.shortest
            && letters.suffix(link.letters.count).elementsEqual(link.letters)
        {
            guard let entry = modifiers[hashes[letters.count - link.letters.count - 1]] else { continue }
            if best == nil || entry.bits + link.bits < best!.0 { best = (entry.bits + link.bits, entry.key) }
        }
        return best
    }

    private func head(_ letters: ArraySlice<UInt8>, stemmer: Stemmer) -> Float? {
        guard letters.count <= Self.longest else { return nil }
        let text = String(decoding: letters, as: UTF8.self)
        guard !Self.endings.contains(text), !Self.prefixes.contains(text) else { return nil }
        guard let entry = heads[Self.hash(stemmer.stem(text).utf8)], letters.count >= entry.length - 1 else {
            return nil
        }
        return entry.bits
    }

    private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
    @inline(__always) private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(seed, mix) }
}
