import ICUText
import Testing

@testable import Werkstatt

@Suite struct TextDecodingTests {
    private static let german = "Grüße aus Köln – „schön“, Straße, 3 €\nÄrger über Öl und Übermaß\n"

    private static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    private static func encoded(_ text: String, _ charset: SingleByte) -> [UInt8] {
        text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : charset.codes[Character($0)]! }
    }

    struct SingleByte: Sendable {
        var name: String
        var codes: [Character: UInt8]
    }

    private static let windows = SingleByte(
        name: "windows-1252",
        codes: [
            "ü": 0xFC, "ß": 0xDF, "ö": 0xF6, "–": 0x96, "„": 0x84, "“": 0x93, "€": 0x80, "Ä": 0xC4, "Ö": 0xD6,
            "Ü": 0xDC, "ä": 0xE4, "é": 0xE9, "’": 0x92,
        ]
    )
    private static let macintosh = SingleByte(
        name: "macintosh",
        codes: [
            "ü": 0x9F, "ß": 0xA7, "ö": 0x9A, "–": 0xD0, "„": 0xE3, "“": 0xD2, "€": 0xDB, "Ä": 0x80, "Ö": 0x85,
            "Ü": 0x86, "ä": 0x8A,
        ]
    )
    private static let dos = SingleByte(
        name: "ibm-850",
        codes: ["ü": 0x81, "ß": 0xE1, "ö": 0x94, "Ä": 0x8E, "Ö": 0x99, "Ü": 0x9A, "ä": 0x84]
    )

    private func decode(_ bytes: [UInt8]) -> (text: String, charset: String, damage: Int, isCut: Bool)? {
        TextDecoder(rules: commonRules).decode(bytes).map {
            (String(decoding: $0.bytes, as: UTF8.self), $0.charset, $0.damage.count, $0.isCut)
        }
    }

    @Test func readsUnicode() throws {
        let text = Self.german
        let crlf = text.replacing("\n", with: "\r\n")
        for (bytes, charset) in [
            (Array(text.utf8), "utf-8"), (Array(crlf.utf8), "utf-8"),
            ([0xEF, 0xBB, 0xBF] + Array(text.utf8), "utf-8-bom"),
            ([0xFF, 0xFE] + Self.utf16(crlf, bigEndian: false), "utf-16le-bom"),
            ([0xFE, 0xFF] + Self.utf16(text, bigEndian: true), "utf-16be-bom"),
            (Self.utf16(text, bigEndian: false), "utf-16le"), (Self.utf16(crlf, bigEndian: true), "utf-16be"),
        ] {
            let result = try #require(decode(bytes))
            #expect(result.text == text, "\(charset)")
            #expect(result.charset == charset)
            #expect(result.damage == 0)
        }
        #expect(decode(Self.utf16("سوق\nمدرسة الحي 😀\n", bigEndian: false))?.text == "سوق\nمدرسة الحي 😀\n")
        #expect(decode(Array("a\rb\r\nc\n\rd".utf8))?.text == "a\nb\nc\n\nd")
    }

    @Test(arguments: [
        (windows, german), (macintosh, german), (dos, "Grüße aus Köln, Straße\nÄrger über Öl und Übermaß\n"),
        (windows, "„Haus der Kulturen“ – jetzt"),
        (windows, "Spaß"), (windows, "Café\nRenés Idee: geht’s"), (windows, "für"), (windows, "3 €"),
        (macintosh, "für"), (dos, "für"), (windows, "ÄRGER"),
    ])
    func readsSingleByteSets(set: SingleByte, text: String) throws {
        let result = try #require(decode(Self.encoded(text, set)))
        #expect(result.text == text)
        #expect(result.charset == set.name)
    }

    @Test func asksICUOnlyWhenNothingIsGerman() throws {
        let cyrillic = "Наш дом стоит у реки, и дети играют во дворе. Мы хотим больше света и новую школу для всех.\n"
        let (text, bad) = try converted(
            cyrillic.unicodeScalars.map { scalar in
                (0x410...0x44F).contains(scalar.value) ? UInt8(scalar.value - 0x410 + 0xC0) : UInt8(scalar.value)
            },
            from: "windows-1251"
        )
        #expect(bad == 0)
        #expect(String(decoding: text, as: UTF8.self) == cyrillic)
        let result = try #require(
            decode(
                cyrillic.unicodeScalars.map {
                    (0x410...0x44F).contains($0.value) ? UInt8($0.value - 0x410 + 0xC0) : UInt8($0.value)
                }
            )
        )
        #expect(result.text == cyrillic)
        #expect(result.charset == "windows-1251")
    }

    /// Bytes, the text read from them, how many places were not readable.
    @Test(
        arguments: [
            ([UInt8]("Gärten und B".utf8) + [0xC3], "Gärten und B\u{FFFD}", 1, true),
            ([UInt8]("Preis: 3 ".utf8) + [0xE2, 0x82], "Preis: 3 \u{FFFD}", 1, true),
            (
                [UInt8]("Gärten\nB".utf8) + [0xE4] + Array("ume für Köln\n".utf8), "Gärten\nB\u{FFFD}ume für Köln\n", 1,
                false
            ),
            ([UInt8]("ä ö ü ".utf8) + [0xF0, 0x9F, 0x98, 0x41], "ä ö ü \u{FFFD}A", 1, false),
            ([UInt8]("ä ö ü ß ".utf8) + [0xED, 0xA0, 0x80], "ä ö ü ß \u{FFFD}\u{FFFD}\u{FFFD}", 3, false),
        ] as [([UInt8], String, Int, Bool)]
    )
    func marksWhatIsBroken(bytes: [UInt8], text: String, damage: Int, isCut: Bool) throws {
        let result = try #require(decode(bytes))
        #expect(Array(result.text.unicodeScalars) == Array(text.unicodeScalars))
        #expect(result.damage == damage)
        #expect(result.isCut == isCut)
        #expect(result.charset == "utf-8")
    }

    @Test func halfACharacterInUTF16() throws {
        let lone = Self.utf16("ab", bigEndian: false) + [0x3D, 0xD8] + Self.utf16("c\n", bigEndian: false)
        #expect(decode([0xFF, 0xFE] + lone)?.text == "ab\u{FFFD}c\n")
        #expect(decode([0xFF, 0xFE] + lone + [0x41])?.damage == 2)
    }

    @Test func namesTheRowsThatAreDamaged() throws {
        let file =
            Array("text;Tisch\nBäume;1\nB".utf8) + [0xE4] + Array("nke für Köln;2\nGärten;3\nWege f".utf8) + [0xFC]
            + Array("r alle;4\nMü".utf8) + [0xC3]
        let corpus = try read("karten.csv", file)
        #expect(corpus.texts == ["Bäume", "B\u{FFFD}nke für Köln", "Gärten", "Wege f\u{FFFD}r alle", "Mü\u{FFFD}"])
        #expect(corpus.notices.contains { $0.row == 3 && $0.text.contains("(Zeilen 3, 5, 6)") })
        #expect(corpus.notices.contains { $0.text.contains("endet mitten in einem Zeichen") })
        #expect(corpus.unread.isEmpty)
    }

    @Test(arguments: [
        ("fÃ¼r alle", 1), ("StraÃŸe â€“ â€žneuâ€œ", 4), ("São Paulo, Ângela, Ação", 0), ("für alle", 0), ("Ã", 0),
        ("3 â‚¬ und 5Â°", 2),
    ])
    func countsMojibake(text: String, count: Int) { #expect(Mojibake.count(Array(text.utf8)) == count) }
}
