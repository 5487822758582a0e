import ArgumentParser
import FoundationEssentials
import Review
import Werkstatt

/// Flags that change what the stages do; shared by `run` and `stage`.
struct StageOptions: ParsableArguments {
    @Option(help: "Threads; never changes a result.")
    var jobs: Int?

    @Flag(help: "Do not use the headings given in the room.")
    var ignoreRoom = false

    @Flag(help: "Labels from a card's own words alone: no title, no heading, no neighbours.")
    var noContext = false

    @Flag(help: "Show personal data in the report instead of masks.")
    var keepPersonalData = false

    @Option(help: "A file with one participant's name per line; they are masked wherever they occur.")
    var names: String?

    @Option(help: "A review journal (review.sqlite) whose corrections and erasures are honoured.")
    var decisions: String?

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1.") }
    }

    /// - Parameter output: where results go; a journal that lies there is honoured, too.
    func runOptions(output: String? = nil) throws -> RunOptions {
        var options = RunOptions()
        options.jobs = jobs ?? min(8, ProcessInfo.processInfo.activeProcessorCount)
        options.ignoreRoom = ignoreRoom
        options.noContext = noContext
        options.keepPersonalData = keepPersonalData
        if let names {
            guard let data = FileManager.default.contents(atPath: names), let text = String(data: data, encoding: .utf8)
            else {
                Terminal.say("\(names): Die Namensliste fehlt oder ist nicht in UTF-8 gespeichert.")
                throw Exit.unreadable
            }
            options.participants = text.split(whereSeparator: \.isNewline).map {
                String($0.trimming { $0 == " " || $0 == "\t" })
            }.filter { !$0.isEmpty }.sorted()
        }
        if let journal = decisions ?? output.map(Journal.path(in:)).flatMap({ Journal.exists($0) ? $0 : nil }) {
            try options.honour(Journal(path: journal, create: false))
        }
        return options
    }
}

extension Substring {
    fileprivate func trimming(_ isBlank: (Character) -> Bool) -> Substring {
        var view = self
        while let first = view.first, isBlank(first) { view.removeFirst() }
        while let last = view.last, isBlank(last) { view.removeLast() }
        return view
    }
}

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The main job: all stages, result files in DIR.",
        discussion: "INPUT is a file, a folder or - (standard input).\n\n" + exitCodes
    )

    @Argument(help: "The pack: a folder under Pipelines/.")
    var pack: String

    @Argument(help: "Files or folders with contributions; - reads standard input.")
    var inputs: [String]

    @Option(name: .shortAndLong, help: "The folder for the result files.")
    var output: String

    @OptionGroup var stages: StageOptions

    @Option(help: "A YAML file that says which columns mean what: columns: {text: [Bemerkung], points: [Likes]}.")
    var map: String?

    @Flag(help: "Long turns of transcripts become statements, each with its place in the turn.")
    var splitTurns = false

    @Flag(help: "Warnings (unknown phase, double id …) are errors.")
    var strict = false

    @Flag(help: "Do everything anew; take nothing from the run before.")
    var fresh = false

    @Flag(help: "Say for every stage whether it is taken from the run before or done anew, and why.")
    var explainPlan = false

    @Flag(help: "Say what would be done and write nothing; 5 when the results in DIR are out of date.")
    var dryRun = false

    @Flag(help: "Say nothing but errors.")
    var quiet = false

    func run() async throws {
        try await Terminal.guarded {
            let progress = Progress(quiet: quiet)
            let journal = try JournalPlace(output: output, given: stages.decisions)
            var options = try stages.runOptions(output: output)
            options.splitTurns = splitTurns
            let folder = PackPlace.find(pack)
            let request = RunRequest(pack: folder, inputs: inputs, options: options, map: map)
            let input = StandardInput()
            let kept = fresh ? nil : KeptRun(directory: output)
            if let kept, !journal.isToBeCopied, !(strict && kept.hasWarnings),
                kept.isCurrent(request, standardInput: input.bytes)
            {
                return try leave(kept)
            }
            let pack = try Pack(folder: folder)
            let sources = RunSources(pack)
            var rules = pack.intake
            if let map { (rules, options.columnMap) = try rules.adding(map: map) }
            let knowledge = try Knowledge.of(pack)
            progress.done("pack", "\(pack.title)")
            let intake = try Intake(rules: rules, splitsTurns: splitTurns).run(inputs, standardInput: input.bytes)
            progress.done("intake", "\(intake.contributions.count) Beiträge, \(intake.unread.count) nicht lesbar")
            for notice in intake.notices where !quiet && notice.level == .warning { Terminal.say("  " + notice.line) }
            if strict, let warning = intake.notices.first(where: { $0.level == .warning }) {
                Terminal.say("Abbruch wegen --strict: \(warning.text)")
                throw Exit.unreadable
            }
            var run = try await IncrementalRun(
                intake,
                line: Line(pack: pack, knowledge: knowledge, options: options),
                request: request,
                sources: sources,
                kept: kept,
                reason: fresh ? "--fresh" : nil
            ) {
                progress.done($0)
            }
            if explainPlan || dryRun { Terminal.say("Plan für \(output):\n\(run.plan.text)") }
            if dryRun {
                // Results that no longer fit are stale; where there are none, nothing is.
                if FileManager.default.fileExists(atPath: output + "/manifest.json") { throw Exit.stale }
                return
            }
            let results = try await run.results { progress.done($0) }
            let files = ResultFiles(results, pack: pack, options: options)
            if let record = run.record {
                try files.write(to: output, record: record)
            } else {
                try files.write(to: output)
            }
            progress.done("results")
            if let note = try journal.carryOver(pack: pack) { progress.done("review", note) }
            progress.finish(
                "\(results.suggestions.count) \(results.suggestions.count == 1 ? "Vorschlag" : "Vorschläge") aus \(results.threads.count) \(results.threads.count == 1 ? "Strang" : "Strängen") in \(output)/report.html"
            )
            if !intake.unread.isEmpty {
                for row in intake.unread.prefix(20) { Terminal.say(row.line) }
                if intake.unread.count > 20 {
                    Terminal.say("… und \(intake.unread.count - 20) weitere; alle stehen in \(output)/unread.jsonl.")
                }
                throw Exit.unreadable
            }
        }
    }

    /// Everything is there already.
    private func leave(_ kept: KeptRun) throws {
        if explainPlan || dryRun { Terminal.say("Plan für \(output):\n\(RunPlan.nothing.text)") }
        if !quiet {
            Terminal.say(
                "Nichts zu tun: Eingaben, Paket und Einstellungen sind unverändert; die Ergebnisse in \(output) gelten."
            )
        }
        guard kept.unread > 0 else { return }
        Terminal.say(
            kept.unread == 1
                ? "1 Eingabezeile ist nicht lesbar; sie steht in \(output)/unread.jsonl."
                : "\(kept.unread) Eingabezeilen sind nicht lesbar; sie stehen in \(output)/unread.jsonl."
        )
        throw Exit.unreadable
    }
}

