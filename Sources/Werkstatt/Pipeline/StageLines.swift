import FoundationEssentials

/// The corpora between the stages as JSON Lines, so that each stage can run alone as a filter and be looked at.
///
/// First a head (`{"werkstatt": STAGE, …}` with inputs, unread rows and notices), then one line per contribution with
/// everything the stages so far found out about it, then one line per thread. Notices that come up while lines already
/// flow stand in lines of their own. Numbers of ideas and threads are positions; concepts are named by their ids.
struct StageHead: Codable {
    /// The stage that wrote the lines.
    var werkstatt: String
    var inputs: [InputFile]
    var unread: [UnreadRow]
    var notices: [Notice]
    var groups: GroupFigures?
}

struct StageCard: Codable {
    var contribution: Contribution
    var repairs: [Repair]?
    var words: [StageWord]?
    /// Ends of sentences in bytes.
    var sentences: [Int32]?
    var screening: Screening?
    var tagging: Tagging?
    var idea: Int?
    /// Number of the object its idea is about.
    var object: Int?
    var thread: Int?
    var settled: Tagging?
}

/// A word in bytes of the original with the surface its form was made from (an ellipsis is expanded).
struct StageWord: Codable {
    var start: Int32
    var end: Int32
    var form: String
    var kind: WordKind?
    var repeats: Bool?
}

struct StageThread: Codable {
    var ideas: [Int]
    var links: [IdeaLink]
    var matches: [MeasureMatch]?
}

/// What the last stage hands to `results`.
struct StageEnd: Codable {
    var ideas: [Idea]
    var threads: [IdeaThread]
    var suggestions: [Suggestion]
    var measures: [MeasureView]
    var contributions: [ReadyContribution]
}

/// All lines of a filter in one value.
struct StageState {
    var head: StageHead
    var cards: [StageCard] = []
    var threads: [StageThread] = []
    var end: StageEnd?

    private struct Line: Codable {
        var card: StageCard?
        var thread: StageThread?
        var end: StageEnd?
        var notices: [Notice]?
    }

    func encoded() throws -> [UInt8] { try encoded(after: nil) }

    /// - Parameter head: What was written before; then only notices that it lacks are.
    func encoded(after head: StageHead?) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        func add(_ value: some Encodable) throws {
            bytes.append(contentsOf: try encoder.encode(value))
            bytes.append(UInt8(ascii: "\n"))
        }
        if let head {
            let notices = Array(self.head.notices.dropFirst(head.notices.count))
            if !notices.isEmpty { try add(Line(notices: notices)) }
        } else {
            try add(self.head)
        }
        for card in cards { try add(Line(card: card)) }
        for thread in threads { try add(Line(thread: thread)) }
        if let end { try add(Line(end: end)) }
        return bytes
    }

    /// - Throws: `StageError` naming the line that is no output of a stage.
    init(decoding bytes: [UInt8]) throws {
        var number = 0
        try self.init(decoding: bytes[...], after: nil, &number)
    }

    /// - Parameters:
    ///   - head: The head when it was read before.
    ///   - number: Lines read so far.
    init(decoding bytes: ArraySlice<UInt8>, after earlier: StageHead?, _ number: inout Int) throws {
        let decoder = JSONDecoder()
        var head = earlier
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            number += 1
            do {
                if head == nil {
                    head = try decoder.decode(StageHead.self, from: Data(line))
                    continue
                }
                let line = try decoder.decode(Line.self, from: Data(line))
                if let card = line.card { cards.append(card) }
                if let thread = line.thread { threads.append(thread) }
                if let end = line.end { self.end = end }
                head!.notices += line.notices ?? []
            } catch {
                throw StageError(
                    description:
                        "Standardeingabe, Zeile \(number): Das ist keine Ausgabe einer Stufe von werkstatt; bitte die Ausgabe der vorigen Stufe übergeben."
                )
            }
        }
        guard let head else {
            throw StageError(
                description: "Die Standardeingabe ist leer; bitte die Ausgabe der vorigen Stufe übergeben."
            )
        }
        self.head = head
    }

    init(head: StageHead) { self.head = head }
}

/// Lines that do not fit the stage they were given to. German.
public struct StageError: Error, Sendable, CustomStringConvertible {
    public var description: String
}

