#if canImport(Glibc)
    import Glibc
#endif

/// How alike contributions are: concepts first, words second.
///
/// Words: informativeness-weighted stems and compound parts, scaled by part of the cards' lengths. Concepts: pᵢᵀ K pⱼ over the
/// cards' concept shares; they count less where a card's concepts are common in the corpus (density) and where words
/// alone explain a card's neighbourhood (richness), so one setting fits workshops and other texts. Cards of
/// different workshops are nearer to each other the more the workshops' topics overlap. Workshop jargon and polarity
/// words carry no weight. Only a card's nearest neighbours are kept.
struct CardSimilarity {
    struct Settings: Sendable {
        var mostConcepts: Int
        var profilePower: Double
        var conceptPower: Double
        var conceptFactor: Double
        var density: Double
        var richness: Double
        var richnessPower: Double
        var richnessRank: Int
        var informativenessPower: Double
        var lengthPower: Double
        var typicalLength: Double
        var workshopPower: Double
        var workshopLeast: Double
        var candidates: Int
        var neighbours: Int
        var roomBonus: Double
        var roomFactor: Double
        var otherRoomFactor: Double
        var roomLeast: Double
    }

    private typealias Vector = [(id: Int32, value: Float)]

    private let settings: Settings
    private let kernel: ConceptKernel
    /// Positions of contributions that take part, ascending.
    let cards: [Int]
    private let words: [Vector]
    private let concepts: [Vector]
    private let workshops: [Int]
    /// -1 without a heading.
    private let rooms: [Int]

    init(_ corpus: TaggedCorpus, knowledge: Knowledge, settings: Settings, ignoreRoom: Bool) {
        self.settings = settings
        kernel = knowledge.kernel
        let cards = corpus.contributions.indices.filter { corpus.screened.screenings[$0].status == .kept }
        self.cards = cards
        words = Self.wordVectors(cards, corpus.screened.segmented, knowledge, settings)
        concepts = cards.map { card in
            let powers = corpus.taggings[card].concepts.map { (id: Int32($0.concept), value: pow($0.share, settings.profilePower)) }
            let total = max(1e-9, powers.reduce(0) { $0 + $1.value })
            return powers.prefix(settings.mostConcepts).map { (id: $0.id, value: Float($0.value / total)) }.sorted { $0.id < $1.id }
        }
        var workshopNumbers: [String: Int] = [:], roomNumbers: [String: Int] = [:]
        workshops = cards.map { card in
            let name = corpus.contributions[card].workshop ?? ""
            return workshopNumbers[name] ?? { workshopNumbers[name] = workshopNumbers.count; return workshopNumbers[name]! }()
        }
        rooms = cards.map { card in
            guard !ignoreRoom, let room = corpus.contributions[card].roomCluster else { return -1 }
            let name = (corpus.contributions[card].workshop ?? "") + "\u{1}" + room
            return roomNumbers[name] ?? { roomNumbers[name] = roomNumbers.count; return roomNumbers[name]! }()
        }
    }

    private static func wordVectors(_ cards: [Int], _ segmented: SegmentedCorpus, _ knowledge: Knowledge, _ settings: Settings) -> [Vector] {
        let terms = FormTerms(lexis: segmented.lexis, knowledge: knowledge)
        var frequency = [Int32](repeating: 0, count: terms.count)
        var bags: [[(id: Int32, count: Int)]] = []
        bags.reserveCapacity(cards.count)
        for card in cards {
            var all: [Int32] = []
            for word in segmented.words[card] where !word.repeats { all += terms.of(word.form) }
            all.sort()
            var bag: [(id: Int32, count: Int)] = []
            for term in all {
                if let last = bag.last, last.id == term { bag[bag.count - 1].count += 1 } else { bag.append((term, 1)) }
            }
            for entry in bag { frequency[Int(entry.id)] += 1 }
            bags.append(bag)
        }
        let total = Double(cards.count), scale = log(total + 1)
        return bags.map { bag in
            var vector: Vector = []
            var squares = 0.0
            for (id, count) in bag where !terms.isGeneric(id) {
                let weight = pow(max(0, log((total + 1) / (Double(frequency[Int(id)]) + 0.5)) / scale), settings.informativenessPower)
                let value = (1 + log(Double(count))) * weight
                squares += value * value
                if frequency[Int(id)] > 1 { vector.append((id, Float(value))) }
            }
            let length = squares > 0 ? squares.squareRoot() : 1
            let divisor = Float(pow(length, settings.lengthPower) * pow(settings.typicalLength, 1 - settings.lengthPower))
            return vector.map { ($0.id, $0.value / divisor) }
        }
    }

