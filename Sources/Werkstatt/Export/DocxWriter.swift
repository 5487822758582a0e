import OfficeFiles

/// A Word document (Office Open XML) with real headings, tables with repeated header rows and captions, page numbers,
/// and German as its language for screen readers. Plain parts, no macro, no outside link.
enum DocxWriter {
    static func bytes(_ document: Document) throws -> [UInt8] {
        try ZipContainer.bytes([
            ("[Content_Types].xml", DocxParts.contentTypes), ("_rels/.rels", DocxParts.packageRelations),
            ("docProps/core.xml", DocxParts.properties(document.title)),
            ("docProps/app.xml", DocxParts.application), ("word/document.xml", body(document)),
            ("word/styles.xml", DocxParts.styles),
            ("word/settings.xml", DocxParts.settings), ("word/numbering.xml", DocxParts.numbering),
            ("word/footer1.xml", DocxParts.footer),
            ("word/_rels/document.xml.rels", DocxParts.documentRelations),
        ])
    }

    /// Landscape A4 in twentieths of a point; the table takes what the margins leave.
    private static let pageWidth = 16838, pageHeight = 11906, margin = 1134

    private static func body(_ document: Document) -> [UInt8] {
        var xml = XML()
        xml.raw("<w:document \(DocxParts.namespaces)><w:body>")
        paragraph(document.title, style: "Title", to: &xml)
        paragraph(document.subtitle, style: "Subtitle", to: &xml)
        for block in document.blocks {
            switch block {
            case .heading(let level, let text): paragraph(text, style: "Heading\(level - 1)", to: &xml)
            case .paragraph(let text): paragraph(text, style: nil, to: &xml)
            case .bullets(let items): for item in items { paragraph(item, style: "ListBullet", to: &xml) }
            case .table(let table): write(table, to: &xml)
            }
        }
        xml.raw(
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"\(pageWidth)\" w:h=\"\(pageHeight)\" w:orient=\"landscape\"/>"
        )
        xml.raw(
            "<w:pgMar w:top=\"\(margin)\" w:right=\"\(margin)\" w:bottom=\"\(margin)\" w:left=\"\(margin)\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
        )
        xml.raw("</w:body></w:document>")
        return xml.bytes
    }

    private static func paragraph(_ text: String, style: String?, bold: Bool = false, to xml: inout XML) {
        xml.raw("<w:p>")
        if let style { xml.raw("<w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>") }
        xml.raw(
            "<w:r>\(bold ? "<w:rPr><w:b/></w:rPr>" : "")<w:t xml:space=\"preserve\">\(XML.escaped(text))</w:t></w:r></w:p>"
        )
    }

    private static func write(_ table: Document.Table, to xml: inout XML) {
        let whole = pageWidth - 2 * margin
        let widths = table.columns.map { Int(Double(whole) * $0.width) }
        paragraph(table.caption, style: "Caption", to: &xml)
        xml.raw(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Anlage\"/><w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"
        )
        xml.raw(
            "<w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>"
        )
        xml.raw("<w:tblCaption w:val=\"\(XML.escaped(table.caption))\"/></w:tblPr>")
        xml.raw("<w:tblGrid>" + widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined() + "</w:tblGrid>")
        xml.raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        for (column, width) in zip(table.columns, widths) { cell([column.title], width, isHead: true, to: &xml) }
        xml.raw("</w:tr>")
        for row in table.rows {
            xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            for (paragraphs, width) in zip(row, widths) { cell(paragraphs, width, isHead: false, to: &xml) }
            xml.raw("</w:tr>")
        }
        xml.raw("</w:tbl>")
        // Two tables without a paragraph between would grow together.
        xml.raw("<w:p><w:pPr><w:pStyle w:val=\"TableEnd\"/></w:pPr></w:p>")
    }

    private static func cell(_ paragraphs: [String], _ width: Int, isHead: Bool, to xml: inout XML) {
        xml.raw("<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>")
        if isHead { xml.raw("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"DCE6F1\"/>") }
        xml.raw("</w:tcPr>")
        for text in paragraphs.isEmpty ? [""] : paragraphs {
            paragraph(text, style: "TableText", bold: isHead, to: &xml)
        }
        xml.raw("</w:tc>")
    }
}
