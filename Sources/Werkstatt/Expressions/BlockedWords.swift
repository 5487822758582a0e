/// Words that hold a key by chance: "Transport" holds "sport", "Interessen" holds "essen".
///
/// Comes in: the pack's list `block: {sport: [Transport], …}`. Goes out: for a word, the stretches of letters that only
/// mislead. Neither an expression nor a letter sequence of the counted model may read them; the word as a whole still counts.
struct BlockedWords: Sendable {
    struct Block: Sendable {
        /// Folded: `Fold.key` without umlauts.
        var key: String
        var words: [String]
    }
    let blocks: [Block]

    init(blocks: [Block]) { self.blocks = blocks }

    init(_ lists: [(key: String, words: [String])]) {
        blocks = lists.map { Block(key: Self.fold($0.key), words: $0.words.map(Self.fold)) }
    }

    private static func fold(_ word: String) -> String { Fold.withoutUmlauts(Fold.key(word)) }

    /// Stretches of a folded key (bytes) taken by a listed word. Once per distinct word.
    func stretches(in key: String) -> [Range<Int>] {
        guard !blocks.isEmpty else { return [] }
        let letters = Array(key.utf8)
        var result: [Range<Int>] = []
        for block in blocks {
            let part = Array(block.key.utf8)
            guard !Self.occurrences(of: part, in: letters[...]).isEmpty else { continue }
            for word in block.words {
                let word = Array(word.utf8)
                result += Self.occurrences(of: word, in: letters[...])
            }
        }
        return result
    }

    /// Whether a pattern's key is blocked in a word: the word holds it by chance.
    func blocks(_ key: String, in word: String) -> Bool {
        blocks.contains { block in block.key == key && block.words.contains { Self.holds(word, $0) } }
    }

    private static func holds(_ word: String, _ part: String) -> Bool {
        !occurrences(of: Array(part.utf8), in: Array(word.utf8)[...]).isEmpty
    }

    private static func occurrences(of part: [UInt8], in letters: ArraySlice<UInt8>) -> [Range<Int>] {
        guard !part.isEmpty, part.count <= letters.count else { return [] }
        return (letters.startIndex...(letters.endIndex - part.count)).filter {
            letters[$0..<($0 + part.count)].elementsEqual(part)
        }
        .map { $0..<($0 + part.count) }
    }
}
