@testable import Werkstatt

/// Repeats cards as people do: other punctuation, slips of the pen, other spelling, other order. Seeded: the same
/// variants in every run.
struct DuplicateVariants {
    enum Kind: CaseIterable { case punctuation, capitals, transcription, typo, order, smallWords }

    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }

    /// Nil when the text cannot be varied that way.
    mutating func vary(_ text: String, _ kind: Kind) -> String? {
        switch kind {
        case .punctuation: punctuation(text)
        case .capitals: next(2) == 0 ? text.uppercased() : text.lowercased()
        case .transcription: transcription(text)
        case .typo: typo(text)
        case .order: order(text)
        case .smallWords: smallWords(text)
        }
    }

    private mutating func punctuation(_ text: String) -> String {
        let bare = text.filter { !",;!„“\"".contains($0) }.trimmed
        return [bare + "!!", "- " + text, "„" + text + "“", bare + " …", "  " + text + "  "][next(5)]
    }

    private func transcription(_ text: String) -> String? {
        var out = text
        for (from, to) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss")] {
            out = out.split(separator: from, omittingEmptySubsequences: false).joined(separator: to)
        }
        return out == text ? nil : out
    }

    /// One slip in the longest word, two in a card of more than ten words.
    private mutating func typo(_ text: String) -> String? {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let long = words.indices.filter { words[$0].count >= 6 && words[$0].allSatisfy(\.isLetter) }
            .sorted { (words[$1].count, $0) < (words[$0].count, $1) }
        guard !long.isEmpty else { return nil }
        for place in long.prefix(words.count > 10 ? 2 : 1) { words[place] = slip(words[place]) }
        return words.joined(separator: " ")
    }

    private mutating func slip(_ word: String) -> String {
        var letters = Array(word)
        let place = 1 + next(letters.count - 3)
        switch next(4) {
        case 0: letters.remove(at: place)
        case 1: letters.insert(letters[place], at: place)
        case 2:
            if letters[place] == letters[place + 1] {
                letters.remove(at: place)
            } else {
                letters.swapAt(place, place + 1)
            }
        default: letters[place] = letters[place] == "e" ? "r" : "e"
        }
        return String(letters)
    }

    /// Clauses or halves around "und" change places.
    private func order(_ text: String) -> String? {
        for sign in [", ", " – ", " und ", ": "] {
            let parts = text.components(around: sign)
            guard parts.count == 2, parts.allSatisfy({ $0.split(separator: " ").count >= 1 }) else { continue }
            // A small word at the start of the second half binds it to the first.
            let end = parts[1].hasSuffix(".") || parts[1].hasSuffix("!") ? String(parts[1].dropLast()) : parts[1]
            return end + (sign == ": " ? ", " : sign) + parts[0]
        }
        return nil
    }

    private mutating func smallWords(_ text: String) -> String {
        ["Bitte " + text, text + " bitte", "Auch: " + text, "Es ist " + text][next(4)]
    }
}

extension String {
    fileprivate func components(around sign: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: sign) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
