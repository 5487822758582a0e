/// Writes the suggestions: verdict, title, draft and quotes for every thread, in the order for reading.
struct Drafting {
    private let corpus: MatchedCorpus
    private let knowledge: Knowledge
    private let pack: Pack
    private let ideas: [Idea]
    private let threads: [IdeaThread]
    private let tagged: TaggedCorpus
    private let numbers: [String: Int]
    private let measuresByNumber: [String: Measure]

    init(_ corpus: MatchedCorpus, knowledge: Knowledge, pack: Pack, ideas: [Idea], threads: [IdeaThread]) {
        self.corpus = corpus
        self.knowledge = knowledge
        self.pack = pack
        self.ideas = ideas
        self.threads = threads
        tagged = corpus.settled.linked.grouped.tagged
        numbers = knowledge.conceptNumbers
        measuresByNumber = Dictionary(pack.catalogue.map { ($0.number, $0) }) { first, _ in first }
    }

    private func cards(_ thread: Int) -> [Int] {
        corpus.settled.linked.threads[thread].flatMap { corpus.settled.linked.grouped.ideas[$0] }.sorted()
    }

    func suggestions() throws -> [Suggestion] {
        let aspects = AspectReader(pack: pack, knowledge: knowledge)
        let tools = Tools(
            aspects: aspects,
            titling: Titling(tagged: tagged, knowledge: knowledge, pack: pack),
            order: ReadingOrder(parameters: pack.parameters),
            verdict: Verdict(
                pack: pack,
                tagged: tagged,
                finder: MatterFinder(tagged: tagged, parameters: pack.parameters),
                numbers: numbers,
                aspects: aspects,
                measures: measuresByNumber
            ),
            naming: Naming(tagged: tagged, knowledge: knowledge),
            writer: DraftWriter(tagged: tagged, settled: corpus.settled.taggings, knowledge: knowledge, pack: pack)
        )
        let verdicts = settled(
            threads.indices.map { tools.verdict.decide(cards: cards($0), matches: corpus.matches[$0]) },
            tools
        )
        let drafted = threads.indices.compactMap { suggestion($0, verdicts[$0], tools) }.sorted { left, right in
            (right.suggestion.total, left.suggestion.id) < (left.suggestion.total, right.suggestion.id)
        }
        // Whoever is read first has the title; another suggestion with the same gets what tells it apart.
        var taken: Set<String> = []
        return drafted.map { drafted in
            var suggestion = drafted.suggestion
            suggestion.title = title(drafted.titles, drafted.material, taken, tools)
            taken.insert(suggestion.title)
            return suggestion
        }
    }

    private func title(
        _ titles: [String],
        _ material: DraftWriter.Thread,
        _ taken: Set<String>,
        _ tools: Tools
    ) -> String {
        if let free = titles.first(where: { !taken.contains($0) }) { return free }
        let last = tools.titling.lastResorts(material)
        return last.first { !taken.contains($0) } ?? titles.first ?? last[0]
    }

    /// Several threads on one measure get one verdict: that of all their cards.
    private func settled(_ verdicts: [Verdict.Decision], _ tools: Tools) -> [Verdict.Decision] {
        var byMeasure: [String: [Int]] = [:]
        for (thread, verdict) in verdicts.enumerated() where verdict.kind != .neu && isShown(thread, verdict) {
            byMeasure[verdict.measures[0].number, default: []].append(thread)
        }
        var verdicts = verdicts
        for (number, threads) in byMeasure {
            guard let measure = measuresByNumber[number], Set(threads.map { verdicts[$0].kind }).count > 1 else {
                continue
            }
            let kind = tools.verdict.kind(of: measure, cards: threads.flatMap(cards))
            for thread in threads where verdicts[thread].kind != kind {
                verdicts[thread].kind = kind
                verdicts[thread].reasons.append(pack.drafts["settled"])
            }
        }
        return verdicts
    }

    /// A thread of one card yields a suggestion only when it hits a measure squarely or has dots.
    private func isShown(_ thread: Int, _ verdict: Verdict.Decision) -> Bool {
        verdict.carriesLoneCard || cards(thread).count > 1
    }

    /// Built once per run.
    private struct Tools {
        var aspects: AspectReader
        var titling: Titling
        var order: ReadingOrder
        var verdict: Verdict
        var naming: Naming
        var writer: DraftWriter
    }

