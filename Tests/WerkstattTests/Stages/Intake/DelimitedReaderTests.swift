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

}
