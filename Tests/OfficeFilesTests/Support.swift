import Foundation

@testable import OfficeFiles

let limits = OfficeLimits(
    parts: 4096,
    partBytes: 64 << 20,
    heldBytes: 16 << 20,
    ratio: 200,
    depth: 200,
    columns: 2048,
    rows: 1_048_576,
    cells: 200_000,
    seconds: 60,
    repeats: 4096
)

func fixture(_ name: String) throws -> [UInt8] {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
    return Array(try Data(contentsOf: path))
}

/// A container with these parts.
func zip(_ parts: [(String, String)]) throws -> [UInt8] {
    try ZipContainer.bytes(parts.map { (name: $0.0, bytes: Array($0.1.utf8)) })
}

/// The parts of an Excel workbook with one sheet, whose data is given.
func excelParts(_ sheetData: String, strings: [String] = [], tail: String = "", head: String = "") -> [(String, String)]
{
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return [
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relation)\"><sheets><sheet name=\"Karten\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"\(relation)/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + "<Relationship Id=\"rId2\" Type=\"\(relation)/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
                + "<Relationship Id=\"rId3\" Type=\"\(relation)/styles\" Target=\"styles.xml\"/></Relationships>"
        ),
        (
            "xl/styles.xml",
            "<styleSheet xmlns=\"\(main)\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"0 &quot;Tage&quot;\"/><numFmt numFmtId=\"165\" formatCode=\"[$-407]TT.MM.JJJJ\"/></numFmts>"
                + "<cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>"
        ),
        ("xl/sharedStrings.xml", "<sst xmlns=\"\(main)\">" + strings.map { "<si>\($0)</si>" }.joined() + "</sst>"),
        (
            "xl/worksheets/sheet1.xml",
            "\(head)<worksheet xmlns=\"\(main)\"><sheetData>\(sheetData)</sheetData>\(tail)</worksheet>"
        ),
    ]
}

func rows(_ bytes: [UInt8], sheet: Int = 0, limits: OfficeLimits = limits) throws -> [SheetRow] {
    var rows: [SheetRow] = []
    try Workbook(try OfficeFile(bytes, limits: limits)).rows(of: sheet) { rows.append($0) }
    return rows
}

/// Why a file is not read.
func refusal(_ bytes: [UInt8], limits: OfficeLimits = limits) -> String? {
    do {
        _ = try rows(bytes, limits: limits)
        return nil
    } catch { return (error as? OfficeFault)?.reason ?? "\(error)" }
}
