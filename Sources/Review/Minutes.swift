import Werkstatt

/// The minutes of a review ("Entscheidungsprotokoll"): what was decided about every suggestion, by whom, when and why, and
/// everything that was done, in order.
///
/// Comes in: a desk. Goes out: a document for Markdown, Word, HTML and spreadsheets. Decides the order: by Handlungsfeld,
/// then all acts by number. Never: shows what is masked; leaves out what was taken back.
public struct Minutes {
    let desk: Desk
    private let sentence: Sentence

    /// - Parameter reader: who reads them; under four eyes, what others decided is told after the own decision.
    public init(_ desk: Desk, for reader: String? = nil) {
        self.desk = desk
        sentence = Sentence(desk: desk, reader: reader)
    }

    public func bytes(_ format: ExportFormat) throws -> [UInt8] { try Export.bytes(document, format) }

    var document: Document {
        var document = Document(title: "Entscheidungsprotokoll", subtitle: desk.pack.title)
        overview(&document)
        decisions(&document)
        orphans(&document)
        acts(&document)
        return document
    }

    private func overview(_ document: inout Document) {
        let progress = desk.progress(for: nil)
        document.paragraph(
            "Der Lauf ergab \(Wording.counted(progress.all, "Vorschlag", "Vorschläge")). Stand: "
                + progress.counts.map { "\($0.status.title) \(Wording.number($0.count))" }.joined(separator: ", ") + "."
        )
        document.paragraph(
            "Jeder Eintrag nennt, wer wann was entschieden hat. Was zurückgenommen wurde, bleibt im Verlauf stehen. \(desk.context.masker.remark)"
        )
        if desk.state.isFourEyes {
            let figures = desk.agreement()
            var text =
                "Vier-Augen-Verfahren: \(Wording.counted(figures.both, "Vorschlag wurde", "Vorschläge wurden")) von mindestens zwei Personen unabhängig entschieden, davon \(Wording.number(figures.same)) gleich."
            for kappa in figures.kappas {
                text +=
                    " Cohens Kappa \(kappa.left) / \(kappa.right): \(kappa.kappa.map(Wording.decimal) ?? "nicht bestimmbar") (\(kappa.count) Vorschläge)."
            }
            if figures.both > 0 {
                text += " Krippendorffs Alpha: \(figures.alpha.map(Wording.decimal) ?? "nicht bestimmbar")."
            }
            document.paragraph(text)
        }
        for signOff in desk.state.signOffs {
            document.paragraph(
                "Abgeschlossen von \(signOff.who) am \(LocalTime.german(signOff.at)): \(Wording.number(signOff.decided)) entschieden, \(Wording.number(signOff.open)) offen.\(signOff.note.isEmpty ? "" : " " + signOff.note)"
            )
        }
    }

    private static let columns = [
        Document.Column(title: "Vorschlag", width: 0.3), Document.Column(title: "Stand", width: 0.12),
        Document.Column(title: "Entschieden von", width: 0.2),
        Document.Column(title: "Grund und Anmerkung", width: 0.24),
        Document.Column(title: "Belege", width: 0.14),
    ]

    private func decisions(_ document: inout Document) {
        document.heading(2, "Entscheidungen")
        document.header = ["Nr.", "Zeit", "Wer", "Was", "Vorschlag oder Beitrag", "Einzelheiten", "Belege", "Gilt"]
        for field in desk.pack.fields.map({ Optional($0.id) }) + [nil] {
            let own = desk.bench.items.filter { item in
                let first = item.suggestion.fields.first.flatMap { id in
                    desk.pack.fields.contains { $0.id == id } ? id : nil
                }
                return first == field
            }
            guard !own.isEmpty else { continue }
            let title = field.map { "\($0) \(desk.context.title($0))" } ?? "Ohne Handlungsfeld"
            document.heading(3, title)
            document.blocks.append(
                .table(Document.Table(caption: "Entscheidungen: \(title)", columns: Self.columns, rows: own.map(row)))
            )
        }
    }

