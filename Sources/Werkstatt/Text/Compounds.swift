/// Splits German compounds into modifier and head with the words it knows.
///
/// Dictionary splitting with linking elements (Koehn & Knight 2003: the best split is the one whose parts are the
/// most frequent words by geometric mean), restricted to what cannot fire wrongly: prefixes and endings are no parts,
/// and a word that is known as simple is not split. Cost: the square of a word's length, once per distinct word.
public struct CompoundSplitter: Sendable {
    /// Stem → how often it was seen as a word.
    private let frequency: [String: Int]
    /// Keys that look like compounds and are none ("interessen", "transport").
    private let simple: Set<String>

    /// Shortest modifier and head, in letters of the key.
    private static let shortestModifier = 3, shortestHead = 4
    private static let links = ["", "s", "es", "n", "en", "er", "e", "ns", "ens"]
    /// Particles and prefixes are no modifiers: "Ausbildung" is one word here.
    private static let prefixes: Set<String> = [
        "aus", "auf", "ein", "vor", "zu", "ver", "be", "er", "ent", "ge", "ueber", "unter", "um", "mit", "nach", "bei",
        "durch", "hin", "her", "weg",
        "zusammen", "ab", "an", "un", "miss", "zer", "wider", "wieder", "gegen", "fort", "los", "da", "dar", "hier",
        "dort", "wo", "ober", "inner", "ausser",
        "nicht", "all", "the", "der", "die", "das", "den", "man", "sie", "wir", "ich", "ihr", "uns", "und", "bis",
        "als", "wie", "nur", "was", "wer", "gar", "hat", "ist", "war", "in", "im", "am", "zum", "zur", "vom", "von",
        "fuer", "alle", "sein", "mein", "dein", "kein", "sich", "dass", "wenn", "noch", "auch", "oder", "aber", "sehr",
        "viel", "mehr", "man", "rein", "raus", "rauf", "runter", "voll",
    ]
    /// Endings that are words as well but seldom heads.
    private static let endings: Set<String> = [
        "ung", "heit", "keit", "schaft", "lich", "isch", "bar", "sam", "haft", "los", "frei", "reich", "arm", "voll",
        "weise", "mal", "seits", "wärts", "ieren", "iert", "ierung", "ende", "enden", "ender", "erin", "innen", "chen",
        "lein", "tion", "ischen", "liche", "lichen", "licher", "test", "sten", "stens", "tag", "heiten", "keiten",
        "schaften", "ungen", "ation", "ionen", "isten", "ismus", "tät", "baren", "barer", "ere", "eren", "erer", "este",
        "esten", "igen", "iger", "iges", "igkeit", "lichkeit", "losigkeit", "samkeit", "barkeit",
    ]

    public init(frequency: [String: Int], simple: Set<String>) {
        self.frequency = frequency
        self.simple = simple
    }

    /// How often a stem was seen as a word.
    public func count(of stem: String) -> Int { frequency[stem] ?? 0 }

    /// The parts of a key (keys themselves, linking elements cut off all but the last), or an empty list when the word is simple.
    /// At most four parts.
    public func split(_ key: String, stemmer: Stemmer) -> [String] {
        guard key.utf8.count >= Self.shortestModifier + Self.shortestHead, !simple.contains(key) else { return [] }
        let letters = Array(key.utf8)
        guard letters.allSatisfy({ (97...122).contains($0) }) else { return [] }
        var parts: [String] = []
        guard let best = best(letters[...], stemmer: stemmer, depth: 0) else { return [] }
        parts = best.parts
        return parts.count > 1 ? parts : []
    }

    private struct Split {
        var parts: [String]
        /// Mean of log2(1 + frequency) over the parts, in bits, less one bit for each part beyond the second.
        var score: Double
    }

    private func bits(_ frequency: Int) -> Double { Double(Int.bitWidth - (frequency + 1).leadingZeroBitCount) }

    private func best(_ letters: ArraySlice<UInt8>, stemmer: Stemmer, depth: Int) -> Split? {
        var best: Split?
        guard depth < 3 else { return nil }
        let first = letters.startIndex + Self.shortestModifier
        let last = letters.endIndex - Self.shortestHead
        guard first <= last else { return nil }
        for cut in first...last {
            guard
                let modifier = modifier(
                    String(decoding: letters[letters.startIndex..<cut], as: UTF8.self),
                    stemmer: stemmer
                )
            else { continue }
            let rest = String(decoding: letters[cut...], as: UTF8.self)
            if let weight = head(rest, stemmer: stemmer) {
                let score = (modifier.weight + weight) / 2
                if best == nil || score > best!.score { best = Split(parts: [modifier.key, rest], score: score) }
            }
            if let deeper = self.best(letters[cut...], stemmer: stemmer, depth: depth + 1) {
                let count = Double(deeper.parts.count)
                let score = (modifier.weight + deeper.score * count) / (count + 1) - 1
                if best == nil || score > best!.score {
                    best = Split(parts: [modifier.key] + deeper.parts, score: score)
                }
            }
        }
        return best
    }

    private func modifier(_ text: String, stemmer: Stemmer) -> (key: String, weight: Double)? {
        guard !Self.prefixes.contains(text) else { return nil }
        for link in Self.links where text.hasSuffix(link) {
            let key = String(text.dropLast(link.count))
            guard key.utf8.count >= Self.shortestModifier, !Self.prefixes.contains(key) else { continue }
            if let count = frequency[stemmer.stem(key)] { return (key, bits(count)) }
            if link.isEmpty, let count = frequency[stemmer.stem(key + "e")] { return (key + "e", bits(count)) }
        }
        return nil
    }

    private func head(_ text: String, stemmer: Stemmer) -> Double? {
        guard !Self.endings.contains(text), !Self.prefixes.contains(text) else { return nil }
        return frequency[stemmer.stem(text)].map(bits)
    }
}
