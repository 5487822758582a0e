import Foundation
import OfficeFiles
import Testing

@testable import Werkstatt

/// A catalogue is the same whatever program it was kept in.
@Suite struct CatalogueReaderTests {
    private static let rows = [
        ["Nr.", "Handlungsfeld", "Maßnahme", "Zuständigkeit", "NAP-I-Phasen"],
        ["1.1", "H1", "Lotsinnen am Hafen, auch abends", "FB 50", "I;II"],
        ["1.2", "H3", "Gärten auf dem Wasser", "", ""],
    ]

    private static func read(_ bytes: [UInt8]) throws -> [Measure] {
        try CatalogueReader.read(bytes, path: "katalog", limits: commonRules.office)
    }

    private static func check(_ measures: [Measure]) {
        #expect(measures.map(\.number) == ["1.1", "1.2"])
        #expect(measures.map(\.title) == ["Lotsinnen am Hafen, auch abends", "Gärten auf dem Wasser"])
        #expect(measures.map(\.field) == ["H1", "H3"])
        #expect(measures.map(\.responsible) == ["FB 50", ""])
        #expect(measures.map(\.napPhases) == [["I", "II"], []])
    }

    @Test(arguments: [",", ";"]) func readsCSV(delimiter: String) throws {
        let lines = Self.rows.map { $0.map { "\"\($0)\"" }.joined(separator: delimiter) }
        Self.check(try Self.read(Array(lines.joined(separator: "\r\n").utf8)))
    }

    @Test func readsASheetWithATitleAndHeadings() throws {
        let cells =
            [["Maßnahmenkatalog 2022"], []] + [Self.rows[0], Self.rows[1], ["", "Handlungsfeld Wohnen"], Self.rows[2]]
        Self.check(try Self.read(try OfficeReaderTests.workbook(cells)))
    }

    @Test func readsTablesOfADocument() throws {
        func table(_ rows: [[String]]) -> String {
            "<w:tbl>"
                + rows.map {
                    "<w:tr>" + $0.map { "<w:tc><w:p><w:r><w:t>\(XML.escaped($0))</w:t></w:r></w:p></w:tc>" }.joined()
                        + "</w:tr>"
                }.joined() + "</w:tbl>"
        }
        let body =
            table([["Stand", "2022"]]) + table([Self.rows[0], Self.rows[1]]) + table([Self.rows[0], Self.rows[2]])
        let document = "<w:document xmlns:w=\"w\"><w:body>\(body)</w:body></w:document>"
        Self.check(try Self.read(try ZipContainer.bytes([(name: "word/document.xml", bytes: Array(document.utf8))])))
    }

    @Test(arguments: [
        ([["Titel", "Text"], ["a", "b"]], "braucht die Spalten „nummer“ und „titel“"),
        ([["Nummer", "Titel"], ["1", "a"], ["1", "b"]], "Die Nummer „1“ steht zweimal"),
    ])
    func saysWhatIsWrong(cells: [[String]], sentence: String) throws {
        let bytes = try OfficeReaderTests.workbook(cells)
        let error = #expect(throws: PackError.self) { try Self.read(bytes) }
        #expect(error?.message.contains(sentence) == true)
    }

    @Test func aDamagedFileIsNamed() {
        let error = #expect(throws: PackError.self) { try Self.read([0x50, 0x4B, 3, 4, 20, 0]) }
        #expect(error?.message.contains("Der Katalog ist beschädigt") == true)
    }
}
