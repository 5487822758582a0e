import Werkstatt

/// Whether new cards get labels in other shares than the cards of an earlier run.
///
/// Comes in: the contributions of both runs, the pack. Goes out: per label its shares before and now, a corrected p-value
/// and an effect size. Decides: a card that stands in both runs counts as an earlier one, so that the samples are
/// independent; a card may have several labels, so every label is a test of its own and Holm's method keeps the chance of a
/// false alarm over all labels of all dimensions together. Never compares runs of different packs or programs.
struct LabelDrift {
    struct Shift {
        var id: String
        var title: String
        var cards: Statistics.Fourfold
        /// Corrected.
        var p: Double

        var before: Double { Double(cards.with.before) / Double(max(1, cards.with.before + cards.without.before)) }
        var now: Double { Double(cards.with.now) / Double(max(1, cards.with.now + cards.without.now)) }
    }

    /// Cards that count, per gate: labels are given to kept cards only.
    private(set) var cards: [Gate.Kind: (before: Int, now: Int)] = [:]
    private var shifts: [Gate.Kind: [Shift]] = [:]
    /// Cards of the later run that the earlier one does not have.
    let newCards: Int

    init(before: [ReadyContribution], now: [ReadyContribution], pack: Pack) {
        let known = Set(before.map(Self.key))
        let fresh = now.filter { !known.contains(Self.key($0)) }
        newCards = fresh.count
        let keptBefore = before.filter { $0.status == .kept }
        let keptNow = fresh.filter { $0.status == .kept }
        var all: [(kind: Gate.Kind, shift: Shift)] = []
        let dimensions: [(Gate.Kind, [LabelDefinition], KeyPath<ReadyContribution, [Label]>)] = [
            (.driftFields, pack.fields, \.fields), (.driftThemes, pack.themes, \.themes),
            (.driftNapPhases, pack.napPhases, \.napPhases),
        ]
        for (kind, definitions, labels) in dimensions {
            cards[kind] = (keptBefore.count, keptNow.count)
            let counts = (Self.count(keptBefore, labels), Self.count(keptNow, labels))
            for definition in definitions {
                let with = (counts.0[definition.id, default: 0], counts.1[definition.id, default: 0])
                all.append((kind, Self.shift(definition.id, definition.title, with, cards[kind]!)))
            }
        }
        cards[.driftNoise] = (before.count, fresh.count)
        let noise = (before.count - keptBefore.count, fresh.count - keptNow.count)
        all.append((.driftNoise, Self.shift("ohne Aussage", "", noise, cards[.driftNoise]!)))
        let corrected = Statistics.holm(all.map { $0.shift.cards.p })
        for (position, entry) in all.enumerated() {
            var shift = entry.shift
            shift.p = corrected[position]
            shifts[entry.kind, default: []].append(shift)
        }
    }

    /// Labels whose share differs beyond chance, largest effect first.
    func moved(_ kind: Gate.Kind, alpha: Double) -> [Shift] {
        (shifts[kind] ?? []).filter { $0.p < alpha }.sorted { ($1.cards.cramersV, $0.id) < ($0.cards.cramersV, $1.id) }
    }

    private static func key(_ ready: ReadyContribution) -> [String] {
        [ready.contribution.workshop ?? "", ready.contribution.phase?.rawValue ?? "", ready.contribution.text]
    }

    private static func count(_ cards: [ReadyContribution], _ labels: KeyPath<ReadyContribution, [Label]>)
        -> [String: Int]
    {
        var counts: [String: Int] = [:]
        for card in cards { for label in card[keyPath: labels] { counts[label.id, default: 0] += 1 } }
        return counts
    }

    private static func shift(_ id: String, _ title: String, _ with: (Int, Int), _ of: (before: Int, now: Int)) -> Shift
    {
        Shift(id: id, title: title, cards: Statistics.Fourfold(with: (with.0, with.1), of: of), p: 1)
    }
}
