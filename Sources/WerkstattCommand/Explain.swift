import ArgumentParser
import FoundationEssentials
import Werkstatt

struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What was done to one contribution and why; with two: what joins or parts them.",
        discussion: """
            A contribution is named by its id or as FILE:ROW. It is looked up in the results of a run (--run) or in input files (--input), with the same pack and flags as the run; for FILE:ROW of any file that can be read, nothing else is needed.

            """ + exitCodes
    )

    @Argument(help: ArgumentHelp("One contribution or two.", valueName: "id"))
    var ids: [String]

    @Option(help: "The pack: a folder under Pipelines/; by default the first complete one there.")
    var pack: String?

    @Option(name: .customLong("run"), help: "The folder with the results of a run.")
    var directory: String?

    @Option(parsing: .upToNextOption, help: "Files or folders with contributions.")
    var input: [String] = []

    @OptionGroup var stages: StageOptions

    func validate() throws {
        guard (1...2).contains(ids.count) else { throw ValidationError("Give one contribution or two.") }
        guard directory == nil || input.isEmpty else {
            throw ValidationError("Give either --run DIR or --input FILE….")
        }
        guard directory != nil || !files.isEmpty else {
            throw ValidationError("Give --run DIR or --input FILE…, or name the contribution as FILE:ROW.")
        }
    }

    /// What is read: --input, or the files that the places name.
    private var files: [String] {
        guard input.isEmpty else { return input }
        return ids.compactMap { Explanation.place($0)?.file }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    func run() async throws {
        try await Terminal.guarded {
            let pack = try pack.map { try Pack(folder: PackPlace.find($0)) } ?? Pack.first()
            let line = Line(pack: pack, knowledge: try Knowledge.of(pack), options: try stages.runOptions())
            let files = directory.map { [$0 + "/contributions.jsonl"] } ?? self.files
            let intake = try Intake(rules: pack.intake).run(files, standardInput: Terminal.standardInput)
            let explanation = try await Explanation(intake, line: line)
            let source = try directory.flatMap { folder in
                try ResultReader(folder: folder).read().contributions.first { $0.id == ids[0] }?.contribution.source
            }
            let text =
                try await ids.count == 1
                ? explanation.one(ids[0], source: source) : explanation.two(ids[0], ids[1])
            try Terminal.print(Array(text.utf8))
        }
    }
}