    /// The nearest neighbours of every card as edges between positions in `cards`, ascending.
    /// Exact: every pair that shares a word or a concept is looked at.
    func edges() -> [Edge] {
        let count = cards.count
        guard count > 1 else { return [] }
        var graph = NeighbourGraph(count: count)

        // Words, and how far words alone explain each card.
        var trust = [Float](repeating: 1, count: count)
        let byWord = Postings(words)
        var finder = NeighbourFinder(count: count)
        for row in 0..<count {
            for (id, value) in words[row] { for (other, share) in byWord[id] { finder.add(other, value * share) } }
            let best = finder.best(settings.candidates, excluding: row, above: 0)
            if best.count >= settings.richnessRank {
                let rank = Double(best[settings.richnessRank - 1].similarity)
                trust[row] = Float(min(1, pow(settings.richness / max(rank, 1e-9), settings.richnessPower / 2)))
            }
            for (other, similarity) in best { graph.add(.words, row, Int(other), similarity) }
        }

        // Concepts spread over the kernel; dense ones count less.
        var mass = [Double](repeating: 0, count: kernel.rows.count)
        for vector in concepts { for (id, value) in vector { mass[Int(id)] += Double(value) } }
        var spreads: [Vector] = []
        spreads.reserveCapacity(count)
        var scale = [Float](repeating: 1, count: count)
        var sums = [Float](repeating: 0, count: kernel.rows.count)
        for row in 0..<count {
            var touched: [Int32] = []
            for (id, value) in concepts[row] {
                for (other, weight) in kernel.rows[Int(id)] {
                    if sums[Int(other)] == 0 { touched.append(other) }
                    sums[Int(other)] += value * weight
                }
            }
            touched.sort()
            let spread = touched.map { (id: $0, value: sums[Int($0)]) }
            var density = 0.0
            for (id, value) in spread { density += Double(value) * mass[Int(id)] }
            for (id, value) in concepts[row] { density -= Double(sums[Int(id)]) * Double(value) }
            scale[row] = Float(min(1, settings.density / max(density, 1e-9)).squareRoot())
            for id in touched { sums[Int(id)] = 0 }
            spreads.append(spread)
        }
        let overlap = workshopOverlap()
        let byConcept = Postings(concepts)
        let power = Float(settings.conceptPower), factor = Float(settings.conceptFactor)
        for row in 0..<count {
            for (id, value) in spreads[row] { for (other, share) in byConcept[id] { finder.add(other, value * share) } }
            finder.map { other, sum in
                guard sum > 1e-3 else { return 0 }
                let raw = sum * scale[row] * scale[Int(other)]
                return powf(raw, power) * trust[row] * trust[Int(other)] * factor * overlap[workshops[row]][workshops[Int(other)]]
            }
            for (other, similarity) in finder.best(settings.candidates, excluding: row, above: 1e-4) { graph.add(.concepts, row, Int(other), similarity) }
        }
        return graph.edges(neighbours: settings.neighbours) { a, b, wordPart, conceptPart in
            let similarity = wordPart + conceptPart
            guard rooms[a] >= 0, rooms[b] >= 0, workshops[a] == workshops[b] else { return similarity }
            if rooms[a] != rooms[b] { return similarity * Float(settings.otherRoomFactor) }
            return conceptPart > Float(settings.roomLeast) ? similarity * Float(settings.roomFactor) + Float(settings.roomBonus) : similarity
        }
    }

    /// How much the topics of two workshops overlap: cosine of their concept shares under the kernel, 1 for the same.
    private func workshopOverlap() -> [[Float]] {
        let count = (workshops.max() ?? 0) + 1
        var masses = [[Double]](repeating: [Double](repeating: 0, count: kernel.rows.count), count: count)
        for (row, vector) in concepts.enumerated() { for (id, value) in vector { masses[workshops[row]][Int(id)] += Double(value) } }
        func product(_ a: Int, _ b: Int) -> Double {
            var sum = 0.0
            for (concept, row) in kernel.rows.enumerated() where masses[a][concept] > 0 {
                for (other, weight) in row { sum += masses[a][concept] * Double(weight) * masses[b][Int(other)] }
            }
            return sum
        }
        let own = (0..<count).map { max(product($0, $0), 1e-12) }
        return (0..<count).map { a in
            (0..<count).map { b in
                a == b ? 1 : Float(min(1, max(settings.workshopLeast, pow(max(0, product(a, b)) / (own[a] * own[b]).squareRoot(), settings.workshopPower))))
            }
        }
    }
}

/// The terms of word forms for grouping: the stem and the stems of the parts, without function words.
struct FormTerms {
    private var terms: [[Int32]] = []
    private var generic: [Bool] = []
    var count: Int { generic.count }

    init(lexis: Lexis, knowledge: Knowledge) {
        var numbers: [String: Int32] = [:]
        for form in lexis.forms {
            guard form.kind == .word || form.kind == .number, !knowledge.functionWords.contains(form.key), !knowledge.functionWords.contains(form.stem),
                form.stem.utf8.count > 1
            else {
                terms.append([])
                continue
            }
            var own: [Int32] = []
            for stem in [form.stem] + form.partStems where !knowledge.functionWords.contains(stem) {
                if let number = numbers[stem] { own.append(number) } else {
                    let number = Int32(generic.count)
                    numbers[stem] = number
                    generic.append(knowledge.genericStems.contains(stem))
                    own.append(number)
                }
            }
            terms.append(own)
        }
    }

    @inline(__always) func of(_ form: FormID) -> [Int32] { terms[Int(form)] }
    @inline(__always) func isGeneric(_ term: Int32) -> Bool { generic[Int(term)] }
}

extension CardSimilarity.Settings {
    init(_ parameters: Parameters) {
        self.init(
            mostConcepts: parameters.count("group_concepts_most"), profilePower: parameters["group_profile_power"],
            conceptPower: parameters["group_concept_power"], conceptFactor: parameters["group_concept_factor"],
            density: parameters["group_density"], richness: parameters["group_richness"], richnessPower: parameters["group_richness_power"],
            richnessRank: parameters.count("group_richness_rank"), informativenessPower: parameters["group_informativeness_power"],
            lengthPower: parameters["group_length_power"], typicalLength: parameters["group_typical_length"], workshopPower: parameters["group_workshop_power"],
            workshopLeast: parameters["group_workshop_least"], candidates: parameters.count("group_candidates"), neighbours: parameters.count("group_neighbours"),
            roomBonus: parameters["room_bonus"], roomFactor: parameters["room_factor"], otherRoomFactor: parameters["room_other_factor"], roomLeast: parameters["room_least"])
    }
}
