/// The results as JSON Lines to be passed on: contributions in the shape of `contributions.jsonl`
/// (Pipelines/common/schema/contribution.schema.json), but masked.
///
/// Comes in: results. Goes out: one line per contribution. Decides what may leave the house: the text with its masks,
/// offsets counted in it, nothing of `extra` and of what was erased. Never changes a label.
struct LinesExport {
    let context: ReportContext

    func bytes() -> [UInt8] {
        var out = JSONText()
        for card in context.results.contributions {
            ResultLines.contribution(masked(card), to: &out)
            out.newline()
        }
        return Array(out.string.utf8)
    }

    private func masked(_ card: ReadyContribution) -> ReadyContribution {
        guard !context.masker.keepsPersonalData else { return card }
        let text = context.masker.text(card)
        var copy = card
        copy.contribution.text = text.text
        copy.contribution.extra = []
        copy.contribution.roomCluster = card.contribution.roomCluster.map { context.masker.derived($0, from: [card]) }
        copy.redactions = card.redactions.map { Redaction(text.span($0.span), $0.type) }
        func labels(_ labels: [Label]) -> [Label] {
            labels.map { label in
                let evidence = label.evidence.map { part in
                    Evidence(
                        entry: context.masker.derived(part.entry, from: [card]),
                        span: part.span.map(text.span),
                        weight: part.weight
                    )
                }
                return Label(id: label.id, score: label.score, evidence: evidence)
            }
        }
        copy.fields = labels(card.fields)
        copy.themes = labels(card.themes)
        copy.napPhases = labels(card.napPhases)
        copy.targetGroups = labels(card.targetGroups)
        return copy
    }
}
