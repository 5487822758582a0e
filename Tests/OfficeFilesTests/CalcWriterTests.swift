import Testing

@testable import OfficeFiles

/// A workbook of LibreOffice reads back as it was meant, and tells its kind by its first bytes.
@Suite struct CalcWriterTests {
    private static let texts = [
        "=SUM(A1:A9)", "+49 241", "-1 Kita", "@alle", "ganz normal", " Rand ", "  zwei  Blanks ", "zwei\nZeilen",
        "Leer\n\nZeile", "<b> & \"Anführung\" 'so'", "Ümläute 🙂 ￼", "12", "1. Mai", "mit Tab", "   ",
        "http://example.org/",
    ]

    private static func sheets() -> [SheetContent] {
        let columns = [SheetContent.Column("Text", width: 40), .init("Zahl", width: 8), .init("Verweis", width: 20)]
        let rows = texts.enumerated().map { number, text -> [SheetContent.Value] in
            [.text(text), .number(Double(number) / 2), .link(text, sheet: "Ziel 'neu' & hier", row: number)]
        }
        return [
            SheetContent(name: "Karten", columns: columns, rows: rows + [[.empty, .number(-3), .empty], []]),
            SheetContent(name: "Ziel 'neu' & hier", columns: columns), SheetContent(name: "leer", columns: []),
        ]
    }

    @Test func textsStayAndNumbersAreNumbers() throws {
        let bytes = try CalcWriter.bytes(Self.sheets(), title: "Probe")
        let read = try rows(bytes)
        #expect(read.first?.cells.map(\.text) == ["Text", "Zahl", "Verweis"])
        for (number, text) in Self.texts.enumerated() {
            let cells = read[number + 1].cells
            #expect(cells.map(\.text) == [text, number % 2 == 0 ? "\(number / 2)" : "\(Double(number) / 2)", text])
            #expect(cells.map(\.kind) == [.text, .number, .text])
        }
        #expect(read.last?.cells.map(\.text) == ["-3"] && read.last?.cells.map(\.column) == [1])
        #expect(try Workbook(OfficeFile(bytes, limits: limits)).sheets.map(\.title) == Self.sheets().map(\.name))
        let part = try #require(try Container(bytes, limits: limits).part("content.xml"))
        let xml = String(decoding: part, as: UTF8.self)
        #expect(!xml.contains("table:formula"))
        #expect(xml.contains("xlink:href=\"#'Ziel ''neu'' &amp; hier'.A3\""))
        #expect(xml.contains("table:target-range-address=\"'Karten'.A1:'Karten'.C\(Self.texts.count + 3)\""))
    }

    @Test func theKindStandsFirstAndUnpacked() throws {
        let bytes = try CalcWriter.bytes(Self.sheets(), title: "Probe")
        #expect(String(decoding: bytes[30..<84], as: UTF8.self) == "mimetype\(CalcParts.type)")
        #expect(
            try Container(bytes, limits: limits).names == [
                "mimetype", "content.xml", "styles.xml", "settings.xml", "meta.xml", "META-INF/manifest.xml",
            ]
        )
        #expect(try Container(bytes, limits: limits).part("mimetype") == Array(CalcParts.type.utf8))
        #expect(try CalcWriter.bytes(Self.sheets(), title: "Probe") == bytes)
    }
}
