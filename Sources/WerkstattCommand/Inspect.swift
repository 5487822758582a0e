import ArgumentParser
import Werkstatt

struct Inspect: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What would be read from a file, as a table.",
        discussion:
            "Shows the kind of each file, what its columns are taken for, warnings, and the first cards; writes nothing.\n\n"
            + exitCodes
    )

    @Argument(help: "Files or folders; - reads standard input.")
    var inputs: [String]

    @Option(help: "The pack whose names of columns and phases hold; those of Pipelines/common without it.")
    var pack: String?

    @Option(help: "A YAML file that says which columns mean what: columns: {text: [Bemerkung], points: [Likes]}.")
    var map: String?

    @Option(help: "So many cards are shown per file.")
    var rows = 12

    func validate() throws { if rows < 0 { throw ValidationError("--rows must not be negative.") } }

    func run() async throws {
        try await Terminal.guarded {
            var rules =
                try pack.map { try Pack(folder: PackPlace.find($0)).intake }
                ?? IntakeRules(PackFile(path: PackPlace.find("Pipelines/common") + "/intake.yaml"))
            if let map { rules = try rules.adding(map: map).rules }
            let inspection: Inspection
            let isWhole: Bool
            do {
                let corpus = try Intake(rules: rules).run(inputs, standardInput: Terminal.standardInput)
                inspection = Inspection(corpus, rows: rows)
                isWhole = corpus.unread.isEmpty
            } catch let error as IntakeError {
                inspection = Inspection(error)
                isWhole = false
            }
            try Terminal.print(Array(inspection.text.utf8))
            if !isWhole { throw Exit.unreadable }
        }
    }
}