    private func row(_ item: Bench.Item) -> [[String]] {
        let isOpen = sentence.reader.map { desk.state.seesOthers(item.id, $0) } ?? true
        let state = isOpen ? desk.state.items[item.id] : nil
        let votes = (state?.settled.map { [$0] } ?? []) + (state?.votes ?? [])
        let who = votes.enumerated().map { number, vote in
            let prefix = number == 0 && state?.settled != nil ? "Schlussentscheidung: " : ""
            return "\(prefix)\(vote.who), \(LocalTime.german(vote.at)): \(vote.decision.verdict.title)"
        }
        var why = votes.map { sentence.details($0.decision) }.filter { $0 != "." }.map(trimmed)
        for (field, text) in (votes.first?.decision.edits ?? [:]).sorted(by: { $0.key < $1.key }) {
            why.append("\(sentence.fieldTitle(field)): \(text.isEmpty ? DraftField.open : text)")
        }
        why += state?.changes.map { "Geändert: " + $0 } ?? []
        let cards = votes.first?.image.cards.map(\.id) ?? item.cards.map { desk.results.contributions[$0].id }
        return [
            [desk.title(item), "\(Wording.kind(item.suggestion.kind)) · \(item.id)"],
            [desk.state.status(item.id, for: nil).title], who.isEmpty ? ["–"] : who, why.isEmpty ? ["–"] : why,
            [cards.joined(separator: ", ")],
        ]
    }

    /// " (Grund; Anmerkung)." without its frame.
    private func trimmed(_ details: String) -> String { String(details.dropFirst(2).dropLast(2)) }

    private func orphans(_ document: inout Document) {
        let orphans = desk.state.items.filter { $0.value.isOrphan }.sorted { $0.key < $1.key }
        guard !orphans.isEmpty else { return }
        document.heading(2, "Entscheidungen ohne Gegenstück im letzten Lauf")
        document.paragraph("Kein Vorschlag enthält diese Beiträge noch. Die Entscheidungen bleiben erhalten.")
        document.bullets(
            orphans.compactMap { _, item in
                (item.settled ?? item.last).map { vote in
                    "„\(vote.image.title)“: \(vote.who), \(LocalTime.german(vote.at)): \(vote.decision.verdict.title)\(sentence.details(vote.decision)) Belege: \(vote.image.cards.map(\.id).joined(separator: ", "))."
                }
            }
        )
    }

    private func acts(_ document: inout Document) {
        document.heading(2, "Verlauf")
        let live = Set(ReviewState.live(desk.events).map(\.number))
        var table = Document.Table(
            caption: "Alle Schritte in ihrer Reihenfolge",
            columns: [
                Document.Column(title: "Nr.", width: 0.07), Document.Column(title: "Zeit", width: 0.17),
                Document.Column(title: "Wer", width: 0.14), Document.Column(title: "Was", width: 0.62),
            ],
            rows: []
        )
        for event in desk.events {
            let undone = !live.contains(event.number)
            table.rows.append([
                [String(event.number)], [LocalTime.german(event.at)], [event.who],
                [sentence.of(event) + (undone ? " (zurückgenommen)" : "")],
            ])
            document.rows.append(flat(event, undone: undone))
        }
        document.blocks.append(.table(table))
    }

    private func flat(_ event: Event, undone: Bool) -> [String] {
        var about = event.action.items.map { sentence.name($0) }.joined(separator: " | ")
        var cards: [Image.Card] = []
        switch event.action {
        case .decide(_, _, let image), .settle(_, _, let image): cards = image.cards
        case .split(_, _, _, let split): cards = split
        case .move(let card, _, _), .retag(let card, _, _, _), .duplicate(let card, _), .mask(let card, _),
            .unmask(let card, _):
            if about.isEmpty { about = card.id }
            cards = [card]
        case .erase(let tombstone): about = tombstone.id
        default: break
        }
        return [
            String(event.number), event.at, event.who, event.action.name, about, sentence.of(event),
            cards.map(\.id).joined(separator: " "), undone ? "nein" : "ja",
        ]
    }
}
