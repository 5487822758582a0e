import ArgumentParser
import FoundationEssentials
import Werkstatt

#if canImport(Glibc)
    import Glibc
#endif

/// Measures the text core; for developers.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "How fast texts are cut into words and sentences, on one thread.",
        shouldDisplay: false
    )

    @Argument(help: "The pack: a folder under Pipelines/.")
    var pack: String

    @Argument(help: "Files or folders with contributions.")
    var inputs: [String]

    @Option(help: "Rounds; the best counts.")
    var rounds = 3

    func run() async throws {
        try await Terminal.guarded {
            let pack = try Pack(folder: PackPlace.find(pack))
            let intake = try Intake(rules: pack.intake).run(inputs, standardInput: Terminal.standardInput)
            let speed = try TextSpeed(intake, knowledge: Knowledge.of(pack), rounds: rounds) {
                Double(clock()) / Double(CLOCKS_PER_SEC)
            }
            func line(_ name: String, _ value: Double) -> String {
                name + String(repeating: " ", count: 34 - name.count)
                    + "\(Int(value * 10) / 10).\(Int(value * 10) % 10) MB/s"
            }
            let lines = [
                "\(speed.bytes) bytes, \(speed.words) words, \(speed.forms) forms",
                line("all, every form new", speed.first), line("all, forms known", speed.whole),
                line("check and mend", speed.cleaning), line("words", speed.cutting),
                line("sentences", speed.sentences),
            ]
            try Terminal.print(Array((lines.joined(separator: "\n") + "\n").utf8))
        }
    }
}
