#if canImport(Glibc)
    import Glibc
#endif

/// Order of two texts by their UTF-8 bytes: the canonical order of everything that is written. Swift's own `<`
/// compares by Unicode equivalence, which is another order.
func precedesBytewise(_ left: String, _ right: String) -> Bool { bytewiseOrder(left, right) < 0 }

/// Negative, zero or positive, as `memcmp`.
func bytewiseOrder(_ left: String, _ right: String) -> Int {
    var left = left
    var right = right
    return left.withUTF8 { a in
        right.withUTF8 { b in
            let common = min(a.count, b.count)
            let order = common == 0 ? 0 : Int(memcmp(a.baseAddress!, b.baseAddress!, common))
            return order != 0 ? order : a.count - b.count
        }
    }
}

/// The positions of texts in bytewise order; equal ones keep their order. The first eight bytes behind what all have in
/// common decide nearly always, so that a million ids sort as integers.
func bytewiseSortedPositions(_ texts: [String]) -> [Int] {
    guard var first = texts.first else { return [] }
    let shared = first.withUTF8 { first in
        var shared = first.count
        for var text in texts where shared > 0 {
            text.withUTF8 { text in
                var same = 0
                while same < shared, same < text.count, text[same] == first[same] { same += 1 }
                shared = same
            }
        }
        return shared
    }
    var keys: [(prefix: UInt64, position: Int)] = []
    keys.reserveCapacity(texts.count)
    for (position, var text) in texts.enumerated() {
        let prefix = text.withUTF8 { text in
            var prefix: UInt64 = 0
            for offset in shared..<shared + 8 {
                prefix = prefix << 8 | (offset < text.count ? UInt64(text[offset]) : 0)
            }
            return prefix
        }
        keys.append((prefix, position))
    }
    keys.sort {
        if $0.prefix != $1.prefix { return $0.prefix < $1.prefix }
        let order = bytewiseOrder(texts[$0.position], texts[$1.position])
        return order != 0 ? order < 0 : $0.position < $1.position
    }
    return keys.map(\.position)
}
