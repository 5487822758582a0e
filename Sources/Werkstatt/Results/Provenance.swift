/// What made results: program, pack, lexicons, flags.
///
/// Comes in: the pack and options of a run, or the manifest of an earlier one. Goes out: in German, what differs. Decides:
/// two runs can be compared only when nothing but their inputs differs.
public struct Provenance: Sendable, Hashable {
    private var facts: [Fact]

    private struct Fact: Sendable, Hashable {
        var name: String
        var value: String
    }

    public init(pack: Pack, options: RunOptions) {
        facts = [
            Fact(name: "Programm", value: Program.version), Fact(name: "Paket", value: pack.id),
            Fact(name: "Stand des Pakets", value: Manifest.lexiconVersion(pack)),
            Fact(name: "--ignore-room", value: String(options.ignoreRoom)),
            Fact(name: "--no-context", value: String(options.noContext)),
            Fact(name: "--split-turns", value: String(options.splitTurns)),
        ]
    }

    /// - Throws: `ResultReader.Failure` when there is no manifest.
    public init(runIn folder: String) throws {
        let manifest = try ResultReader(folder: folder).manifest()
        func flag(_ name: String) -> String { String(manifest["flags"]?[name] == .bool(true)) }
        facts = [
            Fact(name: "Programm", value: manifest["program"]?["version"]?.string ?? "unbekannt"),
            Fact(name: "Paket", value: manifest["pack"]?["id"]?.string ?? "unbekannt"),
            Fact(name: "Stand des Pakets", value: manifest["lexicon"]?["version"]?.string ?? "unbekannt"),
            Fact(name: "--ignore-room", value: flag("ignore_room")),
            Fact(name: "--no-context", value: flag("no_context")),
            Fact(name: "--split-turns", value: flag("split_turns")),
        ]
    }

    /// "Programm 0.1.0 statt 0.2.0", one per fact that differs.
    public func differences(from now: Provenance) -> [String] {
        zip(facts, now.facts).filter { $0 != $1 }.map { "\($0.name) \(Self.shown($0)) statt \(Self.shown($1))" }
    }

    private static func shown(_ fact: Fact) -> String {
        switch fact.value {
        case "true": "an"
        case "false": "aus"
        default: fact.value
        }
    }
}
