/// The kinds of features a card is described by. Each kind is weighted by informativeness and scaled to length 1 by
/// itself, so that a long word's many letter sequences do not drown the words.
public enum FeatureKind: UInt8, CaseIterable, Sendable {
    /// Stems of words.
    case word
    /// Stems of compound parts.
    case part
    /// Letter sequences inside a word, with its ends marked.
    case gram
    /// Stems of two neighbouring words.
    case pair
}

/// A feature as a 64-bit number of its kind and text (FNV-1a): no string is kept or compared in the hot path. Among a
/// hundred thousand features a collision has a chance of one in four thousand million.
typealias FeatureHash = UInt64

enum FeatureHashing {
    static func hash(_ kind: FeatureKind, _ bytes: some Sequence<UInt8>) -> FeatureHash {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        hash = (hash ^ UInt64(kind.rawValue)) &* 0x100_0000_01b3
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }

    /// Of two neighbouring stems, given their word hashes.
    static func pair(_ left: FeatureHash, _ right: FeatureHash) -> FeatureHash {
        var hash = left ^ 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
        hash ^= right &* 0x94D0_49BB_1331_11EB
        hash = (hash ^ (hash >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return hash ^ (hash >> 32)
    }
}

/// The features of one word form, worked out once.
struct FormFeatures: Sendable {
    /// Nil for punctuation and for stop words.
    var word: FeatureHash?
    /// Of the stem, stop words included: half of a pair.
    var half: FeatureHash
    /// The word that a typo stands for.
    var meant: FeatureHash?
    var parts: [FeatureHash]
    var grams: [FeatureHash]

    init(_ form: WordForm, stopWords: Set<String>, settings: FeatureSettings) {
        half = FeatureHashing.hash(.word, form.stem.utf8)
        let isContent = (form.kind == .word || form.kind == .number) && !stopWords.contains(form.key)
        word = isContent ? half : nil
        parts = isContent ? form.partStems.map { FeatureHashing.hash(.part, $0.utf8) } : []
        meant = form.typoStem.map { FeatureHashing.hash(.word, $0.utf8) }
        grams = []
        guard isContent else { return }
        let key = Fold.withoutUmlauts(form.key)
        let letters = Array("<\(key)>".utf8)
        // "Transport" does not speak of sport: its letter sequences inside "sport" are left out.
        let blocked = settings.blocks.stretches(in: key).map {
            ($0.lowerBound == 0 ? 0 : $0.lowerBound + 1)..<($0.upperBound == letters.count - 2
                ? letters.count : $0.upperBound + 1)
        }
        for length in settings.gramLengths where length <= letters.count {
            for start in 0...(letters.count - length)
            where !blocked.contains(where: { $0.lowerBound <= start && start + length <= $0.upperBound }) {
                grams.append(FeatureHashing.hash(.gram, letters[start..<(start + length)]))
            }
        }
    }
}

/// The index of all features of a model: hash → number, with how informative each is.
struct FeatureIndex: Sendable {
    /// Ascending.
    let hashes: [FeatureHash]
    let kinds: [UInt8]
    /// Informativeness: a power of the logarithm of the inverse document frequency.
    let weights: [Float]
    /// How much it tells about the labels; multiplies a card's value after scaling.
    let stress: [Float]
    private let slots: [Int32]
    private let mask: Int

    init(hashes: [FeatureHash], kinds: [UInt8], weights: [Float], stress: [Float]) {
        self.hashes = hashes
        self.kinds = kinds
        self.weights = weights
        self.stress = stress
        var size = 16
        while size < hashes.count * 2 { size *= 2 }
        mask = size - 1
        var slots = [Int32](repeating: -1, count: size)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(truncatingIfNeeded: hash ^ (hash >> 31)) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(number)
        }
        self.slots = slots
    }

    @inline(__always)
    func number(_ hash: FeatureHash) -> Int32? {
        var slot = Int(truncatingIfNeeded: hash ^ (hash >> 31)) & mask
        while slots[slot] >= 0 {
            if hashes[Int(slots[slot])] == hash { return slots[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }
}

/// How features are weighted; every number is a parameter of the pack.
struct FeatureSettings: Sendable {
    /// Per kind, in the order of `FeatureKind`.
    var kindWeights: [Double]
    var minimumDocuments: [Int]
    var gramLengths: ClosedRange<Int>
    var informativenessPower: Double
    var blocks = BlockedWords(blocks: [])
    /// How much the word counts that a typo stands for.
    var typoWeight: Float
}
