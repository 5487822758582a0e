/// Comes in: segmented contributions. Goes out: status, personal data, duplicates.
public struct Screen: Sendable {
    public init(pack: Pack, participants: [String] = []) {}
    public func run(_ corpus: SegmentedCorpus, jobs: Int = 1) async throws -> ScreenedCorpus {
        ScreenedCorpus(segmented: corpus, screenings: corpus.contributions.map { _ in Screening() })
    }
}
