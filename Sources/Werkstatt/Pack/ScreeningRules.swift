/// What the pack says about personal data and about cards that are set aside.
///
/// Comes in: `screening.yaml`. Goes out: look-ups by key (`nameKey` for names, lower case for the rest).
/// Lists are long texts cut at blanks (words) or commas (phrases), because thousands of YAML nodes would load slowly.
public struct ScreeningRules: Sendable {
    var limits = ScreeningLimits()
    var names = NameLists()
    var numbers = NumberLists()
    var filler = FillerLists()
    var offtopic = OfftopicLists()
    var languages = LanguageLists()
    var illegibleMarks: [String] = []
    var duplicates = DuplicateLists()

    /// Knows nothing: for packs without the file.
    init() {}

    /// - Throws: `PackError` with file, line, column and the offending line.
    public init(_ file: PackFile) throws(PackError) {
        let root = file.root
        try root.allow([
            "limits", "names", "titles", "numbers", "filler", "offtopic", "illegible_marks", "languages", "duplicates",
        ])
        limits = try ScreeningLimits(try root.required("limits"))
        names = try NameLists(names: try root.required("names"), titles: try root.required("titles"))
        numbers = try NumberLists(try root.required("numbers"))
        filler = try FillerLists(try root.required("filler"))
        offtopic = try OfftopicLists(try root.required("offtopic"))
        languages = try LanguageLists(try root.required("languages"))
        duplicates = try DuplicateLists(try root.required("duplicates"))
        illegibleMarks = try root.required("illegible_marks").phrases()
    }
}

/// Numbers that decide whether a card is set aside.
struct ScreeningLimits: Sendable {
    private var values: [String: Double] = [:]

    static let known: Set<String> = [
        "foreign_hits", "foreign_share", "foreign_lead", "illegible_share", "illegible_least", "letters_share",
        "offtopic_score", "offtopic_share", "offtopic_short",
        "birth_years", "nearby_bytes", "common_word",
    ]

    subscript(name: String) -> Double {
        guard let value = values[name] else { preconditionFailure("screening.yaml gives no limit \(name)") }
        return value
    }

    init() {}

    init(_ node: PackNode) throws(PackError) {
        try node.allow(Self.known)
        for name in Self.known.sorted() {
            let entry = try node.required(name)
            try entry.allow(["value", "unit", "reason"])
            values[name] = try entry.required("value").number()
        }
    }
}

/// Names and the words around them.
struct NameLists: Sendable {
    var given: Set<String> = []
    /// Given names that mean something else as well.
    var weak: Set<String> = []
    /// All surnames of the lists.
    var surnames: Set<String> = []
    /// Those that are hardly ever German words.
    var pureSurnames: Set<String> = []
    var surnameEndings: [String] = []
    /// Word sequences by their first key.
    var figures: [String: [[String]]] = [:]
    var never: Set<String> = []
    var strongTitles: Set<String> = []
    var academicTitles: Set<String> = []
    var weakTitles: Set<String> = []
    var notBefore: Set<String> = []
    var notAfter: Set<String> = []
    var genericBefore: Set<String> = []
    var articles: Set<String> = []
    var particles: Set<String> = []

    init() {}

    init(names: PackNode, titles: PackNode) throws(PackError) {
        try names.allow([
            "given", "given_weak", "surnames_german", "surnames_other", "surname_endings", "public_figures", "never",
        ])
        for origin in try names.required("given").entries() { given.formUnion(try origin.value.nameSet()) }
        weak = try names.required("given_weak").nameSet()
        given.subtract(weak)
        pureSurnames = try names.required("surnames_other").nameSet()
        surnames = pureSurnames.union(try names.required("surnames_german").nameSet())
        surnameEndings = try names.required("surname_endings").words()
        for figure in try names.required("public_figures").phrases() {
            let keys = figure.split(separator: " ").map { nameKey($0) }
            figures[keys[0], default: []].append(keys)
        }
        never = try names.required("never").nameSet()
        try titles.allow([
            "strong", "academic", "weak", "not_before", "not_after", "generic_before", "articles", "particles",
        ])
        strongTitles = try titles.required("strong").nameSet()
        academicTitles = try titles.required("academic").nameSet()
        weakTitles = try titles.required("weak").nameSet()
        notBefore = try titles.required("not_before").nameSet()
        notAfter = try titles.required("not_after").nameSet()
        genericBefore = try titles.required("generic_before").nameSet()
        articles = try titles.required("articles").nameSet()
        particles = try titles.required("particles").nameSet()
    }
}

