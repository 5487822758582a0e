/// Turns positions into the records that people and files see: ids from content, labels, sums.
struct Assembly {
    private let corpus: MatchedCorpus
    private let knowledge: Knowledge
    private let pack: Pack
    private let tagged: TaggedCorpus
    private let contributions: [Contribution]
    private let ideaCards: [[Int]]
    private let threadIdeas: [[Int]]
    private let ignoreRoom: Bool
    /// Per thread and per idea.
    private let threadIDs: [String]
    private let ideaIDs: [String]
    private let threadLabels: [String]

    init(_ corpus: MatchedCorpus, knowledge: Knowledge, pack: Pack, ignoreRoom: Bool) {
        self.corpus = corpus
        self.knowledge = knowledge
        self.pack = pack
        self.ignoreRoom = ignoreRoom
        tagged = corpus.settled.linked.grouped.tagged
        contributions = tagged.contributions
        ideaCards = corpus.settled.linked.grouped.ideas
        threadIdeas = corpus.settled.linked.threads
        let contributions = contributions
        let ideaCards = ideaCards
        func first(_ cards: [Int]) -> String { cards.map { contributions[$0].id }.min()! }
        ideaIDs = Self.ids("i-", ideaCards.map(first))
        threadIDs = Self.ids("s-", threadIdeas.map { first($0.flatMap { ideaCards[$0] }) })

        // The largest thread chooses its heading first; equal ones by id.
        let sizes = threadIdeas.map { $0.reduce(0) { $0 + ideaCards[$1].count } }
        var headings = Headings(tagged, knowledge: knowledge, parameters: pack.parameters, ignoreRoom: ignoreRoom)
        var labels = [String](repeating: "", count: threadIdeas.count)
        let ids = threadIDs
        for thread in threadIdeas.indices.sorted(by: { (sizes[$1], ids[$0]) < (sizes[$0], ids[$1]) }) {
            labels[thread] = headings.next(threadIdeas[thread].flatMap { ideaCards[$0] }.sorted())
        }
        threadLabels = labels
    }

    /// Short and stable: the digest of the smallest member id. It stays when cards with later ids join or any other member
    /// leaves; the few that would be alike get more digits.
    static func ids(_ prefix: String, _ members: [String]) -> [String] {
        let digests = members.map { sha256((prefix + $0).utf8) }
        var counts: [Substring: Int] = [:]
        for digest in digests { counts[digest.prefix(10), default: 0] += 1 }
        return digests.map { prefix + $0.prefix(counts[$0.prefix(10)] == 1 ? 10 : 24) }
    }

    /// Ideas in the order of the corpus.
    func ideas() -> [Idea] {
        let threadOf = threadOfIdea()
        // Siblings are the ideas of one thread; a lone idea is named as its thread.
        var names = [String](repeating: "", count: ideaCards.count)
        for (thread, members) in threadIdeas.enumerated() {
            var headings = Headings(tagged, knowledge: knowledge, parameters: pack.parameters, ignoreRoom: ignoreRoom)
            for idea in members {
                names[idea] =
                    members.count == 1
                    ? threadLabels[thread] : headings.next(ideaCards[idea], avoiding: threadLabels[thread])
            }
        }
        return ideaCards.enumerated().map { number, cards in
            let members = cards.map { contributions[$0].id }.sorted()
            let labels = summed(cards)
            let naming = Naming(tagged: tagged, knowledge: knowledge)
            let representative = naming.representative(cards)
            return Idea(
                id: ideaIDs[number],
                phase: contributions[cards[0]].phase,
                label: names[number],
                representative: contributions[representative].id,
                members: members,
                words: naming.words(cards),
                fields: labels.fields,
                napPhases: labels.nap,
                points: cards.reduce(0) { $0 + (contributions[$1].points ?? 0) },
                workshops: Set(cards.compactMap { contributions[$0].workshop }).sorted(),
                tables: tables(cards),
                thread: threadIDs[threadOf[number]]
            )
        }
    }

