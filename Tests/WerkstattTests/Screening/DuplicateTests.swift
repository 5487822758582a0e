import Testing

@testable import Werkstatt

@Suite struct DuplicateTests {
    /// Cards that say the same, and cards that only look alike.
    @Test(arguments: [
        ("Mehr Kurse am Abend", "mehr kurse am abend!!", true),
        ("Kein Ort für die Jugend", "Kein Ort für Jugend", true),
        ("Schulhof nachmittags öffnen", "Nachmittags Schulhof öffnen", true),
        ("Wohnung weg, falscher Nachname", "Falscher Nachname – Wohnung weg", true),
        ("Dolmetscher beim Kinderarzt", "Dolmetcher beim Kinderarzt", true),
        ("Beleuchtung in der Unterführung fehlt", "Beleuchtung in der Unterführng fehlt", true),
        ("Straße zu laut", "Strasse zu laut", true),
        ("Deutschkurs mit Kinderbetreuung", "Deutsch-Kurs mit Kinder-Betreuung", true),
        ("Spiel- und Kunsttherapie für Kinder", "Spieltherapie + Kunsttherapie für Kinder", true),
        ("Lehrer*innen schulen", "LehrerInnen schulen", true),
        ("Kinder, die zu viel gesehen haben", "Kinder, die zuviel gesehen haben", true),
        ("Im Heim ist es laut", "In dem Heim ist es laut", true),
        ("Mehr Kurse", "Keine Kurse", false),
        ("Mehr Kurse", "Weniger Kurse", false),
        ("Kurse abends", "Kurse morgens", false),
        ("Kurse abends statt morgens", "Kurse morgens statt abends", false),
        ("Ein Bus nach Brand", "Kein Bus nach Brand", false),
        ("Bus nach Brand", "Bus nach Forst", false),
        ("Kurse für Frauen ohne Kinder", "Kurse für Kinder ohne Frauen", false),
        ("Zwei Stellen mehr", "Drei Stellen mehr", false),
        ("2 Stellen mehr", "3 Stellen mehr", false),
        ("Sport mit Kopftuch erlauben", "Sport ohne Kopftuch erlauben", false),
        ("Tür auf für alle", "Tür zu für alle", false),
        ("Ich finde das gut", "Ich finde das nicht gut", false),
        ("Wohnung für Familie", "Wohnungen für Familien", true),
        ("Kein Kurs frei", "Kein Kurs ist frei", true),
        ("Haus der Kulturen", "Maus der Kulturen", false),
    ])
    func pairs(left: String, right: String, isSame: Bool) async throws {
        let found = try await screened([left, right])
        #expect((found[1].duplicateOf != nil) == isSame, "\(left) | \(right)")
        #expect(found[0].duplicateOf == nil)
    }

    @Test func onlyKeptCardsOfOnePhaseAreJoinedAndNeverInAChain() async throws {
        func card(_ id: String, _ text: String, _ phase: WorkshopPhase?) -> Contribution {
            Contribution(id: id, workshop: id, phase: phase, text: text, source: Source(file: "a.csv", row: 1))
        }
        let cards = [
            card("a", "dito", .kritik), card("b", "dito", .kritik), card("c", "Kein Platz zum Spielen", .kritik),
            card("d", "Kein Platz zum Spielen", .phantasie), card("e", "kein Platz zum Spielen!", .kritik),
            card("f", "Kein Platz zum Spieln", .kritik), card("g", "Kein Platz zum Spielen", nil),
        ]
        let found = try await screened(cards)
        #expect(found.map(\.duplicateOf) == [nil, nil, nil, nil, "c", "c", nil])
    }

    @Test func longCardsMayDifferInAWordButNotInANumberOrPlace() async throws {
        let text =
            "Seit drei Jahren warten wir auf einen Platz im Integrationskurs, und jedes Mal sagt man uns am Schalter, dass die Liste voll ist und wir im Herbst wieder nachfragen sollen."
        func swapped(_ old: String, _ new: String) -> String {
            text.split(separator: " ").map { $0 == old ? new : String($0) }.joined(separator: " ")
        }
        let found = try await screened([
            text, swapped("Schalter,", "Telefon,"), swapped("wieder", "wieder freundlich"),
            text + " Das gilt in Eilendorf.",
        ])
        #expect(found[1].duplicateOf != nil && found[2].duplicateOf != nil)
        #expect(found[3].duplicateOf == nil)
    }

    /// Variants of example cards: what is planted is found, what is not planted stays apart. 2,000 of each
    /// kind, recall: punctuation 0.995, capitals 0.997, transcription 0.998, slips 0.964, order 0.996, small words 1.0;
    /// precision 1.0.
    @Test(arguments: DuplicateVariants.Kind.allCases)
    func plantedVariants(kind: DuplicateVariants.Kind) async throws {
        let cards = try Lexicon(Repository.aachen.pack).concepts.flatMap { $0.cards.map(\.text) }
        var variants = DuplicateVariants(seed: 7)
        var texts: [String] = []
        var isVariant: [Bool] = []
        for text in cards where text.split(separator: " ").count >= 3 {
            guard texts.count < 4_000, let variant = variants.vary(text, kind) else { continue }
            texts += [text, variant]
            isVariant += [false, true]
        }
        let found = try await screened(texts, jobs: 2)
        var planted = 0
        var hits = 0
        var wrong = 0
        for position in texts.indices
        where isVariant[position] && found[position - 1].status == .kept && found[position].status == .kept {
            planted += 1
            let original = "c" + String(1_000_000 + position - 1)
            let root = found[position - 1].duplicateOf ?? original
            if found[position].duplicateOf == root {
                hits += 1
            } else if found[position].duplicateOf != nil {
                wrong += 1
            }
        }
        // Originals that were joined to another original or to its variant.
        let strays = texts.indices.filter { !isVariant[$0] && found[$0].duplicateOf != nil && kind != .capitals }
        let recall = Double(hits) / Double(planted)
        let precision = Double(hits) / Double(hits + wrong + strays.count)
        #expect(planted >= 300)
        #expect(recall >= 0.95)
        #expect(precision >= 0.95, "\(strays.prefix(10).map { texts[$0] }.joined(separator: "\n"))")
    }

    /// Cards that differ in a word, a number or a negation say something else.
    @Test func alteredCardsStayApart() async throws {
        let cards = try Lexicon(Repository.aachen.pack).concepts.flatMap { $0.cards.map(\.text) }
        var texts: [String] = []
        for (number, text) in cards.enumerated() where texts.count < 6_000 {
            var words = text.split(separator: " ").map(String.init)
            guard words.count >= 3, words.count <= 18 else { continue }
            switch number % 3 {
            case 0: words.insert("nicht", at: words.count - 1)
            case 1: words[words.count / 2] = "Bürgermeisterwahl"
            default:
                guard let place = words.firstIndex(where: { Int($0) != nil }) else { continue }
                words[place] = String(Int(words[place])! + 1)
            }
            texts += [text, words.joined(separator: " ")]
        }
        let found = try await screened(texts, jobs: 2)
        let joined = texts.indices.filter { $0 % 2 == 1 && found[$0].duplicateOf == "c" + String(1_000_000 + $0 - 1) }
        #expect(texts.count >= 4_000)
        #expect(joined.count <= texts.count / 200, "\(joined.prefix(10).map { texts[$0] }.joined(separator: "\n"))")
    }
}
