import Foundation
import Testing

/// The command as a user meets it: exit codes, messages, files.
@Suite(.serialized) struct CommandTests {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    static let pack = root + "/Pipelines/aachen"

    struct Outcome {
        var code: Int32
        var out: String
        var message: String
    }

    /// Runs `werkstatt`, built beside the tests.
    static func werkstatt(
        _ arguments: [String],
        input: String = "",
        environment: [String: String] = [:],
        limitBlocks: Int? = nil
    ) throws -> Outcome {
        let folder = Bundle.main.bundleURL.deletingLastPathComponent()
        let candidates = [
            Bundle.main.bundleURL, folder, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
        ]
        let program = try #require(
            candidates.map { $0.appendingPathComponent("werkstatt").path }.first {
                FileManager.default.isExecutableFile(atPath: $0)
            }
        )
        let process = Process()
        if let limitBlocks {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            let quoted = ([program] + arguments).map { "'" + $0 + "'" }.joined(separator: " ")
            process.arguments = ["-c", "ulimit -f \(limitBlocks); trap '' XFSZ; exec \(quoted)"]
        } else {
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
        }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let out = Pipe()
        let message = Pipe()
        let standardInput = Pipe()
        process.standardOutput = out
        process.standardError = message
        process.standardInput = standardInput
        try process.run()
        standardInput.fileHandleForWriting.write(Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let outData = out.fileHandleForReading.readDataToEndOfFile()
        let messageData = message.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus,
            out: String(decoding: outData, as: UTF8.self),
            message: String(decoding: messageData, as: UTF8.self)
        )
    }

    /// Where the program keeps what it counted; a home of its own would count anew.
    static var cache: String {
        let environment = ProcessInfo.processInfo.environment
        return environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/root") + "/.cache"
    }

    static func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/werkstatt-command-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test func runWritesTheFilesOfTheContract() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let outcome = try Self.werkstatt(
            ["run", Self.pack, "-", "--output", folder + "/a"],
            input: #"{"text":"Zu wenig Sprachkurse am Abend","phase":"kritik"}"#
        )
        #expect(outcome.code == 0, "\(outcome.message)")
        #expect(outcome.out.isEmpty)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/a").sorted()
        #expect(
            names == [
                ".werkstatt-state", "contributions.jsonl", "ideas.jsonl", "manifest.json", "measures.jsonl",
                "report.html",
                "suggestions.jsonl", "threads.jsonl", "unread.jsonl", "werkstatt.lock",
            ]
        )
        let contributions = try String(contentsOfFile: folder + "/a/contributions.jsonl", encoding: .utf8)
        #expect(contributions.contains(#""text":"Zu wenig Sprachkurse am Abend""#))
        let again = try Self.werkstatt(
            ["run", Self.pack, "-", "--output", folder + "/b", "--quiet"],
            input: #"{"text":"Zu wenig Sprachkurse am Abend","phase":"kritik"}"#,
            environment: [
                "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "HOME": folder, "TMPDIR": folder,
                "USER": "jemand", "XDG_CACHE_HOME": Self.cache,
            ]
        )
        #expect(again.code == 0 && again.message.isEmpty)
        for name in names {
            #expect(
                FileManager.default.contentsEqual(atPath: "\(folder)/a/\(name)", andPath: "\(folder)/b/\(name)"),
                "\(name)"
            )
        }
    }

    /// The same again does nothing; another card is said, and only looked at when asked so.
    @Test func aSecondRunDoesOnlyWhatHasChanged() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let out = folder + "/a"
        let input = #"{"id":"a","text":"Zu wenig Sprachkurse am Abend","phase":"kritik"}"# + "\n{kaputt\n"
        let more = input + #"{"id":"b","text":"Offene Turnhalle am Samstag","phase":"phantasie"}"#
        let run = ["run", Self.pack, "-", "-o", out]
        #expect(try Self.werkstatt(run + ["--dry-run"], input: input).code == 0)
        #expect(!FileManager.default.fileExists(atPath: out))
        #expect(try Self.werkstatt(run, input: input).code == 3)
        let again = try Self.werkstatt(run + ["--explain-plan"], input: input)
        #expect(again.code == 3)
        #expect(again.message.contains("Nichts zu tun"))
        #expect(again.message.contains("1 Eingabezeile ist nicht lesbar"))
        #expect(again.message.contains("  suggest     übernommen"))
        let asked = try Self.werkstatt(run + ["--dry-run"], input: more)
        #expect(asked.code == 5)
        #expect(asked.message.contains("1 Beitrag neu: b"))
        #expect(try Self.werkstatt(run, input: input).message.contains("Nichts zu tun"))
        #expect(try Self.werkstatt(run + ["--fresh", "--explain-plan"], input: input).message.contains("neu: --fresh"))
    }

    /// Arguments, the exit code, a part of the message.
    static let wrongUses: [(arguments: [String], code: Int32, message: String)] = [
        (["run"], 2, "Missing expected argument"),
        (["run", pack, "x.csv"], 2, "output"),
        (["run", pack, "x.csv", "-o", "/tmp/x", "--jobs", "0"], 2, "--jobs"),
        (["gibtsnicht"], 2, "gibtsnicht"),
        (["run", "/gibt/es/nicht", "x.csv", "-o", "/tmp/x"], 2, "Diesen Paketordner gibt es nicht"),
        (["run", pack, "/gibt/es/nicht.csv", "-o", "/tmp/werkstatt-nie"], 3, "gibt es nicht"),
        (["stage", "gibtsnicht", "--pack", pack], 2, "gibt es nicht"),
        (["stage", "tag", "--pack", pack], 2, "Standardeingabe ist leer"),
        (["evaluate", "/gibt/es/nicht", "--gold", "/gibt/es/nicht.jsonl"], 3, "fehlt"),
    ]

    @Test(arguments: wrongUses.indices) func saysWhatIsWrong(number: Int) throws {
        let use = Self.wrongUses[number]
        let outcome = try Self.werkstatt(use.arguments)
        #expect(outcome.code == use.code, "\(use.arguments): \(outcome.message)")
        #expect(outcome.message.contains(use.message), "\(outcome.message)")
        #expect(outcome.out.isEmpty)
    }

    /// A row that cannot be read ends with 3, and all others are done.
    @Test func unreadRowsEndWith3AndTheRestIsDone() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let input =
            #"{"text":"Kita-Plätze fehlen","phase":"kritik"}"# + "\n{kaputt\n"
            + #"{"text":"Ein offener Treff im Viertel","phase":"phantasie"}"#
        let outcome = try Self.werkstatt(["run", Self.pack, "-", "-o", folder + "/a"], input: input)
        #expect(outcome.code == 3)
        #expect(outcome.message.contains(":2:"))
        let unread = try String(contentsOfFile: folder + "/a/unread.jsonl", encoding: .utf8)
        #expect(unread.contains("{kaputt"))
        let contributions = try String(contentsOfFile: folder + "/a/contributions.jsonl", encoding: .utf8)
        #expect(contributions.split(separator: "\n").count == 2)
    }

    @Test func unknownPhaseIsAWarningAndAnErrorUnderStrict() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let input = #"{"text":"Mehr Lehrkräfte","phase":"Quatschphase"}"#
        let lenient = try Self.werkstatt(["run", Self.pack, "-", "-o", folder + "/a"], input: input)
        #expect(lenient.code == 0)
        #expect(lenient.message.contains("Quatschphase"))
        let strict = try Self.werkstatt(["run", Self.pack, "-", "-o", folder + "/b", "--strict"], input: input)
        #expect(strict.code == 3)
        #expect(!FileManager.default.fileExists(atPath: folder + "/b"))
    }

    /// A file where the folder should be, and a disk that is full: exit 4, and nothing half-written remains.
    @Test func unwritableOutputLeavesNothing() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/datei"))
        let input = #"{"text":"Sprachmittlung im Krankenhaus","phase":"realisierung"}"#
        let onFile = try Self.werkstatt(["run", Self.pack, "-", "-o", folder + "/datei"], input: input)
        #expect(onFile.code == 4, "\(onFile.message)")
        #expect(onFile.message.contains("bitte"))
        // Warm the cache of the lexicon first: it is written elsewhere and may fail silently.
        let full = try Self.werkstatt(["run", Self.pack, "-", "-o", folder + "/voll"], input: input, limitBlocks: 4)
        #expect(full.code == 4, "\(full.message)")
        #expect(!FileManager.default.fileExists(atPath: folder + "/voll"))
    }

    /// The result files; what a later run needs to know what has changed is written by `run` alone.
    private static func results(in folder: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return names.filter { $0 != "werkstatt.lock" && $0 != ".werkstatt-state" }
    }

    @Test func stagesInAChainGiveTheSameFolderAsRun() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rows = [
            #"{"text":"Sprachkurs ohne Kinderbetreuung","phase":"kritik","workshop":"Probe","points":2}"#,
            #"{"text":"In jedem Kurs gibt es eine Kinderbetreuung","phase":"phantasie","workshop":"Probe"}"#,
            #"{"text":"VHS richtet bis Herbst eine Betreuung ein","phase":"realisierung","workshop":"Probe"}"#,
        ].joined(separator: "\n")
        #expect(try Self.werkstatt(["run", Self.pack, "-", "-o", folder + "/run"], input: rows).code == 0)
        var lines = rows
        for stage in ["intake", "normalise", "segment", "screen", "tag", "group", "link", "settle", "match", "suggest"]
        {
            let outcome = try Self.werkstatt(["stage", stage, "--pack", Self.pack], input: lines)
            #expect(outcome.code == 0, "\(stage): \(outcome.message)")
            lines = outcome.out
        }
        #expect(
            try Self.werkstatt(["stage", "results", "--pack", Self.pack, "-o", folder + "/chain"], input: lines).code
                == 0
        )
        for name in try Self.results(in: folder + "/run") {
            #expect(
                FileManager.default.contentsEqual(atPath: "\(folder)/run/\(name)", andPath: "\(folder)/chain/\(name)"),
                "\(name)"
            )
        }
    }

    /// What `run` may be told about its input, `stage intake` may be told, too, and the chain gives the same folder.
    @Test func intakeAloneKnowsTheMapAndPartsTurns() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let map = folder + "/columns.yaml"
        try "columns:\n  text: [Bemerkung]\n  points: [Herzen]\n".write(toFile: map, atomically: true, encoding: .utf8)
        let table = "Bemerkung;Herzen\nDer Sprachkurs hat keine Kinderbetreuung;4\n"
        let mapped = try Self.werkstatt(["stage", "intake", "--pack", Self.pack, "--map", map], input: table)
        #expect(mapped.code == 0 && mapped.out.contains("\"points\":4"), "\(mapped.message)")
        let turn =
            "TN 1: "
            + String(repeating: "Im Sprachkurs fehlt eine Betreuung. Ich musste den Kurs deshalb abbrechen. ", count: 4)
            + "\n"
        let options = ["--map", map, "--split-turns"]
        func count(_ outcome: Outcome) -> Int { outcome.out.split(separator: "\n").count }
        let whole = try Self.werkstatt(["stage", "intake", "--pack", Self.pack], input: turn)
        let parted = try Self.werkstatt(["stage", "intake", "--pack", Self.pack] + options, input: turn)
        #expect(count(parted) > count(whole), "\(parted.message)")
        #expect(try Self.werkstatt(["run", Self.pack, "-", "-o", folder + "/run"] + options, input: turn).code == 0)
        var lines = turn
        for stage in ["intake", "normalise", "segment", "screen", "tag", "group", "link", "settle", "match", "suggest"]
        {
            lines = try Self.werkstatt(["stage", stage, "--pack", Self.pack] + options, input: lines).out
        }
        let chain = folder + "/chain"
        #expect(
            try Self.werkstatt(["stage", "results", "--pack", Self.pack, "-o", chain] + options, input: lines).code == 0
        )
        for name in try Self.results(in: folder + "/run") {
            #expect(
                FileManager.default.contentsEqual(atPath: "\(folder)/run/\(name)", andPath: "\(chain)/\(name)"),
                "\(name)"
            )
        }
    }

    @Test(arguments: [[], ["run"], ["stage"], ["evaluate"]]) func everyCommandHasHelp(command: [String]) throws {
        let outcome = try Self.werkstatt(command + ["--help"])
        #expect(outcome.code == 0)
        #expect(outcome.out.contains("USAGE"))
        #expect(outcome.out.contains("70"))
    }

    @Test func versionIsOnStandardOutput() throws {
        let outcome = try Self.werkstatt(["--version"])
        #expect(outcome.code == 0 && outcome.out.hasPrefix("0."))
    }
}
