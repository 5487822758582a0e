/// Chooses what a suggestion is called.
///
/// Comes in: the cards of a thread, their matter, the measure with what is new about it. Goes out: titles, the best first,
/// so that no two suggestions of a paper need bear the same. Decides: which topic, aspect or card speaks for the thread.
struct Titling {
    let titles: Titles
    let finder: MatterFinder
    let knowledge: Knowledge
    let pack: Pack
    let tagged: TaggedCorpus
    private let builder: FormBuilder
    private let rejections: [[String]]

    init(tagged: TaggedCorpus, knowledge: Knowledge, pack: Pack) {
        titles = Titles(pack: pack)
        finder = MatterFinder(tagged: tagged, parameters: pack.parameters)
        self.knowledge = knowledge
        self.pack = pack
        self.tagged = tagged
        builder = knowledge.builder()
        rejections = pack.drafts.rejections.map { FactText($0).tokens.map(\.key) }
    }

    /// What may name a suggestion without a quotation, the best first.
    func titles(_ material: DraftWriter.Thread, _ matter: Matter?) -> [String] {
        material.measure.map { existing($0, material) } ?? new(matter, material.cards)
    }

    /// When nothing else names it: cards in their own words, at last its field.
    func lastResorts(_ material: DraftWriter.Thread) -> [String] {
        let field = material.thread.fields.first.flatMap { id in pack.fields.first { $0.id == id }?.title }
        return quotations(Array(material.cards.prefix(Self.looked))) + [titles.fallback(field: field)]
    }

    /// Topics and cards that are looked at for a title; those further down name no thread.
    private static let looked = 6

    // MARK: New

    private func new(_ matter: Matter?, _ cards: [Int]) -> [String] {
        guard let matter, let first = action(matter.first) else { return [] }
        var result: [String] = []
        if let second = matter.second.flatMap(action), let both = titles.joined(first, second) { result.append(both) }
        result.append(first.text)
        // For a thread whose title is taken: its next topics.
        for topic in finder.topics(cards).dropFirst().prefix(Self.looked) {
            if let other = action(topic), let both = titles.joined(first, other) { result.append(both) }
        }
        return result
    }

    private func action(_ topic: Matter.Topic) -> Titles.Phrase? {
        titles.action(knowledge.concepts[topic.concept].id)
    }

    // MARK: A measure of the catalogue

    private func existing(_ measure: Measure, _ material: DraftWriter.Thread) -> [String] {
        let topics = finder.topics(material.cards)
        let numbers = knowledge.conceptNumbers
        let core = Set(measure.core.compactMap { numbers[$0] })
        let clear = material.cards.count { !finder.spoken($0).isEmpty }
        var held = Set(material.cards.filter { finder.speaks($0, of: core) })
        var leads: [(phrase: Titles.Phrase, cards: Set<Int>)] = []
        let rejects = rejectsForm(measure, material.cards)
        if material.kind == .ueberarbeitet {
            for topic in topics.prefix(3)
            where core.contains(topic.concept)
                && Double(topic.cards.count) >= pack.parameters["matter_least"] * Double(clear)
            {
                guard let phrase = action(topic), !restates(measure, phrase),
                    let lead = titles.directed(measure, phrase)
                else { continue }
                leads.append((lead, topic.cards))
            }
        }
        let aspects = strong(material, supporting: material.kind == .bestaetigt).map {
            (titles.changed(measure, $0), Set<Int>())
        }
        // What most cards ask for comes before what a few say about form, time or money.
        let isMain =
            leads.first.map { lead in
                !titles.isVague(lead.phrase)
                    && Double(lead.cards.count) >= pack.parameters["matter_held"] * Double(clear)
            } ?? false
        leads = isMain ? leads + aspects : aspects + leads
        if rejects, let topic = topics.first, let phrase = action(topic) { leads.append((phrase, topic.cards)) }
        func plain(short: Bool) -> Titles.Phrase {
            material.kind == .ueberarbeitet
                ? titles.revised(measure, short: short) : titles.confirmed(measure, short: short)
        }
        let short = plain(short: true)
        let own = plain(short: rejects)
        // Whoever demands what lies in the drawer wants it back, before all that may change about it.
        leads.insert((own, []), at: measure.status == "zurückgestellt" ? 0 : leads.count)

        held.formUnion(leads[0].cards)
        var result: [String] = []
        let others = topics.filter { !core.contains($0.concept) }
        if measure.status != "zurückgestellt",
            let second = finder.second(beside: held, of: clear, among: others).flatMap(action)
        {
            let first = leads[0].phrase == own ? short : leads[0].phrase
            if !restates(measure, second), let both = titles.joined(first, second) ?? titles.joined(short, second) {
                result.append(both)
            }
        }
        result += leads.map(\.phrase.text)
        // For a suggestion whose title is taken: what else its cards speak of.
        let rest = topics.prefix(Self.looked).compactMap(action).filter { !restates(measure, $0) }
        return result + rest.compactMap { titles.directed(measure, $0)?.text } + rest.map(\.text)
    }

