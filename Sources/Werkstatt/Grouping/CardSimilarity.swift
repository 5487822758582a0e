#if canImport(Glibc)
    import Glibc
#endif

/// How alike contributions are: concepts first, words second.
///
/// Concepts: pᵢᵀ K pⱼ over the cards' concept shares, where K also joins related concepts. Words: the product of
/// informativeness-weighted stems and compound parts, scaled by a power of the cards' lengths. Workshop jargon and
/// polarity words carry no weight. Finds for every card its nearest neighbours through inverted indexes.
struct CardSimilarity {
    struct Settings {
        var conceptFactor: Double
        var wordFactor: Double
        var related: Double
        var lengthPower: Double
        var typicalLength: Double
        var neighbours: Int
        var room: Double
        var mostConcepts: Int
    }

    /// One card as two sparse vectors.
    private struct Row {
        var concepts: [(id: Int32, value: Float)]
        var spread: [(id: Int32, value: Float)]
        var words: [(id: Int32, value: Float)]
    }

    private let rows: [Row]
    private let settings: Settings
    private let rooms: [Int32]
    /// Positions of contributions that take part, ascending.
    let cards: [Int]

    init(_ corpus: TaggedCorpus, knowledge: Knowledge, settings: Settings, ignoreRoom: Bool) {
        let segmented = corpus.screened.segmented
        let cards = corpus.contributions.indices.filter { corpus.screened.screenings[$0].status == .kept }
        self.cards = cards
        self.settings = settings

        // Document frequency of stems and parts.
        var frequency: [String: Int] = [:]
        var features: [[(text: String, count: Int, whole: Bool)]] = []
        features.reserveCapacity(cards.count)
        let lexis = segmented.lexis
        for card in cards {
            var counts: [String: (count: Int, whole: Bool)] = [:]
            for word in segmented.words[card] where !word.repeats {
                let form = lexis[word.form]
                guard form.kind == .word || form.kind == .number, !knowledge.stopWords.contains(form.key) else { continue }
                counts[form.stem, default: (0, true)].count += 1
                for part in form.partStems where part != form.stem { counts[part, default: (0, false)].count += 1 }
            }
            let list = counts.sorted { $0.key < $1.key }.map { (text: $0.key, count: $0.value.count, whole: $0.value.whole) }
            for feature in list { frequency[feature.text, default: 0] += 1 }
            features.append(list)
        }
        let total = Double(cards.count), scale = log(total + 1)
        let numbered = frequency.filter { $0.value > 1 }.keys.sorted()
        let numbers = Dictionary(uniqueKeysWithValues: numbered.enumerated().map { ($1, Int32($0)) })

        var rows: [Row] = []
        rows.reserveCapacity(cards.count)
        var roomNumbers: [String: Int32] = [:]
        var rooms: [Int32] = []
        for (position, card) in cards.enumerated() {
            var words: [(id: Int32, value: Float)] = []
            var squares = 0.0
            for feature in features[position] {
                let weight = log((total + 1) / (Double(frequency[feature.text]!) + 0.5)) / scale
                guard weight > 0 else { continue }
                let value = (1 + log(Double(feature.count))) * weight * (feature.whole ? 1 : 0.8)
                squares += value * value
                if let number = numbers[feature.text] { words.append((number, Float(value))) }
            }
            let length = max(squares.squareRoot(), 1e-6)
            let divisor = Float(pow(length, settings.lengthPower) * pow(settings.typicalLength, 1 - settings.lengthPower))
            words = words.map { ($0.id, $0.value / divisor) }
            let shares = corpus.taggings[card].concepts.prefix(settings.mostConcepts)
            let concepts = shares.map { (id: Int32($0.concept), value: Float($0.share)) }.sorted { $0.id < $1.id }
            var spread: [Int32: Float] = [:]
            for (id, value) in concepts {
                spread[id, default: 0] += value
                let summary = knowledge.concepts[Int(id)]
                for other in summary.related + [summary.broader].compactMap({ $0 }) { spread[Int32(other), default: 0] += value * Float(settings.related) }
            }
            rows.append(Row(concepts: concepts, spread: spread.map { ($0.key, $0.value) }.sorted { $0.id < $1.id }, words: words))
            if !ignoreRoom, let room = corpus.contributions[card].roomCluster {
                let key = (corpus.contributions[card].workshop ?? "") + "\u{1}" + Fold.key(room)
                rooms.append(roomNumbers[key] ?? Int32(roomNumbers.count))
                if roomNumbers[key] == nil { roomNumbers[key] = Int32(roomNumbers.count) }
            } else {
                rooms.append(-1)
            }
        }
        self.rows = rows
        self.rooms = rooms
    }

