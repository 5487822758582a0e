/// What a run is asked to do: the same request over the same files gives the same results.
public struct RunRequest: Sendable {
    /// The pack's folder.
    public var pack: String
    /// As named on the command line.
    public var inputs: [String]
    /// `jobs` does not count; `columnMap` may be missing before the map was read.
    public var options: RunOptions
    /// The file given with --map.
    public var map: String?

    public init(pack: String, inputs: [String], options: RunOptions, map: String? = nil) {
        self.pack = pack
        self.inputs = inputs
        self.options = options
        self.map = map
    }

    var names: RunNames { RunNames(inputs: inputs) }

    /// Lines of the lock, in their order.
    var flagLines: [String] {
        func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        let mapDigest = map.flatMap { readFile($0) }.map { sha256($0) + " " + name(map!) }
        return [
            "flag ignore_room \(options.ignoreRoom)", "flag no_context \(options.noContext)",
            "flag keep_personal_data \(options.keepPersonalData)", "flag split_turns \(options.splitTurns)",
            "participants \(options.participants.count)",
            "decisions " + (options.decisions.map { $0.sha256 + " " + name($0.name) } ?? "none"),
            "map " + (mapDigest ?? "none"),
        ]
    }

    /// Names of participants as a digest that stays on this machine.
    var participantsKey: ContentKey {
        var hash = ContentHash()
        for name in options.participants { hash.add(name) }
        return hash.key
    }
}

/// Input files by names that are the same on every machine: an absolute path is told from the folder above what was named.
public struct RunNames: Sendable {
    private let prefixes: [String]

    init(inputs: [String]) {
        prefixes = inputs.compactMap { input in
            guard input.hasPrefix("/") else { return nil }
            var parts = input.split(separator: "/", omittingEmptySubsequences: true)
            guard !parts.isEmpty else { return nil }
            parts.removeLast()
            return parts.isEmpty ? "/" : "/" + parts.joined(separator: "/") + "/"
        }.sorted { $0.utf8.count > $1.utf8.count }
    }

    func shortened(_ text: String) -> String {
        let text = prefixes.reduce(text) { $0.replacing($1, with: "") }
        return text.contains("\n") ? text.replacing("\n", with: "\\n") : text
    }

    func shortened(_ results: RunResults) -> RunResults {
        var results = results
        for position in results.inputs.indices {
            results.inputs[position].name = shortened(results.inputs[position].name)
        }
        return results
    }

    func shortened(_ options: RunOptions) -> RunOptions {
        var options = options
        if let map = options.columnMap, map.name.hasPrefix("/"), let name = map.name.split(separator: "/").last {
            options.columnMap?.name = String(name)
        }
        return options
    }
}
