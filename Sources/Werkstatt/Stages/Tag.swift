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
        try await run(corpus, known: [], jobs: jobs).corpus
    }

    /// What was read from a card's words: labels, and the workshop phase it sounds like.
    typealias Reading = (tagging: Tagging, phase: WorkshopPhase?)

    /// - Parameter known: per card what was read from the same words before; empty for nothing.
    func run(_ corpus: ScreenedCorpus, known: [Reading?], jobs: Int) async throws
        -> (corpus: TaggedCorpus, readings: [Reading])
    {
        let segmented = corpus.segmented
        let slices = try await inSlices(segmented.words.count, jobs: jobs) {
            Tagger(knowledge: knowledge, pack: pack)
        } _: { tagger, range in
            range.map { position -> Reading in
                if !known.isEmpty, let reading = known[position] { return reading }
                guard corpus.screenings[position].status == .kept else { return (Tagging(), nil) }
                let tagging = tagger.tag(
                    segmented.words[position],
                    segmented.lexis,
                    text: segmented.contributions[position].text,
                    redactions: corpus.screenings[position].redactions
                )
                return (tagging, tagger.phase)
            }
        }
        let results = slices.flatMap { $0 }
        var corpus = corpus
        hear(results.map(\.1), &corpus.segmented.normalised.intake)
        return (TaggedCorpus(screened: corpus, taggings: results.map(\.0)), results)
    }

    /// A card without a phase gets the one it unmistakably sounds like; where phase and wording contradict, it is said.
    private func hear(_ phases: [WorkshopPhase?], _ intake: inout IntakeCorpus) {
        for (position, phase) in phases.enumerated() {
            guard let phase, intake.contributions[position].phase != phase else { continue }
            let card = intake.contributions[position]
            if let given = card.phase {
                intake.notices.append(
                    Notice(
                        .note,
                        file: card.source.file,
                        row: card.source.row,
                        "Der Beitrag „\(card.id)“ steht in der Phase \(given.title), klingt aber nach \(phase.title); bitte prüfen."
                    )
                )
            } else {
                intake.contributions[position].phase = phase
                intake.contributions[position].phaseOrigin = .cue
            }
        }
    }
}

/// Tags one card after the other; one per worker.
final class Tagger {
    private let knowledge: Knowledge
    private let topics: CardReader
    private let polarities: CardReader
    private let rules: LabelRules
    private let matcher: ExpressionMatcher
    private let targetGroups: TargetGroupRules
    private let expressionLeast: Float
    private let polarityReader: PolarityReader
    /// How evidence names a concept; made once, not once per card.
    private let conceptNames: [String]
    /// The workshop phase the last card sounds like; nil unless unmistakable.
    private(set) var phase: WorkshopPhase?

    init(knowledge: Knowledge, pack: Pack) {
        self.knowledge = knowledge
        topics = CardReader(knowledge.model, stopWords: knowledge.stopWords)
        polarities = CardReader(knowledge.polarity, stopWords: [])
        rules = LabelRules(pack)
        matcher = ExpressionMatcher(knowledge.expressions, pack.parameters)
        targetGroups = TargetGroupRules(pack)
        expressionLeast = Float(pack.parameters["expression_least"])
        polarityReader = PolarityReader(knowledge, pack.parameters)
        conceptNames = knowledge.concepts.map { "Begriff „\($0.label)“" }
    }

