import OfficeFiles

/// The fixed parts of a Word document: types, relations, properties, styles, settings, footer.
enum DocxParts {
    static let namespaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    private static let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"

    private static func part(_ markup: String) -> [UInt8] {
        var xml = XML()
        xml.raw(markup)
        return xml.bytes
    }

    static let contentTypes = part(
        """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Default Extension="xml" ContentType="application/xml"/>\
        <Override PartName="/word/document.xml" ContentType="\(word).document.main+xml"/>\
        <Override PartName="/word/styles.xml" ContentType="\(word).styles+xml"/>\
        <Override PartName="/word/settings.xml" ContentType="\(word).settings+xml"/>\
        <Override PartName="/word/numbering.xml" ContentType="\(word).numbering+xml"/>\
        <Override PartName="/word/footer1.xml" ContentType="\(word).footer+xml"/>\
        <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
        <Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>\
        </Types>
        """
    )

    static let packageRelations = part(
        """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="rId1" Type="\(relation)/officeDocument" Target="word/document.xml"/>\
        <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
        <Relationship Id="rId3" Type="\(relation)/extended-properties" Target="docProps/app.xml"/>\
        </Relationships>
        """
    )

    static let documentRelations = part(
        """
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="rId1" Type="\(relation)/styles" Target="styles.xml"/>\
        <Relationship Id="rId2" Type="\(relation)/settings" Target="settings.xml"/>\
        <Relationship Id="rId3" Type="\(relation)/numbering" Target="numbering.xml"/>\
        <Relationship Id="rId4" Type="\(relation)/footer" Target="footer1.xml"/>\
        </Relationships>
        """
    )

    static func properties(_ title: String) -> [UInt8] {
        part(
            """
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">\
            <dc:title>\(XML.escaped(title))</dc:title><dc:creator>\(Program.name)</dc:creator><dc:language>de-DE</dc:language></cp:coreProperties>
            """
        )
    }

    static let application = part(
        """
        <Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>\(Program.name)</Application></Properties>
        """
    )

    static let settings = part(
        """
        <w:settings \(namespaces)><w:defaultTabStop w:val="708"/><w:characterSpacingControl w:val="doNotCompress"/>\
        <w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>\
        <w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>
        """
    )

    static let numbering = part(
        """
        <w:numbering \(namespaces)><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>\
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>\
        <w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>\
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>
        """
    )

    static let footer = part(
        """
        <w:ftr \(namespaces)><w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr><w:r><w:t xml:space="preserve">Seite </w:t></w:r>\
        <w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> von </w:t></w:r>\
        <w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>
        """
    )

    static let styles = part(
        "<w:styles \(namespaces)><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:eastAsia=\"Arial\"/>"
            + "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"de-DE\" w:eastAsia=\"de-DE\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>"
            + "<w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
            + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
            + "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
            + "<w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
            + style("Title", "Title", size: 36, bold: true, before: 0, after: 80, keeps: true)
            + style("Subtitle", "Subtitle", size: 24, before: 0, after: 240)
            + style("Heading1", "heading 1", size: 30, bold: true, before: 360, after: 120, keeps: true, level: 0)
            + style("Heading2", "heading 2", size: 25, bold: true, before: 240, after: 80, keeps: true, level: 1)
            + style("Heading3", "heading 3", size: 22, bold: true, before: 200, after: 60, keeps: true, level: 2)
            + style("Caption", "caption", size: 18, italic: true, before: 60, after: 60, keeps: true)
            + style("TableText", "Table Text", size: 18, before: 20, after: 40)
            + style("TableEnd", "Table End", size: 8, before: 0, after: 0)
            + style("Footer", "footer", size: 17, before: 0, after: 0)
            + "<w:style w:type=\"paragraph\" w:styleId=\"ListBullet\"><w:name w:val=\"List Bullet\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"40\"/></w:pPr></w:style>"
            + "<w:style w:type=\"table\" w:styleId=\"Anlage\"><w:name w:val=\"Anlage\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
            + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
                "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"7F7F7F\"/>"
            }.joined()
            + "</w:tblBorders></w:tblPr></w:style></w:styles>"
    )

    private static func style(
        _ id: String,
        _ name: String,
        size: Int,
        bold: Bool = false,
        italic: Bool = false,
        before: Int,
        after: Int,
        keeps: Bool = false,
        level: Int? = nil
    ) -> String {
        "<w:style w:type=\"paragraph\" w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>"
            + "<w:pPr>\(keeps ? "<w:keepNext/>" : "")<w:spacing w:before=\"\(before)\" w:after=\"\(after)\"/>\(level.map { "<w:outlineLvl w:val=\"\($0)\"/>" } ?? "")</w:pPr>"
            + "<w:rPr>\(bold ? "<w:b/>" : "")\(italic ? "<w:i/>" : "")\(level != nil || id == "Title" ? "<w:color w:val=\"1F3864\"/>" : "")<w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/></w:rPr></w:style>"
    }
}
