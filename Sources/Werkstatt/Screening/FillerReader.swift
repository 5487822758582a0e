/// Recognises cards without content of their own: "dito", "+1", "???", "siehe Tisch 3".
///
/// Decides: phrases of the pack must cover the whole card, save small words beside them. Never: sets a card aside for
/// what it lacks ("Dito beim Sport: kein Raum für Mädchen" is kept).
struct FillerReader: Sendable {
    private let groups: [FillerLists.Group]
    private(set) var book = PhraseBook()
    /// List number of the words that may stand beside.
    private let beside: Int

    static let nothing = "Ohne Inhalt"
    private static let agreeing: Set<Unicode.Scalar> = ["👍", "💯", "✅", "👆", "☝", "✔", "👏", "🙌", "❤", "♥", "💪"]

    init(_ lists: FillerLists) {
        groups = lists.groups
        beside = lists.groups.count
        for (number, group) in groups.enumerated() { for phrase in group.phrases { book.add(phrase, list: number) } }
        for word in lists.beside { book.add(word, list: beside) }
    }

    struct Found {
        var status = Status.filler
        var reason: String
        var refers: Bool
    }

    /// - Parameter words: the card's words as numbers of `book`.
    func read(_ words: [UInt32], text: [UInt8]) -> Found? {
        if words.contains(PhraseBook.unknown) { return nil }
        let sequence = words.filter { $0 != PhraseBook.skipped }
        if sequence.isEmpty { return signs(text) }
        if sequence.allSatisfy({ $0 == PhraseBook.number }) { return Found(reason: Self.nothing, refers: false) }
        var index = 0
        var best: Int?
        while index < sequence.count {
            guard let match = book.longest(sequence, at: index) else { return nil }
            if match.list < beside { best = min(best ?? match.list, match.list) }
            index += match.length
        }
        return best.map { Found(status: groups[$0].status, reason: groups[$0].reason, refers: groups[$0].refers) }
    }

    /// A card of signs alone.
    private func signs(_ text: [UInt8]) -> Found {
        let isAgreeing = String(decoding: text, as: UTF8.self).unicodeScalars.contains(where: Self.agreeing.contains)
        let group = isAgreeing ? groups.first { $0.refers && $0.reason.hasPrefix("Zustimmung") } : nil
        return Found(reason: group?.reason ?? Self.nothing, refers: group?.refers ?? false)
    }
}
