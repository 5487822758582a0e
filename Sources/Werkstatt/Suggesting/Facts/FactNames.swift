/// Finds offices, bodies, carriers and places of the pack by their spellings, longest first.
///
/// In: the gazetteer; a text. Out: entries with their places. Decides by the entry's own marks whether a spelling is
/// plain or ambiguous ("Brand" may burn); an ambiguous one is reported for a person to settle, never decided.
struct FactNames {
    struct Hit {
        var entry: GazetteerEntry
        var span: Span
        var isAmbiguous: Bool
    }

    private struct Spelling {
        var words: [String]
        var keys: [String]
        var entry: Int
        var exact: Bool
        var isAmbiguous: Bool
    }

    private let entries: [GazetteerEntry]
    /// By the key of the first word, longest first.
    private let byFirst: [String: [Spelling]]

    /// - Parameter kinds: only entries of these kinds; all when empty.
    init(_ gazetteer: [GazetteerEntry], kinds: Set<String> = []) {
        entries = gazetteer.filter { kinds.isEmpty || kinds.contains($0.kind) }
        var byFirst: [String: [Spelling]] = [:]
        for (number, entry) in entries.enumerated() {
            // Where other spellings carry the mark, the name itself is plain; an adjective ("Brander") does not speak for it.
            let marked = entry.variants.contains { $0.flag != "adj" && Self.isMarked($0.remark) }
            let nameIsOpen = entry.ambiguous && !marked && !entry.name.contains(" ")
            var spellings = [(text: entry.name, flag: "", isAmbiguous: nameIsOpen)]
            for variant in entry.variants where variant.flag != "person" && variant.flag != "foreign" {
                spellings.append(
                    (variant.text, variant.flag, Self.isMarked(variant.remark) || variant.flag == "generic")
                )
            }
            for spelling in spellings {
                let words = FactText(spelling.text).tokens.map(\.surface)
                guard let first = words.first else { continue }
                let keys = words.map { Fold.key($0) }
                let exact = spelling.flag == "abbr" || spelling.flag == "code" || keys.joined().utf8.count <= 4
                byFirst[Fold.key(first), default: []].append(
                    Spelling(words: words, keys: keys, entry: number, exact: exact, isAmbiguous: spelling.isAmbiguous)
                )
            }
        }
        self.byFirst = byFirst.mapValues {
            $0.sorted {
                ($1.keys.count, $0.isAmbiguous ? 1 : 0, $0.entry) < ($0.keys.count, $1.isAmbiguous ? 1 : 0, $1.entry)
            }
        }
    }

    private static func isMarked(_ remark: String) -> Bool { remark.hasPrefix("ambiguous") || remark.hasPrefix("weak") }

    func find(in text: FactText) -> [Hit] {
        var result: [Hit] = []
        var at = 0
        while at < text.tokens.count {
            guard let (spelling, isShared) = spelling(text, at) else {
                at += 1
                continue
            }
            let end = at + spelling.keys.count
            result.append(
                Hit(
                    entry: entries[spelling.entry],
                    span: text.span(at, end),
                    isAmbiguous: spelling.isAmbiguous || isShared
                )
            )
            at = end
        }
        return result
    }

    /// The longest spelling that stands here, and whether another entry is spelled the same.
    private func spelling(_ text: FactText, _ at: Int) -> (Spelling, Bool)? {
        guard let token = text[at], token.isWord || token.isNumber else { return nil }
        for key in Self.bases(token) {
            let hits = (byFirst[key] ?? []).filter { matches($0, text, at) }
            guard let first = hits.first else { continue }
            let rivals = hits.filter {
                $0.keys.count == first.keys.count && $0.entry != first.entry
                    && entries[$0.entry].name != entries[first.entry].name
            }
            return (first, !rivals.isEmpty)
        }
        return nil
    }

    /// The key itself, then without a genitive's or plural's ending: "Jobcenters", "Gesundheitsamtes".
    private static func bases(_ token: FactText.Token) -> [String] {
        var result = [token.key]
        guard token.key.utf8.count >= 7 else { return result }
        for ending in ["s", "es", "n", "en"] where token.key.hasSuffix(ending) {
            result.append(String(token.key.dropLast(ending.count)))
        }
        return result
    }

    private func matches(_ spelling: Spelling, _ text: FactText, _ at: Int) -> Bool {
        guard at + spelling.keys.count <= text.tokens.count else { return false }
        for (offset, key) in spelling.keys.enumerated() {
            let token = text.tokens[at + offset]
            if spelling.exact {
                guard token.surface == spelling.words[offset] else { return false }
            } else {
                guard token.key == key || Self.bases(token).contains(key) else { return false }
                // A name keeps its capital: "brand" is no district.
                if let wanted = spelling.words[offset].unicodeScalars.first, wanted.properties.isUppercase,
                    let found = token.surface.unicodeScalars.first, !found.properties.isUppercase
                {
                    return false
                }
            }
        }
        return true
    }
}