    /// - Parameter lexis: always the same one, or the same one grown.
    func tag(_ words: [Word], _ lexis: Lexis, text: String, redactions: [Redaction] = []) -> Tagging {
        phase = nil
        let matches = matcher.match(words, lexis)
        let reading = topics.read(words, lexis, muted: matches.muted)
        var result = Tagging()
        result.concepts = reading.concepts.map {
            ConceptShare(concept: $0.concept, share: Double($0.share).thousandths)
        }
        result.scores = reading.labels.map { Double($0).thousandths }
        let places = WordPlaces(words, text)
        result.targetGroups = targetGroups.choose(matches.hits, knowledge.expressions, places, redactions)
        guard reading.mass > 0 else { return result }
        let chosen = rules.choose(result.scores)
        let explainer = Explainer(
            reader: topics,
            words: words,
            lexis: lexis,
            places: places,
            concepts: result.concepts,
            names: conceptNames
        )
        let labels = chosen.map {
            Label(
                id: knowledge.model.labels[$0],
                score: result.scores[$0],
                evidence: explainer.evidence(
                    for: $0,
                    naming: named(matches.hits, label: $0, places),
                    rules: rules
                )
            )
        }
        for (label, number) in zip(labels, chosen) {
            switch rules.dimension(number) {
            case .fields: result.fields.append(label)
            case .themes: result.themes.append(label)
            case .napPhases: result.napPhases.append(label)
            case .targetGroups: break
            }
        }
        let polarity = polarities.read(words, lexis)
        let wording = polarityReader.read(polarity.concepts, matches.hits, words, lexis)
        result.polarity = wording.polarity
        phase = wording.phase
        return result
    }

    /// The strong expressions whose concepts have a label: hits without overlap, by place.
    private func named(_ hits: [ExpressionMatcher.Hit], label: Int, _ places: WordPlaces) -> [NamedHit] {
        let index = knowledge.expressions
        let labels = knowledge.model.labels.count
        var end: Int32 = -1
        return hits.compactMap { hit in
            guard hit.first > end, hit.layers & ExpressionLayer.concept.mask != 0 else { return nil }
            let speaking = index.entries(of: hit.pattern).filter {
                $0.entry.layer == .concept && $0.entry.strength == .strong
                    && knowledge.model.views[Int($0.entry.owner) * labels + label] >= expressionLeast
            }
            guard !speaking.isEmpty else { return nil }
            end = hit.last
            return NamedHit(
                hit: hit,
                text: index.text(of: speaking.map(\.position), like: places.text(Int(hit.first), Int(hit.last)))
            )
        }
    }
}

