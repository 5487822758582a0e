/// How generated text names people of all genders. The pack writes pairs ("Künstlerinnen und Künstler"); the other
/// forms are made from them. Never touches what a person or the catalogue wrote.
public enum InclusiveStyle: String, CaseIterable, Sendable {
    case star, colon, pair, neutral

    /// - Parameter neutral: pairs with their neutral words, from the pack.
    func apply(_ text: String, neutral: [String: String] = [:]) -> String {
        guard self != .pair else { return text }
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        var out: [String] = []
        var at = 0
        while at < words.count {
            if at + 2 < words.count, words[at + 1] == "und", let plural = Self.feminine(words[at], words[at + 2]) {
                let ending = String(words[at + 2].drop { !$0.isPunctuation || $0 == "-" })
                out.append(
                    form(plural, pair: words[at] + " und " + words[at + 2].dropLast(ending.count), neutral) + ending
                )
                at += 3
            } else {
                out.append(words[at])
                at += 1
            }
        }
        return out.joined(separator: " ")
    }

    private func form(_ stem: String, pair: String, _ neutral: [String: String]) -> String {
        switch self {
        case .star: stem + "*innen"
        case .colon: stem + ":innen"
        case .neutral: neutral[pair] ?? pair
        case .pair: pair
        }
    }

    /// The stem of "Xinnen" when the second word is the masculine plural of the same ("Lotsinnen und Lotsen").
    private static func feminine(_ first: String, _ second: String) -> String? {
        guard first.hasSuffix("innen"), first.first!.isUppercase else { return nil }
        let stem = String(first.dropLast(5))
        let plain = Fold.withoutUmlauts(Fold.key(stem))
        let other = Fold.withoutUmlauts(Fold.key(second))
        return other.hasPrefix(plain) ? stem : nil
    }
}
