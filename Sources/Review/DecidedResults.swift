import Werkstatt

/// The results as people decided them: accepted suggestions alone, with their wording, their cards and their measures.
///
/// Comes in: a desk. Goes out: results for every export, and a sentence on what became of the threads that are not in them.
/// Decides: what was merged into an accepted suggestion speaks in it; what was merged into a measure confirms it. Never:
/// takes a suggestion that has to be looked at again, because its evidence changed after the decision.
public struct DecidedResults {
    public let results: RunResults
    /// By thread, German.
    public let outcomes: [String: String]
    /// Accepted, but changed since: left out until somebody looks again.
    public let waiting: Int

    public init(_ desk: Desk) {
        var results = desk.results
        var outcomes: [String: String] = [:]
        var suggestions: [Suggestion] = []
        var waiting = 0
        let bench = desk.bench
        // Where everything that was merged ends up.
        func end(_ id: String) -> String {
            var at = id
            var seen: Set<String> = [id]
            while let target = desk.state.effective(at).flatMap({
                $0.decision.verdict == .merge ? $0.decision.target : nil
            }),
                seen.insert(target).inserted
            { at = target }
            return at
        }
        var merged: [String: [Bench.Item]] = [:]
        for item in bench.items {
            let target = end(item.id)
            if target != item.id { merged[target, default: []].append(item) }
        }
        func take(_ item: Bench.Item, into thread: String) {
            for position in item.cards { results.contributions[position].thread = thread }
        }
        func quotes(_ items: [Bench.Item]) -> [Quote] {
            items.flatMap(\.cards).compactMap { position in
                let card = desk.results.contributions[position].contribution
                let count = card.text.unicodeScalars.count
                guard count > 0 else { return nil }
                return Quote(contribution: card.id, phase: card.phase, quote: card.text, span: Span(0, count))
            }
        }
        for item in bench.items {
            let title = desk.title(item)
            guard let vote = desk.state.effective(item.id) else {
                if let state = desk.state.items[item.id], !state.changes.isEmpty,
                    (state.settled ?? state.last)?.decision.verdict == .accept
                {
                    waiting += 1
                }
                outcomes[item.suggestion.thread] = "Gehört zum Vorschlag „\(title)“, der noch geprüft wird."
                take(item, into: item.suggestion.thread)
                continue
            }
            switch vote.decision.verdict {
            case .accept:
                var suggestion = item.suggestion
                suggestion.title = title
                for (name, text) in vote.decision.edits.sorted(by: { $0.key < $1.key }) where name != "titel" {
                    let value = DraftValue(
                        text: text.isEmpty ? DraftField.open : text,
                        origin: text.isEmpty ? .pack : .review
                    )
                    if let at = suggestion.draft.firstIndex(where: { $0.name == name }) {
                        suggestion.draft[at].values = [value]
                    } else {
                        suggestion.draft.append(DraftField(name: name, values: [value]))
                    }
                }
                let parts = [item] + (merged[item.id] ?? [])
                for part in parts { take(part, into: suggestion.thread) }
                suggestion.evidence = quotes(parts)
                suggestions.append(suggestion)
            case .merge:
                let target = end(item.id)
                if let number = target.hasPrefix("M:") ? String(target.dropFirst(2)) : nil {
                    outcomes[item.suggestion.thread] =
                        "Bestätigt die Maßnahme \(number): „\(desk.context.measureTitle(number))“."
                    take(item, into: item.suggestion.thread)
                } else if desk.state.effective(target)?.decision.verdict != .accept, let other = bench.item(target) {
                    outcomes[item.suggestion.thread] =
                        "Gehört zum Vorschlag „\(desk.title(other))“, der \(desk.state.status(target, for: nil).title) ist."
                    take(item, into: item.suggestion.thread)
                }
            case .reject:
                outcomes[item.suggestion.thread] =
                    "Der Vorschlag „\(title)“ wurde nicht übernommen: \(vote.decision.reason?.title ?? "ohne Grund")."
                take(item, into: item.suggestion.thread)
            case .postpone:
                outcomes[item.suggestion.thread] = "Der Vorschlag „\(title)“ ist zurückgestellt."
                take(item, into: item.suggestion.thread)
            }
        }
        // What was merged into measures confirms them, one row per measure.
        for (target, items) in merged.sorted(by: { $0.key < $1.key }) where target.hasPrefix("M:") {
            let number = String(target.dropFirst(2))
            var suggestion = items[0].suggestion
            suggestion.kind = .bestaetigt
            suggestion.title = desk.context.measureTitle(number)
            suggestion.measures = [MeasureMatch(number: number, score: 1, parts: [])]
            suggestion.evidence = quotes(items)
            for item in items {
                outcomes[item.suggestion.thread] = nil
                take(item, into: suggestion.thread)
            }
            suggestions.append(suggestion)
        }
        for at in results.threads.indices {
            if let item = bench.items.first(where: { $0.suggestion.thread == results.threads[at].id }),
                let name = desk.state.names[item.id]
            {
                results.threads[at].label = name.label
            }
        }
        let kept = Set(suggestions.map(\.id))
        for at in results.measures.indices {
            let number = results.measures[at].number
            results.measures[at].suggestions = suggestions.filter {
                $0.kind != .neu && $0.measures.first?.number == number && kept.contains($0.id)
            }.map(\.id).sorted()
        }
        results.suggestions = suggestions
        self.results = results
        self.outcomes = outcomes
        self.waiting = waiting
    }
}
