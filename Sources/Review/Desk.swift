import FoundationEssentials
import Werkstatt

/// Somebody else was faster: what the page showed is not what stands now. German, one or two sentences.
public struct StaleError: Error, Sendable, CustomStringConvertible {
    public let description: String
}

/// What was asked for does not exist or makes no sense. German, one sentence.
public struct DeskError: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

/// A run and its journal, opened for people: what every page, command and export of the review works on.
///
/// Comes in: a folder with results, acts of people. Goes out: items, cards, state. Decides whether an act still fits what
/// stands now. Never keeps anything that is not in the journal; one thread at a time.
public final class Desk {
    public let folder: String
    public let pack: Pack
    public let journal: Journal
    public private(set) var events: [Event] = []
    public private(set) var state = ReviewState()
    /// As the run wrote them.
    private(set) var base: RunResults
    /// With what people corrected.
    public private(set) var results: RunResults
    public private(set) var bench: Bench
    package private(set) var context: ReportContext
    /// Changes whenever cards change: what a search index was made from.
    private(set) var edition = 0
    var index: SearchIndex?
    /// The keys of the cards, by position.
    private var keys: [String]
    let options: RunOptions

    /// What became of the decisions after the last new run.
    public struct CarryReport: Sendable, Equatable {
        public var kept = 0
        public var changed = 0
        public var lost = 0
    }
    public private(set) var carryReport: CarryReport?

    /// Opens a folder; a new run is noted in the journal and decisions find their suggestions again.
    public init(
        folder: String,
        pack: Pack? = nil,
        create: Bool = true,
        now: @escaping () -> String = Journal.clock
    ) throws {
        self.folder = folder
        let reader = ResultReader(folder: folder)
        base = try reader.read()
        self.pack = try pack ?? Pack(folder: "Pipelines/\(try reader.packID())")
        journal = try Journal(path: Journal.path(in: folder), create: create, now: now)
        var options = RunOptions()
        options.keepPersonalData = try reader.keepsPersonalData()
        self.options = options
        results = base
        let salt = journal.salt
        keys = base.contributions.map {
            Corrections.key(salt: salt, workshop: $0.contribution.workshop, text: $0.contribution.text)
        }
        bench = Bench(base, state: ReviewState(), keys: keys)
        context = ReportContext(base, pack: self.pack, options: options, showsPlaces: false)
        events = try journal.events()
        state = ReviewState(events)
        try finishErasures()
        rebuild()
        try noteRun(digest: Self.digest(folder))
    }

    /// The digest of what the run found.
    private static func digest(_ folder: String) -> String {
        let bytes = ["suggestions.jsonl", "contributions.jsonl"].map { readFile(folder + "/" + $0) ?? [] }
        return sha256(bytes.map { sha256($0) }.joined().utf8)
    }

    // MARK: Keeping up

    /// Takes in what others wrote meanwhile.
    public func refresh() throws {
        take(try journal.events(after: events.last?.number ?? 0))
    }

    private func take(_ news: [Event]) {
        guard !news.isEmpty else { return }
        events += news
        var rebuilds = false
        var replays = false
        for event in news {
            switch event.action {
            case .undo: replays = true
            case .decide, .settle, .signOff, .reviewers, .rename: break
            default: rebuilds = true
            }
        }
        if replays {
            state = ReviewState(events)
        } else {
            for event in news { state.apply(event) }
        }
        if rebuilds || replays { rebuild() }
    }

    private func rebuild() {
        results = corrected(base)
        context = ReportContext(results, pack: pack, options: options, showsPlaces: false)
        bench = Bench(results, state: state, keys: keys)
        edition += 1
    }

    private func corrected(_ results: RunResults) -> RunResults {
        let corrections = state.corrections(salt: journal.salt)
        guard !corrections.cards.isEmpty else { return results }
        var results = results
        var first: [String: String] = [:]
        for (position, key) in keys.enumerated() where first[key] == nil {
            first[key] = results.contributions[position].id
        }
        for (position, key) in keys.enumerated() {
            guard let card = corrections.cards[key] else { continue }
            for (dimension, ids) in card.tags {
                results.contributions[position][keyPath: dimension.path] = ids.map(Label.byHand)
            }
            results.contributions[position].redactions.apply(card)
            switch card.duplicate {
            case .none?: results.contributions[position].duplicateOf = nil
            case .of(let other):
                guard let id = first[other], id != results.contributions[position].id else { continue }
                results.contributions[position].duplicateOf = id
            case nil: break
            }
        }
        return results
    }

