/// The wording of drafts and the lists they are checked against: data of a pack (`draft`, `actions`, `aspects`,
/// `committees`), so that another city changes files, not code.
public struct DraftRules: Sendable {
    /// A field of the draft in reading order, with the question that is put to the office while it is open.
    public struct Field: Sendable {
        public var name: String
        public var title: String
        /// Empty when an open field is no question (no contradiction was found).
        public var question: String
    }

    /// What may change about a measure, in words of the cards.
    public struct Aspect: Sendable {
        public var id: String
        public var label: String
        /// A title; `{}` is the measure's subject in the accusative.
        public var title: String
        /// Whoever asks for it wants the measure to go on: it does not say that the measure fails.
        public var supports: Bool
        /// Its words name a lack: a measure whose text has them has not mended it.
        public var lacks: Bool
        var expressions: [Expression]
    }

    /// Critique turned into a goal: the cue, where its object stands, the wording.
    public struct Reversal: Sendable {
        public var cues: [String]
        public var objectFollows: Bool
        /// `{}` is the object.
        public var goal: String
    }

    /// A topic that the city does not decide.
    public struct Appeal: Sendable {
        public var level: String
        public var hint: String
        public var concepts: [String]
        public var phrases: [String]
    }

    public struct Opposite: Sendable {
        public var left: [String]
        public var right: [String]
    }

    public struct Check: Sendable {
        public var met: String
        public var unmet: String
    }

    public struct Committee: Sendable {
        public var id: String
        public var title: String
        public var fields: [String]
    }

    /// What a new suggestion about a concept is called.
    public struct Action: Sendable {
        public var object: String
        public var verb: String
    }

    public var fields: [Field] = []
    public var actions: [String: Action] = [:]
    public var aspects: [Aspect] = []
    public var reversals: [Reversal] = []
    public var appeals: [Appeal] = []
    public var opposites: [Opposite] = []
    public var committees: [Committee] = []
    public var checks: [String: Check] = [:]
    /// Single wordings by name: `titles.again`, `classes.quick`, `overlap` …
    public var wording: [String: String] = [:]
    /// Titles of confirmed measures by their status.
    public var statusTitles: [String: String] = [:]
    /// Verbs that go with certain nouns.
    public var titleFrames: [TitleFrame] = []
    /// Verbs that say already that a measure goes on.
    public var knownVerbs: Set<String> = []
    /// Verbs that say little; anything else that changes about a measure comes before them.
    public var vagueVerbs: Set<String> = []
    /// Words before a thing that say one does not want it ("statt").
    public var rejections: [String] = []
    /// Endings of words for the form of an offer ("Merkblatt"), as keys.
    public var forms: [String] = []
    public var boxes: [String: [String]] = [:]
    /// Pairs ("Künstlerinnen und Künstler") with their neutral words.
    public var neutral: [String: String] = [:]

    /// What is done with a thing when its measure is revised or confirmed; `{}` stands for it.
    public struct TitleFrame: Sendable {
        /// Endings of the head noun, as keys.
        public var nouns: [String]
        public var revised: String
        public var confirmed: String
    }

    public init() {}

    public subscript(name: String) -> String { wording[name] ?? "" }

    /// Every text that a draft may take from the pack as it stands.
    public var constants: Set<String> {
        var texts = Set(wording.values)
        texts.formUnion(boxes.values.joined())
        texts.formUnion(checks.values.flatMap { [$0.met, $0.unmet] })
        texts.formUnion(appeals.map(\.hint))
        texts.formUnion(aspects.map(\.label))
        texts.formUnion(fields.map(\.question))
        texts.insert(DraftField.open)
        return texts
    }
}

