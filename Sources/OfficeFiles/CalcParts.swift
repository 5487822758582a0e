/// The fixed parts of a workbook of LibreOffice: type, manifest, properties, styles, settings.
enum CalcParts {
    static let type = "application/vnd.oasis.opendocument.spreadsheet"

    private static let urn = "urn:oasis:names:tc:opendocument:xmlns"

    static let namespaces = """
        xmlns:office="\(urn):office:1.0" xmlns:table="\(urn):table:1.0" xmlns:text="\(urn):text:1.0" \
        xmlns:style="\(urn):style:1.0" xmlns:fo="\(urn):xsl-fo-compatible:1.0" \
        xmlns:config="\(urn):config:1.0" xmlns:meta="\(urn):meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="\(urn):svg-compatible:1.0" office:version="1.3"
        """

    private static func part(_ markup: String) -> [UInt8] {
        var xml = XML()
        xml.raw(markup + "\n")
        return xml.bytes
    }

    static let manifest = part(
        "<manifest:manifest xmlns:manifest=\"\(urn):manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"\(type)\"/>"
            + ["content.xml", "styles.xml", "settings.xml", "meta.xml"].map {
                "<manifest:file-entry manifest:full-path=\"\($0)\" manifest:media-type=\"text/xml\"/>"
            }.joined() + "</manifest:manifest>"
    )

    static func properties(_ title: String) -> [UInt8] {
        part(
            "<office:document-meta \(namespaces)><office:meta><meta:generator>werkstatt</meta:generator><dc:title>\(XML.escaped(title))</dc:title><dc:language>de-DE</dc:language></office:meta></office:document-meta>"
        )
    }

    /// Text at the top and wrapped; the header bold on a ground, links as people know them; A4 across, all columns on
    /// one page.
    static let styles = part(
        """
        <office:document-styles \(namespaces)><office:font-face-decls>\
        <style:font-face style:name="Liberation Sans" svg:font-family="&apos;Liberation Sans&apos;, Arial" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls><office:styles>\
        <style:default-style style:family="table-cell"><style:text-properties style:font-name="Liberation Sans" fo:font-size="10pt" fo:language="de" fo:country="DE"/></style:default-style>\
        <style:style style:name="Default" style:family="table-cell"/>\
        <style:style style:name="Text" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>\
        <style:style style:name="Zahl" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties style:vertical-align="top" fo:padding-left="0.06cm" fo:padding-right="0.25cm"/></style:style>\
        <style:style style:name="Verweis" style:family="table-cell" style:parent-style-name="Text"><style:text-properties fo:color="#1f4e79" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"/></style:style>\
        <style:style style:name="Kopf" style:family="table-cell" style:parent-style-name="Text"><style:table-cell-properties fo:background-color="#dce6f1" fo:border-bottom="0.75pt solid #000000"/><style:text-properties fo:font-weight="bold"/></style:style>\
        </office:styles><office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="1.5cm" fo:margin-right="1.5cm" style:print="grid objects charts drawings" style:scale-to-X="1" style:scale-to-Y="0"/><style:footer-style><style:header-footer-properties fo:min-height="0.5cm" fo:margin-top="0.25cm"/></style:footer-style></style:page-layout></office:automatic-styles>\
        <office:master-styles><style:master-page style:name="Quer" style:page-layout-name="A4"><style:footer><text:p><text:sheet-name>Blatt</text:sheet-name> – Seite <text:page-number>1</text:page-number> von <text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>
        """
    )

    /// The header and the first column stay in sight; the first sheet is the one shown.
    static func settings(_ sheets: [String]) -> [UInt8] {
        func item(_ name: String, _ type: String, _ value: String) -> String {
            "<config:config-item config:name=\"\(name)\" config:type=\"\(type)\">\(XML.escaped(value))</config:config-item>"
        }
        let frozen =
            item("HorizontalSplitMode", "short", "2") + item("VerticalSplitMode", "short", "2")
            + item("HorizontalSplitPosition", "int", "1") + item("VerticalSplitPosition", "int", "1")
            + item("ActiveSplitRange", "short", "3") + item("PositionLeft", "int", "0")
            + item("PositionRight", "int", "1") + item("PositionTop", "int", "0") + item("PositionBottom", "int", "1")
        let tables = sheets.map {
            "<config:config-item-map-entry config:name=\"\(XML.escaped($0))\">\(frozen)</config:config-item-map-entry>"
        }.joined()
        return part(
            "<office:document-settings \(namespaces)><office:settings><config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\"><config:config-item-map-entry>"
                + item("ViewId", "string", "view1")
                + "<config:config-item-map-named config:name=\"Tables\">\(tables)</config:config-item-map-named>"
                + item("ActiveTable", "string", sheets.first ?? "")
                + "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
        )
    }
}
