/// The words a compound splitter works with: what packs and thesaurus use, and the pack's lists of everyday German.
public enum CompoundVocabulary {
    /// The lists of a pack, words as written.
    public struct Lists: Sendable {
        /// Simple nouns: parts of compounds, never split themselves.
        public var nouns: [String] = []
        /// Stems of verbs and adjectives that stand before nouns: "Wohn-", "Groß-".
        public var modifiers: [String] = []
        /// Adjectives that end compounds: "-gerecht", "-freundlich".
        public var heads: [String] = []
        /// Keys that only look like compounds.
        public var simple: Set<String> = []
        /// Words whose stem is not Snowball's.
        public var stems = StemExceptions()

        public init() {}
    }

    /// What a listed word counts, in sightings: it is certain to be a word.
    private static let listed = 60

    /// - Parameter counts: Keys of nouns in running text with how often they were seen.
    public static func splitter(counts: [String: Int], lists: Lists) -> CompoundSplitter {
        let parts = parts(counts: counts, lists: lists)
        return CompoundSplitter(frequency: parts.frequency, simple: parts.simple, stems: lists.stems)
    }

    static func parts(counts: [String: Int], lists: Lists) -> (frequency: [String: Int], simple: Set<String>) {
        var frequency: [String: Int] = [:]
        for (key, count) in counts
        where key.utf8.count >= 4 && count >= 2 && key.utf8.allSatisfy({ (97...122).contains($0) }) {
            frequency[key] = count
        }
        var simple = lists.simple
        for noun in lists.nouns {
            let key = Fold.key(noun)
            frequency[key, default: 0] += listed
            simple.insert(key)
        }
        for word in lists.modifiers + lists.heads { frequency[Fold.key(word), default: 0] += listed / 2 }
        return (frequency, simple)
    }
}

/// Counts nouns in texts: words with a capital that does not just begin a sentence.
struct NounCounter {
    /// By key.
    private(set) var counts: [String: Int] = [:]

    /// - Parameter isRunning: Whether the text is written in sentences; else every capital counts ("Kita", "Platz in der Kita").
    mutating func count(_ words: [Word], _ lexis: Lexis, isRunning: Bool) {
        var isFirst = isRunning
        for word in words {
            let form = lexis[word.form]
            if form.kind == .word {
                if !isFirst, form.isCapitalised, !form.isCapitals { counts[form.key, default: 0] += 1 }
                isFirst = false
            } else if isRunning, form.kind == .punctuation, form.surface != "," {
                isFirst = true
            }
        }
    }
}
