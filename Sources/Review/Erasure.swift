import Werkstatt

/// Whether a text says what an erased contribution said.
///
/// Comes in: the contribution and all others. Decides: its whole wording, a passage of four words, what was masked in it,
/// or a word that nobody else used is a trace. Never calls a short text that others wrote too a trace.
struct Trace {
    private let words: [String]
    private let passages: Set<String>
    private let own: Set<String>
    private let secrets: [String]

    /// A passage of so many words is a quote.
    private static let passage = 4

    init(_ card: ReadyContribution, others: [ReadyContribution]) {
        words = Self.words(card.contribution.text)
        let mine = Set(words.filter { $0.count > 3 })
        // Only a word of this card alone gives it away.
        var shared: Set<String> = []
        for other in others where other.status != .erased {
            for word in Self.words(other.contribution.text) where mine.contains(word) { shared.insert(word) }
        }
        own = mine.subtracting(shared)
        passages = Set(Self.passages(words))
        secrets = card.redactions.map { card.contribution.text.slice($0.span).lowercased() }.filter { $0.count > 2 }
    }

    /// - Parameter generated: the program made the text from cards, so a single word of this card alone gives it away; what
    ///   people wrote needs more to be a quote.
    func isIn(_ text: String, generated: Bool = true) -> Bool {
        let other = Self.words(text)
        guard !other.isEmpty else { return false }
        let lower = text.lowercased()
        if secrets.contains(where: lower.contains) { return true }
        if generated, other.contains(where: own.contains) { return true }
        if Self.passages(other).contains(where: passages.contains) { return true }
        // A short card as a whole; one word alone is nobody's.
        return words.count > 1 && words.count < Self.passage && contains(other, words)
    }

    private func contains(_ text: [String], _ part: [String]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { Array(text[$0..<$0 + part.count]) == part }
    }

    private static func passages(_ words: [String]) -> [String] {
        guard words.count >= passage else { return [] }
        return (0...(words.count - passage)).map { words[$0..<$0 + passage].joined(separator: " ") }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }
}

/// Takes contributions out of the result files of a run: text, quotes, drafts, labels made from them.
///
/// Comes in: results, the cards. Goes out: results without them, written whole or not at all. Decides nothing about groups:
/// those that lose their last card go, the others keep their names unless a name was made from the card. The next run
/// computes everything anew without it.
struct Erasure {
    let folder: String
    let pack: Pack

    func without(_ positions: [Int], _ results: RunResults) -> RunResults {
        var results = results
        for position in positions { remove(position, from: &results) }
        return results
    }

    private func remove(_ position: Int, from results: inout RunResults) {
        let card = results.contributions[position]
        let id = card.id
        let trace = Trace(card, others: results.contributions.filter { $0.id != id })
        // Somebody else stands for those that said the same.
        let doubles = results.contributions.indices.filter { results.contributions[$0].duplicateOf == id }
        for double in doubles {
            results.contributions[double].duplicateOf =
                double == doubles[0] ? nil : results.contributions[doubles[0]].id
        }
        for index in results.contributions.indices where results.contributions[index].contribution.source.refersTo == id
        {
            results.contributions[index].contribution.source.refersTo = nil
        }
        results.contributions[position].erase()

        func replacement(_ members: [String]) -> String {
            let first = results.contributions.first { members.contains($0.id) }
            let text = first.map { MaskedText($0.contribution.text, $0.redactions).text } ?? ""
            let line = text.split(whereSeparator: \.isWhitespace).prefix(8).joined(separator: " ")
            return line.isEmpty ? Journal.erasedText : line
        }
        for index in results.ideas.indices where results.ideas[index].members.contains(id) {
            results.ideas[index].members.removeAll { $0 == id }
            let members = results.ideas[index].members
            if results.ideas[index].representative == id { results.ideas[index].representative = members.first ?? "" }
            results.ideas[index].words.removeAll { trace.isIn($0) }
            if trace.isIn(results.ideas[index].label) { results.ideas[index].label = replacement(members) }
            results.ideas[index].points -= card.contribution.points ?? 0
        }
        let gone = Set(results.ideas.filter(\.members.isEmpty).map(\.id))
        results.ideas.removeAll { gone.contains($0.id) }
        if let thread = card.thread, let at = results.threads.firstIndex(where: { $0.id == thread }) {
            results.threads[at].remove(card, ideas: gone, trace: trace)
            if trace.isIn(results.threads[at].label) {
                results.threads[at].label = replacement(
                    results.contributions.filter { $0.thread == thread }.map(\.id)
                )
            }
            if results.threads[at].ideas.isEmpty { results.threads.remove(at: at) }
        }
        for at in results.suggestions.indices {
            results.suggestions[at].remove(id, trace, isIts: results.suggestions[at].thread == card.thread) {
                replacement($0)
            }
        }
        let left = Set(results.threads.map(\.id))
        let dropped = Set(results.suggestions.filter { !left.contains($0.thread) }.map(\.id))
        results.suggestions.removeAll { dropped.contains($0.id) }
        for at in results.measures.indices {
            guard card.thread.map(results.measures[at].threads.contains) ?? false else { continue }
            switch card.contribution.phase {
            case .kritik?: results.measures[at].kritik -= 1
            case .phantasie?: results.measures[at].phantasie -= 1
            case .realisierung?: results.measures[at].realisierung -= 1
            case nil: break
            }
            results.measures[at].suggestions.removeAll { dropped.contains($0) }
            results.measures[at].threads.removeAll { !left.contains($0) }
            results.measures[at].silent = results.measures[at].suggestions.isEmpty
        }
        for at in results.unread.indices where trace.isIn(results.unread[at].raw) {
            results.unread[at].raw = Journal.erasedText
        }
    }

