/// What a phase name in the wild means.
enum PhaseMeaning: Sendable, Hashable {
    case workshop(WorkshopPhase)
    /// Before or after the three phases (Vorphase, Nachphase): known, but no workshop phase.
    case around
    /// A Roman numeral: a phase of the Nationaler Aktionsplan Integration, never one of the workshop.
    case nationalPlan
    case unknown
}

/// The names of the workshop phases.
///
/// Comes in: a name such as "1. Kritik-Phase", "Phase 2 – Fantasie" or "Umsetzung". Goes out: its meaning. Decides by
/// names alone, never by what stands in the cards.
struct PhaseNames: Sendable {
    private var names: [String: PhaseMeaning] = [:]
    /// In letters, of the names above.
    private var longest = 0

    mutating func add(_ node: PackNode, replacing: Bool = false) throws(PackError) {
        let meanings: [String: PhaseMeaning] = [
            "kritik": .workshop(.kritik), "phantasie": .workshop(.phantasie), "realisierung": .workshop(.realisierung),
            "none": .around,
        ]
        try node.allow(Set(meanings.keys))
        for entry in try node.entries() {
            let meaning = meanings[entry.name]!
            for name in try entry.value.elements() {
                let key = Self.key(try name.text())
                guard !key.isEmpty else { throw name.fault("Ein Phasenname braucht mindestens einen Buchstaben.") }
                if let other = names[key], other != meaning, !replacing {
                    throw name.fault("Dieser Phasenname steht schon bei einer anderen Phase; bitte einen streichen.")
                }
                names[key] = meaning
                longest = max(longest, key.utf8.count)
            }
        }
    }

    /// The meaning of a value in a phase column, which may go on after the name: "Kritikphase: Was stört uns?",
    /// "Visionen, 14 Uhr". What goes on without a mark ("Ideen für Forst") is no phase.
    func meaning(of name: String) -> PhaseMeaning {
        let whole = meaning(ofWhole: name)
        if whole != .unknown { return whole }
        // Letters typed may be twice those compared (ph), and a number and "phase" may stand before; a longer head is no
        // name, and is not looked up again and again in a line without end.
        let most = 2 * longest + 24
        var letters = 0
        for (index, character) in zip(name.indices, name) {
            if character.isLetter || character.isNumber { letters += 1 }
            guard letters <= most else { break }
            guard ":,–—-(|/".contains(character) else { continue }
            let head = name[..<index]
            // A hyphen inside a word parts nothing, and a number alone names nothing here.
            if character == "-" && head.last != " " || !head.contains(where: \.isLetter) { continue }
            let meaning = meaning(ofWhole: String(head))
            if meaning != .unknown { return meaning }
        }
        return .unknown
    }

    /// The meaning of a heading: a bare number ("## 2") is none.
    func meaning(ofHeading title: String) -> PhaseMeaning {
        title.contains(where: \.isLetter) ? meaning(of: title) : .unknown
    }

    /// Whether the name itself says that it is a phase ("Vorbereitungsphase", "Phase 2: Visionen"): where a mere word may
    /// mean something else, only this counts.
    func saysPhase(_ name: some StringProtocol) -> Bool { foldedName(name).contains("fase") }

    /// The meaning of a name behind which nothing else stands.
    func meaning(ofWhole name: String) -> PhaseMeaning {
        var rest = name[...]
        var ordinal: String?
        // "1. Phase: Kritik", "Phase 1 – Kritik", "II. Phantasiephase": what is named decides, else the number.
        for _ in 0..<2 {
            rest = rest.drop { !$0.isLetter && !$0.isNumber }
            let word = rest.prefix { $0.isLetter || $0.isNumber }
            let after = rest[word.endIndex...]
            if Self.isOrdinal(word), ordinal == nil {
                ordinal = String(word)
                rest = after
            } else if foldedName(word) == "fase", !after.allSatisfy({ !$0.isLetter && !$0.isNumber }) {
                rest = after
                let next = rest.drop { !$0.isLetter && !$0.isNumber }
                let number = next.prefix { $0.isLetter || $0.isNumber }
                if ordinal == nil, Self.isOrdinal(number) {
                    ordinal = String(number)
                    rest = next[number.endIndex...]
                }
            } else {
                break
            }
        }
        let key = Self.key(rest)
        if key.isEmpty || key == "fase", let ordinal {
            guard let number = Int(ordinal) else { return .nationalPlan }
            return WorkshopPhase.allCases.indices.contains(number - 1)
                ? .workshop(WorkshopPhase.allCases[number - 1]) : .unknown
        }
        if let meaning = names[key] { return meaning }
        // "Umsetzungsphase" is "Umsetzung" with the s that German puts between.
        if key.hasSuffix("s"), saysPhase(rest), let meaning = names[String(key.dropLast())] { return meaning }
        return .unknown
    }

    private static func isOrdinal(_ word: Substring) -> Bool {
        !word.isEmpty
            && (word.utf8.allSatisfy { (0x30...0x39).contains($0) }
                || (word.utf8.allSatisfy { "IVX".utf8.contains($0) }))
    }

    /// "Kritik-Phase", "Kritikphase" and "Kritik" are one.
    private static func key(_ name: some StringProtocol) -> String {
        let key = foldedName(name)
        return key.hasSuffix("fase") && key.utf8.count > 4 ? String(key.dropLast(4)) : key
    }
}
