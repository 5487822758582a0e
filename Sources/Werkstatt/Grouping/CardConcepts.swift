#if canImport(Glibc)
    import Glibc
#endif

/// The concepts of cards and how near two cards are by them: pᵢᵀ K pⱼ over their shares, less where a card's concepts are
/// common in the corpus (density).
struct CardConcepts: Sendable {
    /// Per concept those near it.
    let kernel: SparseRows
    /// Per card its concepts with their shares, ascending.
    let shares: SparseRows
    /// Per card a factor of at most 1 for the density around it.
    let scale: [Float]

    /// - Parameter cards: positions of contributions.
    init(_ cards: [Int], _ corpus: TaggedCorpus, kernel: ConceptKernel, settings: CardSimilarity.Settings, jobs: Int)
        async throws
    {
        let kernel = SparseRows(kernel.rows.map { row in row.map { (id: $0.concept, value: $0.value) } })
        self.kernel = kernel
        var rows = SparseRows()
        var mass = [Double](repeating: 0, count: kernel.count)
        for card in cards {
            let powers = corpus.taggings[card].concepts.map {
                (id: Int32($0.concept), value: pow($0.share, settings.profilePower))
            }
            let total = max(1e-9, powers.reduce(0) { $0 + $1.value })
            for (id, value) in powers.prefix(settings.mostConcepts).sorted(by: { $0.id < $1.id }) {
                rows.append(id, Float(value / total))
                mass[Int(id)] += Double(Float(value / total))
            }
            rows.endRow()
        }
        let shares = rows
        let masses = mass
        self.shares = shares
        scale = try await inSlices(cards.count, jobs: jobs) { range in
            var spread = Spread(kernel)
            return range.map { row in
                spread.fill(shares, row)
                var density = 0.0
                for concept in spread.touched { density += Double(spread.sums[Int(concept)]) * masses[Int(concept)] }
                for position in shares[row] {
                    density -= Double(spread.sums[Int(shares.ids[position])]) * Double(shares.values[position])
                }
                return Float(min(1, settings.density / max(density, 1e-9)).squareRoot())
            }
        }.flatMap { $0 }
    }

    /// The shares of one card spread over the kernel.
    struct Spread {
        private let kernel: SparseRows
        fileprivate(set) var sums: [Float]
        fileprivate(set) var touched: [Int32] = []

        init(_ kernel: SparseRows) {
            self.kernel = kernel
            sums = [Float](repeating: 0, count: kernel.count)
        }

        mutating func fill(_ shares: SparseRows, _ row: Int) {
            for concept in touched { sums[Int(concept)] = 0 }
            touched.removeAll(keepingCapacity: true)
            for position in shares[row] {
                let value = shares.values[position]
                for near in kernel[Int(shares.ids[position])] {
                    let other = kernel.ids[near]
                    if sums[Int(other)] == 0 { touched.append(other) }
                    sums[Int(other)] += value * kernel.values[near]
                }
            }
        }

        /// pᵢᵀ K pⱼ with the card it was filled with.
        func product(_ shares: SparseRows, _ row: Int) -> Float {
            var sum: Float = 0
            for position in shares[row] { sum += sums[Int(shares.ids[position])] * shares.values[position] }
            return sum
        }
    }
}

/// How much the topics of two workshops overlap: cosine of their concept shares under the kernel, 1 for the same.
struct WorkshopOverlap: Sendable {
    private let masses: [[Double]]
    private let spreads: [[Double]]
    private let own: [Double]
    private let power: Double
    private let least: Double
    /// All pairs, as long as there are few workshops; else each is worked out when asked for.
    private var table: [Float] = []

    init(_ concepts: CardConcepts, workshops: [Int], settings: CardSimilarity.Settings) {
        let count = (workshops.max() ?? 0) + 1
        let width = concepts.kernel.count
        var masses = [[Double]](repeating: [Double](repeating: 0, count: width), count: count)
        for row in workshops.indices {
            for position in concepts.shares[row] {
                masses[workshops[row]][Int(concepts.shares.ids[position])] += Double(concepts.shares.values[position])
            }
        }
        spreads = masses.map { mass in
            var spread = [Double](repeating: 0, count: width)
            for concept in 0..<width where mass[concept] > 0 {
                for near in concepts.kernel[concept] {
                    spread[Int(concepts.kernel.ids[near])] += mass[concept] * Double(concepts.kernel.values[near])
                }
            }
            return spread
        }
        own = zip(masses, spreads).map { max(zip($0, $1).reduce(0) { $0 + $1.0 * $1.1 }, 1e-12) }
        self.masses = masses
        power = settings.workshopPower
        least = settings.workshopLeast
        if count <= Self.tableMost {
            var table = [Float](repeating: 1, count: count * count)
            for a in 0..<count {
                for b in (a + 1)..<max(count, a + 1) {
                    table[a * count + b] = computed(a, b)
                    table[b * count + a] = table[a * count + b]
                }
            }
            self.table = table
        }
    }

    private static var tableMost: Int { 400 }

    func between(_ a: Int, _ b: Int) -> Float {
        table.isEmpty ? computed(a, b) : table[a * masses.count + b]
    }

    private func computed(_ a: Int, _ b: Int) -> Float {
        guard a != b else { return 1 }
        let (a, b) = (min(a, b), max(a, b))
        var product = 0.0
        for concept in masses[a].indices { product += masses[a][concept] * spreads[b][concept] }
        return Float(min(1, max(least, pow(max(0, product) / (own[a] * own[b]).squareRoot(), power))))
    }

    /// One row of the table. Cost: workshops times concepts.
    func row(_ a: Int) -> [Float] { masses.indices.map { between(a, $0) } }
}
