/// Comes in: linked ideas. Goes out: taggings with what context teaches, each lift named in its evidence.
/// Decides: whether a weak label is lifted by the title of the workshop, the heading of the room, the other cards of its
/// thread. Never: takes a label away that a card's own words earned; looks at measures.
public struct Settle: Sendable {
    let knowledge: Knowledge
    let pack: Pack
    let noContext: Bool
    let ignoreRoom: Bool

    public init(knowledge: Knowledge, pack: Pack, noContext: Bool, ignoreRoom: Bool) {
        self.knowledge = knowledge
        self.pack = pack
        self.noContext = noContext
        self.ignoreRoom = ignoreRoom
    }

    public func run(_ corpus: LinkedCorpus, jobs: Int = 1) async throws -> SettledCorpus {
        let tagged = corpus.grouped.tagged
        guard !noContext else { return SettledCorpus(linked: corpus, taggings: tagged.taggings) }
        let parameters = pack.parameters
        let titleShare = parameters["context_title"], roomShare = ignoreRoom ? 0 : parameters["context_room"], neighbourShare = parameters["context_neighbours"]
        let rules = LabelRules(pack)
        let labels = knowledge.model.labels
        let contributions = tagged.contributions

        // What titles and headings say, read once each.
        var readings: [String: [Double]] = [:]
        let tokenizer = try Tokenizer(builder: knowledge.builder())
        func scores(of text: String) -> [Double] {
            if let known = readings[text] { return known }
            var lexis = Lexis()
            let words = tokenizer.words(of: CleanText(Array(text.utf8)), into: &lexis)
            let tagging = Tagger(knowledge: knowledge, pack: pack, lexis: lexis).tag(words, text: text)
            readings[text] = tagging.scores
            return tagging.scores
        }

        var threadOf = [Int?](repeating: nil, count: contributions.count)
        var sums: [[Double]] = []
        for (thread, ideas) in corpus.threads.enumerated() {
            var sum = [Double](repeating: 0, count: labels.count)
            for idea in ideas {
                for card in corpus.grouped.ideas[idea] {
                    threadOf[card] = thread
                    for label in labels.indices { sum[label] += tagged.taggings[card].scores[label] }
                }
            }
            sums.append(sum)
        }
        let sizes = corpus.threads.map { $0.reduce(0) { $0 + corpus.grouped.ideas[$1].count } }

        var taggings = tagged.taggings
        for card in contributions.indices where tagged.screened.screenings[card].status == .kept && !tagged.taggings[card].scores.isEmpty {
            let own = tagged.taggings[card].scores
            var parts: [(name: String, share: Double, scores: [Double])] = []
            if titleShare > 0, let title = contributions[card].workshop { parts.append(("Titel „\(title)“", titleShare, scores(of: title))) }
            if roomShare > 0, let heading = contributions[card].roomCluster { parts.append(("Überschrift „\(heading)“", roomShare, scores(of: heading))) }
            if neighbourShare > 0, let thread = threadOf[card], sizes[thread] > 1 {
                let others = Double(sizes[thread] - 1)
                parts.append(("andere Beiträge des Strangs", neighbourShare, labels.indices.map { (sums[thread][$0] - own[$0]) / others }))
            }
            guard !parts.isEmpty else { continue }
            let rest = 1 - parts.reduce(0) { $0 + $1.share }
            let mixed = labels.indices.map { label in
                parts.reduce(own[label] * rest) { $0 + $1.share * $1.scores[label] }.thousandths
            }
            taggings[card] = relabelled(tagged.taggings[card], mixed, parts, rules)
        }
        return SettledCorpus(linked: corpus, taggings: taggings)
    }

    private func relabelled(
        _ tagging: Tagging, _ mixed: [Double], _ parts: [(name: String, share: Double, scores: [Double])], _ rules: LabelRules
    ) -> Tagging {
        var result = tagging
        result.scores = mixed
        result.fields = []
        result.themes = []
        result.napPhases = []
        let own = Dictionary(uniqueKeysWithValues: (tagging.fields + tagging.themes + tagging.napPhases).map { ($0.id, $0) })
        for number in rules.choose(mixed) {
            let id = knowledge.model.labels[number]
            var evidence = own[id]?.evidence ?? []
            for part in parts where part.share * part.scores[number] >= rules.evidenceLeast {
                evidence.append(Evidence(entry: part.name, span: nil, weight: (part.share * part.scores[number]).thousandths))
            }
            let label = Label(id: id, score: mixed[number], evidence: evidence)
            switch rules.dimension(number) {
            case .fields: result.fields.append(label)
            case .themes: result.themes.append(label)
            case .napPhases: result.napPhases.append(label)
            case .targetGroups: break
            }
        }
        return result
    }
}
