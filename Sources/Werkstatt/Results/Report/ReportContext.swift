/// What every section of the report looks up: cards by thread, titles of labels, masks, limits.
/// Comes in: the results and the pack. Decides nothing; dictionaries are only looked into, never listed.
package struct ReportContext: Sendable {
    package let results: RunResults
    package let pack: Pack
    package let masker: Masker
    package let balance: ClosingBalance
    /// Whether files and rows are named where something could not be read.
    var showsPlaces: Bool
    /// Workshops in the order of their names; nil stands for contributions without one.
    package let workshops: [String?]
    /// Kept contributions that are no duplicates: what every figure counts.
    package let counted: [ReadyContribution]

    let articlesMost: Int
    let quotesMost: Int
    let rowsMost: Int
    let smallNumber: Int
    /// Too many to be drawn and listed one by one.
    let hasManyWorkshops: Bool

    private let cardPositions: [String: Int]
    private let ideaPositions: [String: Int]
    private let threadPositions: [String: Int]
    private let suggestionPositions: [String: Int]
    private let cardsOfThread: [String: [Int]]
    private let suggestionsOfThread: [String: [Int]]
    private let doubles: [String: Int]
    private let representatives: Set<String>
    private let titles: [String: String]
    private let measureTitles: [String: String]
    private let workshopNumbers: [String: Int]

    package init(_ results: RunResults, pack: Pack, options: RunOptions, showsPlaces: Bool) {
        self.results = results
        self.pack = pack
        self.showsPlaces = showsPlaces
        masker = Masker(keepsPersonalData: options.keepPersonalData)
        balance = ClosingBalance(results)
        articlesMost = pack.parameters.count("report_articles_most")
        quotesMost = pack.parameters.count("report_quotes_most")
        rowsMost = pack.parameters.count("report_rows_most")
        smallNumber = pack.parameters.count("small_number")
        counted = results.contributions.filter { $0.status == .kept && $0.duplicateOf == nil }

        let names = Set(results.contributions.map(\.contribution.workshop))
        workshops = names.sorted { ($0 == nil ? 1 : 0, $0 ?? "") < ($1 == nil ? 1 : 0, $1 ?? "") }
        hasManyWorkshops = workshops.count > pack.parameters.count("report_workshops_most")
        workshopNumbers = Dictionary(
            uniqueKeysWithValues: workshops.enumerated().compactMap { at, name in name.map { ($0, at + 1) } }
        )
        cardPositions = Self.positions(results.contributions.map(\.id))
        ideaPositions = Self.positions(results.ideas.map(\.id))
        threadPositions = Self.positions(results.threads.map(\.id))
        suggestionPositions = Self.positions(results.suggestions.map(\.id))
        var cardsOfThread: [String: [Int]] = [:]
        var doubles: [String: Int] = [:]
        for (position, card) in results.contributions.enumerated() {
            if let thread = card.thread { cardsOfThread[thread, default: []].append(position) }
            if let first = card.duplicateOf { doubles[first, default: 0] += 1 }
        }
        self.cardsOfThread = cardsOfThread
        self.doubles = doubles
        var suggestionsOfThread: [String: [Int]] = [:]
        for (position, suggestion) in results.suggestions.enumerated() {
            suggestionsOfThread[suggestion.thread, default: []].append(position)
        }
        self.suggestionsOfThread = suggestionsOfThread
        representatives = Set(results.ideas.map(\.representative))
        let labels = Dimension.allCases.flatMap { pack.definitions($0) }
        titles = Dictionary(labels.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        measureTitles = Dictionary(
            results.measures.map { ($0.number, $0.title) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    private static func positions(_ ids: [String]) -> [String: Int] {
        Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func card(_ id: String) -> ReadyContribution? { cardPositions[id].map { results.contributions[$0] } }
    package func idea(_ id: String) -> Idea? { ideaPositions[id].map { results.ideas[$0] } }
    package func thread(_ id: String) -> IdeaThread? { threadPositions[id].map { results.threads[$0] } }
    package func cards(ofThread id: String) -> [ReadyContribution] {
        (cardsOfThread[id] ?? []).map { results.contributions[$0] }
    }
    package func suggestions(ofThread id: String) -> [Suggestion] {
        (suggestionsOfThread[id] ?? []).map { results.suggestions[$0] }
    }
    package func suggestion(_ id: String) -> Suggestion? { suggestionPositions[id].map { results.suggestions[$0] } }
    func representsAnIdea(_ card: String) -> Bool { representatives.contains(card) }
    package func duplicates(of card: ReadyContribution) -> Int { doubles[card.id] ?? 0 }

    /// The title of a field, theme, phase or target group; its id when the pack does not know it.
    package func title(_ id: String) -> String { titles[id] ?? id }
    package func measureTitle(_ number: String) -> String { measureTitles[number] ?? "" }

    /// Where the page shows a measure; nil when the results do not have it.
    func place(ofMeasure number: String) -> String? {
        measureTitles[number] == nil ? nil : "#" + Self.anchor("massnahme", number)
    }

    /// "Phase II – Erstintegration"
    package func napTitle(_ id: String) -> String { titles[id].map { "\(id) – \($0)" } ?? id }

    /// "W2", for captions of quotes; empty when there is only one workshop.
    package func shortWorkshop(_ card: ReadyContribution) -> String? {
        guard workshops.count > 1, let name = card.contribution.workshop, let number = workshopNumbers[name] else {
            return nil
        }
        return "W\(number)"
    }

    /// A label or reason made from the cards of a thread, masked.
    package func derived(_ text: String, ofThread id: String) -> String {
        masker.derived(text, from: cards(ofThread: id))
    }

    package func label(_ thread: IdeaThread) -> String { derived(thread.label, ofThread: thread.id) }

    package func label(_ idea: Idea) -> String { masker.derived(idea.label, from: idea.members.compactMap(card)) }

    /// Different (workshop, table) pairs that speak in a thread.
    package func tables(_ cards: [ReadyContribution]) -> Int {
        var seen: Set<[String]> = []
        for card in cards {
            if let table = card.contribution.table { seen.insert([card.contribution.workshop ?? "", table.text]) }
        }
        return seen.count
    }

    package func workshopCount(_ cards: [ReadyContribution]) -> Int {
        Set(cards.compactMap(\.contribution.workshop)).count
    }

    /// The phases that stand as columns: "ohne Phase" only when there is such a card.
    var phases: [WorkshopPhase?] {
        let unknown = counted.contains { $0.contribution.phase == nil }
        return WorkshopPhase.allCases.map(Optional.some) + (unknown ? [nil] : [])
    }

    /// The place of something in the page.
    static func anchor(_ kind: StaticString, _ id: String) -> String {
        "\(kind)-" + String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
    }
}
