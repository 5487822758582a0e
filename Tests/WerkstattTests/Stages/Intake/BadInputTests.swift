import Foundation
import Testing

@testable import Werkstatt

/// What clerks send, and the sentence they get.
@Suite struct BadInputTests {
    /// Name and content of a file that gives nothing, the row and a part of the sentence that says why.
    @Test(arguments: [
        ("leer.csv", "", 0, "ist leer; bitte prüfen"),
        (
            "karten.csv", "Nummer;Bemerkung\n1;schön\n", 1,
            "keine Spalte für den Text; gefunden wurden „Nummer“, „Bemerkung“"
        ),
        (
            "karten.csv", "Beitrag;Tisch;Karte\na;1;b\n", 1,
            "Die Spalten „Beitrag“ und „Karte“ bedeuten beide „text“; bitte eine davon umbenennen"
        ),
        ("karten.csv", "\"Beitrag;Tisch\nBank fehlt;1\n", 1, "bitte Anführungszeichen und Zeilenenden prüfen"),
        ("karten.json", "{\"titel\":\"x\"}", 0, "keine Liste von Beiträgen (gefunden: „titel“)"),
        ("karten.json", "{\"a\":[{\"text\":\"x\"}],\"b\":[{\"text\":\"y\"}]}", 0, "mehrere Listen („a“, „b“)"),
        ("karten.json", "{\"contributions\" [1]}", 0, "nicht lesbar (Zeile 1: unerwartetes Zeichen „[“)"),
        (
            "scan.pdf", "%PDF-1.4\n%âãÏÓ\n1 0 obj", 0,
            "ist als PDF beschädigt oder unvollständig übertragen"
        ),
        ("brief.rtf", "{\\rtf1\\ansi Karte}", 0, "ist eine RTF-Datei; bitte in Word oder Writer öffnen"),
        ("export.txt", "<?xml version=\"1.0\"?><karten><karte/></karten>", 0, "ist XML; bitte als Text"),
    ])
    func refusesFile(name: String, content: String, row: Int, sentence: String) throws {
        let rows = refusal(name, Array(content.utf8))
        #expect(rows.count == 1)
        #expect(rows.first?.row == row)
        #expect(rows.first?.reason.contains(sentence) == true, "\(rows)")
        #expect(rows.first?.file.hasSuffix("/" + name) == true)
    }

