/// Comes in: contributions as read. Goes out: the same with a text ready for matching beside the original.
/// Decides: which invisible characters, odd blanks and line-end hyphens are mended, each recorded with its place.
/// Never: changes the original, joins what a hyphen leaves out ("Sprach- und …"), mends what it cannot prove.
public struct Normalise: Sendable {
    let knowledge: Knowledge

    public init(knowledge: Knowledge) { self.knowledge = knowledge }

    public func run(_ intake: IntakeCorpus, jobs: Int = 1) async throws -> NormalisedCorpus {
        let contributions = intake.contributions
        let known = knowledge.knownWords
        let slices = try await inSlices(contributions.count, jobs: jobs) { range in
            range.map { CleanText(Array(contributions[$0].text.utf8), known: known) }
        }
        return NormalisedCorpus(intake: intake, texts: slices.flatMap { $0 })
    }
}
