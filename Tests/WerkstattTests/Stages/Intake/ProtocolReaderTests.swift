import Testing

@testable import Werkstatt

@Suite struct ProtocolReaderTests {
    /// A card as "phase | workshop | heading | table | dots | text"; nothing between bars is nil.
    private func cards(_ text: String, _ name: String = "protokoll.md") throws -> [String] {
        try read(name, text).inFileOrder.map { card in
            let workshop = card.workshop == "protokoll" ? "" : card.workshop ?? ""
            let values = [
                card.phase?.rawValue ?? "", workshop, card.roomCluster ?? "", card.table?.text ?? "",
                card.points.map(String.init) ?? "",
            ]
            return values.joined(separator: "|") + "|" + card.text
        }
    }

    @Test(arguments: [
        // Headings of Markdown, three levels.
        (
            "# Forum Nord\n\n## Kritik\n\n- Bus zu selten\n\n### Wege\n\n- Pfützen\n- Stufen\n\n## Phantasie\n- Seilbahn\n",
            [
                "kritik|Forum Nord||||Bus zu selten", "kritik|Forum Nord|Wege|||Pfützen",
                "kritik|Forum Nord|Wege|||Stufen", "phantasie|Forum Nord||||Seilbahn",
            ]
        ),
        // Underlined headings, a second workshop.
        (
            "Forum Süd\n=========\n\nKritikphase\n-----------\n* laut\n\nForum West\n==========\n\nUtopie\n------\n* leise\n",
            ["kritik|Forum Süd||||laut", "phantasie|Forum West||||leise"]
        ),
        // Named sections and plain names of phases.
        (
            "Fachforum: Kultur\nPhase: Beschwerde\n- Saal zu teuer\nVisionen\n- Saal für alle\nTisch 4\n- Bühne im Park\n",
            [
                "kritik|Kultur||||Saal zu teuer", "phantasie|Kultur||||Saal für alle",
                "phantasie|Kultur||4||Bühne im Park",
            ]
        ),
        // Bold lines and lines with a colon above bullets.
        (
            "**Kritik**\n\n**Schule**\n- zu wenig AGs\n\nTurnhalle:\n- Dach undicht\n\n**Umsetzung**\n- Hausmeister fragen\n",
            [
                "kritik||Schule|||zu wenig AGs", "kritik||Turnhalle|||Dach undicht",
                "realisierung||||" + "|Hausmeister fragen",
            ]
        ),
        // A plain title, cards between blank lines.
        (
            "Zukunftswerkstatt Hafenviertel, 3. Mai\n\nKritikphase\n\nKein Licht\nam Kanal\n\nMüll\n\nPhase 3: Umsetzung\n\nLampen beantragen\n",
            [
                "kritik|Zukunftswerkstatt Hafenviertel, 3. Mai||||Kein Licht\nam Kanal",
                "kritik|Zukunftswerkstatt Hafenviertel, 3. Mai||||Müll",
                "realisierung|Zukunftswerkstatt Hafenviertel, 3. Mai||||Lampen beantragen",
            ]
        ),
        // A heading beside the phases ends them; one of the table.
        (
            "# W\n## Realisierung\n### Tisch 2\n- Antrag stellen\n## Fazit\n- Danke\n",
            ["realisierung|W||2||Antrag stellen", "|W|Fazit|||Danke"]
        ),
        // "Ideen" below a phase is a heading of the room.
        (
            "## Phantasie\n### Ideen\n- Floß\n### Probleme von gestern\n- keine\n",
            ["phantasie||Ideen|||Floß", "phantasie||Probleme von gestern|||keine"]
        ),
        // Outside any phase nothing is lost.
        (
            "Anwesend: 14 Personen\n\n- Begrüßung durch die Leitung\n",
            ["|||||Anwesend: 14 Personen", "|||||Begrüßung durch die Leitung"]
        ),
        // Numbered phases and lists; a date is no number.
        (
            "1. Kritikphase\n1. zu laut\n2. zu eng\n2. Phantasiephase\n1) Dachgarten\n21. September als Festtag\n",
            ["kritik|||||zu laut", "kritik|||||zu eng", "phantasie|||||Dachgarten\n21. September als Festtag"]
        ),
        // Lists above other lists.
        ("1. Kritik\n- a\n- b\n\n2. Phantasie\n- c\n", ["kritik|||||a", "kritik|||||b", "phantasie|||||c"]),
        // Dots, in the card and on the heading.
        (
            "## Kritik\n### Wohnen (7 Punkte)\n- Schimmel (3 Punkte)\n- Miete ●●●●\n- Aufzug ••\n- siehe oben (Punkt 3)\n- Baujahr (1970)\n",
            [
                "kritik||Wohnen||3|Schimmel", "kritik||Wohnen||4|Miete", "kritik||Wohnen||2|Aufzug",
                "kritik||Wohnen|||siehe oben (Punkt 3)", "kritik||Wohnen|||Baujahr (1970)",
            ]
        ),
        // Attributes win over headings.
        (
            "# W\n## Kritik\n- Zaun {tisch=3 farbe=gelb punkte=2 cluster=\"Hof & Garten\"}\n- Tor {phase=Vision, werkstatt=\"Forum Ost\"}\n- Ecke (2 Punkte) {}\n- Menge {a, b}\n",
            [
                "kritik|W|Hof & Garten|3|2|Zaun", "phantasie|Forum Ost||||Tor", "kritik|W||||Ecke (2 Punkte)",
                "kritik|W||||Menge {a, b}",
            ]
        ),
        // Every kind of bullet.
        (
            "- a\n* b\n+ c\n• d\n– e\n\u{F0B7} f\n\u{F0B7}\tg\n1. h\n2) i\n[ ] j\n- [x] k\n☐ l\n·m\n-Ohne Leerzeichen\n",
            ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "Ohne Leerzeichen"].map { "|||||" + $0 }
        ),
        // Front matter.
        ("---\ntitle: \"Forum Mitte\"\ndatum: 2021-05-04\n---\n\n## Kritik\n- Stau\n", ["kritik|Forum Mitte||||Stau"]),
        ("---\nProblem: kein Licht\n---\n", ["|||||Problem: kein Licht"]),
        // A rule between cards is no underline.
        (
            "Hier fährt abends kein Bus mehr\n---\nDie Bank am Markt ist morsch\n---\n",
            ["|||||Hier fährt abends kein Bus mehr", "|||||Die Bank am Markt ist morsch"]
        ),
    ])
    func readsCards(text: String, expected: [String]) throws {
        #expect(try cards(text) == expected)
        #expect(try read("protokoll.md", text).unread.isEmpty)
    }

    /// A bullet with its further lines, and its text.
    @Test(arguments: [
        ("- eins\n  zwei\n", "eins\nzwei"),
        ("- eins\n  - zwei\n    - drei\n", "eins\n- zwei\n  - drei"),
        ("- eins\n\n  zwei\n", "eins\n\nzwei"),
        ("- eins\nzwei\n", "eins\nzwei"),
        ("  - eins\n    zwei\n", "eins\nzwei"),
        ("-\n  eins\n", "eins"),
        ("- eins\n\tzwei\n", "eins\nzwei"),
        ("- \\- eins\n  \\# zwei\n  \\\n  vier\\\\\n", "- eins\n# zwei\n\nvier\\"),
        ("- \\  eins \\\n", "  eins "),
        ("\\# keine Überschrift\n", "# keine Überschrift"),
        ("\\o/ geschafft\n", "\\o/ geschafft"),
        ("- eins\n  {id=k1}\n", "eins"),
    ])
    func keepsTheLinesOfABullet(file: String, text: String) throws {
        #expect(try read("protokoll.md", file).texts == [text])
    }

    @Test func readsSpeakerTurns() throws {
        let corpus = try read(
            "mitschrift.txt",
            """
            Kritikphase

            M: Was stört euch?
            TN 3: Der Weg zur Schule ist dunkel.
            Da geht keiner gern.
            [00:12:04] Frau K.: Und im Winter erst!
            B1: zu wenig Kurse
            Moderation (leise): Danke.

            Problem: kein Geld
            """
        )
        let turns = corpus.inFileOrder.map {
            "\($0.extra.map { "\($0.key)=\($0.json)" }.joined(separator: " "))|\($0.text)"
        }
        #expect(
            turns == [
                "rolle=\"moderation\" sprecher=\"M\"|Was stört euch?",
                "sprecher=\"TN 3\"|Der Weg zur Schule ist dunkel.\nDa geht keiner gern.",
                "sprecher=\"Frau K.\" zeit=\"00:12:04\"|Und im Winter erst!\nB1: zu wenig Kurse",
                "rolle=\"moderation\" sprecher=\"Moderation\"|Danke.",
                "|Problem: kein Geld",
            ]
        )
        #expect(corpus.contributions.allSatisfy { $0.phase == .kritik && $0.phaseOrigin == .heading })
        #expect(corpus.inFileOrder.map(\.source.row) == [3, 4, 6, 8, 10])
    }

    @Test func saysWhatWasTakenAndCarriedAlong() throws {
        let corpus = try read(
            "protokoll.md",
            "## Kritik\n### Ämter (5 Punkte)\n#### Wartezeit\n- 3 Stunden (2 Punkte)\n1. Nummer ziehen {ort=\"Saal 2\" bewertung=4}\n- [x] erledigt\n"
        )
        let extras = corpus.inFileOrder.map { $0.extra.map { "\($0.key)=\($0.json)" } }
        #expect(
            extras == [
                ["punkte_aus=\"(2 Punkte)\"", "überschrift darüber=\"Ämter\""],
                ["nummer=\"1.\"", "ort=\"Saal 2\"", "überschrift darüber=\"Ämter\""],
                ["angekreuzt=true", "überschrift darüber=\"Ämter\""],
            ]
        )
        #expect(corpus.inFileOrder.map(\.rating) == [nil, .number(4), nil])
        #expect(corpus.inFileOrder.map(\.roomPoints) == [nil, nil, nil])
    }

    @Test func keepsDotsOfAHeadingApart() throws {
        let corpus = try read("protokoll.md", "## Kritik\n### Ämter (5 Punkte)\n- zu\n- weit\n")
        #expect(corpus.contributions.map(\.roomPoints) == [5, 5])
        #expect(corpus.contributions.map(\.points) == [nil, nil])
    }

    /// Names of phases in "Phase: …" and what is said about them.
    @Test(arguments: [
        ("Phase: Werkschau", "Die Werkstattphase „Werkschau“ ist unbekannt"),
        ("## Phase II", "sieht nach einer Phase des NAP-I aus"),
        ("## Vorbereitungsphase", "liegt vor oder nach den drei Werkstattphasen"),
    ])
    func saysWhatIsNoPhase(heading: String, message: String) throws {
        let corpus = try read("protokoll.md", heading + "\n- Karte\n")
        #expect(corpus.contributions.map(\.phase) == [nil])
        #expect(corpus.notices.contains { $0.row == 1 && $0.text.contains(message) })
    }

    /// Texts that must come back as they were written.
    @Test(arguments: [
        "einfach", "- Strich", "# Raute", "[ ] Kästchen", "1. Nummer", "endet in }", "{id=x}", "zwei\nZeilen",
        "Liste:\n- a\n  - b", " Blank vorn", "hinten ",
        "\\", "\\\\", "a\\", "\n", "\nleer vorn", "leer hinten\n", "a\n\n\nb", "(3 Punkte)", "Punkte (3 Punkte)", "●●●",
        "x ●●", "TN 3: sagt", "Kritik", "**Kritik**",
        "Phase: Kritik", "---", "\t", "„Zitat“", "☑ fertig", "\u{F0B7}Punkt", "{", "}", "a \"b\" {c", "\\-", "Tisch 3",
        "",
    ])
    func bulletsReadBackExactly(text: String) throws {
        let values: [ProtocolNotation.Attribute] = [
            ("id", "k\"1\\"), ("cluster", "Wer macht's? {Alle}"), ("tisch", "3"), ("bewertung", ""),
        ]
        let file = "## Kritik\n" + ProtocolNotation.bullet(text, values) + ProtocolNotation.bullet("danach", [])
        let corpus = try read("protokoll.md", file)
        let cards = corpus.inFileOrder
        #expect(cards.map(\.text) == [text, "danach"])
        #expect(cards.first?.id == "k\"1\\")
        #expect(cards.first?.roomCluster == "Wer macht's? {Alle}")
        #expect(cards.first?.table == .number(3))
        #expect(cards.map(\.phase) == [.kritik, .kritik])
    }
}
