import ICUText

/// Recognises cards that are wholly in another language and names it.
///
/// Decides by script, else by frequent words and letters against the German words of the card. Never: sets aside a
/// German card for a foreign phrase, learner's German, dialect or slips of the pen.
struct LanguageReader: Sendable {
    private let lists: LanguageLists
    /// Word in lower case → languages as bits.
    private var words: [String: UInt32] = [:]
    private let leastHits: Double
    private let leastShare: Double
    private let lead: Double

    init(_ lists: LanguageLists, limits: ScreeningLimits) {
        self.lists = lists
        for (number, language) in lists.latin.enumerated() {
            for word in language.words where !lists.german.contains(word) {
                words[word, default: 0] |= 1 << UInt32(number)
            }
        }
        leastHits = limits["foreign_hits"]
        leastShare = limits["foreign_share"]
        lead = limits["foreign_lead"]
    }

    /// Languages in which a form is a frequent word.
    func hits(of form: WordForm) -> UInt32 { form.kind == .word ? words[form.surface.lowercased()] ?? 0 : 0 }

    /// Languages of which a form has a letter that German lacks.
    func tells(of form: WordForm) -> UInt32 {
        guard form.kind == .word, form.surface.utf8.contains(where: { $0 >= 0x80 }) else { return 0 }
        let letters = form.surface.lowercased().unicodeScalars
        var result: UInt32 = 0
        for (number, language) in lists.latin.enumerated() where letters.contains(where: language.letters.contains) {
            result |= 1 << UInt32(number)
        }
        return result
    }

    /// The language of a card that is mostly in another script, or nil.
    func script(of text: [UInt8], latinLetters: Int) -> String? {
        var counts: [(code: Int32, count: Int)] = []
        var others = 0
        let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
        for scalar in scalars where scalar.isLetter && scalar.value >= 0x370 {
            let code = scriptCode(scalar)
            guard code != 25, code > 1 else { continue }
            others += 1
            if let place = counts.firstIndex(where: { $0.code == code }) {
                counts[place].count += 1
            } else {
                counts.append((code, 1))
            }
        }
        guard let best = counts.max(by: { ($0.count, $1.code) < ($1.count, $0.code) }), others >= 2,
            others * 2 > (latinLetters + others)
        else { return nil }
        // Japanese writes with Chinese signs as well.
        let code = counts.contains { $0.code == 20 } ? 20 : best.code
        for tell in lists.tells where tell.code == code && scalars.contains(where: tell.letters.contains) {
            return tell.name
        }
        return lists.scripts.first { $0.code == code }?.name ?? Self.unnamed
    }

    static let unnamed = "nicht erkannt"

    /// A word of the pack's vocabulary against a frequent word of German: the vocabulary knows loan words too.
    private static let knownWeight = 0.5

    /// The language of a card in Latin letters, or nil when it is German or nothing tells.
    func latin(_ card: CardView, hits: [UInt32], tells: [UInt32]) -> String? {
        var count = 0
        var german = 0
        var known = 0
        var loans = 0
        var scores = [Double](repeating: 0, count: lists.latin.count)
        var all: UInt32 = 0
        for index in 0..<card.count { all |= hits[index] | tells[index] }
        for index in 0..<card.count where card[index].contains(.word) && card[index].isDisjoint(with: .initial) {
            count += 1
            if card[index].contains(.german) {
                german += 1
            } else if !card[index].isDisjoint(with: [.known, .compound]), hits[index] == 0 {
                known += 1
            }
            if card[index].contains([.known, .capital]) { loans += 1 }
            for number in scores.indices {
                if hits[index] & (1 << UInt32(number)) != 0 { scores[number] += 1 }
                if tells[index] & (1 << UInt32(number)) != 0, card[index].isDisjoint(with: [.given, .surname, .known]) {
                    scores[number] += 0.5
                }
            }
        }
        guard count > 0 else { return nil }
        guard all != 0 else {
            return count >= 5 && german == 0 && known == 0 && !card.union.contains(.gazetteer) ? Self.unnamed : nil
        }
        let best = scores.indices.max { (scores[$0], $1) < (scores[$1], $0) }!
        let score = scores[best]
        let ours = Double(german) + Self.knownWeight * Double(known)
        if score >= leastHits, score >= lead * ours, score >= leastShare * Double(count) {
            return lists.latin[best].name
        }
        // A word or two: all of them must be foreign, and none a loan that German cards write like a noun ("Jobs").
        guard count <= 3, german == 0, known == 0, loans == 0, score >= max(1, Double(count) / 2) else { return nil }
        return lists.latin[best].name
    }
}
