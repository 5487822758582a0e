/// Good beginnings and the words of each format.
enum Words {
    static let tables = [
        "Kennung;Phase;Tisch;Farbe;Überschrift;Punkte;Beitrag\nk1;Kritik;3;rot;Ämter;2;\"Zu lange Wartezeiten\nim Amt\"\nk2;Phantasie;;;;;Alle verstehen sich\n",
        "id,phase,text,points\n1,kritik,\"a \"\"b\"\" c\",2\n2,realisierung,Text,-1\n",
        "Beitrag\nnur eine Spalte\n\nmit Lücke\n",
        "\u{FEFF}Beitrag\tPunkte\nTab\t3\n",
    ]
    static let table = [
        "Beitrag", "Phase", "Punkte", "Kritik", "\"", "\"\"", ";", ",", "\t", "\r\n", "\r", "\n\n", "Überschrift", "id",
        "Node ID;Category;Title;Contributiontext",
        "=1+1", "'", "sep=;\n",
    ]
    static let lines = [
        "{\"id\":\"a\",\"text\":\"Zu teuer\",\"phase\":\"kritik\",\"points\":2,\"table\":\"3\",\"extra\":{\"x\":[1,null]}}\n{\"text\":\"\\u00fcber\\ud83d\\ude00\"}\n"
    ]
    static let documents = [
        "{\"contributions\":[{\"text\":\"Zu teuer\",\"phase\":\"kritik\"},{\"text\":\"ja\",\"points\":1e2}],\"x\":{}}",
        "[{\"Beitrag\":\"a\"},[],null,3]",
    ]
    static let json = [
        "{", "}", "[", "]", ":", ",", "\"text\":", "\"id\":", "null", "true", "1e999", "-0", "\"\\ud800\"",
        "\"\\u0000\"", "\\", "\"", "[[[[[[[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":", "\n", "\"gold\":{}", "\"phase\":7", "\"points\":\"viele\"",
    ]
    static let protocols = [
        "# Fachforum Sprache, 3.5.2022\n\n## Kritikphase\n\n### Tisch 3: Kurse\n- Zu teuer (3 Punkte)\n  und zu weit weg\n- s.o.\n1. [ ] Warteliste {id=k07 tisch=3 farbe=gelb punkte=2}\n\n| Beitrag | Punkte |\n|---|---|\n| Bus | 2 |\n",
        "Kritik\n* a\n* b\n\nPhantasie\n– c ●●\nModeration: Was fehlt?\nTN 1: Ich finde, es fehlt Platz. [00:12:03] Und Zeit.\nFrau K.: Ja!\n",
    ]
    static let markdown = [
        "# ", "## ", "- ", "* ", "1. ", "\n\n", "    ", "\t", "{id=", "}", "|", "|---|", "> ", "```\n", "Tisch 3",
        "(2 Punkte)", "●", "TN 1: ", "[00:01:02]",
        "---\n", "Kritikphase", "Utopie", "===\n", "<!-- ", "-->", "\\", "**", "☐ ", "„",
    ]
    static let pages = [
        "<!DOCTYPE html><html><head><title>Protokoll</title></head><body><h1>Forum</h1><h2>Kritik</h2><ul><li>Zu teuer<ul><li>viel</ul><li>weit</ul><table><tr><th>Beitrag<th>Punkte<tr><td rowspan=2>a<td>1<tr><td>2</table><p>x&nbsp;y<br>z</body></html>"
    ]
    static let html = [
        "<table>", "</table>", "<tr>", "<td>", "<td rowspan=99999 colspan=9999>", "<th>", "<ul>", "<li>", "<h1>",
        "</h9>", "<p>", "<br>", "<script>", "</script>",
        "<!--", "-->", "<![CDATA[", "&amp;", "&#x1F600;", "&#0;", "&bad;", "<div>", "<style>", "<svg>", "<math>", "</",
        "<a href='", "<body>", "<template>",
    ]
    static let xml = [
        "<", "/>", "</", "<![CDATA[", "]]>", "<!--", "&lt;", "&#38;", "&#x0;", "xmlns:x=\"y\"", "<!DOCTYPE x [",
        "<?xml version=\"1.1\"?>", "\"", " xml:space=\"preserve\"",
        "<x><x><x><x><x><x><x><x>",
    ]
    static let excel =
        xml + [
            "<row r=\"9999999\">", "<row>", "</row>", "<c r=\"ZZZ1\" t=\"s\">", "<c t=\"inlineStr\"><is><t>",
            "<c t=\"e\">", "<v>99999999</v>", "<v>1e308</v>", "<f>",
            "<mergeCell ref=\"A1:XFD1048576\"/>", "<mergeCell ref=\"B2:A1\"/>", "ref=\"\"", "hidden=\"1\"",
            "date1904=\"1\"", "numFmtId=\"14\"", "s=\"-1\"", "s=\"4000000000\"",
            "<sheet name=\"\" r:id=\"rId9\"/>", "Target=\"../../x\"", "<si><t>", "<rPh>", "t=\"d\"", "t=\"b\"",
            "count=\"-1\"",
        ]
    static let calc =
        xml + [
            "table:number-columns-repeated=\"16384\"", "table:number-rows-repeated=\"1048576\"",
            "table:number-columns-spanned=\"-1\"", "table:number-rows-spanned=\"99999999\"",
            "<table:table-row>", "</table:table-row>", "<table:table-cell>", "<table:covered-table-cell/>",
            "<text:s text:c=\"99999999\"/>", "<text:tab/>", "<text:line-break/>",
            "office:value-type=\"date\"", "office:date-value=\"-1-99-99T99\"", "office:value=\"nan\"",
            "<office:annotation>", "<text:tracked-changes>", "<text:h text:outline-level=\"-5\">",
            "<text:list>", "<text:list-item>", "<text:p>", "</text:p>", "<text:deletion>", "<text:change-start/>",
            "<table:table>", "table:visibility=\"collapse\"", "<text:note>",
        ]
    static let word =
        xml + [
            "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "<w:tc>", "<w:r>", "<w:t>", "<w:ins>", "<w:del>",
            "<w:moveFrom>", "<w:vMerge/>", "<w:vMerge w:val=\"restart\"/>",
            "<w:gridSpan w:val=\"-3\"/>", "<w:gridSpan w:val=\"999999999\"/>", "<w:numPr><w:ilvl w:val=\"-1\"/>",
            "<w:outlineLvl w:val=\"99\"/>", "<w:pStyle w:val=\"Heading1\"/>",
            "<w:basedOn w:val=\"Heading1\"/>", "<w:fldChar w:fldCharType=\"begin\"/>", "<w:sdt>",
            "<mc:AlternateContent>", "<w:txbxContent>", "<w:footnoteReference/>", "<w:br/>", "<w:tab/>", "<w:vanish/>",
            "<w:commentReference w:id=\"0\"/>",
        ]
    static let pdf = [
        "obj", "endobj", "stream", "endstream", "xref", "trailer", "/Kids", "/Length", "<<", ">>", "/Encrypt",
        "/Contents", "startxref", "%%EOF", "BT", "ET", "Tj", "/Parent 1 0 R",
    ]
    static let layouts = [
        "<html><body><doc><page width=\"595\" height=\"842\"><flow><block><line xMin=\"50\" yMin=\"50\" xMax=\"200\" yMax=\"62\"><word xMin=\"50\" yMin=\"50\" xMax=\"90\" yMax=\"62\">Beitrag</word><word xMin=\"300\" yMin=\"50\" xMax=\"340\" yMax=\"62\">Punkte</word></line><line><word xMin=\"50\" yMin=\"70\" xMax=\"120\" yMax=\"82\">Sprach-</word></line><line><word xMin=\"50\" yMin=\"84\" xMax=\"120\" yMax=\"96\">kurse</word><word xMin=\"300\" yMin=\"84\" xMax=\"310\" yMax=\"96\">3</word></line></block></flow></page><page width=\"595\" height=\"842\"><line><word xMin=\"50\" yMin=\"50\" xMax=\"120\" yMax=\"70\">Überschrift</word></line><line><word xMin=\"60\" yMin=\"90\" xMax=\"66\" yMax=\"102\">•</word><word xMin=\"70\" yMin=\"90\" xMax=\"120\" yMax=\"102\">دورات</word></line></page></doc></body></html>"
    ]
    static let layout = [
        "<page>", "</page>", "<line>", "</line>", "<word xMin=\"nan\" yMin=\"1\" xMax=\"2\" yMax=\"3\">x</word>",
        "<word xMin=\"1\" yMin=\"-inf\" xMax=\"inf\" yMax=\"inf\">y</word>", "xMin=\"1e308\"", "yMax=\"-5\"",
        "<word>", "</word>", "•", "Beitrag", "1.", "Sprach-", "height=\"0\"",
        "<word xMin=\"50\" yMin=\"70\" xMax=\"120\" yMax=\"82\">neu</word>",
    ]
    static let yaml = [
        ": ", "- ", "\n  ", "\n", "[", "]", "{", "}", "&a ", "*a", "!!binary ", "|\n", ">-\n", "? ", "\"", "'", "#",
        "%YAML 9.9\n", "---\n", "...\n", "<<: *a", "null", "~", "1e400", "-1",
        "value:", "unit:", "reason:", "expressions:", "examples:", "id: ", "label: ", "broader: ", "\t",
        "[[[[[[[[[[[[[[[[[[[[", "{a: {a: {a: {a: ", "0x7fffffffffffffff", "strength: weak", "pattern: \"*\"", "|", "…",
    ]
    static let texts = [
        "Zu wenig Sprach- und Integrations\u{AD}kurse für Teilnehmer*innen\u{1}Bitte melden: Frau Sönmez, Tel. 0241 5550137, a.b@example.org\u{1}s.o.",
        "Eltern-\ncafé im Stadt-\n\nteil  öffnen 🙂\u{1}IBAN DE89 3704 0044 0532 0130 00, geb. 3.5.1980, Hauptstr. 12a, 52062 Aachen, AC-AB 123",
        "die Stadt&nbsp;soll <b>mehr</b> tun ﬁnden FÃ¼r alle u\u{308}ber\u{FEFF}all\u{1}+1\u{1}",
    ]
    static let german = [
        " ", "-", "-\n", "\n\n", "\u{AD}", "\u{200B}", "\u{FEFF}", "\u{1}", "*innen", ":innen", "/-innen", "(innen)",
        "_innen", "Herr ", "Frau Dr. ", "Sönmez", "Yılmaz", "0241/", "+49 ", "0170 1234567", "@", "example.org",
        "DE89", "Straße 5", "52062 Aachen", "geb. ", "1.1.1990", "AC-", "Az. ", "usw.", "z. B. ", "…", "„", "“", "<b>",
        "&auml;", "Ã¤", "ﬀ", "ß", "İ", "ǅ", "\u{308}", "👩‍👩‍👧", "\u{202E}", "العربية", "Bürgerinnen und Bürger",
        "Donaudampfschifffahrtsgesellschaftskapitän",
    ]
    private static let head = "host: @\ncookie: @\n"
    private static let form =
        "host: @\ncookie: @\norigin: @\ncontent-type: application/x-www-form-urlencoded\n\nsicherung=@&"
    static let requests = [
        "GET /?status=open&suche=Kurs&seite=-1\n" + head, "GET /vorschlag?id=ID\n" + head,
        "GET /beitrag?id=CARD\n" + head,
        "GET /protokoll?seite=2\n" + head, "GET /hilfe\n" + head, "GET /abgleich\n" + head, "GET /start?t=x\nhost: @\n",
        "GET /protokoll.csv\n" + head, "GET /protokoll.docx\n" + head, "GET /stil.css\nhost: @\n",
        "POST /entscheiden\n" + form
            + "id=ID&stand=ID:1&tun=annehmen&feld_titel=Kurse&feld_ziel=x&anmerkung=%0D%0A%3Cfuzz%3E",
        "POST /entscheiden\n" + form + "id=ID&tun=ablehnen&grund=other&anmerkung-ablehnen=%3Cfuzz%3E",
        "POST /entscheiden\n" + form + "id=ID&tun=zusammen&ziel-kennung=M:1.01&ziel=ID&anmerkung-merge=x",
        "POST /bestaetigen\n" + form + "id=ID&tun=ja", "POST /abschluss\n" + form + "id=ID&wie=accept&von=Ada",
        "POST /abtrennen\n" + form + "id=ID&karte=CARD&karte=x&titel=%3Cfuzz%3E",
        "POST /umbenennen\n" + form + "id=ID&titel=%C3%BC%3Cfuzz%3E",
        "POST /verschieben\n" + form + "karte=CARD&ziel=ID&kartenstand=1",
        "POST /zuordnen\n" + form + "karte=CARD&label=H1&label=T:x&von-karte=1",
        "POST /dublette\n" + form + "karte=CARD&haupt=CARD",
        "POST /verdecken\n" + form + "karte=CARD&woerter=Kinder&typ=name&art=name",
        "POST /aufdecken\n" + form + "karte=CARD&stelle=0-3", "POST /loeschen\n" + form + "karte=CARD&sicher=ja",
        "POST /fertig\n" + form + "seite=1",
        "POST /zuruecknehmen\n" + form + "id=ID", "POST /anmelden\n" + form + "name=Ada&passwort=x",
        "POST /abmelden\n" + form, "DELETE /\n" + head,
    ]
    static let web = [
        "GET ", "POST ", "?", "&", "=", "%", "%00", "%FF", "%3Cfuzz%3E", "<fuzz>", "+", "id=", "titel=", "suche=",
        "status=", "stempel=", "host: @\n", "cookie: @\n", "cookie: a=b; ", "origin: null\n", "sicherung=@", "\n\n",
        "../../etc/passwd", "/vorschlag", "/beitrag", "/abgleich", "/protokoll",
        "M:1.01", "karte=", "label=H1", "anmerkung=", "von=", "ziel=", "tun=", "feld_titel=", "stelle=", "woerter=",
        "-1", "9999999999999999999",
    ]
}