extension DraftRules {
    mutating func readDraft(_ root: PackNode) throws(PackError) {
        try root.allow([
            "fields", "titles", "reversals", "appeals", "opposites", "checks", "classes", "boxes", "overlap", "mixed",
            "formerly",
            "settled",
            "neutral",
        ])
        for node in try root.optional("fields")?.elements() ?? [] {
            try node.allow(["name", "title", "question"])
            let question = try node.optional("question")?.text() ?? ""
            fields.append(
                Field(
                    name: try node.required("name").text(),
                    title: try node.required("title").text(),
                    question: question
                )
            )
        }
        if let titles = try root.optional("titles") { try readTitles(titles) }
        for node in try root.optional("reversals")?.elements() ?? [] {
            try node.allow(["cues", "object", "goal"])
            let object = try node.required("object")
            let place = try object.text()
            guard ["after", "before"].contains(place) else {
                throw object.fault("Hier wird after oder before erwartet.")
            }
            reversals.append(
                Reversal(
                    cues: try node.required("cues").texts(),
                    objectFollows: place == "after",
                    goal: try pattern(node, "goal")
                )
            )
        }
        for node in try root.optional("appeals")?.elements() ?? [] {
            try node.allow(["level", "hint", "concepts", "phrases"])
            appeals.append(
                Appeal(
                    level: try node.required("level").text(),
                    hint: try node.required("hint").text(),
                    concepts: try node.optional("concepts")?.texts() ?? [],
                    phrases: try node.optional("phrases")?.texts() ?? []
                )
            )
        }
        for node in try root.optional("opposites")?.elements() ?? [] {
            try node.allow(["left", "right"])
            opposites.append(
                Opposite(left: try node.required("left").texts(), right: try node.required("right").texts())
            )
        }
        for entry in try root.optional("checks")?.entries() ?? [] {
            if entry.name == "few" {
                wording["checks.few"] = try entry.value.text()
                continue
            }
            checks[entry.name] = Check(
                met: try entry.value.required("met").text(),
                unmet: try entry.value.required("unmet").text()
            )
        }
        for entry in try root.optional("classes")?.entries() ?? [] {
            wording["classes." + entry.name] = try entry.value.text()
        }
        for entry in try root.optional("boxes")?.entries() ?? [] { boxes[entry.name] = try entry.value.texts() }
        for entry in try root.optional("neutral")?.entries() ?? [] { neutral[entry.name] = try entry.value.text() }
        for name in ["overlap", "mixed", "settled", "formerly"] {
            if let node = try root.optional(name) { wording[name] = try node.text() }
        }
    }

    private mutating func readTitles(_ node: PackNode) throws(PackError) {
        try node.allow([
            "status", "again", "revised", "quoted", "criticised", "known", "vague", "field", "unnamed", "forms",
            "rejections", "frames",
        ])
        for entry in try node.optional("status")?.entries() ?? [] { statusTitles[entry.name] = try entry.value.text() }
        for name in ["again", "revised", "quoted", "criticised", "field", "unnamed"] {
            if let value = try node.optional(name) { wording["titles." + name] = try value.text() }
        }
        for frame in try node.optional("frames")?.elements() ?? [] {
            try frame.allow(["nouns", "revised", "confirmed"])
            titleFrames.append(
                TitleFrame(
                    nouns: try frame.required("nouns").texts().map { Fold.key($0) },
                    revised: try pattern(frame, "revised"),
                    confirmed: try pattern(frame, "confirmed")
                )
            )
        }
        knownVerbs.formUnion(try node.optional("known")?.texts() ?? [])
        forms += try node.optional("forms")?.texts() ?? []
        rejections += try node.optional("rejections")?.texts() ?? []
        vagueVerbs.formUnion(try node.optional("vague")?.texts() ?? [])
    }

    private func pattern(_ node: PackNode, _ key: String) throws(PackError) -> String {
        let value = try node.required(key)
        let text = try value.text()
        guard text.contains("{}") else { throw value.fault("Hier fehlt „{}“ für den Gegenstand.") }
        return text
    }

    mutating func readActions(_ root: PackNode) throws(PackError) {
        for entry in try root.required("actions").entries() {
            let parts = try entry.value.text().split(separator: "|").map { String($0).trimmed }
            guard parts.count == 2 else { throw entry.value.fault("Hier wird „Gegenstand | Verb“ erwartet.") }
            actions[entry.name] = Action(object: parts[0], verb: parts[1])
        }
    }

    mutating func readAspects(_ root: PackNode) throws(PackError) {
        for node in try root.required("aspects").elements() {
            try node.allow(["id", "label", "title", "supports", "lacks", "expressions"])
            aspects.append(
                Aspect(
                    id: try node.required("id").text(),
                    label: try node.required("label").text(),
                    title: try pattern(node, "title"),
                    supports: try node.optional("supports")?.flag() ?? false,
                    lacks: try node.optional("lacks")?.flag() ?? false,
                    expressions: try readExpressions(node)
                )
            )
        }
    }

    mutating func readCommittees(_ root: PackNode) throws(PackError) {
        for node in try root.required("committees").elements() {
            try node.allow(["id", "title", "fields"])
            committees.append(
                Committee(
                    id: try node.required("id").text(),
                    title: try node.required("title").text(),
                    fields: try node.required("fields").texts()
                )
            )
        }
    }
}
