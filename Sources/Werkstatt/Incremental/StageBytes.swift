/// What stages found, as bytes of this machine: numbers in columns, every text once.

extension BinaryWriter {
    /// Most numbers of results are thousandths; what is none stands apart.
    mutating func add(thousandths numbers: [Double]) {
        var apart: [Double] = []
        add(
            numbers.map { number -> Int16 in
                let scaled = (number * 1000).rounded()
                if abs(scaled) <= 32767, (scaled / 1000).bitPattern == number.bitPattern { return Int16(scaled) }
                apart.append(number)
                return Int16.min
            }
        )
        add(apart)
    }

    /// Lists with their lengths.
    mutating func add(_ lists: [[Int]]) {
        add(lists.map { Int32($0.count) })
        add(lists.flatMap { $0.map { Int32($0) } })
    }

    mutating func add(_ taggings: [Tagging]) {
        var texts = TextNumbers()
        var polarities: [UInt8] = []
        var counts: [UInt16] = []
        var labels: [UInt32] = []
        var labelScores: [Double] = []
        var evidenceCounts: [UInt16] = []
        var entries: [UInt32] = []
        var starts: [Int32] = []
        var ends: [Int32] = []
        var weights: [Double] = []
        var concepts: [Int32] = []
        var shares: [Double] = []
        var scores: [Double] = []
        for tagging in taggings {
            polarities.append(tagging.polarity.map { UInt8(Polarity.allCases.firstIndex(of: $0)! + 1) } ?? 0)
            for list in [tagging.fields, tagging.themes, tagging.napPhases, tagging.targetGroups] {
                counts.append(UInt16(list.count))
                for label in list {
                    labels.append(texts.number(label.id))
                    labelScores.append(label.score)
                    evidenceCounts.append(UInt16(label.evidence.count))
                    for evidence in label.evidence {
                        entries.append(texts.number(evidence.entry))
                        starts.append(Int32(evidence.span?.start ?? -1))
                        ends.append(Int32(evidence.span?.end ?? -1))
                        weights.append(evidence.weight)
                    }
                }
            }
            counts.append(UInt16(tagging.concepts.count))
            for share in tagging.concepts {
                concepts.append(Int32(share.concept))
                shares.append(share.share)
            }
            counts.append(UInt16(tagging.scores.count))
            scores += tagging.scores
        }
        add(texts.texts)
        add(polarities)
        add(counts)
        add(labels)
        add(thousandths: labelScores)
        add(evidenceCounts)
        add(entries)
        add(starts)
        add(ends)
        add(thousandths: weights)
        add(concepts)
        add(thousandths: shares)
        add(thousandths: scores)
    }

    mutating func add(_ groups: KeptGroups) {
        add(groups.ideas)
        add([groups.objects])
        let figures = groups.figures
        add(figures.map { [$0.cohesion, $0.separation, $0.alone] + ($0.stability.map { [$0] } ?? []) } ?? [])
    }

    mutating func add(_ threads: KeptThreads) {
        add(threads.threads)
        add(threads.links.map { $0.flatMap { [$0.from, $0.to] } })
        add(thousandths: threads.links.flatMap { $0.map(\.score) })
        add(threads.links.flatMap { $0.map(\.reason) })
    }

    mutating func add(_ matches: [[MeasureMatch]]) {
        var texts = TextNumbers()
        let numbers = matches.map { $0.map { Int(texts.number($0.number)) } }
        let parts = matches.flatMap { $0.map { $0.parts.map { Int(texts.number($0.name)) } } }
        add(texts.texts)
        add(numbers)
        add(parts)
        add(thousandths: matches.flatMap { $0.map(\.score) })
        add(thousandths: matches.flatMap { $0.flatMap { $0.parts.map(\.value) } })
    }
}

extension BinaryReader {
    mutating func thousandths() throws -> [Double] {
        let numbers = try array(Int16.self)
        var apart = try array(Double.self).makeIterator()
        return try numbers.map { number in
            guard number == Int16.min else { return Double(number) / 1000 }
            guard let value = apart.next() else { throw Truncated() }
            return value
        }
    }

    mutating func lists() throws -> [[Int]] {
        let lengths = try array(Int32.self)
        var values = try array(Int32.self)[...]
        return try lengths.map { length in
            guard length >= 0, Int(length) <= values.count else { throw Truncated() }
            defer { values = values.dropFirst(Int(length)) }
            return values.prefix(Int(length)).map(Int.init)
        }
    }

