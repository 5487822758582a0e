import Foundation
import OfficeFiles
import Testing

@testable import Werkstatt

/// Files of office programs give the same rows as CSV.
@Suite struct OfficeReaderTests {
    private static let fixtures = repository + "/Tests/OfficeFilesTests/Fixtures/"

    static func fixture(_ name: String) throws -> IntakeCorpus {
        try read(name, Array(try Data(contentsOf: URL(filePath: fixtures + name))))
    }

    /// A workbook with one sheet of inline texts; an empty text is no cell.
    static func workbook(_ cells: [[String]], name: String = "Karten", tail: String = "") throws -> [UInt8] {
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let rows = cells.enumerated().map { row, cells in
            "<row r=\"\(row + 1)\">"
                + cells.enumerated().filter { !$0.element.isEmpty }.map { column, text in
                    "<c r=\"\(CellName.letters(column))\(row + 1)\" t=\"inlineStr\"><is><t>\(XML.escaped(text))</t></is></c>"
                }.joined() + "</row>"
        }
        let parts = [
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"\(relation)\"><sheets><sheet name=\"\(name)\" r:id=\"a\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"\(relation)/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\(rows.joined())</sheetData>\(tail)</worksheet>"),
        ]
        return try ZipContainer.bytes(parts.map { (name: $0.0, bytes: Array($0.1.utf8)) })
    }

    @Test(arguments: ["tabelle.xlsx", "tabelle.ods"]) func readsTheSheet(name: String) throws {
        let corpus = try Self.fixture(name)
        #expect(corpus.contributions.map(\.id) == ["k1", "k2", "k3"])
        #expect(corpus.contributions.map(\.phase) == [.kritik, .kritik, .phantasie])
        #expect(corpus.contributions.map(\.points) == [2, 0, nil])
        #expect(corpus.contributions.map(\.source.row) == [5, 6, 7])
        #expect(Set(corpus.contributions.map(\.workshop)) == ["Fachforum Spielen und Lernen, 12.03.2022"])
        #expect(corpus.contributions[0].extra.first == ExtraValue(key: "Erfasst am", json: "\"12.03.2022\""))
        #expect(corpus.inputs.map(\.format) == [(name as NSString).pathExtension])
        #expect(corpus.notices.contains { $0.text.contains("ausgeblendete Blatt „Auswertung“") })
        #expect(corpus.notices.contains { $0.text.contains("ausgeblendete Zeile wird mitgelesen") })
    }

    @Test func headingsBetweenRowsNameThePhase() throws {
        let corpus = try read(
            "karten.xlsx",
            Self.workbook([
                ["Zukunftswerkstatt Nordpark"], ["Stand: vorläufig"], ["Nr.", "Beitrag", "Punkte"], ["Kritikphase"],
                ["1", "Die Brücke ist gesperrt", "3"], ["Tisch 2"], ["2", "Keine Lampen"], ["", "Phantasiephase"],
                ["3", "Ein Steg über den Teich", "1"],
            ])
        )
        #expect(corpus.texts == ["Die Brücke ist gesperrt", "Keine Lampen", "Ein Steg über den Teich"])
        #expect(corpus.inFileOrder.map(\.phase) == [.kritik, .kritik, .phantasie])
        #expect(corpus.inFileOrder.map(\.table) == [nil, .number(2), nil])
        #expect(corpus.inFileOrder.map(\.workshop) == Array(repeating: "Zukunftswerkstatt Nordpark", count: 3))
        #expect(corpus.notices.contains { $0.row == 2 && $0.text.contains("Über der Kopfzeile wird nicht gelesen") })
    }

