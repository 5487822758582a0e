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
///
/// Up to a size every pair that shares a word or a concept is looked at; beyond, candidates come from `WordBlocks` and from
/// the cards with the same leading concepts, and the comparison of a candidate is exact.
struct CardSimilarity: Sendable {
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
        var exactUpTo: Int
        var blocks: WordBlocks.Settings
        var far: Int
        var farWeight: Double
        var conceptLeast: Double
        var roomBonus: Double
        var roomFactor: Double
        var otherRoomFactor: Double
        var roomLeast: Double
    }

    private let settings: Settings
    /// Positions of contributions that take part, ascending.
    let cards: [Int]
    private let words: CardWords
    private let concepts: CardConcepts
    private let overlap: WorkshopOverlap
    private let workshops: [Int]
    /// -1 without a heading.
    private let rooms: [Int]

    /// - Parameter cards: positions of the contributions that take part, ascending.
    init(
        _ cards: [Int],
        _ corpus: TaggedCorpus,
        knowledge: Knowledge,
        settings: Settings,
        ignoreRoom: Bool,
        jobs: Int
    ) async throws {
        self.settings = settings
        self.cards = cards
        words = CardWords(cards, corpus.screened.segmented, knowledge, settings)
        concepts = try await CardConcepts(cards, corpus, kernel: knowledge.kernel, settings: settings, jobs: jobs)
        var workshopNumbers: [String: Int] = [:]
        var roomNumbers: [String: Int] = [:]
        workshops = cards.map { card in
            let name = corpus.contributions[card].workshop ?? ""
            return workshopNumbers[name]
                ?? {
                    workshopNumbers[name] = workshopNumbers.count
                    return workshopNumbers[name]!
                }()
        }
        rooms = cards.map { card in
            guard !ignoreRoom, let room = corpus.contributions[card].roomCluster else { return -1 }
            let name = (corpus.contributions[card].workshop ?? "") + "\u{1}" + room
            return roomNumbers[name]
                ?? {
                    roomNumbers[name] = roomNumbers.count
                    return roomNumbers[name]!
                }()
        }
        overlap = WorkshopOverlap(concepts, workshops: workshops, settings: settings)
    }

    /// The nearest neighbours of every card, symmetric; rows are positions in `cards`.
    func graph(jobs: Int) async throws -> SparseRows {
        let isExact = cards.count <= settings.exactUpTo
        let (near, trust) = try await wordNeighbours(isExact: isExact, jobs: jobs)
        let kept =
            isExact
            ? try await exactNeighbours(near, trust, jobs: jobs) : try await largeNeighbours(near, trust, jobs: jobs)
        return kept.symmetric()
    }

    /// The parts of the similarity of two cards, by rows.
    struct Parts {
        var words: [(stem: String, value: Double)]
        /// pᵢᵀ K pⱼ before any damping.
        var product: Double
        var concepts: Double
        var total: Double
        var sameRoom: Bool?
    }

    /// What two cards have in common, part by part; as `graph` counts it.
    func parts(_ a: Int, _ b: Int, jobs: Int) async throws -> Parts {
        let (_, trust) = try await wordNeighbours(isExact: cards.count <= settings.exactUpTo, jobs: jobs)
        var shared: [(stem: String, value: Double)] = []
        for i in words.vectors[a] {
            for j in words.vectors[b] where words.vectors.ids[i] == words.vectors.ids[j] {
                shared.append(
                    (words.names[Int(words.vectors.ids[i])], Double(words.vectors.values[i] * words.vectors.values[j]))
                )
            }
        }
        shared.sort { ($1.value, $0.stem) < ($0.value, $1.stem) }
        var spread = CardConcepts.Spread(concepts.kernel)
        spread.fill(concepts.shares, a)
        let product = spread.product(concepts.shares, b)
        let byConcepts = conceptPart(product, a, b, trust, overlap.between(workshops[a], workshops[b]))
        let byWords = Float(shared.reduce(0) { $0 + $1.value })
        let comparable = rooms[a] >= 0 && rooms[b] >= 0 && workshops[a] == workshops[b]
        return Parts(
            words: shared,
            product: Double(product),
            concepts: Double(byConcepts),
            total: Double(combined(a, b, byWords, byConcepts)),
            sameRoom: comparable ? rooms[a] == rooms[b] : nil
        )
    }

    /// By words, ascending; and how far words leave a card's neighbourhood unexplained (0…1).
    private func wordNeighbours(isExact: Bool, jobs: Int) async throws -> (SparseRows, [Float]) {
        let blocks = isExact ? nil : WordBlocks(words, settings: settings.blocks)
        let slices = try await inSlices(cards.count, jobs: jobs) { range in
            var finder = NeighbourFinder(
                count: cards.count,
                most: isExact ? settings.candidates : settings.blocks.verified
            )
            var largest = Largest(settings.blocks.verified)
            var rows = SparseRows()
            var trust: [Float] = []
            for row in range {
                var best: [(id: Int32, value: Float)]
                if let blocks {
                    best = blocks.neighbours(of: row, &finder, &largest)
                } else {
                    for position in words.vectors[row] {
                        finder.add(
                            words.postings,
                            Int(words.vectors.ids[position]),
                            weight: words.vectors.values[position]
                        )
                    }
                    best = finder.best(excluding: row, above: 0)
                }
                let rank = best.count >= settings.richnessRank ? Double(best[settings.richnessRank - 1].value) : 0
                trust.append(rank > 0 ? Float(min(1, pow(settings.richness / rank, settings.richnessPower / 2))) : 1)
                if !isExact { best = spaced(best) }
                best.sort { $0.id < $1.id }
                for (other, similarity) in best { rows.append(other, similarity) }
                rows.endRow()
            }
            return (rows, trust)
        }
        return (SparseRows(joining: slices.map(\.0)), slices.flatMap(\.1))
    }

    /// The nearest and, evenly spaced, some of the farther ones: in a large idea the nearest are much the same cards, and
    /// only links beyond them hold its parts together.
    private func spaced(_ best: [(id: Int32, value: Float)]) -> [(id: Int32, value: Float)] {
        let rest = best.count - settings.neighbours
        guard rest > settings.far else { return best }
        return Array(best.prefix(settings.neighbours))
            + (0..<settings.far).map { best[settings.neighbours + ($0 + 1) * rest / settings.far - 1] }
    }

    /// What concepts add to the similarity of two cards, from their pᵢᵀ K pⱼ.
    private func conceptPart(_ product: Float, _ a: Int, _ b: Int, _ trust: [Float], _ overlap: Float) -> Float {
        guard product > 1e-3 else { return 0 }
        return powf(product * concepts.scale[a] * concepts.scale[b], Float(settings.conceptPower)) * trust[a] * trust[b]
            * Float(settings.conceptFactor) * overlap
    }

    /// Words and concepts together, as the headings of the room move them.
    private func combined(_ a: Int, _ b: Int, _ words: Float, _ concepts: Float) -> Float {
        let similarity = words + concepts
        guard rooms[a] >= 0, rooms[b] >= 0, workshops[a] == workshops[b] else { return similarity }
        if rooms[a] != rooms[b] { return similarity * Float(settings.otherRoomFactor) }
        return concepts > Float(settings.roomLeast)
            ? similarity * Float(settings.roomFactor) + Float(settings.roomBonus) : similarity
    }

    private func exactNeighbours(_ near: SparseRows, _ trust: [Float], jobs: Int) async throws -> SparseRows {
        let byWords = near.symmetric()
        let postings = concepts.shares.transposed(columns: concepts.kernel.count)
        let slices = try await inSlices(cards.count, jobs: jobs) { range in
            var finder = NeighbourFinder(count: cards.count, most: settings.candidates)
            var spread = CardConcepts.Spread(concepts.kernel)
            var overlaps: [Int: [Float]] = [:]
            var rows = SparseRows()
            for row in range {
                spread.fill(concepts.shares, row)
                for concept in spread.touched { finder.add(postings, Int(concept), weight: spread.sums[Int(concept)]) }
                let workshop = workshops[row]
                if overlaps[workshop] == nil { overlaps[workshop] = overlap.row(workshop) }
                let overlap = overlaps[workshop]!
                finder.map { other, sum in conceptPart(sum, row, other, trust, overlap[workshops[other]]) }
                for (other, similarity) in finder.best(excluding: row, above: 1e-4).sorted(by: { $0.id < $1.id }) {
                    rows.append(other, similarity)
                }
                rows.endRow()
            }
            return rows
        }
        let byConcepts = SparseRows(joining: slices).symmetric()
        var largest = Largest(settings.neighbours)
        var kept = SparseRows()
        for row in 0..<cards.count {
            var i = byWords[row].lowerBound
            var j = byConcepts[row].lowerBound
            while i < byWords[row].upperBound || j < byConcepts[row].upperBound {
                let a = i < byWords[row].upperBound ? byWords.ids[i] : Int32.max
                let b = j < byConcepts[row].upperBound ? byConcepts.ids[j] : Int32.max
                largest.insert(
                    min(a, b),
                    combined(row, Int(min(a, b)), a <= b ? byWords.values[i] : 0, b <= a ? byConcepts.values[j] : 0)
                )
                if a <= b { i += 1 }
                if b <= a { j += 1 }
            }
            for (other, similarity) in largest.take().sorted(by: { $0.id < $1.id }) { kept.append(other, similarity) }
            kept.endRow()
        }
        return kept
    }

    private func largeNeighbours(_ near: SparseRows, _ trust: [Float], jobs: Int) async throws -> SparseRows {
        let byShare = concepts.shares.transposed(columns: concepts.kernel.count)
        // What concepts can add at most is the product of two cards' reaches: where that is nothing, nothing is looked up.
        let reach = cards.indices.map { row in
            (powf(1.2, Float(settings.conceptPower)) * Float(settings.conceptFactor)).squareRoot()
                * powf(concepts.scale[row], Float(settings.conceptPower)) * trust[row]
        }
        let farthest = reach.max() ?? 0
        let least = Float(settings.conceptLeast)
        let roomLeast = Float(settings.roomLeast)
        let slices = try await inSlices(cards.count, jobs: jobs) { range in
            var spread = CardConcepts.Spread(concepts.kernel)
            var rows = SparseRows()
            var found: [(id: Int32, value: Float)] = []
            for row in range {
                found.removeAll(keepingCapacity: true)
                let usesConcepts = reach[row] * farthest >= roomLeast
                if usesConcepts { spread.fill(concepts.shares, row) }
                func part(_ other: Int, atLeast least: Float) -> Float {
                    guard usesConcepts, reach[row] * reach[other] >= least else { return 0 }
                    let product = spread.product(concepts.shares, other)
                    guard product > 1e-3 else { return 0 }
                    return conceptPart(product, row, other, trust, overlap.between(workshops[row], workshops[other]))
                }
                for position in near[row] {
                    let other = Int(near.ids[position])
                    found.append(
                        (Int32(other), combined(row, other, near.values[position], part(other, atLeast: roomLeast)))
                    )
                }
                if reach[row] * farthest >= least {
                    var seen = Set(near.ids[near[row]])
                    seen.insert(Int32(row))
                    let leading = concepts.shares[row].sorted {
                        (concepts.shares.values[$1], $0) < (concepts.shares.values[$0], $1)
                    }.prefix(2)
                    for position in leading {
                        let block = byShare[Int(concepts.shares.ids[position])]
                        let places = byShare.ids.withUnsafeBufferPointer {
                            WordBlocks.around(Int32(row), $0, block, most: settings.blocks.block)
                        }
                        for other in byShare.ids[places]
                        where reach[row] * reach[Int(other)] >= least && seen.insert(other).inserted {
                            let part = part(Int(other), atLeast: least)
                            guard part >= least else { continue }
                            found.append((other, combined(row, Int(other), words.vectors.dot(row, Int(other)), part)))
                        }
                    }
                }
                found.sort { ($1.value, $0.id) < ($0.value, $1.id) }
                let kept = spaced(found).enumerated().map { rank, entry in
                    (
                        id: entry.id,
                        value: rank < settings.neighbours ? entry.value : entry.value * Float(settings.farWeight)
                    )
                }
                for entry in kept.sorted(by: { $0.id < $1.id }) { rows.append(entry.id, entry.value) }
                rows.endRow()
            }
            return rows
        }
        return SparseRows(joining: slices)
    }
}

