import FoundationEssentials

/// `werkstatt.lock`: what made the results in a folder, one fact per line, so that it reads well in a diff.
///
/// Comes in: the sources of a run, the keys of its stages, its outputs. Goes out: the lines; and in German what no longer
/// fits. Decides whether results are current, by content alone. Never: a clock, a machine, an absolute path, a text of a
/// card.
public struct RunLock: Sendable, Equatable {
    public static let fileName = "werkstatt.lock"

    private static let heading = [
        "# Woraus diese Ergebnisse entstanden sind; von werkstatt geschrieben, bitte nicht von Hand ändern.",
        "# Prüfsummen: SHA-256, bei Ergebnissen ohne die Stellen, an denen Beiträge gelesen wurden (wie in manifest.json).",
        "lock 1",
    ]

    /// Program, pack, flags, inputs.
    var sources: [String]
    /// The keys of the stages.
    var stages: [String]
    var outputs: [String]
    var unread: Int

    init(
        sources: [String],
        stages: [(name: String, key: ContentKey)],
        outputs: [(name: String, sha256: String)],
        unread: Int
    ) {
        self.sources = sources
        self.stages = stages.map { "stage \($0.name) \($0.key.text)" }
        self.outputs = outputs.map { "output \($0.sha256) \($0.name)" }
        self.unread = unread
    }

    /// Nil when the folder has no lock, or one of another shape.
    public init?(directory: String) {
        guard let bytes = readFile(directory + "/" + Self.fileName) else { return nil }
        self.init(bytes)
    }

    init?(_ bytes: [UInt8]) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n").map(String.init)
        guard lines.starts(with: Self.heading), let last = lines.last, last.hasPrefix("unread "),
            let unread = Int(last.dropFirst(7))
        else { return nil }
        let facts = lines.dropFirst(Self.heading.count).dropLast()
        outputs = facts.filter { $0.hasPrefix("output ") }
        stages = facts.filter { $0.hasPrefix("stage ") }
        sources = facts.filter { !$0.hasPrefix("output ") && !$0.hasPrefix("stage ") }
        self.unread = unread
    }

    var bytes: [UInt8] {
        Array(((Self.heading + sources + stages + outputs + ["unread \(unread)"]).joined(separator: "\n") + "\n").utf8)
    }

    var outputNames: [String] { outputs.compactMap { $0.split(separator: " ", maxSplits: 2).last.map(String.init) } }

    // MARK: Is it current?

    /// Whether the results in a folder are what this request would give now.
    public static func isCurrent(directory: String, _ request: RunRequest, standardInput: () -> [UInt8] = { [] })
        -> Bool
    {
        guard let lock = RunLock(directory: directory) else { return false }
        return lock.changes(directory: directory, request, standardInput: standardInput).isEmpty
    }

    /// What no longer fits, German, one line each; empty when the results are current.
    public func changes(directory: String, _ request: RunRequest, standardInput: () -> [UInt8] = { [] }) -> [String] {
        let missing = outputNames.filter { !FileManager.default.fileExists(atPath: directory + "/" + $0) }
        return Self.differences(sources, now(request, standardInput: standardInput).lines, request)
            + missing.map { "\(directory)/\($0) fehlt" }
    }

    /// The lines as they would be written now. The files of the pack are those it was read from; when none of them changed,
    /// there are no others.
    func now(_ request: RunRequest, standardInput: () -> [UInt8]) -> (lines: [String], inputs: [String]) {
        var lines = RunSources.programLines
        var passOver: [String] = []
        for line in sources {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            switch words[0] {
            case "pack", "parameters": lines.append(line)
            case "pack-file", "lexicon-file":
                let name = words.last!
                if let bytes = readFile(request.pack + "/" + name) {
                    lines.append("\(words[0]) \(sha256(bytes)) \(name)")
                }
            case "lexicon-folder":
                let folder = String(line.dropFirst(15))
                lines.append(line)
                let known = Set(sources.filter { $0.hasPrefix("lexicon-file ") }.map { String($0.dropFirst(13 + 65)) })
                let names = (try? FileManager.default.contentsOfDirectory(atPath: request.pack + "/" + folder)) ?? []
                for name in names.sorted() where name.hasSuffix(".yaml") && !known.contains(folder + "/" + name) {
                    lines.append("lexicon-file new \(folder)/\(name)")
                }
            case "pass-over":
                lines.append(line)
                passOver.append(String(line.dropFirst(10)))
            default: break
            }
        }
        lines += request.flagLines
        var found = InputPaths(passOver: passOver)
        for input in request.inputs { found.add(input) }
        var inputs: [(name: String, sha256: String)] = []
        var gold: [(name: String, sha256: String)] = []
        var skipped = found.notices.map(\.text)
        for file in found.files {
            switch file.path.map(InputPaths.read) ?? .success(standardInput()) {
            case .success(let bytes) where file.mayBeGold: gold.append((file.name, sha256(bytes)))
            case .success(let bytes): inputs.append((file.name, sha256(bytes)))
            case .failure: skipped.append("\(file.name) lässt sich nicht lesen")
            }
        }
        skipped += found.unread.map(\.reason)
        lines += RunSources.inputLines(inputs, gold: gold, skipped: skipped, request.names)
        return (lines, inputs.map(\.name).sorted(by: precedesBytewise))
    }

    /// What differs between two lists of facts.
    static func differences(_ before: [String], _ now: [String], _ request: RunRequest) -> [String] {
        let old = Set(before)
        let new = Set(now)
        let lost = before.filter { !new.contains($0) }.map(Fact.init)
        let come = now.filter { !old.contains($0) }.map(Fact.init)
        var result: [String] = []
        for fact in come {
            let isChanged = lost.contains { $0.kind == fact.kind && $0.name == fact.name }
            if let text = fact.text(isChanged ? .changed : .new, request) { result.append(text) }
        }
        for fact in lost where !come.contains(where: { $0.kind == fact.kind && $0.name == fact.name }) {
            if let text = fact.text(.gone, request) { result.append(text) }
        }
        var seen: Set<String> = []
        return result.filter { seen.insert($0).inserted }
    }
}