/// A hit with the wording to show for it.
struct NamedHit {
    var hit: ExpressionMatcher.Hit
    var text: String
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
        for (dimension, name, count) in [
            (Dimension.fields, "fields", pack.fields.count), (.themes, "themes", pack.themes.count),
            (.napPhases, "nap", pack.napPhases.count),
        ] {
            rules.append(
                Rule(
                    dimension: dimension,
                    range: start..<(start + count),
                    first: pack.parameters[name + "_first" + suffix],
                    second: pack.parameters[name + "_second" + suffix],
                    most: pack.parameters.count(name + "_most")
                )
            )
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

/// Names what speaks for a label: first the strong expressions, then the concepts that carry it, with their part of the
/// score, then the words; expressions and words with the log-odds of all features of their words, so that the parts add up.
struct Explainer {
    /// Has just read the card.
    let reader: CardReader
    let words: [Word]
    let lexis: Lexis
    let places: WordPlaces
    let concepts: [ConceptShare]
    /// How evidence names them.
    let names: [String]

    func evidence(for label: Int, naming hits: [NamedHit], rules: LabelRules)
        -> [Evidence]
    {
        let model = reader.model
        var parts = reader.parts(for: label)
        var result: [Evidence] = []
        for named in hits {
            let hit = named.hit
            let weight = (hit.first...hit.last).reduce(Float(0)) { $0 + parts[Int($1)] }
            guard Double(weight) >= rules.evidenceLeast else { continue }
            for word in hit.first...hit.last { parts[Int(word)] = 0 }
            result.append(
                Evidence(
                    entry: named.text,
                    span: places.span(Int(hit.first), Int(hit.last)),
                    weight: Double(weight).thousandths
                )
            )
        }
        result.sort { ($1.weight, $0.span!) < ($0.weight, $1.span!) }
        let spoken = concepts.prefix(rules.evidenceMost).compactMap { share -> Evidence? in
            let view = Double(model.views[share.concept * model.labels.count + label])
            let weight = share.share * view * (1 - model.settings.labelMix)
            guard weight >= rules.evidenceLeast / 2 else { return nil }
            return Evidence(entry: names[share.concept], span: nil, weight: weight.thousandths)
        }
        let others = parts.indices.filter { Double(parts[$0]) >= rules.evidenceLeast }.sorted {
            (parts[$1], $0) < (parts[$0], $1)
        }
        result = Array(result.prefix(rules.evidenceMost)) + spoken
        for position in others.prefix(max(0, rules.evidenceMost - result.count + spoken.count)) {
            result.append(
                Evidence(
                    entry: lexis[words[position].form].surface,
                    span: places.span(position, position),
                    weight: Double(parts[position]).thousandths
                )
            )
        }
        return result
    }
}

/// Where the words of a text stand, in code points.
struct WordPlaces {
    private let starts: [Int]
    private let ends: [Int]
    private let words: [Word]
    private let bytes: [UInt8]

    /// Linear in the bytes of the text.
    init(_ words: [Word], _ text: String) {
        self.words = words
        bytes = Array(text.utf8)
        var counter = CodePointCounter(bytes)
        var starts: [Int] = []
        var ends: [Int] = []
        for word in words {
            starts.append(counter.count(before: Int(word.start)))
            ends.append(counter.count(before: Int(word.end)))
        }
        self.starts = starts
        self.ends = ends
    }

    func span(_ first: Int, _ last: Int) -> Span { Span(starts[first], ends[last]) }

    func text(_ first: Int, _ last: Int) -> String {
        String(decoding: bytes[Int(words[first].start)..<Int(words[last].end)], as: UTF8.self)
    }
}

/// Which target groups a card names: expressions alone, no counting; several hits of a group add up as 1 − Π(1 − weight).
struct TargetGroupRules {
    private let ids: [String]
    private let offset: Int
    private let weights: [Strength: Double]
    private let first: Double
    private let most: Int

    init(_ pack: Pack) {
        ids = pack.targetGroups.map(\.id)
        offset = pack.labels.count - ids.count
        weights = [
            .strong: pack.parameters["target_strong"], .normal: pack.parameters["target_normal"],
            .weak: pack.parameters["target_weak"],
        ]
        first = pack.parameters["target_first"]
        most = pack.parameters.count("target_most")
    }

    /// - Parameter redactions: a person's title or name ("Frau [NAME]") names no group.
    func choose(
        _ hits: [ExpressionMatcher.Hit],
        _ index: ExpressionIndex,
        _ places: WordPlaces,
        _ redactions: [Redaction]
    ) -> [Label] {
        var found = [[Evidence]](repeating: [], count: ids.count)
        for hit in hits where hit.layers & ExpressionLayer.label.mask != 0 {
            for (entry, position) in index.entries(of: hit.pattern)
            where entry.layer == .label && Int(entry.owner) >= offset {
                let number = Int(entry.owner) - offset
                let span = places.span(Int(hit.first), Int(hit.last))
                guard found[number].last?.span != span,
                    !redactions.contains(where: { $0.span.start <= span.end + 1 && span.start < $0.span.end })
                else { continue }
                found[number].append(
                    Evidence(entry: index.entryTexts[position], span: span, weight: weights[entry.strength]!)
                )
            }
        }
        let labels = found.indices.compactMap { number -> Label? in
            let score = (1 - found[number].reduce(1) { $0 * (1 - $1.weight) }).thousandths
            return score >= first ? Label(id: ids[number], score: score, evidence: found[number]) : nil
        }
        return Array(
            labels.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.map(\.element)
                .prefix(most)
        )
    }
}

extension ExpressionMatcher {
    convenience init(_ index: ExpressionIndex, _ parameters: Parameters) {
        self.init(
            index,
            window: parameters.count("match_window"),
            gap: parameters.count("match_gap"),
            scope: parameters.count("match_scope")
        )
    }
}
