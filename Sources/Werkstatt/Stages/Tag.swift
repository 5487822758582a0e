/// Comes in: screened contributions. Goes out: labels of every dimension with score and evidence, polarity, concepts.
/// Decides: from a card's own words alone; a label needs its threshold, a second one of a dimension a higher one.
/// Never: looks at neighbours, headings or titles (that is `Settle`); invents a label to fill a gap.
public struct Tag: Sendable {
    let knowledge: Knowledge
    let pack: Pack

    public init(knowledge: Knowledge, pack: Pack) {
        self.knowledge = knowledge
        self.pack = pack
    }

    public func run(_ corpus: ScreenedCorpus, jobs: Int = 1) async throws -> TaggedCorpus {
        let segmented = corpus.segmented
        let slices = try await inSlices(segmented.words.count, jobs: jobs) { range in
            let tagger = Tagger(knowledge: knowledge, pack: pack, lexis: segmented.lexis)
            return range.map { position in
                corpus.screenings[position].status == .kept
                    ? tagger.tag(segmented.words[position], text: segmented.contributions[position].text) : Tagging()
            }
        }
        return TaggedCorpus(screened: corpus, taggings: slices.flatMap { $0 })
    }
}

/// Tags one card after the other; one per worker.
final class Tagger {
    private let knowledge: Knowledge
    private let lexis: Lexis
    private let topics: Vectoriser
    private let polarities: Vectoriser
    private let rules: LabelRules
    private var scratch: [Float] = []

    init(knowledge: Knowledge, pack: Pack, lexis: Lexis) {
        self.knowledge = knowledge
        self.lexis = lexis
        topics = Vectoriser(index: knowledge.model.index, settings: knowledge.model.features, stopWords: knowledge.stopWords)
        polarities = Vectoriser(index: knowledge.polarity.index, settings: knowledge.polarity.features, stopWords: [])
        rules = LabelRules(pack)
    }

    func tag(_ words: [Word], text: String) -> Tagging {
        let origins = topics.origins(of: words, lexis)
        let vector = topics.vector(of: origins)
        let reading = knowledge.model.read(vector, scratch: &scratch)
        var result = Tagging()
        result.concepts = reading.concepts.map { ConceptShare(concept: $0.concept, share: Double($0.share).thousandths) }
        result.scores = reading.labels.map { Double($0).thousandths }
        guard !vector.entries.isEmpty else { return result }
        let chosen = rules.choose(result.scores)
        let explainer = Explainer(model: knowledge.model, words: words, lexis: lexis, origins: origins, vector: vector, text: text, concepts: result.concepts, names: knowledge.concepts)
        let labels = chosen.map { Label(id: knowledge.model.labels[$0], score: result.scores[$0], evidence: explainer.evidence(for: $0, rules: rules)) }
        for (label, number) in zip(labels, chosen) {
            switch rules.dimension(number) {
            case .fields: result.fields.append(label)
            case .themes: result.themes.append(label)
            case .napPhases: result.napPhases.append(label)
            case .targetGroups: break
            }
        }
        let polarity = knowledge.polarity.read(polarities.vector(of: words, lexis), scratch: &scratch)
        if let best = polarity.concepts.first, best.share >= 0.4 { result.polarity = Polarity.allCases[best.concept] }
        return result
    }
}

/// Which labels a list of scores earns.
struct LabelRules: Sendable {
    private struct Rule: Sendable {
        var dimension: Dimension
        var range: Range<Int>
        var first: Double
        var second: Double
        var most: Int
    }
    private let rules: [Rule]
    let evidenceMost: Int
    let evidenceLeast: Double

    /// - Parameter suffix: "" for a card's own words, "_context" or "_room" when context is added: then scores lie elsewhere.
    init(_ pack: Pack, suffix: String = "") {
        var start = 0
        var rules: [Rule] = []
        for (dimension, name, count) in [(Dimension.fields, "fields", pack.fields.count), (.themes, "themes", pack.themes.count), (.napPhases, "nap", pack.napPhases.count)] {
            rules.append(
                Rule(
                    dimension: dimension, range: start..<(start + count), first: pack.parameters[name + "_first" + suffix],
                    second: pack.parameters[name + "_second" + suffix],
                    most: pack.parameters.count(name + "_most")))
            start += count
        }
        self.rules = rules
        evidenceMost = pack.parameters.count("evidence_most")
        evidenceLeast = pack.parameters["evidence_least"]
    }

    func dimension(_ label: Int) -> Dimension { rules.first { $0.range.contains(label) }!.dimension }

    /// Labels by number, dimension after dimension, best first.
    func choose(_ scores: [Double]) -> [Int] {
        rules.flatMap { rule in
            rule.range.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(rule.most).enumerated()
                .filter { scores[$1] >= ($0 == 0 ? rule.first : rule.second) }.map(\.element)
        }
    }
}

/// Names what speaks for a label: the concepts that carry it, with their part of the score, and the words, with the log-odds of
/// all their features.
struct Explainer {
    let model: ConceptModel
    let words: [Word]
    let lexis: Lexis
    let origins: [FeatureOrigin]
    let vector: CardVector
    let text: String
    let concepts: [ConceptShare]
    let names: [Knowledge.ConceptSummary]

    func evidence(for label: Int, rules: LabelRules) -> [Evidence] {
        var parts = [Float](repeating: 0, count: words.count)
        for (origin, share) in zip(origins, vector.shares) {
            parts[Int(origin.word)] += model.weight(of: origin.feature, for: label) * share * Float(model.settings.labelSharpness)
        }
        let concepts = concepts.prefix(rules.evidenceMost).compactMap { share -> Evidence? in
            let weight = Double(share.share) * Double(model.views[share.concept * model.labels.count + label]) * (1 - model.settings.labelMix)
            return weight >= rules.evidenceLeast / 2 ? Evidence(entry: "Begriff „\(names[share.concept].label)“", span: nil, weight: weight.thousandths) : nil
        }
        let chosen = parts.indices.filter { Double(parts[$0]) >= rules.evidenceLeast }.sorted { (parts[$1], $0) < (parts[$0], $1) }.prefix(rules.evidenceMost)
        var counter = CodePointCounter(Array(text.utf8))
        return concepts + chosen.map { position in
            let word = words[position]
            let span = Span(counter.count(before: Int(word.start)), counter.count(before: Int(word.end)))
            return Evidence(entry: lexis[word.form].surface, span: span, weight: Double(parts[position]).thousandths)
        }
    }
}
