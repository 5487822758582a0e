import Werkstatt

/// What a gate is called, how its figures are written and what a clerk can do when it is missed. German.
extension Gate.Kind {
    public var title: String {
        switch self {
        case .unreadRows: "Zeilen, die nicht zu lesen sind"
        case .balance: "Schlussbilanz: gelesen, aber nicht verbucht"
        case .quotes: "Zitate, die wörtlich stimmen"
        case .untagged: "Beiträge ohne Handlungsfeld und Themenfeld"
        case .withoutNapPhase: "Beiträge ohne NAP-I-Phase"
        case .noise: "Beiträge ohne Aussage"
        case .personalData: "Beiträge mit Personenbezogenem"
        case .stability: "Stabilität der Gruppen, wenn jede zehnte Karte fehlt"
        case .driftFields: "Verschiebung der Handlungsfelder"
        case .driftThemes: "Verschiebung der Themenfelder"
        case .driftNapPhases: "Verschiebung der NAP-I-Phasen"
        case .driftNoise: "Verschiebung des Anteils ohne Aussage"
        case .fieldsF1: "Handlungsfelder gegen Gold, F1"
        case .fieldMain: "erstes Handlungsfeld gegen Gold"
        case .themesF1: "Themenfelder gegen Gold, F1"
        case .napF1: "NAP-I-Phasen gegen Gold, F1"
        case .noiseF1: "Karten ohne Aussage gegen Gold, F1"
        case .piiRecall: "Personenbezogenes gegen Gold: ganz verdeckt"
        case .piiPrecision: "Personenbezogenes gegen Gold: zu Recht verdeckt"
        case .ideasF1: "Ideen gegen Gold, B-cubed F1"
        case .ideasPairF1: "Ideen gegen Gold, F1 über Paare"
        case .threadsF1: "Themenstränge gegen Gold, B-cubed F1"
        case .threadsPairF1: "Themenstränge gegen Gold, F1 über Paare"
        case .relation: "Art des Vorschlags gegen Gold"
        case .measureFirst: "Maßnahme an erster Stelle gegen Gold"
        case .measureThree: "Maßnahme unter den ersten drei gegen Gold"
        case .lexiconErrors: "Fehler im Lexikon"
        case .lexiconWarnings: "Warnungen im Lexikon"
        case .nearMisses: "Gegenbeispiele, die ihren Begriff bekommen"
        case .lexiconFieldsF1: "Beispielkarten des Lexikons: Handlungsfelder, F1"
        }
    }

    /// What to do when the bar is missed.
    var advice: String {
        switch self {
        case .unreadRows: "Die genannten Zeilen berichtigen; „werkstatt inspect DATEI“ zeigt, was gelesen wird."
        case .balance: "Das darf nie vorkommen; bitte mit den Eingaben melden."
        case .quotes: "Das darf nie vorkommen; bitte mit den Eingaben melden."
        case .untagged:
            "„werkstatt lexicon suggest PAKET EINGABE“ nennt Wörter, die dem Lexikon fehlen; oder die Eingabe ist eine andere, als das Paket erwartet."
        case .withoutNapPhase: "Den Begriffen des Lexikons fehlen Gewichte unter „nap“, oder die Karten sagen zu wenig."
        case .noise: "Prüfen, ob die richtige Spalte als Text gelesen wird („werkstatt inspect DATEI“)."
        case .personalData:
            "Prüfen, ob Teilnehmerlisten oder Briefe mit in der Eingabe stehen; sonst die Schranke im Paket anheben."
        case .stability:
            "Die Gruppen hängen an einzelnen Karten: mehr Karten erheben oder die Stränge in der Durchsicht prüfen."
        case .driftFields, .driftThemes, .driftNapPhases, .driftNoise:
            "Die genannten Anteile an einigen Karten prüfen: Haben sich die Themen geändert oder die Schreibweise? Danach einen neuen Vergleichslauf ablegen."
        case .fieldsF1, .fieldMain, .themesF1, .napF1, .noiseF1, .piiRecall, .piiPrecision, .ideasF1, .ideasPairF1,
            .threadsF1, .threadsPairF1, .relation, .measureFirst, .measureThree:
            "„werkstatt evaluate ORDNER --gold DATEI --labels“ zeigt, wo es fehlt; „werkstatt explain“ sagt, warum."
        case .lexiconErrors, .lexiconWarnings: "„werkstatt lexicon lint PAKET“ nennt Datei, Zeile und was zu tun ist."
        case .nearMisses, .lexiconFieldsF1:
            "„werkstatt lexicon test PAKET“ nennt die Karten und die verwechselten Begriffe."
        }
    }

    /// How a value of this gate is written.
    func text(_ value: Double) -> String {
        switch self {
        case .unreadRows, .balance, .lexiconErrors, .lexiconWarnings: Wording.number(Int(value.rounded()))
        case .untagged, .withoutNapPhase, .noise, .personalData, .nearMisses: Self.percent(value)
        default: Self.decimals(value)
        }
    }

    /// One decimal with a comma.
    static func percent(_ share: Double) -> String {
        let thousandths = Int((share * 1000).rounded())
        return "\(thousandths / 10),\(thousandths % 10)\u{A0}%"
    }

    /// Three decimals with a comma.
    static func decimals(_ number: Double) -> String {
        let thousandths = Int((number * 1000).rounded())
        let digits = String(thousandths % 1000)
        return "\(thousandths / 1000),\(String(repeating: "0", count: 3 - digits.count))\(digits)"
    }
}

extension Gate {
    /// "höchstens 5,0 %"
    var barText: String {
        let text = "\(kind.isAtMost ? "höchstens" : "mindestens") \(kind.text(bar))"
        return kind.isDrift ? text + " (Cramérs V)" : text
    }
}
