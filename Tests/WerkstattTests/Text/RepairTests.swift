import Testing

@testable import Werkstatt

@Suite struct RepairTests {
    @Test(arguments: [
        ("Integra\u{AD}tion", "Integration", [Repair.Kind.softHyphen]),
        ("Sprach\u{200B}kurs", "Sprachkurs", [.invisible]),
        ("20\u{A0}Plätze", "20 Plätze", [.oddSpace]),
        ("\u{F0B7} Bänke", "• Bänke", [.privateBullet]),
        ("Gesamt-\n\nbedarf", "Gesamtbedarf", [.lineBreakHyphen]),
        ("Teilnehmer*-\ninnen", "Teilnehmer*innen", [.lineBreakHyphen]),
        ("Bürger:\ninnen", "Bürger:innen", [.lineBreakHyphen]),
        ("Kita-\nPlätze", "Kita-Plätze", [.lineBreakHyphen]),
        ("Sprach-\nund Kochkurse", "Sprach-\nund Kochkurse", []),
        ("Sprach- und Integrationskurse", "Sprach- und Integrationskurse", []),
        ("Personal-/\n\nSachaufwand", "Personal-/Sachaufwand", [.lineBreakHyphen]),
        ("Fortgeschrieb\n\nener Plan", "Fortgeschriebener Plan", [.splitWord]),
        ("wir wollen\n\nmehr Bänke", "wir wollen mehr Bänke", [.lostParagraph]),
        ("die gesell-schaftliche Teil-habe", "die gesellschaftliche Teilhabe", [.strayHyphen, .strayHyphen]),
        ("B<strong>und</strong>esland", "Bundesland", [.markup, .markup]),
        ("fÃ¼r alle", "für alle", [.mojibake]),
        ("schön fÃ¼r alle", "schön fÃ¼r alle", []),
        ("o\u{FB03}ziell", "offiziell", [.ligature]),
        ("Bu\u{308}rger", "Bürger", [.composed]),
        ("Lehrer\u{2217}in", "Lehrer*in", [.star]),
        ("Thema:\nWohnen", "Thema:\nWohnen", []),
        ("1 < 2 und a<b", "1 < 2 und a<b", []),
    ])
    func mends(_ text: String, _ expected: String, _ kinds: [Repair.Kind]) {
        let clean = CleanText(Array(text.utf8), known: TextSupport.known)
        #expect(String(decoding: clean.bytes, as: UTF8.self) == expected)
        #expect(clean.repairs.map(\.kind) == kinds)
    }

    /// Texts put together by a fixed sequence of odd pieces: mended twice is mended once, every byte knows its origin,
    /// composed and decomposed input give the same keys.
    @Test func properties() throws {
        let pieces = [
            "Bürger", "-", "\n", "innen", " ", "*", "\u{AD}", "\u{200B}", "🙂", "für", "<b>", "Ã¼", "und", "\u{A0}", "ß",
            "Straße", ".", "é", "Teil", "habe", ":", "/", "\u{F0B7}", "ﬁ", "e\u{301}", "3.", "(", ")", "م",
        ]
        var state: UInt64 = 42
        let tokenizer = try Tokenizer(builder: TextSupport.builder())
        for _ in 0..<2000 {
            var text = ""
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            let bytes = Array(text.utf8)
            let once = CleanText(bytes, known: TextSupport.known)
            let twice = CleanText(once.bytes, known: TextSupport.known)
            #expect(twice.bytes == once.bytes, "\(text.debugDescription)")
            if let origin = once.origin {
                #expect(
                    origin.count == once.bytes.count + 1 && zip(origin, origin.dropFirst()).allSatisfy { $0 <= $1 }
                        && Int(origin.last!) == bytes.count
                )
            }
            var lexis = Lexis()
            let words = tokenizer.words(of: once, into: &lexis)
            #expect(
                zip(words, words.dropFirst()).allSatisfy { $0.end <= $1.start }
                    && words.allSatisfy { $0.start < $0.end && Int($0.end) <= bytes.count },
                "\(text.debugDescription)"
            )
            // Places are those of whole characters.
            #expect(
                words.allSatisfy {
                    bytes[Int($0.start)] & 0xC0 != 0x80
                        && (Int($0.end) == bytes.count || bytes[Int($0.end)] & 0xC0 != 0x80)
                }
            )
        }
    }

    @Test(arguments: ["Bürgerämter für Ältere", "Café und Straßenbäume", "Öffnungszeiten: größer, schöner"])
    func composedAndDecomposed(_ text: String) throws {
        let decomposed = text.unicodeScalars.reduce(into: "") { out, scalar in
            let pairs: [Unicode.Scalar: String] = [
                "ä": "a\u{308}", "ö": "o\u{308}", "ü": "u\u{308}", "Ä": "A\u{308}", "Ö": "O\u{308}", "Ü": "U\u{308}",
                "é": "e\u{301}",
            ]
            out += pairs[scalar] ?? String(scalar)
        }
        #expect(decomposed.unicodeScalars.count > text.unicodeScalars.count)
        #expect(try TextSupport.forms(text).map(\.key) == TextSupport.forms(decomposed).map(\.key))
    }
}
