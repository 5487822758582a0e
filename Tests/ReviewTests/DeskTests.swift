import Testing

@testable import Review
@testable import Werkstatt

/// Search, queue, exports of what was decided, forms of the pages.
@Suite struct DeskTests {
    @Test func partsOfWordsAreFoundAndAQueryIsNeverAStatement() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let all = desk.bench.items.count
        let found = try desk.queue(QueueFilter(search: "aufführung"), for: nil)
        for item in found {
            let texts =
                item.cards.map { desk.text($0).text.lowercased() } + [
                    desk.title(item).lowercased(), desk.threadLabel(item).lowercased(),
                ]
            #expect(texts.contains { $0.contains("aufführung") })
        }
        #expect(try !desk.queue(QueueFilter(search: "ultu"), for: nil).isEmpty)
        #expect(try desk.queue(QueueFilter(search: "ku"), for: nil).count <= all)
        for query in [
            "\"", "'; DROP TABLE card; --", "text:*", "a OR b NOT", "%", "_", "(", "\"\"\"", "NEAR(a b)", "\\",
        ] {
            #expect(try desk.queue(QueueFilter(search: query), for: nil).count <= all, "\(query)")
        }
        // What is masked is not found by what is under the mask.
        #expect(try desk.queue(QueueFilter(search: "Petrušić"), for: nil).isEmpty)
    }

    @Test func openOnesComeFirstInEveryOrder() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let first = try desk.queue(QueueFilter(), for: "Erika")[0].id
        try desk.decide([first], Decision(.accept), by: "Erika")
        for order in QueueFilter.Order.allCases {
            var filter = QueueFilter()
            filter.order = order
            let queue = try desk.queue(filter, for: "Erika")
            #expect(queue.count == desk.bench.items.count)
            #expect(queue.last?.id == first)
        }
        let breadths = try desk.queue(QueueFilter(), for: "Erika").dropLast().map(\.breadth)
        #expect(zip(breadths, breadths.dropFirst()).allSatisfy { $0 >= $1 })
        for item in try desk.queue(QueueFilter(status: .accepted), for: "Erika") { #expect(item.id == first) }
    }

    @Test func exportsTakeWhatWasAcceptedAsPeopleLeftIt() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let items = desk.bench.items.filter { $0.cards.count > 1 }
        let (taken, merged, refused, split) = (items[0], items[1], items[2], items[3])
        let lone = desk.results.contributions[split.cards[0]].id
        try desk.decide(
            [taken.id],
            Decision(.accept, edits: ["titel": "Unser Titel", "kosten": "5.000 Euro"]),
            by: "Erika"
        )
        try desk.decide([merged.id], Decision(.merge, target: taken.id), by: "Erika")
        try desk.decide([refused.id], Decision(.reject, reason: .notOurs), by: "Erika")
        try desk.split(split.id, cards: [lone], title: "Eigener Vorschlag", by: "Erika")
        let part = try #require(desk.bench.items.first { $0.isSplit })
        try desk.decide([part.id], Decision(.accept), by: "Erika")
        let decided = DecidedResults(desk)
        #expect(decided.results.suggestions.map(\.title) == ["Unser Titel", "Eigener Vorschlag"])
        let suggestion = decided.results.suggestions[0]
        #expect(suggestion.evidence.count == taken.cards.count + merged.cards.count)
        #expect(suggestion.draft.first { $0.name == "kosten" }?.values.map(\.text) == ["5.000 Euro"])
        for quote in suggestion.evidence {
            let card = try #require(decided.results.contributions.first { $0.id == quote.contribution })
            #expect(card.contribution.text.slice(quote.span) == quote.quote)
        }
        let export = Export(decided.results, pack: desk.pack, outcomes: decided.outcomes)
        for format in ExportFormat.allCases {
            #expect(try !export.bytes(.annex, format).isEmpty)
            if format.isOfDocument { #expect(try !Minutes(desk).bytes(format).isEmpty) }
        }
        let annex = String(decoding: try export.bytes(.annex, .csv), as: UTF8.self)
        #expect(annex.contains("Unser Titel") && annex.contains("5.000 Euro") && annex.contains("Eigener Vorschlag"))
        #expect(!annex.contains(desk.title(refused)))
        let feedback = String(decoding: try export.bytes(.feedback, .markdown), as: UTF8.self)
        #expect(feedback.contains("wurde nicht übernommen: Nicht in kommunaler Hand"))
        #expect(!feedback.contains("Erika"))
    }

    @Test(arguments: [
        ("a=1&b=zwei+W%C3%B6rter", ["a": "1", "b": "zwei Wörter"]), ("a=%zz&b", ["a": "%zz", "b": ""]),
        ("note=eins%0D%0Azwei", ["note": "eins\nzwei"]), ("x=%3Cscript%3E%26", ["x": "<script>&"]),
    ])
    func formsAreDecoded(_ body: String, _ expected: [String: String]) {
        let form = HTTPServer.form(Array(body.utf8))
        #expect(Dictionary(form.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }) == expected)
    }

    @Test(arguments: [
        ("Erika  Muster", "Erika Muster"), ("", nil), ("\u{202E}akirE", nil), ("a\u{7}b", nil),
        (String(repeating: "x", count: 61), nil),
    ])
    func namesAreClean(_ name: String, _ expected: String?) {
        #expect(Accounts.cleanName(name) == expected)
    }

    @Test func wordsOfCorrectedCardsComeFirstInTheWorkOnTheThesaurus() async throws {
        let folder = try await ReviewFolder.fresh()
        let desk = try ReviewFolder.desk(folder)
        let intake = try Intake(rules: desk.pack.intake).run(
            [ReviewFolder.input("kultur-haltung")],
            standardInput: { [] }
        )
        let plain = try await Keyness.proposals(intake, pack: desk.pack, knowledge: ReviewFolder.knowledge, most: 40)
        let proposal = try #require(plain.last { $0.cards > 0 && !$0.examples.isEmpty })
        let card = try #require(desk.results.contributions.first { $0.contribution.text == proposal.examples[0] })
        try desk.retag(card.id, .fields, ["H1"], by: "Erika")
        let fed = try await Keyness.proposals(
            intake,
            pack: desk.pack,
            knowledge: ReviewFolder.knowledge,
            most: 40,
            corrections: desk.state.corrections(salt: desk.journal.salt)
        )
        #expect(plain.allSatisfy { $0.byHand.isEmpty })
        #expect(fed[0].byHand == ["H1"])
        let place = try #require(fed.firstIndex { $0.wording == proposal.wording })
        #expect(fed[...place].allSatisfy { $0.byHand == ["H1"] })
    }
}