// MARK: From corpora to lines

extension StageState {
    init(_ corpus: IntakeCorpus, after stage: String) {
        head = StageHead(werkstatt: stage, inputs: corpus.inputs, unread: corpus.unread, notices: corpus.notices)
        cards = corpus.contributions.map { StageCard(contribution: $0) }
    }

    /// The lines of a corpus a block at a time, so that they never stand in memory as a whole.
    static func write(_ corpus: IntakeCorpus, after stage: String, to write: ([UInt8]) throws -> Void) throws {
        var block = StageState(
            head: StageHead(werkstatt: stage, inputs: corpus.inputs, unread: corpus.unread, notices: corpus.notices)
        )
        try write(block.encoded())
        let cards = corpus.contributions
        for start in stride(from: 0, to: cards.count, by: blockLength) {
            block.cards = cards[start..<min(cards.count, start + blockLength)].map { StageCard(contribution: $0) }
            try write(block.encoded(after: block.head))
        }
    }

    private static let blockLength = 8192

    init(_ corpus: NormalisedCorpus) {
        self.init(corpus.intake, after: "normalise")
        for (position, text) in corpus.texts.enumerated() {
            var counter = CodePointCounter(Array(cards[position].contribution.text.utf8))
            cards[position].repairs = text.repairs.map {
                Repair(kind: $0.kind, span: Span(counter.count(before: $0.start), counter.count(before: $0.end)))
            }
        }
    }

    init(_ corpus: SegmentedCorpus) {
        self.init(corpus.normalised)
        head.werkstatt = "segment"
        for position in cards.indices {
            cards[position].words = corpus.words[position].map { word in
                let form = corpus.lexis[word.form]
                return StageWord(
                    start: word.start,
                    end: word.end,
                    form: form.surface,
                    kind: form.kind == .word ? nil : form.kind,
                    repeats: word.repeats ? true : nil
                )
            }
            cards[position].sentences = corpus.sentenceEnds[position]
        }
    }

    init(_ corpus: ScreenedCorpus) {
        self.init(corpus.segmented)
        head.werkstatt = "screen"
        for position in cards.indices { cards[position].screening = corpus.screenings[position] }
    }

    init(_ corpus: TaggedCorpus) {
        self.init(corpus.screened)
        head.werkstatt = "tag"
        for position in cards.indices { cards[position].tagging = corpus.taggings[position] }
    }

    init(_ corpus: GroupedCorpus) {
        self.init(corpus.tagged)
        head.werkstatt = "group"
        head.groups = corpus.figures
        for (idea, members) in corpus.ideas.enumerated() {
            for card in members {
                cards[card].idea = idea
                cards[card].object = corpus.objects[idea]
            }
        }
    }

    init(_ corpus: LinkedCorpus) {
        self.init(corpus.grouped)
        head.werkstatt = "link"
        for (thread, ideas) in corpus.threads.enumerated() {
            for idea in ideas { for card in corpus.grouped.ideas[idea] { cards[card].thread = thread } }
        }
        threads = zip(corpus.threads, corpus.links).map { StageThread(ideas: $0, links: $1) }
    }

    init(_ corpus: SettledCorpus) {
        self.init(corpus.linked)
        head.werkstatt = "settle"
        for position in cards.indices { cards[position].settled = corpus.taggings[position] }
    }

    init(_ corpus: MatchedCorpus) {
        self.init(corpus.settled)
        head.werkstatt = "match"
        for position in threads.indices { threads[position].matches = corpus.matches[position] }
    }

    init(_ results: RunResults) {
        head = StageHead(
            werkstatt: "suggest",
            inputs: results.inputs,
            unread: results.unread,
            notices: results.notices,
            groups: results.groupFigures
        )
        end = StageEnd(
            ideas: results.ideas,
            threads: results.threads,
            suggestions: results.suggestions,
            measures: results.measures,
            contributions: results.contributions
        )
    }
}

// MARK: From lines to corpora

extension StageState {
    private func all<Value>(_ path: KeyPath<StageCard, Value?>, from stage: String) throws -> [Value] {
        try cards.map { card in
            guard let value = card[keyPath: path] else {
                throw StageError(
                    description:
                        "Beitrag \(card.contribution.id): Hier fehlt, was die Stufe \(stage) liefert; bitte diese Stufe vorher ausführen."
                )
            }
            return value
        }
    }

