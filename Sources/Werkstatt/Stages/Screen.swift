/// Comes in: segmented contributions. Goes out: status, personal data, duplicates.
/// Decides: which cards say nothing to the matter, which places name a person, which cards repeat another.
/// Never: drops or changes a card; every card that is set aside has a reason for people.
public struct Screen: Sendable {
    let pack: Pack
    /// Names that are masked wherever they occur.
    let participants: [String]

    public init(pack: Pack, participants: [String]) {
        self.pack = pack
        self.participants = participants
    }

    public func run(_ corpus: SegmentedCorpus, jobs: Int = 1) async throws -> ScreenedCorpus {
        let guards = NameGuards(pack)
        let list = ParticipantList(participants, names: pack.screening.names)
        let finder = PersonalDataFinder(pack, guards: guards, participants: list.sequences)
        let status = StatusReader(pack.screening, stems: pack.words.compounds.stems)
        let reader = TraitReader(pack.screening, guards: guards, participants: list.words)
        let lexis = corpus.lexis
        let columns = try await inSlices(lexis.forms.count, jobs: jobs) {
            FormTables(lexis.forms[$0], traits: reader, status: status)
        }
        let tables = columns.reduce(into: FormTables()) { $0.append($1) }

        let slices = try await inSlices(corpus.contributions.count, jobs: jobs) { range in
            range.map { position in
                let text = corpus.normalised.texts[position]
                let words = corpus.words[position]
                let traits = words.map { tables.traits[Int($0.form)] }
                let bytes = text.origin == nil ? text.bytes : Array(corpus.contributions[position].text.utf8)
                let card = CardView(
                    words: words,
                    traits: traits,
                    bytes: bytes,
                    lexis: lexis,
                    union: traits.reduce([]) { $0.union($1) }
                )
                let signs = TextSigns(text.bytes)
                guard !corpus.contributions[position].isErased else {
                    return (Screening(status: .erased, reason: "Auf Wunsch gelöscht"), false)
                }
                let decision =
                    corpus.contributions[position].isModeration
                    ? StatusReader.Decision(status: .filler, reason: "Wortmeldung der Moderation")
                    : status.decide(card, text: text.bytes, signs: signs, words: tables.words(of: words))
                var screening = Screening(status: decision.status, reason: decision.reason)
                screening.redactions = finder.find(in: card, text: text, signs: signs)
                return (screening, decision.refers)
            }
        }
        var screenings = slices.flatMap { $0 }.map(\.0)
        addDuplicates(corpus, tables, &screenings)
        addReferences(slices.flatMap { $0 }.map(\.1), corpus.contributions, &screenings)
        return ScreenedCorpus(segmented: corpus, screenings: screenings)
    }

    /// Kept cards of one phase that say the same: the one with the smallest id stands for all.
    private func addDuplicates(_ corpus: SegmentedCorpus, _ tables: FormTables, _ screenings: inout [Screening]) {
        var counts = [Int](repeating: 0, count: corpus.lexis.forms.count)
        for (position, words) in corpus.words.enumerated() where screenings[position].status == .kept {
            for word in words { counts[Int(word.form)] += 1 }
        }
        let units = DuplicateUnits(
            corpus.lexis,
            traits: tables.traits,
            counts: counts,
            lists: pack.screening.duplicates
        )
        let cards = corpus.words.indices.map { screenings[$0].status == .kept ? units.units(of: corpus.words[$0]) : [] }
        let finder = Duplicates(similarity: pack.parameters["duplicate_similarity"])
        let twins = finder.find(units: cards, phases: corpus.contributions.map(\.phase))
        for (position, twin) in twins.enumerated() {
            screenings[position].duplicateOf = twin.map { corpus.contributions[$0].id }
        }
    }

    /// "dito" means the kept card before it, in the order of its file and within its phase.
    private func addReferences(_ refers: [Bool], _ contributions: [Contribution], _ screenings: inout [Screening]) {
        guard refers.contains(true) else { return }
        let order = contributions.indices.sorted {
            let left = contributions[$0].source
            let right = contributions[$1].source
            return left.file != right.file ? precedesBytewise(left.file, right.file) : (left.row, $0) < (right.row, $1)
        }
        var previous: (card: Int, file: String)?
        var byPhase: [WorkshopPhase?: Int] = [:]
        for position in order {
            if previous?.file != contributions[position].source.file { byPhase = [:] }
            previous = (position, contributions[position].source.file)
            let phase = contributions[position].phase
            if screenings[position].status == .kept {
                byPhase[phase] = position
            } else if refers[position], let meant = byPhase[phase] {
                screenings[position].refersTo = contributions[meant].id
            }
        }
    }
}

extension Contribution {
    /// What the moderation of a transcript said: no card, but set apart and not lost.
    fileprivate var isModeration: Bool { extra.contains { $0.key == "rolle" && $0.json == "\"moderation\"" } }
}
