import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// `werkstatt-fuzz TARGET [--seed N] [--seconds S] [--corpus DIR] [--save DIR]`, `werkstatt-fuzz TARGET --replay FILE…`,
/// `werkstatt-fuzz --replay-all DIR` (files DIR/TARGET/…), `werkstatt-fuzz --list`.
///
/// Comes in: good files of the repository it is run in. Goes out: the inputs that made a reader crash, hang or break a
/// promise, as files; exit code 1 when there were any. Decides: input number i of a seed is the same on every machine; one
/// input may take ten seconds and a few GiB, in a process of its own. Never touches anything outside its own folder.
@main
struct Fuzz {
    private struct Options {
        var target: String?
        var seed: UInt64 = 1
        var seconds = 60
        var corpus: String?
        var save = "fuzz-funde"
        var replay: [String] = []
        var replayAll: String?
        /// Set for the process that runs the inputs: its folder, and the first input.
        var folder: String?
        var from = 0
    }

    private static let secondsPerInput = 10
    private static let addressSpace: UInt = 6 << 30
    private static let mostFinds = 20

    static func main() async {
        do {
            let options = try parse(Array(CommandLine.arguments.dropFirst()))
            if let folder = options.folder { return try await work(options, folder) }
            exit(try watch(options))
        } catch {
            FileHandle.standardError.write(Data("werkstatt-fuzz: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func parse(_ arguments: [String]) throws -> Options {
        var options = Options()
        var rest = arguments[...]
        func value(_ name: String) throws -> String {
            guard let value = rest.popFirst() else { throw Target.Failure(description: "\(name) needs a value.") }
            return value
        }
        while let argument = rest.popFirst() {
            switch argument {
            case "--list":
                print(Target.names.joined(separator: "\n"))
                exit(0)
            case "--seed": options.seed = UInt64(try value(argument)) ?? 1
            case "--seconds": options.seconds = Int(try value(argument)) ?? 60
            case "--minutes": options.seconds = (Int(try value(argument)) ?? 1) * 60
            case "--corpus": options.corpus = try value(argument)
            case "--save": options.save = try value(argument)
            case "--replay-all": options.replayAll = try value(argument)
            case "--folder": options.folder = try value(argument)
            case "--from": options.from = Int(try value(argument)) ?? 0
            case "--replay":
                options.replay = Array(rest)
                rest = []
            default:
                guard options.target == nil, !argument.hasPrefix("-") else {
                    throw Target.Failure(description: "What is \(argument)?")
                }
                options.target = argument
            }
        }
        return options
    }

    // MARK: The process that runs inputs

    private static func work(_ options: Options, _ folder: String) async throws {
        var limit = rlimit(rlim_cur: addressSpace, rlim_max: addressSpace)
        setrlimit(__rlimit_resource_t(UInt32(RLIMIT_AS.rawValue)), &limit)
        let current = open(folder + "/current", O_RDWR | O_CREAT, 0o600)
        func announce(_ number: Int, _ bytes: [UInt8]) {
            var head = [UInt64(number), UInt64(bytes.count)]
            pwrite(current, &head, 16, 0)
            bytes.withUnsafeBytes { _ = pwrite(current, $0.baseAddress, $0.count, 16) }
        }
        let target = try await Target.named(options.target ?? "", folder: folder, corpus: options.corpus)
        if !options.replay.isEmpty {
            for (number, path) in options.replay.enumerated().dropFirst(options.from) {
                guard let data = FileManager.default.contents(atPath: path) else {
                    throw Target.Failure(description: "\(path) cannot be read.")
                }
                announce(number, Array(data))
                alarm(UInt32(secondsPerInput))
                try await target.run(Array(data))
            }
            return
        }
        let end = time(nil) + options.seconds
        var number = options.from
        while number < options.from + target.seeds.count || time(nil) < end {
            guard time(nil) < end || number < target.seeds.count else { break }
            var dice = Dice(state: options.seed &* 0x9E37_79B9 &+ UInt64(number) &* 0x1_0000_0001)
            let seed = number < target.seeds.count ? target.seeds[number] : dice.one(of: target.seeds)
            // The good files come first, as they are.
            let bytes = number < target.seeds.count ? seed : target.mutation.mutated(seed, target.seeds, &dice)
            announce(number, bytes)
            alarm(UInt32(secondsPerInput))
            try await target.run(bytes)
            number += 1
        }
        alarm(0)
        announce(number, [])
    }

    // MARK: The process that watches

    private static func watch(_ options: Options) throws -> Int32 {
        if let all = options.replayAll {
            var worst: Int32 = 0
            var count = 0
            for target in Target.names {
                let files = ((try? FileManager.default.contentsOfDirectory(atPath: "\(all)/\(target)")) ?? []).sorted()
                guard !files.isEmpty else { continue }
                var own = options
                own.replayAll = nil
                own.target = target
                own.replay = files.map { "\(all)/\(target)/\($0)" }
                count += files.count
                worst = max(worst, try watch(own))
            }
            print("\(count) inputs replayed")
            return worst
        }
        guard let target = options.target, Target.names.contains(target) else {
            throw Target.Failure(description: "Which target? \(Target.names.joined(separator: ", "))")
        }
        let folder = FileManager.default.temporaryDirectory.path + "/werkstatt-fuzz-\(getpid())-\(target)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let start = Date()
        var from = options.from
        var finds = 0
        var ran = 0
        while true {
            let left = options.seconds - Int(Date().timeIntervalSince(start))
            if options.replay.isEmpty, left <= 0 { break }
            let process = Process()
            process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            process.arguments =
                [target, "--folder", folder, "--from", "\(from)", "--seed", "\(options.seed)", "--seconds", "\(left)"]
                + (options.corpus.map { ["--corpus", $0] } ?? [])
                + (options.replay.isEmpty ? [] : ["--replay"] + options.replay)
            var environment = ProcessInfo.processInfo.environment
            environment["TMPDIR"] = folder
            // Broken packs leave nothing in the cache of the person.
            if ["pack", "thesaurus"].contains(target) { environment["XDG_CACHE_HOME"] = folder }
            environment["SWIFT_BACKTRACE"] = "enable=yes,color=no,interactive=no,limit=12"
            process.environment = environment
            let messages = folder + "/messages"
            FileManager.default.createFile(atPath: messages, contents: nil)
            process.standardError = FileHandle(forWritingAtPath: messages)
            try process.run()
            process.waitUntilExit()
            let (number, bytes) = last(folder)
            ran = number + 1
            if process.terminationReason == .exit, process.terminationStatus == 0 { break }
            finds += 1
            let kind =
                process.terminationReason == .uncaughtSignal
                ? "signal-\(process.terminationStatus)" : "exit-\(process.terminationStatus)"
            let name = "\(options.save)/\(target)/\(kind)-\(options.seed)-\(number)"
            if options.replay.isEmpty {
                try FileManager.default.createDirectory(
                    atPath: "\(options.save)/\(target)",
                    withIntermediateDirectories: true
                )
                try Data(bytes).write(to: URL(filePath: name))
                try? FileManager.default.removeItem(atPath: name + ".txt")
                try? FileManager.default.copyItem(atPath: messages, toPath: name + ".txt")
            }
            print(
                "\(target): \(kind) at \(options.replay.isEmpty ? name : options.replay[min(number, options.replay.count - 1)])"
            )
            from = number + 1
            if finds >= mostFinds || (!options.replay.isEmpty && from >= options.replay.count) { break }
        }
        let seconds = Date().timeIntervalSince(start)
        print("\(target): \(ran) inputs in \(Int(seconds)) s (seed \(options.seed)), \(finds) finds")
        return finds == 0 ? 0 : 1
    }

    private static func last(_ folder: String) -> (Int, [UInt8]) {
        guard let data = FileManager.default.contents(atPath: folder + "/current"), data.count >= 16 else {
            return (-1, [])
        }
        let head = data.prefix(16).withUnsafeBytes { Array($0.bindMemory(to: UInt64.self)) }
        return (Int(head[0]), Array(data.dropFirst(16).prefix(Int(head[1]))))
    }
}