    private func noteRun(digest: String) throws {
        guard state.results != digest else { return }
        var actions: [Action] = []
        if state.results != nil {
            let images = Dictionary(bench.items.map { ($0.id, image(of: $0)) }, uniquingKeysWith: { first, _ in first })
            let byKey = Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            let over = CarryOver(state: state, bench: bench, images: images) { key in
                if let position = byKey[key] { return self.text(position).text }
                return (try? self.journal.wording(key))?.text
            }
            let carries = over.carries()
            var report = CarryReport()
            for carry in carries
            where !(state.items[carry.from]?.votes.isEmpty ?? true) || state.items[carry.from]?.settled != nil {
                if carry.image == nil {
                    report.lost += 1
                } else if carry.changes.isEmpty {
                    report.kept += 1
                } else {
                    report.changed += 1
                }
            }
            carryReport = report
            if !carries.isEmpty { actions.append(.carry(carries: carries)) }
        }
        actions.append(.results(digest: digest, suggestions: base.suggestions.count))
        try append(Journal.Act(who: Journal.program, actions: actions), expecting: [:], cards: [:])
    }

    // MARK: Looking

    public func text(_ position: Int) -> MaskedText { context.masker.text(results.contributions[position]) }

    /// A text made from cards, masked.
    public func derived(_ text: String, _ item: Bench.Item) -> String {
        context.masker.derived(text, from: item.cards.map { results.contributions[$0] })
    }

    /// The title as it stands: what people wrote, else what the run wrote.
    public func title(_ item: Bench.Item, for who: String? = nil) -> String {
        let vote = state.effective(item.id) ?? who.flatMap { state.items[item.id]?.vote(of: $0) }
        if let title = vote?.decision.edits["titel"], !title.isEmpty { return title }
        return derived(item.suggestion.title, item)
    }

    /// What the thread of a suggestion is called.
    public func threadLabel(_ item: Bench.Item) -> String {
        if let name = state.names[item.id] { return name.label }
        guard !item.isSplit, let thread = context.thread(item.suggestion.thread) else {
            return derived(item.suggestion.title, item)
        }
        return derived(thread.label, item)
    }

    public func image(of item: Bench.Item) -> Image {
        Image(
            kind: item.suggestion.kind.rawValue,
            title: derived(item.suggestion.title, item),
            measure: item.suggestion.kind == .neu ? nil : item.suggestion.measures.first?.number,
            fields: item.suggestion.fields,
            cards: item.cards.map(imageCard)
        )
    }

    public func imageCard(_ position: Int) -> Image.Card {
        Image.Card(key: keys[position], id: results.contributions[position].id)
    }

    func wording(of item: Bench.Item) -> [Journal.Wording] {
        item.cards.map { position in
            let card = results.contributions[position].contribution
            return Journal.Wording(
                key: keys[position],
                id: card.id,
                phase: card.phase?.rawValue,
                text: text(position).text
            )
        }
    }

    public func item(_ id: String) throws -> Bench.Item {
        guard let item = bench.item(id) else {
            throw DeskError(
                description: "Den Vorschlag „\(id)“ gibt es in diesem Lauf nicht; bitte die Liste neu laden."
            )
        }
        return item
    }

    public func position(ofCard id: String) throws -> Int {
        guard let position = bench.position(ofCard: id) else {
            throw DeskError(description: "Den Beitrag „\(id)“ gibt es in diesem Lauf nicht.")
        }
        return position
    }

    // MARK: Acting

