/// All expressions of a pack, compiled for matching.
///
/// Comes in: expressions with their owners, the pack's words (skipped words, blocks, guards). Goes out: patterns, each
/// distinct wording once however many concepts claim it, found by the hash of a stem, of a run of compound parts, of an
/// abbreviation or of the first two words of a phrase. Decides nothing about a text; never looks at one.
final class ExpressionIndex: Sendable {
    let roles: [UInt8]
    /// Per pattern the layers it has owners in, as a bit mask.
    let layers: [UInt8]
    /// Per pattern the number of its condition, or -1.
    let conditionOf: [Int32]
    /// Owners of pattern p: `entries[entryStart[p]..<entryStart[p + 1]]`.
    let entryStart: [UInt32]
    let entryLayers: [UInt8]
    /// As the pack writes it.
    let entryTexts: [String]
    /// Which of the expressions it was compiled from.
    let entrySources: [UInt32]
    let entryOwners: [UInt32]
    let entryStrengths: [UInt8]
    /// Stems and runs of parts → patterns of one word.
    let singles: HashLists
    /// Pairs of first words → phrases.
    let phrases: HashLists
    /// Words that begin a phrase (0) or come second (1).
    let phraseWords: HashLists
    /// Tokens of pattern p: `tokens[tokenStart[p]..<tokenStart[p + 1]]`; empty for single words.
    let tokenStart: [UInt32]
    let tokens: [UInt64]
    /// Per token: no other word of content may stand before it.
    let tight: [UInt8]
    let conditions: [MatchCondition]
    /// Stem → number of the condition that every use of the word must meet.
    let guards: HashLists
    /// Stems that may stand between the words of a phrase and are not counted.
    let skipped: HashLists
    let blocks: BlockedWords

    init(
        roles: [UInt8],
        layers: [UInt8],
        conditionOf: [Int32],
        entryStart: [UInt32],
        entryLayers: [UInt8],
        entryTexts: [String],
        entrySources: [UInt32],
        entryOwners: [UInt32],
        entryStrengths: [UInt8],
        singles: HashLists,
        phrases: HashLists,
        phraseWords: HashLists,
        tokenStart: [UInt32],
        tokens: [UInt64],
        tight: [UInt8],
        conditions: [MatchCondition],
        guards: HashLists,
        skipped: HashLists,
        blocks: BlockedWords
    ) {
        self.roles = roles
        self.layers = layers
        self.conditionOf = conditionOf
        self.entryStart = entryStart
        self.entryLayers = entryLayers
        self.entryTexts = entryTexts
        self.entrySources = entrySources
        self.entryOwners = entryOwners
        self.entryStrengths = entryStrengths
        self.singles = singles
        self.phrases = phrases
        self.phraseWords = phraseWords
        self.tokenStart = tokenStart
        self.tokens = tokens
        self.tight = tight
        self.conditions = conditions
        self.guards = guards
        self.skipped = skipped
        self.blocks = blocks
    }

    func entries(of pattern: UInt32) -> some Sequence<(entry: ExpressionEntry, position: Int)> {
        (Int(entryStart[Int(pattern)])..<Int(entryStart[Int(pattern) + 1])).lazy.map { [self] position in
            (
                ExpressionEntry(
                    layer: ExpressionLayer(rawValue: entryLayers[position])!,
                    owner: entryOwners[position],
                    strength: Strength.allCases[Int(entryStrengths[position])]
                ), position
            )
        }
    }

    /// The wording among a pattern's entries that is most like the text it was found in.
    func text(of positions: [Int], like found: String) -> String {
        let found = Array(Fold.key(found).utf8)
        func common(_ text: String) -> Int { zip(Fold.key(text).utf8, found).prefix { $0 == $1 }.count }
        return positions.map { entryTexts[$0] }.max { (common($0), $1.utf8.count) < (common($1), $0.utf8.count) } ?? ""
    }

    func role(of pattern: UInt32) -> MatchRole { MatchRole.allCases[Int(roles[Int(pattern)])] }
}

extension ExpressionIndex {
    private struct Pattern {
        var role: MatchRole
        var condition: Int32
        var keys: [UInt64] = []
        var tokens: [UInt64] = []
        var tight: [UInt8] = []
        var entries: [(entry: ExpressionEntry, text: String, source: UInt32)] = []
    }

