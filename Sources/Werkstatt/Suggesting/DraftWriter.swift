/// Writes the Steckbrief of a suggestion. Every value is a span of a contribution, a value of the catalogue or a
/// constant of the pack; what nobody said stays "offen" and becomes a question to the office.
struct DraftWriter {
    let tagged: TaggedCorpus
    let settled: [Tagging]
    let pack: Pack
    let facts: FactReader
    let reversing: Reversing
    let opposites: Opposites
    let checks: DraftChecks

    init(tagged: TaggedCorpus, settled: [Tagging], knowledge: Knowledge, pack: Pack) {
        self.tagged = tagged
        self.settled = settled
        self.pack = pack
        facts = FactReader(pack: pack)
        reversing = Reversing(pack.drafts)
        opposites = Opposites(pack.drafts)
        checks = DraftChecks(pack: pack, knowledge: knowledge)
    }

    /// What a draft is written from.
    struct Thread {
        /// Most representative first, without duplicates.
        var cards: [Int]
        /// Those of them that speak first of what the thread is about.
        var leading: Set<Int>
        var thread: IdeaThread
        var kind: SuggestionKind
        /// Nil for a new suggestion.
        var measure: Measure?
        var overlapping: [Measure]
        var aspects: [AspectReader.Finding]
        var tables: Int
        /// What most of the cards are about, by number; empty when they are about this and that.
        var concepts: [Int]
    }

    /// Verbatim quotes of all cards, in the order of the phases.
    func quotes(_ cards: [Int]) -> [Quote] {
        let ordered = cards.sorted {
            (tagged.contributions[$0].phase?.rank ?? 3, $0) < (tagged.contributions[$1].phase?.rank ?? 3, $1)
        }
        return ordered.compactMap { card in
            let contribution = tagged.contributions[card]
            let length = contribution.text.unicodeScalars.count
            guard length > 0 else { return nil }
            return Quote(
                contribution: contribution.id,
                phase: contribution.phase,
                quote: contribution.text,
                span: Span(0, length)
            )
        }
    }

    func draft(_ thread: Thread) -> [DraftField] {
        let texts = thread.cards.map { FactText(tagged.contributions[$0].text) }
        let facts = facts.facts(thread.cards, texts: texts, in: tagged)
        var values = catalogueValues(thread)
        values["handlungsfeld"] = titles(thread.thread.fields, pack.fields)
        values["themenfeld"] = titles(thread.thread.themes, pack.themes)
        values["nap_phase"] = titles(thread.thread.napPhases, pack.napPhases)
        values["aspekt"] = thread.aspects.flatMap { finding in
            [constant(finding.aspect.label)]
                + finding.places.prefix(pack.parameters.count("draft_goals_most")).map { value($0.card, $0.span) }
        }
        values["ausgangslage"] = whole(leadingFirst(thread), .kritik, most: "draft_critique_most")
        values["ziel"] = goal(thread, texts)
        values["beschreibung"] = whole(thread.cards, .realisierung, most: "draft_steps_most")
        values["zielgruppe", default: []] += targetGroups(thread.cards)
        values["sozialraum"] = facts.districts
        // The field's usual office is only proposed where nobody named one.
        values["zustaendig"] =
            facts.offices + (values["zustaendig"] ?? []).filter { facts.offices.isEmpty || $0.origin != .pack }
        values["beteiligt"] = facts.partners + values["beteiligt", default: []]
        values["zeitrahmen"] = facts.times + values["zeitrahmen", default: []]
        values["turnus"] = facts.frequencies
        values["kosten"] = facts.sums + facts.staff + values["kosten", default: []]
        values["finanzierung"] = facts.funding
        values["klimarelevanz"] = (pack.drafts.boxes["climate"] ?? []).map(constant)
        values["auswirkungen"] = (pack.drafts.boxes["finance"] ?? []).map(constant)
        values["gegenstimmen"] = contradictions(thread, texts)
        values["verwandt"] = thread.overlapping.map { DraftValue(text: $0.title, origin: .catalogue, from: $0.number) }
        values["unklar"] = facts.unclear
        let appeals = checks.appeals(concepts: thread.concepts, texts: texts)
        values["rechtsgrundlage"] = appeals.map(constant)
        values["pruefung"] = checks.smart(thread, draft: values).map(constant)
        values["einstufung"] = [constant(checks.level(thread, facts: facts, isOwnPower: appeals.isEmpty))]
        return fields(values, kind: thread.kind)
    }

    /// In the pack's order; open fields say so and become questions.
    private func fields(_ values: [String: [DraftValue]], kind: SuggestionKind) -> [DraftField] {
        var result: [DraftField] = []
        var questions: [DraftValue] = []
        for field in pack.drafts.fields where field.name != "fragen" {
            let own = values[field.name] ?? []
            guard own.isEmpty else {
                result.append(DraftField(name: field.name, values: own))
                continue
            }
            guard !field.question.isEmpty, field.name != "aspekt" || kind == .ueberarbeitet else { continue }
            result.append(DraftField(name: field.name, values: [constant(DraftField.open)]))
            questions.append(DraftValue(text: field.question, origin: .pack, from: field.name))
        }
        if !questions.isEmpty { result.append(DraftField(name: "fragen", values: questions)) }
        return result
    }

