import Testing

@testable import Werkstatt

/// What `explain` tells of one contribution: every repair, word, split, mask and sentence with its place.
@Suite struct ExplanationTests {
    private func explain(_ text: String, keep: Bool = false) async throws -> String {
        var options = RunOptions()
        options.keepPersonalData = keep
        let card = Contribution(
            id: "k1",
            workshop: "W",
            phase: .kritik,
            text: text,
            source: Source(file: "karten.csv", row: 7)
        )
        let intake = IntakeCorpus(contributions: [card], unread: [], notices: [], inputs: [])
        let line = Line(pack: Repository.aachen.pack, knowledge: Repository.aachen.knowledge, options: options)
        return try await Explanation(intake, line: line).one("karten.csv:7")
    }

    @Test(arguments: [
        ("Sprachkurse feh\u{AD}len", "  15–16  weiches Trennzeichen: „[U+00AD]“"),
        ("Sprachkurse feh\u{AD}len", "Gelesen als: Sprachkurse fehlen"),
        ("Sprachkurse feh\u{AD}len", "  12–19  „feh[U+00AD]len“  gelesen als „fehlen“  Schlüssel fehlen, Stamm fehl"),
        ("Mehr Gemein-\nschaftsräume", "  11–13  Trennung am Zeilenende: „-⏎“"),
        ("Mehr Ra\u{308}ume", "  6–8  zusammengesetztes Zeichen: „a[U+0308]“"),
        ("Kurse\u{2003}am Abend", "  5–6  besonderes Leerzeichen: „[U+2003]“"),
        ("Mehr Licht. Weniger Lärm!", "Sätze: 0–12, 12–25"),
        ("Mehr Licht", "Reparaturen: keine"),
        ("Ein- und Ausstieg am Bus", "  0–4  „Ein-“  gelesen als „Einstieg“  Schlüssel einstieg, Stamm einstieg"),
        ("Sprachkurse am Abend", ", Teile sprache + kurse"),
        ("Bürgerinnen und Bürger fragen", ", zweite Hälfte einer Paarform: zählt nicht noch einmal"),
        ("Dolmetshcer fehlen im Amt", ", vermutlich Tippfehler für „dolmetscher“ (zählt weniger)"),
        ("siehe www.beispiel.de :-) 20.000 €", "  6–21  „www.beispiel.de“  Adresse"),
        ("siehe www.beispiel.de :-) 20.000 €", "  22–25  „:-)“  Bildzeichen"),
        ("siehe www.beispiel.de :-) 20.000 €", "  26–32  „20.000“  Zahl"),
        ("👩‍👧 Herr Kowalczyk hilft im Treff", "Verdeckt: 9–18 [NAME]"),
        ("s.o.", "Status: ohne eigene Aussage: Verweis auf anderen Beitrag"),
    ])
    func tells(_ text: String, _ line: String) async throws {
        let told = try await explain(text)
        #expect(told.contains(line), "\(told)")
    }

    /// Masked pieces show nowhere: not as words, not in repairs, not in the mended text.
    @Test func masksHold() async throws {
        let text = "Herr Kowal\u{AD}czyk, Tel. 0241\u{A0}5550 173, hilft im Treff"
        let masked = try await explain(text)
        for piece in ["Kowal", "czyk", "0241", "5550"] { #expect(!masked.contains(piece), "\(masked)") }
        #expect(masked.contains("Gelesen als: Herr [NAME], Tel. [TEL], hilft im Treff"), "\(masked)")
        #expect(masked.contains("„hilft“"))
        let open = try await explain(text, keep: true)
        #expect(open.contains("„Kowal[U+00AD]czyk“  gelesen als „Kowalczyk“"), "\(open)")
    }

    /// A contribution of any file that can be read, by its place.
    @Test(arguments: [
        ("karten.csv", "text;phase\nKeine Kurse am Abend;Kritik\nMehr Bänke im Park;Wunsch\n", 3),
        ("karten.tsv", "text\tphase\nKeine Kurse am Abend\tKritik\nMehr Bänke im Park\tWunsch\n", 3),
        ("karten.jsonl", "{\"text\":\"Keine Kurse am Abend\"}\n{\"text\":\"Mehr Bänke im Park\"}\n", 2),
        ("karten.md", "# Werkstatt Ost\n\n## Kritik\n- Keine Kurse am Abend\n- Mehr Bänke im Park\n", 5),
        ("karten.txt", "Keine Kurse am Abend\n\nMehr Bänke im Park\n", 3),
    ])
    func anyFile(_ name: String, _ text: String, _ row: Int) async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(name, text)
        let (pack, knowledge) = Repository.aachen
        let intake = try Intake(rules: pack.intake).run([path], standardInput: { [] })
        let explanation = try await Explanation(
            intake,
            line: Line(pack: pack, knowledge: knowledge, options: RunOptions())
        )
        #expect(try explanation.one("\(path):\(row)").contains(": Mehr Bänke im Park\n"))
        #expect(try explanation.one("\(name):\(row)").contains("„Bänke“  Schlüssel baenke, Stamm bank"))
        do {
            _ = try explanation.one("\(path):90")
            Issue.record("Row 90 does not exist.")
        } catch let error as StageError {
            #expect(
                error.description.contains("In Zeile 90 beginnt kein Beitrag; die nächsten beginnen in Zeile \(row).")
            )
        }
    }
}
