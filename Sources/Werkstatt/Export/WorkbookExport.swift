import OfficeFiles

/// The results as a workbook: contributions, ideas, threads, suggestions, measures, matrix, each a sheet, linked with
/// each other.
///
/// Comes in: results, masked by the context. Goes out: sheets. Decides what clerks see first (number, words, labels) and
/// what is a link. Never shows personal data, never a formula.
struct WorkbookExport {
    let context: ReportContext
    let rows: SuggestionRows

    private typealias Value = SheetContent.Value

    private static let contributions = "Beiträge", ideas = "Ideen", threads = "Stränge", suggestions = "Vorschläge",
        measures = "Maßnahmen", matrix = "Matrix"

    private var title: String { "Ergebnisse: \(context.pack.title)" }

    func bytes() throws -> [UInt8] { try ExcelWriter.bytes(sheets, title: title) }
    func openDocument() throws -> [UInt8] { try CalcWriter.bytes(sheets, title: title) }

    var sheets: [SheetContent] {
        let ideaRows = Self.places(context.results.ideas.map(\.id))
        let threadRows = Self.places(context.results.threads.map(\.id))
        let measureRows = Self.places(context.results.measures.map(\.number))
        let cardRows = Self.places(context.results.contributions.map(\.id))
        return [
            contributionSheet(ideaRows, threadRows, cardRows), ideaSheet(cardRows, threadRows), threadSheet(),
            suggestionSheet(threadRows, measureRows), measureSheet(), matrixSheet(),
        ]
    }

