/// How fast a text is cut into words and matched, and how the cost grows with the number of expressions.
///
/// Comes in: contributions. Goes out: megabytes per second of processor time, the best of several rounds. Decides nothing.
public struct MatchSpeed: Sendable {
    public struct Row: Sendable {
        public var expressions: Int
        public var hits: Int
        public var megabytesPerSecond: Double
    }
    public var bytes = 0
    public var cutting = 0.0
    public var rows: [Row] = []

    /// - Parameter now: seconds of processor time.
    public init(
        _ intake: IntakeCorpus,
        pack: Pack,
        lexicon: Lexicon,
        knowledge: Knowledge,
        counts: [Int],
        now: () -> Double
    ) throws {
        let texts = intake.contributions.map { CleanText(Array($0.text.utf8)) }
        bytes = texts.reduce(0) { $0 + $1.bytes.count }
        let builder = knowledge.builder()
        let tokenizer = try Tokenizer(builder: builder)
        var lexis = Lexis()
        var words: [[Word]] = []
        let megabytes = Double(bytes) / 1e6
        func best(_ body: () -> Void) -> Double {
            (0..<3).map { _ in
                let start = now()
                body()
                return now() - start
            }.min()!
        }
        cutting =
            megabytes
            / best {
                lexis = Lexis()
                words = texts.map { tokenizer.words(of: $0, into: &lexis) }
            }
        let all = OwnedExpression.all(pack, lexicon)
        var formLexis = Lexis()
        for count in counts {
            // Beyond what the pack has, its expressions with invented words in front.
            let chosen = (0..<count).map { number -> OwnedExpression in
                var owned = all[(number &* 7919) % all.count]
                if number >= all.count {
                    owned.expression.text = "Zwirbel\(number / all.count)\(owned.expression.text)"
                }
                return owned
            }
            let index = ExpressionIndex(chosen, lists: pack.words, stemmer: builder.stemmer) { text in
                tokenizer.words(of: CleanText(Array(text.utf8)), into: &formLexis).map { formLexis[$0.form] }
            }
            var hits = 0
            let seconds = best {
                let matcher = ExpressionMatcher(index, pack.parameters)
                hits = words.reduce(0) { $0 + matcher.match($1, lexis).hits.count }
            }
            rows.append(Row(expressions: count, hits: hits, megabytesPerSecond: megabytes / seconds))
        }
    }
}
