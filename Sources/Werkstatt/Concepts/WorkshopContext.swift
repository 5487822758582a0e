#if canImport(Glibc)
    import Glibc
#endif

/// The scores of a workshop's cards as their context changes them, step by step; every step is kept by name.
struct WorkshopContext {
    private(set) var scores: [[Double]]
    private(set) var parts: [[ContextPart]]
    private let cards: [Int]
    private let tagged: TaggedCorpus
    private let knowledge: Knowledge
    private let parameters: Parameters
    private let fields: Range<Int>
    private let own: [[Double]]
    private let threadMates: [Int: [Int]]

    init(_ cards: [Int], tagged: TaggedCorpus, knowledge: Knowledge, pack: Pack, threadMates: [Int: [Int]]) {
        self.cards = cards
        self.tagged = tagged
        self.knowledge = knowledge
        parameters = pack.parameters
        fields = 0..<pack.fields.count
        own = cards.map { tagged.taggings[$0].scores }
        scores = own
        parts = cards.map { _ in [] }
        self.threadMates = threadMates
    }

    private mutating func change(_ row: Int, _ name: String, to new: [Double]) {
        parts[row].append(ContextPart(name: name, change: zip(new, scores[row]).map { $0 - $1 }))
        scores[row] = new
    }

    /// The nearest cards by concepts draw a card's scores towards theirs.
    mutating func addNeighbours() {
        let share = parameters["context_neighbours_share"]
        let ballast = parameters["context_neighbours_ballast"]
        for (row, near) in neighbours().enumerated() where !near.isEmpty {
            let total = near.reduce(0) { $0 + $1.similarity }
            let new = scores[row].indices.map { label in
                let sum = near.reduce(0.0) { $0 + $1.similarity * own[$1.row][label] }
                return own[row][label] + share * (sum - total * own[row][label]) / (total + ballast)
            }
            change(row, "ähnliche Beiträge der Werkstatt", to: new)
        }
    }

    /// Per card the nearest others by the cosine of the square roots of their concept shares (Bhattacharyya).
    private func neighbours() -> [[(row: Int, similarity: Double)]] {
        let most = parameters.count("context_neighbours")
        let vectors = cards.map { card in
            tagged.taggings[card].concepts.map { (id: Int32($0.concept), value: Float($0.share.squareRoot())) }.sorted {
                $0.id < $1.id
            }
        }
        guard cards.count <= parameters.count("context_exact_up_to") else {
            let rowOf = Dictionary(uniqueKeysWithValues: cards.enumerated().map { ($1, $0) })
            return cards.indices.map { row in
                (threadMates[cards[row]] ?? []).compactMap { rowOf[$0] }.filter { $0 != row }.prefix(most).map {
                    ($0, dot(vectors[row], vectors[$0]))
                }
            }
        }
        let postings = SparseRows(vectors).transposed(columns: knowledge.concepts.count)
        var finder = NeighbourFinder(count: cards.count, most: most)
        return vectors.indices.map { row in
            for (id, value) in vectors[row] { finder.add(postings, Int(id), weight: value) }
            return finder.best(excluding: row, above: 0).map { (Int($0.id), Double($0.value)) }
        }
    }

    private func dot(_ a: [(id: Int32, value: Float)], _ b: [(id: Int32, value: Float)]) -> Double {
        var i = 0
        var j = 0
        var sum = 0.0
        while i < a.count, j < b.count {
            if a[i].id == b[j].id { sum += Double(a[i].value * b[j].value) }
            if a[i].id <= b[j].id { i += 1 } else { j += 1 }
        }
        return sum
    }

    /// What the workshop talks about throughout is a little more likely in every card of it.
    mutating func addWorkshop() {
        let share = parameters["context_workshop"]
        guard share > 0, !cards.isEmpty else { return }
        let labels = knowledge.model.labels.count
        let concepts = Double(max(1, knowledge.concepts.count))
        let base = (0..<labels).map { label in
            knowledge.concepts.indices.reduce(0.0) { $0 + Double(knowledge.model.views[$1 * labels + label]) }
                / concepts
        }
        let mean = (0..<labels).map { label in own.reduce(0.0) { $0 + $1[label] } / Double(cards.count) }
        for row in cards.indices {
            let new = (0..<labels).map { label in
                let score = min(0.999, max(0.001, scores[row][label]))
                let odds = log(score / (1 - score)) + share * (log(mean[label] + 0.02) - log(base[label] + 0.02))
                return 1 / (1 + exp(-odds))
            }
            change(row, "Schwerpunkt der Werkstatt", to: new)
        }
    }

    /// The title of the workshop, read in its parts ("Fachforum Gesundheit und Sport" speaks of two fields).
    mutating func addTitle(_ title: String, _ reader: TextReader) {
        let share = parameters["context_title"]
        let pieces = title.replacing(" und ", with: ",").split(separator: ",").map { piece in
            piece.split(separator: " ").filter { word in !word.contains(where: \.isNumber) && word != "Fachforum" }
                .joined(separator: " ")
        }.filter { !$0.isEmpty }
        guard share > 0, !pieces.isEmpty else { return }
        let readings = pieces.map(reader.scores)
        for row in cards.indices {
            var new = scores[row]
            for label in fields { new[label] = min(1, new[label] + share * readings.reduce(0) { max($0, $1[label]) }) }
            change(row, "Titel „\(title)“", to: new)
        }
    }

    /// The heading given in the room and the other cards under it.
    mutating func addRooms(_ reader: TextReader) {
        let headingShare = parameters["context_room_heading"]
        let cardShare = parameters["context_room_cards"]
        let byHeading = Dictionary(
            grouping: cards.indices.filter { tagged.contributions[cards[$0]].roomCluster != nil }
        ) { tagged.contributions[cards[$0]].roomCluster! }
        for (heading, rows) in byHeading.sorted(by: { $0.key < $1.key }) {
            let reading = reader.scores(of: heading)
            let sums = scores[0].indices.map { label in rows.reduce(0.0) { $0 + own[$1][label] } }
            for row in rows {
                let new = scores[row].indices.map { label in
                    let mates =
                        rows.count > 1 ? (sums[label] - own[row][label]) / Double(rows.count - 1) : own[row][label]
                    return (scores[row][label] + headingShare * reading[label] + cardShare * mates)
                        / (1 + headingShare + cardShare)
                }
                change(row, "Überschrift „\(heading)“ und Beiträge darunter", to: new)
            }
        }
    }
}
