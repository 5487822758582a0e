import Foundation
import Testing

@testable import Review
@testable import Werkstatt

/// Decisions find their suggestions again after a new run; corrections by hand win; what is erased stays out.
@Suite(.serialized) struct CarryOverTests {
    /// All suggestions of two workshops decided by a script, two workshops added, run again.
    @Test func decisionsOnUnchangedSuggestionsAreAllKeptAndChangedOnesListed() async throws {
        let folder = try ReviewFolder.Temporary()
        try await ReviewFolder.run(["gesundheit-sport", "kultur-haltung"], into: folder.path)
        let before = try ReviewFolder.desk(folder)
        for (number, item) in before.bench.items.enumerated() {
            let decision =
                number % 3 == 0
                ? Decision(.accept) : number % 3 == 1 ? Decision(.reject, reason: .covered) : Decision(.postpone)
            try before.decide([item.id], decision, by: "Erika")
        }
        let images = Dictionary(uniqueKeysWithValues: before.bench.items.map { ($0.id, before.image(of: $0)) })
        let decisions = before.state.items.mapValues { $0.last!.decision }

        try await ReviewFolder.run(ReviewFolder.all, into: folder.path)
        let after = try ReviewFolder.desk(folder)
        var unchanged = 0
        for (id, image) in images {
            let same = after.bench.items.first { after.image(of: $0) == image }
            guard let same else { continue }
            unchanged += 1
            #expect(after.state.status(same.id, for: nil) == ItemStatus(decisions[id]!.verdict))
            #expect(after.state.items[same.id]?.last?.decision == decisions[id])
        }
        #expect(unchanged > 10)
        // Nothing is lost: every decision stands somewhere, unchanged or to be looked at again.
        #expect(after.state.items.values.reduce(0) { $0 + $1.votes.count } == decisions.count)
        var again = 0
        for item in after.bench.items {
            let changes = after.state.items[item.id]?.changes ?? []
            let vote = after.state.items[item.id]?.last
            guard let vote else { continue }
            if vote.image == after.image(of: item) {
                #expect(changes.isEmpty)
            } else {
                again += 1
                #expect(!changes.isEmpty)
                #expect(after.state.status(item.id, for: nil) == .again)
            }
        }
        let lost = after.state.items.values.count { $0.isOrphan }
        let accounted = unchanged + again + lost
        #expect(accounted == decisions.count)
        // A third run with the same input changes nothing and notes nothing.
        let events = after.events.count
        try await ReviewFolder.run(ReviewFolder.all, into: folder.path)
        #expect(try ReviewFolder.desk(folder).events.count == events)
    }

