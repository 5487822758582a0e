/// What an earlier run found, for the stages of this one, and what this one found, for the next.
///
/// Comes in: what was kept, where its keys still hold. Goes out: the corpora of the stages, the same as if they had run, and
/// bytes to keep. Decides nothing: whether something holds was decided by its key.
struct StageMemory {
    /// Per contribution what was read from the same words; empty for nothing.
    var known: [Tag.Reading?] = []
    var groups: KeptGroups?
    var threads: KeptThreads?
    var settled: [Tagging]?
    var matches: [[MeasureMatch]]?
    /// Collects what this run finds; nil when nobody wants it.
    var found: BinaryWriter?

    mutating func tagged(_ corpus: ScreenedCorpus, _ stage: Tag, jobs: Int) async throws -> TaggedCorpus {
        guard found != nil || !known.isEmpty else { return try await stage.run(corpus, jobs: jobs) }
        let (tagged, readings) = try await stage.run(corpus, known: known, jobs: jobs)
        known = []
        found?.add(readings.map { $0.phase.map { UInt8($0.rank + 1) } ?? 0 })
        found?.add(readings.map(\.tagging))
        return tagged
    }

    mutating func grouped(_ corpus: TaggedCorpus, _ stage: Group, jobs: Int) async throws -> GroupedCorpus {
        let result: GroupedCorpus
        if let groups {
            result = GroupedCorpus(
                tagged: corpus,
                ideas: groups.ideas,
                objects: groups.objects,
                figures: groups.figures
            )
        } else {
            result = try await stage.run(corpus, jobs: jobs)
        }
        groups = nil
        found?.add(KeptGroups(ideas: result.ideas, objects: result.objects, figures: result.figures))
        return result
    }

    mutating func linked(_ corpus: GroupedCorpus, _ stage: Link, jobs: Int) async throws -> LinkedCorpus {
        let result: LinkedCorpus
        if let threads {
            result = LinkedCorpus(grouped: corpus, threads: threads.threads, links: threads.links)
        } else {
            result = try await stage.run(corpus, jobs: jobs)
        }
        threads = nil
        found?.add(KeptThreads(threads: result.threads, links: result.links))
        return result
    }

    mutating func settled(_ corpus: LinkedCorpus, _ stage: Settle, jobs: Int) async throws -> SettledCorpus {
        let result: SettledCorpus
        if let settled {
            result = SettledCorpus(linked: corpus, taggings: settled)
        } else {
            result = try await stage.run(corpus, jobs: jobs)
        }
        settled = nil
        found?.add(result.taggings)
        return result
    }

    mutating func matched(_ corpus: SettledCorpus, _ stage: Match, jobs: Int) async throws -> MatchedCorpus {
        let result: MatchedCorpus
        if let matches {
            result = MatchedCorpus(settled: corpus, matches: matches)
        } else {
            result = try await stage.run(corpus, jobs: jobs)
        }
        matches = nil
        found?.add(result.matches)
        return result
    }
}

struct KeptGroups {
    var ideas: [[Int]]
    var objects: [Int]
    var figures: GroupFigures?
}

struct KeptThreads {
    var threads: [[Int]]
    var links: [[IdeaLink]]
}
