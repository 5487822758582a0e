import Testing

@testable import Werkstatt

@Suite struct DelimitedReaderTests {
    /// Text of a file and the texts that are read from it.
    @Test(arguments: [
        (
            "Beitrag\nBus fährt zu selten\n\nKeine Bank am Spielplatz\n",
            ["Bus fährt zu selten", "Keine Bank am Spielplatz"]
        ),
        ("id,text\n1,\"Ampel, zu kurz\"\n2,\"Er sagt \"\"nein\"\"\"\n", ["Ampel, zu kurz", "Er sagt \"nein\""]),
        ("Tisch;Kartentext\r\n3;\"zwei\r\nZeilen\"\r\n4;eine", ["zwei\nZeilen", "eine"]),
        ("sep=;\nNr;Karte;Punkte\n7;Licht, Bänke, Grün;2\n", ["Licht, Bänke, Grün"]),
        ("Text\tFarbe\nTafel; leer\trot\n", ["Tafel; leer"]),
        ("\u{FEFF}text;phase\nHof entsiegeln;Utopiephase\n", ["Hof entsiegeln"]),
        ("text,table\r\"a\rb\",1\rc,2\r", ["a\nb", "c"]),
        ("Karte;Tisch\n\"Zitat\" am Anfang;1\n", ["Zitat am Anfang"]),
        ("Beitrag\neins; zwei, drei\n", ["eins; zwei, drei"]),
    ])
    func readsTexts(file: String, expected: [String]) throws {
        #expect(try read("karten.csv", file).texts == expected)
    }

    @Test func readsEveryColumn() throws {
        let corpus = try read(
            "karten.csv",
            "Karten-ID;Fachforum;Werkstatt-Phase:;Tisch;Kartenfarbe;Überschrift;Klebepunkte;Clusterpunkte;Bewertung;Beitrag;Bemerkung;gold\n"
                + "w7;Forum Nord;2. Fantasie-Phase;3,0;gelb;Wege;4;11;3,5;Radweg bis zum See;mit Skizze;x\n"
        )
        let card = try #require(corpus.contributions.first)
        #expect(card.id == "w7")
        #expect(card.workshop == "Forum Nord")
        #expect(card.phase == .phantasie)
        #expect(card.phaseOrigin == .given)
        #expect(card.table == .number(3))
        #expect(card.color == "gelb")
        #expect(card.roomCluster == "Wege")
        #expect(card.points == 4)
        #expect(card.roomPoints == 11)
        #expect(card.rating == .text("3,5"))
        #expect(card.text == "Radweg bis zum See")
        #expect(card.extra == [ExtraValue(key: "Bemerkung", json: "\"mit Skizze\"")])
        #expect(card.source.row == 2)
        #expect(corpus.unread.isEmpty)
    }

    @Test func countsRowsAsASpreadsheetDoes() throws {
        let corpus = try read("karten.csv", "\nText;Tisch\n\"eins\nzwei\";1\n\n ; \ndrei;2\n")
        #expect(corpus.inFileOrder.map(\.source.row) == [2, 5])
        #expect(corpus.inputs.map(\.records) == [2])
    }

    @Test func keepsARowWithoutTextButNoEmptyRow() throws {
        let corpus = try read("karten.csv", "ID;Text;Farbe\nk1;;rot\n;;\n;\"\";\nk2; ;\n")
        #expect(corpus.contributions.map(\.id) == ["k1", "k2"])
        #expect(corpus.contributions.map(\.text) == ["", " "])
    }

    @Test func carriesUnknownColumnsAlong() throws {
        let corpus = try read("karten.csv", "Text;Notiz;;Notiz;gold;Quelle\na;1;2;\"3\n\"\"x\"\"\";4;\n")
        #expect(
            corpus.contributions.first?.extra == [
                ExtraValue(key: "Notiz", json: "\"1\""), ExtraValue(key: "Notiz (2)", json: "\"3\\n\\\"x\\\"\""),
                ExtraValue(key: "Spalte 3", json: "\"2\""),
            ]
        )
    }

    /// Values of the columns for dots and tables, and what they are.
    @Test(
        arguments: [
            ("3", 3, Scalar.number(3)), (" 3 ", 3, .number(3)), ("3,0", 3, .number(3)), ("3.0", 3, .number(3)),
            ("0", 0, .number(0)), ("●●", 2, .text("●●")),
            ("03", 3, .text("03")), ("3,5", nil, .text("3,5")), ("-1", nil, .number(-1)), ("A 3", nil, .text("A 3")),
            ("99999999999999999999", nil, .text("99999999999999999999")),
        ] as [(String, Int?, Scalar)]
    )
    func readsNumbers(cell: String, points: Int?, table: Scalar) throws {
        let card = try #require(
            try read("karten.csv", "Text;Punkte;Tisch\na;\"\(cell)\";\"\(cell)\"\n").contributions.first
        )
        #expect(card.points == points)
        #expect(card.table == table)
    }
}
