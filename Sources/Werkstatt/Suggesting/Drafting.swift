/// Writes the suggestions: verdict, title, draft and quotes for every thread, in the order for reading.
struct Drafting {
    private let corpus: MatchedCorpus
    private let knowledge: Knowledge
    private let pack: Pack
    private let ideas: [Idea]
    private let threads: [IdeaThread]
    private let tagged: TaggedCorpus

    init(_ corpus: MatchedCorpus, knowledge: Knowledge, pack: Pack, ideas: [Idea], threads: [IdeaThread]) {
        self.corpus = corpus
        self.knowledge = knowledge
        self.pack = pack
        self.ideas = ideas
        self.threads = threads
        tagged = corpus.settled.linked.grouped.tagged
    }

    private func cards(_ thread: Int) -> [Int] {
        corpus.settled.linked.threads[thread].flatMap { corpus.settled.linked.grouped.ideas[$0] }.sorted()
    }

    func suggestions() -> [Suggestion] {
        threads.indices.compactMap(suggestion).sorted { left, right in
            (right.total, left.id) < (left.total, right.id)
        }
    }

    private func suggestion(_ thread: Int) -> Suggestion? {
        let cards = cards(thread)
        let matches = corpus.matches[thread]
        let verdict = Verdict(pack: pack, tagged: tagged).decide(cards: cards, matches: matches)
        guard cards.count > 1 || verdict.carriesLoneCard else { return nil }
        let breadth = min(1, Double(Set(cards.compactMap { tagged.contributions[$0].table?.text }).count) / 5).thousandths
        let phases = Double([threads[thread].kritik, threads[thread].phantasie, threads[thread].realisierung].filter { !$0.isEmpty }.count) / 3
        let points = min(1, Double(threads[thread].points) / 20).thousandths
        let steps = min(1, Double(threads[thread].realisierung.count) / 2).thousandths
        let parts = [
            ScorePart("Breite (Tische)", breadth), ScorePart("Phasen", phases.thousandths), ScorePart("Punkte", points), ScorePart("Konkretheit", steps),
            ScorePart("Neuheit", verdict.kind == .neu ? 1 : verdict.kind == .ueberarbeitet ? 0.5 : 0),
        ]
        let writer = DraftWriter(tagged: tagged, settled: corpus.settled.taggings, knowledge: knowledge, pack: pack)
        let title = writer.title(thread: threads[thread], kind: verdict.kind, measure: matches.first.flatMap { match in pack.catalogue.first { $0.number == match.number } })
        return Suggestion(
            id: "v" + threads[thread].id.dropFirst(), kind: verdict.kind, thread: threads[thread].id, measures: verdict.measures, title: title,
            draft: writer.draft(cards: cards, thread: threads[thread], kind: verdict.kind, title: title, measures: verdict.measures), fields: threads[thread].fields,
            napPhases: threads[thread].napPhases, evidence: writer.quotes(cards), total: (parts.reduce(0) { $0 + $1.value } / Double(parts.count)).thousandths, parts: parts,
            reasons: verdict.reasons)
    }

    func measures(_ suggestions: [Suggestion]) -> [MeasureView] {
        let threadsByID = Dictionary(uniqueKeysWithValues: threads.map { ($0.id, $0) })
        let ideasByID = Dictionary(uniqueKeysWithValues: ideas.map { ($0.id, $0) })
        return pack.catalogue.map { measure in
            let own = suggestions.filter { $0.kind != .neu && $0.measures.first?.number == measure.number }
            let threads = own.compactMap { threadsByID[$0.thread] }
            func count(_ path: KeyPath<IdeaThread, [String]>) -> Int { threads.reduce(0) { $0 + $1[keyPath: path].reduce(0) { $0 + (ideasByID[$1]?.members.count ?? 0) } } }
            return MeasureView(
                number: measure.number, title: measure.title, threads: threads.map(\.id).sorted(), kritik: count(\.kritik), phantasie: count(\.phantasie),
                realisierung: count(\.realisierung), silent: own.isEmpty, suggestions: own.map(\.id).sorted())
        }
    }
}