    /// Writes the files again. What made the results stays in the manifest as it was; hashes, counts and balance are new.
    func write(_ results: RunResults) throws {
        guard let bytes = readFile(folder + "/manifest.json"), let before = try? JSONValue(parsing: bytes) else {
            throw DeskError(description: "\(folder)/manifest.json fehlt oder ist kaputt; bitte den Lauf wiederholen.")
        }
        var options = RunOptions()
        options.keepPersonalData = before["flags"]?["keep_personal_data"] == .bool(true)
        options.ignoreRoom = before["flags"]?["ignore_room"] == .bool(true)
        options.noContext = before["flags"]?["no_context"] == .bool(true)
        options.splitTurns = before["flags"]?["split_turns"] == .bool(true)
        try ResultFiles(results, pack: pack, options: options).write(to: folder) { manifest in
            guard let now = try? JSONValue(parsing: manifest), let members = before.members else { return manifest }
            let fresh: Set = ["outputs", "balance", "counts"]
            let merged = members.map { member in
                fresh.contains(member.key)
                    ? JSONValue.Member(key: member.key, value: now[member.key] ?? member.value) : member
            }
            return Array((JSONValue.object(merged).text + "\n").utf8)
        }
    }
}

extension ReadyContribution {
    fileprivate mutating func erase() {
        contribution.erase()
        status = .erased
        statusReason = "Auf Wunsch gelöscht"
        duplicateOf = nil
        redactions = []
        polarity = nil
        fields = []
        themes = []
        napPhases = []
        targetGroups = []
        idea = nil
        thread = nil
    }
}

extension IdeaThread {
    fileprivate mutating func remove(_ card: ReadyContribution, ideas gone: Set<String>, trace: Trace) {
        kritik.removeAll(where: gone.contains)
        phantasie.removeAll(where: gone.contains)
        realisierung.removeAll(where: gone.contains)
        unknown.removeAll(where: gone.contains)
        links.removeAll { gone.contains($0.from) || gone.contains($0.to) }
        for at in links.indices where trace.isIn(links[at].reason) {
            links[at].reason = "verbunden über gemeinsame Beiträge"
        }
        if card.duplicateOf == nil { contributions -= 1 }
        voices -= 1
        points -= card.contribution.points ?? 0
    }
}

extension Suggestion {
    fileprivate mutating func remove(_ id: String, _ trace: Trace, isIts: Bool, replacement: ([String]) -> String) {
        evidence.removeAll { $0.contribution == id }
        guard isIts else { return }
        for at in draft.indices {
            draft[at].values.removeAll { $0.from == id || ($0.origin == .contribution && trace.isIn($0.text)) }
            if draft[at].values.isEmpty { draft[at].values = [DraftValue(text: DraftField.open, origin: .pack)] }
        }
        reasons.removeAll { trace.isIn($0) }
        if trace.isIn(title), kind == .neu { title = replacement(evidence.map(\.contribution)) }
    }
}