    /// - Parameters:
    ///   - stamps: what the person saw, by suggestion; nil where it does not matter (the command line).
    ///   - cards: the number of the last event the person saw, by card key.
    @discardableResult
    func append(_ act: Journal.Act, expecting stamps: [String: String], cards: [String: Int]) throws -> [Event] {
        let known = state
        let all = events
        let written = try journal.append(act, after: known.number) { news in
            var current = known
            if news.contains(where: { $0.action.name == "undo" }) {
                current = ReviewState(all + news)
            } else {
                for event in news { current.apply(event) }
            }
            for (id, stamp) in stamps.sorted(by: { $0.key < $1.key })
            where current.stamp(id, for: act.who) != stamp {
                throw StaleError(description: self.stale(id, all + news, act.who))
            }
            for (key, number) in cards where (current.cardNumbers[key] ?? 0) != number {
                throw StaleError(
                    description:
                        "Der Beitrag wurde inzwischen geändert. Ihre Eingabe wurde nicht gespeichert; bitte sehen Sie ihn noch einmal an."
                )
            }
        }
        try refresh()
        return written
    }

    /// What somebody else did meanwhile.
    private func stale(_ id: String, _ events: [Event], _ who: String) -> String {
        let last = ReviewState.live(events).last { $0.action.items.contains(id) && $0.who != who }
        let title = bench.item(id).map { "„\(self.title($0))“" } ?? "dieser Vorschlag"
        let happened =
            last.map { "\($0.who) hat ihn inzwischen geändert: \(Sentence(desk: self).of($0))" }
            ?? "er wurde inzwischen in einem anderen Fenster geändert"
        return "Ihre Eingabe zu \(title) wurde nicht gespeichert, denn \(happened)"
    }

    /// One decision about one or many suggestions, as one act.
    public func decide(_ ids: [String], _ decision: Decision, by who: String, stamps: [String: String] = [:]) throws {
        try check(decision, ids)
        let items = try ids.map(item)
        let actions = items.map { Action.decide(item: $0.id, decision: decision, image: image(of: $0)) }
        let act = Journal.Act(who: who, actions: actions, wording: unique(items.flatMap(wording)))
        try append(act, expecting: stamps, cards: [:])
    }

    /// The third step of four eyes.
    public func settle(_ ids: [String], _ decision: Decision?, by who: String, stamps: [String: String] = [:]) throws {
        guard state.isFourEyes else {
            throw DeskError(description: "Die Schlussentscheidung gibt es nur im Vier-Augen-Verfahren.")
        }
        let items = try ids.map(item)
        let actions = try items.map { item in
            let votes = state.items[item.id]?.votes ?? []
            guard votes.count >= state.reviewers else {
                throw DeskError(
                    description:
                        "„\(title(item))“ haben noch nicht zwei Personen entschieden; erst dann folgt die Schlussentscheidung."
                )
            }
            let final: Decision
            if let decision {
                final = decision
            } else if Set(votes.map(\.decision.agreement)).count == 1 {
                final = votes.last!.decision
            } else {
                throw DeskError(
                    description: "Zu „\(title(item))“ gibt es verschiedene Entscheidungen; bitte eine wählen."
                )
            }
            try check(final, [item.id])
            return Action.settle(item: item.id, decision: final, image: image(of: item))
        }
        let act = Journal.Act(who: who, actions: actions, wording: unique(items.flatMap(wording)))
        try append(act, expecting: stamps, cards: [:])
    }

    private func check(_ decision: Decision, _ ids: [String]) throws {
        guard !ids.isEmpty else { throw DeskError(description: "Es ist kein Vorschlag ausgewählt.") }
        switch decision.verdict {
        case .reject:
            guard let reason = decision.reason else {
                throw DeskError(description: "Zum Ablehnen gehört ein Grund; bitte einen aus der Liste wählen.")
            }
            guard reason != .other || !decision.note.isEmpty else {
                throw DeskError(description: "Bei „Anderer Grund“ bitte in der Anmerkung sagen, welcher.")
            }
        case .merge:
            guard let target = decision.target else {
                throw DeskError(description: "Bitte angeben, womit der Vorschlag zusammengeführt wird.")
            }
            if target.hasPrefix("M:") {
                guard pack.catalogue.contains(where: { "M:" + $0.number == target }) else {
                    throw DeskError(description: "Die Maßnahme \(target.dropFirst(2)) gibt es im Katalog nicht.")
                }
            } else {
                _ = try item(target)
                guard !ids.contains(target) else {
                    throw DeskError(description: "Ein Vorschlag lässt sich nicht mit sich selbst zusammenführen.")
                }
                try checkCircle(from: ids, to: target)
            }
        case .accept, .postpone: break
        }
        guard ids.count == 1 || decision.edits.isEmpty else {
            throw DeskError(description: "Bearbeiten lässt sich nur ein Vorschlag nach dem anderen.")
        }
        if let title = decision.edits["titel"], title.isEmpty {
            throw DeskError(description: "Der Titel darf nicht leer sein.")
        }
    }