    /// The nearest neighbours of every card, as edges between positions in `cards`. Exact: every pair that shares a
    /// concept or a word is looked at. Cost: the sum over concepts and words of their squared frequency.
    func edges() -> [Edge] {
        var byConcept: [[(row: Int32, value: Float)]] = []
        var byWord: [[(row: Int32, value: Float)]] = []
        for (row, entry) in rows.enumerated() {
            for (id, value) in entry.spread {
                while byConcept.count <= Int(id) { byConcept.append([]) }
                byConcept[Int(id)].append((Int32(row), value))
            }
            for (id, value) in entry.words {
                while byWord.count <= Int(id) { byWord.append([]) }
                byWord[Int(id)].append((Int32(row), value))
            }
        }
        var byRoom: [[Int32]] = []
        for (row, room) in rooms.enumerated() where room >= 0 {
            while byRoom.count <= Int(room) { byRoom.append([]) }
            byRoom[Int(room)].append(Int32(row))
        }
        var sums = [Float](repeating: 0, count: rows.count)
        var touched: [Int32] = []
        var kept: [UInt64: Float] = [:]
        let conceptFactor = Float(settings.conceptFactor), wordFactor = Float(settings.wordFactor)
        for row in rows.indices {
            func add(_ other: Int32, _ value: Float) {
                if sums[Int(other)] == 0 { touched.append(other) }
                sums[Int(other)] += value
            }
            for (id, value) in rows[row].concepts where Int(id) < byConcept.count {
                for (other, share) in byConcept[Int(id)] { add(other, value * share * conceptFactor) }
            }
            for (id, value) in rows[row].words { for (other, share) in byWord[Int(id)] { add(other, value * share * wordFactor) } }
            if rooms[row] >= 0 { for other in byRoom[Int(rooms[row])] { add(other, Float(settings.room)) } }
            sums[row] = 0
            var best = touched.filter { Int($0) != row && sums[Int($0)] > 0.01 }
            if best.count > settings.neighbours {
                best.sort { (sums[Int($1)], $0) < (sums[Int($0)], $1) }
                best.removeLast(best.count - settings.neighbours)
            }
            for other in best {
                let low = UInt64(min(row, Int(other))), high = UInt64(max(row, Int(other)))
                let key = low << 32 | high
                kept[key] = max(kept[key] ?? 0, sums[Int(other)])
            }
            for other in touched { sums[Int(other)] = 0 }
            touched.removeAll(keepingCapacity: true)
        }
        return kept.sorted { $0.key < $1.key }.map { Edge(a: Int32($0.key >> 32), b: Int32($0.key & 0xFFFF_FFFF), similarity: $0.value) }
    }
}

extension CardSimilarity.Settings {
    init(_ parameters: Parameters) {
        self.init(
            conceptFactor: parameters["group_concepts"], wordFactor: parameters["group_words"], related: parameters["group_related"],
            lengthPower: parameters["group_length_power"], typicalLength: parameters["group_typical_length"], neighbours: parameters.count("neighbours_most"),
            room: parameters["room_bonus"], mostConcepts: parameters.count("group_concepts_most"))
    }
}
