/// The draft of a measure (Steckbrief) of one suggestion: what is known with its origin, what is open as a question.
/// Comes in: the draft's fields. Decides nothing; never invents a value.
struct DraftView {
    let context: ReportContext
    let suggestion: Suggestion

    func write(to page: inout HTML) {
        guard !suggestion.draft.isEmpty else { return }
        let open = suggestion.draft.filter(\.isOpen)
        let known = suggestion.draft.filter { !$0.isOpen }
        page.folded(
            "Entwurf des Steckbriefs (\(Wording.counted(known.count, "Angabe", "Angaben")), \(Wording.number(open.count)) offen)"
        ) { page in
            page.block("dl", ["class": "draft"]) { page in
                for field in known {
                    page.block("dt", text: Self.title(field.name))
                    for values in grouped(field.values) { show(values, of: field, &page) }
                }
            }
            guard !open.isEmpty else { return }
            page.block("p", ["class": "idea"], text: "Fragen an den Fachbereich")
            page.block("ul", ["class": "questions"]) { page in
                for field in open { page.block("li", text: Self.question(field.name)) }
            }
        }
    }

    /// Values side by side that come from the same place.
    private func grouped(_ values: [DraftValue]) -> [[DraftValue]] {
        var groups: [[DraftValue]] = []
        for value in values {
            if let last = groups.last?.last, last.origin == value.origin, last.from == value.from {
                groups[groups.count - 1].append(value)
            } else {
                groups.append([value])
            }
        }
        return groups
    }

    private func show(_ values: [DraftValue], of field: DraftField, _ page: inout HTML) {
        page.block("dd") { page in
            page.inline("bdi", text: values.map(text).joined(separator: " · "))
            guard !Self.labels.contains(field.name) else { return }
            page.text(" ")
            page.inline("small", text: origin(values[0]))
        }
    }

    /// Fields that repeat the labels of the thread; where those come from is said there.
    private static let labels: Set = ["handlungsfeld", "themenfeld", "nap_phase"]

    private func text(_ value: DraftValue) -> String {
        guard value.origin == .contribution else { return value.text }
        if let span = value.span, let card = value.from.flatMap(context.card) { return context.masker.text(card)[span] }
        return context.derived(value.text, ofThread: suggestion.thread)
    }

    private func origin(_ value: DraftValue) -> String {
        switch value.origin {
        case .contribution: value.from.map { "Beitrag \($0)" } ?? "aus den Beiträgen"
        case .catalogue: value.from.map { "Maßnahme \($0)" } ?? "aus dem Katalog"
        case .pack: "Vorschlag des Pakets"
        }
    }

    static func title(_ name: String) -> String {
        wording[name]?.title ?? name.prefix(1).uppercased() + name.dropFirst()
    }
    static func question(_ name: String) -> String {
        wording[name]?.question ?? "\(title(name)): Was ist hier einzutragen?"
    }

    /// The fields of a Steckbrief as a clerk reads them.
    private static let wording: [String: (title: String, question: String)] = [
        "titel": ("Titel", "Wie soll die Maßnahme heißen?"),
        "art": ("Art", "Ist die Maßnahme neu, eine Überarbeitung oder eine Bestätigung?"),
        "bezug": ("Bezug", "Auf welche Maßnahme des Katalogs bezieht sich das?"),
        "handlungsfeld": ("Handlungsfeld", "In welches Handlungsfeld gehört die Maßnahme?"),
        "themenfeld": ("Themenfeld", "Welches Themenfeld berührt die Maßnahme?"),
        "nap_phase": ("NAP-I-Phase", "Welcher NAP-I-Phase dient die Maßnahme?"),
        "zielgruppe": ("Zielgruppe", "Wen soll die Maßnahme erreichen?"),
        "sozialraum": ("Sozialraum", "In welchem Stadtteil oder Sozialraum soll sie wirken?"),
        "ausgangslage": ("Ausgangslage", "Was ist heute das Problem?"),
        "ziel": ("Ziel", "Was soll am Ende anders sein?"),
        "beschreibung": ("Beschreibung", "Was geschieht, in welchen Schritten?"),
        "schritte": ("Erste Schritte", "Womit wird begonnen?"),
        "zustaendig": ("Zuständig", "Welche Stelle ist federführend?"),
        "beteiligt": ("Beteiligt", "Wer wirkt mit?"),
        "kooperation": ("Kooperation", "Wer wirkt mit?"),
        "zeitrahmen": ("Zeitrahmen", "Wann beginnt die Maßnahme, wann endet sie?"),
        "kosten": ("Kosten", "Was kostet die Maßnahme, einmalig und im Jahr?"),
        "finanzierung": ("Finanzierung", "Woraus wird die Maßnahme bezahlt?"),
        "wirkung": ("Wirkung", "Woran merkt man, dass die Maßnahme wirkt?"),
        "indikator": ("Indikator", "Woran wird der Erfolg gemessen?"),
        "klimarelevanz": ("Klimarelevanz", "Hat die Maßnahme Folgen für das Klima?"),
        "rechtsgrundlage": (
            "Rechtsgrundlage", "Auf welcher Rechtsgrundlage steht die Maßnahme, und liegt sie in der Hand der Stadt?"
        ),
        "prioritaet": ("Priorität", "Wie dringend ist die Maßnahme?"),
        "status": ("Status", "Wie ist der Stand?"),
    ]
}
