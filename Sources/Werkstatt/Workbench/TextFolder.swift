/// Texts of contributions, cut and matched with what a pack knows; shared by the tools of the workbench.
///
/// Comes in: an intake. Goes out: every contribution with its words and hits, in the order of the intake. Decides nothing.
struct TextFolder {
    struct Text {
        var contribution: Contribution
        var words: [Word]
    }
    let texts: [Text]
    let lexis: Lexis

    init(_ intake: IntakeCorpus, _ knowledge: Knowledge) async throws {
        let segmented = try await Segment(knowledge: knowledge).run(
            Normalise(knowledge: knowledge).run(intake, jobs: 1),
            jobs: 1
        )
        texts = zip(segmented.contributions, segmented.words).map { Text(contribution: $0, words: $1) }
        lexis = segmented.lexis
    }
}

/// A word or phrase in its surroundings (keyword in context).
public struct KeywordInContext: Sendable {
    public struct Line: Sendable {
        public var file: String
        public var row: Int
        public var left: String
        public var found: String
        public var right: String
    }

    /// Every place of a term, found as an expression of that wording would be: any inflection, inside compounds; phrases with
    /// gaps; abbreviations (two or more capitals) exactly.
    public static func lines(_ term: String, in intake: IntakeCorpus, pack: Pack, knowledge: Knowledge, width: Int)
        async throws -> [Line]
    {
        let folder = try await TextFolder(intake, knowledge)
        let builder = knowledge.builder()
        let tokenizer = try Tokenizer(builder: builder)
        var lexis = Lexis()
        let isAbbreviation =
            term.count <= 6 && !term.contains(" ") && term.unicodeScalars.filter(\.properties.isUppercase).count >= 2
        let expression = Expression(
            text: term,
            strength: .strong,
            role: isAbbreviation ? .abbr : term.contains(" ") ? .phrase : .any,
            line: 0
        )
        let index = ExpressionIndex(
            [
                OwnedExpression(
                    expression: expression,
                    entry: ExpressionEntry(layer: .concept, owner: 0, strength: .strong)
                )
            ],
            lists: pack.words,
            stemmer: builder.stemmer
        ) { text in tokenizer.words(of: CleanText(Array(text.utf8)), into: &lexis).map { lexis[$0.form] } }
        let matcher = ExpressionMatcher(index, pack.parameters)
        var result: [Line] = []
        for text in folder.texts {
            let bytes = Array(text.contribution.text.utf8)
            for hit in matcher.match(text.words, folder.lexis).hits {
                let start = Int(text.words[Int(hit.first)].start)
                let end = Int(text.words[Int(hit.last)].end)
                func clean(_ bytes: ArraySlice<UInt8>) -> String {
                    String(String(decoding: bytes, as: UTF8.self).map { $0.isNewline ? " " : $0 })
                }
                result.append(
                    Line(
                        file: text.contribution.source.file,
                        row: text.contribution.source.row,
                        left: String(clean(bytes[..<start]).suffix(width)),
                        found: clean(bytes[start..<end]),
                        right: String(clean(bytes[end...]).prefix(width))
                    )
                )
            }
        }
        return result
    }
}
