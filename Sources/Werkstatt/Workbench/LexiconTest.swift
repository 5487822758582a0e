/// The example cards as an exam.
///
/// Comes in: lexicon and knowledge. Goes out: how often a card's concept is found first or among three, the fields' F1, the
/// most confused concepts, near misses that got their concept. Decides: folds by a card's place in its concept, so a card
/// is never scored by a model that has seen it. Never uses contributions.
public struct LexiconTest: Sendable {
    public struct Outcome: Sendable {
        public var cards = 0
        public var first = 0
        public var amongThree = 0
        /// Of labels of the fields: hits, given, wanted.
        public var fields = (hits: 0, given: 0, wanted: 0)
        public var themes = (hits: 0, given: 0, wanted: 0)
        public var napPhases = (hits: 0, given: 0, wanted: 0)
        /// Concepts taken for one another, in either direction, most often first.
        public var confused: [(left: String, right: String, count: Int)] = []
        public var nearMisses = 0
        /// Near misses that got their concept first.
        public var failures: [(concept: String, file: String, line: Int, text: String)] = []

        public func f1(_ counts: (hits: Int, given: Int, wanted: Int)) -> Double {
            counts.given + counts.wanted == 0 ? 0 : 2 * Double(counts.hits) / Double(counts.given + counts.wanted)
        }
    }

    static let folds = 5
    private let pack: Pack
    private let lexicon: Lexicon
    private let knowledge: Knowledge

    public init(_ pack: Pack, _ lexicon: Lexicon, _ knowledge: Knowledge) {
        self.pack = pack
        self.lexicon = lexicon
        self.knowledge = knowledge
    }

    private struct Card: Sendable {
        var concept: Int
        var fold: Int
        var words: [Word]
        var muted: [Bool]
    }

    private struct Exam: Sendable {
        var cards: [Card] = []
        var misses: [Card] = []
        /// Expressions and headings: always known.
        var constant: [TrainingText] = []
        var lexis = Lexis()
    }

    private func read() throws -> Exam {
        var exam = Exam()
        let tokenizer = try Tokenizer(builder: knowledge.builder())
        let matcher = ExpressionMatcher(knowledge.expressions, pack.parameters)
        let strengths = ModelSettings(pack.parameters).strengths
        func words(_ text: String) -> [Word] { tokenizer.words(of: CleanText(Array(text.utf8)), into: &exam.lexis) }
        func card(_ concept: Int, _ fold: Int, _ text: String) -> Card {
            let words = words(text)
            return Card(concept: concept, fold: fold, words: words, muted: matcher.match(words, exam.lexis).muted)
        }
        for (number, concept) in lexicon.concepts.enumerated() {
            for (place, example) in concept.cards.enumerated() {
                exam.cards.append(card(number, place % Self.folds, example.text))
            }
            for text in concept.nearMisses { exam.misses.append(card(number, -1, text)) }
            for expression in concept.expressions {
                exam.constant.append(
                    TrainingText(
                        concept: number,
                        words: words(expression.text),
                        weight: strengths[expression.strength]!
                    )
                )
            }
            exam.constant.append(
                TrainingText(concept: number, words: words(concept.label), weight: pack.parameters["count_label"])
            )
        }
        return exam
    }

    public func run() async throws -> Outcome {
        let exam = try read()
        var outcome = Outcome()
        var confused: [Int: Int] = [:]
        let answers = await withTaskGroup(of: [(card: Int, answer: Answer)].self) { group in
            for fold in 0..<Self.folds { group.addTask { self.answers(exam, fold) } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        let views = knowledge.model.views
        let labels = knowledge.model.labels.count
        let fields = 0..<pack.fields.count
        let themes = fields.upperBound..<(fields.upperBound + pack.themes.count)
        for (card, answer) in answers.sorted(by: { $0.card < $1.card }) {
            let concept = exam.cards[card].concept
            outcome.cards += 1
            if answer.concepts.first == concept { outcome.first += 1 }
            if answer.concepts.contains(concept) { outcome.amongThree += 1 }
            if let first = answer.concepts.first, first != concept {
                confused[min(first, concept) << 16 | max(first, concept), default: 0] += 1
            }
            for label in 0..<labels {
                let wanted = views[concept * labels + label] >= 0.5
                let given = answer.labels.contains(label)
                let change = (wanted && given ? 1 : 0, given ? 1 : 0, wanted ? 1 : 0)
                func add(_ counts: inout (hits: Int, given: Int, wanted: Int)) {
                    counts.hits += change.0
                    counts.given += change.1
                    counts.wanted += change.2
                }
                if fields.contains(label) {
                    add(&outcome.fields)
                } else if themes.contains(label) {
                    add(&outcome.themes)
                } else {
                    add(&outcome.napPhases)
                }
            }
        }
        outcome.confused = confused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10).map {
            (lexicon.concepts[$0.key >> 16].id, lexicon.concepts[$0.key & 0xFFFF].id, $0.value)
        }
        misses(exam, &outcome)
        return outcome
    }

    private struct Answer: Sendable {
        var concepts: [Int]
        var labels: [Int]
    }

    private func answers(_ exam: Exam, _ fold: Int) -> [(card: Int, answer: Answer)] {
        let taught =
            exam.cards.filter { $0.fold != fold }.map { TrainingText(concept: $0.concept, words: $0.words, weight: 1) }
            + exam.constant
        var related = [Set<Int>](repeating: [], count: knowledge.concepts.count)
        for (number, concept) in knowledge.concepts.enumerated() {
            for other in concept.related + [concept.broader].compactMap({ $0 }) where other != number {
                related[number].insert(other)
                related[other].insert(number)
            }
        }
        let labels = knowledge.model.labels.count
        let views = knowledge.concepts.indices.map { concept in
            (0..<labels).map { Double(knowledge.model.views[concept * labels + $0]) }
        }
        let model = ConceptModel.count(
            taught,
            concepts: knowledge.model.concepts,
            related: related.map { $0.sorted() },
            views: views,
            labels: knowledge.model.labels,
            lexis: exam.lexis,
            stopWords: knowledge.stopWords,
            settings: knowledge.model.settings,
            features: knowledge.model.features
        )
        let rules = LabelRules(pack)
        let reader = CardReader(model, stopWords: knowledge.stopWords)
        return exam.cards.indices.filter { exam.cards[$0].fold == fold }.map { card in
            let reading = reader.read(exam.cards[card].words, exam.lexis, muted: exam.cards[card].muted)
            return (
                card,
                Answer(
                    concepts: reading.concepts.prefix(3).map(\.concept),
                    labels: rules.choose(reading.labels.map { Double($0).thousandths })
                )
            )
        }
    }

    private func misses(_ exam: Exam, _ outcome: inout Outcome) {
        let reader = CardReader(knowledge.model, stopWords: knowledge.stopWords)
        var place: [Int: Int] = [:]
        for miss in exam.misses {
            let concept = lexicon.concepts[miss.concept]
            let text = concept.nearMisses[place[miss.concept, default: 0]]
            place[miss.concept, default: 0] += 1
            outcome.nearMisses += 1
            let reading = reader.read(miss.words, exam.lexis, muted: miss.muted)
            if reading.concepts.first?.concept == miss.concept {
                outcome.failures.append((concept.id, concept.file, concept.line, text))
            }
        }
    }
}