    @Test func correctionsByHandWinOverTheNextRunAndStandInTheManifest() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let card = try #require(
            desk.results.contributions.first { $0.fields.first?.id == "H6" && $0.redactions.isEmpty }
        )
        let masked = try #require(desk.results.contributions.first { !$0.redactions.isEmpty })
        let twins = desk.results.contributions.filter {
            $0.status == .kept && $0.duplicateOf == nil && $0.id != card.id
        }
        try desk.retag(card.id, .fields, ["H9", "H1"], by: "Erika")
        try desk.unmask(masked.id, masked.redactions[0], by: "Erika")
        try desk.mask(card.id, Redaction(Span(0, 4), .name), by: "Erika")
        try desk.markDuplicate(twins[0].id, of: twins[1].id, by: "Erika")
        #expect(desk.results.contributions.first { $0.id == card.id }?.fields.map(\.id) == ["H9", "H1"])

        // In another folder, from the journal as a file.
        let other = try ReviewFolder.Temporary()
        let results = try await ReviewFolder.run(into: other.path, decisions: folder.journal)
        let again = try #require(results.contributions.first { $0.id == card.id })
        #expect(again.fields.map(\.id) == ["H9", "H1"])
        #expect(again.fields[0].evidence.map(\.entry) == ["von Hand gesetzt"])
        #expect(again.redactions == [Redaction(Span(0, 4), .name)])
        #expect(results.contributions.first { $0.id == masked.id }?.redactions == Array(masked.redactions.dropFirst()))
        #expect(results.contributions.first { $0.id == twins[0].id }?.duplicateOf == twins[1].id)
        let manifest = try JSONValue(parsing: try #require(readFile(other.path + "/manifest.json")))
        let corrections = desk.state.corrections(salt: desk.journal.salt)
        #expect(manifest["flags"]?["decisions"]?["name"]?.string == "review.sqlite")
        #expect(manifest["flags"]?["decisions"]?["sha256"]?.string == corrections.digest)
        #expect(Journal.exists(other.journal))
        #expect(try ReviewFolder.desk(other).state.tags == desk.state.tags)
        // Names live only in the journal.
        for file in try ReviewFolder.bytes(in: other.path) where !file.name.hasPrefix("review.sqlite") {
            #expect(!String(decoding: file.bytes, as: UTF8.self).contains("Erika"), "\(file.name)")
        }
        // A folder with a journal of its own refuses another one.
        await #expect(throws: DeskError.self) {
            try await ReviewFolder.run(into: folder.path, decisions: other.journal)
        }
    }

    @Test func anErasedContributionLeavesNoTraceAndStaysOutOfLaterRuns() async throws {
        let folder = try ReviewFolder.Temporary()
        let input = folder.path + "/karten.csv"
        let secret = "Frau Quitzow aus der Quellenhofstraße hat uns Zirkuswagen versprochen"
        var csv = "workshop;phase;table;text\nWerkstatt A;kritik;1;\(secret)\n"
        csv +=
            "Werkstatt A;kritik;2;Kein Zirkus für Kinder in Aachen-Nord\nWerkstatt A;phantasie;2;Ein Kinderzirkus im Park\n"
        csv += "Werkstatt A;realisierung;3;Zirkuspädagogik in der Schule anbieten\n"
        try Data(csv.utf8).write(to: URL(fileURLWithPath: input))
        let run = folder.path + "/lauf"
        try await ReviewFolder.run([], inputs: [input], into: run)
        let desk = try Desk(folder: run, pack: ReviewFolder.pack)
        let card = try #require(desk.results.contributions.first { $0.contribution.text == secret })
        if let item = desk.bench.item(ofCard: try #require(desk.bench.position(ofCard: card.id))) {
            try desk.decide([item.id], Decision(.accept, note: "siehe Zirkuswagen versprochen: \(secret)"), by: "Erika")
        }
        for item in desk.bench.items where desk.state.items[item.id] == nil {
            try desk.decide([item.id], Decision(.postpone, note: secret), by: "Max")
        }
        let before = desk.state
        // What a run keeps for the next one goes with the card, too.
        let kept = ["werkstatt.lock", ".werkstatt-state"].map { desk.folder + "/" + $0 }
        for path in kept { try Data("Stand".utf8).write(to: URL(fileURLWithPath: path)) }
        let todo = try desk.erase(card.id, by: "Erika")
        for path in kept { #expect(!FileManager.default.fileExists(atPath: path)) }
        #expect(todo.contains { $0.contains("karten.csv") })

        func expectNoTrace(_ place: String) throws {
            for file in try ReviewFolder.bytes(in: place) {
                let text = String(decoding: file.bytes, as: UTF8.self)
                for word in ["Quitzow", "Quellenhof", "Zirkuswagen"] {
                    #expect(!text.contains(word), "\(word) in \(file.name)")
                }
            }
        }
        try expectNoTrace(run)
        // The replay gives the same decisions, and the removal is noted without the text.
        let again = try Desk(folder: run, pack: ReviewFolder.pack)
        #expect(again.state == desk.state)
        #expect(again.state.erased == [Corrections.Tombstone(key: desk.state.erased[0].key, id: card.id)])
        func verdicts(_ state: ReviewState) -> [String: [Review.Verdict]] {
            state.items.mapValues { item in item.votes.map(\.decision.verdict) }
        }
        #expect(verdicts(again.state) == verdicts(before))
        let line = try #require(again.results.contributions.first { $0.id == card.id })
        #expect(line.status == .erased && line.contribution.text.isEmpty)
        let manifest = try JSONValue(parsing: try #require(readFile(run + "/manifest.json")))
        #expect(manifest["balance"]?["erased"]?.int == 1)
        #expect(manifest["balance"]?["balanced"] == .bool(true))

        // The input still has the card; the next run leaves it out.
        let results = try await ReviewFolder.run([], inputs: [input], into: run)
        #expect(results.contributions.count { $0.status == .erased } == 1)
        #expect(results.contributions.count == 4)
        try expectNoTrace(run)
        // Also when the file now gives it another id.
        try Data(
            csv.replacingOccurrences(of: "workshop;", with: "id;workshop;")
                .replacingOccurrences(of: "\nWerkstatt", with: "\nx;Werkstatt").utf8
        ).write(to: URL(fileURLWithPath: input))
        let renamed = try await ReviewFolder.run([], inputs: [input], into: run)
        #expect(renamed.contributions.count { $0.status == .erased } == 1)
        try expectNoTrace(run)
    }

    @Test func anErasureThatWasCutShortIsFinishedWhenTheFolderIsOpened() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let card = try #require(desk.results.contributions.first { $0.status == .kept })
        let tombstone = Corrections.Tombstone(
            key: desk.imageCard(try #require(desk.bench.position(ofCard: card.id))).key,
            id: card.id
        )
        try desk.journal.erase(tombstone, by: "Erika") { _, _ in false }
        let again = try ReviewFolder.desk(folder)
        #expect(again.results.contributions.first { $0.id == card.id }?.status == .erased)
        let file = String(decoding: try #require(readFile(folder.path + "/contributions.jsonl")), as: UTF8.self)
        #expect(!file.contains(card.contribution.text))
    }
}
