/// What a run is asked to do; everything but `jobs` changes results and stands in the manifest.
public struct RunOptions: Sendable {
    /// Threads; never changes a result.
    public var jobs = 1
    /// Room headings are not used.
    public var ignoreRoom = false
    /// Labels from the card's own words alone: no title, no heading, no neighbours.
    public var noContext = false
    public var keepPersonalData = false
    /// Long turns of transcripts were parted into statements.
    public var splitTurns = false
    /// Names of participants that are masked wherever they occur.
    public var participants: [String] = []
    /// The review journal whose corrections and erasures are honoured.
    public var decisions: HashedFile?
    /// What stands in it.
    public var corrections: Corrections?
    /// The file that says which column means what.
    public var columnMap: HashedFile?

    public init() {}

    /// A file that steers a run, with the digest of its bytes.
    public struct HashedFile: Sendable, Hashable {
        public var name: String
        public var sha256: String

        public init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }
}

/// The line of stages: from files to suggestions. `run` reads top to bottom; each step takes what the one before gave.
public struct Line: Sendable {
    public let pack: Pack
    public let knowledge: Knowledge
    public let options: RunOptions

    public init(pack: Pack, knowledge: Knowledge, options: RunOptions) {
        self.pack = pack
        self.knowledge = knowledge
        self.options = options
    }

    var normalise: Normalise { Normalise(knowledge: knowledge) }
    var segment: Segment { Segment(knowledge: knowledge) }
    var screen: Screen { Screen(pack: pack, participants: options.participants) }
    var tag: Tag { Tag(knowledge: knowledge, pack: pack) }
    var group: Group { Group(knowledge: knowledge, pack: pack, ignoreRoom: options.ignoreRoom) }
    var link: Link { Link(knowledge: knowledge, pack: pack) }
    var settle: Settle {
        Settle(knowledge: knowledge, pack: pack, noContext: options.noContext, ignoreRoom: options.ignoreRoom)
    }
    var match: Match { Match(knowledge: knowledge, pack: pack) }
    var suggest: Suggest { Suggest(knowledge: knowledge, pack: pack, ignoreRoom: options.ignoreRoom) }

    /// Runs all stages after intake.
    /// - Parameter report: told the name of each stage when it is done.
    public func run(_ intake: IntakeCorpus, report: (String) -> Void) async throws -> RunResults {
        var memory = StageMemory()
        return try await run(try await screened(intake, report: report), memory: &memory, report: report)
    }

    /// The stages that hang on nothing but the cards and cost little.
    func screened(_ intake: IntakeCorpus, report: (String) -> Void) async throws -> ScreenedCorpus {
        let jobs = options.jobs
        let normalised = try await normalise.run(withoutErased(intake), jobs: jobs)
        report("normalise")
        let segmented = try await segment.run(normalised, jobs: jobs)
        report("segment")
        var screened = corrected(try await screen.run(segmented, jobs: jobs))
        // Nobody reads the cleaned texts any more; a large corpus wants their room.
        screened.segmented.normalised.texts = []
        report("screen")
        return screened
    }

    /// The other stages; what `memory` knows from an earlier run is taken from there.
    func run(_ screened: ScreenedCorpus, memory: inout StageMemory, report: (String) -> Void) async throws -> RunResults
    {
        let jobs = options.jobs
        let tagged = try await memory.tagged(screened, tag, jobs: jobs)
        report("tag")
        let grouped = try await memory.grouped(tagged, group, jobs: jobs)
        report("group")
        let linked = try await memory.linked(grouped, link, jobs: jobs)
        report("link")
        var settled = corrected(try await memory.settled(linked, settle, jobs: jobs))
        for position in settled.taggings.indices {
            // Scores have done their work.
            settled.taggings[position].scores = []
            settled.linked.grouped.tagged.taggings[position].scores = []
        }
        report("settle")
        let matched = try await memory.matched(settled, match, jobs: jobs)
        report("match")
        let results = try await suggest.run(matched, jobs: jobs)
        report("suggest")
        return results
    }