    private func checkCircle(from ids: [String], to target: String) throws {
        var at: String? = target
        var steps = 0
        while let here = at, steps <= state.items.count {
            at = (state.items[here]?.settled ?? state.items[here]?.last)?.decision.target
            steps += 1
            if let next = at, ids.contains(next) {
                throw DeskError(
                    description: "Das ginge im Kreis: Der andere Vorschlag ist schon mit diesem zusammengeführt."
                )
            }
        }
    }

    private func unique(_ wording: [Journal.Wording]) -> [Journal.Wording] {
        var seen: Set<String> = []
        return wording.filter { seen.insert($0.key).inserted }
    }

    public func split(_ id: String, cards: [String], title: String, by who: String, stamps: [String: String] = [:])
        throws
    {
        let item = try item(id)
        let positions = try cards.map(position(ofCard:))
        guard !positions.isEmpty else {
            throw DeskError(description: "Bitte die Beiträge ankreuzen, die abgetrennt werden.")
        }
        guard positions.allSatisfy(item.cards.contains) else {
            throw DeskError(
                description: "Ein angekreuzter Beitrag gehört nicht mehr zu diesem Vorschlag; bitte neu laden."
            )
        }
        guard positions.count < item.cards.count else {
            throw DeskError(description: "Es muss mindestens ein Beitrag im Vorschlag bleiben.")
        }
        guard !title.isEmpty else { throw DeskError(description: "Der neue Vorschlag braucht einen Titel.") }
        let images = positions.map(imageCard)
        let new = "g-" + sha256((images.map(\.key).sorted().joined() + id).utf8).prefix(10)
        let act = Journal.Act(
            who: who,
            actions: [.split(item: id, new: new, title: title, cards: images)],
            wording: unique(wording(of: item))
        )
        try append(act, expecting: stamps, cards: [:])
    }

    public func move(_ card: String, to target: String, by who: String, stamps: [String: String] = [:]) throws {
        let position = try position(ofCard: card)
        let to = try item(target)
        guard let from = bench.item(ofCard: position) else {
            throw DeskError(description: "Der Beitrag „\(card)“ gehört zu keinem Vorschlag.")
        }
        guard from.id != to.id else { throw DeskError(description: "Der Beitrag gehört schon zu diesem Vorschlag.") }
        guard from.cards.count > 1 else {
            throw DeskError(
                description:
                    "Das ist der letzte Beitrag des Vorschlags; bitte den Vorschlag stattdessen zusammenführen."
            )
        }
        let act = Journal.Act(
            who: who,
            actions: [.move(card: imageCard(position), from: from.id, to: to.id)],
            wording: unique(wording(of: from))
        )
        try append(act, expecting: stamps, cards: [:])
    }

    public func rename(_ id: String, _ label: String, by who: String, stamps: [String: String] = [:]) throws {
        let item = try item(id)
        guard !label.isEmpty else { throw DeskError(description: "Der Strang braucht einen Namen.") }
        let act = Journal.Act(who: who, actions: [.rename(thread: id, label: label, cards: item.cards.map(imageCard))])
        try append(act, expecting: stamps, cards: [:])
    }

    public func retag(_ card: String, _ dimension: Dimension, _ labels: [String], by who: String, seen: Int? = nil)
        throws
    {
        let position = try position(ofCard: card)
        let known = Set(pack.definitions(dimension).map(\.id))
        if let unknown = labels.first(where: { !known.contains($0) }) {
            throw DeskError(description: "„\(unknown)“ kennt das Paket nicht.")
        }
        let before = results.contributions[position][keyPath: dimension.path].map(\.id)
        guard before != labels else { throw DeskError(description: "Daran hat sich nichts geändert.") }
        try correct(
            position,
            [.retag(card: imageCard(position), dimension: dimension, before: before, after: labels)],
            who,
            seen
        )
    }

