import Testing

@testable import Werkstatt

/// The four workshops in git come in four shapes; all must give the rows of their gold.
@Suite struct CorporaTests {
    private static let names = ["gesundheit-sport", "kultur-haltung", "sprache-arbeit", "wohnen-quartier"]

    @Test(arguments: names)
    func everyShapeGivesTheRowsOfTheGold(name: String) throws {
        let folder = repository + "/Corpora/" + name
        let corpus = try Intake(rules: commonRules).run([folder], standardInput: { [] })
        let gold = try Intake(rules: commonRules).run([folder + "/gold/" + name + ".jsonl"], standardInput: { [] })
        #expect(corpus.contributions.count > 120)
        #expect(corpus.contributions.map(Row.init) == gold.contributions.map(Row.init))
        #expect(corpus.unread.isEmpty)
        #expect(corpus.inputs.count == 1)
        #expect(!corpus.notices.contains { $0.level == .warning })
        let passedOver = corpus.notices.filter { $0.text.contains("übergangen") }.map(\.file)
        #expect(
            Set(passedOver) == Set(["/SOURCE.md", "/gold/\(name).jsonl", "/gold/threads.jsonl"].map { folder + $0 })
        )
    }

    @Test func allFourAtOnce() throws {
        let corpus = try Intake(rules: commonRules).run([repository + "/Corpora"], standardInput: { [] })
        #expect(corpus.contributions.count == 536)
        #expect(corpus.inputs.map(\.contributions).reduce(0, +) == 536)
        #expect(Set(corpus.contributions.map(\.workshop)).count == 4)
    }

    /// The same cards in the character sets of old and new Windows.
    @Test(arguments: [("windows-1252", "csv", "windows-1252"), ("utf-16le", "tsv", "utf-16le-bom")])
    func characterSetsGiveTheSameRows(file: String, format: String, charset: String) throws {
        let path = repository + "/Tests/WerkstattTests/Fixtures/sprache-arbeit-\(file).csv"
        let corpus = try Intake(rules: commonRules).run([path], standardInput: { [] })
        let gold = try Intake(rules: commonRules).run(
            [repository + "/Corpora/sprache-arbeit/gold/sprache-arbeit.jsonl"],
            standardInput: { [] }
        )
        let ids = Set(corpus.contributions.map(\.id))
        #expect(ids.count == 137)
        #expect(corpus.contributions.map(Row.init) == gold.contributions.filter { ids.contains($0.id) }.map(Row.init))
        #expect(corpus.inputs.map(\.format) == [format])
        #expect(corpus.inputs.map(\.charset) == [charset])
    }

    /// What the contract names, without place and origin of the phase.
    private struct Row: Equatable {
        var id: String
        var workshop: String?
        var phase: WorkshopPhase?
        var table: Scalar?
        var color: String?
        var roomCluster: String?
        var points: Int?
        var text: String

        init(_ contribution: Contribution) {
            id = contribution.id
            workshop = contribution.workshop
            phase = contribution.phase
            table = contribution.table
            color = contribution.color
            roomCluster = contribution.roomCluster
            points = contribution.points
            text = contribution.text
        }
    }
}
