/// German for numbers and lists, as a person writes them.
package enum Wording {
    /// "1 Beitrag", "1.234 Beiträge"
    package static func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(number(count))\u{A0}\(count == 1 ? one : many)"
    }

    package static func cards(_ count: Int) -> String { counted(count, "Beitrag", "Beiträge") }

    /// Groups of three, from four digits on: 1.234
    package static func number(_ number: Int) -> String {
        var out = ""
        for (position, digit) in String(abs(number)).enumerated() {
            if position > 0, (String(abs(number)).count - position) % 3 == 0 { out += "." }
            out.append(digit)
        }
        return number < 0 ? "−" + out : out
    }

    /// Two decimals with a comma.
    package static func decimal(_ number: Double) -> String {
        let hundredths = Int((abs(number) * 100).rounded())
        let text = "\(hundredths / 100),\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        return number < 0 && hundredths > 0 ? "−" + text : text
    }

    /// "A, B und C"
    package static func list(_ items: [String]) -> String {
        guard items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " und " + items.last!
    }

    package static func phase(_ phase: WorkshopPhase?) -> String { phase?.title ?? "ohne Phase" }

    /// What a contribution of the phase is called in running text.
    package static func contributions(_ phase: WorkshopPhase?, _ count: Int) -> String {
        switch phase {
        case .kritik: "\(number(count))-mal Kritik"
        case .phantasie: counted(count, "Wunsch", "Wünsche")
        case .realisierung: counted(count, "Schritt", "Schritte")
        case nil: "\(number(count)) ohne erkennbare Werkstattphase"
        }
    }

    /// The heading over contributions of a phase.
    package static func lane(_ phase: WorkshopPhase?) -> String {
        switch phase {
        case .kritik: "Kritik"
        case .phantasie: "Wunsch"
        case .realisierung: "Schritt"
        case nil: "Ohne Phase"
        }
    }

    package static func kind(_ kind: SuggestionKind) -> String {
        switch kind {
        case .neu: "Neu"
        case .ueberarbeitet: "Überarbeitung"
        case .bestaetigt: "Bestätigung"
        }
    }

    /// What became of contributions that were set aside.
    package static func status(_ status: Status) -> String {
        switch status {
        case .kept: "ausgewertet"
        case .filler: "ohne eigene Aussage"
        case .offtopic: "nicht zum Thema"
        case .foreign: "in einer anderen Sprache"
        case .illegible: "unleserlich"
        case .empty: "leer"
        case .erased: "auf Wunsch gelöscht"
        }
    }
}
