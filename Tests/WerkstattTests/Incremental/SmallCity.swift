import Foundation

@testable import Werkstatt

/// A pack of two fields, four concepts and three measures with a protocol of some cards, all of which may be edited.
final class SmallCity {
    struct Card {
        var id: String
        var workshop: String
        var phase: String
        var room: String
        var points: Int
        var text: String
    }

    static let texts = [
        "Unter 700 Euro findet hier niemand eine Wohnung", "Die Miete frisst den halben Lohn",
        "Zu wenig Sprachkurse am Abend", "Der Deutschkurs liegt mitten in der Arbeitszeit",
        "Die Turnhalle ist samstags geschlossen", "Kein Sportverein nimmt uns auf",
        "Frau Yıldız, Telefon 0241 5551234, wartet seit Jahren auf eine Wohnung",
        "Bezahlbare Wohnungen für alle, die hier arbeiten", "Deutsch lernen in jedem Stadtteil, auch am Wochenende",
        "Ein Sportverein, der Mädchen aus aller Welt mitnimmt", "Die Wohnungsgesellschaft baut kleine Wohnungen",
        "Die Volkshochschule öffnet bis zum Sommer zwei Abendkurse",
        "Der Sportbund öffnet die Halle samstags ab 10 Uhr",
        "Wartelisten für Sprachkurse veröffentlichen", "Mietberatung im Rathaus einrichten", "???", "Pause um 11 Uhr",
        "Mein Vermieter lehnt Bewerbungen mit fremdem Namen ab", "Kinderbetreuung während des Sprachkurses",
        "Fußball für Väter und Söhne im Park",
    ]

    let folder: TemporaryFolder
    var cards: [Card] = []
    var options = RunOptions()
    var pack: String { folder.path + "/Pipelines/klein" }
    var input: String { folder.path + "/karten.jsonl" }
    var request: RunRequest { RunRequest(pack: pack, inputs: [input], options: options) }

