#if canImport(Glibc)
    import Glibc
#endif

/// A text as a sparse vector over the features of a model.
struct CardVector: Sendable {
    struct Entry: Sendable {
        var feature: Int32
        var value: Float
    }
    /// In the order of their first origins; each feature once.
    var entries: [Entry]
    /// Per origin its part of the feature's value.
    var shares: [Float]
    /// Sum of the values: how much of the card the model knows.
    var mass: Float
}

/// Where a feature of a card came from: the position of the word (of the first, for a pair).
struct FeatureOrigin {
    var feature: Int32
    var word: Int32
    /// 1; less for the word that a typo stands for.
    var weight: Float = 1
}

/// Turns words into vectors. One per worker: it keeps the features of the forms it has seen.
final class Vectoriser {
    private let index: FeatureIndex
    private let settings: FeatureSettings
    private let stopWords: Set<String>
    private var known: [FormNumbers?] = []
    private var scratch: [FeatureOrigin] = []
    /// Per feature, zero between cards: how often the card holds it.
    private var counts: [Float] = []
    /// Per feature what one occurrence is worth.
    private var parts: [Float] = []

    /// A form's features as numbers of the index.
    private struct FormNumbers {
        var single: [Int32]
        /// The word that a typo stands for.
        var meant: Int32?
        var half: FeatureHash
        var counts: Bool
    }

    init(index: FeatureIndex, settings: FeatureSettings, stopWords: Set<String>) {
        self.index = index
        self.settings = settings
        self.stopWords = stopWords
    }

    private func numbers(_ id: FormID, _ lexis: Lexis) -> FormNumbers {
        if Int(id) < known.count, let numbers = known[Int(id)] { return numbers }
        let features = FormFeatures(lexis[id], stopWords: stopWords, settings: settings)
        var single: [Int32] = []
        for hash in [features.word].compactMap({ $0 }) + features.parts + features.grams {
            if let number = index.number(hash) { single.append(number) }
        }
        let kind = lexis[id].kind
        let numbers = FormNumbers(
            single: single,
            meant: features.meant.flatMap(index.number),
            half: features.half,
            counts: kind == .word || kind == .number
        )
        while known.count <= Int(id) { known.append(nil) }
        known[Int(id)] = numbers
        return numbers
    }

    /// The features of a card with the words they came from, unsorted. Linear in its words.
    /// - Parameter muted: words that do not mean what they say here; empty for none.
    func origins(of words: [Word], _ lexis: Lexis, muted: [Bool] = []) -> [FeatureOrigin] {
        scratch.removeAll(keepingCapacity: true)
        var previous: FeatureHash?
        for (position, word) in words.enumerated() {
            let numbers = numbers(word.form, lexis)
            guard numbers.counts else { continue }
            if !muted.isEmpty, muted[position] {
                previous = nil
                continue
            }
            if !word.repeats {
                for feature in numbers.single { scratch.append(FeatureOrigin(feature: feature, word: Int32(position))) }
                if let meant = numbers.meant {
                    scratch.append(FeatureOrigin(feature: meant, word: Int32(position), weight: settings.typoWeight))
                }
            }
            if let previous, let pair = index.number(FeatureHashing.pair(previous, numbers.half)) {
                scratch.append(FeatureOrigin(feature: pair, word: Int32(position)))
            }
            previous = numbers.half
        }
        return scratch
    }

    /// (1 + ln tf) · informativeness, each kind scaled to length 1, times the kind's weight, times the feature's stress.
    func vector(of words: [Word], _ lexis: Lexis) -> CardVector {
        vector(of: origins(of: words, lexis))
    }

    func vector(of origins: [FeatureOrigin]) -> CardVector {
        if counts.count != index.weights.count {
            counts = [Float](repeating: 0, count: index.weights.count)
            parts = [Float](repeating: 0, count: index.weights.count)
        }
        var entries: [CardVector.Entry] = []
        entries.reserveCapacity(origins.count)
        for origin in origins {
            if counts[Int(origin.feature)] == 0 { entries.append(.init(feature: origin.feature, value: 0)) }
            counts[Int(origin.feature)] += origin.weight
        }
        var squares = [Float](repeating: 0, count: FeatureKind.allCases.count)
        for position in entries.indices {
            let feature = Int(entries[position].feature)
            let frequency = counts[feature]
            let value = (frequency <= 1 ? frequency : 1 + logf(frequency)) * index.weights[feature]
            squares[Int(index.kinds[feature])] += value * value
            entries[position].value = value
        }
        var mass: Float = 0
        let scales = squares.indices.map {
            squares[$0] > 0 ? Float(settings.kindWeights[$0]) / squares[$0].squareRoot() : 0
        }
        for position in entries.indices {
            let feature = Int(entries[position].feature)
            let value = entries[position].value * scales[Int(index.kinds[feature])] * index.stress[feature]
            entries[position].value = value
            mass += value
            parts[feature] = value / counts[feature]
        }
        let shares = origins.map { parts[Int($0.feature)] * $0.weight }
        for entry in entries { counts[Int(entry.feature)] = 0 }
        return CardVector(entries: entries, shares: shares, mass: mass)
    }
}