    /// Aspects that a title may name: enough cards name them, and not in critique alone unless several do.
    private func strong(_ material: DraftWriter.Thread, supporting: Bool) -> [DraftRules.Aspect] {
        let least = max(
            pack.parameters["aspect_title_cards"],
            pack.parameters["aspect_title_least"] * Double(material.cards.count)
        )
        return material.aspects.filter { finding in
            guard !supporting || finding.aspect.supports else { return false }
            let weight = finding.places.reduce(0) {
                $0 + (tagged.contributions[$1.card].phase == .kritik ? 1 : pack.parameters["aspect_title_demand"])
            }
            return weight >= least
        }.map(\.aspect)
    }

    /// Whether a phrase says no more than the measure's own title.
    private func restates(_ measure: Measure, _ phrase: Titles.Phrase) -> Bool {
        let own = stems(measure.title + " " + measure.subject)
        if stems(phrase.object).contains(where: own.contains) { return true }
        // "Interkulturelle Turniere" of a "Fußballturnier".
        let heads = [phrase.object, titles.subject(measure)].map { builder.stem(of: titles.head(of: $0)) }
        return heads.allSatisfy { $0.count > 4 } && (heads[0].hasSuffix(heads[1]) || heads[1].hasSuffix(heads[0]))
    }

    /// Cards that do not want the form the measure has: they criticise it by name, or say "statt", "nicht nur" before it.
    private func rejectsForm(_ measure: Measure, _ cards: [Int]) -> Bool {
        let words = FactText(measure.title).tokens.filter { token in
            token.isWord && pack.drafts.forms.contains { token.key.hasSuffix($0) }
        }
        let form = Set(words.map { builder.stem(of: $0.surface) })
        guard !measure.subject.isEmpty, !form.isEmpty else { return false }
        return cards.contains { card in
            let text = FactText(tagged.contributions[card].text)
            return text.tokens.indices.contains { at in
                guard form.contains(builder.stem(of: text.tokens[at].surface)) else { return false }
                return tagged.contributions[card].phase == .kritik
                    || (max(0, at - 4)..<at).contains { start in
                        rejections.contains { phrase in
                            phrase.indices.allSatisfy { text.key(start + $0) == phrase[$0] }
                        }
                    }
            }
        }
    }

    /// Stems of the words that carry meaning: nouns and long ones.
    private func stems(_ text: String) -> Set<String> {
        Set(
            FactText(text).tokens.filter { token in
                token.isWord && (token.surface.count > 7 || token.surface.count > 3 && token.surface.first!.isUppercase)
            }.map { builder.stem(of: $0.surface) }
        )
    }

    // MARK: Quotations

    /// Cards in their own words: wishes and steps, critique only when there is nothing else; whole or a clause, never cut
    /// in the middle.
    private func quotations(_ cards: [Int]) -> [String] {
        let longest = pack.parameters.count("title_quote_longest")
        let wanted = cards.filter { tagged.contributions[$0].phase != .kritik }
        let clauses = (wanted.isEmpty ? cards : wanted).compactMap { Clause.best(of: $0, in: tagged, to: longest) }
        return clauses.map { titles.quoted($0, isCritique: wanted.isEmpty) }
    }
}
