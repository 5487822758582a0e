#if canImport(Glibc)
    import Glibc
#endif

/// What the example cards and expressions of the thesaurus teach about words: naive Bayes by counting, once over
/// concepts and once over the labels of the pack (a card counts for a label with its concept's weight). No iteration, no
/// random start: the same thesaurus gives the same numbers.
///
/// Every score is a sum over the features of a card (McCallum & Nigam 1998, multinomial model with tf-idf counts as in
/// Rennie et al. 2003), so every label can be explained word by word.
struct ConceptModel: Sendable {
    let concepts: [String]
    let index: FeatureIndex
    /// Per feature the concepts that saw it: `columns[start[f]..<start[f+1]]`, with ln(1 + count / alpha).
    let start: [UInt32]
    let columns: [UInt16]
    let weights: [Float]
    /// Per concept, multiplied by a card's mass.
    let bias: [Float]
    let labels: [String]
    /// Log-odds, feature-major: `labelWeights[f * labels.count + l]`.
    let labelWeights: [Float]
    /// `views[c * labels.count + l]`: the weight of label l in concept c, 0…1.
    let views: [Float]
    let settings: ModelSettings
    let features: FeatureSettings

    /// How a card looks to the model.
    struct Reading: Sendable {
        /// Concepts with their share (sums to at most 1), best first; shares below the cut are left out.
        var concepts: [(concept: Int, share: Float)]
        /// 0…1 per label, in the order of `labels`.
        var labels: [Float]
        var mass: Float
    }

    /// Reads a card. Cost: its features times the concepts that know them.
    func read(_ vector: CardVector, scratch: inout [Float]) -> Reading {
        guard !vector.entries.isEmpty else { return Reading(concepts: [], labels: [Float](repeating: 0, count: labels.count), mass: 0) }
        let count = concepts.count, labelCount = labels.count
        if scratch.count != count { scratch = [Float](repeating: 0, count: count) }
        for concept in 0..<count { scratch[concept] = bias[concept] * vector.mass }
        var odds = [Float](repeating: 0, count: labelCount)
        for entry in vector.entries {
            let feature = Int(entry.feature)
            for position in Int(start[feature])..<Int(start[feature + 1]) {
                scratch[Int(columns[position])] += weights[position] * entry.value
            }
            let row = feature * labelCount
            for label in 0..<labelCount { odds[label] += labelWeights[row + label] * entry.value }
        }
        let top = scratch.max()!
        var total: Float = 0
        for concept in 0..<count {
            scratch[concept] = expf(Float(settings.conceptSharpness) * (scratch[concept] - top))
            total += scratch[concept]
        }
        var shares: [(concept: Int, share: Float)] = []
        var mixed = [Float](repeating: 0, count: labelCount)
        for concept in 0..<count {
            let share = scratch[concept] / total
            guard share > 1e-5 else { continue }
            for label in 0..<labelCount { mixed[label] += share * views[concept * labelCount + label] }
            if share >= Float(settings.smallestShare) { shares.append((concept, share)) }
        }
        shares.sort { ($1.share, $0.concept) < ($0.share, $1.concept) }
        let mix = Float(settings.labelMix)
        for label in 0..<labelCount {
            let own = 1 / (1 + expf(-(Float(settings.labelSharpness) * odds[label] + Float(settings.labelBias))))
            mixed[label] = (1 - mix) * mixed[label] + mix * own
        }
        return Reading(concepts: shares, labels: mixed, mass: vector.mass)
    }
}

/// The constants of the model; parameters of the pack.
struct ModelSettings: Sendable {
    var conceptAlpha: Double
    var labelAlpha: Double
    var conceptSharpness: Double
    var labelSharpness: Double
    var labelBias: Double
    var labelMix: Double
    var smallestShare: Double
    var strengths: [Strength: Double]
}

/// A text of the thesaurus with the concept it stands for and how much it counts.
struct TrainingText: Sendable {
    var concept: Int
    var words: [Word]
    var weight: Double
}

extension ConceptModel {
    /// Counts. Linear in the words of the texts; memory: one number per (feature, concept) pair that occurs.
    static func count(
        _ texts: [TrainingText], concepts: [String], views: [[Double]], labels: [String], lexis: Lexis, stopWords: Set<String>,
        settings: ModelSettings, features: FeatureSettings
    ) -> ConceptModel {
        // Document frequency of every feature.
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
        let index = FeatureIndex(
            hashes: kept.map(\.key), kinds: kept.map(\.value.kind),
            weights: kept.map { Float(pow(log((1 + documents) / Double(1 + $0.value.documents)) + 1, features.informativenessPower)) })

        // Counts per (feature, concept) and per feature.
        let vectoriser = Vectoriser(index: index, settings: features, stopWords: stopWords)
        var cells: [UInt64: Float] = [:]
        var total = [Double](repeating: 0, count: kept.count)
        var conceptMass = [Double](repeating: 0, count: concepts.count)
        for text in texts {
            for entry in vectoriser.vector(of: text.words, lexis).entries {
                let value = Double(entry.value) * text.weight
                cells[UInt64(entry.feature) << 16 | UInt64(text.concept), default: 0] += Float(value)
                total[Int(entry.feature)] += value
                conceptMass[text.concept] += value
            }
        }
        let sorted = cells.sorted { $0.key < $1.key }
        var start = [UInt32](repeating: 0, count: kept.count + 1)
        var columns: [UInt16] = [], weights: [Float] = []
        columns.reserveCapacity(sorted.count)
        weights.reserveCapacity(sorted.count)
        var positive = [Double](repeating: 0, count: kept.count * labels.count)
        for (cell, value) in sorted {
            let feature = Int(cell >> 16), concept = Int(cell & 0xFFFF)
            start[feature + 1] += 1
            columns.append(UInt16(concept))
            weights.append(Float(log1p(Double(value) / settings.conceptAlpha)))
            for label in labels.indices where views[concept][label] > 0 {
                positive[feature * labels.count + label] += Double(value) * views[concept][label]
            }
        }
        for feature in kept.indices { start[feature + 1] += start[feature] }
        let bias = conceptMass.map { Float(-log($0 + settings.conceptAlpha * Double(kept.count))) }

        // Log-odds of every feature for and against every label.
        var labelWeights = [Float](repeating: 0, count: kept.count * labels.count)
        let alpha = settings.labelAlpha
        for label in labels.indices {
            var inside = 0.0, outside = 0.0
            for feature in kept.indices {
                let own = positive[feature * labels.count + label]
                inside += own + alpha
                outside += total[feature] - own + alpha
            }
            for feature in kept.indices {
                let own = positive[feature * labels.count + label]
                let odds = log((own + alpha) / inside) - log((max(0, total[feature] - own) + alpha) / outside)
                labelWeights[feature * labels.count + label] = Float(odds)
            }
        }
        return ConceptModel(
            concepts: concepts, index: index, start: start, columns: columns, weights: weights, bias: bias, labels: labels,
            labelWeights: labelWeights, views: views.flatMap { $0.map(Float.init) }, settings: settings, features: features)
    }
}
