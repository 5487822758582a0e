import Foundation
import Testing

@testable import Check
@testable import Werkstatt

/// A whole check over small inputs: gates, exit codes, reports without a word of a card.
@Suite struct CheckReportTests {
    static func check(_ inputs: [String], gold: [String] = [], baseline: String? = nil, gates: [Gate]? = nil)
        async throws
        -> CheckReport
    {
        var pack = CheckSupport.aachen.pack
        if let gates { pack.gates = gates }
        let check = Check(
            pack: pack,
            lexicon: CheckSupport.aachen.lexicon,
            knowledge: CheckSupport.aachen.knowledge,
            options: RunOptions()
        )
        do {
            return try await check.run(CheckSupport.results(inputs), gold: gold, baseline: baseline)
        } catch let error as IntakeError {
            return check.run(unreadable: error)
        }
    }

    static func gate(_ kind: Gate.Kind, _ bar: Double) -> Gate {
        Gate(
            kind: kind,
            bar: bar,
            unit: "Anteil",
            reason: "Probe",
            drift: kind.isDrift ? Gate.Drift(alpha: 0.01, least: 20) : nil
        )
    }

    static let secrets = [
        "Hatice Yıldırım-Öztürk", "Yıldırım", "0241 5599871", "hatice.y@example.org", "Templergraben 7",
    ]

    /// Personal data in every place where a message could quote it: text, id, phase, dots, a header that is a card.
    static func hostileFolder() throws -> String {
        let folder = try CheckSupport.folder()
        try CheckSupport.write(
            """
            id;phase;punkte;text
            hatice.y@example.org;Hatice Yıldırım-Öztürk;Templergraben 7;"Frau Hatice Yıldırım-Öztürk hilft,
            Tel. 0241 5599871"
            hatice.y@example.org;kritik;1;Die Beratung hat nur vormittags offen
            a3;phantasie;2;zu viele;Zellen Templergraben 7;0241 5599871
            a4;kritik;0;xqzt wrkl pfft
            """,
            folder + "/karten.csv"
        )
        try CheckSupport.write(
            #"{"text":"Mehr Kurse am Abend","phase":"kritik"}"# + "\n{\"Hatice Yıldırım-Öztürk 0241 5599871\n",
            folder + "/karten.jsonl"
        )
        try CheckSupport.write(
            "\"Frau Yıldırım sagt „ruf an“ 0241 5599871\";\"Templergraben 7\"\nx;y\n",
            folder + "/ohne-kopf.csv"
        )
        return folder
    }