    init() throws {
        folder = try TemporaryFolder()
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: folder.path + "/Pipelines/common/thesaurus",
            withIntermediateDirectories: true
        )
        let source = Repository.root + "/Pipelines/common/"
        for name in try manager.contentsOfDirectory(atPath: source) where name.hasSuffix(".yaml") && name != "cues.yaml"
        {
            try manager.copyItem(atPath: source + name, toPath: folder.path + "/Pipelines/common/" + name)
        }
        try folder.write("Pipelines/common/cues.yaml", Self.cues)
        try folder.write("Pipelines/common/thesaurus/klein.yaml", Self.thesaurus)
        try folder.write("Pipelines/klein/pipeline.yaml", Self.pipeline)
        try folder.write("Pipelines/klein/catalogue.csv", Self.catalogue)
        try folder.write("Pipelines/klein/measures.yaml", "measures:\n  \"1\": [wohnung]\n  \"2\": [sprachkurs]\n")
        for (number, text) in Self.texts.enumerated() {
            cards.append(
                Card(
                    id: "k" + (number < 9 ? "0" : "") + String(number + 1),
                    workshop: number % 3 == 0 ? "Fachforum Wohnen" : "Fachforum Sprache und Sport",
                    phase: ["kritik", "kritik", "phantasie", "realisierung"][number * 4 / Self.texts.count],
                    room: number % 4 == 0 ? "Alles rund ums Wohnen" : number % 4 == 1 ? "Kurse" : "",
                    points: number % 5,
                    text: text
                )
            )
        }
        try writeCards()
    }

    func writeCards() throws {
        let lines = cards.map { card in
            "{\"id\":\"\(card.id)\",\"workshop\":\"\(card.workshop)\",\"phase\":\"\(card.phase)\","
                + (card.room.isEmpty ? "" : "\"room_cluster\":\"\(card.room)\",")
                + "\"points\":\(card.points),\"text\":\"\(card.text)\"}"
        }
        try folder.write("karten.jsonl", lines.joined(separator: "\n") + "\n")
    }

    /// Changes a file below the folder.
    func edit(_ name: String, _ change: (String) -> String) throws {
        try folder.write(name, change(folder.text(name)!))
    }

    /// Overrides a parameter, or takes the override back.
    func set(_ parameter: String, _ value: Double) throws {
        try edit("Pipelines/klein/pipeline.yaml") {
            $0.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("  \(parameter): {") }
                .joined(separator: "\n") + "  \(parameter): {value: \(value), unit: x, reason: Probe}\n"
        }
    }

    /// What the command does.
    /// - Returns: the plan; nil when nothing was to be done.
    @discardableResult
    func run(into output: String, isFull: Bool = false, writes: Bool = true) async throws -> RunPlan? {
        let request = request
        let kept = isFull ? nil : KeptRun(directory: output)
        if let kept, kept.isCurrent(request, standardInput: { [] }) { return nil }
        let pack = try Pack(folder: pack)
        let sources = RunSources(pack)
        let knowledge = try Knowledge.of(pack)
        let intake = try Intake(rules: pack.intake).run(request.inputs, standardInput: { [] })
        let line = Line(pack: pack, knowledge: knowledge, options: options)
        var run = try await IncrementalRun(intake, line: line, request: request, sources: sources, kept: kept) { _ in }
        guard writes else { return run.plan }
        let results = try await run.results { _ in }
        try ResultFiles(results, pack: pack, options: options).write(to: output, record: run.record!)
        return run.plan
    }

    static let files = [
        "contributions.jsonl", "ideas.jsonl", "threads.jsonl", "suggestions.jsonl", "measures.jsonl", "unread.jsonl",
        "report.html", "manifest.json", "werkstatt.lock",
    ]

    /// Files of two folders that differ.
    static func differences(_ left: String, _ right: String) -> [String] {
        files.filter { name in
            guard let a = readFile(left + "/" + name), let b = readFile(right + "/" + name) else { return true }
            return a != b
        }
    }

    private static let cues = """
        cues:
        - id: kritik-mangel
          dimension: polarity
          value: kritik
          label: Es fehlt etwas
          expressions:
            strong:
              word: [fehlen, kein, niemand]
          cards:
            kritik:
              - "Im Viertel fehlt ein Treff"
              - "Kein Bus nach acht"
            phantasie:
              - "Nichts fehlt mehr"
        - id: schritt-tun
          dimension: polarity
          value: schritt
          label: Jemand tut etwas
          expressions:
            strong:
              word: [einrichten, veröffentlichen, öffnen]
          cards:
            realisierung:
              - "Die Stadt richtet bis Mai eine Stelle ein"

        """

    private static let pipeline = """
        id: klein
        title: "Kleine Stadt"
        city: Kleinstadt
        version: "1"
        as_of: "2021-05-17"
        builds_on: [../common]
        catalogue: catalogue.csv
        measures: measures.yaml
        fields:
          - {id: H1, title: "Wohnen"}
          - {id: H2, title: "Sprache"}
          - {id: H3, title: "Sport"}
        themes:
          - {id: T1, title: "Teilhabe"}
        target_groups:
          - {id: "Z:maedchen", title: Mädchen, expressions: {strong: {any: [Mädchen]}}}
          - {id: "Z:vaeter", title: Väter, expressions: {strong: {word: [Väter]}}}
        parameters:
          stability_folds: {value: 2, unit: Teile, reason: "kleiner Bestand"}

        """

    private static let catalogue = """
        nummer,titel,handlungsfeld,beschreibung,ziel,zeitrahmen,status
        1,Wohnungen für alle,Wohnen,Die Stadt baut bezahlbare Wohnungen und berät zur Miete,Mehr Wohnungen,2018-2025,laufend
        2,Sprachkurse am Abend,Sprache,Die Volkshochschule bietet Sprachkurse nach der Arbeit,Alle lernen Deutsch,2016-2018,abgeschlossen
        3,Offene Halle,Sport,Die Turnhalle steht am Wochenende offen,Sport für alle,2019-2022,laufend

        """

    private static let thesaurus = """
        concepts:
        - id: wohnung
          label: Bezahlbare Wohnungen
          fields: {H1: 1}
          nap: {IV: 0.8}
          related: [vermietung]
          expressions:
            strong:
              any: [Wohnung, Miete]
          cards:
            kritik:
              - "Die Wohnung ist viel zu teuer"
              - "Keine Wohnung unter tausend Euro"
              - "Die Mieten steigen jedes Jahr"
            phantasie:
              - "Jede Familie hat eine helle Wohnung"
            realisierung:
              - "Die Stadt kauft Wohnungen zurück"
        - id: vermietung
          label: Vermietung ohne Vorurteile
          fields: {H1: 0.9}
          themes: {T1: 0.6}
          nap: {IV: 0.5}
          related: [wohnung]
          expressions:
            strong:
              any: [Vermieter, Diskriminierung]
          cards:
            kritik:
              - "Der Vermieter will keine fremden Namen"
              - "Am Telefon hieß es, die Wohnung sei weg"
            phantasie:
              - "Vermieter fragen nicht nach der Herkunft"
            realisierung:
              - "Eine Beschwerdestelle für Mieterinnen und Mieter einrichten"
        - id: sprachkurs
          label: Sprachkurse
          fields: {H2: 1}
          nap: {II: 0.9}
          expressions:
            strong:
              any: [Sprachkurs, Deutschkurs]
              word: [Deutsch, lernen]
          cards:
            kritik:
              - "Die Sprachkurse sind voll"
              - "Für den Deutschkurs wartet man ein Jahr"
              - "Kein Kurs am Abend"
            phantasie:
              - "Deutsch lernen, wann man will"
            realisierung:
              - "Die Volkshochschule richtet Abendkurse ein"
        - id: sport
          label: Sport im Verein
          fields: {H3: 1}
          themes: {T1: 0.5}
          nap: {IV: 0.6}
          expressions:
            strong:
              any: [Sportverein, Turnhalle, Fußball]
          cards:
            kritik:
              - "Zu wenig Hallenzeiten"
              - "Der Sportverein hat keinen Platz für Mädchen"
            phantasie:
              - "Sport für alle in jeder Halle"
            realisierung:
              - "Der Sportbund öffnet die Turnhalle am Sonntag"

        """
}
