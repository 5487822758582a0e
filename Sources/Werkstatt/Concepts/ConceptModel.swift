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
    /// Per feature the labels it speaks for or against: `labelColumns[labelStart[f]..<labelStart[f+1]]`, as log-odds.
    let labelStart: [UInt32]
    let labelColumns: [UInt8]
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

    /// e to this power is no share worth counting.
    private static var logarithmOfNothing: Float { -16 }

    /// Adds what a feature of a given value says about every concept and, behind them, every label.
    @inline(__always)
    func add(_ feature: Int32, _ value: Float, to sums: inout [Float]) {
        let concepts = concepts.count
        // Plain pointers: these sums are the dearest loop of a run.
        sums.withUnsafeMutableBufferPointer { sums in
            columns.withUnsafeBufferPointer { columns in
                weights.withUnsafeBufferPointer { weights in
                    for position in Int(start[Int(feature)])..<Int(start[Int(feature) + 1]) {
                        sums[Int(columns[position])] += weights[position] * value
                    }
                }
            }
            labelColumns.withUnsafeBufferPointer { columns in
                labelWeights.withUnsafeBufferPointer { weights in
                    for position in Int(labelStart[Int(feature)])..<Int(labelStart[Int(feature) + 1]) {
                        sums[concepts + Int(columns[position])] += weights[position] * value
                    }
                }
            }
        }
    }

    /// What the sums over all features of a card mean.
    /// - Parameter sums: concepts, then labels; overwritten.
    func reading(_ sums: inout [Float], mass: Float) -> Reading {
        let count = concepts.count
        let labelCount = labels.count
        var mixed = [Float](repeating: 0, count: labelCount)
        var shares: [(concept: Int, share: Float)] = []
        sums.withUnsafeMutableBufferPointer { sums in
            bias.withUnsafeBufferPointer { bias in
                for concept in 0..<count { sums[concept] += bias[concept] * mass }
            }
            var top = -Float.infinity
            for concept in 0..<count { top = max(top, sums[concept]) }
            let sharpness = Float(settings.conceptSharpness)
            let least = Self.logarithmOfNothing / sharpness
            var total: Float = 0
            for concept in 0..<count {
                let below = sums[concept] - top
                sums[concept] = below > least ? expf(sharpness * below) : 0
                total += sums[concept]
            }
            views.withUnsafeBufferPointer { views in
                mixed.withUnsafeMutableBufferPointer { mixed in
                    for concept in 0..<count where sums[concept] > 1e-5 * total {
                        let share = sums[concept] / total
                        for label in 0..<labelCount { mixed[label] += share * views[concept * labelCount + label] }
                        if share >= Float(settings.smallestShare) { shares.append((concept, share)) }
                    }
                }
            }
        }
        shares.sort { ($1.share, $0.concept) < ($0.share, $1.concept) }
        let mix = Float(settings.labelMix)
        for label in 0..<labelCount {
            let own =
                1 / (1 + expf(-(Float(settings.labelSharpness) * sums[count + label] + Float(settings.labelBias))))
            mixed[label] = (1 - mix) * mixed[label] + mix * own
        }
        return Reading(concepts: shares, labels: mixed, mass: mass)
    }
}

extension ConceptModel {
    /// The log-odds of a feature for a label; 0 when it says nothing.
    func weight(of feature: Int32, for label: Int) -> Float {
        for position in Int(labelStart[Int(feature)])..<Int(labelStart[Int(feature) + 1])
        where Int(labelColumns[position]) == label {
            return labelWeights[position]
        }
        return 0
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
    /// A concept borrows this much of the mean counts of its related concepts.
    var borrowed: Double
    /// How much a feature that tells about the labels is stressed (an exponent), never below a floor.
    var stress: Double
    var stressFloor: Double
    var stressSmoothing: Double
    /// Smaller concept weights and stressed label weights are dropped.
    var smallestConceptWeight: Double
    var smallestLabelWeight: Double
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
    /// Counts. Linear in the words of the texts; memory: one number per (feature, concept) pair that occurs, also in
    /// related concepts.
    /// - Parameter related: per concept the concepts it borrows counts from.
    static func count(
        _ texts: [TrainingText],
        concepts: [String],
        related: [[Int]],
        views: [[Double]],
        labels: [String],
        lexis: Lexis,
        stopWords: Set<String>,
        settings: ModelSettings,
        features: FeatureSettings
    ) -> ConceptModel {
        let plain = FeatureIndex.counting(texts, lexis: lexis, stopWords: stopWords, features: features)
        let count = plain.hashes.count

        // Counts per (feature, concept).
        var cells = Cells(texts, index: plain, lexis: lexis, stopWords: stopWords, features: features)

        // How much a feature tells about the labels: the Kullback-Leibler distance of its labels from all labels.
        let stress = cells.stress(features: count, views: views, labels: labels.count, settings: settings)
        let index = FeatureIndex(
            hashes: plain.hashes,
            kinds: plain.kinds,
            weights: plain.weights,
            stress: stress.map(Float.init)
        )
        cells.multiply(by: stress)

        // Concepts: own counts and borrowed ones, half-way to equal size.
        var rows = cells.borrowing(from: related, share: settings.borrowed)
        var mass = [Double](repeating: 0, count: concepts.count)
        for cell in rows { mass[cell.concept] += cell.value }
        let median = mass.sorted()[mass.count / 2]
        let scale = mass.map { $0 > 0 ? (median / $0).squareRoot() : 1 }
        for position in rows.indices { rows[position].value *= scale[rows[position].concept] }
        let bias = concepts.indices.map { Float(-log(mass[$0] * scale[$0] + settings.conceptAlpha * Double(count))) }
        var start = [UInt32](repeating: 0, count: count + 1)
        var columns: [UInt16] = []
        var weights: [Float] = []
        for cell in rows {
            let weight = log1p(cell.value / settings.conceptAlpha)
            guard weight >= settings.smallestConceptWeight else { continue }
            start[cell.feature + 1] += 1
            columns.append(UInt16(cell.concept))
            weights.append(Float(weight))
        }
        for feature in 0..<count { start[feature + 1] += start[feature] }

        let odds = cells.odds(features: count, views: views, labels: labels.count, stress: stress, settings: settings)
        return ConceptModel(
            concepts: concepts,
            index: index,
            start: start,
            columns: columns,
            weights: weights,
            bias: bias,
            labels: labels,
            labelStart: odds.start,
            labelColumns: odds.columns,
            labelWeights: odds.weights,
            views: views.flatMap { $0.map(Float.init) },
            settings: settings,
            features: features
        )
    }
}
