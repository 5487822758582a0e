/// Decides what becomes of a card: kept, or set aside with a reason for people.
///
/// Comes in: the card's words with what was worked out per form. Goes out: status, reason, whether it means the card
/// before it. Never: drops a card; sets it aside without saying why.
struct StatusReader: Sendable {
    let filler: FillerReader
    let offtopic: OfftopicReader
    let languages: LanguageReader
    let legibility: LegibilityReader

    init(_ rules: ScreeningRules, stems: StemExceptions) {
        filler = FillerReader(rules.filler)
        offtopic = OfftopicReader(rules.offtopic, limits: rules.limits, stems: stems)
        languages = LanguageReader(rules.languages, limits: rules.limits)
        legibility = LegibilityReader(rules)
    }

    struct Decision {
        var status: Status
        var reason: String?
        var refers = false

        static let kept = Decision(status: .kept, reason: nil)
    }

    /// Per word of a card, from the tables of its forms.
    struct Words {
        var filler: [UInt32]
        var offtopic: [UInt32]
        var signs: [UInt16]
        var hits: [UInt32]
        var tells: [UInt32]
    }

    func decide(_ card: CardView, text: [UInt8], signs: TextSigns, words: Words) -> Decision {
        if signs.signs == 0 { return Decision(status: .empty, reason: "Leere Karte") }
        if signs.isBeyondLatin, let language = languages.script(of: text, latinLetters: signs.capitals + signs.smalls) {
            return Decision(status: .foreign, reason: "Sprache: \(language)")
        }
        let found = filler.read(words.filler, text: text)
        if found == nil || signs.letters == 0, legibility.isIllegible(card, text: text, signs: signs) {
            return Decision(status: .illegible, reason: "Unlesbar")
        }
        if let found { return Decision(status: found.status, reason: found.reason, refers: found.refers) }
        if let language = languages.latin(card, hits: words.hits, tells: words.tells) {
            return Decision(status: .foreign, reason: "Sprache: \(language)")
        }
        if let speaking = offtopic.read(
            signs: words.signs,
            words: words.offtopic,
            isSmall: { card[$0].contains(.german) || !card[$0].contains(.word) }
        ) {
            let names = speaking.prefix(4).map { card.surface($0) }.joined(separator: ", ")
            return Decision(status: .offtopic, reason: "Über die Veranstaltung selbst (\(names))")
        }
        return .kept
    }
}
