import ArgumentParser
import Notices
import Werkstatt

@main
struct WerkstattCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "werkstatt",
        abstract: "Turns the cards of a Zukunftswerkstatt into measures a council can decide on.",
        discussion: exitCodes,
        version: Program.version,
        subcommands: [
            Run.self, Inspect.self, Stage.self, Evaluate.self, Explain.self, ReviewCommand.self, ExportCommand.self,
            LexiconCommand.self, DiffCommand.self, CheckCommand.self, InitCommand.self, BenchCommand.self,
        ]
    )

    @Flag(help: "Licences and origin of everything in the program that others made.")
    var licenses = false

    func run() async throws {
        guard licenses else { throw CleanExit.helpRequest(self) }
        try Terminal.print(Array(Notices.text.utf8))
    }

    /// Wrong use ends with the contract's exit code instead of the library's.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Terminal.say(fullMessage(for: error))
            exit(withError: Exit.wrongUse)
        }
    }
}

/// The same everywhere; the help of every command lists them.
let exitCodes = """
    Exit codes: 0 done; 1 a gate failed or findings exist; 2 wrong use or a broken pack; 3 an input could not be read \
    (all readable inputs are still reported); 4 the output cannot be written; 5 stale; 70 a fault of the program; 130 interrupted.
    """

enum Exit {
    static let findings = ExitCode(1), wrongUse = ExitCode(2), unreadable = ExitCode(3), unwritable = ExitCode(4),
        stale = ExitCode(5), fault = ExitCode(70)
}
