import ArgumentParser
import FoundationEssentials
import Review
import Werkstatt

#if canImport(Glibc)
    import Glibc
#endif

/// What people see while a command works: everything on standard error, results alone on standard output.
enum Terminal {
    static func say(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    static func print(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                say("Die Ausgabe ließ sich nicht schreiben (\(String(cString: strerror(errno)))).")
                throw Exit.unwritable
            }
            offset += written
        }
    }

    static func standardInput() -> [UInt8] {
        var bytes: [UInt8] = []
        while case let piece = standardInputPiece(), !piece.isEmpty { bytes += piece }
        return bytes
    }

    /// What can be read now; empty at the end.
    static func standardInputPiece() -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, filled in
                count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
                filled = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            return bytes
        }
    }

    private static func write(_ text: String, to file: Int32) {
        var text = text
        text.withUTF8 { _ = Glibc.write(file, $0.baseAddress, $0.count) }
    }

    /// Runs a command and turns what it throws into a message and the exit code of the contract.
    static func guarded(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as ExitCode {
            throw error
        } catch let error as PackError {
            say(error.description)
            throw Exit.wrongUse
        } catch let error as StageError {
            say(error.description)
            throw Exit.wrongUse
        } catch let error as IntakeError {
            Terminal.say(error.description)
            throw Exit.unreadable
        } catch let error as EvaluationError {
            say(error.description)
            throw Exit.unreadable
        } catch let error as JournalError {
            say(error.description)
            throw error.kind == .cannotWrite ? Exit.unwritable : Exit.unreadable
        } catch let error as StaleError {
            say(error.description)
            throw Exit.stale
        } catch let error as DeskError {
            say(error.description)
            throw Exit.wrongUse
        } catch let error as ValidationError {
            throw error
        } catch let error as OutputError {
            say(error.description)
            throw Exit.unwritable
        } catch {
            say("Ein Fehler des Programms: \(error). Bitte melden; die Eingaben sind unverändert.")
            throw Exit.fault
        }
    }
}

/// Says which stage is done, with counts and time; a line each, or one line that is rewritten when a terminal is attached.
final class Progress {
    private let quiet: Bool
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var last: ContinuousClock.Instant

    init(quiet: Bool) {
        self.quiet = quiet
        start = clock.now
        last = start
    }

    func done(_ stage: String, _ note: String = "") {
        let now = clock.now
        defer { last = now }
        guard !quiet else { return }
        let name = stage.padding(to: 12)
        Terminal.say("  \(name)\(milliseconds(last, now).padding(to: 10))\(note)")
    }

    func finish(_ text: String) {
        guard !quiet else { return }
        Terminal.say("\(text) (\(milliseconds(start, clock.now).trimmingBlanks))")
    }

    private func milliseconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> String {
        let seconds = Double((to - from).components.attoseconds) / 1e18 + Double((to - from).components.seconds)
        return seconds < 10 ? "\(Int(seconds * 1000)) ms" : "\(Int(seconds)) s"
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
    fileprivate var trimmingBlanks: String { String(split(separator: " ").joined(separator: " ")) }
}

extension Pack {
    /// The first complete pack under Pipelines/, which is said.
    static func first() throws -> Pack {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "Pipelines")) ?? []
        for name in names.sorted() {
            guard let pack = try? Pack(folder: "Pipelines/" + name) else { continue }
            Terminal.say("Paket: Pipelines/\(name) (ein anderes mit --pack)")
            return pack
        }
        throw ValidationError("Hier gibt es keinen Ordner Pipelines/ mit einem Paket; bitte --pack nennen.")
    }
}
