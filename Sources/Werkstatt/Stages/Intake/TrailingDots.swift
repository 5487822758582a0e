/// Dots written behind a card or a heading: "(3 Punkte)", "[2 Klebepunkte]", "●●●", "••".
///
/// Comes in: a line. Goes out: how many dots and where they begin. Decides only what is unmistakable: a number with a
/// word for dots in brackets, or a row of filled circles behind a blank.
enum TrailingDots {
    /// In characters; nothing longer is looked at.
    private static let longest = 40

    static func find(_ line: String, rules: IntakeRules) -> (count: Int, start: String.Index)? {
        guard let last = line.unicodeScalars.last else { return nil }
        return switch last {
        case ")": bracketed(line, open: "(", rules)
        case "]": bracketed(line, open: "[", rules)
        case "●", "•": circles(line, last)
        default: nil
        }
    }

    private static func bracketed(_ line: String, open: Character, _ rules: IntakeRules) -> (
        count: Int, start: String.Index
    )? {
        let tail = line.suffix(longest)
        guard let start = tail.lastIndex(of: open), start > line.startIndex else { return nil }
        let inner = line[line.index(after: start)...].dropLast()
        let digits = inner.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int(digits), rules.pointWords.contains(foldedName(inner[digits.endIndex...])) else {
            return nil
        }
        return (count, start)
    }

    /// One small circle may be a stray bullet; two are not.
    private static func circles(_ line: String, _ circle: Unicode.Scalar) -> (count: Int, start: String.Index)? {
        let scalars = line.unicodeScalars
        var start = scalars.endIndex
        var count = 0
        while start > scalars.startIndex, count <= longest, scalars[scalars.index(before: start)] == circle {
            start = scalars.index(before: start)
            count += 1
        }
        guard count > (circle == "•" ? 1 : 0), start > scalars.startIndex, scalars[scalars.index(before: start)] == " "
        else { return nil }
        return (count, start)
    }
}