    // What people corrected wins over what the stage found.

    private func withoutErased(_ intake: IntakeCorpus) -> IntakeCorpus {
        var intake = intake
        options.corrections?.erase(in: &intake)
        return intake
    }

    private func corrected(_ screened: ScreenedCorpus) -> ScreenedCorpus {
        var screened = screened
        options.corrections?.apply(to: &screened)
        return screened
    }

    private func corrected(_ settled: SettledCorpus) -> SettledCorpus {
        var settled = settled
        options.corrections?.apply(to: &settled)
        return settled
    }

    /// The stages that run as filters, in their order.
    public static let stageNames = [
        "intake", "normalise", "segment", "screen", "tag", "group", "link", "settle", "match", "suggest",
    ]

    /// One stage as a filter: JSON Lines in, JSON Lines out. `intake` takes input rows as JSON Lines or any other format.
    /// - Throws: `StageError` when the lines are not what the stage before gives.
    public func filter(_ stage: String, input: [UInt8]) async throws -> [UInt8] {
        let jobs = options.jobs
        if stage == "intake" {
            let intake = try Intake(rules: pack.intake, splitsTurns: options.splitTurns).run(
                ["-"],
                standardInput: { input }
            )
            return try StageState(withoutErased(intake), after: "intake").encoded()
        }
        if StageStream.stages.contains(stage) {
            var output: [UInt8] = []
            var rest = input
            try await StageStream(line: self, stage: stage).run {
                defer { rest = [] }
                return rest
            } write: {
                output += $0
            }
            return output
        }
        let state = try StageState(decoding: input)
        switch stage {
        case "screen":
            return try await StageState(corrected(screen.run(state.segmented(knowledge), jobs: jobs))).encoded()
        case "group": return try await StageState(group.run(state.tagged(knowledge), jobs: jobs)).encoded()
        case "link": return try await StageState(link.run(state.grouped(knowledge), jobs: jobs)).encoded()
        case "settle": return try await StageState(corrected(settle.run(state.linked(knowledge), jobs: jobs))).encoded()
        case "match": return try await StageState(match.run(state.settled(knowledge), jobs: jobs)).encoded()
        case "suggest": return try await StageState(suggest.run(state.matched(knowledge), jobs: jobs)).encoded()
        default: throw Self.unknown(stage)
        }
    }

    /// The same over pieces: a stage that looks at one contribution at a time writes while it reads, in bounded memory.
    /// - Parameter read: The next piece of the input; empty at the end.
    public func filter(_ stage: String, read: () throws -> [UInt8], write: ([UInt8]) throws -> Void) async throws {
        if StageStream.stages.contains(stage) {
            return try await StageStream(line: self, stage: stage).run(read: read, write: write)
        }
        // Corrections of people may touch cards far apart; then all are held at once.
        if stage == "screen", options.corrections == nil {
            return try await ScreenStream(line: self).run(read: read, write: write)
        }
        var input: [UInt8] = []
        while case let piece = try read(), !piece.isEmpty { input += piece }
        if stage == "intake" {
            let intake = try Intake(rules: pack.intake, splitsTurns: options.splitTurns).run(["-"]) {
                defer { input = [] }
                return input
            }
            return try StageState.write(withoutErased(intake), after: "intake", to: write)
        }
        try write(try await filter(stage, input: input))
    }

    private static func unknown(_ stage: String) -> StageError {
        StageError(
            description: "Die Stufe „\(stage)“ gibt es nicht; es gibt: \(stageNames.joined(separator: ", ")), results."
        )
    }

    /// - Throws: `StageError` when there is no such stage.
    public static func requireStage(_ name: String) throws(StageError) {
        guard stageNames.contains(name) || name == "results" else { throw unknown(name) }
    }

    /// What the last stage handed on, for `results`.
    public static func results(from input: [UInt8]) throws -> RunResults { try StageState(decoding: input).results() }
}
