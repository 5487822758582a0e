/// The text of a contribution as tokens that facts are read from: words (with inner hyphens and gender signs), numbers
/// (with inner points and commas) and single signs, each with its place in code points. Linear in the text.
struct FactText {
    struct Token {
        /// As written.
        var surface: String
        /// See `Fold.key`.
        var key: String
        var span: Span
        var isNumber: Bool
        var isWord: Bool
        /// No blank stands before it.
        var isGlued: Bool
    }

    let tokens: [Token]

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var tokens: [Token] = []
        var at = 0
        var end = -1
        while at < scalars.count {
            if scalars[at].isBlank {
                at += 1
                continue
            }
            let start = at
            let isNumber = Self.isDigit(scalars[at])
            let isWord = !isNumber && scalars[at].isLetter
            if isNumber {
                at = Self.numberEnd(scalars, at)
            } else if isWord {
                at = Self.wordEnd(scalars, at)
            } else {
                at += 1
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[start..<at])
            let surface = String(view)
            tokens.append(
                Token(
                    surface: surface,
                    key: isWord ? Fold.key(surface) : surface,
                    span: Span(start, at),
                    isNumber: isNumber,
                    isWord: isWord,
                    isGlued: start == end
                )
            )
            end = at
        }
        self.tokens = tokens
    }

    subscript(index: Int) -> Token? { tokens.indices.contains(index) ? tokens[index] : nil }

    /// The place from one token up to before another.
    func span(_ from: Int, _ to: Int) -> Span { Span(tokens[from].span.start, tokens[to - 1].span.end) }

    func key(_ index: Int) -> String { self[index]?.key ?? "" }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || "½¼¾".unicodeScalars.contains(scalar)
    }

    private static func numberEnd(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        var at = start
        while at < scalars.count {
            if isDigit(scalars[at]) {
                at += 1
            } else if scalars[at] == "." || scalars[at] == ",", at + 1 < scalars.count, isDigit(scalars[at + 1]) {
                at += 2
            } else {
                break
            }
        }
        return at
    }

    private static func wordEnd(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        var at = start
        while at < scalars.count {
            let scalar = scalars[at]
            if scalar.isLetter || scalar.properties.generalCategory == .nonspacingMark {
                at += 1
            } else if "-*:_·".unicodeScalars.contains(scalar), at + 1 < scalars.count,
                scalars[at + 1].isLetter
            {
                at += 2
            } else {
                break
            }
        }
        return at
    }
}
