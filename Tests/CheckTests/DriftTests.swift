import Testing

@testable import Check
@testable import Werkstatt

/// Shares of labels between two runs.
@Suite struct DriftTests {
    private static func cards(_ count: Int, _ workshop: String, withField share: Int) -> [ReadyContribution] {
        (0..<count).map { CheckSupport.card($0, fields: $0 % 100 < share ? ["H2"] : ["H3"], workshop: workshop) }
    }

    /// Per cent with the field before and now, whether that is more than chance.
    static let pairs: [(before: Int, now: Int, moves: Bool)] = [
        (30, 30, false), (30, 33, false), (30, 60, true), (2, 30, true), (50, 49, false), (0, 0, false),
    ]

    @Test(arguments: pairs.indices) func tellsShiftsFromChance(number: Int) throws {
        let pair = Self.pairs[number]
        let drift = LabelDrift(
            before: Self.cards(200, "alt", withField: pair.before),
            now: Self.cards(200, "neu", withField: pair.now),
            pack: CheckSupport.aachen.pack
        )
        let moved = drift.moved(.driftFields, alpha: 0.01)
        #expect(moved.map(\.id).sorted() == (pair.moves ? ["H2", "H3"] : []), "\(pair)")
        if pair.moves {
            let shift = try #require(moved.first { $0.id == "H2" })
            #expect(abs(shift.before - Double(pair.before) / 100) < 1e-12)
            #expect(abs(shift.now - Double(pair.now) / 100) < 1e-12)
        }
    }

    @Test func cardsOfBothRunsCountOnce() {
        let old = Self.cards(150, "alt", withField: 20)
        let drift = LabelDrift(
            before: old,
            now: old + Self.cards(80, "neu", withField: 20),
            pack: CheckSupport.aachen.pack
        )
        #expect(drift.newCards == 80)
        #expect(drift.cards[.driftFields]! == (before: 150, now: 80))
        let same = LabelDrift(before: old, now: old, pack: CheckSupport.aachen.pack)
        #expect(same.newCards == 0)
        #expect(same.moved(.driftFields, alpha: 0.5).isEmpty)
    }

    @Test func labelsAreCountedOnKeptCardsOnlyAndNoiseOnAll() {
        let before = (0..<100).map { CheckSupport.card($0, fields: ["H1"], workshop: "alt") }
        let now = (0..<100).map {
            CheckSupport.card($0, fields: $0 < 40 ? [] : ["H1"], workshop: "neu", status: $0 < 40 ? .filler : .kept)
        }
        let drift = LabelDrift(before: before, now: now, pack: CheckSupport.aachen.pack)
        #expect(drift.cards[.driftFields]! == (before: 100, now: 60))
        #expect(drift.moved(.driftFields, alpha: 0.01).isEmpty)
        #expect(drift.moved(.driftNoise, alpha: 0.01).count == 1)
    }
}
