/// Headings for groups of cards. Comes in: groups in an order of precedence. Goes out: one heading each, as far as possible
/// no two alike: the room's own heading, the name of a concept, or a clause of the cards with its grammar intact.
/// Decides: which of them; never invents a word, never shows what is masked.
struct Headings {
    let tagged: TaggedCorpus
    let knowledge: Knowledge
    let ignoreRoom: Bool
    private let naming: Naming
    private let conceptLeast: Double
    private let roomLeast: Double
    private let longest: Int
    private var taken: Set<String> = []

    init(_ tagged: TaggedCorpus, knowledge: Knowledge, parameters: Parameters, ignoreRoom: Bool) {
        self.tagged = tagged
        self.knowledge = knowledge
        self.ignoreRoom = ignoreRoom
        naming = Naming(tagged: tagged, knowledge: knowledge)
        conceptLeast = parameters["label_concept"]
        roomLeast = parameters["label_room"]
        longest = parameters.count("label_longest")
    }

    /// The heading of a group that nobody has yet; when all that fit are taken, the first with a word that tells it apart.
    /// - Parameter avoiding: a heading above this one that it must not repeat.
    mutating func next(_ cards: [Int], avoiding above: String? = nil) -> String {
        var first: String?
        func isFree(_ heading: String) -> Bool { heading != above && !taken.contains(heading) }
        if let room = room(cards) {
            first = room
            if isFree(room) { return take(room) }
        }
        let best = naming.profile(cards).max { ($0.value, $1.key) < ($1.value, $0.key) }
        if let best, best.value >= conceptLeast {
            let label = knowledge.concepts[best.key].label
            first = first ?? label
            if isFree(label) { return take(label) }
        }
        if let first, above == nil {
            // The concept is taken: a noun of the cards tells this group from the other.
            for word in naming.words(cards) where !first.lowercased().contains(word.lowercased()) {
                let heading = "\(first): \(word)"
                if heading.count <= longest, isFree(heading) { return take(heading) }
            }
        }
        for card in ranked(cards) {
            if let clause = clause(card), isFree(clause) { return take(clause) }
        }
        return take(first ?? clause(naming.representative(cards)) ?? naming.shortened(naming.representative(cards)))
    }

    private mutating func take(_ heading: String) -> String {
        taken.insert(heading)
        return heading
    }

    /// The representative first, then the others; a few suffice.
    private func ranked(_ cards: [Int]) -> [Int] {
        let representative = naming.representative(cards)
        return [representative] + cards.filter { $0 != representative }.prefix(4)
    }

    /// The heading that most cards carry, when enough do.
    private func room(_ cards: [Int]) -> String? {
        guard !ignoreRoom else { return nil }
        var counts: [String: Int] = [:]
        for card in cards { if let room = tagged.contributions[card].roomCluster { counts[room, default: 0] += 1 } }
        guard let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            Double(best.value) >= roomLeast * Double(cards.count)
        else { return nil }
        return best.key
    }

    /// The first clause of a card that is short enough and names a thing; nil when there is none.
    private func clause(_ card: Int) -> String? {
        let text = masked(tagged.contributions[card].text, tagged.screened.screenings[card].redactions).text
        // A heading stands at the beginning, if anywhere.
        return Clause.all(text, upTo: longest * 5).first { clause in
            clause.count <= longest && clause.count >= 4 && Clause.namesThing(clause)
        }
    }
}