    public func markDuplicate(_ card: String, of other: String?, by who: String, seen: Int? = nil) throws {
        let position = try position(ofCard: card)
        let first = try other.map(self.position(ofCard:))
        if let first {
            guard keys[first] != keys[position] else {
                throw DeskError(description: "Ein Beitrag lässt sich nicht als Dublette seiner selbst kennzeichnen.")
            }
            guard results.contributions[first].duplicateOf != card else {
                throw DeskError(description: "Das ginge im Kreis: Der andere Beitrag ist schon Dublette von diesem.")
            }
            guard results.contributions[first].status == .kept else {
                throw DeskError(description: "Der andere Beitrag wurde nicht ausgewertet.")
            }
        }
        try correct(position, [.duplicate(card: imageCard(position), of: first.map(imageCard))], who, seen)
    }

    public func mask(_ card: String, _ redaction: Redaction, by who: String, seen: Int? = nil) throws {
        let position = try position(ofCard: card)
        let count = results.contributions[position].contribution.text.unicodeScalars.count
        guard 0 <= redaction.span.start, redaction.span.start < redaction.span.end, redaction.span.end <= count else {
            throw DeskError(description: "Diese Stelle gibt es im Beitrag nicht.")
        }
        try correct(position, [.mask(card: imageCard(position), redaction: redaction)], who, seen)
    }

    /// Masks every place where a wording stands in the card.
    public func mask(_ card: String, wording: String, _ type: PersonalData, by who: String, seen: Int? = nil) throws {
        let position = try position(ofCard: card)
        let text = Array(results.contributions[position].contribution.text.unicodeScalars)
        let wanted = Array(wording.unicodeScalars)
        guard !wanted.isEmpty else {
            throw DeskError(description: "Bitte die Wörter angeben, die verdeckt werden sollen.")
        }
        var actions: [Action] = []
        var at = 0
        while at + wanted.count <= text.count {
            if Array(text[at..<at + wanted.count]) == wanted {
                let redaction = Redaction(Span(at, at + wanted.count), type)
                if !results.contributions[position].redactions.contains(redaction) {
                    actions.append(.mask(card: imageCard(position), redaction: redaction))
                }
                at += wanted.count
            } else {
                at += 1
            }
        }
        guard !actions.isEmpty else {
            throw DeskError(description: "„\(wording)“ steht so nicht im Beitrag oder ist schon verdeckt.")
        }
        try correct(position, actions, who, seen)
    }

    public func unmask(_ card: String, _ redaction: Redaction, by who: String, seen: Int? = nil) throws {
        let position = try position(ofCard: card)
        guard results.contributions[position].redactions.contains(redaction) else {
            throw DeskError(description: "An dieser Stelle ist nichts verdeckt.")
        }
        try correct(position, [.unmask(card: imageCard(position), redaction: redaction)], who, seen)
    }

    private func correct(_ position: Int, _ actions: [Action], _ who: String, _ seen: Int?) throws {
        let cards = seen.map { [keys[position]: $0] } ?? [:]
        try append(Journal.Act(who: who, actions: actions), expecting: [:], cards: cards)
    }

    /// The number a page about a card was made from.
    public func cardStamp(_ position: Int) -> Int { state.cardNumbers[keys[position]] ?? 0 }

    public func setReviewers(_ count: Int, by who: String) throws {
        guard state.reviewers != count else { return }
        try append(Journal.Act(who: who, actions: [.reviewers(count: count)]), expecting: [:], cards: [:])
    }

    public func signOff(note: String, by who: String) throws {
        let open = bench.items.count { state.status($0.id, for: who).isToDo }
        let act = Journal.Act(who: who, actions: [.signOff(decided: bench.items.count - open, open: open, note: note)])
        try append(act, expecting: [:], cards: [:])
    }

    // MARK: Undoing

    /// The events of the last act of somebody that still counts; nil when there is none.
    public func lastAct(of who: String) -> [Event]? {
        let live = ReviewState.live(events)
        guard let last = live.last(where: { $0.who == who && $0.action.canBeUndone }) else { return nil }
        return live.filter { $0.batch == last.batch }
    }

