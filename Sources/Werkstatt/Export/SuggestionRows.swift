/// A suggestion as a row of a council's annex: number, measure, verdict, origin, responsible, cost, quotes. All texts
/// are masked. Decides the numbers of candidates ("K-H3-007") by reading order.
struct SuggestionRows: Sendable {
    struct Row: Sendable {
        var suggestion: Suggestion
        /// Number of the measure, or of the candidate.
        var number: String
        var title: String
        var verdict: String
        var origin: String
        var responsible: String
        var cost: String
        var quotes: [String]
    }

    let context: ReportContext
    let style: InclusiveStyle
    /// In reading order.
    let all: [Row]
    private let byThread: [String: Int]

    /// Quotes shown per row.
    private static let quotesMost = 2

    init(context: ReportContext, style: InclusiveStyle) {
        self.context = context
        self.style = style
        var numbers: [String: Int] = [:]
        var all: [Row] = []
        var byThread: [String: Int] = [:]
        let actions = Set(context.pack.drafts.actions.values.map { $0.object + " " + $0.verb })
        let neutral = context.pack.drafts.neutral
        for suggestion in context.results.suggestions {
            let field = suggestion.fields.first ?? "X"
            numbers[field, default: 0] += suggestion.kind == .neu ? 1 : 0
            let digits = String(numbers[field]!)
            let candidate = "K-\(field)-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
            let title =
                actions.contains(suggestion.title)
                ? style.apply(suggestion.title, neutral: neutral)
                : context.derived(suggestion.title, ofThread: suggestion.thread)
            byThread[suggestion.thread] = all.count
            all.append(
                Row(
                    suggestion: suggestion,
                    number: suggestion.kind == .neu ? candidate : suggestion.measures.first?.number ?? candidate,
                    title: title,
                    verdict: Wording.kind(suggestion.kind),
                    origin: Self.origin(suggestion, context),
                    responsible: Self.values("zustaendig", suggestion, context),
                    cost: Self.values("kosten", suggestion, context),
                    quotes: Self.quotes(suggestion, context)
                )
            )
        }
        self.all = all
        self.byThread = byThread
    }

    func row(ofThread thread: String) -> Row? { byThread[thread].map { all[$0] } }

    static let columns = [
        Document.Column(title: "Nr.", width: 0.08), Document.Column(title: "Maßnahme", width: 0.22),
        Document.Column(title: "Einordnung", width: 0.11),
        Document.Column(title: "Herkunft", width: 0.13), Document.Column(title: "Zuständig", width: 0.14),
        Document.Column(title: "Kosten", width: 0.1),
        Document.Column(title: "Belege (Auswahl)", width: 0.22),
    ]

    func cells(_ row: Row) -> [[String]] {
        [[row.number], [row.title], [row.verdict], [row.origin], [row.responsible], [row.cost], row.quotes]
    }

    static let header = [
        "Handlungsfeld", "NAP-I-Phase", "Nr.", "Maßnahme", "Einordnung", "Herkunft", "Zuständig", "Kosten", "Belege",
    ]

    func flat(_ row: Row) -> [String] {
        [
            row.suggestion.fields.first.map(context.title) ?? "ohne Handlungsfeld",
            row.suggestion.napPhases.first.map(context.napTitle) ?? "ohne NAP-I-Phase",
            row.number, row.title, row.verdict, row.origin, row.responsible, row.cost,
            row.quotes.joined(separator: " | "),
        ]
    }

    /// "12 Beiträge, 4 Tische, 2 Werkstätten"
    private static func origin(_ suggestion: Suggestion, _ context: ReportContext) -> String {
        let cards = context.cards(ofThread: suggestion.thread).filter { $0.duplicateOf == nil }
        var parts = [Wording.cards(cards.count)]
        let tables = context.tables(cards)
        let workshops = context.workshopCount(cards)
        if tables > 0 { parts.append(Wording.counted(tables, "Tisch", "Tische")) }
        if workshops > 1 { parts.append(Wording.counted(workshops, "Werkstatt", "Werkstätten")) }
        let points = cards.reduce(0) { $0 + ($1.contribution.points ?? 0) }
        if points > 0 { parts.append(Wording.counted(points, "Punkt", "Punkte")) }
        return parts.joined(separator: ", ")
    }

    private static func values(_ name: String, _ suggestion: Suggestion, _ context: ReportContext) -> String {
        guard let field = suggestion.draft.first(where: { $0.name == name }), !field.isOpen else {
            return DraftField.open
        }
        var seen: Set<String> = []
        return field.values.map { value in
            if value.origin == .contribution, let span = value.span, let card = value.from.flatMap(context.card) {
                return context.masker.text(card)[span]
            }
            return value.origin == .pack ? value.text + " (Vorschlag)" : value.text
        }.filter { seen.insert($0).inserted }.joined(separator: "; ")
    }

    /// One of the critique, one of the wishes or steps, as said.
    private static func quotes(_ suggestion: Suggestion, _ context: ReportContext) -> [String] {
        let names = ["ausgangslage", "ziel", "beschreibung"]
        let values = names.compactMap { name in
            suggestion.draft.first { $0.name == name }?.values.first { $0.origin == .contribution }
        }
        return values.prefix(quotesMost).compactMap { value in
            guard let span = value.span, let card = value.from.flatMap(context.card) else { return nil }
            let text = context.masker.text(card)[span].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return "„\(text)“ (\(Wording.phase(card.contribution.phase)))"
        }
    }
}
