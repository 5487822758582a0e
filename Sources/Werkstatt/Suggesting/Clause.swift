/// Parts of a card that stand for themselves. Comes in: the text as it may be shown. Goes out: clauses with their grammar
/// intact. Decides where one ends; never changes a word.
enum Clause {
    /// Clauses in their order, without bullets and signs at their ends.
    static func all(_ text: String, upTo most: Int = .max, atCommas: Bool = true) -> [String] {
        var clauses: [String] = []
        var current = ""
        let letters = Array(text.prefix(most).split(whereSeparator: \.isWhitespace).joined(separator: " "))
        for (position, letter) in letters.enumerated() {
            let next = position + 1 < letters.count ? letters[position + 1] : " "
            // A full stop after a figure or a short word ("z. B.", "3. Quartal") ends nothing.
            let ends =
                switch letter {
                case "!", "?", ";", "(", ")", "–": true
                case ":": next == " "
                case ",": atCommas && next == " "
                case ".":
                    next == " "
                        && (current.split(separator: " ").last.map { $0.count > 3 && !$0.contains(".") } ?? false)
                default: false
                }
            if ends {
                clauses.append(current)
                current = ""
            } else {
                current.append(letter)
            }
        }
        clauses.append(current)
        return clauses.map { $0.trimmed }.map { clause in
            var clause = clause[...]
            while let last = clause.last, last == "." || last == "…" || last == "-" || last == " " {
                clause = clause.dropLast()
            }
            while let first = clause.first, first == "-" || first == "•" || first == "*" || first == " " {
                clause = clause.dropFirst()
            }
            return String(clause)
        }
    }

    /// Whether a noun stands in it that is not merely its first word.
    static func namesThing(_ clause: String) -> Bool {
        let words = clause.split(separator: " ")
        return words.enumerated().contains { position, word in
            word.count > 3 && word.first!.isUppercase && (position > 0 || words.count <= 3)
        }
    }

    /// What is quoted of a card in a title: the whole when it is short and one sentence, else a sentence of it, one that
    /// says what is to be done (its last word is a verb's basic form) first. Never what is masked, never cut in a sentence
    /// but before a comma.
    static func best(of card: Int, in tagged: TaggedCorpus, to longest: Int) -> String? {
        let text = masked(tagged.contributions[card].text, tagged.screened.screenings[card].redactions).text
        func fit(atCommas: Bool) -> [String] {
            all(text, atCommas: atCommas).filter { part in
                part.count <= longest && part.split(separator: " ").count > 2 && namesThing(part)
                    && !part.contains { "[„“\"(/".contains($0) } && (part.first!.isUppercase || part.first!.isNumber)
            }
        }
        let sentences = fit(atCommas: false)
        return sentences.first(where: endsInVerb) ?? fit(atCommas: true).first(where: endsInVerb) ?? sentences.first
    }

    private static func endsInVerb(_ clause: String) -> Bool {
        guard let last = clause.split(separator: " ").last, last.first!.isLowercase else { return false }
        return last.count > 4 && (last.hasSuffix("en") || last.hasSuffix("ern") || last.hasSuffix("eln"))
    }
}