/// A line of the lock: its kind, what it is about, what it says.
private struct Fact {
    enum Change { case changed, new, gone }
    let kind: String
    let name: String
    let value: String

    init(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        kind = words[0]
        switch kind {
        case "pack-file", "lexicon-file", "input", "gold-file":
            value = words.count > 1 ? words[1] : ""
            name = words.count > 2 ? words[2] : ""
        case "flag", "unicode":
            name = words.count > 1 ? words[1] : ""
            value = words.count > 2 ? words[2] : ""
        case "skipped", "lexicon-folder", "pass-over":
            name = words.dropFirst().joined(separator: " ")
            value = ""
        default:
            name = ""
            value = words.dropFirst().joined(separator: " ")
        }
    }

    func text(_ change: Change, _ request: RunRequest) -> String? {
        let verb =
            switch change {
            case .changed: "geändert"
            case .new: "ist neu"
            case .gone: "fehlt"
            }
        switch kind {
        case "program": return "das Programm ist ein anderes (\(value))"
        case "unicode": return "die Unicode-Bibliothek ist eine andere (\(name) \(value))"
        case "pack-file", "lexicon-file": return "\(simplified(request.pack + "/" + name)) \(verb)"
        case "flag":
            return "--\(name.replacing("_", with: "-")) ist jetzt \(value == "true" ? "gesetzt" : "nicht gesetzt")"
        case "participants": return "die Namensliste (--names) geändert"
        case "decisions": return "die Entscheidungen haben sich geändert"
        case "map": return "die Zuordnung der Spalten (--map) geändert"
        case "input", "gold-file": return "Eingabe \(name) \(verb)"
        case "skipped": return change == .gone ? nil : name
        case "pack", "parameters", "lexicon-folder", "pass-over": return nil
        default: return "\(kind) geändert"
        }
    }
}

/// "a/b/../c" as "a/c".
func simplified(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
        if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}
