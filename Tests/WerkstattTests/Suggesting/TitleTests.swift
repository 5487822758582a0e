import Testing

@testable import Werkstatt

/// Titles: object and verb, grammatical, at most eighty characters.
@Suite struct TitleTests {
    private let pack = Repository.aachen.pack
    private var titles: Titles { Titles(pack: pack) }

    private func measure(_ title: String, status: String = "laufend") -> Measure {
        Measure(
            number: "0.01",
            field: "",
            title: title,
            description: "",
            goal: "",
            responsible: "",
            partners: "",
            targetGroup: "",
            timeFrame: "",
            cost: "",
            indicator: "",
            status: status,
            napPhases: [],
            concepts: []
        )
    }

    @Test(arguments: [
        ("Offenes Lesecafé im Viertel", "laufend", "Offenes Lesecafé im Viertel fortführen"),
        ("Runder Tisch Nachbarschaft", "laufend", "Runden Tisch Nachbarschaft fortführen"),
        ("Interkultureller offener Treff", "geplant", "Interkulturellen offenen Treff wie geplant umsetzen"),
        ("Turnier der Viertel", "umgesetzt", "Turnier der Viertel weiter veranstalten"),
        ("Kochnachmittag für Väter", "zurückgestellt", "Kochnachmittag für Väter wieder aufnehmen"),
        ("Spielplatzpaten gewinnen", "laufend", "Spielplatzpaten weiterhin gewinnen"),
        ("Lesungen ausbauen und bekannt machen", "laufend", "Lesungen weiterhin ausbauen und bekannt machen"),
        ("Gespräch der Vereine fortführen", "laufend", "Gespräch der Vereine fortführen"),
        ("Aachener Modell der Begleitung", "laufend", "Aachener Modell der Begleitung fortführen"),
    ])
    func confirmed(title: String, status: String, expected: String) {
        #expect(titles.confirmed(measure(title, status: status)) == expected)
    }

    @Test func revisedSaysWhatChanges() throws {
        let aspect = try #require(pack.drafts.aspects.first { $0.id == "digital" })
        #expect(
            titles.revised(measure("Gedruckte Liste der Chöre"), aspect: aspect)
                == "Gedruckte Liste der Chöre: digital anbieten"
        )
        #expect(titles.revised(measure("Runder Tisch Musik"), aspect: nil) == "Runden Tisch Musik überarbeiten")
        #expect(titles.revised(measure("Chöre bekannt machen"), aspect: aspect) == "Chöre: digital anbieten")
    }

    @Test func longTitlesAreCutAtGrammaticalJoints() {
        let long = "Beratungsstelle für zugewanderte Familien mit kleinen Kindern in den nördlichen Stadtteilen"
        #expect(
            titles.confirmed(measure(long))
                == "Beratungsstelle für zugewanderte Familien mit kleinen Kindern fortführen"
        )
    }

    @Test func everyTitleOfThePackFits() {
        for (concept, action) in pack.drafts.actions.sorted(by: { $0.key < $1.key }) {
            #expect(titles.new(concept: concept, quote: "").count <= 80)
            #expect(!action.object.isEmpty && action.verb.hasSuffix("n"), "\(concept)")
        }
        for measure in pack.catalogue {
            #expect(titles.confirmed(measure).count <= 80)
            for aspect in pack.drafts.aspects { #expect(titles.revised(measure, aspect: aspect).count <= 80) }
        }
    }

    @Test func everyConceptHasATitle() {
        let concepts = Repository.aachen.knowledge.concepts.map(\.id)
        #expect(concepts.filter { pack.drafts.actions[$0] == nil }.isEmpty)
    }
}
