/// Headings a person would write: the room's own heading, the name of the concept, or words of the cards themselves.
struct Naming {
    let tagged: TaggedCorpus
    let knowledge: Knowledge

    /// The card that stands for a group: the one whose concepts lie nearest to the group's, short before long.
    func representative(_ cards: [Int]) -> Int {
        guard cards.count > 1 else { return cards[0] }
        let profile = profile(cards)
        return cards.max { left, right in
            let a = fit(left, profile)
            let b = fit(right, profile)
            return (a, -tagged.contributions[left].text.utf8.count, right) < (
                b, -tagged.contributions[right].text.utf8.count, left
            )
        }!
    }

    /// Most representative first.
    func ranked(_ cards: [Int]) -> [Int] {
        let profile = profile(cards)
        let fits = cards.map { (card: $0, fit: fit($0, profile)) }
        return fits.sorted { ($1.fit, $0.card) < ($0.fit, $1.card) }.map(\.card)
    }

    private func fit(_ card: Int, _ profile: [Int: Double]) -> Double {
        tagged.taggings[card].concepts.reduce(0) { $0 + $1.share * (profile[$1.concept] ?? 0) }.thousandths
    }

    /// Mean shares of the concepts of a group.
    func profile(_ cards: [Int]) -> [Int: Double] {
        var sums: [Int: Double] = [:]
        for card in cards {
            for share in tagged.taggings[card].concepts {
                sums[share.concept, default: 0] += share.share / Double(cards.count)
            }
        }
        return sums
    }

    /// The beginning of a card's text, masked, at a word's end, at most so many characters.
    func shortened(_ card: Int, to longest: Int = 60) -> String {
        let text = masked(tagged.contributions[card].text, tagged.screened.screenings[card].redactions).text
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard line.count > longest else { return line }
        var words = line.prefix(longest - 1).split(separator: " ", omittingEmptySubsequences: false).dropLast()
        while let last = words.last, last.count < 4 { words = words.dropLast() }
        return words.joined(separator: " ").trimmed + " …"
    }

    /// Words that hold a group together: those most of its cards share, nouns first seen in them, at most five.
    func words(_ cards: [Int]) -> [String] {
        let segmented = tagged.screened.segmented
        var counts: [String: (count: Int, surface: String)] = [:]
        for card in cards {
            var seen: Set<String> = []
            for word in segmented.words[card] {
                let form = segmented.lexis[word.form]
                guard form.kind == .word, form.isCapitalised, form.key.utf8.count > 3,
                    !knowledge.stopWords.contains(form.key), seen.insert(form.stem).inserted
                else { continue }
                let known = counts[form.stem]
                counts[form.stem] = ((known?.count ?? 0) + 1, min(form.surface, known?.surface ?? form.surface))
            }
        }
        return counts.filter { $0.value.count > 1 }.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            .prefix(5).map(\.value.surface)
    }
}
