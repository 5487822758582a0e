#if canImport(Glibc)
    import Glibc
#endif

/// Numbers hashes in the order in which they are first met. Open addressing: counting asks it some ten million times.
struct HashNumbering {
    private(set) var hashes: [FeatureHash] = []
    private var slots = [Int32](repeating: -1, count: 1 << 16)

    mutating func number(_ hash: FeatureHash) -> Int {
        if hashes.count * 2 >= slots.count { grow() }
        let slot = slot(of: hash)
        if slots[slot] >= 0 { return Int(slots[slot]) }
        slots[slot] = Int32(hashes.count)
        hashes.append(hash)
        return hashes.count - 1
    }

    private func slot(of hash: FeatureHash) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 31)) & mask
        while slots[slot] >= 0, hashes[Int(slots[slot])] != hash { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() { slots[slot(of: hash)] = Int32(number) }
    }
}

extension FeatureIndex {
    /// All features of texts that occur often enough, with how informative they are.
    static func counting(
        _ texts: [TrainingText],
        lexis: Lexis,
        stopWords: Set<String>,
        features: FeatureSettings
    ) -> FeatureIndex {
        var numbering = HashNumbering()
        var kinds: [UInt8] = []
        var documents: [Int32] = []
        var lastSeen: [Int32] = []
        func see(_ hash: FeatureHash, _ kind: FeatureKind, _ text: Int32) {
            let number = numbering.number(hash)
            if number == kinds.count {
                kinds.append(kind.rawValue)
                documents.append(0)
                lastSeen.append(-1)
            }
            guard lastSeen[number] != text else { return }
            lastSeen[number] = text
            documents[number] += 1
        }
        let forms = lexis.forms.map { FormFeatures($0, stopWords: stopWords, settings: features) }
        let isWord = lexis.forms.map { $0.kind == .word || $0.kind == .number }
        for (position, text) in texts.enumerated() {
            let text = (number: Int32(position), words: text.words)
            var previous: FeatureHash?
            for word in text.words where isWord[Int(word.form)] {
                let form = forms[Int(word.form)]
                if !word.repeats {
                    if let hash = form.word { see(hash, .word, text.number) }
                    for hash in form.parts { see(hash, .part, text.number) }
                    for hash in form.grams { see(hash, .gram, text.number) }
                }
                if let previous { see(FeatureHashing.pair(previous, form.half), .pair, text.number) }
                previous = form.half
            }
        }
        let kept = kinds.indices.filter { Int(documents[$0]) >= features.minimumDocuments[Int(kinds[$0])] }
            .sorted { numbering.hashes[$0] < numbering.hashes[$1] }
        let total = Double(texts.count)
        return FeatureIndex(
            hashes: kept.map { numbering.hashes[$0] },
            kinds: kept.map { kinds[$0] },
            weights: kept.map {
                Float(pow(log((1 + total) / Double(1 + documents[$0])) + 1, features.informativenessPower))
            },
            stress: [Float](repeating: 1, count: kept.count)
        )
    }
}

/// Counts of features in concepts, sorted by feature, then concept.
struct Cells {
    struct Cell {
        var feature: Int
        var concept: Int
        var value: Double
    }
    private(set) var cells: [Cell]

    init(_ texts: [TrainingText], index: FeatureIndex, lexis: Lexis, stopWords: Set<String>, features: FeatureSettings)
    {
        let vectoriser = Vectoriser(index: index, settings: features, stopWords: stopWords)
        let byConcept = texts.indices.sorted { (texts[$0].concept, $0) < (texts[$1].concept, $1) }
        var sums = [Double](repeating: 0, count: index.hashes.count)
        var touched: [Int] = []
        var found: [Cell] = []
        for (position, number) in byConcept.enumerated() {
            let text = texts[number]
            for entry in vectoriser.vector(of: text.words, lexis).entries {
                if sums[Int(entry.feature)] == 0 { touched.append(Int(entry.feature)) }
                sums[Int(entry.feature)] += Double(entry.value) * text.weight
            }
            let isLast = position + 1 == byConcept.count || texts[byConcept[position + 1]].concept != text.concept
            guard isLast else { continue }
            for feature in touched {
                found.append(Cell(feature: feature, concept: text.concept, value: sums[feature]))
                sums[feature] = 0
            }
            touched.removeAll(keepingCapacity: true)
        }
        // Concepts come in ascending order, so sorting by feature alone (counting sort) is enough.
        var starts = [Int](repeating: 0, count: index.hashes.count + 1)
        for cell in found { starts[cell.feature + 1] += 1 }
        for feature in starts.indices.dropFirst() { starts[feature] += starts[feature - 1] }
        cells = found
        for cell in found {
            cells[starts[cell.feature]] = cell
            starts[cell.feature] += 1
        }
    }

