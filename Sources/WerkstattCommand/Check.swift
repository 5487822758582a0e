import ArgumentParser
import Check
import FoundationEssentials
import Werkstatt

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "The gates of a pack over new corpora, for CI jobs; writes no results.",
        discussion: """
            Does what run does and holds it against the gates that the pack declares (gates in pipeline.yaml, a file with number, \
            unit and reason each), with the gates of Pipelines/common as a base. A gate that cannot be measured (no gold, no \
            baseline, too few cards) is skipped and says why. The table goes to standard output; reports hold no text of a card, \
            and where personal data stands only its kind.

            Exit 0: every gate that was measured is kept. 1: a gate is missed. 3: an input could not be read at all (single rows \
            are the business of the gate unread_rows); the rest is still checked and reported. 5: the baseline was made with another pack, \
            program or flags, so shares of labels are not compared, and nothing worse happened; make it anew with run. When \
            several hold: 3 before 1 before 5.

            """ + exitCodes
    )

    @Argument(help: "The pack: a folder under Pipelines/.")
    var pack: String

    @Argument(help: "Files or folders with contributions; - reads standard input.")
    var inputs: [String]

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Cards coded by hand: input rows with the key gold.", valueName: "file")
    )
    var gold: [String] = []

    @Option(
        help: ArgumentHelp("The folder of an earlier run; shares of labels are compared with it.", valueName: "dir")
    )
    var baseline: String?

    @Option(help: ArgumentHelp("Write the gates as JUnit XML.", valueName: "file"))
    var junit: String?

    @Option(help: ArgumentHelp("Write the findings as SARIF 2.1.0 (GitHub code scanning).", valueName: "file"))
    var sarif: String?

    @Option(help: ArgumentHelp("Write the findings as GitLab's code-quality report.", valueName: "file"))
    var codeQuality: String?

    @Option(help: ArgumentHelp("Write a German summary for a job page.", valueName: "file"))
    var markdown: String?

    @Flag(help: "One JSON object instead of a table.")
    var json = false

    @OptionGroup var stages: StageOptions

    @Option(help: "A YAML file that says which columns mean what: columns: {text: [Bemerkung], points: [Likes]}.")
    var map: String?

    @Flag(help: "Long turns of transcripts become statements, each with its place in the turn.")
    var splitTurns = false

    @Flag(help: "Say nothing but errors.")
    var quiet = false

    func validate() throws {
        guard !stages.keepPersonalData else {
            throw ValidationError("check never shows personal data; --keep-personal-data has no meaning here.")
        }
    }

    func run() async throws {
        try await Terminal.guarded {
            let progress = Progress(quiet: quiet)
            var options = try stages.runOptions()
            options.splitTurns = splitTurns
            let pack = try Pack(folder: PackPlace.find(pack))
            var rules = pack.intake
            if let map { (rules, options.columnMap) = try rules.adding(map: map) }
            let lexicon = try Lexicon(pack)
            let knowledge = try Knowledge.of(pack)
            progress.done("pack", pack.title)
            let check = Check(pack: pack, lexicon: lexicon, knowledge: knowledge, options: options)
            let report: CheckReport
            do {
                let intake = try Intake(rules: rules, splitsTurns: splitTurns).run(
                    inputs,
                    standardInput: Terminal.standardInput
                )
                progress.done("intake", "\(intake.contributions.count) Beiträge, \(intake.unread.count) nicht lesbar")
                let results = try await Line(pack: pack, knowledge: knowledge, options: options).run(intake) {
                    progress.done($0)
                }
                report = try await check.run(results, gold: gold, baseline: baseline)
            } catch let error as IntakeError {
                report = check.run(unreadable: error)
            } catch let failure as ResultReader.Failure {
                Terminal.say(failure.description)
                throw Exit.unreadable
            }
            progress.done("check")
            let root = FileManager.default.currentDirectoryPath
            for (path, text) in [
                (junit, { report.junit }), (sarif, { report.sarif(root: root) }),
                (codeQuality, { report.codeQuality(root: root) }), (markdown, { report.markdown }),
            ] {
                if let path { try Export.write(Array(text().utf8), to: path) }
            }
            try Terminal.print(Array((json ? report.json + "\n" : report.table).utf8))
            if report.exitCode != 0 { throw ExitCode(report.exitCode) }
        }
    }
}