    /// The first bytes of files that are no text.
    @Test(
        arguments: [
            ("wand.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "ist ein Foto ohne Text"),
            ("wand.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], "ist ein Bild ohne Text"),
            ("karten.xlsx", [0x50, 0x4B, 3, 4, 20, 0], "ist beschädigt oder unvollständig übertragen"),
            ("karten.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "alte Word- oder Excel-Datei"),
            ("karten.csv", [0x1F, 0x8B, 8, 0], "ist gepackt (gzip)"),
            ("karten.csv", [66, 0, 0, 0, 1, 2, 3, 0, 0, 0, 7, 7], "ist kein Text"),
            ("karten.csv", [1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17], "ist kein Text"),
        ] as [(String, [UInt8], String)]
    )
    func refusesBinary(name: String, bytes: [UInt8], sentence: String) {
        let rows = refusal(name, bytes)
        #expect(rows.map(\.row) == [0])
        #expect(rows.first?.reason.contains(sentence) == true, "\(rows)")
        #expect(rows.first?.raw == "")
    }

    /// A table with one bad row, the number of that row, a part of the sentence, and what is read all the same.
    @Test(arguments: [
        ("text;Tisch\ngut;1\nzu;2;viel\nauch gut;3\n", 3, "Zeile 3 hat 3 statt 2 Zellen", ["gut", "auch gut"]),
        ("Tisch;Farbe;text\n1;rot;gut\n2;gelb\n", 3, "Zeile 3 hat nur 2 statt 3 Zellen, der Text fehlt", ["gut"]),
        (
            "text;Tisch\ngut;1\n\n\"offen;2\nnoch;3\n", 4,
            "Zeile 4: Das Anführungszeichen in der Spalte „text“ wird nicht wieder geschlossen", ["gut"]
        ),
    ])
    func refusesRow(file: String, row: Int, sentence: String, texts: [String]) throws {
        let corpus = try read("karten.csv", file)
        #expect(corpus.texts == texts)
        #expect(corpus.unread.map(\.row) == [row])
        #expect(corpus.unread.first?.reason.contains(sentence) == true, "\(corpus.unread)")
        #expect(corpus.inputs.map(\.records) == [texts.count + 1])
    }

    @Test(arguments: [
        (
            "{\"text\":\"gut\"}\n{\"text\":\n", 2,
            "Zeile 2, Zeichen 9: Kein gültiges JSON (die Zeile endet mitten im JSON)"
        ),
        ("{\"text\":\"gut\"}\n{\"text\":\"ä\" \"b\"}\n", 2, "Zeile 2, Zeichen 13: Kein gültiges JSON"),
        ("{\"text\":\"gut\"}\n[1]\n", 2, "Hier steht kein JSON-Objekt"),
        ("{\"text\":\"gut\"}\n{\"id\":\"a\"}\n", 2, "Es fehlt der Schlüssel „text“"),
        ("{\"text\":\"gut\"}\n{\"text\":5}\n", 2, "Der Wert von „text“ ist kein Text"),
        (
            "{\"text\":\"gut\"}\n{\"text\":\"a\",\"Karte\":\"b\"}\n", 2,
            "Die Schlüssel „text“ und „Karte“ bedeuten beide „text“"
        ),
    ])
    func refusesLine(file: String, row: Int, sentence: String) throws {
        let corpus = try read("karten.jsonl", file)
        #expect(corpus.texts == ["gut"])
        #expect(corpus.unread.map(\.row) == [row])
        #expect(corpus.unread.first?.reason.contains(sentence) == true, "\(corpus.unread)")
    }

    @Test(arguments: [
        ("[{\"text\":\"gut\"},{\"text\":}]", 2, "Eintrag 2: Kein gültiges JSON"),
        ("[{\"text\":\"gut\"},{\"text\":\"offen]", 2, "Eintrag 2: Das JSON ist ab hier nicht lesbar"),
        ("[{\"text\":\"gut\"} {\"text\":\"x\"}]", 2, "Hinter Eintrag 1 fehlt ein Komma"),
        ("[{\"text\":\"gut\"}] und noch etwas", 2, "Hinter dem Ende des JSON-Dokuments"),
        ("{\"cards\":[{\"text\":\"gut\"},{\"text\":\"x\"", 2, "Eintrag 2: Das JSON ist ab hier nicht lesbar"),
    ])
    func refusesElement(file: String, row: Int, sentence: String) throws {
        let corpus = try read("karten.json", file)
        #expect(corpus.texts == ["gut"])
        #expect(corpus.unread.map(\.row) == [row])
        #expect(corpus.unread.first?.reason.contains(sentence) == true, "\(corpus.unread)")
    }

    /// A file that is read, and what is said about it.
    @Test(arguments: [
        (
            "karten.csv", "text;Tisch;Farbe\na\nb;1\nc;2;rot\n", 2,
            "Am Ende der Zeile fehlen Zellen; sie gelten als leer. (Zeilen 2, 3)"
        ),
        ("karten.csv", "text;phase\na;Kritik\nb;Runde 7\nc;Runde 7\n", 3, "Die Werkstattphase „Runde 7“ ist unbekannt"),
        ("karten.csv", "text;phase\na;Phase III\n", 2, "„Phase III“ sieht nach einer Phase des NAP-I aus"),
        ("karten.csv", "text;phase\na;Nachbereitung\n", 2, "liegt vor oder nach den drei Werkstattphasen"),
        ("karten.csv", "text;Punkte\na;viele\n", 2, "steht „viele“ statt einer Zahl"),
        ("karten.csv", "Bank fehlt\nLicht fehlt\n", 1, "Die einzige Spalte hat keine bekannte Überschrift"),
        ("karten.csv", "text;id\n", 0, "Die Datei enthält keine Beiträge"),
        ("karten.txt", "- MÃ¼ll\n- BÃ¤nke\n", 0, "Der Text enthält 2 falsch umgewandelte Zeichen"),
        ("karten.jsonl", "{\"text\":\"a\",\"table\":[1]}\n", 1, "Der Wert von „table“ ist weder Text noch Zahl"),
        ("karten.md", "- a\n  - b\n", 2, "Eingerückte Unterpunkte gehören zum Text"),
        ("karten.md", "| a | b |\n|---|---|\n| c | d |\n", 1, "Hier steht eine Tabelle"),
    ])
    func saysSo(name: String, file: String, row: Int, sentence: String) throws {
        let corpus = try read(name, file)
        #expect(corpus.unread.isEmpty)
        #expect(corpus.notices.contains { $0.row == row && $0.text.contains(sentence) }, "\(corpus.notices)")
    }

    @Test func unknownPhaseStaysInExtra() throws {
        let card = try #require(try read("karten.csv", "text;phase;Punkte\na;Runde 7;ja\n").contributions.first)
        #expect(card.phase == nil)
        #expect(card.phaseOrigin == nil)
        #expect(
            card.extra == [ExtraValue(key: "phase", json: "\"Runde 7\""), ExtraValue(key: "points", json: "\"ja\"")]
        )
    }

    @Test func longTextIsUnread() throws {
        let long = String(repeating: "ä", count: commonRules.textLimit / 2)
        for (name, file) in [
            ("a.csv", "text\n\(long)\n\(long)!\n"), ("a.jsonl", "{\"text\":\"\(long)\"}\n{\"text\":\"\(long)!\"}"),
            ("a.md", "- \(long)\n- \(long)!\n"),
        ] {
            let corpus = try read(name, file)
            #expect(corpus.contributions.count == 1, "\(name)")
            #expect(corpus.unread.count == 1)
            #expect(corpus.unread.first?.raw.unicodeScalars.count == 500)
            #expect(corpus.unread.first?.reason.contains("erlaubt sind 1048576") == true)
        }
    }

    /// A file without line ends, built in memory: one unread row, not a crash. (JSON is read slowly in debug builds.)
    @Test(arguments: [
        ("csv", 50_000_000, "", ""), ("md", 50_000_000, "- ", ""), ("jsonl", 8_000_000, "{\"text\":\"", "\"}"),
    ])
    func megabytesInOneLine(ending: String, count: Int, head: String, tail: String) throws {
        let bytes = Array(head.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: count) + Array(tail.utf8)
        let rows = refusal("zeile." + ending, bytes)
        #expect(rows.count == 1)
        #expect(rows.first?.raw.utf8.count == 500)
    }

    @Test func nothingReadableThrowsAllReasons() throws {
        let folder = Folder()
        let paths = [folder.path + "/fehlt.csv", folder.write("leer.csv", ""), folder.write("scan.pdf", "%PDF-1.7")]
        let error = #expect(throws: IntakeError.self) {
            try Intake(rules: commonRules).run(paths, standardInput: { [] })
        }
        #expect(error?.unread.map { $0.file.split(separator: "/").last } == ["fehlt.csv", "leer.csv", "scan.pdf"])
        #expect(error?.description.split(separator: "\n").count == 3)
        #expect(error?.description.contains("gibt es nicht; bitte den Pfad prüfen") == true)
    }

    @Test func theRestIsReadAllTheSame() throws {
        let folder = Folder()
        let paths = [
            folder.path + "/fehlt.csv", folder.write("gut.csv", "Beitrag\nBank\n"), folder.write("leer.txt", ""),
        ]
        let corpus = try Intake(rules: commonRules).run(paths, standardInput: { [] })
        #expect(corpus.texts == ["Bank"])
        #expect(corpus.unread.map(\.row) == [0, 0])
        #expect(corpus.inputs.count == 2)
    }
}
