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
}
