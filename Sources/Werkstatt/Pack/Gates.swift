/// A bar that `check` holds results against, as a pack's gates file names it.
///
/// Comes in: `name: {at_most: 0.2, unit: …, reason: "…"}`, `at_least` for what should be high, `off: true` for a bar of a
/// base pack that does not hold here. Decides nothing about results; refuses names nobody measures and the wrong direction.
public struct Gate: Sendable, Hashable {
    /// What is measured. Names of figures against gold are those of `evaluate --json`.
    public enum Kind: String, CaseIterable, Sendable {
        case unreadRows = "unread_rows"
        case balance
        case quotes
        case untagged
        case withoutNapPhase = "without_nap_phase"
        case noise
        case personalData = "personal_data"
        case stability
        case driftFields = "drift_fields"
        case driftThemes = "drift_themes"
        case driftNapPhases = "drift_nap_phases"
        case driftNoise = "drift_noise"
        case fieldsF1 = "fields_f1"
        case fieldMain = "field_main_acc"
        case themesF1 = "themes_f1"
        case napF1 = "nap_f1"
        case noiseF1 = "noise_f1"
        case piiRecall = "pii_recall"
        case piiPrecision = "pii_precision"
        case ideasF1 = "ideas_f1"
        case ideasPairF1 = "ideas_pair_f1"
        case threadsF1 = "threads_f1"
        case threadsPairF1 = "threads_pair_f1"
        case relation = "relation_acc"
        case measureFirst = "measure_hit1"
        case measureThree = "measure_hit3"
        case lexiconErrors = "lexicon_errors"
        case lexiconWarnings = "lexicon_warnings"
        case nearMisses = "near_misses"
        case lexiconFieldsF1 = "lexicon_fields_f1"

        /// More is worse.
        public var isAtMost: Bool {
            switch self {
            case .unreadRows, .balance, .untagged, .withoutNapPhase, .noise, .personalData, .driftFields, .driftThemes,
                .driftNapPhases, .driftNoise, .lexiconErrors, .lexiconWarnings, .nearMisses:
                true
            default: false
            }
        }

        /// The labels whose shares are compared with an earlier run.
        public var isDrift: Bool { [.driftFields, .driftThemes, .driftNapPhases, .driftNoise].contains(self) }
    }

    /// What a comparison with an earlier run needs beside the bar.
    public struct Drift: Sendable, Hashable {
        /// The chance of a false alarm over all labels together.
        public var alpha: Double
        /// Fewer cards in either run are not compared.
        public var least: Int
    }

    public var kind: Kind
    public var bar: Double
    /// As the pack names it: "Anteil", "Zeilen".
    public var unit: String
    /// Why the bar lies where it lies; shown when it is missed.
    public var reason: String
    public var drift: Drift?
}

/// The gates of a pack and the packs it builds on, in the order of `Gate.Kind`.
struct GateList {
    private var gates: [Gate.Kind: Gate] = [:]

    var all: [Gate] { Gate.Kind.allCases.compactMap { gates[$0] } }

    /// A later pack overrides an earlier one, gate by gate.
    mutating func read(_ file: PackFile) throws(PackError) {
        try file.root.allow(["gates"])
        for entry in try file.root.required("gates").entries() {
            guard let kind = Gate.Kind(rawValue: entry.name) else {
                throw entry.key.fault(
                    "Die Schranke „\(entry.name)“ gibt es nicht; bekannt sind: \(Gate.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
                )
            }
            if try entry.value.optional("off")?.flag() == true {
                try entry.value.allow(["off", "reason"])
                _ = try entry.value.required("reason")
                gates[kind] = nil
                continue
            }
            let direction = kind.isAtMost ? "at_most" : "at_least"
            try entry.value.allow(
                kind.isDrift ? [direction, "unit", "reason", "alpha", "least"] : [direction, "unit", "reason", "off"]
            )
            let bar = try entry.value.required(direction).number()
            guard bar >= 0 else { throw try entry.value.required(direction).fault("Eine Schranke ist nicht negativ.") }
            gates[kind] = Gate(
                kind: kind,
                bar: bar,
                unit: try entry.value.required("unit").text(),
                reason: try entry.value.required("reason").text(),
                drift: kind.isDrift ? try Self.drift(entry.value) : nil
            )
        }
    }

    private static func drift(_ node: PackNode) throws(PackError) -> Gate.Drift {
        let alpha = try node.required("alpha").number()
        guard alpha > 0, alpha < 1 else { throw try node.required("alpha").fault("alpha liegt zwischen 0 und 1.") }
        let least = try node.required("least").integer()
        guard least > 0 else { throw try node.required("least").fault("least ist mindestens 1.") }
        return Gate.Drift(alpha: alpha, least: least)
    }
}
