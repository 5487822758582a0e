/// A run that does only what an earlier one has not done already.
///
/// Comes in: what was read, the line, what an earlier run kept. Goes out: a plan, the results (the same bytes as those of a
/// full run), and a record for the next run. Decides what of the stages from `tag` to `match` still holds, by keys over
/// everything they read; the stages before are cheap, those behind always run.
public struct IncrementalRun {
    public let plan: RunPlan
    private let line: Line
    private let request: RunRequest
    private let sources: RunSources
    private let inputs: [InputFile]
    private let unread: Int
    private let hasWarnings: Bool
    private let keys: StageKeys
    /// Given away when the run goes on.
    private var screened: ScreenedCorpus?
    private var memory = StageMemory()

    /// Of larger runs only the lock is kept: what stages found would take as much memory again, and a run over so many
    /// cards seldom repeats.
    private static let cardsKept = 200_000

    /// - Parameters:
    ///   - sources: taken before the knowledge was read.
    ///   - kept: of the earlier run in the folder; nil for a full run.
    ///   - reason: why nothing is taken from before, German; nil to find out.
    public init(
        _ intake: IntakeCorpus,
        line: Line,
        request: RunRequest,
        sources: RunSources,
        kept: KeptRun?,
        reason: String? = nil,
        report: (String) -> Void
    ) async throws {
        self.line = line
        self.request = request
        self.sources = sources
        inputs = intake.inputs
        unread = intake.unread.count
        hasWarnings = intake.notices.contains { $0.level == .warning }
        let screened = try await line.screened(intake, report: report)
        keys = StageKeys(screened, line: line, sources: sources, inputs: inputs, names: request.names)
        let now = KeptStages.Facts(
            parameters: sources.parameters,
            parts: sources.parts,
            lexicons: sources.lexicons,
            ignoreRoom: line.options.ignoreRoom,
            noContext: line.options.noContext,
            ids: screened.segmented.contributions.map(\.id),
            words: keys.words,
            cards: keys.cards,
            keys: [keys.tagBase, keys.group, keys.link, keys.settle, keys.match]
        )
        let stages = kept?.stages()
        var known = 0
        if let stages { known = memory.take(stages, now) }
        if now.ids.count <= Self.cardsKept { memory.found = KeptStages.begin(now) }
        let unusable =
            reason
            ?? (kept == nil
                ? "hier liegt noch kein Lauf, an den sich anknüpfen lässt"
                : kept!.isSameProgram
                    ? "was der letzte Lauf aufgehoben hat, ist nicht lesbar"
                    : "das Programm ist ein anderes als beim letzten Lauf")
        plan = RunPlan(before: stages?.facts, now: now, unusable: unusable, known: known, request: request)
        self.screened = screened
    }

    /// Runs the other stages.
    public mutating func results(report: (String) -> Void) async throws -> RunResults {
        guard let corpus = screened else { preconditionFailure("results can be asked for once") }
        screened = nil
        return try await line.run(corpus, memory: &memory, report: report)
    }

    /// What the next run needs to know; nil when a lexicon was changed while the run was on its way.
    public var record: RunRecord? {
        guard sources.holds else { return nil }
        var found = InputPaths(passOver: sources.passOver)
        for input in request.inputs { found.add(input) }
        // Whether these are inputs hangs on what stands in them.
        let gold = found.files.filter(\.mayBeGold).map(\.name)
        let inputs = inputs.filter { !gold.contains($0.name) }
        return RunRecord(
            request: request,
            sources: sources.lines(
                request,
                inputs: inputs.map { ($0.name, $0.sha256) },
                gold: gold.compactMap { name in readFile(name).map { (name, sha256($0)) } },
                skipped: found.notices.map(\.text) + found.unread.map(\.reason)
            ),
            stages: keys.stages,
            inputs: inputs.map(\.name),
            unread: unread,
            hasWarnings: hasWarnings,
            found: memory.found?.bytes ?? []
        )
    }
}

extension StageMemory {
    /// Takes what still holds.
    /// - Returns: cards whose tagging is known.
    fileprivate mutating func take(_ kept: KeptStages, _ now: KeptStages.Facts) -> Int {
        let before = kept.facts
        var count = 0
        if before.keys[0] == now.keys[0] {
            let places = Dictionary(before.words.enumerated().map { ($1, $0) }) { first, _ in first }
            known = now.words.map { key in
                places[key].map {
                    count += 1
                    return (kept.taggings[$0], kept.phases[$0])
                }
            }
        }
        if before.keys[1] == now.keys[1] { groups = kept.groups }
        if before.keys[2] == now.keys[2] { threads = kept.threads }
        if before.keys[3] == now.keys[3] { settled = kept.settled }
        if before.keys[4] == now.keys[4] { matches = kept.matches }
        return count
    }
}

/// What stands beside the results for the next run: the lock for people and version control, the state for this machine.
public struct RunRecord: Sendable {
    /// They vouch for the results: they go first and come last.
    static let fileNames = [KeptRun.fileName, RunLock.fileName]

    let request: RunRequest
    let sources: [String]
    let stages: [(name: String, key: ContentKey)]
    let inputs: [String]
    let unread: Int
    let hasWarnings: Bool
    let found: [UInt8]

    var names: RunNames { request.names }

    /// - Parameters:
    ///   - written: every output with the key of its bytes.
    ///   - digests: their SHA-256, as the manifest tells them.
    func files(written: [(name: String, key: ContentKey)], digests: [String]) -> [(name: String, bytes: [UInt8])] {
        let lock = RunLock(
            sources: sources,
            stages: stages,
            outputs: zip(written, digests).map { ($0.name, $1) },
            unread: unread
        ).bytes
        let state = KeptRun.bytes(
            lock: lock,
            request,
            inputs: inputs,
            unread: unread,
            hasWarnings: hasWarnings,
            outputs: written,
            stages: found
        )
        return [(KeptRun.fileName, state), (RunLock.fileName, lock)]
    }
}