    @Test func columnsOfPhasesGiveACardPerCell() throws {
        let corpus = try read(
            "wand.xlsx",
            Self.workbook([
                ["Kritik", "Phantasie", "Umsetzung"], ["Zu eng", "Ein Saal", ""], ["", "", "Förderverein gründen"],
            ])
        )
        #expect(corpus.contributions.count == 3)
        #expect(
            Set(corpus.contributions.map { "\($0.phase!.rawValue): \($0.text)" })
                == ["kritik: Zu eng", "phantasie: Ein Saal", "realisierung: Förderverein gründen"]
        )
    }

    @Test func theNameOfTheSheetNamesThePhase() throws {
        let corpus = try read("karten.xlsx", Self.workbook([["Beitrag"], ["Zu wenig Bänke"]], name: "Kritikphase"))
        #expect(corpus.contributions.map(\.phase) == [.kritik])
    }

    @Test func aMergedTextIsOneCard() throws {
        let tail = "<mergeCells><mergeCell ref=\"B2:B3\"/></mergeCells>"
        let corpus = try read(
            "karten.xlsx",
            Self.workbook(
                [["Tisch", "Beitrag"], ["1", "Der Weg ist dunkel"], ["2", ""], ["3", "Ein Kiosk"]],
                tail: tail
            )
        )
        #expect(corpus.texts == ["Der Weg ist dunkel", "Ein Kiosk"])
        #expect(corpus.notices.contains { $0.row == 3 && $0.text.contains("verbundenen Zelle") })
    }

    /// Cells of a table that gives nothing, and why.
    @Test(arguments: [
        (
            [["Nummer", "Bemerkung"], ["1", "schön"]],
            "keine Spalte für den Text; gefunden wurden „Nummer“, „Bemerkung“"
        ),
        ([["Beitrag", "Karte"], ["a", "b"]], "Die Spalten „Beitrag“ und „Karte“ bedeuten beide „text“"),
    ])
    func refusesSheet(cells: [[String]], sentence: String) throws {
        let rows = refusal("karten.xlsx", try Self.workbook(cells))
        #expect(rows.count == 1)
        #expect(rows.first?.row == 1)
        #expect(rows.first?.reason.contains(sentence) == true, "\(rows)")
    }

    /// The same protocol, saved by LibreOffice in both formats.
    @Test(arguments: ["protokoll.docx", "protokoll.odt"]) func readsTheProtocol(name: String) throws {
        let corpus = try Self.fixture(name)
        let cards = corpus.inFileOrder.map {
            "\($0.source.row) \($0.phase?.rawValue ?? "-") \($0.roomCluster ?? "-"): \($0.text)"
        }
        #expect(
            cards.sorted() == [
                "12 phantasie -: Ein Bach durch den Pausenhof\nmit Booten",
                "13 phantasie -: Hausaufgaben macht der Roboter",
                "16 phantasie Wünsche und Schritte: Baumhaus im Hof",
                "16 phantasie Wünsche und Schritte: Fliegender Bus",
                "16 realisierung Wünsche und Schritte: Elternabend im Juni",
                "4 kritik Spielplätze: Die Rutsche ist seit Mai ganz gesperrt.",
                "5 kritik Spielplätze: Niemand sagt,\nwarum! (3 Punkte)\n- auch das Amt nicht",
                "8 kritik Hort und Schule: Kein Platz im Hort, lange Liste",
                "9 kritik Hort und Schule: Toiletten kaputt",
            ]
        )
        #expect(Set(corpus.contributions.map(\.workshop)) == ["Fachforum Spielen und Lernen, 12.03.2022"])
        let first = try #require(corpus.contributions.first { $0.id == "k1" })
        #expect(first.points == 2 && first.table == .number(3) && first.roomPoints == 7)
        #expect(first.extra == [ExtraValue(key: "kommentar", json: "\"Foto 14\"")])
        #expect(
            corpus.contributions.filter { $0.source.row > 11 && $0.source.row < 14 }.map(\.table) == [
                .number(4), .number(4),
            ]
        )
        for sentence in [
            "nachverfolgte Änderungen (1 eingefügt, 1 gelöscht)", "Kommentare am Rand (1)", "Fuß- und Endnoten (1)",
            "Eingerückte Unterpunkte",
        ] { #expect(corpus.notices.contains { $0.text.contains(sentence) }, "\(sentence)") }
    }

    /// The body of a Word document, and the cards it gives with their phase and heading.
    @Test(arguments: [
        (
            "<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr><w:r><w:t>Kritik</w:t></w:r></w:p><w:p><w:r><w:t>Zu</w:t></w:r><w:r><w:t xml:space=\"preserve\"> laut</w:t></w:r></w:p>",
            ["kritik/-: Zu laut"]
        ),
        (
            "<w:p><w:r><w:t>Phantasiephase</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Ein</w:t><w:br/><w:t>Garten</w:t></w:r></w:p>",
            ["phantasie/-: Ein\nGarten"]
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>alt</w:t></w:r></w:moveFrom><w:del><w:r><w:delText>weg</w:delText></w:r></w:del><w:ins><w:r><w:t>neu</w:t></w:r></w:ins></w:p>",
            ["-/-: neu"]
        ),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r><w:r><w:t>offen</w:t></w:r></w:p>",
            ["-/-: offen"]
        ),
        (
            "<w:p><w:r><AlternateContent><Choice><w:txbxContent><w:p><w:r><w:t>Karte im Kasten</w:t></w:r></w:p></w:txbxContent></Choice><Fallback><w:txbxContent><w:p><w:r><w:t>Karte im Kasten</w:t></w:r></w:p></w:txbxContent></Fallback></AlternateContent></w:r></w:p>",
            ["-/-: Karte im Kasten"]
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Radweg fehlt</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Ampel</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            ["-/-: Radweg fehlt", "-/-: Ampel"]
        ),
    ])
    func readsWord(body: String, cards: [String]) throws {
        let parts = [
            ("[Content_Types].xml", "<Types/>"),
            (
                "word/styles.xml",
                "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"
            ), ("word/document.xml", "<w:document xmlns:w=\"w\"><w:body>\(body)</w:body></w:document>"),
        ]
        let bytes = try ZipContainer.bytes(parts.map { (name: $0.0, bytes: Array($0.1.utf8)) })
        let corpus = try read("protokoll.docx", bytes)
        #expect(corpus.inFileOrder.map { "\($0.phase?.rawValue ?? "-")/\($0.roomCluster ?? "-"): \($0.text)" } == cards)
    }

    @Test func readsPagesOfAPDF() throws {
        let corpus = try Self.fixture("seiten.pdf")
        let cards = corpus.inFileOrder.map {
            "\($0.phase?.rawValue ?? "-") \($0.points.map(String.init) ?? "-"): \($0.text)"
        }
        #expect(
            cards == [
                "kritik -: Am Abend fährt kein Bus mehr, und wer in der Spätschicht arbeitet, geht eine Stunde am Kanal entlang nach Hause.",
                "kritik 4: Die Halle steht leer.",
                "kritik -: Für Familien und Wohngemeinschaften ist nichts frei; Familien- und Seniorenkarten kosten jetzt das Doppelte, sagt das Amt.",
                "phantasie 3: Eine Seilbahn über das Becken, die leise schwebt und an jedem Kran hält, damit niemand mehr laufen muss.",
                "phantasie 0: Schwimmende Gärten",
                "phantasie 12: Ein Haus der Sprachen, in dem jede Etage anders klingt und riecht, mit einer Küche im Keller, in der reihum gekocht wird, und einem Dach, von dem aus man das Meer sieht, obwohl es gar keines gibt.",
                "phantasie 1: Licht\nohne Strom",
            ]
        )
        #expect(Set(corpus.contributions.map(\.workshop)) == ["Zukunftswerkstatt Hafenviertel"])
        #expect(corpus.inputs.map(\.format) == ["pdf"])
        #expect(corpus.notices.contains { $0.text.contains("bitte mit dem Original vergleichen") })
    }

    /// A page, and the cards it gives with their phase, heading and table.
    @Test(arguments: [
        (
            "<html><head><title>x</title><style>p{}</style></head><body><nav>Menü</nav><h1>Kritikphase</h1><h2>Wege</h2><ul><li>Zu  <b>dunkel</b><li>Keine&nbsp;Bank<br>am Bach</ul><script>alert(1)</script>",
            ["kritik/Wege: Zu dunkel", "kritik/Wege: Keine\u{A0}Bank\nam Bach"]
        ),
        (
            "<!doctype html><p><b>Phantasiephase</b></p><p>Ein Boot</p><div>für B<strong>und</strong>esland &amp; Stadt</div>",
            ["phantasie/-: Ein Boot", "phantasie/-: für Bundesland & Stadt"]
        ),
        (
            "<!DOCTYPE html><table><tr><th>Phase<th>Beitrag</tr><tr><td rowspan=2>Kritik<td>Zu laut</tr><tr><td>Zu eng</tr><tr><td>Utopie<td>Stille</table>",
            ["kritik/-: Zu laut", "kritik/-: Zu eng", "phantasie/-: Stille"]
        ),
        (
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><h1>Realisierungsphase</h1><ol><li>Antrag stellen</li></ol></body></html>",
            ["realisierung/-: Antrag stellen"]
        ),
    ])
    func readsPage(html: String, cards: [String]) throws {
        let corpus = try read("seite.html", html)
        #expect(corpus.inFileOrder.map { "\($0.phase?.rawValue ?? "-")/\($0.roomCluster ?? "-"): \($0.text)" } == cards)
        #expect(corpus.inputs.map(\.format) == ["html"])
    }

    /// One file that wants to harm, and the others are read all the same.
    @Test func theOtherInputsAreStillRead() throws {
        let folder = Folder()
        let bomb = try ZipContainer.bytes([
            (name: "xl/workbook.xml", bytes: Array("<!DOCTYPE x [<!ENTITY a \"b\">]><workbook>&a;</workbook>".utf8))
        ])
        let paths = [
            folder.write("boese.xlsx", bomb), folder.write("gut.xlsx", try Self.workbook([["Beitrag"], ["Zu laut"]])),
            folder.write("alt.xls", [0xD0, 0xCF, 0x11, 0xE0, 0, 0]),
        ]
        let corpus = try Intake(rules: commonRules).run(paths, standardInput: { [] })
        #expect(corpus.texts == ["Zu laut"])
        #expect(corpus.unread.count == 2)
        #expect(
            corpus.unread.contains {
                $0.file == paths[0] && $0.reason.hasPrefix("Die Datei „\(paths[0])“ erklärt einen Dokumenttyp")
            }
        )
    }
}
