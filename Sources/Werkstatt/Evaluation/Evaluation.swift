import FoundationEssentials

/// How well a run agrees with cards and threads coded by hand.
///
/// In: the folder of a run and gold files. Out: figures by name, in reading order. Decides nothing; cards that gold
/// does not know, or that the run lost, are counted, not passed over.
public struct Evaluation: Sendable {
    public struct Figure: Sendable, Hashable {
        public enum Value: Sendable, Hashable {
            case share(Double)
            case count(Int)
            /// How often each expected kind became which.
            case confusion([String: Int])
            /// Gold holds nothing to measure it with.
            case unknown
        }
        public let name: String
        public let value: Value
    }

    public private(set) var figures: [Figure] = []

    /// - Parameters:
    ///   - threads: nil takes every `threads.jsonl` beside the gold files.
    ///   - perLabel: adds the F1 of every field, theme and phase.
    /// - Throws: `EvaluationError` when a file is missing or cannot be read.
    public init(run folder: String, gold: [String], threads: [String]? = nil, perLabel: Bool = false)
        throws(EvaluationError)
    {
        let cards = try GoldFiles.cards(gold)
        guard !cards.isEmpty else {
            throw EvaluationError(
                file: gold.first ?? folder,
                row: 0,
                message: "Die Golddateien enthalten keine Karten."
            )
        }
        let found = try GoldFiles.found(folder + "/contributions.jsonl")
        let suggestionsPath = folder + "/suggestions.jsonl"
        let suggestions =
            FileManager.default.fileExists(atPath: suggestionsPath) ? try GoldFiles.suggestions(suggestionsPath) : []
        let threadPaths = threads ?? Self.threadFiles(beside: gold)
        try compare(
            Comparison(gold: cards, found: found, suggestions: suggestions),
            threads: threadPaths,
            perLabel: perLabel
        )
    }

    /// The same over results that stand in no folder.
    public init(_ results: RunResults, gold: [String]) throws(EvaluationError) {
        let cards = try GoldFiles.cards(gold)
        guard !cards.isEmpty else {
            throw EvaluationError(
                file: gold.first ?? "",
                row: 0,
                message: "Die Golddateien enthalten keine Karten."
            )
        }
        let comparison = Comparison(
            gold: cards,
            found: results.contributions.map(FoundCard.init),
            suggestions: results.suggestions.map(FoundSuggestion.init)
        )
        try compare(comparison, threads: Self.threadFiles(beside: gold), perLabel: false)
    }

    private mutating func compare(_ comparison: Comparison, threads: [String], perLabel: Bool) throws(EvaluationError) {
        figures += comparison.balance()
        figures += comparison.labels(perLabel: perLabel)
        figures += comparison.noise()
        figures += comparison.personalData()
        figures += comparison.groups()
        figures += comparison.quotes()
        if !threads.isEmpty { figures += comparison.suggested(try GoldFiles.threads(threads)) }
    }

    public subscript(name: String) -> Figure.Value? { figures.first { $0.name == name }?.value }

    private static func threadFiles(beside gold: [String]) -> [String] {
        var paths: [String] = []
        for file in gold {
            let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            let path = folder.isEmpty && !file.hasPrefix("/") ? "threads.jsonl" : folder + "/threads.jsonl"
            if !paths.contains(path), FileManager.default.fileExists(atPath: path) { paths.append(path) }
        }
        return paths
    }

    /// One JSON object, keys in reading order.
    public var json: String {
        var out = JSONText()
        out.object { out in
            for figure in figures {
                out.key(figure.name)
                switch figure.value {
                case .share(let share): out.value(share)
                case .count(let count): out.value(count)
                case .unknown: out.null()
                case .confusion(let counts):
                    out.object { out in
                        for (pair, count) in counts.sorted(by: { $0.key < $1.key }) { out.pair(pair, count) }
                    }
                }
            }
        }
        return out.string
    }
}

extension FoundCard {
    init(_ ready: ReadyContribution) {
        let card = ready.contribution
        self.init(
            id: card.id,
            phase: card.phase.map { .string($0.rawValue) } ?? .null,
            points: card.points.map { .number(String($0)) } ?? .null,
            text: card.text,
            status: ready.status.rawValue,
            redactions: ready.redactions.map(\.span),
            labels: [
                .fields: ready.fields.map(\.id), .themes: ready.themes.map(\.id), .napPhases: ready.napPhases.map(\.id),
            ],
            idea: ready.idea,
            thread: ready.thread
        )
    }
}

extension FoundSuggestion {
    init(_ suggestion: Suggestion) {
        self.init(
            id: suggestion.id,
            kind: suggestion.kind.rawValue,
            thread: suggestion.thread,
            measures: suggestion.measures.map(\.number),
            evidence: suggestion.evidence.map { ($0.contribution, $0.quote, $0.span) }
        )
    }
}
