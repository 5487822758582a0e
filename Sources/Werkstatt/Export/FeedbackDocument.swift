/// The feedback list: what became of every contribution. Nothing is left out: set-aside cards are named with the reason.
struct FeedbackDocument {
    let context: ReportContext
    let rows: SuggestionRows
    /// What became of a thread in the review, in German.
    var outcomes: [String: String] = [:]

    private static let columns = [
        Document.Column(title: "Beitrag", width: 0.14), Document.Column(title: "Wortlaut", width: 0.42),
        Document.Column(title: "Was daraus wurde", width: 0.44),
    ]

    var document: Document {
        var document = Document(title: "Rückmeldung: Was aus den Beiträgen wurde", subtitle: context.pack.title)
        document.paragraph("Jeder Beitrag steht hier einmal. \(context.masker.remark)")
        document.header = ["Werkstatt", "Beitrag", "Phase", "Wortlaut", "Was daraus wurde", "Nr."]
        for workshop in context.workshops {
            let cards = context.results.contributions.filter { $0.contribution.workshop == workshop }
            let title = workshop ?? "Ohne Werkstatt"
            document.heading(2, title)
            let cells = cards.map { card in [[card.id], [text(card)], [outcome(card)]] }
            document.blocks.append(
                .table(Document.Table(caption: "Beiträge: \(title)", columns: Self.columns, rows: cells))
            )
            document.rows += cards.map { card in
                [
                    workshop ?? "", card.id, Wording.phase(card.contribution.phase), text(card), outcome(card),
                    row(card)?.number ?? "",
                ]
            }
        }
        return document
    }

    private func text(_ card: ReadyContribution) -> String { context.masker.text(card).text }

    private func row(_ card: ReadyContribution) -> SuggestionRows.Row? { card.thread.flatMap(rows.row) }

    /// German, one or two sentences.
    private func outcome(_ card: ReadyContribution) -> String {
        guard card.status == .kept else {
            // "Auf Wunsch gelöscht" says it all.
            let reason =
                card.status == .erased
                ? "" : card.statusReason.map { " (\(context.masker.derived($0, from: [card])))" } ?? ""
            return "Nicht in die Vorschläge eingegangen: \(Wording.status(card.status))\(reason)."
        }
        let same = card.duplicateOf.map { "Gleiche Aussage wie Beitrag \($0), als weitere Stimme gezählt. " } ?? ""
        if let row = row(card) {
            let effect =
                switch row.suggestion.kind {
                case .neu: "Eingegangen in den neuen Vorschlag \(row.number) „\(row.title)“."
                case .ueberarbeitet:
                    "Eingegangen in den Vorschlag, Maßnahme \(row.number) zu überarbeiten: „\(row.title)“."
                case .bestaetigt: "Bestätigt die Maßnahme \(row.number): „\(row.title)“."
                }
            return same + effect
        }
        if let outcome = card.thread.flatMap({ outcomes[$0] }) { return same + outcome }
        if let thread = card.thread.flatMap(context.thread) {
            return same
                + "Gehört zum Thema „\(context.label(thread))“; daraus entstand noch kein Vorschlag. Der Beitrag bleibt in den Unterlagen."
        }
        return same + "Steht für sich; daraus entstand noch kein Vorschlag. Der Beitrag bleibt in den Unterlagen."
    }
}
