/// Comes in: threads with their nearest measures. Goes out: the results of the run, suggestions with verdict and draft.
/// Decides: new, to be revised or confirmed; title, quotes, order for reading.
/// Never: fills a field with a fact no contribution and no measure holds; calls a number of cards a vote.
public struct Suggest: Sendable {
    let knowledge: Knowledge
    let pack: Pack
    let ignoreRoom: Bool

    public init(knowledge: Knowledge, pack: Pack, ignoreRoom: Bool) {
        self.knowledge = knowledge
        self.pack = pack
        self.ignoreRoom = ignoreRoom
    }

    public func run(_ corpus: MatchedCorpus, jobs: Int = 1) async throws -> RunResults {
        let assembly = Assembly(corpus, knowledge: knowledge, pack: pack, ignoreRoom: ignoreRoom)
        let ideas = assembly.ideas()
        let threads = assembly.threads(ideas)
        let drafts = Drafting(corpus, knowledge: knowledge, pack: pack, ideas: ideas, threads: threads)
        let suggestions = try drafts.suggestions()
        let intake = corpus.settled.linked.grouped.tagged.screened.segmented.normalised.intake
        return RunResults(
            contributions: assembly.contributions(ideas: ideas, threads: threads),
            ideas: ideas.sorted { $0.id < $1.id },
            threads: threads.sorted { $0.id < $1.id },
            suggestions: suggestions,
            measures: drafts.measures(suggestions),
            unread: intake.unread,
            notices: intake.notices,
            inputs: intake.inputs,
            groupFigures: corpus.settled.linked.grouped.figures
        )
    }
}
