import OfficeFiles

/// Numbers that are the same everywhere (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<max(1, count), using: &self) }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    mutating func one<Element>(of list: [Element]) -> Element { list[below(list.count)] }
}

/// Makes a broken or odd file out of a good one.
///
/// Comes in: bytes, the words of their format, other files of its kind. Goes out: other bytes, of bounded length. Decides
/// by dice alone. A container is taken apart, one of its parts changed, and put together again, so that what lies behind
/// the unpacking is reached, too.
struct Mutation {
    /// What the format is made of; markup, keys, numbers that are too large.
    var words: [String]
    var isContainer = false
    var longest = 1 << 18
    let limits: OfficeLimits

    func mutated(_ seed: [UInt8], _ others: [[UInt8]], _ dice: inout Dice) -> [UInt8] {
        guard isContainer, !dice.chance(10), var parts = try? OfficeFile.parts(of: seed, limits: limits), !parts.isEmpty
        else { return changed(seed, others, &dice) }
        let texts = parts.indices.filter { parts[$0].name.hasSuffix("xml") || parts[$0].name.hasSuffix("rels") }
        let chosen = dice.chance(90) && !texts.isEmpty ? dice.one(of: texts) : dice.below(parts.count)
        switch dice.below(20) {
        case 0: parts.remove(at: chosen)
        case 1: parts.append(parts[chosen])
        case 2: parts[chosen].name = dice.one(of: ["../x", "/etc/x", "xl/workbook.xml", "content.xml", "mimetype", ""])
        case 3: parts.swapAt(chosen, dice.below(parts.count))
        default: parts[chosen].bytes = changed(parts[chosen].bytes, parts.map(\.bytes), &dice)
        }
        return (try? ZipContainer.bytes(parts)) ?? seed
    }

    private func changed(_ seed: [UInt8], _ others: [[UInt8]], _ dice: inout Dice) -> [UInt8] {
        var bytes = seed
        for _ in 0..<(1 + dice.below(dice.chance(20) ? 24 : 4)) { change(&bytes, others, &dice) }
        return bytes.count > longest ? Array(bytes[..<longest]) : bytes
    }

    private static let odd: [[UInt8]] = [
        [0], [0xFF], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x0D],
        [0x0A],
        [0x0D, 0x0A], [0x22], [0x5C], [0x3B], [0x2C], [0x09], Array("\u{202E}".utf8), Array("\u{00AD}".utf8),
        Array("u\u{308}".utf8), Array("👩‍👩‍👧".utf8), Array("\u{2028}".utf8), Array("ﬁ".utf8), Array("\u{FEFF}".utf8),
        Array("-1".utf8), Array("9223372036854775807".utf8), Array("99999999999999999999".utf8), Array("1e400".utf8),
        Array("nan".utf8), Array("inf".utf8), Array("0.1".utf8), Array("&amp;".utf8), Array("]]>".utf8),
    ]

    private func change(_ bytes: inout [UInt8], _ others: [[UInt8]], _ dice: inout Dice) {
        let at = dice.below(bytes.count + 1)
        let length = min(bytes.count - at, 1 + dice.below(dice.chance(30) ? 400 : 12))
        let piece = Array(bytes[at..<at + length])
        switch dice.below(14) {
        case 0: if at < bytes.count { bytes[at] ^= 1 << UInt8(dice.below(8)) }
        case 1: if at < bytes.count { bytes[at] = UInt8(truncatingIfNeeded: dice.next()) }
        case 2: bytes.removeSubrange(at..<at + length)
        case 3: bytes.insert(contentsOf: piece, at: at)
        case 4:
            let times = dice.chance(10) ? 2000 : 20
            bytes.insert(contentsOf: (0..<dice.below(times)).flatMap { _ in piece.prefix(40) }, at: at)
        case 5: bytes.replaceSubrange(at..<at + length, with: dice.one(of: Self.odd))
        case 6: bytes.insert(contentsOf: dice.one(of: Self.odd), at: at)
        case 7, 8: bytes.insert(contentsOf: dice.one(of: words).utf8, at: at)
        case 9: bytes.replaceSubrange(at..<at + length, with: dice.one(of: words).utf8)
        case 10:
            let other = dice.one(of: others)
            let from = dice.below(other.count)
            bytes.insert(contentsOf: other[from..<min(other.count, from + dice.below(600))], at: at)
        case 11: replaceNumber(&bytes, from: at, &dice)
        case 12: bytes.removeSubrange(at...)
        default:
            // Pieces between marks of the format change places.
            let marks = Set("<>\n,;:{}[]\"".utf8)
            let start = bytes[at...].firstIndex { marks.contains($0) } ?? at
            let end = bytes[min(start + 1, bytes.count)...].firstIndex { marks.contains($0) } ?? bytes.count
            guard start < end else { return }
            let moved = Array(bytes[start..<end])
            if dice.chance(50) { bytes.removeSubrange(start..<end) }
            bytes.insert(contentsOf: moved, at: dice.below(bytes.count + 1))
        }
    }

    private func replaceNumber(_ bytes: inout [UInt8], from at: Int, _ dice: inout Dice) {
        let digits: ClosedRange<UInt8> = 0x30...0x39
        guard let start = bytes[at...].firstIndex(where: { digits.contains($0) }) else { return }
        let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
        let numbers = ["0", "-1", "1", "2", "65536", "1048577", "2147483648", "9223372036854775808", "1e9", ""]
        bytes.replaceSubrange(start..<end, with: dice.one(of: numbers).utf8)
    }
}
