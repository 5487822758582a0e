/// Finds cards that repeat another card of the same workshop phase, in any workshop.
///
/// Comes in: kept cards in canonical order. Goes out: per card the position of the one it repeats, which repeats none
/// itself. Decides: the same units in any order (see `DuplicateUnits`); among long cards a share of them. Never: joins
/// cards that differ in a number, a place or a negation. Near-linear: equal cards by hash, long ones by their rarest units.
struct Duplicates {
    /// Share of common units (Jaccard) from which on long cards count as the same.
    let similarity: Double

    /// Longer lists of cards with the same unit hold everyday words only and are passed over.
    private static let longestList = 256

    /// - Parameters:
    ///   - units: per card, sorted; empty = not compared.
    ///   - phases: per card.
    func find(units: [[UInt64]], phases: [WorkshopPhase?]) -> [Int?] {
        var result = [Int?](repeating: nil, count: units.count)
        var first: [UInt64: [Int32]] = [:]
        var representatives: [Int] = []
        first.reserveCapacity(units.count)
        for card in units.indices where !units[card].isEmpty {
            let key = signature(units[card], phases[card])
            if let twin = first[key]?.first(where: { units[Int($0)] == units[card] && phases[Int($0)] == phases[card] })
            {
                result[card] = Int(twin)
            } else {
                first[key, default: []].append(Int32(card))
                representatives.append(card)
            }
        }
        findSimilar(representatives, units, phases, &result)
        // What repeats a card that turned out to repeat another repeats that one.
        for card in result.indices { if let other = result[card], let root = result[other] { result[card] = root } }
        return result
    }

    private func signature(_ units: [UInt64], _ phase: WorkshopPhase?) -> UInt64 {
        var hash = StableHash()
        hash.add(phase?.rawValue ?? "")
        for unit in units { hash.add(unit) }
        return hash.value
    }

    /// Cards so short that the similarity asks for equality are left alone.
    private func isLong(_ units: [UInt64]) -> Bool { Double(units.count) * (1 - similarity) >= similarity }

    /// Prefix filter: two sets as similar as asked share one of the rarest units of each.
    private func findSimilar(
        _ cards: [Int],
        _ units: [[UInt64]],
        _ phases: [WorkshopPhase?],
        _ result: inout [Int?]
    ) {
        let long = cards.filter { isLong(units[$0]) }
        guard long.count > 1 else { return }
        var frequency: [UInt64: Int32] = [:]
        for card in long { for unit in units[card] { frequency[unit, default: 0] += 1 } }
        var lists: [UInt64: [Int32]] = [:]
        for card in long {
            let set = units[card]
            let rarest = set.sorted { (frequency[$0]!, $0) < (frequency[$1]!, $1) }
            let prefix = rarest.prefix(set.count - Int((similarity * Double(set.count)).rounded(.up)) + 1)
            var best: Int?
            var seen: Set<Int32> = []
            for unit in prefix {
                for other in lists[unit] ?? [] where seen.insert(other).inserted && (best == nil || Int(other) < best!)
                {
                    if phases[Int(other)] == phases[card], isSimilar(set, units[Int(other)]) {
                        best = Int(other)
                    }
                }
            }
            if let best {
                result[card] = best
            } else {
                for unit in prefix where lists[unit]?.count ?? 0 < Self.longestList {
                    lists[unit, default: []].append(Int32(card))
                }
            }
        }
    }

    private func isSimilar(_ left: [UInt64], _ right: [UInt64]) -> Bool {
        let least = similarity * Double(max(left.count, right.count))
        guard Double(min(left.count, right.count)) >= least else { return false }
        var common = 0
        var a = 0
        var b = 0
        while a < left.count, b < right.count {
            if left[a] == right[b] {
                common += 1
                a += 1
                b += 1
            } else {
                let lone = left[a] < right[b] ? left[a] : right[b]
                if DuplicateUnits.isFirm(lone) { return false }
                if left[a] < right[b] { a += 1 } else { b += 1 }
            }
        }
        if left[a...].contains(where: DuplicateUnits.isFirm) || right[b...].contains(where: DuplicateUnits.isFirm) {
            return false
        }
        return Double(common) >= similarity * Double(left.count + right.count - common)
    }
}
