#if canImport(Glibc)
    import Glibc
#endif

/// What a cue of the pack says about polarity.
enum CueSense: UInt8, Sendable {
    case none, kritik, wunsch, schritt, lob
    /// A demand or suggestion: wish or step, no critique.
    case vorschlag

    init(_ cue: Cue) {
        self =
            switch (cue.dimension, cue.value) {
            case ("polarity", "kritik"), ("obstacle", _): .kritik
            case ("polarity", "wunsch"), ("phase", "phantasie"): .wunsch
            case ("phase", "realisierung"), ("action", _): .schritt
            case ("praise", _): .lob
            case ("modality", "vorschlag"), ("modality", "forderung"): .vorschlag
            default: .none
            }
    }

    var polarities: [Polarity] {
        switch self {
        case .none: []
        case .kritik: [.kritik]
        case .wunsch: [.wunsch]
        case .schritt: [.schritt]
        case .lob: [.lob]
        case .vorschlag: [.wunsch, .schritt]
        }
    }
}

/// Whether a card criticises, wishes, plans or praises.
///
/// Comes in: the counted shares of the four polarities and the cue expressions found. Goes out: the polarity and, only when
/// it is unmistakable, the workshop phase it sounds like. Decides: counted shares times the force of the cues; "Radweg
/// verbreitern", an infinitive without a finite verb, is a proposal. Never looks at the topic.
struct PolarityReader {
    struct Reading {
        var polarity: Polarity?
        var phase: WorkshopPhase?
    }

    private let index: ExpressionIndex
    private let senses: [UInt8]
    private let cue: Double
    private let infinitive: Double
    private let least: Double
    private let certain: Double

    init(_ knowledge: Knowledge, _ parameters: Parameters) {
        index = knowledge.expressions
        senses = knowledge.cueSenses
        cue = parameters["polarity_cue"]
        infinitive = parameters["polarity_infinitive"]
        least = parameters["polarity_least"]
        certain = parameters["polarity_certain"]
    }

    func read(
        _ shares: [(concept: Int, share: Float)],
        _ hits: [ExpressionMatcher.Hit],
        _ words: [Word],
        _ lexis: Lexis
    ) -> Reading {
        guard !shares.isEmpty else { return Reading() }
        var odds = [Double](repeating: log(0.0005), count: Polarity.allCases.count)
        for share in shares { odds[share.concept] = log(max(0.0005, Double(share.share))) }
        var strongest: Set<Polarity> = []
        for hit in hits where hit.layers & ExpressionLayer.cue.mask != 0 {
            for (entry, _) in index.entries(of: hit.pattern) where entry.layer == .cue {
                guard let sense = CueSense(rawValue: senses[Int(entry.owner)]) else { continue }
                let weight = entry.strength == .strong ? 1 : entry.strength == .normal ? 0.5 : 0.15
                for polarity in sense.polarities { odds[Polarity.allCases.firstIndex(of: polarity)!] += cue * weight }
                if entry.strength == .strong, sense != .vorschlag { strongest.formUnion(sense.polarities) }
            }
        }
        if Self.isInfinitiveClause(words, lexis) {
            for polarity in [Polarity.wunsch, .schritt] {
                odds[Polarity.allCases.firstIndex(of: polarity)!] += infinitive
            }
        }
        let top = odds.max()!
        let weights = odds.map { exp($0 - top) }
        let total = weights.reduce(0, +)
        let best = weights.firstIndex(of: weights.max()!)!
        let share = weights[best] / total
        let polarity = Polarity.allCases[best]
        guard share >= least else { return Reading() }
        // Unmistakable: a strong cue of this polarity, none of another, and the words agree.
        let phase: WorkshopPhase? =
            share >= certain && strongest == [polarity] && polarity != .lob ? WorkshopPhase.allCases[best] : nil
        return Reading(polarity: polarity, phase: phase)
    }

    private static let finite: Set<String> = [
        "ist", "sind", "war", "waren", "wird", "werden", "wurde", "wurden", "hat", "haben", "hatte", "kann", "koennen",
        "muss", "muessen", "gibt", "fehlt", "fehlen", "darf", "duerfen", "will",
        "wollen", "geht", "gehen", "bekommt", "bekommen", "kommt", "kommen", "macht", "machen", "steht", "stehen",
    ]

    /// The first sentence ends in an infinitive and has no finite verb that everybody uses.
    private static func isInfinitiveClause(_ words: [Word], _ lexis: Lexis) -> Bool {
        var last: WordForm?
        var count = 0
        for word in words {
            let form = lexis[word.form]
            guard form.kind == .word || form.kind == .number else {
                if let first = form.surface.first, ".!?".contains(first) { break }
                continue
            }
            if finite.contains(form.key) { return false }
            last = form
            count += 1
        }
        guard let last, count > 1, !last.isCapitalised, last.key.utf8.count > 4 else { return false }
        return ["en", "ern", "eln"].contains(where: last.key.hasSuffix)
    }
}