/// Standard input, read once when it is asked for.
private final class StandardInput {
    private var read: [UInt8]?

    func bytes() -> [UInt8] {
        if let read { return read }
        let bytes = Terminal.standardInput()
        read = bytes
        return bytes
    }
}

struct Stage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One stage as a filter: JSON Lines in, JSON Lines out.",
        discussion:
            "NAME is one of \(Line.stageNames.joined(separator: ", ")); results writes the result files to --output.\n\n"
            + exitCodes
    )

    @Argument(help: "The stage.")
    var name: String

    @Option(help: "The pack: a folder under Pipelines/.")
    var pack: String

    @Option(name: .shortAndLong, help: "Only for results: the folder for the result files.")
    var output: String?

    @OptionGroup var stages: StageOptions

    @Option(
        help:
            "For intake, as with run: a YAML file that says which columns mean what; results names it in the manifest."
    )
    var map: String?

    @Flag(
        help: "For intake, as with run: long turns of transcripts become statements; results names it in the manifest."
    )
    var splitTurns = false

    func run() async throws {
        try await Terminal.guarded {
            var options = try stages.runOptions(output: output)
            try Line.requireStage(name)
            var pack = try Pack(folder: PackPlace.find(pack))
            options.splitTurns = splitTurns
            if let map { (pack.intake, options.columnMap) = try pack.intake.adding(map: map) }
            if name == "results" {
                let input = Terminal.standardInput()
                guard let output else { throw ValidationError("The stage results needs --output DIR.") }
                try ResultFiles(Line.results(from: input), pack: pack, options: options).write(to: output)
                return
            }
            let knowledge = try Knowledge.of(pack)
            try await Line(pack: pack, knowledge: knowledge, options: options).filter(name) {
                Terminal.standardInputPiece()
            } write: {
                try Terminal.print($0)
            }
        }
    }
}

extension Notice {
    /// "file:row: text"
    fileprivate var line: String { row > 0 ? "\(file):\(row): \(text)" : "\(file): \(text)" }
}

extension UnreadRow {
    fileprivate var line: String { row > 0 ? "\(file):\(row): \(reason)" : "\(file): \(reason)" }
}