    mutating func taggings() throws -> [Tagging] {
        let texts = try strings()
        let polarities = try array(UInt8.self)
        var counts = try array(UInt16.self).makeIterator()
        var labels = zip(try array(UInt32.self), try thousandths()).makeIterator()
        var evidenceCounts = try array(UInt16.self).makeIterator()
        var entries = try array(UInt32.self).makeIterator()
        var spans = zip(try array(Int32.self), try array(Int32.self)).makeIterator()
        var weights = try thousandths().makeIterator()
        var concepts = zip(try array(Int32.self), try thousandths()).makeIterator()
        var scores = try thousandths()[...]
        func next<Numbers: IteratorProtocol>(_ numbers: inout Numbers) throws -> Numbers.Element {
            guard let number = numbers.next() else { throw Truncated() }
            return number
        }
        func text(_ number: UInt32) throws -> String {
            guard texts.indices.contains(Int(number)) else { throw Truncated() }
            return texts[Int(number)]
        }
        func list() throws -> [Label] {
            try (0..<next(&counts)).map { _ in
                let (id, score) = try next(&labels)
                let evidence = try (0..<next(&evidenceCounts)).map { _ in
                    let (start, end) = try next(&spans)
                    return Evidence(
                        entry: try text(next(&entries)),
                        span: start < 0 ? nil : Span(Int(start), Int(end)),
                        weight: try next(&weights)
                    )
                }
                return Label(id: try text(id), score: score, evidence: evidence)
            }
        }
        return try polarities.map { polarity in
            var tagging = Tagging()
            tagging.fields = try list()
            tagging.themes = try list()
            tagging.napPhases = try list()
            tagging.targetGroups = try list()
            guard Int(polarity) <= Polarity.allCases.count else { throw Truncated() }
            tagging.polarity = polarity == 0 ? nil : Polarity.allCases[Int(polarity) - 1]
            tagging.concepts = try (0..<next(&counts)).map { _ in
                let (concept, share) = try next(&concepts)
                return ConceptShare(concept: Int(concept), share: share)
            }
            let count = Int(try next(&counts))
            guard count <= scores.count else { throw Truncated() }
            tagging.scores = Array(scores.prefix(count))
            scores = scores.dropFirst(count)
            return tagging
        }
    }

    mutating func groups() throws -> KeptGroups {
        let ideas = try lists()
        guard let objects = try lists().first, objects.count == ideas.count else { throw Truncated() }
        let numbers = try array(Double.self)
        var figures: GroupFigures?
        if numbers.count >= 3 {
            figures = GroupFigures(
                cohesion: numbers[0],
                separation: numbers[1],
                alone: numbers[2],
                stability: numbers.count > 3 ? numbers[3] : nil
            )
        }
        return KeptGroups(ideas: ideas, objects: objects, figures: figures)
    }

    mutating func threads() throws -> KeptThreads {
        let threads = try lists()
        let ends = try lists()
        var scores = try thousandths().makeIterator()
        var reasons = try strings().makeIterator()
        guard ends.count == threads.count else { throw Truncated() }
        let links = try ends.map { ends in
            try stride(from: 0, to: ends.count - 1, by: 2).map { at in
                guard let score = scores.next(), let reason = reasons.next() else { throw Truncated() }
                return IdeaLink(from: ends[at], to: ends[at + 1], score: score, reason: reason)
            }
        }
        return KeptThreads(threads: threads, links: links)
    }

    mutating func matches() throws -> [[MeasureMatch]] {
        let texts = try strings()
        let numbers = try lists()
        var parts = try lists().makeIterator()
        var scores = try thousandths().makeIterator()
        var values = try thousandths().makeIterator()
        return try numbers.map { numbers in
            try numbers.map { number in
                guard let names = parts.next(), let score = scores.next() else { throw Truncated() }
                let own = try names.map { name in
                    guard let value = values.next() else { throw Truncated() }
                    return ScorePart(texts[name], value)
                }
                return MeasureMatch(number: texts[number], score: score, parts: own)
            }
        }
    }
}

/// Numbers texts in the order they come.
private struct TextNumbers {
    private(set) var texts: [String] = []
    private var numbers: [String: UInt32] = [:]

    mutating func number(_ text: String) -> UInt32 {
        if let number = numbers[text] { return number }
        let number = UInt32(texts.count)
        numbers[text] = number
        texts.append(text)
        return number
    }
}
