/// What people corrected by hand and a run has to honour: labels, masks, duplicates, erasures.
///
/// Comes in: the corrections of a review, by the content of the card (workshop and text), so that they find their card
/// whatever its id or its place in the file. Goes out: corpora in which the hand wins over the machine.
/// Never: holds a text; the keys are salted, so that an erased text cannot be guessed from its key alone.
public struct Corrections: Sendable, Equatable {
    public struct Card: Sendable, Equatable {
        /// All labels of a dimension, main first; a dimension that is missing stays as it was found.
        public var tags: [Dimension: [String]] = [:]
        /// Masks that were missed.
        public var masked: [Redaction] = []
        /// Masks that were wrong.
        public var lifted: [Redaction] = []
        public var duplicate: Duplicate?

        public init() {}
    }

    public enum Duplicate: Sendable, Equatable {
        case none
        /// The key of the card that stands for both.
        case of(String)
    }

    /// A contribution that was taken out on demand.
    public struct Tombstone: Codable, Sendable, Equatable, Hashable {
        public var key: String
        public var id: String

        public init(key: String, id: String) {
            self.key = key
            self.id = id
        }
    }

    public var salt: String
    public var cards: [String: Card] = [:]
    public var erased: [Tombstone] = []

    public init(salt: String) { self.salt = salt }

    public var isEmpty: Bool { cards.isEmpty && erased.isEmpty }

    /// What names a card by its content.
    public static func key(salt: String, workshop: String?, text: String) -> String {
        String(sha256((salt + "\u{1F}" + (workshop ?? "") + "\u{1F}" + text).utf8).prefix(20))
    }

    public func key(_ card: Contribution) -> String { Self.key(salt: salt, workshop: card.workshop, text: card.text) }

    /// The same for the same corrections, whoever made them and when.
    public var digest: String {
        var lines: [String] = []
        for (key, card) in cards.sorted(by: { $0.key < $1.key }) {
            var line = key
            for dimension in Dimension.allCases {
                if let ids = card.tags[dimension] { line += " \(dimension.rawValue)=\(ids.joined(separator: ","))" }
            }
            for (sign, masks) in [("+", card.masked), ("-", card.lifted)] {
                for mask in masks { line += " \(sign)\(mask.span.start)-\(mask.span.end):\(mask.type.rawValue)" }
            }
            switch card.duplicate {
            case .none?: line += " single"
            case .of(let other): line += " =\(other)"
            case nil: break
            }
            lines.append(line)
        }
        lines += erased.map { "x \($0.key) \($0.id)" }.sorted()
        return sha256(lines.joined(separator: "\n").utf8)
    }

    // MARK: In the line

    /// After intake: takes the text of erased contributions away, with everything else that came with the card.
    func erase(in corpus: inout IntakeCorpus) {
        guard !erased.isEmpty else { return }
        let wanted = Dictionary(grouping: erased, by: \.key)
        var places: [String: [Int]] = [:]
        for (position, card) in corpus.contributions.enumerated() where !card.text.isEmpty {
            let key = key(card)
            if wanted[key] != nil { places[key, default: []].append(position) }
        }
        for (key, positions) in places {
            let ids = Set(wanted[key]!.map(\.id))
            let named = positions.filter { ids.contains(corpus.contributions[$0].id) }
            // A file may give the card another id than before; then its content tells it.
            for position in named.isEmpty ? positions : named { corpus.contributions[position].erase() }
        }
    }

    /// After screening: masks and duplicates.
    func apply(to corpus: inout ScreenedCorpus) {
        guard !cards.isEmpty else { return }
        let contributions = corpus.segmented.contributions
        var places: [String: Int] = [:]
        var touched: [(position: Int, card: Card)] = []
        for (position, contribution) in contributions.enumerated() where corpus.screenings[position].status == .kept {
            let key = key(contribution)
            if places[key] == nil { places[key] = position }
            if let card = cards[key] { touched.append((position, card)) }
        }
        for (position, card) in touched {
            corpus.screenings[position].redactions.apply(card)
            switch card.duplicate {
            case .none?: corpus.screenings[position].duplicateOf = nil
            case .of(let other):
                guard let first = places[other], first != position else { continue }
                // The card that stands for all is no duplicate itself; those that named this one follow it.
                corpus.screenings[first].duplicateOf = nil
                for index in contributions.indices
                where index == position || corpus.screenings[index].duplicateOf == contributions[position].id {
                    corpus.screenings[index].duplicateOf = index == first ? nil : contributions[first].id
                }
            case nil: break
            }
        }
    }

    /// After context was added: labels.
    func apply(to corpus: inout SettledCorpus) {
        guard cards.values.contains(where: { !$0.tags.isEmpty }) else { return }
        let contributions = corpus.linked.grouped.tagged.contributions
        for (position, contribution) in contributions.enumerated() {
            guard let card = cards[key(contribution)] else { continue }
            for (dimension, ids) in card.tags {
                let labels = ids.map(Label.byHand)
                switch dimension {
                case .fields: corpus.taggings[position].fields = labels
                case .themes: corpus.taggings[position].themes = labels
                case .napPhases: corpus.taggings[position].napPhases = labels
                case .targetGroups: corpus.taggings[position].targetGroups = labels
                }
            }
        }
    }
}

extension Label {
    /// A label that a person set: it needs no other reason.
    public static func byHand(_ id: String) -> Label {
        Label(id: id, score: 1, evidence: [Evidence(entry: "von Hand gesetzt", span: nil, weight: 1)])
    }
}

extension [Redaction] {
    /// Without the lifted masks, with the added ones, by place.
    public mutating func apply(_ card: Corrections.Card) {
        removeAll { card.lifted.contains($0) }
        for mask in card.masked where !contains(mask) { append(mask) }
        sort { ($0.span, $0.type.rawValue) < ($1.span, $1.type.rawValue) }
    }
}

extension Contribution {
    /// Takes away everything but the fact that there was a card.
    public mutating func erase() {
        text = ""
        isErased = true
        table = nil
        color = nil
        roomCluster = nil
        points = nil
        roomPoints = nil
        rating = nil
        extra = []
    }
}
