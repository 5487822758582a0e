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
        let reader = CardScreener(self)
        var tables = FormTables()
        try await reader.extend(&tables, corpus.lexis, jobs: jobs)
        let found = try await reader.screen(corpus, tables, jobs: jobs)
        var screenings = found.map(\.screening)
        let cards = corpus.words.enumerated().lazy.map { (words: $1, isKept: screenings[$0].status == .kept) }
        let twins = self.twins(cards, corpus.lexis, tables, phases: corpus.contributions.map(\.phase))
        for (position, twin) in twins.enumerated() {
            screenings[position].duplicateOf = twin.map { corpus.contributions[$0].id }
        }
        if found.contains(where: \.refers) {
            let places = corpus.contributions.map { Place(file: $0.source.file, row: $0.source.row, phase: $0.phase) }
            let meant = references(found.map(\.refers), places, isKept: screenings.map { $0.status == .kept })
            for (position, card) in meant { screenings[position].refersTo = corpus.contributions[card].id }
        }
        return ScreenedCorpus(segmented: corpus, screenings: screenings)
    }

    /// Kept cards of one phase that say the same: per card the one that stands for it, which has the smallest id.
    func twins(
        _ cards: some Collection<(words: [Word], isKept: Bool)>,
        _ lexis: Lexis,
        _ tables: FormTables,
        phases: [WorkshopPhase?]
    ) -> [Int?] {
        var counts = [Int](repeating: 0, count: lexis.forms.count)
        for card in cards where card.isKept { for word in card.words { counts[Int(word.form)] += 1 } }
        let units = DuplicateUnits(lexis, traits: tables.traits, counts: counts, lists: pack.screening.duplicates)
        let finder = Duplicates(similarity: pack.parameters["duplicate_similarity"])
        return finder.find(units: cards.map { $0.isKept ? units.units(of: $0.words) : [] }, phases: phases)
    }

    /// Where a card stood and in which phase.
    struct Place {
        var file: String
        var row: Int
        var phase: WorkshopPhase?
    }

    /// "dito" means the kept card before it, in the order of its file and within its phase.
    func references(_ refers: [Bool], _ places: [Place], isKept: [Bool]) -> [(card: Int, meant: Int)] {
        let order = places.indices.sorted {
            let left = places[$0]
            let right = places[$1]
            return left.file != right.file ? precedesBytewise(left.file, right.file) : (left.row, $0) < (right.row, $1)
        }
        var file: String?
        var byPhase: [WorkshopPhase?: Int] = [:]
        var result: [(card: Int, meant: Int)] = []
        for position in order {
            if file != places[position].file { byPhase = [:] }
            file = places[position].file
            let phase = places[position].phase
            if isKept[position] {
                byPhase[phase] = position
            } else if refers[position], let meant = byPhase[phase] {
                result.append((position, meant))
            }
        }
        return result
    }
}

/// What screening finds in one card at a time; made once.
struct CardScreener: Sendable {
    private let finder: PersonalDataFinder
    private let status: StatusReader
    private let reader: TraitReader

    init(_ stage: Screen) {
        let guards = NameGuards(stage.pack)
        let list = ParticipantList(stage.participants, names: stage.pack.screening.names)
        finder = PersonalDataFinder(stage.pack, guards: guards, participants: list.sequences)
        status = StatusReader(stage.pack.screening, stems: stage.pack.words.compounds.stems)
        reader = TraitReader(stage.pack.screening, guards: guards, participants: list.words)
    }

    /// Adds what is missing for the forms of a lexis that has grown.
    func extend(_ tables: inout FormTables, _ lexis: Lexis, jobs: Int) async throws {
        let known = tables.traits.count
        let reader = reader
        let status = status
        let columns = try await inSlices(lexis.forms.count - known, jobs: jobs) {
            FormTables(
                lexis.forms[(known + $0.lowerBound)..<(known + $0.upperBound)],
                traits: reader,
                status: status
            )
        }
        for column in columns { tables.append(column) }
    }

    /// Status and personal data; `refers` tells a card that means another one.
    func screen(_ corpus: SegmentedCorpus, _ tables: FormTables, jobs: Int) async throws -> [(
        screening: Screening, refers: Bool
    )] {
        let lexis = corpus.lexis
        let slices = try await inSlices(corpus.contributions.count, jobs: jobs) { range in
            range.map { position -> (screening: Screening, refers: Bool) in
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
        return slices.flatMap { $0 }
    }
}

extension Contribution {
    /// What the moderation of a transcript said: no card, but set apart and not lost.
    fileprivate var isModeration: Bool { extra.contains { $0.key == "rolle" && $0.json == "\"moderation\"" } }
}
