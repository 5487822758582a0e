/// Gold and run side by side: the figures of an evaluation, one group of them per function. Comes in: gold cards, the
/// run's cards and suggestions. Decides nothing; noise cards are left out of labels and groups.
struct Comparison {
    let gold: [GoldCard]
    let found: [String: FoundCard]
    private let foundTimes: [String: Int]
    let suggestions: [FoundSuggestion]
    private let goldByID: [String: GoldCard]
    /// Gold cards that the run has, and those of them that are no noise.
    private let present: [(gold: GoldCard, found: FoundCard)]
    private let clean: [(gold: GoldCard, found: FoundCard)]
    private let suggestionsOfThread: [String: Set<String>]
    private let suggestionsQuoting: [String: Set<String>]

    init(gold: [GoldCard], found: [FoundCard], suggestions: [FoundSuggestion]) {
        self.gold = gold
        self.suggestions = suggestions
        self.found = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        foundTimes = Dictionary(found.map { ($0.id, 1) }, uniquingKeysWith: +)
        goldByID = Dictionary(uniqueKeysWithValues: gold.map { ($0.id, $0) })
        let byID = self.found
        present = gold.compactMap { card in byID[card.id].map { (card, $0) } }
        clean = present.filter { $0.gold.noise == nil }
        var ofThread: [String: Set<String>] = [:]
        var quoting: [String: Set<String>] = [:]
        for suggestion in suggestions {
            if let thread = suggestion.thread { ofThread[thread, default: []].insert(suggestion.id) }
            for quote in suggestion.evidence { quoting[quote.contribution, default: []].insert(suggestion.id) }
        }
        suggestionsOfThread = ofThread
        suggestionsQuoting = quoting
    }

    // MARK: Nothing lost

    func balance() -> [Evaluation.Figure] {
        let same = gold.count { card in
            guard let found = found[card.id], foundTimes[card.id] == 1 else { return false }
            return found.text.utf8.elementsEqual(card.text.utf8) && (found.phase ?? card.phase) == card.phase
                && Self.dots(found.points) == Self.dots(card.points)
        }
        return [
            count("n", gold.count), share("balance", same, of: gold.count),
            count("unknown", found.keys.count { goldByID[$0] == nil }),
        ]
    }

    /// Nothing, false and 0 are the same number of dots; so are 2 and 2.0.
    private static func dots(_ json: JSONValue?) -> JSONValue {
        switch json {
        case nil, .null, .bool(false), .string(""): .number(0.0.description)
        case .number(let text): .number(Double(text)?.description ?? text)
        case .some(let other): other
        }
    }

    // MARK: Labels

    func labels(perLabel: Bool) -> [Evaluation.Figure] {
        var figures: [Evaluation.Figure] = []
        let dimensions: [(String, Dimension, KeyPath<GoldCard, [String]>)] = [
            ("fields", .fields, \.fields), ("themes", .themes, \.themes), ("nap", .napPhases, \.napPhases),
        ]
        for (name, dimension, path) in dimensions {
            let agreement = LabelAgreement(clean.map { ($0.gold[keyPath: path], $0.found.labels[dimension] ?? []) })
            figures += three(name, agreement.micro) + [share(name + "_macro_f1", agreement.macroF1)]
            if perLabel { figures += agreement.labels.map { share("\(name)[\($0.id)]_f1", $0.agreement.f1) } }
        }
        let withField = clean.filter { !$0.gold.fields.isEmpty }
        let right = withField.count { $0.found.labels[.fields]?.first == $0.gold.fields[0] }
        return figures + [share("field_main_acc", right, of: max(1, withField.count))]
    }

    // MARK: Noise

    func noise() -> [Evaluation.Figure] {
        let noise = present.filter { $0.gold.noise != nil }
        let hits = noise.count { $0.found.status != "kept" }
        let agreement = Agreement(hits, clean.count { $0.found.status != "kept" }, noise.count - hits)
        let cards = max(1, noise.count)
        return three("noise", agreement) + [
            count("noise_cards", noise.count),
            share("noise_type_acc", noise.count { $0.found.status == $0.gold.noise }, of: cards),
            share("false_tags", noise.count { $0.found.labels[.fields]?.isEmpty == false }, of: cards),
        ]
    }

    // MARK: Personal data

    func personalData() -> [Evaluation.Figure] {
        var goldSpans = 0
        var covered = 0
        var redactions = 0
        var right = 0
        var both = 0
        var extra = 0
        var missed = 0
        for (gold, found) in present {
            let text = Array(gold.text.unicodeScalars)
            let expected = gold.personalData.map { PersonTitle.without($0, in: text) }
            let actual = found.redactions.map { PersonTitle.without($0, in: text) }
            let expectedPlaces = Self.places(expected)
            let actualPlaces = Self.places(actual)
            goldSpans += expected.count
            covered += expected.count { span in Self.range(span).allSatisfy(actualPlaces.contains) }
            redactions += actual.count
            right += actual.count { span in Self.range(span).contains(where: expectedPlaces.contains) }
            both += expectedPlaces.intersection(actualPlaces).count
            extra += actualPlaces.subtracting(expectedPlaces).count
            missed += expectedPlaces.subtracting(actualPlaces).count
        }
        return [
            goldSpans > 0 ? share("pii_recall", covered, of: goldSpans) : .init(name: "pii_recall", value: .unknown),
            redactions > 0
                ? share("pii_precision", right, of: redactions) : .init(name: "pii_precision", value: .unknown),
            share("pii_char_f1", Agreement(both, extra, missed).f1), count("pii_spans", goldSpans),
        ]
    }