    mutating func multiply(by stress: [Double]) {
        for position in cells.indices { cells[position].value *= stress[cells[position].feature] }
    }

    /// Per feature how far its labels are from the labels of all features (in nats), over the mean, to a power.
    func stress(features: Int, views: [[Double]], labels: Int, settings: ModelSettings) -> [Double] {
        guard settings.stress > 0, features > 0 else { return [Double](repeating: 1, count: features) }
        let shares = views.map { view in
            let sum = max(1e-9, view.reduce(0, +))
            return view.map { $0 / sum }
        }
        var prior = [Double](repeating: 0, count: labels)
        var own = [Double](repeating: settings.stressSmoothing, count: features * labels)
        for cell in cells {
            for label in 0..<labels where shares[cell.concept][label] > 0 {
                let value = cell.value * shares[cell.concept][label]
                prior[label] += value
                own[cell.feature * labels + label] += value
            }
        }
        let total = max(1e-9, prior.reduce(0, +))
        prior = prior.map { max($0 / total, 1e-9) }
        let distances = (0..<features).map { feature in
            let row = own[(feature * labels)..<((feature + 1) * labels)]
            let sum = row.reduce(0, +)
            return zip(row, prior).reduce(0.0) { $0 + $1.0 / sum * log($1.0 / sum / $1.1) }
        }
        let mean = max(1e-9, distances.reduce(0, +) / Double(features))
        return distances.map { pow(max($0, settings.stressFloor) / mean, settings.stress) }
    }

    /// Own counts plus a share of the mean counts of related concepts.
    func borrowing(from related: [[Int]], share: Double) -> [Cell] {
        guard share > 0 else { return cells }
        var lenders = [[(concept: Int, share: Double)]](repeating: [], count: related.count)
        for (concept, others) in related.enumerated() {
            for other in others { lenders[other].append((concept, share / Double(others.count))) }
        }
        var result: [Cell] = []
        result.reserveCapacity(cells.count * 2)
        var start = 0
        var sums = [Double](repeating: 0, count: related.count)
        while start < cells.count {
            var end = start
            var touched: [Int] = []
            while end < cells.count, cells[end].feature == cells[start].feature {
                func add(_ concept: Int, _ value: Double) {
                    if sums[concept] == 0 { touched.append(concept) }
                    sums[concept] += value
                }
                add(cells[end].concept, cells[end].value)
                for (borrower, share) in lenders[cells[end].concept] { add(borrower, cells[end].value * share) }
                end += 1
            }
            for concept in touched.sorted() {
                result.append(Cell(feature: cells[start].feature, concept: concept, value: sums[concept]))
                sums[concept] = 0
            }
            start = end
        }
        return result
    }

    /// Log-odds of every feature for and against every label; small ones are dropped.
    func odds(features: Int, views: [[Double]], labels: Int, stress: [Double], settings: ModelSettings) -> (
        start: [UInt32], columns: [UInt8], weights: [Float]
    ) {
        var positive = [Double](repeating: 0, count: features * labels)
        var total = [Double](repeating: 0, count: features)
        for cell in cells {
            total[cell.feature] += cell.value
            for label in 0..<labels {
                positive[cell.feature * labels + label] += cell.value * views[cell.concept][label]
            }
        }
        let alpha = settings.labelAlpha
        var inside = [Double](repeating: 0, count: labels)
        var outside = inside
        for feature in 0..<features {
            for label in 0..<labels {
                inside[label] += positive[feature * labels + label] + alpha
                outside[label] += max(0, total[feature] - positive[feature * labels + label]) + alpha
            }
        }
        let meanStress = max(1e-9, stress.reduce(0, +) / Double(max(1, features)))
        var start = [UInt32](repeating: 0, count: features + 1)
        var columns: [UInt8] = []
        var weights: [Float] = []
        for feature in 0..<features {
            for label in 0..<labels {
                let own = positive[feature * labels + label]
                let odds =
                    log((own + alpha) / inside[label]) - log((max(0, total[feature] - own) + alpha) / outside[label])
                guard abs(odds) * stress[feature] / meanStress >= settings.smallestLabelWeight else { continue }
                columns.append(UInt8(label))
                weights.append(Float(odds))
            }
            start[feature + 1] = UInt32(columns.count)
        }
        return (start, columns, weights)
    }
}