    /// The row of each id in its sheet, below the header.
    private static func places(_ ids: [String]) -> [String: Int] {
        Dictionary(ids.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    }

    private func contributionSheet(_ ideaRows: [String: Int], _ threadRows: [String: Int], _ cardRows: [String: Int])
        -> SheetContent
    {
        var sheet = SheetContent(
            name: Self.contributions,
            columns: [
                .init("Kennung", width: 24), .init("Beitrag", width: 70), .init("Werkstattphase", width: 19),
                .init("Handlungsfelder", width: 30), .init("NAP-I-Phasen", width: 14), .init("Themenfelder", width: 24),
                .init("Zielgruppen", width: 24), .init("Idee", width: 44), .init("Strang", width: 44),
                .init("Punkte", width: 10), .init("Überschrift im Raum", width: 26), .init("Werkstatt", width: 48),
                .init("Tisch", width: 9), .init("Stand", width: 20), .init("Wiederholt", width: 22),
            ]
        )
        for card in context.results.contributions {
            let own = card.contribution
            sheet.rows.append([
                text(own.id), text(context.masker.text(card).text), text(own.phase?.title), labels(card.fields),
                text(card.napPhases.map(\.id).joined(separator: ", ")), labels(card.themes), labels(card.targetGroups),
                link(
                    card.idea.flatMap(context.idea).map(context.label),
                    Self.ideas,
                    card.idea.flatMap { ideaRows[$0] }
                ),
                link(
                    card.thread.flatMap(context.thread).map(context.label),
                    Self.threads,
                    card.thread.flatMap { threadRows[$0] }
                ),
                number(own.points), text(own.roomCluster.map { context.masker.derived($0, from: [card]) }),
                text(own.workshop),
                scalar(own.table), text(Wording.status(card.status)),
                link(card.duplicateOf, Self.contributions, card.duplicateOf.flatMap { cardRows[$0] }),
            ])
        }
        return sheet
    }

    private func ideaSheet(_ cardRows: [String: Int], _ threadRows: [String: Int]) -> SheetContent {
        var sheet = SheetContent(
            name: Self.ideas,
            columns: [
                .init("Idee", width: 44), .init("Werkstattphase", width: 19), .init("Handlungsfelder", width: 30),
                .init("Beiträge", width: 11), .init("Punkte", width: 10), .init("Tische", width: 10),
                .init("Steht für die Idee", width: 60), .init("Strang", width: 44), .init("Werkstätten", width: 44),
            ]
        )
        for idea in context.results.ideas {
            let card = context.card(idea.representative)
            sheet.rows.append([
                text(context.label(idea)), text(idea.phase?.title),
                text(idea.fields.map(context.title).joined(separator: "; ")),
                number(idea.members.count), number(idea.points), number(idea.tables),
                link(card.map { context.masker.text($0).text }, Self.contributions, cardRows[idea.representative]),
                link(context.thread(idea.thread).map(context.label), Self.threads, threadRows[idea.thread]),
                text(idea.workshops.joined(separator: "; ")),
            ])
        }
        return sheet
    }

    private func threadSheet() -> SheetContent {
        var sheet = SheetContent(
            name: Self.threads,
            columns: [
                .init("Strang", width: 44), .init("Handlungsfelder", width: 30), .init("Themenfelder", width: 24),
                .init("NAP-I-Phasen", width: 15), .init("Kritik (Ideen)", width: 11),
                .init("Phantasie (Ideen)", width: 13),
                .init("Realisierung (Ideen)", width: 15), .init("Beiträge", width: 11), .init("Stimmen", width: 11),
                .init("Punkte", width: 10), .init("Vorschlag", width: 60),
            ]
        )
        let places = Self.places(rows.all.map(\.suggestion.id))
        for thread in context.results.threads {
            let row = rows.row(ofThread: thread.id)
            sheet.rows.append([
                text(context.label(thread)), text(thread.fields.map(context.title).joined(separator: "; ")),
                text(thread.themes.map(context.title).joined(separator: "; ")),
                text(thread.napPhases.joined(separator: ", ")),
                number(thread.kritik.count), number(thread.phantasie.count), number(thread.realisierung.count),
                number(thread.contributions), number(thread.voices), number(thread.points),
                link(row?.title, Self.suggestions, row.flatMap { places[$0.suggestion.id] }),
            ])
        }
        return sheet
    }

    private func suggestionSheet(_ threadRows: [String: Int], _ measureRows: [String: Int]) -> SheetContent {
        var sheet = SheetContent(
            name: Self.suggestions,
            columns: [
                .init("Nr.", width: 12), .init("Maßnahme", width: 50), .init("Einordnung", width: 14),
                .init("Handlungsfelder", width: 30), .init("NAP-I-Phase", width: 22),
                .init("Bestehende Maßnahme", width: 44),
                .init("Strang", width: 44), .init("Herkunft", width: 30), .init("Zuständig", width: 26),
                .init("Kosten", width: 18),
                .init("Belege", width: 70), .init("Begründung", width: 60),
            ]
        )
        for row in rows.all {
            let suggestion = row.suggestion
            let measure = suggestion.measures.first?.number
            sheet.rows.append([
                text(row.number), text(row.title), text(row.verdict),
                text(suggestion.fields.map(context.title).joined(separator: "; ")),
                text(suggestion.napPhases.map(context.napTitle).joined(separator: "; ")),
                link(
                    measure.map { "\($0) \(context.measureTitle($0))" },
                    Self.measures,
                    measure.flatMap { measureRows[$0] }
                ),
                link(context.thread(suggestion.thread).map(context.label), Self.threads, threadRows[suggestion.thread]),
                text(row.origin), text(row.responsible), text(row.cost), text(row.quotes.joined(separator: "\n")),
                text(
                    suggestion.reasons.map { context.derived($0, ofThread: suggestion.thread) }.joined(separator: "\n")
                ),
            ])
        }
        return sheet
    }

    private func measureSheet() -> SheetContent {
        var sheet = SheetContent(
            name: Self.measures,
            columns: [
                .init("Nr.", width: 10), .init("Maßnahme", width: 60), .init("Kritik", width: 10),
                .init("Phantasie", width: 13),
                .init("Realisierung", width: 15), .init("Stränge", width: 11), .init("Vorschläge", width: 14),
                .init("Ohne Beitrag", width: 16),
            ]
        )
        for measure in context.results.measures {
            sheet.rows.append([
                text(measure.number), text(measure.title), number(measure.kritik), number(measure.phantasie),
                number(measure.realisierung), number(measure.threads.count), number(measure.suggestions.count),
                text(measure.silent ? "ja" : ""),
            ])
        }
        return sheet
    }

    private func matrixSheet() -> SheetContent {
        let matrix = Matrix(context)
        var sheet = SheetContent(
            name: Self.matrix,
            columns: [.init("Handlungsfeld", width: 44), .init("Werkstattphase", width: 19)]
                + matrix.napPhases.map { .init($0.map(context.napTitle) ?? "ohne NAP-I-Phase", width: 22) } + [
                    .init("alle", width: 9)
                ]
        )
        for field in matrix.fields {
            for phase in context.phases {
                sheet.rows.append(
                    [
                        text(field.map { "\($0) \(context.title($0))" } ?? "ohne Handlungsfeld"),
                        text(Wording.phase(phase)),
                    ]
                        + matrix.napPhases.map { number(matrix.count(field, $0, phase)) } + [
                            number(matrix.total(field, phase))
                        ]
                )
            }
        }
        return sheet
    }

    private func text(_ text: String?) -> Value { text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty }
    private func number(_ number: Int?) -> Value { number.map { .number(Double($0)) } ?? .empty }

    private func scalar(_ value: Scalar?) -> Value {
        switch value {
        case .number(let value): number(value)
        case .text(let value): text(value)
        case nil: .empty
        }
    }

    private func labels(_ labels: [Label]) -> Value {
        text(labels.map { context.title($0.id) }.joined(separator: "; "))
    }

    private func link(_ title: String?, _ sheet: String, _ row: Int?) -> Value {
        guard let title, !title.isEmpty else { return .empty }
        return row.map { .link(title, sheet: sheet, row: $0) } ?? .text(title)
    }
}
