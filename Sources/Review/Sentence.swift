import Werkstatt

/// Says in German what an event did, for minutes, messages and the page after an undo. Never names a card's text.
struct Sentence {
    let desk: Desk
    /// Who reads it: under four eyes, what others decided is told after the own decision. Nil: everything is told.
    var reader: String?

    /// One act: a single sentence, bulk acts counted.
    func of(_ act: [Event]) -> String {
        guard let first = act.first else { return "" }
        guard act.count > 1 else { return of(first) }
        if case .decide(_, let decision, _) = first.action {
            return "\(Wording.counted(act.count, "Vorschlag", "Vorschläge")) \(decision.verdict.title)."
        }
        return of(first) + " Und \(Wording.counted(act.count - 1, "weitere Änderung", "weitere Änderungen"))."
    }

    func of(_ event: Event) -> String {
        switch event.action {
        case .results(_, let suggestions):
            "Ergebnisse eines Laufs mit \(Wording.counted(suggestions, "Vorschlag", "Vorschlägen")) geöffnet."
        case .reviewers(let count):
            count > 1 ? "Vier-Augen-Verfahren eingeschaltet." : "Eine Person entscheidet allein."
        case .decide(let item, let decision, let image):
            isHidden(event, item)
                ? "\(name(item, image)) entschieden; wie, sehen Sie, sobald Sie selbst entschieden haben."
                : "\(name(item, image)) \(decision.verdict.title)\(details(decision))"
        case .settle(let item, let decision, let image):
            "Schlussentscheidung: \(name(item, image)) \(decision.verdict.title)\(details(decision))"
        case .split(let item, _, let title, let cards):
            "Von \(name(item)) \(Wording.counted(cards.count, "Beitrag", "Beiträge")) abgetrennt zu „\(title)“."
        case .move(let card, let from, let to): "Beitrag \(card.id) von \(name(from)) nach \(name(to)) verschoben."
        case .rename(let thread, let label, _): "Strang von \(name(thread)) umbenannt in „\(label)“."
        case .retag(let card, let dimension, let before, let after):
            "Beitrag \(card.id): \(dimension.germanTitle) \(list(before)) geändert in \(list(after))."
        case .duplicate(let card, let other):
            other.map { "Beitrag \(card.id) als Dublette von \($0.id) gekennzeichnet." }
                ?? "Beitrag \(card.id) ist keine Dublette."
        case .mask(let card, let redaction):
            "In Beitrag \(card.id) eine Stelle verdeckt (\(redaction.type.placeholder))."
        case .unmask(let card, let redaction):
            "In Beitrag \(card.id) eine Stelle aufgedeckt (\(redaction.type.placeholder))."
        case .erase(let tombstone): "Beitrag \(tombstone.id) auf Wunsch gelöscht."
        case .signOff(let decided, let open, let note):
            "Durchsicht abgeschlossen: \(decided) entschieden, \(open) offen\(note.isEmpty ? "" : " (\(note))")."
        case .undo(let batch): "Zurückgenommen: Nr. \(batch)."
        case .carry(let carries):
            "Nach neuem Lauf: \(carries.count { $0.image != nil && $0.changes.isEmpty }) unverändert übernommen, \(carries.count { $0.image != nil && !$0.changes.isEmpty }) noch einmal ansehen, \(carries.count { $0.image == nil }) ohne Gegenstück."
        }
    }

    func isHidden(_ event: Event, _ item: String) -> Bool {
        guard let reader, reader != event.who else { return false }
        return !desk.state.seesOthers(item, reader)
    }

    private func list(_ ids: [String]) -> String { ids.isEmpty ? "keine" : ids.joined(separator: ", ") }

    func name(_ id: String, _ image: Image? = nil) -> String {
        if id.hasPrefix("M:") { return "Maßnahme \(id.dropFirst(2))" }
        if let item = desk.bench.item(id) { return "„\(desk.title(item))“" }
        return image.map { "„\($0.title)“" } ?? "Vorschlag \(id)"
    }

    /// Reason, target, note and changed fields of a decision, ending the sentence.
    func details(_ decision: Decision) -> String {
        var parts: [String] = []
        if let reason = decision.reason { parts.append(reason.title) }
        if let target = decision.target { parts.append("mit \(name(target))") }
        let fields = decision.edits.keys.sorted().map(fieldTitle)
        if !fields.isEmpty { parts.append("bearbeitet: \(fields.joined(separator: ", "))") }
        if !decision.note.isEmpty { parts.append("Anmerkung: \(decision.note)") }
        return parts.isEmpty ? "." : " (\(parts.joined(separator: "; ")))."
    }

    func fieldTitle(_ name: String) -> String {
        name == "titel" ? "Titel" : desk.pack.drafts.fields.first { $0.name == name }?.title ?? name
    }
}
