#if canImport(Glibc)
    import Glibc
#endif

/// Tests of homogeneity for two samples and one label.
///
/// Comes in: how many of each sample carry the label and how many do not. Goes out: a p-value and an effect size. Decides:
/// Pearson's chi-square without correction where every expected count is at least 5 (Cochran, "Some methods for
/// strengthening the common χ² tests", Biometrics 10, 1954), else Fisher's exact test, two-sided, tables as likely as the
/// seen one or less counted. Effect size is Cramér's V, which for four cells is |φ| (Cramér, 1946; from 0.1 on small,
/// Cohen, 1988). Several tests are corrected by Holm's step-down method (Scandinavian Journal of Statistics 6, 1979).
enum Statistics {
    /// Below, the chi-square distribution is no good approximation.
    static let leastExpected = 5.0

    struct Fourfold: Hashable {
        /// With and without the label, before and now.
        var with: (before: Int, now: Int)
        var without: (before: Int, now: Int)

        init(with: (before: Int, now: Int), of: (before: Int, now: Int)) {
            self.with = with
            without = (of.before - with.before, of.now - with.now)
        }

        static func == (left: Self, right: Self) -> Bool { left.with == right.with && left.without == right.without }
        func hash(into hasher: inout Hasher) {
            for count in [with.before, with.now, without.before, without.now] { hasher.combine(count) }
        }

        private var rows: (Int, Int) { (with.before + with.now, without.before + without.now) }
        private var columns: (Int, Int) { (with.before + without.before, with.now + without.now) }
        var total: Int { rows.0 + rows.1 }

        /// The smallest count that is expected when both samples are alike.
        var leastExpected: Double {
            Double(min(rows.0, rows.1)) * Double(min(columns.0, columns.1)) / Double(max(1, total))
        }

        var chiSquare: Double {
            let product = Double(rows.0) * Double(rows.1) * Double(columns.0) * Double(columns.1)
            guard product > 0 else { return 0 }
            let difference = Double(with.before) * Double(without.now) - Double(with.now) * Double(without.before)
            return Double(total) * difference * difference / product
        }

        /// 0…1.
        var cramersV: Double { total == 0 ? 0 : (chiSquare / Double(total)).squareRoot() }

        var p: Double {
            leastExpected >= Statistics.leastExpected
                ? Statistics.chiSquareTail(chiSquare, degrees: 1) : fisher
        }

        /// Two-sided.
        var fisher: Double {
            let drawn = columns.0
            let marked = rows.0
            let low = max(0, drawn - rows.1)
            let high = min(drawn, marked)
            guard low < high else { return 1 }
            func logProbability(_ count: Int) -> Double {
                Statistics.logChoose(marked, count) + Statistics.logChoose(rows.1, drawn - count)
                    - Statistics.logChoose(total, drawn)
            }
            let seen = logProbability(with.before)
            // Tables as likely as the seen one differ in the last bits of their logarithms.
            let sum = (low...high).reduce(0.0) {
                let other = logProbability($1)
                return other <= seen + 1e-7 ? $0 + exp(other) : $0
            }
            return min(1, sum)
        }
    }

    static func logChoose(_ whole: Int, _ part: Int) -> Double {
        lgamma(Double(whole) + 1) - lgamma(Double(part) + 1) - lgamma(Double(whole - part) + 1)
    }

    /// The chance of a chi-square at least this large.
    static func chiSquareTail(_ value: Double, degrees: Int) -> Double {
        upperGamma(Double(degrees) / 2, value / 2)
    }

    /// The regularised upper incomplete gamma function Q(a, x): series below a + 1, Lentz's continued fraction above
    /// (Abramowitz & Stegun 6.5.29 and 6.5.31).
    static func upperGamma(_ a: Double, _ x: Double) -> Double {
        guard x > 0 else { return 1 }
        let scale = exp(a * log(x) - x - lgamma(a))
        if x < a + 1 {
            var term = 1 / a
            var sum = term
            var n = a
            while abs(term) > abs(sum) * 1e-16 {
                n += 1
                term *= x / n
                sum += term
            }
            return max(0, 1 - sum * scale)
        }
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var fraction = d
        for step in 1...10_000 {
            let factor = -Double(step) * (Double(step) - a)
            b += 2
            d = factor * d + b
            if abs(d) < tiny { d = tiny }
            c = b + factor / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            fraction *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return scale * fraction
    }

    /// Holm's corrected p-values, in the order given.
    static func holm(_ values: [Double]) -> [Double] {
        var result = values
        var least = 0.0
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        for (rank, index) in order.enumerated() {
            least = max(least, min(1, values[index] * Double(values.count - rank)))
            result[index] = least
        }
        return result
    }
}
