import Testing

@testable import Werkstatt

@Suite struct JSONTests {
    @Test(arguments: [
        (#"{"a":1,"b":[true,null,"x"],"c":{"d":-1.5e3}}"#, #"{"a":1,"b":[true,null,"x"],"c":{"d":-1.5e3}}"#),
        (#" [ "Straße\u00e4\ud83d\ude00\n" ] "#, #"["Straßeä😀\n"]"#),
        (#"{}"#, #"{}"#), (#"[]"#, #"[]"#), (#""\u0000""#, #""\u0000""#),
    ])
    func readsAndWrites(text: String, expected: String) throws {
        #expect(try JSONValue(parsing: text.utf8).text == expected)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":}", "01", "1.", "tru", "\"a", "\"\\x\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "{\"a\" 1}", "1 2",
        "\"a\nb\"", "nul", "-", String(repeating: "[", count: 300),
    ])
    func refuses(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text.utf8) }
    }
}
