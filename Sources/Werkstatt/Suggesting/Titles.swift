/// Writes the titles of suggestions: object and verb, at most so many characters, grammatical German.
///
/// A new suggestion is named by what its concept asks for (the pack's list), else a card is quoted; a revision keeps the
/// measure's title and says what changes; a confirmation says that the measure goes on.
struct Titles {
    private let rules: DraftRules
    private let longest: Int
    /// Keys of adjectives that are never declined ("Aachener").
    private let places: Set<String>

    init(pack: Pack) {
        rules = pack.drafts
        longest = pack.parameters.count("title_longest")
        places = Set(
            pack.places.flatMap { place in place.variants.filter { $0.flag == "adj" }.map { Fold.key($0.text) } }
        )
    }

    /// - Parameter concept: the concept a thread is mostly about, when it is about one.
    func new(concept: String?, quote: String, isCritique: Bool = false) -> String {
        if let concept, let action = rules.actions[concept] { return action.object + " " + action.verb }
        return filled(isCritique ? "titles.criticised" : "titles.quoted", quote)
    }

    func revised(_ measure: Measure, aspect: DraftRules.Aspect?) -> String {
        let object = withoutVerb(measure.title)
        guard let aspect else {
            let pattern =
                measure.status == "zurückgestellt"
                ? rules.statusTitles[measure.status] : frame(object)?.revised
            return fitted(pattern ?? rules["titles.revised"], accusative(object))
        }
        return fitted("{}: " + aspect.title, object)
    }

    func confirmed(_ measure: Measure) -> String {
        let object = withoutVerb(measure.title)
        guard object == measure.title else {
            let verb = String(measure.title.dropFirst(object.count)).trimmed
            return rules.knownVerbs.contains(verb)
                ? measure.title : [object, rules["titles.again"], verb].joined(separator: " ")
        }
        let own = ["laufend", "umgesetzt"].contains(measure.status) ? frame(object)?.confirmed : nil
        return fitted(
            own ?? rules.statusTitles[measure.status] ?? rules.statusTitles["laufend"] ?? "{}",
            accusative(object)
        )
    }

    /// The verbs that go with the head noun of an object: people are not revised, a stock is not continued.
    private func frame(_ object: String) -> DraftRules.TitleFrame? {
        let words = object.split(separator: " ")
        let end = words.firstIndex { Self.joints.contains(String($0)) } ?? words.endIndex
        guard let head = words[..<end].last(where: { $0.first!.isUppercase }) else { return nil }
        let key = Fold.key(GenderForm.unmarked(String(head)) ?? String(head))
        return rules.titleFrames.first { frame in frame.nouns.contains { key.hasSuffix($0) } }
    }

    private func filled(_ name: String, _ object: String) -> String { rules[name].replacing("{}", with: object) }

    private func fitted(_ pattern: String, _ object: String) -> String {
        pattern.replacing("{}", with: shortened(object, to: longest - pattern.count + 2))
    }

    /// A title without the verbs at its end ("… weiterhin ausbauen und bekannt machen").
    func withoutVerb(_ title: String) -> String {
        let words = title.split(separator: " ")
        guard let last = words.last, last.hasSuffix("n"), last.first!.isLowercase else { return title }
        let object = words[..<(words.lastIndex { !$0.first!.isLowercase }.map { $0 + 1 } ?? 0)]
        return object.isEmpty ? title : object.joined(separator: " ")
    }

    /// "Runder Tisch" becomes "Runden Tisch": adjectives before a masculine noun at the beginning.
    func accusative(_ object: String) -> String {
        var words = object.split(separator: " ").map(String.init)
        for index in words.indices.dropLast() {
            guard words[index].hasSuffix("er"), index == 0 || words[index].first!.isLowercase,
                !places.contains(Fold.key(words[index]))
            else { break }
            let next = words[index + 1]
            // "Fußballturnier der Nationen": no adjective, a genitive follows.
            guard next.first!.isUppercase || next.hasSuffix("er") && !Self.joints.contains(next) else { break }
            words[index] = words[index].dropLast(1) + "n"
        }
        return words.joined(separator: " ")
    }

    private static let joints: Set<String> = [
        "für", "in", "im", "mit", "an", "am", "zur", "zum", "bei", "gegen", "und", "der", "des", "als", "per", "auf",
        "aus", "von", "unter",
    ]

    /// Cut before a preposition, "und" or a genitive, so that what stays is a phrase of its own: it does not end in
    /// another of these words, and every quotation mark is closed.
    func shortened(_ object: String, to length: Int) -> String {
        guard object.count > length else { return object }
        let words = object.split(separator: " ").map(String.init)
        for end in words.indices.dropFirst().reversed() where Self.joints.contains(words[end]) {
            let cut = words[..<end]
            let text = cut.joined(separator: " ")
            guard text.count <= length, let last = cut.last, !Self.joints.contains(last), !last.hasSuffix("-"),
                !last.hasSuffix(":"), !last.hasSuffix(","),
                text.filter({ $0 == "„" }).count == text.filter({ $0 == "“" }).count
            else { continue }
            return text
        }
        return words.first ?? object
    }
}
