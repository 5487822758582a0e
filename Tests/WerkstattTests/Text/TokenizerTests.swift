import ICUText
import Testing

@testable import Werkstatt

@Suite struct TokenizerTests {
    @Test(arguments: [
        ("Die Kita in der Oststraße schließt um 14:30 Uhr.", "Die|Kita|in|der|Oststraße|schließt|um|14:30|Uhr|."),
        ("z.B. mehr Bänke, z. B. am Markt", "z.B.|mehr|Bänke|,|z.|B.|am|Markt"),
        ("Prof. Dr. Öztürk kommt am 14. April", "Prof.|Dr.|Öztürk|kommt|am|14.|April"),
        ("laut Abs. 2 und Nr. 7 kostet es 20.000 €", "laut|Abs.|2|und|Nr.|7|kostet|es|20.000|€"),
        ("offen 9-12 Uhr (montags)", "offen|9-12|Uhr|(|montags|)"),
        ("Kurse, Treffs usw.", "Kurse|,|Treffs|usw."),
        ("Mail an info@beispiel-verein.de!", "Mail|an|info@beispiel-verein.de|!"),
        ("siehe https://www.beispiel.de/kurse?ort=3.", "siehe|https://www.beispiel.de/kurse?ort=3|."),
        ("anmelden auf beispiel-stadt.de, bitte", "anmelden|auf|beispiel-stadt.de|,|bitte"),
        ("tolle Idee :-) #Nachbarschaft", "tolle|Idee|:-)|#Nachbarschaft"),
        ("Bürger*innen und Schüler:in", "Bürger*innen|und|Schüler:in"),
        ("Lehrer/-innen, Mieter/innen, Ingenieur(in)", "Lehrer/-innen|,|Mieter/innen|,|Ingenieur(in)"),
        ("jede*r Beschäftigte:r, der/die Nachbar_in", "jede*r|Beschäftigte:r|,|der/die|Nachbar_in"),
        ("Kurs:in der Schule", "Kurs|:|in|der|Schule"),
        ("Thema: Wohnen", "Thema|:|Wohnen"),
        ("Kitas/Schulen öffnen", "Kitas|/|Schulen|öffnen"),
        ("Sprach- und Kochkurse", "Sprach-|und|Kochkurse"),
        ("Haustür und -schlüssel", "Haustür|und|-schlüssel"),
        ("das geht's nicht!!! Warum???", "das|geht's|nicht|!!!|Warum|???"),
        ("Schluss.Anfang", "Schluss|.|Anfang"),
        ("für 3-Jährige und U3-Plätze", "für|3-Jährige|und|U3-Plätze"),
        ("„Willkommen“ – auf Türkisch", "„|Willkommen|“|–|auf|Türkisch"),
        ("Danke 🙏🏽 مرحبا", "Danke|🙏🏽|مرحبا"),
    ])
    func words(_ text: String, _ expected: String) throws {
        #expect(try TextSupport.surfaces(text).joined(separator: "|") == expected)
    }

    @Test(arguments: [
        ("Wir brauchen z. B. Bänke. Und Bäume!", 2),
        ("Frau Dr. Kaya sprach am 3. Mai. Danach gab es Tee.", 2),
        ("Das gilt nach Art. 3 und Nr. 5 der Satzung.", 1),
        ("Warum nicht? Weil keiner fragt.", 2),
        ("Im 2. Stock ist es laut. Im 1. nicht.", 2),
        ("Die Wege sind\nviel zu schmal.", 1),
        ("Mehr Licht\nWeniger Lärm", 2),
    ])
    func sentences(_ text: String, _ expected: Int) throws {
        #expect(try Tokenizer(builder: TextSupport.builder()).sentenceEnds(of: Array(text.utf8)).count == expected)
    }

    /// The fast path of plain Latin gives ICU's own boundaries.
    @Test(arguments: [
        "Ein Satz. noch einer? Ja! \"Und (so) weiter.\" 3.5 Mio. U.S.A. a.b A.B 1,5 1;5 x;y a:b a·b 5·6 a_b _ __a",
        "a'b 1'2 a''b ’a‘b’ a’1 1’a 3.a a.3", "?); B. ?! … – x. (Y) z. «Z» w.\nV.\r\nU\rT",
        "Ünï çà œ Š ß. ß ŉ ĸ ſ Ÿ ẞ", "ª º µ ² ³ ¼ ×÷ ¿x ¡y", ". . .. a. . B. 1. a 1. A ... a ...A",
        "  zwei   Blanks\tund\u{B}Tab\u{C}s ", "x.\" Y x.' y x.) Z x. , y x. - Y x. : Y",
    ])
    func sameAsICU(_ text: String) throws {
        let tokenizer = try Tokenizer(builder: TextSupport.builder())
        let bytes = Array(text.utf8)
        #expect(tokenizer.pieces(of: bytes) == tokenizer.pieces(of: bytes, byICU: true))
        #expect(tokenizer.rawSentenceEnds(of: bytes, byICU: false) == tokenizer.rawSentenceEnds(of: bytes, byICU: true))
    }

    @Test(arguments: [
        ("Bürgerinnen und Bürger", [false, false, true]), ("Schülerinnen/Schüler", [false, false, true]),
        ("jede Schülerin und jeder Schüler", [false, false, false, false, true]),
        ("Bürger und Vereine", [false, false, false]),
    ])
    func pairs(_ text: String, _ expected: [Bool]) throws {
        var lexis = Lexis()
        #expect(
            try Tokenizer(builder: TextSupport.builder()).words(of: CleanText(Array(text.utf8)), into: &lexis).map(
                \.repeats
            ) == expected
        )
    }

    @Test(arguments: [
        ("Sprach- und Integrationskurse", "sprachkurse"), ("Ein- und Ausstieg", "einstieg"),
        ("Vor- und Nachteile", "vorteile"), ("Personal-/Sachaufwand", "personalaufwand"),
        ("Näh-, Koch- und Sprachkurse", "naehkurse"), ("Haustür und -schlüssel", "hausschluessel"),
    ])
    func ellipses(_ text: String, _ expected: String) throws {
        #expect(try TextSupport.forms(text).map(\.key).contains(expected))
    }
}
