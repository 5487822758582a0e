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
}
