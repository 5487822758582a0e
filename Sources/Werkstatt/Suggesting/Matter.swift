/// What a thread is about: the one or two concepts that most of its cards speak of.
struct Matter {
    struct Topic {
        var concept: Int
        /// Cards that speak of it.
        var cards: Set<Int>
    }

    var first: Topic
    /// What enough of the other cards speak of, when the first holds too few for itself.
    var second: Topic?
    /// Neither one nor two concepts hold enough of the cards.
    var isMixed: Bool

    var cards: Set<Int> { first.cards.union(second?.cards ?? []) }
    var concepts: [Int] { [first.concept] + (second.map { [$0.concept] } ?? []) }
}

/// Comes in: cards with the shares of their concepts. Goes out: topics and the matter of a group. Decides which card speaks
/// of what; never names anything.
struct MatterFinder {
    let tagged: TaggedCorpus
    let parameters: Parameters

    /// Concepts a card speaks of: those among its first that hold enough of it. Empty when nothing is clear.
    func spoken(_ card: Int) -> [Int] {
        tagged.taggings[card].concepts.prefix(parameters.count("matter_concepts"))
            .filter { $0.share >= parameters["matter_share"] }.map(\.concept)
    }

    func speaks(_ card: Int, of concepts: Set<Int>) -> Bool { spoken(card).contains(where: concepts.contains) }

    /// Whether a card that stands alone is mostly about concepts: nobody else bears the guess out.
    func isMostlyAbout(_ concepts: Set<Int>, _ card: Int) -> Bool {
        tagged.taggings[card].concepts.reduce(0) { $0 + (concepts.contains($1.concept) ? $1.share : 0) }
            >= parameters["lone_share"]
    }

    /// Concepts with the cards that speak of them: most cards first; steps count a little more, for they say what is to
    /// be done; of equals the one with the larger share.
    func topics(_ cards: [Int]) -> [Matter.Topic] {
        var members: [Int: (cards: Set<Int>, weight: Double, share: Double)] = [:]
        for card in cards {
            let isStep = tagged.contributions[card].phase == .realisierung
            let known = Set(spoken(card))
            for share in tagged.taggings[card].concepts where known.contains(share.concept) {
                members[share.concept, default: ([], 0, 0)].cards.insert(card)
                members[share.concept]!.weight += isStep ? parameters["matter_step"] : 1
                members[share.concept]!.share += share.share
            }
        }
        return members.sorted { left, right in
            (right.value.weight, right.value.share, left.key) < (left.value.weight, left.value.share, right.key)
        }.map { Matter.Topic(concept: $0.key, cards: $0.value.cards) }
    }

    /// - Returns: nil when no concept holds enough of the cards to name them.
    func matter(of cards: [Int]) -> Matter? {
        let topics = topics(cards)
        guard let first = topics.first, names(first, cards) else { return nil }
        let clear = cards.count { !spoken($0).isEmpty }
        let second = second(beside: first.cards, of: clear, among: topics.dropFirst())
        let held = first.cards.union(second?.cards ?? []).count
        return Matter(
            first: first,
            second: second,
            isMixed: Double(held) < parameters["matter_held"] * Double(clear)
        )
    }

    /// A few cards suffice in a large thread; a lone card must be mostly about it.
    private func names(_ topic: Matter.Topic, _ cards: [Int]) -> Bool {
        let isFew = cards.count <= parameters.count("matter_few")
        let enough = isFew ? 1 : min(parameters["matter_least"] * Double(cards.count), parameters["matter_enough"])
        guard Double(topic.cards.count) >= enough else { return false }
        let share = topic.cards.reduce(0) { sum, card in
            sum + (tagged.taggings[card].concepts.first { $0.concept == topic.concept }?.share ?? 0)
        }
        let least = parameters[cards.count == 1 ? "lone_share" : "title_concept_least"]
        return topic.cards.count > 1 || share / Double(cards.count) >= least
    }

    /// The topic that holds most of the cards that are left, when the held ones are not nearly all and it adds enough.
    func second(
        beside held: Set<Int>,
        of clear: Int,
        among topics: some Sequence<Matter.Topic>
    ) -> Matter.Topic? {
        guard Double(held.count) < parameters["matter_whole"] * Double(clear) else { return nil }
        var best: (topic: Matter.Topic, added: Int)?
        for topic in topics {
            let added = topic.cards.subtracting(held).count
            if added > best?.added ?? 0 { best = (topic, added) }
        }
        guard let best, Double(best.added) >= parameters["matter_second"] * Double(clear),
            best.added > 1 || clear <= parameters.count("matter_few")
        else { return nil }
        return best.topic
    }
}
