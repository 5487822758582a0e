#if canImport(Glibc)
    import Glibc
#endif

/// Comes in: settled threads. Goes out: for every thread the nearest measures of the catalogue with scores in named parts.
/// Decides: how near; concepts and words are counted apart so that a clerk sees which of them spoke.
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
        let parameters = pack.parameters
        let measures = try MeasureIndex(pack: pack, knowledge: knowledge)
        let tagged = corpus.linked.grouped.tagged, segmented = tagged.screened.segmented
        let most = parameters.count("matches_most")
        let matches = threads.map { ideas -> [MeasureMatch] in
            let cards = ideas.flatMap { corpus.linked.grouped.ideas[$0] }
            var profile: [Int: Double] = [:]
            var stems: [String: Double] = [:]
            for card in cards {
                for share in tagged.taggings[card].concepts { profile[share.concept, default: 0] += share.share / Double(cards.count) }
                var own: Set<String> = []
                for word in segmented.words[card] {
                    let form = segmented.lexis[word.form]
                    guard form.kind == .word, !knowledge.stopWords.contains(form.key) else { continue }
                    own.insert(form.stem)
                    own.formUnion(form.partStems)
                }
                for stem in own { stems[stem, default: 0] += 1 }
            }
            return measures.nearest(profile: profile, stems: stems, conceptFactor: parameters["match_concepts"], wordFactor: parameters["match_words"], most: most)
        }
        return MatchedCorpus(settled: corpus, matches: matches)
    }
}

/// The catalogue as concepts and words.
struct MeasureIndex {
    private let measures: [Measure]
    /// Concept → measures that name it.
    private let byConcept: [Int: [Int]]
    private let byStem: [String: [(measure: Int, value: Double)]]
    private let informativeness: [String: Double]

    init(pack: Pack, knowledge: Knowledge) throws {
        measures = pack.catalogue
        let numbers = knowledge.conceptNumbers
        var byConcept: [Int: [Int]] = [:]
        for (position, measure) in measures.enumerated() {
            for id in measure.concepts { if let number = numbers[id] { byConcept[number, default: []].append(position) } }
        }
        self.byConcept = byConcept
        let tokenizer = try Tokenizer(builder: knowledge.builder())
        var lexis = Lexis()
        var texts: [[String: Double]] = []
        for measure in measures {
            var stems: [String: Double] = [:]
            for (text, weight) in [(measure.title, 2.0), (measure.description, 1), (measure.goal, 1), (measure.targetGroup, 0.5)] {
                for word in tokenizer.words(of: CleanText(Array(text.utf8)), into: &lexis) {
                    let form = lexis[word.form]
                    guard form.kind == .word, !knowledge.stopWords.contains(form.key) else { continue }
                    for stem in Set([form.stem] + form.partStems) { stems[stem, default: 0] += weight }
                }
            }
            texts.append(stems)
        }
        var frequency: [String: Int] = [:]
        for stems in texts { for stem in stems.keys { frequency[stem, default: 0] += 1 } }
        let total = Double(measures.count)
        let informativeness = frequency.mapValues { log((total + 1) / (Double($0) + 0.5)) }
        self.informativeness = informativeness
        var byStem: [String: [(measure: Int, value: Double)]] = [:]
        for (position, stems) in texts.enumerated() {
            let values = stems.sorted { $0.key < $1.key }.map { (stem: $0.key, value: (1 + log(max(1, $0.value))) * informativeness[$0.key]!) }
            let norm = values.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
            for (stem, value) in values { byStem[stem, default: []].append((position, value / norm)) }
        }
        self.byStem = byStem
    }

    func nearest(profile: [Int: Double], stems: [String: Double], conceptFactor: Double, wordFactor: Double, most: Int) -> [MeasureMatch] {
        var concepts = [Double](repeating: 0, count: measures.count), words = concepts
        for (concept, share) in profile.sorted(by: { $0.key < $1.key }) { for measure in byConcept[concept] ?? [] { concepts[measure] += share } }
        let values = stems.sorted { $0.key < $1.key }.compactMap { stem, count in
            informativeness[stem].map { (stem: stem, value: (1 + log(count)) * $0) }
        }
        let norm = max(1e-9, values.reduce(0) { $0 + $1.value * $1.value }.squareRoot())
        for (stem, value) in values { for (measure, own) in byStem[stem]! { words[measure] += value / norm * own } }
        let scored = measures.indices.map { (measure: $0, score: (conceptFactor * min(1, concepts[$0]) + wordFactor * words[$0]).thousandths) }
        return scored.filter { $0.score > 0 }.sorted { ($1.score, $0.measure) < ($0.score, $1.measure) }.prefix(most).map { entry in
            MeasureMatch(
                number: measures[entry.measure].number, score: min(1, entry.score),
                parts: [
                    ScorePart("Begriffe", (conceptFactor * min(1, concepts[entry.measure])).thousandths), ScorePart("Wörter", (wordFactor * words[entry.measure]).thousandths),
                ])
        }
    }
}
