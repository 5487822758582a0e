/// Which threads and suggestions the page shows in full, which in a list, and so which links lead somewhere.
/// Comes in: the results and the limits of the pack. Decides the order of threads (most contributions first); never
/// drops anything silently: what has no room is counted.
struct ReportPlan: Sendable {
    /// What belongs to one field; nil stands for "none".
    struct Shelf<Item: Sendable>: Sendable {
        let field: String?
        let all: [Item]
        let full: [Item]
        /// In a list, because there are too many.
        let listed: [Item]
        /// Not even there.
        let unlisted: Int
        /// Cards that stand alone in their thread, most dots first.
        var singles: [ReadyContribution] = []
    }

    let threads: [Shelf<IdeaThread>]
    let suggestions: [Shelf<Suggestion>]
    private let fullThreads: Set<String>
    private let shownThreads: Set<String>
    private let shownSuggestions: Set<String>

    init(_ context: ReportContext) {
        let fields = context.pack.fields.map { Optional($0.id) } + [nil]
        let known = Set(context.pack.fields.map(\.id))
        func belongs(_ labels: [String], to field: String?) -> Bool {
            labels.first.flatMap { known.contains($0) ? $0 : nil } == field
        }

        let ranked = context.results.threads.sorted { Self.rank($0) < Self.rank($1) }
        let fullThreads = Set(ranked.filter { $0.contributions > 1 }.prefix(context.articlesMost).map(\.id))
        threads = fields.map { field in
            let all = ranked.filter { belongs($0.fields, to: field) }
            let short = all.filter { $0.contributions > 1 && !fullThreads.contains($0.id) }
            return Shelf(
                field: field,
                all: all,
                full: all.filter { fullThreads.contains($0.id) },
                listed: Array(short.prefix(context.rowsMost)),
                unlisted: max(0, short.count - context.rowsMost),
                singles: Self.singles(all, context)
            )
        }.filter { !$0.all.isEmpty }

        let fullSuggestions = Set(context.results.suggestions.prefix(context.articlesMost).map(\.id))
        suggestions = fields.map { field in
            let all = context.results.suggestions.filter { belongs($0.fields, to: field) }
            let short = all.filter { !fullSuggestions.contains($0.id) }
            return Shelf(
                field: field,
                all: all,
                full: all.filter { fullSuggestions.contains($0.id) },
                listed: Array(short.prefix(context.rowsMost)),
                unlisted: max(0, short.count - context.rowsMost)
            )
        }.filter { !$0.all.isEmpty }

        self.fullThreads = fullThreads
        shownThreads = Set(
            threads.flatMap { shelf in
                (shelf.full + shelf.listed).map(\.id) + shelf.singles.prefix(context.rowsMost).compactMap(\.thread)
            }
        )
        shownSuggestions = Set(suggestions.flatMap { ($0.full + $0.listed).map(\.id) })
    }

    /// Where the page shows a thread; nil when it has no room for it.
    func place(ofThread id: String) -> String? {
        shownThreads.contains(id) ? "#" + ReportContext.anchor("strang", id) : nil
    }

    /// Where the page shows all cards of a thread; nil when it does not.
    func place(ofWholeThread id: String) -> String? { fullThreads.contains(id) ? place(ofThread: id) : nil }

    /// Where the page shows a suggestion; nil when it has no room for it.
    func place(ofSuggestion id: String) -> String? {
        shownSuggestions.contains(id) ? "#" + ReportContext.anchor("vorschlag", id) : nil
    }

    private static func rank(_ thread: IdeaThread) -> (Int, Int, Int, String) {
        (-thread.contributions, -thread.voices, -thread.points, thread.id)
    }

    private static func singles(_ threads: [IdeaThread], _ context: ReportContext) -> [ReadyContribution] {
        threads.filter { $0.contributions <= 1 }.flatMap { context.cards(ofThread: $0.id) }
            .filter { $0.duplicateOf == nil }
            .sorted { (-($0.contribution.points ?? 0), $0.id) < (-($1.contribution.points ?? 0), $1.id) }
    }
}

extension HTML {
    /// A link within the page, or its text alone when the page has no room for what it leads to.
    mutating func link(_ place: String?, _ text: String) {
        guard let place else { return inline("bdi", text: text) }
        inline("a", ["href": place]) { $0.inline("bdi", text: text) }
    }
}
