/// What decides the outcome of each stage, as digests.
///
/// Comes in: the line and the screened cards. Goes out: a key per card for `tag`, a key for each of `group`, `link`, `settle`
/// and `match`, and the keys of all stages as the lock names them: the same on every machine. Never: a text.
struct StageKeys: Sendable {
    /// What is counted from the lexicons.
    let knowledge: ContentKey
    /// What `tag` reads besides a card.
    let tagBase: ContentKey
    /// Per contribution: what `tag` reads of it.
    let words: [ContentKey]
    /// Per contribution: everything the stages behind `tag` may read of it; not its place in a file.
    let cards: [ContentKey]
    let group: ContentKey
    let link: ContentKey
    let settle: ContentKey
    let match: ContentKey
    /// All stages in their order.
    let stages: [(name: String, key: ContentKey)]

    init(_ screened: ScreenedCorpus, line: Line, sources: RunSources, inputs: [InputFile], names: RunNames) {
        let pack = line.pack
        let options = line.options
        func key(_ name: String, after: [ContentKey], _ more: (inout ContentHash) -> Void = { _ in }) -> ContentKey {
            var hash = StageReadings.seed()
            hash.add(name)
            for key in after { hash.add(key) }
            StageReadings.add(StageReadings.names(name), of: pack, to: &hash)
            for part in pack.parts where StageReadings.parts[part.key] == name { StageReadings.add(part, to: &hash) }
            more(&hash)
            return hash.key
        }
        let knowledge = sources.knowledge
        self.knowledge = knowledge
        let tagBase = key("tag", after: [knowledge])
        self.tagBase = tagBase

        var words: [ContentKey] = []
        var cards: [ContentKey] = []
        let contributions = screened.segmented.contributions
        words.reserveCapacity(contributions.count)
        cards.reserveCapacity(contributions.count)
        for (card, screening) in zip(contributions, screened.screenings) {
            var hash = ContentHash()
            hash.add(card.text)
            hash.add(screening.status.rawValue)
            hash.add(UInt64(screening.redactions.count))
            for redaction in screening.redactions {
                hash.add(UInt64(redaction.span.start))
                hash.add(UInt64(redaction.span.end))
                hash.add(redaction.type.rawValue)
            }
            words.append(hash.key)
            hash.add(card.id)
            for text in [
                card.workshop, card.phase?.rawValue, card.phaseOrigin?.rawValue, card.table?.text, card.color,
                card.roomCluster, card.rating?.text, screening.duplicateOf,
            ] {
                hash.add(UInt64(text == nil ? 0 : 1))
                if let text { hash.add(text) }
            }
            for number in [card.points, card.roomPoints] {
                hash.add(UInt64(number == nil ? 0 : 1))
                if let number { hash.add(UInt64(bitPattern: Int64(number))) }
            }
            cards.append(hash.key)
        }
        self.words = words
        self.cards = cards

        group = key("group", after: [tagBase] + cards) { $0.add(options.ignoreRoom ? 1 : 0) }
        link = key("link", after: [group])
        settle = key("settle", after: [link]) { $0.add(options.noContext ? 1 : 0) }
        match = key("match", after: [settle])

        let intake = key("intake", after: []) { hash in
            for input in inputs.map({ names.shortened($0.name) + "\n" + $0.sha256 }).sorted(by: precedesBytewise) {
                hash.add(input)
            }
            hash.add(options.columnMap?.sha256 ?? "")
            hash.add(options.splitTurns ? 1 : 0)
        }
        let normalise = key("normalise", after: [intake, knowledge])
        let segment = key("segment", after: [normalise])
        let decisions = options.decisions?.sha256 ?? ""
        let screen = key("screen", after: [segment]) { hash in
            for name in options.participants { hash.add(name) }
            hash.add(decisions)
        }
        let suggest = key("suggest", after: [screen, match]) { hash in
            hash.add(decisions)
            hash.add(options.ignoreRoom ? 1 : 0)
        }
        let results = key("results", after: [suggest]) { $0.add(options.keepPersonalData ? 1 : 0) }
        stages = [
            ("intake", intake), ("normalise", normalise), ("segment", segment), ("screen", screen),
            ("tag", key("tag", after: [screen, tagBase] + words)), ("group", group), ("link", link),
            ("settle", settle), ("match", match), ("suggest", suggest), ("results", results),
        ]
    }
}
