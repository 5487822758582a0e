/// The facts of one thread with their places: who, when, how often, how much, where.
///
/// Times, sums, staff and frequencies count only where something is planned (steps, or cards without a phase); places
/// count everywhere. What lies in personal data is left out. Never infers: every value stands in a contribution.
struct ThreadFacts {
    var offices: [DraftValue] = []
    var partners: [DraftValue] = []
    var funding: [DraftValue] = []
    var times: [DraftValue] = []
    var frequencies: [DraftValue] = []
    var sums: [DraftValue] = []
    var staff: [DraftValue] = []
    var districts: [DraftValue] = []
    /// Spellings that may mean something else.
    var unclear: [DraftValue] = []
}

/// Reads the facts of threads; built once per run.
struct FactReader {
    private let actors: FactNames
    private let places: FactNames
    private let most: Int

    init(pack: Pack) {
        actors = FactNames(pack.actors)
        places = FactNames(pack.places, kinds: ["stadtbezirk", "viertel"])
        most = pack.parameters.count("draft_facts_most")
    }

    private static let bearers: Set<String> = [
        "zustaendig", "zustaendigkeit", "ueber", "federfuehrend", "federfuehrung", "verantwortlich", "durch", "macht",
        "uebernimmt", "leitung",
    ]
    private static let separators: Set<String> = [
        ",", ";", ".", ":", "–", "—", "(", ")", "+", "/", "•", "-", "u", "und", "&",
    ]

    /// Whether an office is said to do something: it begins a clause that goes on with its verb, stands alone between
    /// commas, or follows "zuständig", "über", "durch". Otherwise it takes part, or is merely the place.
    static func acts(_ span: Span, in text: FactText) -> Bool {
        guard let first = text.tokens.firstIndex(where: { $0.span.start == span.start }),
            let last = text.tokens.lastIndex(where: { $0.span.end == span.end })
        else { return false }
        if (max(0, first - 4)..<first).contains(where: { bearers.contains(text.key($0)) }) { return true }
        var start = first
        if ["der", "die", "das"].contains(text.key(start - 1)) { start -= 1 }
        guard start == 0 || separators.contains(text.key(start - 1)) else { return false }
        guard let next = text[last + 1] else { return true }
        if separators.contains(next.key) || !next.isWord { return true }
        return next.surface.first!.isLowercase && next.key.hasSuffix("t")
    }

    func facts(_ cards: [Int], texts: [FactText], in tagged: TaggedCorpus) -> ThreadFacts {
        var facts = ThreadFacts()
        for (card, text) in zip(cards, texts) {
            let contribution = tagged.contributions[card]
            let redactions = tagged.screened.screenings[card].redactions
            func add(_ spans: [Span], to path: WritableKeyPath<ThreadFacts, [DraftValue]>) {
                for span in spans
                where !redactions.contains(where: { $0.span.start < span.end && span.start < $0.span.end }) {
                    let value = DraftValue(
                        text: contribution.text.slice(span),
                        origin: .contribution,
                        from: contribution.id,
                        span: span
                    )
                    let isKnown = facts[keyPath: path].contains { Fold.key($0.text) == Fold.key(value.text) }
                    if !isKnown, facts[keyPath: path].count < most { facts[keyPath: path].append(value) }
                }
            }
            let hits = places.find(in: text)
            add(hits.filter { !$0.isAmbiguous }.map(\.span), to: \.districts)
            add(hits.filter(\.isAmbiguous).map(\.span), to: \.unclear)
            guard contribution.phase == .realisierung || contribution.phase == nil else { continue }
            for hit in actors.find(in: text) {
                let isOffice = hit.entry.kind == "amt" && ["stadt", "region"].contains(hit.entry.level)
                let role: WritableKeyPath<ThreadFacts, [DraftValue]> =
                    hit.entry.pays ? \.funding : isOffice && Self.acts(hit.span, in: text) ? \.offices : \.partners
                add([hit.span], to: hit.isAmbiguous ? \.unclear : role)
            }
            add(FactDates.find(in: text), to: \.times)
            add(FactAmounts.frequencies(in: text), to: \.frequencies)
            add(FactAmounts.costs(in: text), to: \.sums)
            add(FactAmounts.staff(in: text), to: \.staff)
        }
        return facts
    }
}