/// Words around numbers, endings of streets, codes of car plates.
struct NumberLists: Sendable {
    var phoneCues: Set<String> = []
    /// Digits only.
    var publicNumbers: Set<String> = []
    var units: Set<String> = []
    var birthCues: Set<String> = []
    var referenceCues: Set<String> = []
    var referenceBetween: Set<String> = []
    var streetEndings: [String] = []
    var weakStreetEndings: [String] = []
    var notStreets: Set<String> = []
    var streetStarts: Set<String> = []
    var plateCodes: Set<String> = []
    var plateCues: Set<String> = []
    /// Country code → characters.
    var ibanLengths: [String: Int] = [:]
    var months: Set<String> = []

    init() {}

    init(_ node: PackNode) throws(PackError) {
        try node.allow([
            "phone_cues", "public_numbers", "units", "birth_cues", "reference_cues", "reference_between",
            "street_endings", "street_endings_weak", "not_streets",
            "street_starts", "plate_codes", "plate_cues", "iban_lengths", "months",
        ])
        phoneCues = Set(try node.required("phone_cues").words())
        publicNumbers = Set(try node.required("public_numbers").words())
        units = Set(try node.required("units").words())
        birthCues = Set(try node.required("birth_cues").words())
        referenceCues = Set(try node.required("reference_cues").words())
        referenceBetween = Set(try node.required("reference_between").words())
        streetEndings = try node.required("street_endings").words()
        weakStreetEndings = try node.required("street_endings_weak").words()
        notStreets = Set(try node.required("not_streets").words())
        streetStarts = Set(try node.required("street_starts").words())
        plateCodes = Set(try node.required("plate_codes").words())
        plateCues = Set(try node.required("plate_cues").words())
        for entry in try node.required("iban_lengths").words() {
            guard let length = Int(entry.dropFirst(2)) else {
                throw try node.required("iban_lengths").fault("„\(entry)“ ist keine Länge einer IBAN wie DE22.")
            }
            ibanLengths[String(entry.prefix(2))] = length
        }
        months = Set(try node.required("months").words())
    }
}

/// Cards without content of their own.
struct FillerLists: Sendable {
    struct Group: Sendable {
        /// German, for people.
        var reason: String
        /// The card means the one before it.
        var refers: Bool
        var status: Status
        var phrases: [String]
    }
    var groups: [Group] = []
    /// Words that may stand beside.
    var beside: [String] = []

    init() {}

    init(_ node: PackNode) throws(PackError) {
        try node.allow(["groups", "beside"])
        beside = try node.required("beside").phrases()
        for element in try node.required("groups").elements() {
            try element.allow(["reason", "refers", "status", "phrases"])
            var status = Status.filler
            if let node = try element.optional("status") {
                guard let named = Status(rawValue: try node.text()) else {
                    throw node.fault("Hier wird filler, offtopic oder illegible erwartet.")
                }
                status = named
            }
            groups.append(
                Group(
                    reason: try element.required("reason").text(),
                    refers: try element.required("refers").flag(),
                    status: status,
                    phrases: try element.required("phrases").phrases()
                )
            )
        }
    }
}

/// Signs that a card speaks of the event itself.
struct OfftopicLists: Sendable {
    /// Kind → words and phrases; kinds in the order of `OfftopicSign`.
    var lists: [[String]] = []

    init() {}

