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

    func suggestions() throws -> [Suggestion] {
        let tools = Tools(
            aspects: AspectReader(pack: pack, knowledge: knowledge),
            titles: Titles(pack: pack),
            order: ReadingOrder(parameters: pack.parameters),
            verdict: Verdict(pack: pack, tagged: tagged, conceptIDs: knowledge.concepts.map(\.id)),
            naming: Naming(tagged: tagged, knowledge: knowledge),
            writer: DraftWriter(tagged: tagged, settled: corpus.settled.taggings, knowledge: knowledge, pack: pack)
        )
        return threads.indices.compactMap { suggestion($0, tools) }.sorted { left, right in
            (right.total, left.id) < (left.total, right.id)
        }
    }

    /// Built once per run.
    private struct Tools {
        var aspects: AspectReader
        var titles: Titles
        var order: ReadingOrder
        var verdict: Verdict
        var naming: Naming
        var writer: DraftWriter
    }

    private func suggestion(_ thread: Int, _ tools: Tools) -> Suggestion? {
        let cards = cards(thread)
        let verdict = tools.verdict.decide(cards: cards, matches: corpus.matches[thread])
        guard cards.count > 1 || verdict.carriesLoneCard else { return nil }
        let measure = verdict.kind == .neu ? nil : verdict.measures.first.flatMap(measure)
        let own = cards.filter { tagged.screened.screenings[$0].duplicateOf == nil }
        // In large corpora a thread may hold nothing but repeats of cards that stand elsewhere.
        let distinct = tools.naming.ranked(own.isEmpty ? cards : own)
        let matter = tools.naming.matter(of: distinct)
        let aspects =
            measure.map { measure in
                tools.aspects.findings(
                    distinct.filter { speaks($0, of: measure) },
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
            leading: Set(distinct.filter { card in matter.map { tools.naming.leads($0.concept, card) } ?? true }),
            thread: threads[thread],
            kind: verdict.kind,
            measure: measure,
            overlapping: measure == nil ? [] : overlapping(verdict.measures),
            aspects: aspects,
            tables: tables,
            profile: tools.naming.profile(cards)
        )
        let parts = tools.order.parts(tables: tables, thread: threads[thread], kind: verdict.kind)
        var reasons = verdict.reasons + aspects.map(reason)
        if !material.overlapping.isEmpty { reasons.append(pack.drafts["overlap"]) }
        if let matter, Double(matter.cards) < pack.parameters["matter_least"] * Double(distinct.count) {
            reasons.append(pack.drafts["mixed"])
        }
        if distinct.count < pack.parameters.count("small_number") { reasons.append(pack.drafts["checks.few"]) }
        return Suggestion(
            id: "v" + threads[thread].id.dropFirst(),
            kind: verdict.kind,
            thread: threads[thread].id,
            measures: verdict.measures,
            title: title(material, matter, tools),
            draft: tools.writer.draft(material),
            fields: threads[thread].fields,
            napPhases: threads[thread].napPhases,
            evidence: tools.writer.quotes(cards),
            total: (parts.reduce(0) { $0 + $1.value } / Double(parts.count)).thousandths,
            parts: parts,
            reasons: reasons
        )
    }

    /// Whether a card speaks first of a concept of the measure; always when the pack names none.
    private func speaks(_ card: Int, of measure: Measure) -> Bool {
        measure.concepts.isEmpty
            || tagged.taggings[card].concepts.prefix(Naming.leadingConcepts).contains {
                measure.concepts.contains(knowledge.concepts[$0.concept].id)
            }
    }

    private func title(_ material: DraftWriter.Thread, _ matter: Naming.Matter?, _ tools: Tools) -> String {
        guard let measure = material.measure else {
            let enough = min(
                pack.parameters["matter_least"] * Double(material.cards.count),
                pack.parameters["matter_enough"]
            )
            let concept = matter.flatMap {
                Double($0.cards) >= enough
                    && ($0.cards > 1 || (material.profile[$0.concept] ?? 0) >= pack.parameters["title_concept_least"])
                    ? knowledge.concepts[$0.concept].id : nil
            }
            let longest = pack.parameters.count("title_quote_longest")
            // A card that fits whole is quoted before one that must be cut.
            let wanted = material.cards.filter { tagged.contributions[$0].phase != .kritik }
            let cards = wanted.isEmpty ? material.cards : wanted
            let whole = cards.first { tagged.contributions[$0].text.count <= longest }
            return tools.titles.new(
                concept: concept,
                quote: tools.naming.shortened(whole ?? cards[0], to: longest),
                isCritique: wanted.isEmpty
            )
        }
        guard material.kind == .ueberarbeitet else { return tools.titles.confirmed(measure) }
        let least = max(
            pack.parameters["aspect_title_cards"],
            pack.parameters["aspect_title_least"] * Double(material.cards.count)
        )
        return tools.titles.revised(
            measure,
            aspect: material.aspects.first { Double($0.places.count) >= least }?.aspect
        )
    }

    private func measure(_ match: MeasureMatch) -> Measure? { pack.catalogue.first { $0.number == match.number } }

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
        let quoted = words.map { "„\($0)“" }.joined(separator: ", ")
        return
            "Neu gegenüber der Maßnahme: \(finding.aspect.label) (\(quoted); \(Wording.cards(finding.places.count)))."
    }

    func measures(_ suggestions: [Suggestion]) -> [MeasureView] {
        let threadsByID = Dictionary(uniqueKeysWithValues: threads.map { ($0.id, $0) })
        let ideasByID = Dictionary(uniqueKeysWithValues: ideas.map { ($0.id, $0) })
        return pack.catalogue.map { measure in
            let own = suggestions.filter { $0.kind != .neu && $0.measures.first?.number == measure.number }
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
