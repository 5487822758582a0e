import Werkstatt

/// Decisions find their suggestions again after a new run, by the content of the cards.
///
/// Comes in: the state, the suggestions of the new run. Goes out: one `Carry` per decision: where it went and, in German,
/// what changed. Decides: the same cards, verdict, measure, fields and title are the same suggestion, and the decision
/// stands; else the one with the largest overlap is looked at again. Never: drops a decision, decides anew.
struct CarryOver {
    let state: ReviewState
    let bench: Bench
    let images: [String: Image]
    let wording: (String) -> String?

    /// Cards in common as a share of the cards of both, from which two suggestions count as the same object: below a
    /// third, more is foreign than shared, and the decision was about something else.
    static let leastOverlap = 1.0 / 3

    func carries() -> [Carry] {
        var old: [(id: String, image: Image)] = []
        for (id, item) in state.items.sorted(by: { $0.key < $1.key }) where !item.isUntouched && item.split == nil {
            guard let image = (item.settled ?? item.last)?.image else { continue }
            old.append((id, image))
        }
        var result: [Carry] = []
        let ways = matches(old.map { ($0.id, Set($0.image.cards.map(\.key))) }, splits: false)
        for (number, entry) in old.enumerated() {
            guard let to = ways[entry.id] else {
                result.append(
                    Carry(
                        from: entry.id,
                        to: entry.id.hasPrefix("x-") ? entry.id : "x-\(state.number + 1)-\(number + 1)",
                        changes: ["Kein Vorschlag enthält diese Beiträge noch."],
                        image: nil
                    )
                )
                continue
            }
            let now = images[to]!
            result.append(Carry(from: entry.id, to: to, changes: changes(entry.image, now), image: now))
        }
        // Parts split off by hand stay what they are; only their cards can be missing.
        for (id, item) in state.items.sorted(by: { $0.key < $1.key }) where item.split != nil {
            let before = (item.settled ?? item.last)?.image
            let now = images[id]
            let changes = before.flatMap { before in now.map { self.changes(before, $0) } } ?? []
            result.append(Carry(from: id, to: id, changes: changes, image: now))
        }
        // Names of threads follow the suggestion that holds their cards.
        let named = state.names.sorted { $0.key < $1.key }
        let threads = matches(named.map { ($0.key, Set($0.value.cards.map(\.key))) }, splits: true)
        for (id, _) in named where !result.contains(where: { $0.from == id }) {
            guard let to = threads[id], let now = images[to] else {
                result.append(Carry(from: id, to: id, changes: [], image: nil))
                continue
            }
            result.append(Carry(from: id, to: to, changes: [], image: now))
        }
        return result
    }

    /// The best partner of each, one to one: equal sets first, then by overlap.
    private func matches(_ old: [(id: String, keys: Set<String>)], splits: Bool) -> [String: String] {
        var holders: [String: [Int]] = [:]
        let new = bench.items.filter { splits || !$0.isSplit }
        let sets = new.map { item in Set(item.cards.map { bench.keys[$0] }) }
        for (position, keys) in sets.enumerated() { for key in keys { holders[key, default: []].append(position) } }
        var pairs: [(overlap: Double, old: Int, new: Int)] = []
        for (number, entry) in old.enumerated() {
            var common: [Int: Int] = [:]
            for key in entry.keys { for position in holders[key] ?? [] { common[position, default: 0] += 1 } }
            for (position, count) in common {
                let all = entry.keys.count + sets[position].count - count
                let overlap = Double(count) / Double(max(1, all))
                // A suggestion that only grew is the same object, however much it grew.
                let isGrown = count == entry.keys.count
                if overlap >= Self.leastOverlap || isGrown { pairs.append((overlap, number, position)) }
            }
        }
        pairs.sort { ($1.overlap, old[$0.old].id, new[$0.new].id) < ($0.overlap, old[$1.old].id, new[$1.new].id) }
        var result: [String: String] = [:]
        var taken: Set<Int> = []
        for pair in pairs where result[old[pair.old].id] == nil && !taken.contains(pair.new) {
            result[old[pair.old].id] = new[pair.new].id
            taken.insert(pair.new)
        }
        return result
    }

    /// What changed, in German sentences; empty when the decision stands.
    func changes(_ before: Image, _ now: Image) -> [String] {
        var result: [String] = []
        let old = Set(before.cards.map(\.key))
        let new = Set(now.cards.map(\.key))
        var added = now.cards.filter { !old.contains($0.key) }
        var gone = before.cards.filter { !new.contains($0.key) }
        // The same id with another text: the wording was changed in the input.
        let reworded = added.filter { card in gone.contains { $0.id == card.id } }
        added.removeAll { card in reworded.contains { $0.id == card.id } }
        gone.removeAll { card in reworded.contains { $0.id == card.id } }
        for card in reworded {
            result.append("Der Wortlaut von Beitrag \(card.id) hat sich geändert\(quoted(card.key)).")
        }
        if !added.isEmpty {
            result.append(
                "\(Wording.counted(added.count, "Beitrag kam", "Beiträge kamen")) hinzu: \(list(added))."
            )
        }
        if !gone.isEmpty {
            result.append("\(Wording.counted(gone.count, "Beitrag fiel", "Beiträge fielen")) weg: \(list(gone)).")
        }
        if before.kind != now.kind {
            result.append("Die Einordnung war „\(Self.kind(before.kind))“ und ist jetzt „\(Self.kind(now.kind))“.")
        }
        if before.measure != now.measure {
            result.append(
                "Die nächste Maßnahme war \(before.measure ?? "keine") und ist jetzt \(now.measure ?? "keine")."
            )
        }
        if before.fields != now.fields {
            result.append(
                "Die Handlungsfelder waren \(Self.fields(before.fields)) und sind jetzt \(Self.fields(now.fields))."
            )
        }
        if before.title != now.title {
            result.append("Der Titel war „\(before.title)“ und ist jetzt „\(now.title)“.")
        }
        return result
    }

    private func list(_ cards: [Image.Card]) -> String {
        // So many are quoted; the page shows all.
        let shown = cards.prefix(5).map { $0.id + quoted($0.key) }
        let more = cards.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " und \(more) weitere" : "")
    }

    private func quoted(_ key: String) -> String {
        guard let text = wording(key), !text.isEmpty else { return "" }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return " („\(line.count > 80 ? line.prefix(79) + "…" : line)“)"
    }

    private static func kind(_ raw: String) -> String { SuggestionKind(rawValue: raw).map(Wording.kind) ?? raw }
    private static func fields(_ ids: [String]) -> String { ids.isEmpty ? "keine" : ids.joined(separator: ", ") }
}
