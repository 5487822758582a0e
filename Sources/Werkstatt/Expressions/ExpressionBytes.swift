/// The compiled expressions as bytes of the knowledge cache and back.
extension ExpressionIndex {
    func write(to out: inout BinaryWriter) {
        out.add(entryTexts)
        out.add(roles)
        out.add(layers)
        out.add(conditionOf)
        out.add(entryStart)
        out.add(entryLayers)
        out.add(entrySources)
        out.add(entryOwners)
        out.add(entryStrengths)
        for lists in [singles, phrases, phraseWords, guards, skipped] {
            out.add(lists.keys)
            out.add(lists.start)
            out.add(lists.numbers)
        }
        out.add(tokenStart)
        out.add(tokens)
        out.add(tight)
        out.add(conditions.map { UInt32($0.needs.count) })
        out.add(conditions.map { UInt32($0.notWith.count) })
        out.add(conditions.flatMap { $0.needs + $0.notWith })
        blocks.write(to: &out)
    }

    convenience init(reading input: inout BinaryReader) throws {
        func lists() throws -> HashLists {
            HashLists(
                keys: try input.array(UInt64.self),
                start: try input.array(UInt32.self),
                numbers: try input.array(UInt32.self)
            )
        }
        let entryTexts = try input.strings()
        let roles = try input.array(UInt8.self)
        let layers = try input.array(UInt8.self)
        let conditionOf = try input.array(Int32.self)
        let entryStart = try input.array(UInt32.self)
        let entryLayers = try input.array(UInt8.self)
        let entrySources = try input.array(UInt32.self)
        let entryOwners = try input.array(UInt32.self)
        let entryStrengths = try input.array(UInt8.self)
        let singles = try lists()
        let phrases = try lists()
        let phraseWords = try lists()
        let guards = try lists()
        let skipped = try lists()
        let tokenStart = try input.array(UInt32.self)
        let tokens = try input.array(UInt64.self)
        let tight = try input.array(UInt8.self)
        let needs = try input.array(UInt32.self)
        let notWith = try input.array(UInt32.self)
        let stems = try input.array(UInt64.self)
        var conditions: [MatchCondition] = []
        var place = 0
        for (needs, notWith) in zip(needs.map(Int.init), notWith.map(Int.init)) {
            conditions.append(
                MatchCondition(
                    needs: Array(stems[place..<(place + needs)]),
                    notWith: Array(stems[(place + needs)..<(place + needs + notWith)])
                )
            )
            place += needs + notWith
        }
        self.init(
            roles: roles,
            layers: layers,
            conditionOf: conditionOf,
            entryStart: entryStart,
            entryLayers: entryLayers,
            entryTexts: entryTexts,
            entrySources: entrySources,
            entryOwners: entryOwners,
            entryStrengths: entryStrengths,
            singles: singles,
            phrases: phrases,
            phraseWords: phraseWords,
            tokenStart: tokenStart,
            tokens: tokens,
            tight: tight,
            conditions: conditions,
            guards: guards,
            skipped: skipped,
            blocks: try BlockedWords(reading: &input)
        )
    }
}

extension BlockedWords {
    func write(to out: inout BinaryWriter) {
        out.add(blocks.map(\.key))
        out.add(blocks.map { $0.words.joined(separator: " ") })
    }

    init(reading input: inout BinaryReader) throws {
        let keys = try input.strings()
        let words = try input.strings()
        self.init(blocks: zip(keys, words).map { Block(key: $0, words: $1.split(separator: " ").map(String.init)) })
    }
}
