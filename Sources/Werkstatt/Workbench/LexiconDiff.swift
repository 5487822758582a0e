/// What an edit of the lexicon changes for real contributions.
///
/// Comes in: two packs, contributions. Goes out: the contributions whose labels differ, with what was added and taken away.
/// Decides nothing; looks at a card's own words alone (no context), so every change comes from the lexicon.
public struct LexiconDiff: Sendable {
    public struct Change: Sendable {
        public var id: String
        public var file: String
        public var row: Int
        public var text: String
        /// Labels that only the new pack gives, with the entry that speaks most for them.
        public var added: [String]
        public var removed: [String]
    }

    public static func changes(
        _ intake: IntakeCorpus,
        old: Pack,
        oldKnowledge: Knowledge,
        new: Pack,
        newKnowledge: Knowledge,
        jobs: Int
    ) async throws -> [Change] {
        let before = try await taggings(intake, old, oldKnowledge, jobs)
        let after = try await taggings(intake, new, newKnowledge, jobs)
        return intake.contributions.indices.compactMap { position in
            let was = names(before[position])
            let now = names(after[position])
            let card = intake.contributions[position]
            let added = now.filter { name in !was.contains { $0.id == name.id } }.map(\.shown)
            let removed = was.filter { name in !now.contains { $0.id == name.id } }.map(\.shown)
            return added.isEmpty && removed.isEmpty
                ? nil
                : Change(
                    id: card.id,
                    file: card.source.file,
                    row: card.source.row,
                    text: card.text,
                    added: added,
                    removed: removed
                )
        }
    }

    private static func taggings(_ intake: IntakeCorpus, _ pack: Pack, _ knowledge: Knowledge, _ jobs: Int) async throws
        -> [Tagging]
    {
        let line = Line(pack: pack, knowledge: knowledge, options: RunOptions())
        let segmented = try await line.segment.run(line.normalise.run(intake, jobs: jobs), jobs: jobs)
        return try await line.tag.run(line.screen.run(segmented, jobs: jobs), jobs: jobs).taggings
    }

    private static func names(_ tagging: Tagging) -> [(id: String, shown: String)] {
        let labels =
            (tagging.fields + tagging.themes + tagging.targetGroups).map { ($0.id, $0) }
            + tagging.napPhases.map { ("NAP-I \($0.id)", $0) }
        var result = labels.map { id, label in
            (id: id, shown: id + (label.evidence.first.map { " („\($0.entry)“)" } ?? ""))
        }
        if let polarity = tagging.polarity { result.append((polarity.rawValue, polarity.rawValue)) }
        return result
    }
}