    var intake: IntakeCorpus {
        IntakeCorpus(
            contributions: cards.map(\.contribution),
            unread: head.unread,
            notices: head.notices,
            inputs: head.inputs
        )
    }

    func normalised(_ knowledge: Knowledge) throws -> NormalisedCorpus {
        _ = try all(\.repairs, from: "normalise")
        return NormalisedCorpus(
            intake: intake,
            texts: cards.map { CleanText(Array($0.contribution.text.utf8), known: knowledge.knownWords) }
        )
    }

    func segmented(_ knowledge: Knowledge) throws -> SegmentedCorpus {
        var lexis = Lexis()
        return try segmented(knowledge, growing: &lexis)
    }

    /// - Parameter lexis: gets the forms that it lacks; the corpus has the state it is left in.
    func segmented(_ knowledge: Knowledge, growing lexis: inout Lexis) throws -> SegmentedCorpus {
        let builder = knowledge.builder()
        let words = try all(\.words, from: "segment").map { words in
            words.map { word in
                Word(
                    start: word.start,
                    end: word.end,
                    form: lexis.intern(word.form, word.kind ?? .word, builder),
                    repeats: word.repeats ?? false
                )
            }
        }
        return SegmentedCorpus(
            normalised: try normalised(knowledge),
            lexis: lexis,
            words: words,
            sentenceEnds: try all(\.sentences, from: "segment")
        )
    }

    func screened(_ knowledge: Knowledge) throws -> ScreenedCorpus {
        ScreenedCorpus(segmented: try segmented(knowledge), screenings: try all(\.screening, from: "screen"))
    }

    func tagged(_ knowledge: Knowledge) throws -> TaggedCorpus {
        TaggedCorpus(screened: try screened(knowledge), taggings: try all(\.tagging, from: "tag"))
    }

    func grouped(_ knowledge: Knowledge) throws -> GroupedCorpus {
        guard head.werkstatt != "tag" else {
            throw StageError(
                description: "Hier fehlt, was die Stufe group liefert; bitte diese Stufe vorher ausführen."
            )
        }
        var ideas: [[Int]] = []
        var objects: [Int] = []
        for (position, card) in cards.enumerated() {
            guard let idea = card.idea else { continue }
            while ideas.count <= idea {
                ideas.append([])
                objects.append(0)
            }
            ideas[idea].append(position)
            objects[idea] = card.object ?? 0
        }
        return GroupedCorpus(tagged: try tagged(knowledge), ideas: ideas, objects: objects, figures: head.groups)
    }

    func linked(_ knowledge: Knowledge) throws -> LinkedCorpus {
        let grouped = try grouped(knowledge)
        guard grouped.ideas.isEmpty || !threads.isEmpty else {
            throw StageError(description: "Hier fehlt, was die Stufe link liefert; bitte diese Stufe vorher ausführen.")
        }
        return LinkedCorpus(grouped: grouped, threads: threads.map(\.ideas), links: threads.map(\.links))
    }

    func settled(_ knowledge: Knowledge) throws -> SettledCorpus {
        SettledCorpus(linked: try linked(knowledge), taggings: try all(\.settled, from: "settle"))
    }

    func matched(_ knowledge: Knowledge) throws -> MatchedCorpus {
        let matches = try threads.map { thread in
            guard let matches = thread.matches else {
                throw StageError(
                    description: "Hier fehlt, was die Stufe match liefert; bitte diese Stufe vorher ausführen."
                )
            }
            return matches
        }
        return MatchedCorpus(settled: try settled(knowledge), matches: matches)
    }

    func results() throws -> RunResults {
        guard let end else {
            throw StageError(
                description: "Hier fehlt, was die Stufe suggest liefert; bitte diese Stufe vorher ausführen."
            )
        }
        return RunResults(
            contributions: end.contributions,
            ideas: end.ideas,
            threads: end.threads,
            suggestions: end.suggestions,
            measures: end.measures,
            unread: head.unread,
            notices: head.notices,
            inputs: head.inputs,
            groupFigures: head.groups
        )
    }
}
