#if canImport(Glibc)
    import Glibc
#endif

extension FeatureIndex {
    /// All features of texts that occur often enough, with how informative they are.
    static func counting(_ texts: [TrainingText], lexis: Lexis, stopWords: Set<String>, features: FeatureSettings) -> FeatureIndex {
        let forms = lexis.forms.map { FormFeatures($0, stopWords: stopWords, gramLengths: features.gramLengths) }
        var frequency: [FeatureHash: (kind: UInt8, documents: Int)] = [:]
        for text in texts {
            var seen: [FeatureHash: FeatureKind] = [:]
            var previous: FeatureHash?
            for word in text.words {
                let form = forms[Int(word.form)]
                let kind = lexis[word.form].kind
                guard kind == .word || kind == .number else { continue }
                if !word.repeats {
                    if let hash = form.word { seen[hash] = .word }
                    for hash in form.parts { seen[hash] = .part }
                    for hash in form.grams { seen[hash] = .gram }
                }
                if let previous { seen[FeatureHashing.pair(previous, form.half)] = .pair }
                previous = form.half
            }
            for (hash, kind) in seen { frequency[hash, default: (kind.rawValue, 0)].documents += 1 }
        }
        let kept = frequency.filter { $0.value.documents >= features.minimumDocuments[Int($0.value.kind)] }.sorted { $0.key < $1.key }
        let documents = Double(texts.count)
        return FeatureIndex(
            hashes: kept.map(\.key), kinds: kept.map(\.value.kind),
            weights: kept.map { Float(pow(log((1 + documents) / Double(1 + $0.value.documents)) + 1, features.informativenessPower)) },
            stress: [Float](repeating: 1, count: kept.count))
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

    init(_ texts: [TrainingText], index: FeatureIndex, lexis: Lexis, stopWords: Set<String>, features: FeatureSettings) {
        let vectoriser = Vectoriser(index: index, settings: features, stopWords: stopWords)
        var sums: [UInt64: Double] = [:]
        for text in texts {
            for entry in vectoriser.vector(of: text.words, lexis).entries {
                sums[UInt64(entry.feature) << 16 | UInt64(text.concept), default: 0] += Double(entry.value) * text.weight
            }
        }
        cells = sums.sorted { $0.key < $1.key }.map { Cell(feature: Int($0.key >> 16), concept: Int($0.key & 0xFFFF), value: $0.value) }
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
        for (concept, others) in related.enumerated() { for other in others { lenders[other].append((concept, share / Double(others.count))) } }
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
    func odds(features: Int, views: [[Double]], labels: Int, stress: [Double], settings: ModelSettings) -> (start: [UInt32], columns: [UInt8], weights: [Float]) {
        var positive = [Double](repeating: 0, count: features * labels)
        var total = [Double](repeating: 0, count: features)
        for cell in cells {
            total[cell.feature] += cell.value
            for label in 0..<labels { positive[cell.feature * labels + label] += cell.value * views[cell.concept][label] }
        }
        let alpha = settings.labelAlpha
        var inside = [Double](repeating: 0, count: labels), outside = inside
        for feature in 0..<features {
            for label in 0..<labels {
                inside[label] += positive[feature * labels + label] + alpha
                outside[label] += max(0, total[feature] - positive[feature * labels + label]) + alpha
            }
        }
        let meanStress = max(1e-9, stress.reduce(0, +) / Double(max(1, features)))
        var start = [UInt32](repeating: 0, count: features + 1)
        var columns: [UInt8] = [], weights: [Float] = []
        for feature in 0..<features {
            for label in 0..<labels {
                let own = positive[feature * labels + label]
                let odds = log((own + alpha) / inside[label]) - log((max(0, total[feature] - own) + alpha) / outside[label])
                guard abs(odds) * stress[feature] / meanStress >= settings.smallestLabelWeight else { continue }
                columns.append(UInt8(label))
                weights.append(Float(odds))
            }
            start[feature + 1] = UInt32(columns.count)
        }
        return (start, columns, weights)
    }
}
