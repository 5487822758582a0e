/// A text with placeholders in place of personal data.
/// - Returns: the masked text and a function that maps a span of the original to one of the masked text (code points).
func masked(_ text: String, _ redactions: [Redaction]) -> (text: String, map: @Sendable (Span) -> Span) {
    guard !redactions.isEmpty else { return (text, { $0 }) }
    let scalars = Array(text.unicodeScalars)
    var out = String.UnicodeScalarView()
    var places: [Int] = []
    places.reserveCapacity(scalars.count + 1)
    var position = 0, written = 0
    let sorted = redactions.sorted { $0.span < $1.span }
    var next = 0
    while position < scalars.count {
        while next < sorted.count, sorted[next].span.end <= position { next += 1 }
        if next < sorted.count, sorted[next].span.start <= position {
            let mask = sorted[next].type.placeholder
            let end = min(scalars.count, sorted[next].span.end)
            for _ in position..<end { places.append(written) }
            out.append(contentsOf: mask.unicodeScalars)
            written += mask.unicodeScalars.count
            position = end
            next += 1
        } else {
            places.append(written)
            out.append(scalars[position])
            written += 1
            position += 1
        }
    }
    places.append(written)
    let map = places
    return (String(out), { Span(map[min($0.start, map.count - 1)], map[min($0.end, map.count - 1)]) })
}
