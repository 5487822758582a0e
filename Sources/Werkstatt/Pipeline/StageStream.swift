/// A stage that looks at one contribution at a time, run over its lines as they come.
///
/// Comes in: the lines of the stage before, in pieces of any size. Goes out: the lines of this stage, a block at a time.
/// Memory is that of one block and does not grow with the input. Decides nothing: the lines are those of the whole.
struct StageStream {
    /// `screen` looks for duplicates and `group` and those after it at all cards together; they are none of these.
    static let stages: Set<String> = ["normalise", "segment", "tag"]

    /// Lines are worked on when so many bytes are there: some ten thousand cards, so that words are mostly met again.
    private static let block = 16 << 20

    let line: Line
    let stage: String

    /// - Parameter read: The next piece; empty at the end.
    func run(read: () throws -> [UInt8], write: ([UInt8]) throws -> Void) async throws {
        var head: StageHead?
        var lines = 0
        var waiting: [UInt8] = []
        var isEnd = false
        while !isEnd {
            let piece = try read()
            isEnd = piece.isEmpty
            waiting += piece
            guard isEnd || waiting.count >= Self.block else { continue }
            let cut = isEnd ? waiting.count : (waiting.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
            guard cut > 0 || head == nil && isEnd else { continue }
            let state = try StageState(decoding: waiting[..<cut], after: head, &lines)
            waiting.removeFirst(cut)
            let done = try await apply(state)
            try write(done.encoded(after: head.map { _ in state.head }))
            head = state.head
        }
    }

    private func apply(_ state: StageState) async throws -> StageState {
        let jobs = line.options.jobs
        let knowledge = line.knowledge
        switch stage {
        case "normalise": return try await StageState(line.normalise.run(state.intake, jobs: jobs))
        case "segment": return try await StageState(line.segment.run(state.normalised(knowledge), jobs: jobs))
        default: return try await StageState(line.tag.run(state.screened(knowledge), jobs: jobs))
        }
    }
}