    private func threadOfIdea() -> [Int] {
        var result = [Int](repeating: 0, count: ideaCards.count)
        for (thread, ideas) in threadIdeas.enumerated() { for idea in ideas { result[idea] = thread } }
        return result
    }

    func tables(_ cards: [Int]) -> Int {
        Set(
            cards.compactMap { card in
                contributions[card].table.map { (contributions[card].workshop ?? "") + "\u{1}" + $0.text }
            }
        ).count
    }

    /// Threads in the order of the corpus.
    func threads(_ ideas: [Idea]) -> [IdeaThread] {
        var voices: [String: Int] = [:]
        for screening in tagged.screened.screenings {
            if let first = screening.duplicateOf { voices[first, default: 0] += 1 }
        }
        return threadIdeas.enumerated().map { number, members in
            let cards = members.flatMap { ideaCards[$0] }.sorted()
            let labels = summed(cards)
            func of(_ phase: WorkshopPhase?) -> [String] {
                members.filter { ideas[$0].phase == phase }.map { ideas[$0].id }.sorted()
            }
            let distinct = cards.filter { tagged.screened.screenings[$0].duplicateOf == nil }.count
            return IdeaThread(
                id: threadIDs[number],
                label: threadLabels[number],
                kritik: of(.kritik),
                phantasie: of(.phantasie),
                realisierung: of(.realisierung),
                unknown: of(nil),
                links: corpus.settled.linked.links[number].map {
                    IdeaThread.Link(from: ideas[$0.from].id, to: ideas[$0.to].id, score: $0.score, reason: $0.reason)
                }.sorted { ($0.from, $0.to) < ($1.from, $1.to) },
                fields: labels.fields,
                themes: labels.themes,
                napPhases: labels.nap,
                contributions: distinct,
                voices: cards.count,
                points: cards.reduce(0) { $0 + (contributions[$1].points ?? 0) }
            )
        }
    }

    /// Labels of a group: those that at least a third of its cards carry, and two of a few, by the sum of their scores.
    private func summed(_ cards: [Int]) -> (fields: [String], themes: [String], nap: [String]) {
        func best(_ path: KeyPath<Tagging, [Label]>) -> [String] {
            var sums: [String: (count: Int, score: Double)] = [:]
            for card in cards {
                for label in corpus.settled.taggings[card][keyPath: path] {
                    sums[label.id, default: (0, 0)].count += 1
                    sums[label.id]!.score += label.score
                }
            }
            // One of three cards is no group's label, unless no other is more.
            let few = cards.count < pack.parameters.count("labels_few")
            let least = few ? min(2, sums.values.map(\.count).max() ?? 0) : 1
            return sums.filter { $0.value.count * 3 >= cards.count && $0.value.count >= least }.sorted {
                ($1.value.score, $0.key) < ($0.value.score, $1.key)
            }.map(\.key)
        }
        return (best(\.fields), best(\.themes), best(\.napPhases))
    }

    func contributions(ideas: [Idea], threads: [IdeaThread]) -> [ReadyContribution] {
        var ideaOf = [Int?](repeating: nil, count: contributions.count)
        for (idea, cards) in ideaCards.enumerated() { for card in cards { ideaOf[card] = idea } }
        return contributions.indices.map { card in
            let screening = tagged.screened.screenings[card]
            let tagging = corpus.settled.taggings[card]
            var contribution = contributions[card]
            contribution.source.refersTo = screening.refersTo
            return ReadyContribution(
                contribution: contribution,
                status: screening.status,
                statusReason: screening.reason,
                duplicateOf: screening.duplicateOf,
                redactions: screening.redactions,
                polarity: tagging.polarity,
                fields: tagging.fields,
                themes: tagging.themes,
                napPhases: tagging.napPhases,
                targetGroups: tagging.targetGroups,
                idea: ideaOf[card].map { ideas[$0].id },
                thread: ideaOf[card].map { ideas[$0].thread }
            )
        }
    }
}
