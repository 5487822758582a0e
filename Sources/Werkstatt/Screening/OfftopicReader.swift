/// Recognises cards about the event itself: coffee, microphone, parking, lost umbrellas.
///
/// Decides by signs that must come together: a thing of the event with what is said of it, a hint at today, a question
/// into the room. Words the workshop is about speak against it. Never: sets a card aside for one word.
struct OfftopicReader: Sendable {
    private(set) var book = PhraseBook()
    /// Word in lower case → signs as bits: exact forms, because stems would take "Küche" for "Kuchen".
    private var words: [String: UInt16] = [:]
    /// Stems of words the workshop is about.
    private var topics: Set<String> = []
    private let leastScore: Double
    private let leastShare: Double
    private let shortScore: Double

    /// Points of each sign, in the order of `OfftopicSign`.
    private static let points: [Double] = [1, 0.5, 1, 0.5, 0.75, 1.5, 2.5, -2]

    init(_ lists: OfftopicLists, limits: ScreeningLimits, stems: StemExceptions) {
        leastScore = limits["offtopic_score"]
        leastShare = limits["offtopic_share"]
        shortScore = limits["offtopic_short"]
        let stemmer = Stemmer(stems)
        for (number, list) in lists.lists.enumerated() {
            for entry in list {
                if number == OfftopicSign.topics.order {
                    topics.insert(stemmer.stem(GenderForm.withoutFeminine(Fold.key(entry))))
                } else if entry.contains(" ") || number == OfftopicSign.phrases.order {
                    book.add(entry, list: number)
                } else {
                    words[entry.lowercased(), default: 0] |= 1 << UInt16(number)
                }
            }
        }
    }

    private static func bit(_ sign: OfftopicSign) -> UInt16 { 1 << UInt16(sign.order) }

    /// The signs of a word form.
    func signs(of form: WordForm) -> UInt16 {
        guard form.kind == .word else { return 0 }
        let own = words[form.surface.lowercased()] ?? 0
        if own & Self.bit(.things) != 0 { return own }
        return topics.contains(form.stem) || form.partStems.contains(where: topics.contains)
            ? own | Self.bit(.topics) : own
    }

    /// Weak signs together count no more than this often: many of them are still only small talk.
    private static let mostWeak = 2

    /// - Parameters:
    ///   - signs: per word of the card.
    ///   - words: per word of the card, as numbers of `book`.
    ///   - isSmall: whether a word of the card is a small word of German or no word, which says nothing.
    /// - Returns: positions of the words that speak for it, or nil when the card is kept.
    func read(signs: [UInt16], words: [UInt32], isSmall: (Int) -> Bool) -> [Int]? {
        guard
            signs.contains(where: { $0 & ~Self.bit(.topics) != 0 })
                || words.contains(where: { $0 != PhraseBook.unknown && $0 != PhraseBook.skipped })
        else { return nil }
        let sequence = words.indices.filter { words[$0] != PhraseBook.skipped }
        let ids = sequence.map { words[$0] }
        var tally = Tally()
        var speaking: [Int] = []
        var index = 0
        while index < sequence.count {
            var length = 1
            if let match = book.longest(ids, at: index) {
                length = match.length
                let sign = OfftopicSign.allCases[match.list]
                tally.add(sign)
                if sign != .phrases {
                    for place in index..<(index + length) {
                        if signs[sequence[place]] & Self.bit(.things) != 0 {
                            tally.add(.things)
                        } else if signs[sequence[place]] & Self.bit(.weak) != 0 {
                            tally.add(.weak)
                        }
                    }
                }
                speaking += sequence[index..<(index + length)]
            } else if let sign = strongest(signs[sequence[index]]) {
                tally.add(sign)
                if sign != .topics { speaking.append(sequence[index]) }
            }
            index += length
        }
        guard tally.isAboutEvent else { return nil }
        let content = sequence.filter { !isSmall($0) }
        let spoken = content.filter(Set(speaking).contains).count
        let share = content.isEmpty ? 1 : Double(spoken) / Double(content.count)
        let isEnough =
            tally.score >= leastScore && share >= leastShare
            || tally.score >= shortScore && spoken == content.count && tally.things > 0 && tally.topics == 0
        return isEnough ? speaking : nil
    }

    /// The sign that counts when a word has several.
    private func strongest(_ signs: UInt16) -> OfftopicSign? {
        guard signs != 0 else { return nil }
        return [OfftopicSign.things, .topics, .states, .asks, .here, .weak, .stateWords].first {
            signs & Self.bit($0) != 0
        }
    }

    /// What was found so far.
    private struct Tally {
        var things = 0
        var topics = 0
        private var counts = [Int](repeating: 0, count: OfftopicSign.allCases.count)

        mutating func add(_ sign: OfftopicSign) {
            counts[sign.order] += 1
            if sign == .things { things += 1 }
            if sign == .topics { topics += 1 }
        }

        var score: Double {
            OfftopicSign.allCases.map { sign in
                let count =
                    sign == .weak || sign == .stateWords
                    ? min(counts[sign.order], OfftopicReader.mostWeak) : counts[sign.order]
                return Double(count) * OfftopicReader.points[sign.order]
            }.reduce(0, +)
        }

        /// A thing, a phrase or a question, not small talk alone.
        var isAboutEvent: Bool {
            let strong = [OfftopicSign.things, .phrases, .asks].contains { counts[$0.order] > 0 }
            return strong
                || counts[OfftopicSign.weak.order] > 0
                    && (counts[OfftopicSign.states.order] > 0 || counts[OfftopicSign.here.order] > 0)
        }
    }
}

extension OfftopicSign {
    var order: Int { Self.allCases.firstIndex(of: self)! }
}
