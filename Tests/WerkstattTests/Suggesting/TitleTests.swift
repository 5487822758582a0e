import Testing

@testable import Werkstatt

/// Titles: object and verb, grammatical, at most eighty characters.
@Suite struct TitleTests {
    private let pack = Repository.aachen.pack
    private let titles = Titles(pack: Repository.aachen.pack)

    private func measure(_ title: String, status: String = "laufend", subject: String = "") -> Measure {
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
            concepts: [],
            subject: subject
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
        #expect(titles.confirmed(measure(title, status: status)).text == expected)
    }

    private func aspect(_ id: String) throws -> DraftRules.Aspect {
        try #require(pack.drafts.aspects.first { $0.id == id })
    }

    @Test func revisedSaysWhatChanges() throws {
        let list = measure("Runder Tisch Musik", subject: "Runder Tisch")
        #expect(titles.revised(list).text == "Runden Tisch Musik überarbeiten")
        #expect(titles.changed(list, try aspect("umfang")).text == "Runden Tisch ausbauen")
        #expect(titles.changed(list, try aspect("wartezeit")).text == "Runder Tisch: Wartezeiten verkürzen")
        #expect(
            titles.changed(measure("Chöre bekannt machen"), try aspect("digital")).text == "Chöre digital gestalten"
        )
        let action = Titles.Phrase(object: "Gemeinsame Proben", verb: "ermöglichen")
        #expect(titles.directed(list, action)?.text == "Runder Tisch: gemeinsame Proben ermöglichen")
        let long = measure("Preis", subject: String(repeating: "Lang", count: 18))
        #expect(titles.directed(long, action) == nil)
    }

    @Test(arguments: [
        ("Lesecafés", "anbieten", "Hilfe bei Formularen", "anbieten", "Lesecafés und Hilfe bei Formularen anbieten"),
        ("Hallenzeiten", "vergeben", "Faire Turniere", "fördern", "Hallenzeiten vergeben, faire Turniere fördern"),
        (
            "Alte und neue Nachbarn", "begrüßen", "Kinder", "begrüßen",
            "Alte und neue Nachbarn begrüßen, Kinder begrüßen"
        ),
        (
            "Vorbehalte gegen Kleidung im Betrieb", "abbauen", "Alevitische und jesidische Gemeinschaften", "einbinden",
            "Vorbehalte gegen Kleidung im Betrieb abbauen, alevitische und jesidische Gemeinschaften einbinden"
        ),
        (
            "Busverbindungen in die Außenbezirke am Abend", "ausbauen", "Fahrten zum Training",
            "organisieren",
            "Busverbindungen in die Außenbezirke am Abend ausbauen, Fahrten organisieren"
        ),
    ])
    func twoMattersShareATitle(object: String, verb: String, other: String, second: String, expected: String) {
        let joined = titles.joined(
            Titles.Phrase(object: object, verb: verb),
            Titles.Phrase(object: other, verb: second)
        )
        #expect(joined == (expected.count <= 80 ? expected : nil))
    }

    @Test(arguments: [
        ("Verständigung über Gebetsruf und Glocken", "Verständigung über Gebetsruf"),
        ("Alevitische und jesidische Gemeinschaften", "Alevitische und jesidische Gemeinschaften"),
        ("Gebetsräume und Räume der Stille", "Gebetsräume"),
        ("Kinderbetreuung während der Sprachkurse", "Kinderbetreuung"),
        ("Internetseite „Zusammenleben in der Stadt“", "Internetseite „Zusammenleben in der Stadt“"),
    ])
    func cutsLeaveAPhrase(object: String, expected: String) {
        #expect(titles.shortened(object, to: object.count - 1) == expected)
    }

    @Test(arguments: [
        ("Treff am Kiosk: Jugendliche beteiligen, bald", "Jugendliche"), ("Wann endlich?", nil),
        ("Land um zwei neue Stellen bitten, Brief folgt.", "Land um zwei neue Stellen bitten"),
    ])
    func clausesStandForThemselves(card: String, part: String?) {
        let clauses = Clause.all(card)
        if let part { #expect(clauses.contains { $0.hasPrefix(part) }) }
        #expect(clauses.allSatisfy { !$0.hasSuffix(".") && !$0.hasSuffix("?") })
    }

    @Test func longTitlesAreCutAtGrammaticalJoints() {
        let long = "Beratungsstelle für zugewanderte Familien mit kleinen Kindern in den nördlichen Stadtteilen"
        #expect(
            titles.confirmed(measure(long)).text
                == "Beratungsstelle für zugewanderte Familien mit kleinen Kindern fortführen"
        )
    }

    @Test func everyTitleOfThePackFits() {
        for (concept, action) in pack.drafts.actions.sorted(by: { $0.key < $1.key }) {
            #expect(titles.action(concept)?.text.count ?? 0 <= 80)
            #expect(!action.object.isEmpty && action.verb.hasSuffix("n"), "\(concept)")
        }
        for measure in pack.catalogue {
            #expect(titles.confirmed(measure).text.count <= 80)
            #expect(titles.revised(measure, short: true).text.count <= 80)
            #expect(!measure.core.isEmpty, "\(measure.number)")
            for aspect in pack.drafts.aspects {
                #expect(titles.changed(measure, aspect).text.count <= 80, "\(measure.number) \(aspect.id)")
            }
        }
    }

    @Test func everyConceptHasATitle() {
        let concepts = Repository.aachen.knowledge.concepts.map(\.id)
        #expect(concepts.filter { pack.drafts.actions[$0] == nil }.isEmpty)
    }
}
