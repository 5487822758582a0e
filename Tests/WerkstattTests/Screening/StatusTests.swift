import Testing

@testable import Werkstatt

@Suite struct StatusTests {
    /// The tables of statuses; the floors are counts of rows that are read otherwise. The second was written before its
    /// author saw the rules.
    @Test(arguments: [("status.tsv", 300, 5), ("status-2.tsv", 420, 9)])
    func cardsAreSetAsideWithTheRightReason(_ name: String, _ leastRows: Int, _ mostWrong: Int) async throws {
        let rows = try fixture(name).map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
        let found = try await screened(rows.map { String($0[1]) })
        var lost: [String] = []
        var wrong: [String] = []
        for (row, screening) in zip(rows, found) {
            let language = row.count > 2 ? String(row[2]) : ""
            let isRight = screening.status.rawValue == row[0] && (screening.reason ?? "").hasSuffix(language)
            #expect((screening.status == .kept) == (screening.reason == nil))
            if isRight { continue }
            let line = "\(row[0]) → \(screening.status) (\(screening.reason ?? "")) | \(row[1])"
            if row[0] == "kept" { lost.append(line) } else { wrong.append(line) }
        }
        #expect(rows.count >= leastRows)
        #expect(lost.isEmpty, "\(lost.joined(separator: "\n"))")
        #expect(wrong.count <= mostWrong, "\(wrong.joined(separator: "\n"))")
    }

    /// Cards of the thesaurus are contributions: hardly any may be set aside.
    @Test func exampleCardsAreKept() async throws {
        let concepts = try Lexicon(Repository.aachen.pack).concepts
        let cards = concepts.flatMap { $0.cards.map(\.text) }.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)
        let aside = try await screened(cards, jobs: 2).filter { $0.status != .kept }.count
        #expect(cards.count > 2_000)
        #expect(Double(aside) <= 0.004 * Double(cards.count), "\(aside) of \(cards.count)")
    }

    @Test func aDitoMeansTheKeptCardBeforeIt() async throws {
        func card(_ id: String, _ row: Int, _ text: String, _ phase: WorkshopPhase?, file: String = "a.csv")
            -> Contribution
        {
            Contribution(id: id, workshop: "W", phase: phase, text: text, source: Source(file: file, row: row))
        }
        let cards = [
            card("k1", 5, "dito", .kritik), card("k2", 2, "Kein Kursplatz am Abend", .kritik),
            card("k3", 3, "???", .kritik),
            card("k4", 4, "Mehr Licht im Park", .phantasie), card("k5", 6, "s.o.", .phantasie),
            card("k6", 7, "+1", nil),
            card("k7", 1, "dito", .kritik, file: "b.csv"), card("k8", 8, "siehe Tisch 4", .kritik),
        ]
        let found = try await screened(cards)
        #expect(found.map(\.refersTo) == ["k2", nil, nil, nil, "k4", nil, nil, nil])
        #expect(found[0].reason == "Verweis auf anderen Beitrag")
    }
}
