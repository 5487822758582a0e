import Werkstatt

/// One gate with what was measured.
public struct GateOutcome: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable { case passed, failed, skipped }

    public var gate: Gate
    public var state: State
    /// Nil when it was not measured.
    public var value: Double?
    /// German: what was measured, or why it was not.
    public var measured: String
    /// German, one line each: which labels moved.
    public var details: [String] = []
}

/// Holds results against the gates of their pack.
///
/// Comes in: the results of a run that is written nowhere, pack and lexicon, gold files, the folder of an earlier run. Goes
/// out: a report of gates and findings. Decides what passes; a gate that cannot be measured (no gold, no earlier run, too few
/// cards) is skipped and says why. Never writes, never repeats a word of a card.
public struct Check {
    private let pack: Pack
    private let lexicon: Lexicon
    private let knowledge: Knowledge
    private let options: RunOptions

    public init(pack: Pack, lexicon: Lexicon, knowledge: Knowledge, options: RunOptions) {
        self.pack = pack
        self.lexicon = lexicon
        self.knowledge = knowledge
        self.options = options
    }

    /// - Parameters:
    ///   - gold: cards coded by hand; `threads.jsonl` beside them is taken.
    ///   - baseline: the folder of an earlier run of the same pack and program.
    public func run(_ results: RunResults, gold: [String], baseline: String?) async throws -> CheckReport {
        var collector = FindingCollector(inputs: results.inputs, rules: pack.intake)
        collector.add(unread: results.unread)
        collector.add(notices: results.notices)
        collector.add(contributions: results.contributions)
        var report = CheckReport(pack: pack)
        report.cards = results.contributions.count
        let empty = results.inputs.filter { $0.contributions == 0 && $0.unread > 0 }.map(\.name)
        report.unreadableFiles = Set(results.unread.filter { $0.row == 0 }.map(\.file) + empty).sorted()

        let evaluation = gold.isEmpty ? nil : try Evaluation(results, gold: gold)
        var drift: LabelDrift?
        if let baseline {
            report.stale = try Provenance(runIn: baseline).differences(from: Provenance(pack: pack, options: options))
            if report.stale.isEmpty {
                let before = try ResultReader(folder: baseline).read().contributions
                drift = LabelDrift(before: before, now: results.contributions, pack: pack)
            }
        }
        let kinds = Set(pack.gates.map(\.kind))
        if !kinds.isDisjoint(with: [.lexiconErrors, .lexiconWarnings]) {
            var lint = try LexiconLint(pack, lexicon, knowledge)
            let found = lint.run()
            collector.add(lint: found)
            report.lint = found
        }
        if !kinds.isDisjoint(with: [.nearMisses, .lexiconFieldsF1]), !lexicon.concepts.isEmpty {
            let outcome = try await LexiconTest(pack, lexicon, knowledge).run()
            collector.add(nearMisses: outcome)
            report.exam = outcome
        }
        report.findings = collector.sorted
        for gate in pack.gates {
            report.outcomes.append(outcome(gate, results, evaluation, drift, baseline: baseline, report))
        }
        return report
    }

    /// What can be said when nothing could be read at all.
    public func run(unreadable error: IntakeError) -> CheckReport {
        var collector = FindingCollector(inputs: error.inputs, rules: pack.intake)
        collector.add(unread: error.unread)
        var report = CheckReport(pack: pack)
        report.unreadableFiles = Set(error.unread.map(\.file)).sorted()
        report.findings = collector.sorted
        report.outcomes = pack.gates.map { skipped($0, "es war nichts zu lesen") }
        return report
    }

    private func skipped(_ gate: Gate, _ reason: String) -> GateOutcome {
        GateOutcome(gate: gate, state: .skipped, value: nil, measured: reason)
    }

    private func judged(_ gate: Gate, _ value: Double, _ note: String = "") -> GateOutcome {
        // Shown and compared at the same precision, so that "0,900 statt mindestens 0,900" never stands there.
        let isKept = gate.kind.isAtMost ? value <= gate.bar + 5e-4 : value >= gate.bar - 5e-4
        let text = gate.kind.text(value) + (note.isEmpty ? "" : " (\(note))")
        return GateOutcome(gate: gate, state: isKept ? .passed : .failed, value: value, measured: text)
    }

    private func share(_ gate: Gate, _ part: Int, of whole: Int) -> GateOutcome {
        guard whole > 0 else { return skipped(gate, "es gibt keine Beiträge") }
        return judged(gate, Double(part) / Double(whole), "\(Wording.number(part)) von \(Wording.number(whole))")
    }

