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
        var clauses: [String] = []
        var current = ""
        // A heading stands at the beginning, if anywhere.
        let letters = Array(text.prefix(longest * 5).split(whereSeparator: \.isWhitespace).joined(separator: " "))
        for (position, letter) in letters.enumerated() {
            let next = position + 1 < letters.count ? letters[position + 1] : " "
            // A full stop after a figure or a short word ("z. B.", "3. Quartal") ends nothing.
            let ends =
                switch letter {
                case "!", "?", ";", "(", ")", "–": true
                case ":", ",": next == " "
                case ".":
                    next == " "
                        && (current.split(separator: " ").last.map { $0.count > 3 && !$0.contains(".") } ?? false)
                default: false
                }
            if ends {
                clauses.append(current)
                current = ""
            } else {
                current.append(letter)
            }
        }
        clauses.append(current)
        return clauses.map { $0.trimmed }.map { clause in
            var clause = clause[...]
            while let last = clause.last, last == "." || last == "…" || last == "-" || last == " " {
                clause = clause.dropLast()
            }
            while let first = clause.first, first == "-" || first == "•" || first == "*" || first == " " {
                clause = clause.dropFirst()
            }
            return String(clause)
        }.first { clause in
            let words = clause.split(separator: " ")
            let namesThing = words.enumerated().contains { position, word in
                word.count > 3 && word.first!.isUppercase && (position > 0 || words.count <= 3)
            }
            return clause.count <= longest && clause.count >= 4 && namesThing
        }
    }
}
