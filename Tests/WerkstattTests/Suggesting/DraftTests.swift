import Testing

@testable import Werkstatt

/// Drafts on all sample corpora: no invented fact; and the small tools they are written with.
@Suite struct DraftTests {
    /// Every value is a span of a contribution, a value of the catalogue, a constant of the pack, or the pack's wording
    /// around a span.
    @Test func noFactIsInvented() async throws {
        let pack = Repository.aachen.pack
        let (results, _) = try await Repository.run(Repository.corpora.map(Repository.input))
        let texts = Dictionary(uniqueKeysWithValues: results.contributions.map { ($0.id, $0.contribution.text) })
        var constants = pack.drafts.constants
        for definition in pack.fields + pack.themes + pack.napPhases {
            constants.insert("\(definition.id) \(definition.title)")
        }
        for field in pack.fields { constants.formUnion(field.offices + field.indicators) }
        var checked = 0
        for value in results.suggestions.flatMap(\.draft).flatMap(\.values) {
            checked += 1
            switch value.origin {
            case .contribution:
                let text = try #require(value.from.flatMap { texts[$0] })
                #expect(value.text == text.slice(try #require(value.span)))
            case .catalogue:
                let measure = try #require(pack.catalogue.first { $0.number == value.from })
                let cells = [
                    measure.title, measure.responsible, measure.partners, measure.targetGroup, measure.timeFrame,
                    measure.cost, measure.indicator,
                ]
                let former = [measure.timeFrame, measure.cost].map {
                    pack.drafts["formerly"].replacing("{}", with: $0)
                }
                #expect((cells + former).contains(value.text))
            case .review: Issue.record("a run writes nothing by hand")
            case .pack:
                guard let span = value.span, let card = value.from else {
                    #expect(constants.contains(value.text), "\(value.text)")
                    continue
                }
                let object = try #require(texts[card]).slice(span)
                #expect(
                    pack.drafts.reversals.contains { $0.goal.replacing("{}", with: object) == value.text },
                    "\(value.text)"
                )
            }
        }
        #expect(checked > 1000)
        #expect(Set(results.suggestions.map(\.title)).count == results.suggestions.count)
        var kinds: [String: Set<SuggestionKind>] = [:]
        for suggestion in results.suggestions where suggestion.kind != .neu {
            kinds[suggestion.measures[0].number, default: []].insert(suggestion.kind)
        }
        #expect(kinds.filter { $0.value.count > 1 }.isEmpty)
        for suggestion in results.suggestions {
            #expect(suggestion.title.count <= 80, "\(suggestion.title)")
            #expect(!suggestion.title.contains("…"), "\(suggestion.title)")
            let open = suggestion.draft.filter(\.isOpen).map(\.name)
            let asked = suggestion.draft.first { $0.name == "fragen" }?.values.compactMap(\.from) ?? []
            #expect(asked == open)
        }
    }

    @Test(arguments: [
        ("Fehlende Spielgruppen im Norden", "Spielgruppen: schaffen oder ausbauen"),
        ("Es fehlt an bezahlbaren Proberäumen", "bezahlbaren Proberäumen: schaffen oder ausbauen"),
        ("Zu lange Wartezeiten", "Wartezeiten: verkürzen"),
        ("Eintrittskarten zu teuer", "Eintrittskarten: bezahlbar machen"),
        ("Formulare nur auf Deutsch", "Formulare: mehrsprachig und in Leichter Sprache anbieten"),
        ("Schön war es trotzdem", nil),
    ])
    func critiqueIsTurnedRound(card: String, goal: String?) {
        let found = Reversing(Repository.aachen.pack.drafts).goal(of: FactText(card))
        #expect(found.map { $0.wording.replacing("{}", with: card.slice($0.object)) } == goal)
    }

    @Test(arguments: [
        (["mehr Kontrollen im Park", "weniger Kontrollen bitte"], [0, 1]),
        (["Kurs verpflichtend machen", "Kurs bleibt freiwillig", "Kuchen für alle"], [0, 1]),
        (["Zentral im Rathaus", "dezentral, in jedem Viertel"], [0, 1]),
        (["mehr Bänke", "mehr Grün"], []),
        (["mehr Zeit und weniger Stress"], []),
    ])
    func oppositeDemandsAreShown(cards: [String], expected: [Int]) {
        #expect(Opposites(Repository.aachen.pack.drafts).contradicting(cards.map { FactText($0) }) == expected)
    }

    @Test(arguments: [
        ("Nur vormittags, wer arbeitet, hat Pech", "uhrzeit"),
        ("Abends essen wir zusammen", nil),
        ("Die zweite Gruppe wäre nötig, alles ausgebucht", "umfang"),
        ("Die Stelle gehört in den Stellenplan", "dauer"),
        ("Teilnahme verpflichtend machen", "verbindlich"),
        ("Zwölf Seiten Antrag für einen Grillabend", "verfahren"),
        ("Das kennt keiner, nie gehört", "bekanntheit"),
        ("Läuft immer nur befristet", "dauer"),
        ("Nur auf Papier, warum nicht online?", "digital"),
        ("Die Beraterin ist überlastet", "personal"),
        ("Wir haben uns alle zuständig gefühlt", nil),
        ("Der Kaffee war gut", nil),
    ])
    func aspectsAreNamed(card: String, aspect: String?) throws {
        let (pack, knowledge) = Repository.aachen
        let builder = knowledge.builder()
        var lexis = Lexis()
        let words = try Tokenizer(builder: builder).words(of: CleanText(Array(card.utf8)), into: &lexis)
        let hits = CueFinder(pack.drafts.aspects.map(\.expressions), builder: builder).find(words, lexis)
        let names = Set(hits.map { pack.drafts.aspects[$0.list].id })
        if let aspect { #expect(names.contains(aspect), "\(names)") } else { #expect(names.isEmpty) }
    }
}
