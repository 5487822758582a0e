#if canImport(Glibc)
    import Glibc
#endif

/// A card as a sparse vector over the features of a model; remembers which word each share came from.
struct CardVector: Sendable {
    struct Entry: Sendable {
        var feature: Int32
        var value: Float
    }
    /// Ascending by feature.
    var entries: [Entry]
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
        let features = FormFeatures(lexis[id], stopWords: stopWords, gramLengths: settings.gramLengths)
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
    func origins(of words: [Word], _ lexis: Lexis) -> [FeatureOrigin] {
        scratch.removeAll(keepingCapacity: true)
        var previous: FeatureHash?
        for (position, word) in words.enumerated() {
            let numbers = numbers(word.form, lexis)
            guard numbers.counts else { continue }
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
        let features = origins.sorted { $0.feature < $1.feature }
        var entries: [CardVector.Entry] = []
        entries.reserveCapacity(features.count)
        var squares = [Float](repeating: 0, count: FeatureKind.allCases.count)
        var start = 0
        while start < features.count {
            var end = start + 1
            var frequency = features[start].weight
            while end < features.count, features[end].feature == features[start].feature {
                frequency += features[end].weight
                end += 1
            }
            let feature = features[start].feature
            let value = (frequency < 1 ? frequency : 1 + logf(frequency)) * index.weights[Int(feature)]
            squares[Int(index.kinds[Int(feature)])] += value * value
            entries.append(.init(feature: feature, value: value))
            start = end
        }
        var mass: Float = 0
        let scales = squares.indices.map {
            squares[$0] > 0 ? Float(settings.kindWeights[$0]) / squares[$0].squareRoot() : 0
        }
        for position in entries.indices {
            let feature = Int(entries[position].feature)
            entries[position].value *= scales[Int(index.kinds[feature])] * index.stress[feature]
            mass += entries[position].value
        }
        return CardVector(entries: entries, mass: mass)
    }
}
