import Testing

@testable import Werkstatt

/// What two runs have in common and what not.
@Suite struct RunDifferenceTests {
    @Test func aRunDoesNotDifferFromItself() throws {
        let results = SampleRun.results
        let difference = RunDifference(results, results)
        #expect(difference.isEmpty)
        #expect(difference.text().hasSuffix("Die beiden Läufe stimmen überein.\n"))
        #expect(difference.parts.first { $0.name == "contributions" }?.same == results.contributions.count)
    }

    @Test func gainedLostAndChangedAreNamed() throws {
        let old = SampleRun.results
        var new = old
        let gone = new.contributions.removeFirst()
        let changed = try #require(new.contributions.indices.first { !new.contributions[$0].fields.isEmpty })
        new.contributions[changed].fields = []
        new.suggestions[0].title = "Etwas anderes tun"
        let difference = RunDifference(old, new)
        let contributions = try #require(difference.parts.first { $0.name == "contributions" })
        #expect(contributions.lost.map(\.id) == [gone.id])
        #expect(contributions.gained.isEmpty)
        #expect(contributions.changed.map(\.id) == [new.contributions[changed].id])
        #expect(contributions.changed[0].changes.count == 1)
        #expect(contributions.changed[0].changes[0].hasPrefix("Felder H"))
        #expect(contributions.changed[0].changes[0].hasSuffix("→ –"))
        let suggestions = try #require(difference.parts.first { $0.name == "suggestions" })
        #expect(suggestions.changed.count == 1)
        #expect(!difference.isEmpty)
        #expect(RunDifference(new, old).parts[0].gained.map(\.id) == [gone.id])
        let json = try JSONValue(parsing: Array(difference.json.utf8))
        #expect(json["contributions"]?["lost"]?.array?.first?.string == gone.id)
    }
}
