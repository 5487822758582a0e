#if canImport(Glibc)
    import Glibc
#endif

/// Comes in: linked ideas. Goes out: taggings with what context teaches, each lift named in its evidence.
/// Decides: how far the nearest cards, the workshop as a whole, its title, the heading of the room and the cards under it
/// move a card's scores; then the labels are chosen again.
/// Never: gives a field to a card whose own words speak of none; looks at measures.
public struct Settle: Sendable {
    let knowledge: Knowledge
    let pack: Pack
    let noContext: Bool
    let ignoreRoom: Bool

    public init(knowledge: Knowledge, pack: Pack, noContext: Bool, ignoreRoom: Bool) {
        self.knowledge = knowledge
        self.pack = pack
        self.noContext = noContext
        self.ignoreRoom = ignoreRoom
    }

    public func run(_ corpus: LinkedCorpus, jobs: Int = 1) async throws -> SettledCorpus {
        let tagged = corpus.grouped.tagged
        guard !noContext else { return SettledCorpus(linked: corpus, taggings: tagged.taggings) }
        let contributions = tagged.contributions
        let cards = contributions.indices.filter {
            tagged.screened.screenings[$0].status == .kept && !tagged.taggings[$0].scores.isEmpty
        }
        let byWorkshop = Dictionary(grouping: cards) { contributions[$0].workshop ?? "" }.sorted { $0.key < $1.key }
        let usesRooms = usesRooms(tagged)
        let rules = LabelRules(pack, suffix: suffix(tagged))
        var threadMates: [Int: [Int]] = [:]
        for ideas in corpus.threads {
            let members = ideas.flatMap { corpus.grouped.ideas[$0] }
            for card in members { threadMates[card] = members }
        }
        var taggings = tagged.taggings
        let reader = try TextReader(knowledge: knowledge, pack: pack)
        for (title, members) in byWorkshop {
            var context = WorkshopContext(
                members,
                tagged: tagged,
                knowledge: knowledge,
                pack: pack,
                threadMates: threadMates
            )
            context.addNeighbours()
            context.addWorkshop()
            context.addTitle(title, reader)
            if usesRooms { context.addRooms(reader) }
            for (row, card) in members.enumerated() {
                taggings[card] = relabelled(tagged.taggings[card], context.scores[row], context.parts[row], rules)
            }
        }
        return SettledCorpus(linked: corpus, taggings: taggings)
    }

    private func usesRooms(_ corpus: TaggedCorpus) -> Bool {
        !ignoreRoom
            && corpus.contributions.indices.contains {
                corpus.screened.screenings[$0].status == .kept && !corpus.taggings[$0].scores.isEmpty
                    && corpus.contributions[$0].roomCluster != nil
            }
    }

    /// Of the names of the thresholds that decide: scores lie elsewhere with context and with headings.
    func suffix(_ corpus: TaggedCorpus) -> String { noContext ? "" : usesRooms(corpus) ? "_room" : "_context" }

    private func relabelled(_ tagging: Tagging, _ scores: [Double], _ parts: [ContextPart], _ rules: LabelRules)
        -> Tagging
    {
        var result = tagging
        result.scores = scores.map { min(1, max(0, $0)).thousandths }
        result.fields = []
        result.themes = []
        result.napPhases = []
        let own = Dictionary(
            uniqueKeysWithValues: (tagging.fields + tagging.themes + tagging.napPhases).map { ($0.id, $0) }
        )
        let speaksOfAField = tagging.scores.prefix(pack.fields.count).contains { $0 >= pack.parameters["context_gate"] }
        for number in rules.choose(result.scores) {
            let dimension = rules.dimension(number)
            if dimension == .fields, !speaksOfAField { continue }
            let id = knowledge.model.labels[number]
            var evidence =
                own[id]?.evidence ?? [
                    Evidence(entry: "eigene Wörter des Beitrags", span: nil, weight: tagging.scores[number])
                ]
            for part in parts where abs(part.change[number]) >= rules.evidenceLeast / 2 {
                evidence.append(Evidence(entry: part.name, span: nil, weight: part.change[number].thousandths))
            }
            let label = Label(id: id, score: result.scores[number], evidence: evidence)
            switch dimension {
            case .fields: result.fields.append(label)
            case .themes: result.themes.append(label)
            case .napPhases: result.napPhases.append(label)
            case .targetGroups: break
            }
        }
        return result
    }
}

/// What one kind of context changed in the scores of a card.
struct ContextPart {
    var name: String
    var change: [Double]
}

/// Reads titles and headings like cards, each once.
final class TextReader {
    private let tokenizer: Tokenizer
    private let tagger: Tagger
    private var lexis = Lexis()
    private var known: [String: [Double]] = [:]

    init(knowledge: Knowledge, pack: Pack) throws {
        tokenizer = try Tokenizer(builder: knowledge.builder())
        tagger = Tagger(knowledge: knowledge, pack: pack)
    }

    /// Scores of all labels of the model.
    func scores(of text: String) -> [Double] {
        if let scores = known[text] { return scores }
        let words = tokenizer.words(of: CleanText(Array(text.utf8)), into: &lexis)
        let scores = tagger.tag(words, lexis, text: text).scores
        known[text] = scores
        return scores
    }
}
