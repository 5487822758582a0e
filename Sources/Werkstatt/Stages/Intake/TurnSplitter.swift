/// Parts what somebody said at length into statements.
///
/// Comes in: the text of a turn. Goes out: its sentences, each with its place in the turn; put together they are the turn
/// but for the blanks between. Decides that a sentence ends with a mark, a blank and a capital, not behind an
/// abbreviation or a number; one of fewer than four words goes with the sentence before. Never changes a letter.
enum TurnSplitter {
    private static let abbreviations: Set = [
        "z", "b", "d", "h", "u", "a", "o", "ä", "bzw", "ca", "dr", "prof", "nr", "str", "evtl", "ggf", "inkl", "usw",
        "vgl", "hr", "fr",
        "st", "abs", "art", "tel", "max", "min", "mio",
    ]
    private static let fewestWords = 4

    static func statements(_ text: String) -> [(text: String, span: Span)] {
        let scalars = Array(text.unicodeScalars)
        var spans: [Span] = []
        var start = 0
        for at in scalars.indices where endsSentence(scalars, at) {
            append(Span(start, at + 1), scalars, &spans)
            start = at + 1
        }
        append(Span(start, scalars.count), scalars, &spans)
        return spans.map { (text.slice($0), $0) }
    }

    /// Without blanks at the ends; too short a sentence joins the one before.
    private static func append(_ span: Span, _ scalars: [Unicode.Scalar], _ spans: inout [Span]) {
        var (start, end) = (span.start, span.end)
        while start < end, scalars[start].isBlank { start += 1 }
        while end > start, scalars[end - 1].isBlank { end -= 1 }
        guard start < end else { return }
        let words = scalars[start..<end].split { $0.isBlank }.count
        if words < fewestWords, let last = spans.indices.last {
            spans[last].end = end
        } else {
            spans.append(Span(start, end))
        }
    }

    private static func endsSentence(_ scalars: [Unicode.Scalar], _ at: Int) -> Bool {
        guard ".!?…".unicodeScalars.contains(scalars[at]), at + 2 < scalars.count,
            scalars[at + 1].isBlank,
            let next = scalars[(at + 1)...].first(where: {
                !$0.isBlank && !"„“\"–".unicodeScalars.contains($0)
            }),
            next.properties.isUppercase || next.properties.numericType != nil
        else { return false }
        guard scalars[at] == "." else { return true }
        let word = scalars[..<at].reversed().prefix { $0.isLetter || $0.properties.numericType != nil }
            .reversed()
        guard let last = word.last, last.properties.numericType == nil else { return false }
        return !abbreviations.contains(String(String.UnicodeScalarView(word)).lowercased())
    }
}
