/// Phrases of several words, found in one walk over a card's words.
///
/// Words are compared in lower case, without punctuation and without drawn-out letters ("jaaaa" = "ja"); `#` in a phrase
/// stands for any number. Each phrase carries the number of the list it comes from.
struct PhraseBook: Sendable {
    /// What a card's word is here.
    static let unknown: UInt32 = 0, number: UInt32 = 1, skipped: UInt32 = .max

    private var ids: [String: UInt32] = ["#": PhraseBook.number]
    /// Node and word → node; node 0 is the root.
    private var next: [UInt64: UInt32] = [:]
    /// Per node: the smallest list that has a phrase ending here.
    private var lists: [Int?] = [nil]

    mutating func add(_ phrase: String, list: Int) {
        var node: UInt32 = 0
        for word in phrase.split(separator: " ") {
            let word = PhraseBook.key(word)
            guard !word.isEmpty else { continue }
            let id = ids[word] ?? UInt32(ids.count + 1)
            ids[word] = id
            let edge = UInt64(node) << 32 | UInt64(id)
            if let known = next[edge] {
                node = known
            } else {
                next[edge] = UInt32(lists.count)
                node = UInt32(lists.count)
                lists.append(nil)
            }
        }
        guard node != 0 else { return }
        lists[Int(node)] = min(lists[Int(node)] ?? list, list)
    }

    /// The number under which a word form stands in phrases.
    func id(of form: WordForm) -> UInt32 {
        switch form.kind {
        case .number: return PhraseBook.number
        case .punctuation: return form.surface == "+" ? ids["+"] ?? PhraseBook.skipped : PhraseBook.skipped
        case .emoji: return PhraseBook.skipped
        case .word, .address: return ids[PhraseBook.key(form.surface[...])] ?? PhraseBook.unknown
        }
    }

    /// The longest phrase that begins at `start`: its length in words and its list.
    func longest(_ words: [UInt32], at start: Int) -> (length: Int, list: Int)? {
        var node: UInt32 = 0
        var index = start
        var best: (length: Int, list: Int)?
        while index < words.count, words[index] != PhraseBook.unknown,
            let following = next[UInt64(node) << 32 | UInt64(words[index])]
        {
            node = following
            index += 1
            if let list = lists[Int(node)] { best = (index - start, list) }
        }
        return best
    }

    private static let edge = Set(".!?:;,…\"'„“”‚‘’()[]*".unicodeScalars)

    static func key(_ word: Substring) -> String {
        var view = word.unicodeScalars
        while let last = view.last, edge.contains(last) { view.removeLast() }
        while let first = view.first, edge.contains(first) { view.removeFirst() }
        var out = String.UnicodeScalarView()
        for scalar in String(view).lowercased().unicodeScalars { out.append(scalar) }
        return withoutDrawing(out)
    }

    /// "jaaaa" → "ja", "hmmmm" → "hm"; doubled letters stay.
    private static func withoutDrawing(_ text: String.UnicodeScalarView) -> String {
        let scalars = Array(text)
        var out = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            var end = index
            while end < scalars.count, scalars[end] == scalars[index] { end += 1 }
            let isDrawn = end - index >= 3 && scalars[index].isLetter
            for _ in 0..<(isDrawn ? 1 : end - index) { out.append(scalars[index]) }
            index = end
        }
        return String(out)
    }
}
