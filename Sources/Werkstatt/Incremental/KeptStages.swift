/// What the stages of a run found and what it hung on.
///
/// Comes in: bytes of this very program. Goes out: facts to compare with (for the plan), and what stages found by their keys.
/// Decides nothing.
struct KeptStages {
    /// What a stage hangs on, to say what changed.
    struct Facts {
        var parameters: [(name: String, value: Double)]
        var parts: [PackPart]
        /// SHA-256 of lexicon files by name.
        var lexicons: [(name: String, sha256: String)]
        var ignoreRoom: Bool
        var noContext: Bool
        /// By position: ids, and what `tag` and the stages behind it read of a card.
        var ids: [String]
        var words: [ContentKey]
        var cards: [ContentKey]
        /// tagBase, group, link, settle, match.
        var keys: [ContentKey]
    }

    var facts: Facts
    var phases: [WorkshopPhase?] = []
    var taggings: [Tagging] = []
    var groups: KeptGroups?
    var threads: KeptThreads?
    var settled: [Tagging]?
    var matches: [[MeasureMatch]]?

    init(reading input: inout BinaryReader) throws {
        func keys(_ numbers: [UInt64]) -> [ContentKey] {
            stride(from: 0, to: numbers.count - 1, by: 2).map { ContentKey(a: numbers[$0], b: numbers[$0 + 1]) }
        }
        let parameters = Array(zip(try input.strings(), try input.array(Double.self)))
        let parts = try zip(zip(input.strings(), input.strings()), keys(input.array(UInt64.self))).map {
            PackPart(key: $0.0.0, file: $0.0.1.isEmpty ? nil : $0.0.1, digest: $0.1)
        }
        let lexicons = Array(zip(try input.strings(), try input.strings()))
        let flags = try input.array(UInt8.self)
        facts = Facts(
            parameters: parameters.map { ($0.0, $0.1) },
            parts: parts,
            lexicons: lexicons.map { ($0.0, $0.1) },
            ignoreRoom: flags[0] != 0,
            noContext: flags[1] != 0,
            ids: try input.strings(),
            words: keys(try input.array(UInt64.self)),
            cards: keys(try input.array(UInt64.self)),
            keys: keys(try input.array(UInt64.self))
        )
        guard facts.keys.count == 5, facts.words.count == facts.ids.count, facts.cards.count == facts.ids.count else {
            throw BinaryReader.Truncated()
        }
        phases = try input.array(UInt8.self).map { $0 == 0 ? nil : WorkshopPhase.allCases[Int($0) - 1] }
        taggings = try input.taggings()
        guard phases.count == facts.ids.count, taggings.count == phases.count else { throw BinaryReader.Truncated() }
        groups = try input.groups()
        threads = try input.threads()
        settled = try input.taggings()
        matches = try input.matches()
    }

    /// The beginning of the bytes; what the stages found follows as they find it.
    static func begin(_ facts: Facts) -> BinaryWriter {
        func numbers(_ keys: [ContentKey]) -> [UInt64] { keys.flatMap { [$0.a, $0.b] } }
        var out = BinaryWriter()
        out.add(facts.parameters.map(\.name))
        out.add(facts.parameters.map(\.value))
        out.add(facts.parts.map(\.key))
        out.add(facts.parts.map { $0.file ?? "" })
        out.add(numbers(facts.parts.map(\.digest)))
        out.add(facts.lexicons.map(\.name))
        out.add(facts.lexicons.map(\.sha256))
        out.add([facts.ignoreRoom ? 1 : 0, facts.noContext ? 1 : 0] as [UInt8])
        out.add(facts.ids)
        out.add(numbers(facts.words))
        out.add(numbers(facts.cards))
        out.add(numbers(facts.keys))
        return out
    }
}
