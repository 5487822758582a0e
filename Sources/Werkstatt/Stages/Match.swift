/// Comes in: settled threads. Goes out: for every thread the nearest measures of the catalogue with scores in named parts.
/// Decides: how near; concepts, the measure's own text and shared words are counted apart, so that a clerk sees which spoke.
/// Never: decides whether a thread is new or covered (that is `Suggest`); compares when the pack has no catalogue.
public struct Match: Sendable {
    let knowledge: Knowledge
    let pack: Pack

    public init(knowledge: Knowledge, pack: Pack) {
        self.knowledge = knowledge
        self.pack = pack
    }

    public func run(_ corpus: SettledCorpus, jobs: Int = 1) async throws -> MatchedCorpus {
        let threads = corpus.linked.threads
        guard !pack.catalogue.isEmpty else { return MatchedCorpus(settled: corpus, matches: threads.map { _ in [] }) }
        let index = MeasureIndex(pack: pack, knowledge: knowledge)
        let tagged = corpus.linked.grouped.tagged
        let segmented = tagged.screened.segmented
        let ideas = corpus.linked.grouped.ideas
        let slices = try await inSlices(threads.count, jobs: jobs) { range in
            range.map { number in
                let cards = threads[number].flatMap { ideas[$0] }
                var profile: [Int: Double] = [:]
                var bag: [String: Double] = [:]
                for card in cards {
                    for share in tagged.taggings[card].concepts {
                        profile[share.concept, default: 0] += share.share / Double(cards.count)
                    }
                    for stem in index.stems(segmented.words[card], segmented.lexis) { bag[stem, default: 0] += 1 }
                }
                return index.nearest(profile: profile, bag: bag)
            }
        }
        return MatchedCorpus(settled: corpus, matches: slices.flatMap { $0 })
    }
}
