import Testing

@testable import OfficeFiles

/// What a person sees in a sheet is what is read.
@Suite struct WorkbookTests {
    /// The same sheet, saved by LibreOffice in both formats.
    @Test(arguments: ["tabelle.xlsx", "tabelle.ods"]) func readsWhatTheProgramShows(name: String) throws {
        let book = try Workbook(try OfficeFile(try fixture(name), limits: limits))
        #expect(book.sheets.map(\.title) == ["Karten", "Auswertung"])
        #expect(book.sheets.map(\.isHidden) == [false, true])
        let all = try rows(try fixture(name))
        #expect(all.map(\.number) == [1, 4, 5, 6, 7])
        #expect(all.map(\.isHidden) == [false, false, false, false, true])
        #expect(all[0].cells.map(\.text) == ["Fachforum Spielen und Lernen, 12.03.2022"])
        #expect(
            all[1].cells.map(\.text) == ["Kennung", "Phase", "Tisch", "Punkte", "Beitrag", "Erfasst am", "Uhrzeit"]
        )
        #expect(all[2].text(4) == "Die Rutsche ist seit Mai gesperrt.\nNiemand sagt,   warum!")
        #expect(all[2].text(3) == "2")
        #expect(all[2].text(5) == "12.03.2022")
        #expect(all[2].cells.first { $0.column == 5 }?.kind == .date)
        #expect(all[3].text(1) == "Kritikphase")
        #expect(all[3].cells.first { $0.column == 1 }?.isMerged == true)
        #expect(all[3].text(4) == "Kein Platz im Hort")
        #expect(all[4].text(4) == "Ein Bach <mitten> durch den Pausenhof & Boote")
        #expect(
            try rows(try fixture(name), sheet: 1).map { $0.cells.map(\.text) } == [["Beitrag"], ["nicht für alle"]]
        )
    }

    /// A cell as Excel saves it, what is read, and as what.
    @Test(
        arguments: [
            ("<c r=\"A1\" t=\"s\"><v>0</v></c>", "Zu laut", .text),
            ("<c r=\"A1\" t=\"s\"><v>1</v></c>", "fett und dünn", .text),
            ("<c r=\"A1\" t=\"s\"><v>2</v></c>", "Zeile\r_Ende", .text),
            ("<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> Bank </t></is></c>", " Bank ", .text),
            ("<c r=\"A1\" t=\"str\"><f>A2&amp;B2</f><v>aus Formel</v></c>", "aus Formel", .text),
            ("<c r=\"A1\"><v>3</v></c>", "3", .number), ("<c r=\"A1\"><v>3.0</v></c>", "3", .number),
            ("<c r=\"A1\"><v>0.30000000000000004</v></c>", "0.3", .number),
            ("<c r=\"A1\"><v>1E3</v></c>", "1000", .number),
            ("<c r=\"A1\" s=\"1\"><v>44474</v></c>", "05.10.2021", .date),
            ("<c r=\"A1\" s=\"1\"><v>44474.6041666667</v></c>", "05.10.2021 14:30", .date),
            ("<c r=\"A1\" s=\"1\"><v>1</v></c>", "01.01.1900", .date),
            ("<c r=\"A1\" s=\"1\"><v>61</v></c>", "01.03.1900", .date),
            ("<c r=\"A1\" s=\"1\"><v>0.25</v></c>", "06:00", .date),
            ("<c r=\"A1\" s=\"2\"><v>14</v></c>", "14", .number),
            ("<c r=\"A1\" s=\"3\"><v>44562</v></c>", "01.01.2022", .date),
            ("<c r=\"A1\" t=\"d\"><v>2021-10-05T09:00:00</v></c>", "05.10.2021 09:00", .date),
            ("<c r=\"A1\" t=\"b\"><v>1</v></c>", "WAHR", .text),
            ("<c r=\"A1\" t=\"e\"><f>-Kita</f><v>#NAME?</v></c>", "#NAME?", .error(formula: "=-Kita")),
            ("<c r=\"A1\"><f>SUM(B1:B3)</f></c>", "", .formulaWithoutValue("=SUM(B1:B3)")),
            ("<c><v>7</v></c>", "7", .number),
        ] as [(String, String, Cell.Kind)]
    )
    func readsCell(xml: String, text: String, kind: Cell.Kind) throws {
        let strings = [
            "<t>Zu laut</t>", "<r><t>fett</t></r><r><t xml:space=\"preserve\"> und dünn</t></r><rPh><t>NEIN</t></rPh>",
            "<t>Zeile_x000D_\u{5F}Ende</t>",
        ]
        let found = try rows(zip(excelParts("<row>\(xml)</row>", strings: strings)))
        #expect(found.map(\.number) == [1])
        #expect(found.first?.cells.map(\.text) == [text])
        #expect(found.first?.cells.map(\.kind) == [kind])
    }

    /// Names stand in attributes, where XML is read differently from text.
    @Test(arguments: [
        ("Kritik &amp; Wünsche", "Kritik & Wünsche"), ("A&#38;B &lt;1&gt;", "A&B <1>"), ("a &amp;#38; b", "a &#38; b"),
    ])
    func namesOfSheetsAreUnescaped(markup: String, name: String) throws {
        var parts = excelParts("<row><c><v>1</v></c></row>")
        parts[0].1 = parts[0].1.replacing("Karten", with: markup)
        #expect(try Workbook(OfficeFile(zip(parts), limits: limits)).sheets.map(\.title) == [name])
    }

    @Test func mergedRangesStandInEveryRow() throws {
        let data =
            "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row><row r=\"3\"><c r=\"B3\"><v>3</v></c></row>"
            + "<row r=\"4\"><c r=\"B4\"><v>4</v></c></row><row r=\"5\"><c r=\"B5\"><v>5</v></c></row>"
        let tail = "<mergeCells count=\"1\"><mergeCell ref=\"A2:A4\"/></mergeCells>"
        let found = try rows(zip(excelParts(data, tail: tail)))
        #expect(found.map { $0.text(0) } == ["1", "1", "1", nil])
        #expect(found.map { $0.cells[0].isMerged } == [false, true, true, false])
    }
}
