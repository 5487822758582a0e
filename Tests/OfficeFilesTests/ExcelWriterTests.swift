import Testing

@testable import OfficeFiles

/// What is written opens as it was meant, and reads back the same.
@Suite struct ExcelWriterTests {
    private static let texts = [
        "=SUM(A1:A9)", "+49 241", "-1 Kita", "@alle", "ganz normal", " Rand ", "zwei\nZeilen",
        "<b> & \"Anführung\" 'so'",
        "_x000D_ getippt", "Ümläute 🙂 ￼", "12", "mailto:amt@example.org", "http://example.org/",
    ]

    private static func sheets() -> [SheetContent] {
        let columns = [SheetContent.Column("Text", width: 40), .init("Zahl", width: 8), .init("Verweis", width: 20)]
        let rows = texts.enumerated().map { number, text -> [SheetContent.Value] in
            [.text(text), .number(Double(number)), .link(text, sheet: "Ziel 'neu' hier", row: number)]
        }
        return [
            SheetContent(name: "Karten", columns: columns, rows: rows),
            SheetContent(name: "Ziel 'neu' hier", columns: columns),
        ]
    }

    @Test func textsAreNeverFormulas() throws {
        let bytes = try ExcelWriter.bytes(Self.sheets(), title: "Probe")
        let read = try rows(bytes)
        #expect(read.first?.cells.map(\.text) == ["Text", "Zahl", "Verweis"])
        for (row, text) in zip(read.dropFirst(), Self.texts) {
            #expect(row.cells.map(\.text) == [text, row.text(1)!, text])
            #expect(row.cells.map(\.kind) == [.text, .number, .text])
        }
        let sheet = try #require(try Container(bytes, limits: limits).part("xl/worksheets/sheet1.xml"))
        let xml = String(decoding: sheet, as: UTF8.self)
        #expect(!xml.contains("<f>"))
        #expect(xml.contains("<pane xSplit=\"1\" ySplit=\"1\""))
        #expect(xml.contains("<autoFilter ref=\"A1:C14\"/>"))
        #expect(xml.contains("location=\"'Ziel ''neu'' hier'!A3\""))
    }

    @Test func theSameSheetsGiveTheSameBytes() throws {
        let first = try ExcelWriter.bytes(Self.sheets(), title: "Probe")
        #expect(try ExcelWriter.bytes(Self.sheets(), title: "Probe") == first)
    }

    @Test func aTextThatNoCellHoldsIsCutAndSaysSo() throws {
        let long = String(repeating: "ä", count: 40_000)
        let sheet = SheetContent(name: "A", columns: [.init("Text", width: 10)], rows: [[.text(long)]])
        let text = try #require(try rows(ExcelWriter.bytes([sheet], title: "x")).last?.text(0))
        #expect(text.hasSuffix("… [gekürzt]") && text.utf16.count <= 32_767)
    }
}