    // MARK: Values

    private func constant(_ text: String) -> DraftValue { DraftValue(text: text, origin: .pack) }

    private func value(_ card: Int, _ span: Span) -> DraftValue {
        DraftValue(
            text: tagged.contributions[card].text.slice(span),
            origin: .contribution,
            from: tagged.contributions[card].id,
            span: span
        )
    }

    private func whole(_ card: Int) -> DraftValue {
        value(card, Span(0, tagged.contributions[card].text.unicodeScalars.count))
    }

    private func whole(_ cards: [Int], _ phase: WorkshopPhase, most: String) -> [DraftValue] {
        var seen: Set<String> = []
        let own = cards.filter { card in
            let text = tagged.contributions[card].text
            return tagged.contributions[card].phase == phase && !text.isEmpty && seen.insert(Fold.key(text)).inserted
        }
        return own.prefix(pack.parameters.count(most)).map(whole)
    }

    private func titles(_ ids: [String], _ definitions: [LabelDefinition]) -> [DraftValue] {
        ids.compactMap { id in definitions.first { $0.id == id }.map { constant("\($0.id) \($0.title)") } }
    }

    private func catalogueValues(_ thread: Thread) -> [String: [DraftValue]] {
        let field = thread.thread.fields.first.flatMap { id in pack.fields.first { $0.id == id } }
        guard let measure = thread.measure else {
            return [
                "zustaendig": (field?.offices ?? []).map(constant),
                "indikator": (field?.indicators ?? []).map(constant),
            ]
        }
        let pairs: [(String, KeyPath<Measure, String>)] = [
            ("zustaendig", \.responsible), ("beteiligt", \.partners), ("zielgruppe", \.targetGroup),
            ("zeitrahmen", \.timeFrame), ("kosten", \.cost), ("indikator", \.indicator),
        ]
        var values: [String: [DraftValue]] = [:]
        for (name, path) in pairs where !measure[keyPath: path].isEmpty && measure[keyPath: path] != DraftField.open {
            // What the measure costs and how long it takes is how it was so far.
            let isFormer = ["zeitrahmen", "kosten"].contains(name)
            let cell = measure[keyPath: path]
            let text = isFormer ? pack.drafts["formerly"].replacing("{}", with: cell) : cell
            values[name] = [DraftValue(text: text, origin: .catalogue, from: measure.number)]
        }
        return values
    }

    /// The cards that speak first of the thread's matter before those that only touch it.
    private func leadingFirst(_ thread: Thread) -> [Int] {
        thread.cards.filter(thread.leading.contains) + thread.cards.filter { !thread.leading.contains($0) }
    }

    /// Wishes about the thread's matter; where nobody wished, critique turned round in the words of the pack.
    private func goal(_ thread: Thread, _ texts: [FactText]) -> [DraftValue] {
        let wishes = whole(thread.cards.filter(thread.leading.contains), .phantasie, most: "draft_goals_most")
        guard wishes.isEmpty else { return wishes }
        for (card, text) in zip(thread.cards, texts)
        where tagged.contributions[card].phase == .kritik && thread.leading.contains(card) {
            guard let goal = reversing.goal(of: text), !isPersonal(goal.object, card) else { continue }
            let object = value(card, goal.object)
            return [
                DraftValue(
                    text: goal.wording.replacing("{}", with: object.text),
                    origin: .pack,
                    from: object.from,
                    span: goal.object
                )
            ]
        }
        return []
    }

    private func isPersonal(_ span: Span, _ card: Int) -> Bool {
        tagged.screened.screenings[card].redactions.contains { $0.span.start < span.end && span.start < $0.span.end }
    }

    /// Groups that cards name, with the first place that named them: those of wishes and steps; whoever is only
    /// mentioned in critique need not be meant.
    private func targetGroups(_ cards: [Int]) -> [DraftValue] {
        let wanted = groups(cards.filter { tagged.contributions[$0].phase != .kritik })
        return wanted.isEmpty ? groups(cards) : wanted
    }

    private func groups(_ cards: [Int]) -> [DraftValue] {
        var seen: Set<String> = []
        var result: [DraftValue] = []
        for card in cards {
            for label in settled[card].targetGroups {
                guard let span = label.evidence.lazy.compactMap(\.span).first, seen.insert(label.id).inserted,
                    result.count < pack.parameters.count("draft_facts_most")
                else { continue }
                result.append(value(card, span))
            }
        }
        return result
    }

    /// Cards that demand opposite things; a lack that is criticised is no demand.
    private func contradictions(_ thread: Thread, _ texts: [FactText]) -> [DraftValue] {
        let demands = thread.cards.indices.filter { tagged.contributions[thread.cards[$0]].phase != .kritik }
        return opposites.contradicting(demands.map { texts[$0] }).prefix(pack.parameters.count("draft_facts_most")).map
        { whole(thread.cards[demands[$0]]) }
    }
}