    private static func range(_ span: Span) -> Range<Int> { span.start..<max(span.start, span.end) }
    private static func places(_ spans: [Span]) -> Set<Int> { Set(spans.flatMap(range)) }

    // MARK: Ideas and threads

    private var threaded: [(gold: GoldCard, found: FoundCard)] { clean.filter { $0.gold.thread != nil } }

    func groups() -> [Evaluation.Figure] {
        let ideas = Clustering(
            threaded.map { gold, found in
                let workshop = gold.workshop.text
                return (
                    found: [workshop, found.idea ?? "__\(gold.id)"], gold: [workshop, gold.thread!, gold.phase.text]
                )
            }
        )
        let threads = Clustering(threaded.map { gold, found in ([found.thread ?? "__\(gold.id)"], [gold.thread!]) })
        return three("ideas", .bCubed(ideas)) + [share("ideas_pair_f1", ideas.pairF1)]
            + three("threads", .bCubed(threads))
            + [share("threads_ari", threads.adjustedRandIndex), share("threads_pair_f1", threads.pairF1)]
    }

    // MARK: Suggestions

    func quotes() -> [Evaluation.Figure] {
        let evidence = suggestions.flatMap(\.evidence)
        let verbatim = evidence.count { quote in
            guard let text = goldByID[quote.contribution]?.text, quote.span.start >= 0,
                quote.span.start < quote.span.end, quote.span.end <= text.unicodeScalars.count
            else { return false }
            return text.slice(quote.span).utf8.elementsEqual(quote.quote.utf8)
        }
        return [share("quotes", verbatim, of: max(1, evidence.count))]
    }

    func suggested(_ threads: [String: GoldThread]) -> [Evaluation.Figure] {
        var cardsOf: [String: [(gold: GoldCard, found: FoundCard)]] = [:]
        for card in threaded { cardsOf[card.gold.thread!, default: []].append(card) }
        var known = 0
        var covered = 0
        var related = 0
        var withMeasures = 0
        var firstHits = 0
        var thirdHits = 0
        var confusion: [String: Int] = [:]
        for (id, cards) in cardsOf {
            guard cards.count > 1, let thread = threads[id] else { continue }
            known += 1
            withMeasures += thread.measures.isEmpty ? 0 : 1
            guard let best = suggestion(for: cards) else {
                confusion["\(thread.relation)->-", default: 0] += 1
                continue
            }
            covered += 1
            confusion["\(thread.relation)->\(best.kind)", default: 0] += 1
            related += best.kind == thread.relation || thread.also.contains(best.kind) ? 1 : 0
            firstHits += thread.measures.contains { best.measures.prefix(1).contains($0) } ? 1 : 0
            thirdHits += thread.measures.contains { best.measures.prefix(3).contains($0) } ? 1 : 0
        }
        return [
            count("gold_threads", known), count("suggestions", suggestions.count),
            share("suggestions_per_thread", Double(suggestions.count) / Double(max(1, cardsOf.count))),
            share("suggested", covered, of: max(1, known)),
            share("relation_acc", related, of: max(1, known)),
            share("measure_hit1", firstHits, of: max(1, withMeasures)),
            share("measure_hit3", thirdHits, of: max(1, withMeasures)),
            .init(name: "relation_confusion", value: .confusion(confusion)),
        ]
    }

    /// The suggestion that holds most of the cards, by its thread or by quoting them; of equals the first by id.
    private func suggestion(for cards: [(gold: GoldCard, found: FoundCard)]) -> FoundSuggestion? {
        var held: [String: Int] = [:]
        for card in cards {
            let own = card.found.thread.flatMap { suggestionsOfThread[$0] } ?? []
            for suggestion in own.union(suggestionsQuoting[card.gold.id] ?? []) { held[suggestion, default: 0] += 1 }
        }
        let best = held.min { left, right in
            left.value == right.value
                ? left.key.utf8.lexicographicallyPrecedes(right.key.utf8) : left.value > right.value
        }
        return best.flatMap { best in suggestions.last { $0.id == best.key } }
    }

    // MARK: Figures

    private func count(_ name: String, _ number: Int) -> Evaluation.Figure { .init(name: name, value: .count(number)) }
    private func share(_ name: String, _ share: Double) -> Evaluation.Figure { .init(name: name, value: .share(share)) }
    private func share(_ name: String, _ part: Int, of whole: Int) -> Evaluation.Figure {
        share(name, Double(part) / Double(whole))
    }

    private func three(_ name: String, _ agreement: Agreement) -> [Evaluation.Figure] {
        [
            share(name + "_p", agreement.precision), share(name + "_r", agreement.recall),
            share(name + "_f1", agreement.f1),
        ]
    }
}
