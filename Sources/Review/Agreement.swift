/// How far reviewers agree beyond chance, on what they decided independently.
///
/// Comes in: one row per suggestion, one verdict per reviewer or nothing. Goes out: shares between -1 and 1, or nothing
/// where the figure is not defined (nobody decided twice; everybody always said the same one thing).
public enum Agreement {
    /// Cohen's kappa of two reviewers over what both decided (Cohen 1960): (observed − expected) / (1 − expected).
    public static func cohensKappa(_ pairs: [(String, String)]) -> Double? {
        guard !pairs.isEmpty else { return nil }
        let count = Double(pairs.count)
        var left: [String: Double] = [:]
        var right: [String: Double] = [:]
        for pair in pairs {
            left[pair.0, default: 0] += 1
            right[pair.1, default: 0] += 1
        }
        let observed = Double(pairs.count { $0.0 == $0.1 }) / count
        let expected = left.keys.sorted().reduce(0) { $0 + left[$1]! / count * (right[$1] ?? 0) / count }
        return expected < 1 ? (observed - expected) / (1 - expected) : nil
    }

    /// Krippendorff's alpha for nominal data, any number of reviewers, with gaps: 1 − observed / expected disagreement.
    public static func krippendorffsAlpha(_ units: [[String?]]) -> Double? {
        var coincidences: [String: [String: Double]] = [:]
        for unit in units {
            let values = unit.compactMap { $0 }
            guard values.count > 1 else { continue }
            let weight = 1 / Double(values.count - 1)
            for (i, a) in values.enumerated() {
                for (j, b) in values.enumerated() where i != j {
                    coincidences[a, default: [:]][b, default: 0] += weight
                }
            }
        }
        let names = coincidences.keys.sorted()
        let totals = names.map { name in coincidences[name]!.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } }
        let all = totals.reduce(0, +)
        guard all > 1 else { return nil }
        var observed = 0.0
        var expected = 0.0
        for (i, a) in names.enumerated() {
            for (j, b) in names.enumerated() where i != j {
                observed += coincidences[a]?[b] ?? 0
                expected += totals[i] * totals[j]
            }
        }
        guard expected > 0 else { return nil }
        return 1 - (all - 1) * observed / expected
    }
}

extension Desk {
    public struct AgreementFigures: Sendable {
        public var names: [String]
        /// Suggestions that at least two people decided.
        public var both: Int
        public var same: Int
        public var kappas: [(left: String, right: String, count: Int, kappa: Double?)]
        public var alpha: Double?
    }

    /// Over all suggestions that at least two people decided; a decision that has to be looked at again counts as it was.
    public func agreement() -> AgreementFigures {
        let rows = bench.items.compactMap { state.items[$0.id] }.filter { $0.votes.count > 1 }
        let names = Set(rows.flatMap { $0.votes.map(\.who) }).sorted()
        var kappas: [(String, String, Int, Double?)] = []
        for (i, left) in names.enumerated() {
            for right in names[(i + 1)...] {
                let pairs = rows.compactMap { row -> (String, String)? in
                    guard let a = row.vote(of: left), let b = row.vote(of: right) else { return nil }
                    return (a.decision.verdict.rawValue, b.decision.verdict.rawValue)
                }
                if !pairs.isEmpty { kappas.append((left, right, pairs.count, Agreement.cohensKappa(pairs))) }
            }
        }
        return AgreementFigures(
            names: names,
            both: rows.count,
            same: rows.count { Set($0.votes.map(\.decision.agreement)).count == 1 },
            kappas: kappas,
            alpha: Agreement.krippendorffsAlpha(
                rows.map { row in names.map { row.vote(of: $0)?.decision.verdict.rawValue } }
            )
        )
    }
}
