/// The words a pack knows, and the nearest of them to a word it does not know.
///
/// Comes in: a key. Goes out: whether it is known, or the key of the one known word within a small edit distance
/// (Damerau-Levenshtein; umlauts and their transcription are one already in keys). Decides: distance 1 from
/// `oneFrom` letters on, 2 from `twoFrom` on, the first letter kept. Never: a guess between two equally near words.
public struct KnownWords: Sendable {
    /// How long a word must be for one or two slips to be forgiven, in letters of the key; how often a word must have
    /// been seen to be what somebody meant.
    public struct Tolerance: Sendable {
        public var oneFrom: Int
        public var twoFrom: Int
        public var leastSeen: Int

        public init(oneFrom: Int, twoFrom: Int, leastSeen: Int) {
            self.oneFrom = oneFrom
            self.twoFrom = twoFrom
            self.leastSeen = leastSeen
        }
    }

    let tolerance: Tolerance
    /// Ascending.
    let keys: [String]
    let counts: [Int32]
    /// Hashes of keys and of their stems, ascending.
    let known: [UInt64]
    /// Hashes of thirds of the keys that may be meant, ascending, and the key each belongs to.
    let pieceHashes: [UInt64]
    let pieceKeys: [Int32]
    /// Hashes of the stems the pack's texts use, ascending, and how often.
    let usedHashes: [UInt64]
    let usedCounts: [Int32]

    /// - Parameters:
    ///   - counts: Keys with how often they were seen.
    ///   - uses: Stems with how often the texts of the thesaurus use them.
    ///   - stems: Words whose stem is not Snowball's.
    public init(
        _ counts: [String: Int],
        uses: [String: Int] = [:],
        stems: StemExceptions = StemExceptions(),
        tolerance: Tolerance
    ) {
        self.tolerance = tolerance
        let words = counts.sorted { $0.key < $1.key }.filter { !$0.key.isEmpty }
        let stemmer = Stemmer(stems)
        known = Set(words.flatMap { [Self.hash($0.key.utf8), Self.stemHash(stemmer.stem($0.key))] }).sorted()
        let meant = words.filter { $0.value >= tolerance.leastSeen && $0.key.utf8.count >= tolerance.oneFrom - 1 }
        keys = meant.map(\.key)
        self.counts = meant.map { Int32($0.value) }
        var pieces: [(UInt64, Int32)] = []
        for (number, key) in keys.enumerated() {
            let letters = Array(key.utf8)
            for third in 0..<3 {
                pieces.append(
                    (Self.pieceHash(letters[Self.third(third, of: letters.count)], third, letters.count), Int32(number))
                )
            }
        }
        pieces.sort { $0 < $1 }
        pieceHashes = pieces.map(\.0)
        pieceKeys = pieces.map(\.1)
        let used = uses.map { (Self.stemHash($0.key), Int32($0.value)) }.sorted { $0.0 < $1.0 }
        usedHashes = used.map(\.0)
        usedCounts = used.map(\.1)
    }

    init(
        tolerance: Tolerance,
        keys: [String],
        counts: [Int32],
        known: [UInt64],
        pieceHashes: [UInt64],
        pieceKeys: [Int32],
        usedHashes: [UInt64],
        usedCounts: [Int32]
    ) {
        self.tolerance = tolerance
        self.keys = keys
        self.counts = counts
        self.known = known
        self.pieceHashes = pieceHashes
        self.pieceKeys = pieceKeys
        self.usedHashes = usedHashes
        self.usedCounts = usedCounts
    }

    /// Whether a key or its stem is that of a known word.
    func contains(_ key: String, stem: String) -> Bool {
        Self.holds(known, Self.hash(key.utf8)) || Self.holds(known, Self.stemHash(stem))
    }

    /// How often the texts of the thesaurus use words of a stem; 0 = never.
    func uses(ofStem stem: String) -> Int {
        let hash = Self.stemHash(stem)
        let at = Self.lowerBound(usedHashes, hash)
        return at < usedHashes.count && usedHashes[at] == hash ? Int(usedCounts[at]) : 0
    }

    /// Whether a key was seen as it is.
    func contains(_ key: String) -> Bool { Self.holds(known, Self.hash(key.utf8)) }

