import Testing

@testable import Check

/// Against scipy 1.x (`chi2.sf`, `fisher_exact`) and the worked examples of the textbooks.
@Suite struct StatisticsTests {
    static let tails: [(value: Double, degrees: Int, p: Double)] = [
        (3.841458820694124, 1, 0.05), (6.634896601021214, 1, 0.01), (0.7936507936507936, 1, 0.37299848361348686),
        (30, 1, 4.3204630578274955e-08), (12.5, 7, 0.08526927515826925), (5.991464547107979, 2, 0.05), (0, 1, 1),
    ]

    @Test(arguments: tails.indices) func chiSquareTail(number: Int) {
        let tail = Self.tails[number]
        let p = Statistics.chiSquareTail(tail.value, degrees: tail.degrees)
        #expect(abs(p - tail.p) <= tail.p * 1e-9)
    }

    /// With the label before and now, of so many, two-sided p.
    static let tables: [(with: (Int, Int), of: (Int, Int), p: Double)] = [
        ((3, 1), (4, 4), 0.4857142857142857),  // the lady tasting tea
        ((1, 11), (10, 14), 0.0027594561852200836), ((8, 1), (10, 6), 0.034965034965034975),
        ((0, 6), (40, 50), 0.031687466129731), ((120, 3), (1000, 63), 0.10193799459518413), ((0, 0), (9, 9), 1),
        ((9, 9), (9, 9), 1),
    ]

    @Test(arguments: tables.indices) func fisher(number: Int) {
        let table = Self.tables[number]
        let fourfold = Statistics.Fourfold(
            with: (before: table.with.0, now: table.with.1),
            of: (before: table.of.0, now: table.of.1)
        )
        #expect(abs(fourfold.fisher - table.p) < 1e-9)
    }

    @Test func chiSquareWhereEveryCellExpectsFiveElseFisher() {
        let large = Statistics.Fourfold(with: (before: 10, now: 30), of: (before: 30, now: 70))
        #expect(large.leastExpected >= 5)
        #expect(abs(large.chiSquare - 0.7936507936507936) < 1e-12)
        #expect(abs(large.p - 0.37299848361348686) < 1e-12)
        #expect(abs(large.cramersV - (0.7936507936507936 / 100).squareRoot()) < 1e-12)
        let small = Statistics.Fourfold(with: (before: 8, now: 1), of: (before: 10, now: 6))
        #expect(small.leastExpected < 5)
        #expect(small.p == small.fisher)
    }

    @Test func effectIsOneWhenTheLabelTellsTheRunsApart() {
        #expect(Statistics.Fourfold(with: (before: 50, now: 0), of: (before: 50, now: 50)).cramersV == 1)
        #expect(Statistics.Fourfold(with: (before: 5, now: 5), of: (before: 50, now: 50)).cramersV == 0)
    }

    @Test func holmStepsDownAndNeverTurnsBack() {
        let corrected = Statistics.holm([0.01, 0.04, 0.03, 0.005])
        for (value, expected) in zip(corrected, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(value - expected) < 1e-12) }
        #expect(Statistics.holm([0.6, 0.7]) == [1, 1])
        #expect(Statistics.holm([]).isEmpty)
    }
}