extension CardSimilarity.Settings {
    init(_ parameters: Parameters) {
        self.init(
            mostConcepts: parameters.count("group_concepts_most"),
            profilePower: parameters["group_profile_power"],
            conceptPower: parameters["group_concept_power"],
            conceptFactor: parameters["group_concept_factor"],
            density: parameters["group_density"],
            richness: parameters["group_richness"],
            richnessPower: parameters["group_richness_power"],
            richnessRank: parameters.count("group_richness_rank"),
            informativenessPower: parameters["group_informativeness_power"],
            lengthPower: parameters["group_length_power"],
            typicalLength: parameters["group_typical_length"],
            workshopPower: parameters["group_workshop_power"],
            workshopLeast: parameters["group_workshop_least"],
            candidates: parameters.count("group_candidates"),
            neighbours: parameters.count("group_neighbours"),
            exactUpTo: parameters.count("group_exact_up_to"),
            blocks: .init(
                frequent: parameters.count("group_frequent"),
                pairWords: parameters.count("group_pair_words"),
                block: parameters.count("group_block"),
                verified: parameters.count("group_verified")
            ),
            far: parameters.count("group_far"),
            farWeight: parameters["group_far_weight"],
            conceptLeast: parameters["group_concept_least"],
            roomBonus: parameters["room_bonus"],
            roomFactor: parameters["room_factor"],
            otherRoomFactor: parameters["room_other_factor"],
            roomLeast: parameters["room_least"]
        )
    }
}
