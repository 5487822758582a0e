import Werkstatt

/// What a new pack cannot do without, as a person answers it. Comes in: words. Decides: what is a valid answer, in German.
public struct PackAnswers: Sendable {
    public struct Field: Sendable, Hashable {
        public var title: String
        /// Ids of the thesaurus whose weights it takes; empty: found by its title.
        public var from: [String]

        /// "Sprache und Bildung" or "Sprache und Bildung=H2,T3".
        public init(_ text: String) {
            let halves = text.split(separator: "=", maxSplits: 1).map {
                $0.split(separator: " ").joined(separator: " ")
            }
            title = halves.first ?? ""
            from = halves.count < 2 ? [] : halves[1].split(separator: ",").map { String($0).replacing(" ", with: "") }
        }
    }

    public var id: String
    public var city: String
    public var title: String
    public var asOf: String
    public var fields: [Field]
    /// Empty: those of the template.
    public var themes: [Field]
    /// A file of measures, or nil.
    public var catalogue: String?

    public init(
        id: String,
        city: String,
        title: String,
        asOf: String,
        fields: [Field],
        themes: [Field] = [],
        catalogue: String? = nil
    ) {
        self.id = id
        self.city = city
        self.title = title
        self.asOf = asOf
        self.fields = fields
        self.themes = themes
        self.catalogue = catalogue
    }

    /// Why a name is none for a pack, or nil.
    public static func fault(ofName name: String) -> String? {
        let allowed = "abcdefghijklmnopqrstuvwxyz0123456789-".unicodeScalars
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ allowed.contains($0) }), !name.hasPrefix("-") else {
            return
                "Der Name „\(name)“ darf nur kleine Buchstaben a–z, Ziffern und Bindestriche enthalten, etwa „musterstadt“."
        }
        return nil
    }

    /// Why a day is none, or nil: "2026-02-30" is none.
    public static func fault(ofDay day: String) -> String? {
        let parts = day.split(separator: "-", omittingEmptySubsequences: false)
        if parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
            let number = Int(parts[2]),
            (1...12).contains(month)
        {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
            if (1...days).contains(number) { return nil }
        }
        return "„\(day)“ ist kein Tag; gebraucht wird er als JJJJ-MM-TT, etwa 2026-01-15."
    }

    /// The first answer that is none, in German.
    public var fault: String? {
        if let fault = Self.fault(ofName: id) ?? Self.fault(ofDay: asOf) { return fault }
        if city.isEmpty { return "Es fehlt der Name der Stadt (--city)." }
        if title.isEmpty { return "Es fehlt der Titel des Plans (--title)." }
        if fields.isEmpty { return "Es fehlen die Handlungsfelder (--field)." }
        for list in [fields, themes] {
            var seen: Set<String> = []
            for field in list {
                if field.title.isEmpty { return "Ein Feld hat keinen Titel." }
                if !seen.insert(field.title).inserted { return "Das Feld „\(field.title)“ ist zweimal genannt." }
            }
        }
        let control = (([city, title] + (fields + themes).map(\.title))).first {
            $0.unicodeScalars.contains { $0.value < 0x20 }
        }
        return control == nil
            ? nil : "In einem Namen steht ein Steuerzeichen oder ein Zeilenumbruch; bitte neu eintippen."
    }
}
