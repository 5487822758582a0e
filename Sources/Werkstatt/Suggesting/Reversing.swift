/// Umkehrung: turns critique into the wording of a goal where nobody wished for one. The object is a place in the
/// critique, the wording is the pack's ("{}: verkürzen"), and it is marked as such. Never rewrites a contribution.
struct Reversing {
    struct Goal {
        var object: Span
        var wording: String
    }

    private let reversals: [(cues: [[String]], rule: DraftRules.Reversal)]
    /// Keys that end an object.
    private static let ends: Set<String> = [
        "und", "oder", "weil", "da", "wenn", "dass", "aber", "sind", "ist", "werden", "wird", "fuer", "im", "in", "an",
        "am", "bei", "beim", "zu", "mehr", "haben", "gibt", "als", "nach", "vor",
    ]

    init(_ rules: DraftRules) {
        reversals = rules.reversals.map { rule in
            (rule.cues.map { cue in FactText(cue).tokens.map(\.key) }.sorted { $0.count > $1.count }, rule)
        }
    }

    func goal(of text: FactText) -> Goal? {
        for start in text.tokens.indices {
            for (cues, rule) in reversals {
                for cue in cues where stands(cue, text, start) {
                    if let object = rule.objectFollows ? following(text, start + cue.count) : leading(text, start) {
                        return Goal(object: object, wording: rule.goal)
                    }
                }
            }
        }
        return nil
    }

    private func stands(_ cue: [String], _ text: FactText, _ at: Int) -> Bool {
        cue.indices.allSatisfy { text.key(at + $0) == cue[$0] }
    }

    /// Adjectives and one or two nouns behind the cue.
    private func following(_ text: FactText, _ start: Int) -> Span? {
        var at = start
        while let token = text[at], token.isWord, !Self.ends.contains(token.key), !isNoun(token), at - start < 3 {
            at += 1
        }
        guard let noun = text[at], isNoun(noun) else { return nil }
        return text.span(start, at + 1)
    }

    /// The nouns right before the cue.
    private func leading(_ text: FactText, _ end: Int) -> Span? {
        guard end > 0, isNoun(text.tokens[end - 1]) else { return nil }
        var at = end - 1
        while at > 0, text.tokens[at - 1].isWord, !Self.ends.contains(text.tokens[at - 1].key),
            text.tokens[at - 1].key.hasSuffix("e"), !isNoun(text.tokens[at - 1]), end - at < 3
        { at -= 1 }
        return text.span(at, end)
    }

    private func isNoun(_ token: FactText.Token) -> Bool {
        token.isWord && token.surface.count > 2 && (token.surface.unicodeScalars.first?.properties.isUppercase ?? false)
    }
}
