import Testing

@testable import Werkstatt

/// What stages are said to read of a pack is what they ask for: else a change would go unseen.
@Suite struct StageReadingsTests {
    @Test func everyParameterIsClaimed() {
        let claimed = StageReadings.parameters.reduce(into: Set<String>()) { $0.formUnion($1.names) }
        #expect(Set(Parameters.known.keys).subtracting(claimed).isEmpty)
        #expect(claimed.subtracting(Parameters.known.keys).isEmpty)
    }

    @Test(arguments: [true, false]) func stagesAskForWhatTheyClaim(withRooms: Bool) async throws {
        let city = try SmallCity()
        if !withRooms { for position in city.cards.indices { city.cards[position].room = "" } }
        try city.writeCards()
        var pack = try Pack(folder: city.pack)
        /// Asks a stage with a pack that notes what is asked for.
        func asked<Result>(_ work: (Pack) async throws -> Result) async throws -> (names: Set<String>, result: Result) {
            let readings = ParameterReadings()
            pack.parameters.readings = readings
            let result = try await work(pack)
            return (readings.names, result)
        }
        func check(_ stage: String, _ names: Set<String>) {
            let more = names.subtracting(StageReadings.names(stage))
            #expect(more.isEmpty, "\(stage) reads \(more.sorted())")
        }
        let (ofKnowledge, knowledge) = try await asked { try Knowledge($0, Lexicon($0)) }
        check("knowledge", ofKnowledge)
        #expect(!ofKnowledge.isEmpty)
        let intake = try Intake(rules: pack.intake).run([city.input], standardInput: { [] })
        func line(_ pack: Pack) -> Line { Line(pack: pack, knowledge: knowledge, options: city.options) }
        let (first, screened) = try await asked { try await line($0).screened(intake) { _ in } }
        check("screen", first)
        let (ofTag, tagged) = try await asked { try await line($0).tag.run(screened) }
        check("tag", ofTag)
        let (ofGroup, grouped) = try await asked { try await line($0).group.run(tagged) }
        check("group", ofGroup)
        let (ofLink, linked) = try await asked { try await line($0).link.run(grouped) }
        check("link", ofLink)
        let (ofSettle, settled) = try await asked { try await line($0).settle.run(linked) }
        check("settle", ofSettle)
        let (ofMatch, matched) = try await asked { try await line($0).match.run(settled) }
        check("match", ofMatch)
        let (ofSuggest, results) = try await asked { try await line($0).suggest.run(matched) }
        check("suggest", ofSuggest)
        let (ofResults, files) = try await asked { ResultFiles(results, pack: $0).files.count }
        check("results", ofResults)
        #expect(files == 8)
        for names in [ofTag, ofGroup, ofSettle, ofMatch, ofSuggest, ofResults] { #expect(!names.isEmpty) }
    }
}