    private func outcome(
        _ gate: Gate,
        _ results: RunResults,
        _ evaluation: Evaluation?,
        _ drift: LabelDrift?,
        baseline: String?,
        _ report: CheckReport
    ) -> GateOutcome {
        let all = results.contributions
        let kept = all.filter { $0.status == .kept }
        switch gate.kind {
        case .unreadRows: return judged(gate, Double(results.unread.count))
        case .balance:
            let balance = ClosingBalance(results)
            return judged(gate, Double(abs(balance.read - balance.contributions - balance.unread)))
        case .quotes:
            let texts = Dictionary(all.map { ($0.id, $0.contribution.text) }) { first, _ in first }
            let quotes = results.suggestions.flatMap(\.evidence)
            guard !quotes.isEmpty else { return skipped(gate, "es gibt keine Vorschläge mit Zitaten") }
            let right = quotes.count { $0.quote == texts[$0.contribution]?.slice($0.span) }
            return share(gate, right, of: quotes.count)
        case .untagged: return share(gate, kept.count { $0.fields.isEmpty && $0.themes.isEmpty }, of: kept.count)
        case .withoutNapPhase: return share(gate, kept.count { $0.napPhases.isEmpty }, of: kept.count)
        case .noise:
            let counted = all.filter { $0.status != .erased }
            return share(gate, counted.count { $0.status != .kept }, of: counted.count)
        case .personalData: return share(gate, all.count { !$0.redactions.isEmpty }, of: all.count)
        case .stability:
            guard let stability = results.groupFigures?.stability else {
                return skipped(gate, "zu viele oder zu wenige Karten (Parameter stability_up_to)")
            }
            return judged(gate, stability)
        case .driftFields, .driftThemes, .driftNapPhases, .driftNoise:
            return self.drift(gate, drift, baseline: baseline, report)
        case .lexiconErrors: return judged(gate, Double(report.lint.count { $0.severity == .fehler }))
        case .lexiconWarnings: return judged(gate, Double(report.lint.count { $0.severity == .warnung }))
        case .nearMisses:
            guard let exam = report.exam, exam.nearMisses > 0 else {
                return skipped(gate, "das Lexikon hat keine Gegenbeispiele")
            }
            return share(gate, exam.failures.count, of: exam.nearMisses)
        case .lexiconFieldsF1:
            guard let exam = report.exam, exam.cards > 0 else {
                return skipped(gate, "das Lexikon hat keine Beispielkarten")
            }
            return judged(gate, exam.f1(exam.fields), Wording.counted(exam.cards, "Karte", "Karten"))
        default: return figure(gate, evaluation)
        }
    }

    private func figure(_ gate: Gate, _ evaluation: Evaluation?) -> GateOutcome {
        guard let evaluation else { return skipped(gate, "keine Golddatei angegeben (--gold)") }
        guard case .share(let value)? = evaluation[gate.kind.rawValue] else {
            return skipped(gate, "das Gold enthält nichts, woran es zu messen wäre")
        }
        return judged(gate, value)
    }

    private func drift(_ gate: Gate, _ drift: LabelDrift?, baseline: String?, _ report: CheckReport) -> GateOutcome {
        guard baseline != nil else { return skipped(gate, "kein Vergleichslauf angegeben (--baseline)") }
        guard let drift, let limits = gate.drift else {
            return skipped(gate, "der Vergleichslauf ist veraltet: \(report.stale.joined(separator: ", "))")
        }
        guard drift.newCards > 0 else { return judged(gate, 0, "keine neuen Karten") }
        let cards = drift.cards[gate.kind] ?? (0, 0)
        guard min(cards.before, cards.now) >= limits.least else {
            return skipped(
                gate,
                "zu wenige Karten: \(Wording.number(cards.before)) vorher, \(Wording.number(cards.now)) neue; ab \(limits.least) wird geprüft"
            )
        }
        let moved = drift.moved(gate.kind, alpha: limits.alpha)
        let counts = "\(Wording.number(cards.before)) Karten vorher, \(Wording.number(cards.now)) neue"
        guard let largest = moved.first else { return judged(gate, 0, "\(counts); nichts über Zufall hinaus") }
        var outcome = judged(gate, largest.cards.cramersV, counts)
        outcome.details = moved.map { shift in
            let name = shift.title.isEmpty ? shift.id : "\(shift.id) \(shift.title)"
            return
                "\(name): \(Gate.Kind.percent(shift.before)) → \(Gate.Kind.percent(shift.now)) (p \(Self.p(shift.p)), V = \(Gate.Kind.decimals(shift.cards.cramersV)))"
        }
        return outcome
    }

    private static func p(_ value: Double) -> String {
        value < 0.001 ? "< 0,001" : "= " + Gate.Kind.decimals(value)
    }
}

/// What a check found. Goes out as German text, JSON, Markdown, JUnit XML, SARIF and GitLab's code-quality report.
public struct CheckReport: Sendable {
    public var packID: String
    public var packTitle: String
    public var outcomes: [GateOutcome] = []
    public var findings: [Finding] = []
    public var cards = 0
    /// Why the earlier run cannot be compared with, German; empty when it can.
    public var stale: [String] = []
    /// Inputs of which nothing could be read.
    public var unreadableFiles: [String] = []
    var lint: [LintFinding] = []
    var exam: LexiconTest.Outcome?

    init(pack: Pack) {
        packID = pack.id
        packTitle = pack.title
    }

    public func count(_ state: GateOutcome.State) -> Int { outcomes.count { $0.state == state } }

    /// 3: an input could not be read at all. 1: a gate failed. 5: the earlier run is stale, and nothing worse. 0 else.
    public var exitCode: Int32 {
        if !unreadableFiles.isEmpty { return 3 }
        if count(.failed) > 0 { return 1 }
        return stale.isEmpty ? 0 : 5
    }

    /// One German sentence.
    public var verdict: String {
        var sentence =
            "\(Wording.counted(count(.passed), "Schranke", "Schranken")) gehalten, \(count(.failed)) verfehlt, \(count(.skipped)) nicht geprüft"
        if !unreadableFiles.isEmpty {
            sentence += "; nicht zu lesen: \(Wording.list(unreadableFiles))"
        }
        if !stale.isEmpty {
            sentence +=
                "; der Vergleichslauf ist veraltet (\(stale.joined(separator: ", "))), bitte mit „werkstatt run … --output“ neu anlegen"
        }
        return sentence + "."
    }
}
