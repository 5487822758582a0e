/// A title before a name (Herr, Frau Dr., Familie) belongs to the name or not: coders differ, so an evaluation counts
/// it neither way. Comes in: a span of a text in code points. Goes out: the span without titles at its beginning,
/// or the same span when nothing would be left.
enum PersonTitle {
    private static let titles = ["Herrn", "Herr", "Frau", "Fr.", "Hr.", "Familie", "Fam.", "Dr.", "Prof."].map {
        Array($0.unicodeScalars)
    }

    static func without(_ span: Span, in text: [Unicode.Scalar]) -> Span {
        let end = min(span.end, text.count)
        var at = max(0, span.start)
        while at < end, let title = titles.first(where: { text[at..<end].starts(with: $0) }) {
            at += title.count
            while at < end, isBlank(text[at]) { at += 1 }
        }
        return at < span.end && at > max(0, span.start) ? Span(at, span.end) : span
    }

    /// White space, the separators of ASCII included.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isBlank || (0x1C...0x1F).contains(scalar.value)
    }
}
