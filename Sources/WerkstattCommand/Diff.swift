import ArgumentParser
import Werkstatt

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "What changed between two runs: contributions, ideas, threads, suggestions gained, lost, changed.",
        discussion: """
            Scores alone are no change. Shows ids, labels and titles, no text of a contribution.

            """ + exitCodes
    )

    @Argument(help: "The folder with the results of the earlier run.")
    var old: String

    @Argument(help: "The folder with the results of the later run.")
    var new: String

    @Flag(help: "One JSON object instead of text.")
    var json = false

    @Option(help: "Lines of each list at most.")
    var most = 50

    func run() async throws {
        try await Terminal.guarded {
            let difference: RunDifference
            do {
                difference = RunDifference(
                    try ResultReader(folder: old).read(),
                    try ResultReader(folder: new).read()
                )
            } catch let failure as ResultReader.Failure {
                Terminal.say(failure.description)
                throw Exit.unreadable
            }
            try Terminal.print(Array((json ? difference.json + "\n" : difference.text(most: max(0, most))).utf8))
        }
    }
}