    /// The known key an unknown one is probably a slip of, or nil. At most one third of a word stays untouched by two
    /// slips, so only keys that share a third are compared.
    func nearest(_ key: String) -> String? {
        let letters = Array(key.utf8)
        guard letters.count >= tolerance.oneFrom, letters.count <= 40, letters.allSatisfy({ (97...122).contains($0) })
        else { return nil }
        let farthest = letters.count >= tolerance.twoFrom ? 2 : 1
        var best: (distance: Int, number: Int32)?
        var isTie = false
        for length in max(tolerance.oneFrom - 1, letters.count - farthest)...(letters.count + farthest) {
            for third in 0..<3 {
                let place = Self.third(third, of: length)
                for shift in -farthest...farthest {
                    let range = (place.lowerBound + shift)..<(place.upperBound + shift)
                    guard range.lowerBound >= 0, range.upperBound <= letters.count else { continue }
                    let hash = Self.pieceHash(letters[range], third, length)
                    var at = Self.lowerBound(pieceHashes, hash)
                    while at < pieceHashes.count, pieceHashes[at] == hash {
                        let number = pieceKeys[at]
                        at += 1
                        if number == best?.number { continue }
                        let other = Array(keys[Int(number)].utf8)
                        guard
                            other[0] == letters[0] || letters[0] == UInt8(ascii: "l") && other[0] == UInt8(ascii: "i")
                                || other.count > 1 && other[0] == letters[1] && other[1] == letters[0],
                            let distance = Self.distance(letters, other, farthest)
                        else { continue }
                        if let old = best {
                            if distance > old.distance { continue }
                            if distance == old.distance {
                                // The clearly more frequent of two equally near words; else neither.
                                let ours = counts[Int(number)]
                                let theirs = counts[Int(old.number)]
                                if ours >= theirs * 4 {
                                    isTie = false
                                } else {
                                    if theirs < ours * 4 { isTie = true }
                                    continue
                                }
                            } else {
                                isTie = false
                            }
                        }
                        best = (distance, number)
                    }
                }
            }
        }
        guard let best, !isTie else { return nil }
        return keys[Int(best.number)]
    }

    /// Slips of the hand from one word to the other, or nil beyond `most` or when the words differ in another way: a
    /// letter left out, doubled or added, two neighbours swapped, a neighbouring key struck. The last two letters must
    /// agree (they inflect), and any other change of a letter makes another word ("Raum", "Baum").
    static func distance(_ left: [UInt8], _ right: [UInt8], _ most: Int) -> Int? {
        guard abs(left.count - right.count) <= most, left.count > 2, right.count > 2, left.suffix(2) == right.suffix(2)
        else { return nil }
        let beyond = most + 1
        var older: [Int] = []
        var old = Array(0...right.count)
        for i in 1...left.count {
            var row = [i] + [Int](repeating: beyond, count: right.count)
            var least = i
            let from = max(1, i - most)
            let to = min(right.count, i + most)
            if from <= to {
                for j in from...to {
                    var value =
                        old[j - 1]
                        + (left[i - 1] == right[j - 1] ? 0 : isNeighbouringKey(left[i - 1], right[j - 1]) ? 1 : beyond)
                    value = min(value, old[j] + 1, row[j - 1] + 1)
                    if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                        value = min(value, older[j - 2] + 1)
                    }
                    row[j] = min(value, beyond)
                    least = min(least, row[j])
                }
            }
            if least > most { return nil }
            older = old
            old = row
        }
        return old[right.count] <= most ? old[right.count] : nil
    }

    /// Next to each other in a row of the German keyboard, or alike to a scanner (l and i).
    private static func isNeighbouringKey(_ left: UInt8, _ right: UInt8) -> Bool {
        if (left, right) == (UInt8(ascii: "l"), UInt8(ascii: "i"))
            || (left, right) == (UInt8(ascii: "i"), UInt8(ascii: "l"))
        {
            return true
        }
        for row in rows {
            if let a = row.firstIndex(of: left), let b = row.firstIndex(of: right) { return abs(a - b) == 1 }
        }
        return false
    }

    private static let rows = ["qwertzuiop", "asdfghjkl", "yxcvbnm"].map { Array($0.utf8) }

    // MARK: Hashes

    private static func third(_ number: Int, of length: Int) -> Range<Int> {
        (length * number / 3)..<(length * (number + 1) / 3)
    }

    private static func hash(_ bytes: some Sequence<UInt8>, _ seed: UInt64 = 0xcbf2_9ce4_8422_2325) -> UInt64 {
        bytes.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
    private static func stemHash(_ stem: String) -> UInt64 { hash(stem.utf8, 0x9E37_79B9_7F4A_7C15) }
    private static func pieceHash(_ bytes: some Sequence<UInt8>, _ third: Int, _ length: Int) -> UInt64 {
        hash(bytes, 0xBF58_476D_1CE4_E5B9 &+ UInt64(third) &* 0x94D0_49BB_1331_11EB &+ UInt64(length))
    }

    private static func lowerBound(_ hashes: [UInt64], _ hash: UInt64) -> Int {
        var low = 0
        var high = hashes.count
        while low < high {
            let middle = (low + high) / 2
            if hashes[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func holds(_ hashes: [UInt64], _ hash: UInt64) -> Bool {
        let at = lowerBound(hashes, hash)
        return at < hashes.count && hashes[at] == hash
    }
}
