import ArgumentParser
import Werkstatt

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What was done to one contribution and why; with two: what joins or parts them.",
        discussion: """
            A contribution is named by its id or as FILE:ROW. It is looked up in the results of a run (--run) or in input files (--input), with the same pack and flags as the run.

            """ + exitCodes
    )

    @Argument(help: ArgumentHelp("One contribution or two.", valueName: "id"))
    var ids: [String]

    @Option(help: "The pack: a folder under Pipelines/.")
    var pack: String

    @Option(name: .customLong("run"), help: "The folder with the results of a run.")
    var directory: String?

    @Option(parsing: .upToNextOption, help: "Files or folders with contributions.")
    var input: [String] = []

    @OptionGroup var stages: StageOptions

    func validate() throws {
        guard (1...2).contains(ids.count) else { throw ValidationError("Give one contribution or two.") }
        guard (directory == nil) != input.isEmpty else {
            throw ValidationError("Give either --run DIR or --input FILE….")
        }
    }

    func run() async throws {
        try await Terminal.guarded {
            let pack = try Pack(folder: pack)
            let line = Line(pack: pack, knowledge: try Knowledge.of(pack), options: try stages.runOptions())
            let files = directory.map { [$0 + "/contributions.jsonl"] } ?? input
            let intake = try Intake(rules: pack.intake).run(files, standardInput: Terminal.standardInput)
            let explanation = try await Explanation(intake, line: line)
            let text = try await ids.count == 1 ? explanation.one(ids[0]) : explanation.two(ids[0], ids[1])
            try Terminal.print(Array(text.utf8))
        }
    }
}