    /// Takes back the last act of somebody, bulk acts as a whole.
    /// - Returns: what was taken back, in German.
    @discardableResult
    public func undo(by who: String) throws -> String {
        guard let act = lastAct(of: who) else {
            throw DeskError(description: "Es gibt nichts mehr, was Sie zurücknehmen könnten.")
        }
        let batch = act[0].batch
        let items = Set(act.flatMap(\.action.items))
        let cards = Set(act.compactMap(\.action.card))
        // Under four eyes each reviewer's own decisions are their own.
        let own = state.isFourEyes && act.allSatisfy { $0.action.name == "decide" }
        let later = ReviewState.live(events).first { event in
            event.batch > batch && event.who != who && event.action.canBeUndone
                && (!Set(event.action.items).isDisjoint(with: items) || event.action.card.map(cards.contains) ?? false)
                && !(own && event.action.name == "decide")
        }
        if let later {
            throw StaleError(
                description:
                    "Das lässt sich nicht mehr zurücknehmen, denn \(later.who) hat danach etwas daran geändert: \(Sentence(desk: self).of(later))"
            )
        }
        let what = Sentence(desk: self).of(act)
        try append(Journal.Act(who: who, actions: [.undo(batch: batch)]), expecting: [:], cards: [:])
        return what
    }

    // MARK: Erasing

    /// Takes one contribution and every trace of it out of results and journal, for good.
    /// - Returns: what is left to do, in German sentences.
    @discardableResult
    public func erase(_ card: String, by who: String) throws -> [String] {
        let position = try position(ofCard: card)
        let contribution = base.contributions[position]
        guard contribution.status != .erased else { throw DeskError(description: "Der Beitrag ist schon gelöscht.") }
        let tombstone = Corrections.Tombstone(key: keys[position], id: card)
        let trace = Trace(contribution, others: base.contributions.filter { $0.id != card })
        try journal.erase(tombstone, by: who, isTrace: { trace.isIn($0, generated: $1) })
        events = try journal.events()
        state = ReviewState(events)
        try remove([position])
        try noteErasure()
        let source = contribution.contribution.source
        return [
            "Der Beitrag ist aus Ergebnissen und Entscheidungsprotokoll entfernt; spätere Läufe lassen ihn weg.",
            "In der Eingabe steht er noch: \(source.file), Zeile \(source.row). Bitte dort löschen.",
            "Schon weitergegebene Ausgaben (Anlage, Auszüge, Rückmeldung) bitte neu erzeugen und austauschen.",
        ]
    }

    /// An erasure that was interrupted after the journal noted it is finished when the folder is opened.
    private func finishErasures() throws {
        let corrections = state.corrections(salt: journal.salt)
        guard !corrections.erased.isEmpty else { return }
        let wanted = Set(corrections.erased)
        let left = base.contributions.indices.filter {
            base.contributions[$0].status != .erased
                && wanted.contains(Corrections.Tombstone(key: keys[$0], id: base.contributions[$0].id))
        }
        if !left.isEmpty { try remove(left) }
    }

    private func remove(_ positions: [Int]) throws {
        let erasure = Erasure(folder: folder, pack: pack)
        base = erasure.without(positions, base)
        try erasure.write(base)
        for position in positions {
            keys[position] = Corrections.key(
                salt: journal.salt,
                workshop: base.contributions[position].contribution.workshop,
                text: ""
            )
        }
        rebuild()
    }

    /// The results changed by the erasure are no new run.
    private func noteErasure() throws {
        let action = Action.results(digest: Self.digest(folder), suggestions: base.suggestions.count)
        try append(Journal.Act(who: Journal.program, actions: [action]), expecting: [:], cards: [:])
    }
}

extension Dimension {
    var path: WritableKeyPath<ReadyContribution, [Label]> {
        switch self {
        case .fields: \.fields
        case .themes: \.themes
        case .napPhases: \.napPhases
        case .targetGroups: \.targetGroups
        }
    }

    public var germanTitle: String {
        switch self {
        case .fields: "Handlungsfelder"
        case .themes: "Themenfelder"
        case .napPhases: "NAP-I-Phasen"
        case .targetGroups: "Zielgruppen"
        }
    }
}
