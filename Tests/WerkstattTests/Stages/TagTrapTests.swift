import Testing

@testable import Werkstatt

/// Words that hold a topic by chance or mean two things, through the whole stage: what a card must get and must not get.
struct TagTrapTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var text: String
        /// Labels of fields, themes and target groups it must get.
        var wanted: [String]
        /// Labels it must not get.
        var forbidden: [String]
        var testDescription: String { text }

        init(_ text: String, _ wanted: [String] = [], not forbidden: [String] = []) {
            self.text = text
            self.wanted = wanted
            self.forbidden = forbidden
        }
    }

    static let rows = [
        Row("Stau auf der A1 jeden Morgen, der Bus kommt zu spät", not: ["H2"]),
        Row("Zu wenig Plätze im Kurs A1 am Abend", ["H2"]),
        Row("Plakat in A1 für das Fest drucken", not: ["H2"]), Row("In der Praxis klappt das alles nicht", not: ["H5"]),
        Row("Die Praxis nimmt keine neuen Patienten", ["H5"]),
        Row("Mehr Bewegung für Frauen im Park", ["H4", "Z:frauen"]),
        Row("Die Bewegung Fridays for Future fragt mehr nach als die Stadt", not: ["H4", "H5"]),
        Row("Das KI soll die Schulen beraten", ["H2"], not: ["H9"]),
        Row("Anerkennung ausländischer Abschlüsse dauert Jahre", ["H1"], not: ["T2"]),
        Row("Mehr Anerkennung und Wertschätzung für die Kulturen der Zugewanderten", ["T2"], not: ["H1"]),
        Row("Wegweiser in mehreren Sprachen drucken", ["H9"], not: ["H8"]),
        Row("Das Programm Wegweiser gegen Salafismus an die Schulen holen", ["H8"], not: ["H9"]),
        Row("Christian und Christine bringen Kuchen mit", not: ["H7"]),
        Row("Christen und Muslime feiern zusammen", ["H7"]),
        Row("Ausbildung im Handwerk auch mit Duldung möglich machen", ["H1"], not: ["H2"]),
        Row("Der Transport der Möbel ist teuer", not: ["H4"]),
        Row("Die Interessen der Anwohner wurden vergessen", not: ["H5", "H6"]),
        Row("Der Diskurs ist vergiftet", not: ["H2"]),
        Row("Das Patent auf gute Ideen hat niemand", not: ["Z:ehrenamtliche"]),
        Row("Paten für neue Familien finden", ["T4", "Z:ehrenamtliche"]),
        Row("Zusammenarbeit der Ämter ist schlecht", not: ["H1"]),
        Row("Öffentlichkeitsarbeit auf Türkisch", ["H9"], not: ["H1"]),
        Row("Wir haben gesucht und versucht, niemand hat uns besucht", not: ["H5"]),
        Row("Meine Heimat ist geheim", not: ["H3"]),
        Row("Die Einwohner sind das gewohnt", not: ["H3"]),
        Row("Abbau von Hürden und Aufbau von Vertrauen", not: ["H3"]),
        Row("Absprache zwischen den Fachbereichen fehlt", not: ["H2"]),
        Row("Sparkasse eröffnet Konto erst nach Wochen", not: ["H4"]),
        Row("Das wurde festgestellt und festgelegt", not: ["H6"]),
        Row("Er hat sie erpresst unter der Zypresse", not: ["H9"]),
        Row("Die Instanz ist auf Distanz gegangen", not: ["H6"]), Row("Zum Beispiel so etwas", not: ["H4"]),
        Row("Tagespflege für unter Dreijährige", ["H2"]),
        Row("Kontaktpflege und Denkmalpflege", not: ["H5"]),
        Row("Islamismus bei Jugendlichen vorbeugen", ["H8"], not: ["H7"]),
        Row("Islamischer Religionsunterricht", ["H7"], not: ["H8"]),
        Row("Willkommenskultur leben", ["T2"], not: ["H6"]),
        Row("Abbildung und Einbildung", not: ["H1", "H2"]), Row("Der Apparat ist knapp und klappert", not: ["H9"]),
        Row("Ab Mo dazu mehr", not: ["H2", "H9"]),
        Row("DaZ-Unterricht auch in der Oberstufe", ["H2"]), Row("Die Demokratie und die Integration", not: ["H3"]),
        Row("Muttersprache der Kinder achten", ["Z:kinder"], not: ["Z:frauen"]),
        Row("Die Schule ist zu weit weg", not: ["Z:schueler"]),
        Row("Es geht nicht um Sprache, sondern um Wohnungen", ["H3"], not: ["H2"]),
        Row("Wir brauchen keine Deutschkurse, sondern bezahlbare Wohnungen", ["H3"], not: ["H2"]),
        Row("Nicht nur Deutschkurse, sondern auch Wohnungen", ["H2"]),
        Row("Kein Bedarf an Sport, wir wollen Arbeit", ["H1"], not: ["H4"]),
        Row("Alle sollen an einem Strang ziehen", not: ["H4"]), Row("Aus dem Modell soll Schule machen", not: ["H2"]),
        Row("Schwimmkurs für Schüler*innen und Frauen", ["H4", "Z:frauen", "Z:schueler"]),
        Row("Kita-Plätze und Kitaplätze fehlen", ["H2"]),
        Row("Sprach- und Kulturmittler im Krankenhaus", ["H5"]),
    ]

    @Test(arguments: rows)
    func tags(_ row: Row) throws {
        let tagging = try Bench.shared.tag(row.text)
        let labels = (tagging.fields + tagging.themes + tagging.targetGroups).map(\.id)
        #expect(row.wanted.filter { !labels.contains($0) } == [], "missing among \(labels)")
        #expect(row.forbidden.filter(labels.contains) == [], "wrong among \(labels)")
    }

    @Test func strongExpressionsAreNamedFirst() throws {
        let tagging = try Bench.shared.tag("Wir brauchen bezahlbare Wohnungen")
        let evidence = try #require(tagging.fields.first { $0.id == "H3" }?.evidence.first)
        #expect(evidence.entry == "bezahlbare Wohnung")
        #expect(evidence.span == Span(13, 33))
    }

    @Test func targetGroupsSayWhereTheyStand() throws {
        let group = try #require(try Bench.shared.tag("Mehr Sport für Frauen").targetGroups.first)
        #expect(group.id == "Z:frauen")
        #expect(group.evidence.map(\.span) == [Span(15, 21)])
        #expect(group.score == 0.9)
    }
}