    init(_ node: PackNode) throws(PackError) {
        try node.allow(Set(OfftopicSign.allCases.map(\.rawValue)))
        for sign in OfftopicSign.allCases { lists.append(try node.required(sign.rawValue).phrases()) }
    }
}

/// Kinds of words that speak for or against a card being about the event itself; raw values are keys of the pack.
enum OfftopicSign: String, CaseIterable, Sendable {
    case things, weak, states
    case stateWords = "states_weak"
    case here, asks, phrases, topics
}

/// Small words that decide whether two cards say the same.
struct DuplicateLists: Sendable {
    /// Make no difference.
    var ignored: Set<String> = []
    /// Belong to the word behind them.
    var binders: Set<String> = []
    /// Must stand in both cards.
    var negations: Set<String> = []
    /// Nothing is bound over them.
    var breaks: Set<String> = []
    /// Word → words it stands for.
    var same: [String: [String]] = [:]

    init() {}

    init(_ node: PackNode) throws(PackError) {
        try node.allow(["ignored", "binders", "breaks", "negations", "same"])
        ignored = Set(try node.required("ignored").words().map { Fold.key($0) })
        binders = Set(try node.required("binders").words().map { Fold.key($0) })
        breaks = Set(try node.required("breaks").words().map { Fold.key($0) })
        negations = Set(try node.required("negations").words().map { Fold.key($0) })
        for pair in try node.required("same").phrases() {
            let halves = pair.split(separator: "=")
            guard halves.count == 2 else {
                throw try node.required("same").fault("Hier wird „im=in“ erwartet, nicht „\(pair)“.")
            }
            same[Fold.key(halves[0])] = halves[1].split(separator: " ").map { Fold.key($0) }
        }
    }
}

/// Frequent words and letters of languages.
struct LanguageLists: Sendable {
    struct Latin: Sendable {
        /// German, for people.
        var name: String
        var words: [String]
        /// Letters that German does not have.
        var letters: [Unicode.Scalar]
    }
    struct Script: Sendable {
        /// ICU's number of the script.
        var code: Int32
        var name: String
    }
    /// Letters inside a script that tell the language.
    struct Tell: Sendable {
        var code: Int32
        var letters: Set<Unicode.Scalar>
        var name: String
    }
    var german: Set<String> = []
    var latin: [Latin] = []
    var scripts: [Script] = []
    var tells: [Tell] = []

    init() {}

    init(_ node: PackNode) throws(PackError) {
        try node.allow(["german", "latin", "scripts", "tells"])
        german = Set(try node.required("german").words())
        for element in try node.required("latin").elements() {
            try element.allow(["name", "words", "letters"])
            latin.append(
                Latin(
                    name: try element.required("name").text(),
                    words: try element.required("words").words(),
                    letters: Array(try element.optional("letters")?.text().unicodeScalars ?? "".unicodeScalars)
                )
            )
        }
        for element in try node.required("scripts").elements() {
            try element.allow(["code", "name"])
            scripts.append(
                Script(code: Int32(try element.required("code").integer()), name: try element.required("name").text())
            )
        }
        for element in try node.required("tells").elements() {
            try element.allow(["code", "letters", "name"])
            tells.append(
                Tell(
                    code: Int32(try element.required("code").integer()),
                    letters: Set(try element.required("letters").text().unicodeScalars),
                    name: try element.required("name").text()
                )
            )
        }
    }
}

extension PackNode {
    /// A long text cut at blanks.
    fileprivate func words() throws(PackError) -> [String] {
        try text().split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
    }

    /// A long text cut at commas.
    fileprivate func phrases() throws(PackError) -> [String] {
        try text().split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    /// A long text cut at blanks, as keys of names.
    fileprivate func nameSet() throws(PackError) -> Set<String> {
        var result: Set<String> = []
        for word in try text().split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            for key in nameKeys(word.hasSuffix(".") ? word.dropLast() : word) { result.insert(key) }
        }
        return result
    }
}
