import ArgumentParser
import Werkstatt

struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Precision, recall, F1 per label; figures of groups and suggestions, against cards coded by hand.",
        discussion: """
            Without --threads, every threads.jsonl beside a gold file is taken. Figures lie between 0 and 1: precision is the share of what was found that is right, \
            recall the share of what should be found that was, F1 both together.

            """ + exitCodes
    )

    @Argument(help: "The folder with the results of a run.")
    var directory: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Cards coded by hand: input rows with the key gold.", valueName: "file")
    )
    var gold: [String]

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Threads coded by hand; one that stands in two files counts once.", valueName: "file")
    )
    var threads: [String] = []

    @Flag(help: "One JSON object instead of a table.")
    var json = false

    @Flag(help: "Also the F1 of every single label.")
    var labels = false

    func run() async throws {
        try await Terminal.guarded {
            let evaluation = try Evaluation(
                run: directory,
                gold: gold,
                threads: threads.isEmpty ? nil : threads,
                perLabel: labels
            )
            try Terminal.print(Array((json ? evaluation.json + "\n" : evaluation.table).utf8))
        }
    }
}