    @Test func noReportRepeatsWhatACardSays() async throws {
        let folder = try Self.hostileFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let report = try await Self.check([folder])
        let outputs = [
            report.junit, report.sarif(root: folder), report.codeQuality(root: folder), report.markdown, report.json,
            report.table,
        ]
        for (number, output) in outputs.enumerated() {
            for secret in Self.secrets { #expect(!output.contains(secret), "\(number): \(secret)") }
        }
        #expect(report.exitCode == 3)
        #expect(report.unreadableFiles == [folder + "/ohne-kopf.csv"])
    }

    @Test func findingsNameFileAndLine() async throws {
        let folder = try Self.hostileFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let report = try await Self.check([folder + "/karten.csv"])
        let places = report.findings.map { "\($0.rule):\($0.line)" }
        // The first record spans lines 2 and 3, so the second begins in line 4.
        #expect(places.contains("personenbezogenes:2"), "\(places)")
        #expect(places.contains("unbekannte-phase:2"))
        #expect(places.contains("doppelte-kennung:2"))
        #expect(places.contains("doppelte-kennung:4"))
        #expect(places.contains("unlesbare-zeile:5"))
        #expect(places.contains("unleserliche-karte:6"))
    }

    @Test func linesOfJSONDocumentsAndWorkbooksWithoutLines() async throws {
        let folder = try CheckSupport.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try CheckSupport.write(
            "[\n  {\"text\": \"Zu wenig Plätze\", \"phase\": \"kritik\"},\n  {\n    \"phase\": \"Quatsch\",\n    \"text\": \"Mehr Kurse\"\n  }\n]\n",
            folder + "/karten.json"
        )
        let report = try await Self.check([folder + "/karten.json"])
        #expect(report.findings.map { "\($0.rule):\($0.line)" } == ["unbekannte-phase:3"])
    }

    @Test func missedGatesEndWith1AndSayWhatToDo() async throws {
        let folder = try CheckSupport.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try CheckSupport.write("text\nSprachkurse fehlen\nSchwimmkurse für Frauen\n", folder + "/a.csv")
        let kept = try await Self.check([folder], gates: [Self.gate(.unreadRows, 0), Self.gate(.untagged, 1)])
        #expect(kept.exitCode == 0 && kept.count(.passed) == 2)
        let missed = try await Self.check([folder], gates: [Self.gate(.stability, 1.5), Self.gate(.fieldsF1, 0.9)])
        #expect(missed.exitCode == 1)
        #expect(missed.outcomes.map(\.state) == [.failed, .skipped])
        #expect(missed.table.contains("Was zu tun ist"))
        #expect(missed.markdown.contains("❌"))
        #expect(missed.junit.contains("failures=\"1\"") && missed.junit.contains("<skipped message=\"keine Golddatei"))
    }

    @Test func goldIsMeasuredAsEvaluateMeasuresIt() async throws {
        let corpus = CheckSupport.root + "/Corpora/sprache-arbeit"
        let gold = corpus + "/gold/sprache-arbeit.jsonl"
        let results = try await CheckSupport.results([corpus + "/input"])
        let folder = try CheckSupport.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try ResultFiles(results, pack: CheckSupport.aachen.pack).write(to: folder + "/lauf")
        let ofFolder = try Evaluation(run: folder + "/lauf", gold: [gold])
        let inMemory = try Evaluation(results, gold: [gold])
        #expect(ofFolder.json == inMemory.json)
        let report = try await Self.check([corpus + "/input"], gold: [gold])
        let fields = try #require(report.outcomes.first { $0.gate.kind == .fieldsF1 })
        #expect(ofFolder["fields_f1"] == .share(try #require(fields.value)))
        #expect(report.outcomes.first { $0.gate.kind == .balance }?.state == .passed)
    }

    @Test func aBaselineOfAnotherPackOrProgramIsStale() async throws {
        let folder = try CheckSupport.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try CheckSupport.write("text\nSprachkurse fehlen\n", folder + "/a.csv")
        let results = try await CheckSupport.results([folder + "/a.csv"])
        try ResultFiles(results, pack: CheckSupport.aachen.pack).write(to: folder + "/lauf")
        let gates = [Self.gate(.driftFields, 0.15)]
        let same = try await Self.check([folder + "/a.csv"], baseline: folder + "/lauf", gates: gates)
        #expect(same.exitCode == 0 && same.outcomes[0].state == .passed)
        #expect(same.outcomes[0].measured.contains("keine neuen Karten"))
        let manifest = folder + "/lauf/manifest.json"
        let text = try String(contentsOfFile: manifest, encoding: .utf8)
        try CheckSupport.write(
            text.replacing(#""version":"\#(Program.version)""#, with: #""version":"0.0.9""#),
            manifest
        )
        let stale = try await Self.check([folder + "/a.csv"], baseline: folder + "/lauf", gates: gates)
        #expect(stale.exitCode == 5)
        #expect(stale.outcomes[0].state == .skipped && stale.verdict.contains("0.0.9"))
        let worse = try await Self.check(
            [folder + "/a.csv"],
            baseline: folder + "/lauf",
            gates: gates + [Self.gate(.stability, 1.5)]
        )
        #expect(worse.exitCode == (worse.outcomes[1].state == .failed ? 1 : 5))
    }

    @Test func fewNewCardsAreNotCompared() async throws {
        let folder = try CheckSupport.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try CheckSupport.write("text\nSprachkurse fehlen\n", folder + "/a.csv")
        try CheckSupport.write("text\nDie Turnhalle ist zu\n", folder + "/b.csv")
        let results = try await CheckSupport.results([folder + "/a.csv"])
        try ResultFiles(results, pack: CheckSupport.aachen.pack).write(to: folder + "/lauf")
        let report = try await Self.check(
            [folder + "/b.csv"],
            baseline: folder + "/lauf",
            gates: [Self.gate(.driftFields, 0.15)]
        )
        #expect(report.outcomes[0].state == .skipped)
        #expect(report.outcomes[0].measured.contains("zu wenige Karten: 1 vorher, 1 neue"))
    }

    @Test func nothingReadableStillGivesAReport() async throws {
        let report = try await Self.check(["/gibt/es/nicht.csv"])
        #expect(report.exitCode == 3)
        #expect(report.findings.map(\.rule) == ["unlesbare-zeile"])
        #expect(report.outcomes.allSatisfy { $0.state == .skipped })
    }

    /// Reasons as the readers write them, and what is left of them.
    static let reasons: [(reason: String, shown: String)] = [
        ("Zeile 3 hat 6 statt 4 Zellen; bitte prüfen.", "Zeile 3 hat 6 statt 4 Zellen; bitte prüfen."),
        ("Die Datei „a.csv“ ist leer.", "Die Datei „a.csv“ ist leer."),
        (
            "Die Datei „a.csv“: gefunden wurden „Frau „Ayşe“ rief an“, „x“. Bitte nennen.",
            "Die Datei „a.csv“: gefunden wurden „…“. Bitte nennen."
        ),
        ("Der Wert von „Telefon 123 ist kein Text", "Der Wert von „…“"),
    ]

    @Test(arguments: reasons.indices) func reasonsLoseWhatTheyQuote(number: Int) {
        let reason = Self.reasons[number]
        let shown = FindingCollector.withoutContent(reason.reason, file: "a.csv")
        #expect(shown == reason.shown)
    }
}
