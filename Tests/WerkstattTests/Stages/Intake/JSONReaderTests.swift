import Testing

@testable import Werkstatt

@Suite struct JSONReaderTests {
    @Test(arguments: [
        ("a.jsonl", "{\"text\":\"Spielplatz\"}\n\n{\"Beitrag\":\"Bank\\r\\nfehlt\"}\n", ["Spielplatz", "Bank\nfehlt"]),
        ("a.json", "[{\"text\":\"eins\"},\n {\"text\":\"zwei\"}]", ["eins", "zwei"]),
        ("a.json", "{\"contributions\":[{\"text\":\"eins\"}],\"workshop\":\"W\"}", ["eins"]),
        ("a.json", "{\"titel\":\"x\",\"cards\":[{\"Kartentext\":\"eins\"}],\"tags\":[1]}", ["eins"]),
        ("a.json", "{\"text\":\"nur einer\"}", ["nur einer"]),
        ("a.txt", "{\"text\":\"eins\"}\n{\"text\":\"zwei\"}", ["eins", "zwei"]),
    ])
    func readsTexts(name: String, file: String, expected: [String]) throws {
        #expect(try read(name, file).texts == expected)
    }

    @Test func readsEveryKey() throws {
        let corpus = try read(
            "karten.jsonl",
            "{\"id\":7,\"workshop\":\"W\",\"phase\":2,\"table\":3.0,\"color\":null,\"room_cluster\":\" Wege \",\"points\":\"2\",\"room_points\":5,\"rating\":4,"
                + "\"text\":\"Kita\",\"z\":{\"b\":1,\"a\":[null,true]},\"a\":null,\"gold\":{\"fields\":[]}}"
        )
        let card = try #require(corpus.contributions.first)
        #expect(card.id == "7")
        #expect(card.workshop == "W")
        #expect(card.phase == .phantasie)
        #expect(card.table == .number(3))
        #expect(card.color == nil)
        #expect(card.roomCluster == "Wege")
        #expect(card.points == 2)
        #expect(card.roomPoints == 5)
        #expect(card.rating == .number(4))
        #expect(
            card.extra == [
                ExtraValue(key: "a", json: "null"), ExtraValue(key: "z", json: "{\"b\":1,\"a\":[null,true]}"),
            ]
        )
        #expect(card.source.row == 1)
    }

    @Test func aDocumentGivesItsKeysToEveryElement() throws {
        let corpus = try read(
            "karten.json",
            "{\"Fachforum\":\"Nord\",\"phase\":\"Kritik\",\"cards\":[{\"text\":\"a\"},{\"text\":\"b\",\"workshop\":\"Süd\"}],\"datum\":\"heute\"}"
        )
        #expect(corpus.inFileOrder.map(\.workshop) == ["Nord", "Süd"])
        #expect(corpus.inFileOrder.map(\.phase) == [.kritik, .kritik])
        #expect(corpus.inFileOrder.map(\.source.row) == [1, 2])
        #expect(corpus.notices.map(\.text) == ["Neben der Liste „cards“ wird nicht gelesen: „datum“."])
    }

    @Test func keepsEmptyTexts() throws {
        #expect(
            try read("a.jsonl", "{\"text\":\"\",\"id\":\"k1\"}\n{\"text\":null,\"id\":\"k2\"}").contributions.map(\.id)
                == ["k1", "k2"]
        )
    }
}
