/// What is new about a measure: aspects (time, place, language, money …) that cards of a thread name and the measure's
/// own text does not.
///
/// Decides by the pack's cue lists and by how many cards name an aspect. Never names one without its places.
struct AspectReader {
    struct Finding {
        var aspect: DraftRules.Aspect
        /// Cards with the first place in each, in code points.
        var places: [(card: Int, span: Span)]
    }

    private let rules: DraftRules
    private let parameters: Parameters
    private let finder: CueFinder
    /// Measure → aspects its text has.
    private let covered: [String: Set<Int>]

    init(pack: Pack, knowledge: Knowledge) {
        rules = pack.drafts
        parameters = pack.parameters
        let builder = knowledge.builder()
        finder = CueFinder(rules.aspects.map(\.expressions), builder: builder)
        var covered: [String: Set<Int>] = [:]
        for (measure, aspects) in zip(pack.catalogue, knowledge.catalogue.aspects) {
            covered[measure.number] = Set(aspects.map(Int.init).filter { !pack.drafts.aspects[$0].lacks })
        }
        self.covered = covered
    }

    /// Whether a card asks only that a thing goes on: with more places, staff, money, for longer.
    func supports(_ card: Int, in tagged: TaggedCorpus) -> Bool {
        let hits = finder.find(tagged.screened.segmented.words[card], tagged.screened.segmented.lexis)
        return !hits.isEmpty && hits.allSatisfy { rules.aspects[$0.list].supports }
    }

    /// Aspects of a thread that the measure lacks, most cards first.
    func findings(_ cards: [Int], measure: String, in tagged: TaggedCorpus) -> [Finding] {
        let segmented = tagged.screened.segmented
        var places = [[(card: Int, span: Span)]](repeating: [], count: rules.aspects.count)
        for card in cards where tagged.screened.screenings[card].duplicateOf == nil {
            let words = segmented.words[card]
            var seen: Set<Int> = covered[measure] ?? []
            var counter = CodePointCounter(Array(tagged.contributions[card].text.utf8))
            for hit in finder.find(words, segmented.lexis).sorted(by: {
                ($0.words.lowerBound, $0.list) < ($1.words.lowerBound, $1.list)
            }) where seen.insert(hit.list).inserted {
                let start = counter.count(before: Int(words[hit.words.lowerBound].start))
                let end = counter.count(before: Int(words[hit.words.upperBound - 1].end))
                places[hit.list].append((card, Span(start, end)))
            }
        }
        let least = max(
            min(parameters["aspect_cards_least"], Double(cards.count)),
            parameters["aspect_least"] * Double(cards.count)
        )
        return rules.aspects.indices.filter { Double(places[$0].count) >= least }.sorted {
            (places[$1].count, $0) < (places[$0].count, $1)
        }
        .prefix(parameters.count("aspects_most")).map { Finding(aspect: rules.aspects[$0], places: places[$0]) }
    }
}