    private func suggestion(
        _ thread: Int,
        _ verdict: Verdict.Decision,
        _ tools: Tools
    ) -> (suggestion: Suggestion, titles: [String], material: DraftWriter.Thread)? {
        let cards = cards(thread)
        guard isShown(thread, verdict) else { return nil }
        let measure = verdict.kind == .neu ? nil : verdict.measures.first.flatMap(measure)
        let own = cards.filter { tagged.screened.screenings[$0].duplicateOf == nil }
        // In large corpora a thread may hold nothing but repeats of cards that stand elsewhere.
        let distinct = tools.naming.ranked(own.isEmpty ? cards : own)
        let matter = tools.titling.finder.matter(of: distinct)
        let aspects =
            measure.map { measure in
                tools.aspects.findings(
                    distinct.filter { speaks($0, of: measure, tools.titling.finder) },
                    measure: measure.number,
                    in: tagged
                )
            } ?? []
        let tables = Set(
            cards.compactMap { card in
                tagged.contributions[card].table.map { [tagged.contributions[card].workshop ?? "", $0.text] }
            }
        ).count
        let material = DraftWriter.Thread(
            cards: distinct,
            leading: matter?.cards ?? Set(distinct),
            thread: threads[thread],
            kind: verdict.kind,
            measure: measure,
            overlapping: measure == nil ? [] : overlapping(verdict.measures),
            aspects: aspects,
            tables: tables,
            concepts: matter?.concepts ?? []
        )
        let parts = tools.order.parts(tables: tables, thread: threads[thread], kind: verdict.kind)
        var reasons = verdict.reasons + aspects.map(reason)
        if !material.overlapping.isEmpty { reasons.append(pack.drafts["overlap"]) }
        if matter?.isMixed ?? (distinct.count > 1) { reasons.append(pack.drafts["mixed"]) }
        if distinct.count < pack.parameters.count("small_number") { reasons.append(pack.drafts["checks.few"]) }
        let suggestion = Suggestion(
            id: "v" + threads[thread].id.dropFirst(),
            kind: verdict.kind,
            thread: threads[thread].id,
            measures: verdict.measures,
            title: threads[thread].label,
            draft: tools.writer.draft(material),
            fields: threads[thread].fields,
            napPhases: threads[thread].napPhases,
            evidence: tools.writer.quotes(cards),
            total: (parts.reduce(0) { $0 + $1.value } / Double(parts.count)).thousandths,
            parts: parts,
            reasons: reasons
        )
        return (suggestion, tools.titling.titles(material, matter), material)
    }

    /// Whether a card speaks of what the measure answers; always when the pack names no concepts.
    private func speaks(_ card: Int, of measure: Measure, _ finder: MatterFinder) -> Bool {
        measure.concepts.isEmpty || finder.speaks(card, of: Set(measure.core.compactMap { numbers[$0] }))
    }

    private func measure(_ match: MeasureMatch) -> Measure? { measuresByNumber[match.number] }

    /// Measures almost as near as the best.
    private func overlapping(_ matches: [MeasureMatch]) -> [Measure] {
        guard let best = matches.first else { return [] }
        return matches.dropFirst().filter { $0.score >= pack.parameters["overlap_score"] * best.score }.compactMap(
            measure
        )
    }

    /// "Neu gegenüber der Maßnahme: andere Tages- und Wochenzeiten („abends“, „am Samstag“; 3 Beiträge)."
    private func reason(_ finding: AspectReader.Finding) -> String {
        var words: [String] = []
        for place in finding.places {
            let word = masked(tagged.contributions[place.card].text, tagged.screened.screenings[place.card].redactions)[
                place.span
            ]
            if !words.contains(word), words.count < pack.parameters.count("aspects_most") { words.append(word) }
        }
        let quoted = words.map { "„\($0.withInnerQuotes)“" }.joined(separator: ", ")
        return
            "Neu gegenüber der Maßnahme: \(finding.aspect.label) (\(quoted); \(Wording.cards(finding.places.count)))."
    }

    func measures(_ suggestions: [Suggestion]) -> [MeasureView] {
        let threadsByID = Dictionary(uniqueKeysWithValues: threads.map { ($0.id, $0) })
        let ideasByID = Dictionary(uniqueKeysWithValues: ideas.map { ($0.id, $0) })
        let known = Dictionary(grouping: suggestions.filter { $0.kind != .neu && !$0.measures.isEmpty }) {
            $0.measures[0].number
        }
        return pack.catalogue.map { measure in
            let own = known[measure.number] ?? []
            let threads = own.compactMap { threadsByID[$0.thread] }
            func count(_ path: KeyPath<IdeaThread, [String]>) -> Int {
                threads.reduce(0) { $0 + $1[keyPath: path].reduce(0) { $0 + (ideasByID[$1]?.members.count ?? 0) } }
            }
            return MeasureView(
                number: measure.number,
                title: measure.title,
                threads: threads.map(\.id).sorted(),
                kritik: count(\.kritik),
                phantasie: count(\.phantasie),
                realisierung: count(\.realisierung),
                silent: own.isEmpty,
                suggestions: own.map(\.id).sorted()
            )
        }
    }
}
