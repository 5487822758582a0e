/// Writes the titles of suggestions: object and verb, at most so many characters, grammatical German.
///
/// Comes in: concepts, measures, aspects. Goes out: phrases and what two of them make together. Which of them is a
/// suggestion's title, `Titling` decides; every word is the pack's, the catalogue's or a quotation.
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

    /// What is done with a thing; its halves stay apart so that two of them can share a verb.
    struct Phrase: Equatable {
        var object: String
        var verb: String

        var text: String { object + " " + verb }
    }

    /// What the pack asks for where a concept is the matter.
    func action(_ concept: String) -> Phrase? {
        rules.actions[concept].map { Phrase(object: $0.object, verb: $0.verb) }
    }

    /// The measure goes on; `short` by its subject alone.
    func confirmed(_ measure: Measure, short: Bool = false) -> Phrase {
        let object = withoutVerb(measure.title)
        if object != measure.title, !short {
            let verb = String(measure.title.dropFirst(object.count)).trimmed
            return Phrase(
                object: accusative(object),
                verb: rules.knownVerbs.contains(verb) ? verb : rules["titles.again"] + " " + verb
            )
        }
        let thing = accusative(short ? subject(measure) : object)
        let own = ["laufend", "umgesetzt"].contains(measure.status) ? frame(thing)?.confirmed : nil
        let phrase = fitted(own ?? rules.statusTitles[measure.status] ?? rules.statusTitles["laufend"] ?? "{}", thing)
        return short || measure.subject.isEmpty || phrase.object.hasSuffix(thing)
            ? phrase : confirmed(measure, short: true)
    }

    /// The measure is worked over, nobody says how.
    func revised(_ measure: Measure, short: Bool = false) -> Phrase {
        let thing = accusative(short ? subject(measure) : withoutVerb(measure.title))
        let own = measure.status == "zurückgestellt" ? rules.statusTitles[measure.status] : frame(thing)?.revised
        let phrase = fitted(own ?? rules["titles.revised"], thing)
        return short || measure.subject.isEmpty || phrase.object.hasSuffix(thing)
            ? phrase : revised(measure, short: true)
    }

    /// The measure with what changes about it.
    func changed(_ measure: Measure, _ aspect: DraftRules.Aspect) -> Phrase {
        fitted(aspect.title, aspect.title.hasPrefix("{}:") ? subject(measure) : accusative(subject(measure)))
    }

    /// The measure with what its cards ask for; nil when both do not fit.
    func directed(_ measure: Measure, _ action: Phrase) -> Phrase? {
        let phrase = Phrase(object: subject(measure) + ": " + inside(action.object), verb: action.verb)
        return phrase.text.count <= longest ? phrase : nil
    }

    /// The thing itself: the pack's word, else the title.
    func subject(_ measure: Measure) -> String {
        measure.subject.isEmpty ? withoutVerb(measure.title) : measure.subject
    }

    /// Whether the verb says little.
    func isVague(_ phrase: Phrase) -> Bool { rules.vagueVerbs.contains(phrase.verb) }

    /// When nothing else names a thread.
    func fallback(field: String?) -> String {
        field.map { rules["titles.field"].replacing("{}", with: $0) } ?? rules["titles.unnamed"]
    }

    /// Two phrases as one title; nil when they do not fit.
    func joined(_ first: Phrase, _ second: Phrase) -> String? {
        let isShared = first.verb == second.verb && !first.object.contains(" und ") && !first.object.contains(":")
        let whole =
            isShared
            ? "\(first.object) und \(inside(second.object)) \(first.verb)"
            : "\(first.text), \(inside(second.object)) \(second.verb)"
        guard whole.count > longest else { return whole }
        // The second without what stands behind a joint.
        let short = Phrase(object: shortened(second.object, to: second.object.count - 1), verb: second.verb)
        let text = "\(first.text), \(inside(short.object)) \(short.verb)"
        return text.count <= longest ? text : nil
    }

    /// An object that does not begin a sentence: an adjective at its beginning is written small.
    private func inside(_ object: String) -> String {
        let words = object.split(separator: " ")
        guard words.count > 1, let last = words[0].last, "enrsm".contains(last), words[0].count > 3,
            ["e", "en", "er", "es", "em"].contains(where: words[0].hasSuffix),
            words[1].first!.isUppercase || words[1] == "und" && words.count > 2 && words[2].first!.isLowercase
        else { return object }
        return object.prefix(1).lowercased() + object.dropFirst()
    }

    func quoted(_ text: String, isCritique: Bool) -> String {
        rules[isCritique ? "titles.criticised" : "titles.quoted"].replacing("{}", with: text)
    }

    /// The noun an object is about: the last before a preposition, "und" or a genitive.
    func head(of object: String) -> String {
        let words = object.split(separator: " ")
        let end = words.firstIndex { Self.joints.contains(String($0)) } ?? words.endIndex
        return words[..<end].last { $0.first!.isUppercase }.map(String.init) ?? object
    }

    /// The verbs that go with the head noun of an object: people are not revised, a stock is not continued.
    private func frame(_ object: String) -> DraftRules.TitleFrame? {
        let head = head(of: object)
        let key = Fold.key(GenderForm.unmarked(head) ?? head)
        return rules.titleFrames.first { frame in frame.nouns.contains { key.hasSuffix($0) } }
    }

    /// A pattern with its thing, which is cut when it is too long. What stands behind a colon keeps its own object.
    private func fitted(_ pattern: String, _ object: String) -> Phrase {
        let text = pattern.replacing("{}", with: shortened(object, to: longest - pattern.count + 2))
        let behind = pattern.components(behind: "{}")
        let verb = behind.hasPrefix(" ") ? behind.trimmed : String(behind.split(separator: " ").last ?? "")
        return Phrase(object: String(text.dropLast(verb.count)).trimmed, verb: verb)
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
        "aus", "von", "vom", "unter", "durch", "während", "über", "ohne", "zwischen", "nach", "vor", "zu", "bis", "um",
        "neben", "statt", "ab",
    ]

    /// Cut before a preposition, "und" or a genitive, so that what stays is a phrase of its own: it ends in a noun, and
    /// every quotation mark is closed. The whole when there is no such place.
    func shortened(_ object: String, to length: Int) -> String {
        guard object.count > length else { return object }
        let words = object.split(separator: " ").map(String.init)
        for end in words.indices.dropFirst().reversed() where Self.joints.contains(words[end]) {
            let cut = words[..<end]
            let text = cut.joined(separator: " ")
            guard text.count <= length, let last = cut.last, last.first!.isUppercase, !last.hasSuffix("-"),
                !last.hasSuffix(":"), !last.hasSuffix(","),
                text.filter({ $0 == "„" }).count == text.filter({ $0 == "“" }).count
            else { continue }
            // "Alevitische und jesidische Gemeinschaften": the noun comes later. "Räume und Orte der Stille": the genitive
            // belongs to both.
            if words[end] == "und", end + 1 < words.count, !words[end + 1].first!.isUppercase { continue }
            if ["der", "des"].contains(words[end]), cut.contains("und") { continue }
            return text
        }
        return object
    }
}

extension String {
    /// What stands behind the first place of a text; empty when it does not occur.
    fileprivate func components(behind part: String) -> String {
        guard let range = firstRange(of: part) else { return "" }
        return String(self[range.upperBound...])
    }
}