    /// Compiles. Linear in the letters of the expressions.
    /// - Parameter words: cuts a text into forms, as texts are cut later.
    convenience init(
        _ expressions: [OwnedExpression],
        lists: WordLists,
        stemmer: Stemmer,
        words: (String) -> [WordForm]
    ) {
        func hash(_ word: String) -> UInt64 {
            words(word).first { $0.kind != .punctuation }.map { PatternHash.stem($0.stem) } ?? 0
        }
        var conditions: [MatchCondition] = []
        func compile(_ condition: Expression.Condition) -> Int32 {
            conditions.append(
                MatchCondition(needs: condition.needs.map(hash).sorted(), notWith: condition.notWith.map(hash).sorted())
            )
            return Int32(conditions.count - 1)
        }
        let skipped = Set(lists.skip.map(stemmer.stem))
        let functional = skipped.union(lists.stop.map(stemmer.stem)).union(lists.function.map(stemmer.stem))

        var patterns: [Pattern] = []
        var known: [String: Int] = [:]
        for (source, owned) in expressions.enumerated() {
            let expression = owned.expression
            let forms = words(expression.text).filter { $0.kind == .word || $0.kind == .number }
            guard let first = forms.first else { continue }
            var pattern = Pattern(role: expression.role, condition: -1)
            let identity: String
            if expression.role == .abbr {
                pattern.keys = [PatternHash.abbreviation(expression.text)]
                identity = "!" + expression.text
            } else if forms.count == 1 {
                if pattern.role == .phrase { pattern.role = .any }
                let cut = WordCut(key: first.key, isNoun: first.isCapitalised)
                pattern.keys = [PatternHash.stem(first.stem, cut)]
                if first.partStems.count > 1 { pattern.keys.append(PatternHash.parts(first.partStems[...])) }
                // The stemmer takes the s of "Kurs" for an ending: the plural's stem is another one.
                if first.key.hasSuffix("s") {
                    pattern.keys.append(PatternHash.stem(stemmer.stem(first.key + "e"), cut))
                    if let head = first.parts.last, first.parts.count > 1 {
                        pattern.keys.append(
                            PatternHash.parts((first.partStems.dropLast() + [stemmer.stem(head + "e")])[...])
                        )
                    }
                }
                identity = "\(pattern.role.rawValue) \(first.stem) \(cut.rawValue)"
            } else {
                pattern.role = .phrase
                (pattern.tokens, pattern.tight) = Self.tokens(forms, skipped: skipped, functional: functional)
                identity = pattern.tokens.map { String($0, radix: 36) }.joined(separator: " ")
            }
            if let condition = expression.condition { pattern.condition = compile(condition) }
            let name = pattern.condition < 0 ? identity : identity + " ?\(pattern.condition)"
            let number = known[name] ?? patterns.count
            if number == patterns.count {
                known[name] = number
                patterns.append(pattern)
            }
            patterns[number].entries.append((owned.entry, expression.text, UInt32(source)))
        }

        var singles: [(key: UInt64, number: UInt32)] = []
        var phrases = singles
        var phraseWords = singles
        var entryStart: [UInt32] = [0]
        var tokenStart: [UInt32] = [0]
        var tokens: [UInt64] = []
        var tight: [UInt8] = []
        var entries: [(entry: ExpressionEntry, text: String, source: UInt32)] = []
        for (number, pattern) in patterns.enumerated() {
            let number = UInt32(number)
            for key in pattern.keys { singles.append((key, number)) }
            if pattern.tokens.count > 1 {
                phrases.append((PatternHash.pair(pattern.tokens[0], pattern.tokens[1]), number))
                phraseWords.append((pattern.tokens[0], 0))
                phraseWords.append((pattern.tokens[1], 1))
            }
            entries += pattern.entries
            entryStart.append(UInt32(entries.count))
            tokens += pattern.tokens
            tight += pattern.tight
            tokenStart.append(UInt32(tokens.count))
        }
        var guards: [(key: UInt64, number: UInt32)] = []
        for guardian in lists.conditions { guards.append((hash(guardian.text), UInt32(compile(guardian.condition)))) }
        self.init(
            roles: patterns.map { UInt8(MatchRole.allCases.firstIndex(of: $0.role)!) },
            layers: patterns.map { $0.entries.reduce(0) { $0 | $1.entry.layer.mask } },
            conditionOf: patterns.map(\.condition),
            entryStart: entryStart,
            entryLayers: entries.map(\.entry.layer.rawValue),
            entryTexts: entries.map(\.text),
            entrySources: entries.map(\.source),
            entryOwners: entries.map(\.entry.owner),
            entryStrengths: entries.map { UInt8(Strength.allCases.firstIndex(of: $0.entry.strength)!) },
            singles: HashLists(singles),
            phrases: HashLists(phrases),
            phraseWords: HashLists(phraseWords),
            tokenStart: tokenStart,
            tokens: tokens,
            tight: tight,
            conditions: conditions,
            guards: HashLists(guards),
            skipped: HashLists(skipped.sorted().map { (PatternHash.stem($0), 0) }),
            blocks: BlockedWords(lists.block)
        )
    }

    /// The words of a phrase. Words that may be skipped are left out, unless fewer than two others remain; beside words
    /// that only bind, no other word may come between ("zu wenig", "reicht nicht").
    private static func tokens(_ forms: [WordForm], skipped: Set<String>, functional: Set<String>) -> (
        [UInt64], [UInt8]
    ) {
        let content = forms.filter { !skipped.contains($0.stem) }
        let kept = content.count >= 2 ? content : forms
        let binding = kept.map { functional.contains($0.stem) }
        return (
            kept.map { PatternHash.stem($0.stem) },
            kept.indices.map { $0 > 0 && (binding[$0] || binding[$0 - 1]) ? 1 : 0 }
        )
    }
}
