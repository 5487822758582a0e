/// Finds for misspelt words the word that was meant, among the words of the same run.
///
/// Comes in: distinct keys with how well each is known. Goes out: key → better key one edit away (a letter too many, too
/// few, wrong, or two swapped). Decides once per distinct word, by deletions: two words one edit apart share a deletion.
/// Never: takes a known word, a name or a number for a slip of the pen. Linear in the letters of the distinct words.
struct SpellingVariants {
    struct Entry {
        var key: String
        /// Known words are never changed.
        var isKnown: Bool
        /// Cards that hold it.
        var count: Int
    }

    /// Shorter keys are not mended: too many words are one edit apart.
    private static let shortest = 4

    /// Position of each entry's meant word; its own where nothing better is near.
    static func resolve(_ entries: [Entry]) -> [Int] {
        let letters = entries.map { Array($0.key.utf8) }
        var holders: [UInt64: [Int32]] = [:]
        for (position, word) in letters.enumerated() where word.count >= shortest - 1 {
            holders[hash(word, without: nil), default: []].append(Int32(position))
            for gap in word.indices where gap == 0 || word[gap] != word[gap - 1] {
                holders[hash(word, without: gap), default: []].append(Int32(position))
            }
        }
        return entries.indices.map { position in
            guard !entries[position].isKnown, letters[position].count >= shortest else { return position }
            var best = position
            func consider(_ key: UInt64) {
                for other in holders[key] ?? [] where Int(other) != best {
                    if isBetter(entries[Int(other)], than: entries[best]),
                        isOneEdit(letters[position], letters[Int(other)])
                    {
                        best = Int(other)
                    }
                }
            }
            consider(hash(letters[position], without: nil))
            for gap in letters[position].indices { consider(hash(letters[position], without: gap)) }
            return best
        }
    }

    /// Known before unknown, frequent before rare, then by bytes, so that the outcome does not hang on the order.
    private static func isBetter(_ left: Entry, than right: Entry) -> Bool {
        if left.isKnown != right.isKnown { return left.isKnown }
        if left.count != right.count { return left.count > right.count }
        return precedesBytewise(left.key, right.key)
    }

    private static func hash(_ word: [UInt8], without gap: Int?) -> UInt64 {
        var hash = StableHash()
        for (place, byte) in word.enumerated() where place != gap { hash.add(byte) }
        return hash.value
    }

    /// One letter inserted, dropped, replaced, or two neighbours swapped.
    static func isOneEdit(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard abs(left.count - right.count) <= 1 else { return false }
        var start = 0
        while start < left.count, start < right.count, left[start] == right[start] { start += 1 }
        var leftEnd = left.count
        var rightEnd = right.count
        while leftEnd > start, rightEnd > start, left[leftEnd - 1] == right[rightEnd - 1] {
            leftEnd -= 1
            rightEnd -= 1
        }
        let leftRest = leftEnd - start
        let rightRest = rightEnd - start
        if leftRest <= 1, rightRest <= 1 { return leftRest + rightRest > 0 }
        return leftRest == 2 && rightRest == 2 && left[start] == right[start + 1] && left[start + 1] == right[start]
    }
}

/// FNV-1a with a last stir: the same on every machine and in every run.
struct StableHash {
    private(set) var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

    mutating func add(_ value: UInt64) {
        var value = value
        for _ in 0..<8 {
            add(UInt8(truncatingIfNeeded: value))
            value >>= 8
        }
    }

    mutating func add(_ text: String) { for byte in text.utf8 { add(byte) } }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }
}
