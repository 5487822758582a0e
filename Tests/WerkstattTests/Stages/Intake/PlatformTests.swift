import Testing

@testable import Werkstatt

/// Exports of platforms are known by their columns; a mapping file says what nobody can know.
@Suite struct PlatformTests {
    /// Header and a row of an export, the platform, and what the row gives: id, heading, points, text.
    @Test(arguments: [
        (
            "Referenznummer;Link;Name;Beschreibung;Kategorie;Positive Bewertungen;Negative Bewertungen\n2022-00007;https://x;Trinkbrunnen;Am Marktplatz fehlt Wasser;Plätze;12;1",
            "adhocracy+", ["2022-00007", "Plätze", "12", "Trinkbrunnen\nAm Marktplatz fehlt Wasser"]
        ),
        (
            "ID;Antwort auf;Link;Kommentar\n31;2022-00007;https://x;Und eine Bank daneben", "adhocracy+ (Kommentare)",
            ["31", "-", "-", "Und eine Bank daneben"]
        ),
        (
            "ID;Comment;Created;Link;Creator;Positive ratings;Negative ratings;Reply to Comment\n32;Lieber eine Wiese;2025-01-01;https://x;anna;2;0;31",
            "adhocracy+ (Kommentare)", ["32", "-", "2", "Lieber eine Wiese"]
        ),
        (
            "id;category/id;category/name/de;scope/id;participatory_space/id;participatory_space/url;component/id;title/de;body/de;state;reference;supports;endorsements/total_count;comments\n4;7;Verkehr;;1;https://x;9;Zebrastreifen;Vor der Schule ist keiner;;AC-PROP-4;9;0;1",
            "Decidim", ["AC-PROP-4", "Verkehr", "9", "Zebrastreifen\nVor der Schule ist keiner"]
        ),
        (
            "ID,Titel,Description,Administrator,Begutachter/in,Bewertungsgruppe,Rahmenbedingungen,Durchführbarkeit,Bew. Fin.,Ausgewählt\n12,Werkstatt,Holz für die Jugend,-,-,-,Ganze Stadt,Offen,Nein,Nein",
            "CONSUL (Ausgabenvorschläge)", ["12", "Ganze Stadt", "-", "Werkstatt\nHolz für die Jugend"]
        ),
        (
            "\u{FEFF}\"Node ID\";Category;Rubric;\"Created (UTC)\";Rating;\"Total votes\";Upvotes;Downvotes;Comments;Title;Contributiontext;Location;\"Contribution Type\"\n5;Barrieren;Idee;2022-01-01;2;4;3;1;0;Treppe;Zum Bahnhof nur Stufen;Yes;Point",
            "DIPAS", ["5", "Barrieren", "3", "Treppe\nZum Bahnhof nur Stufen"]
        ),
        (
            "Contribution ID;Comment ID;Comment Subject;Comment Text;created (UTC)\n5;77;;Ein Aufzug fehlt auch;2022-01-02",
            "DIPAS (Kommentare)", ["77", "-", "-", "Ein Aufzug fehlt auch"]
        ),
        (
            "id,reference,category/name/de,title/de,body/de,endorsements/total_count\n4,AC-PROP-4,Verkehr,Zebrastreifen,Vor der Schule ist keiner,9",
            "Decidim", ["AC-PROP-4", "Verkehr", "9", "Zebrastreifen\nVor der Schule ist keiner"]
        ),
        (
            "id,title,description,cached_votes_up,hot_score\n8,Mehr Bäume,Schatten an der Haltestelle,40,3", "CONSUL",
            ["8", "-", "40", "Mehr Bäume\nSchatten an der Haltestelle"]
        ),
        (
            "id;title;text;category;lat;lon;pro;contra\n5;Treppe;Zum Bahnhof nur Stufen;Barrieren;50.1;6.1;3;0",
            "DIPAS (Schnittstelle)",
            ["5", "Barrieren", "3", "Treppe\nZum Bahnhof nur Stufen"]
        ),
        (
            "Frame,Sticky note,Color\nKritik am Anfang,Zu viele Formulare,yellow", "Miro",
            ["-", "Kritik am Anfang", "-", "Zu viele Formulare"]
        ),
        (
            "ID,Text,BG Color,Position X,Position Y,Area\nm1,Zu wenig Zeit,#FFDD00,10,20,Stolpersteine", "Mural",
            ["m1", "Stolpersteine", "-", "Zu wenig Zeit"]
        ),
        (
            "Section,Subject,Body,Author,Votes\nWünsche,Garten,mit Hochbeeten,Gast,4", "Padlet",
            ["-", "Wünsche", "4", "Garten\nmit Hochbeeten"]
        ),
        (
            "Question,Response,Session\nWas fehlt?,Ein Proberaum,1", "Mentimeter",
            ["-", "Was fehlt?", "-", "Ein Proberaum"]
        ),
        (
            "Question,Author,Upvotes,Is anonymous\nWann öffnet der Hort?,Anonym,6,true", "Slido",
            ["-", "-", "6", "Wann öffnet der Hort?"]
        ),
        (
            "Type,Section,Content,Author\nsticky,Utopie,Schweben statt fahren,Gast", "Conceptboard",
            ["-", "Utopie", "-", "Schweben statt fahren"]
        ),
    ])
    func knowsTheExport(file: String, platform: String, card: [String]) throws {
        let corpus = try read("export.csv", file)
        #expect(
            corpus.notices.contains { $0.text.contains("ein Export aus \(platform); gelesen werden") },
            "\(corpus.notices)"
        )
        let found = try #require(corpus.contributions.first)
        #expect(corpus.contributions.count == 1 && corpus.unread.isEmpty)
        let id = found.id.hasPrefix(ContributionIds.prefix) ? "-" : found.id
        #expect([id, found.roomCluster ?? "-", found.points.map(String.init) ?? "-", found.text] == card)
    }

    @Test func ordinaryColumnsAreNoExport() throws {
        let corpus = try read("karten.csv", "ID;Phase;Tisch;Farbe;Beitrag;Punkte\nk1;Kritik;2;rot;Zu laut;1\n")
        #expect(!corpus.notices.contains { $0.text.contains("Export aus") })
        #expect(
            corpus.columns.first?.columns.map(\.meaning) == ["Kennung", "Phase", "Tisch", "Farbe", "Text", "Punkte"]
        )
    }

    private func mapped(_ yaml: String, _ file: String) throws -> IntakeCorpus {
        let folder = Folder()
        let (rules, hashed) = try commonRules.adding(map: folder.write("columns.yaml", yaml))
        #expect(hashed.name.hasSuffix("columns.yaml") && hashed.sha256.count == 64)
        return try Intake(rules: rules).run([folder.write("karten.csv", file)], standardInput: { [] })
    }

    @Test func theMappingFileWinsOverNames() throws {
        let corpus = try mapped(
            "columns:\n  text: [Thema, Bemerkung]\n  points: Likes\n  id: [Lfd]\nphases:\n  kritik: [Meckerrunde]\n",
            "Lfd;Beschreibung;Thema;Bemerkung;Likes;Phase\n7;intern;Spielplatz;Sand fehlt;3;Meckerrunde\n"
        )
        let card = try #require(corpus.contributions.first)
        #expect(card.id == "7" && card.text == "Spielplatz\nSand fehlt" && card.points == 3 && card.phase == .kritik)
        #expect(card.extra == [ExtraValue(key: "Beschreibung", json: "\"intern\"")])
    }

    /// A mapping file and what is wrong with it.
    @Test(arguments: [
        ("columns:\n  txt: [Bemerkung]\n", "Der Schlüssel „txt“ ist unbekannt"),
        ("columns:\n  text: [A]\n  id: [a]\n", "steht schon unter „text“"),
        ("spalten: {}\n", "Der Schlüssel „spalten“ ist unbekannt"),
    ])
    func saysWhatIsWrongWithTheMap(yaml: String, sentence: String) {
        let folder = Folder()
        let error = #expect(throws: PackError.self) { try commonRules.adding(map: folder.write("columns.yaml", yaml)) }
        #expect(error?.message.contains(sentence) == true, "\(String(describing: error))")
        #expect((error?.line ?? 0) > 0)
    }

    @Test func inspectionShowsWhatIsRead() throws {
        let text = Inspection(
            try read(
                "karten.csv",
                "Kennung;Beitrag;Notiz\nk1;\"Zu laut\nim Hof\";x\nk2;Zu eng;y\nk3;Zu dunkel;z;zuviel\n"
            ),
            rows: 1
        ).text
        #expect(text.contains("karten.csv\n  csv, utf-8: 2\u{A0}Beiträge, 1 nicht lesbar\n"))
        #expect(text.contains("Spalten: „Kennung“ → Kennung, „Beitrag“ → Text; nur mitgeführt: „Notiz“\n"))
        #expect(text.contains("nicht gelesen, Zeile 4: Zeile 4 hat 4 statt 3 Zellen"))
        #expect(
            text.contains("  2      k1       karten     –      –      –      –       –            Zu laut ⏎ im Hof\n")
        )
        #expect(text.contains("… und 1 weitere; mit --rows 2 werden alle gezeigt."))
    }
}
