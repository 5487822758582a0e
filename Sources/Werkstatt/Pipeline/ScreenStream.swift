/// The stage `screen` over lines as they come.
///
/// Comes in: the lines of `segment`, in pieces of any size. Goes out: the same lines as of the whole. Status and personal data
/// are found a block at a time; which cards repeat another and which card a "dito" meant is known only at the end, so the
/// lines lie in a temporary file meanwhile, which only this user may read and which is gone with the process. Memory: the
/// distinct word forms, one block, and per card some hundred bytes: never its text.
struct ScreenStream {
    private static let block = 16 << 20

    let line: Line

    /// What is kept of a card until the end.
    private struct Card {
        var screening: Screening
        var refers: Bool
        var id: String
        var place: Screen.Place
    }

    /// - Parameter read: The next piece; empty at the end.
    func run(read: () throws -> [UInt8], write: ([UInt8]) throws -> Void) async throws {
        let stage = line.screen
        let screener = CardScreener(stage)
        let spool = try Spool()
        var lexis = Lexis()
        var tables = FormTables()
        var cards: [Card] = []
        var forms: [FormID] = []
        var ends: [Int] = []
        var head: StageHead?
        try await blocks(read) { bytes, number in
            let state = try StageState(decoding: bytes[...], after: head, &number)
            head = state.head
            try spool.add(bytes)
            let corpus = try state.segmented(line.knowledge, growing: &lexis)
            try await screener.extend(&tables, lexis, jobs: line.options.jobs)
            let found = try await screener.screen(corpus, tables, jobs: line.options.jobs)
            for (position, card) in corpus.contributions.enumerated() {
                let isKept = found[position].screening.status == .kept
                cards.append(
                    Card(
                        screening: found[position].screening,
                        refers: found[position].refers,
                        id: card.id,
                        place: Screen.Place(file: card.source.file, row: card.source.row, phase: card.phase)
                    )
                )
                if isKept { forms += corpus.words[position].map(\.form) }
                ends.append(forms.count)
            }
        }
        let words = ends.indices.lazy.map { position -> (words: [Word], isKept: Bool) in
            let start = position > 0 ? ends[position - 1] : 0
            let own = forms[start..<ends[position]].map { Word(start: 0, end: 0, form: $0, repeats: false) }
            return (own, cards[position].screening.status == .kept)
        }
        let twins = stage.twins(words, lexis, tables, phases: cards.map(\.place.phase))
        for (position, twin) in twins.enumerated() { cards[position].screening.duplicateOf = twin.map { cards[$0].id } }
        if cards.contains(where: \.refers) {
            let kept = cards.map { $0.screening.status == .kept }
            for (position, meant) in stage.references(cards.map(\.refers), cards.map(\.place), isKept: kept) {
                cards[position].screening.refersTo = cards[meant].id
            }
        }

        var written: StageHead?
        var position = 0
        try spool.rewind()
        try await blocks(spool.read) { bytes, number in
            var state = try StageState(decoding: bytes[...], after: written, &number)
            state.head.werkstatt = "screen"
            for row in state.cards.indices {
                state.cards[row].screening = cards[position].screening
                position += 1
            }
            try write(state.encoded(after: written))
            written = state.head
        }
    }

    /// Hands on whole lines, some ten thousand at a time, with the number of lines before them.
    private func blocks(
        _ read: () throws -> [UInt8],
        _ body: (_ bytes: [UInt8], _ number: inout Int) async throws -> Void
    ) async throws {
        var waiting: [UInt8] = []
        var number = 0
        var isFirst = true
        while true {
            let piece = try read()
            waiting += piece
            guard piece.isEmpty || waiting.count >= Self.block else { continue }
            let cut = piece.isEmpty ? waiting.count : (waiting.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
            if cut > 0 || piece.isEmpty && isFirst {
                try await body(Array(waiting[..<cut]), &number)
                waiting.removeFirst(cut)
                isFirst = false
            }
            if piece.isEmpty { return }
        }
    }
}
