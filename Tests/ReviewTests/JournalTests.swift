import Foundation
import Testing

@testable import Review
@testable import Werkstatt

/// The journal is appended to and never changed; what people see is its replay.
@Suite struct JournalTests {
    @Test func whatIsAppendedIsReadBack() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let ids = desk.bench.items.prefix(3).map(\.id)
        try desk.decide([ids[0]], Decision(.accept, note: "Gut, „so“ machen wir es"), by: "Erika Muster")
        try desk.decide([ids[1], ids[2]], Decision(.reject, reason: .covered), by: "Max")
        let again = try ReviewFolder.desk(folder)
        #expect(again.events == desk.events)
        #expect(again.state == desk.state)
        #expect(again.state.items[ids[0]]?.last?.decision.note == "Gut, „so“ machen wir es")
        #expect(again.state.items[ids[2]]?.last?.who == "Max")
        #expect(try again.journal.isWhole())
        // The evidence as it was lies beside the events.
        let key = try #require(again.state.items[ids[0]]?.last?.image.cards.first?.key)
        #expect(try again.journal.wording(key)?.text.isEmpty == false)
    }

    @Test func eventsCannotBeChangedOrDeleted() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        try desk.decide([desk.bench.items[0].id], Decision(.accept), by: "Erika")
        let database = try Database(folder.journal, .readWrite)
        #expect(throws: Database.Fault.self) { try database.run("UPDATE event SET who = 'Max'") }
        #expect(throws: Database.Fault.self) { try database.run("DELETE FROM event") }
        #expect(try ReviewFolder.desk(folder).state == desk.state)
    }

    /// A long way of mixed acts: after each step the state kept is the state replayed from the file.
    @Test func stateIsTheReplayOfTheJournal() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        var random = SplitMix(state: 7)
        let reviewers = ["Erika", "Max", "Ayşe"]
        var done: [String: Int] = [:]
        for _ in 0..<250 {
            let who = reviewers[random.next(3)]
            let items = desk.bench.items
            let item = items[random.next(items.count)]
            let other = items[random.next(items.count)]
            let card = desk.results.contributions[item.cards[random.next(item.cards.count)]].id
            let act = random.next(12)
            do {
                switch act {
                case 0, 1: try desk.decide([item.id], Decision(.accept, edits: ["titel": "Neuer Titel"]), by: who)
                case 2: try desk.decide([item.id, other.id].uniqued, Decision(.reject, reason: .tooVague), by: who)
                case 3: try desk.decide([item.id], Decision(.postpone, note: "später"), by: who)
                case 4: try desk.decide([item.id], Decision(.merge, target: other.id), by: who)
                case 5: try desk.split(item.id, cards: [card], title: "Abgetrennt", by: who)
                case 6: try desk.move(card, to: other.id, by: who)
                case 7: try desk.rename(item.id, "Anderer Name", by: who)
                case 8: try desk.retag(card, .fields, ["H\(1 + random.next(9))"], by: who)
                case 9: try desk.markDuplicate(card, of: desk.results.contributions[other.cards[0]].id, by: who)
                case 10: try desk.mask(card, Redaction(Span(0, 1), .name), by: who)
                default: _ = try desk.undo(by: who)
                }
                done["\(act)", default: 0] += 1
            } catch is DeskError {
            } catch is StaleError {
            }
            let replayed = ReviewState(try desk.journal.events())
            try #require(desk.state == replayed)
        }
        #expect(done.count == 12, "every kind of act went through at least once: \(done)")
        let again = try ReviewFolder.desk(folder)
        #expect(again.bench.items.map(\.id) == desk.bench.items.map(\.id))
        #expect(again.bench.items.map(\.cards) == desk.bench.items.map(\.cards))
        // Whatever was moved and split: every card of a suggestion is in exactly one.
        let cards = again.bench.items.flatMap(\.cards)
        #expect(Set(cards).count == cards.count)
    }

    @Test func undoGoesBackWithoutEndAndTakesBulkActsWhole() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let ids = desk.bench.items.map(\.id)
        let before = desk.bench.items.map(\.cards)
        try desk.decide(Array(ids[0..<5]), Decision(.accept), by: "Erika")
        try desk.decide([ids[0]], Decision(.postpone), by: "Erika")
        let large = try #require(desk.bench.items.first { $0.cards.count > 2 })
        try desk.split(
            large.id,
            cards: [desk.results.contributions[large.cards[0]].id],
            title: "Eigener Vorschlag",
            by: "Erika"
        )
        #expect(try desk.undo(by: "Erika").contains("abgetrennt"))
        #expect(desk.bench.items.map(\.cards) == before)
        #expect(try desk.undo(by: "Erika").contains("zurückgestellt"))
        #expect(desk.state.status(ids[0], for: "Erika") == .accepted)
        #expect(try desk.undo(by: "Erika") == "5\u{A0}Vorschläge angenommen.")
        #expect(ids.allSatisfy { desk.state.status($0, for: "Erika") == .open })
        #expect(throws: DeskError.self) { try desk.undo(by: "Erika") }
        let expected = 11  // the run, 5 decisions at once, 1, the split, 3 undos
        #expect(desk.events.count == expected)
    }

    @Test func nobodyUndoesWhatSomebodyElseBuiltUpon() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let id = desk.bench.items[0].id
        try desk.decide([id], Decision(.accept), by: "Erika")
        try desk.decide([id], Decision(.postpone), by: "Max")
        #expect(throws: StaleError.self) { try desk.undo(by: "Erika") }
        try desk.undo(by: "Max")
        try desk.undo(by: "Erika")
        #expect(desk.state.status(id, for: "Erika") == .open)
    }

    @Test func aStaleFormIsToldAndNothingIsSwallowed() async throws {
        let folder = try await ReviewFolder.fresh()
        let first = try ReviewFolder.desk(folder)
        let second = try ReviewFolder.desk(folder)
        let id = first.bench.items[0].id
        let stamp = second.state.stamp(id, for: "Max")
        try first.decide([id], Decision(.accept), by: "Erika", stamps: [id: first.state.stamp(id, for: "Erika")])
        let error = #expect(throws: StaleError.self) {
            try second.decide([id], Decision(.reject, reason: .covered), by: "Max", stamps: [id: stamp])
        }
        #expect(error?.description.contains("Erika hat ihn inzwischen geändert") == true)
        try second.refresh()
        #expect(second.state == first.state)
        #expect(second.state.status(id, for: "Max") == .accepted)
    }

    @Test(arguments: [
        (Decision(.reject), "Grund"), (Decision(.reject, reason: .other), "Anmerkung"), (Decision(.merge), "womit"),
        (Decision(.merge, target: "M:99.99"), "Katalog"), (Decision(.accept, edits: ["titel": ""]), "Titel"),
    ])
    func incompleteDecisionsAreRefused(_ decision: Decision, _ word: String) async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let error = #expect(throws: DeskError.self) { try desk.decide([desk.bench.items[0].id], decision, by: "Erika") }
        #expect(error?.description.contains(word) == true)
        #expect(desk.events.count == 1)
    }

    @Test func mergingInACircleIsRefused() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let ids = desk.bench.items.map(\.id)
        try desk.decide([ids[0]], Decision(.merge, target: ids[1]), by: "Erika")
        try desk.decide([ids[1]], Decision(.merge, target: ids[2]), by: "Erika")
        #expect(throws: DeskError.self) { try desk.decide([ids[2]], Decision(.merge, target: ids[0]), by: "Erika") }
    }
}

/// A small generator with a fixed seed, so that a failure comes again.
struct SplitMix {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }
}
