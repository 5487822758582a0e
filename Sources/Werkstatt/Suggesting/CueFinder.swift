/// Finds the expressions of several lists in the words of a card: whole words in any inflection, parts of compounds,
/// phrases with at most two words between. Comes in: lists, words. Goes out: list and place of every hit.
struct CueFinder {
    struct Hit {
        var list: Int
        /// Words, end exclusive.
        var words: Range<Int>
    }

    private struct Entry {
        var list: Int
        var role: MatchRole
        var surface: String
        var stems: [String]
    }

    /// Words that may stand between those of a phrase.
    static let gap = 2

    /// By the stem of the first word.
    private let entries: [String: [Entry]]

    init(_ lists: [[Expression]], builder: FormBuilder) {
        var entries: [String: [Entry]] = [:]
        for (list, expressions) in lists.enumerated() {
            for expression in expressions {
                let stems = expression.text.split(separator: " ").map { builder.stem(of: String($0)) }
                entries[stems[0], default: []].append(
                    Entry(list: list, role: expression.role, surface: expression.text, stems: stems)
                )
            }
        }
        self.entries = entries
    }

    func find(_ words: [Word], _ lexis: Lexis) -> [Hit] {
        var hits: [Hit] = []
        for position in words.indices {
            let form = lexis[words[position].form]
            for (offset, stem) in ([form.stem] + form.partStems).enumerated() {
                let isWhole = offset == 0
                for entry in entries[stem] ?? [] where fits(entry, form, isWhole: isWhole, part: offset - 1) {
                    if entry.stems.count == 1 {
                        hits.append(Hit(list: entry.list, words: position..<position + 1))
                    } else if let end = phraseEnd(entry, words, lexis, from: position) {
                        hits.append(Hit(list: entry.list, words: position..<end))
                    }
                }
            }
        }
        return hits
    }

    private func fits(_ entry: Entry, _ form: WordForm, isWhole: Bool, part: Int) -> Bool {
        switch entry.role {
        case .word, .phrase: isWhole
        case .abbr: isWhole && form.surface == entry.surface
        case .any: true
        case .first: !isWhole && part == 0
        case .head: isWhole || part == form.partStems.count - 1
        }
    }

    private func phraseEnd(_ entry: Entry, _ words: [Word], _ lexis: Lexis, from start: Int) -> Int? {
        var at = start + 1
        for stem in entry.stems.dropFirst() {
            let last = min(words.count, at + Self.gap + 1)
            guard at < last, let hit = (at..<last).first(where: { lexis[words[$0].form].stem == stem }) else {
                return nil
            }
            // No phrase reaches over the end of a sentence.
            guard !(at..<hit).contains(where: { lexis[words[$0].form].kind == .punctuation }) else { return nil }
            at = hit + 1
        }
        return at
    }
}
