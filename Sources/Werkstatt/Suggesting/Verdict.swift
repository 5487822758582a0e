/// New, to be revised or confirmed, with the deciding reasons in German.
struct Verdict {
    let pack: Pack
    let tagged: TaggedCorpus
    let finder: MatterFinder
    /// Concept → number.
    let numbers: [String: Int]
    let aspects: AspectReader
    /// By number.
    let measures: [String: Measure]

    struct Decision {
        var kind: SuggestionKind
        var measures: [MeasureMatch]
        var reasons: [String]
        /// Whether a thread of one card yields a suggestion.
        var carriesLoneCard: Bool
    }

    /// How old a measure is, seen from the pack's day.
    private enum Age { case ended, running, recent }

    func decide(cards: [Int], matches: [MeasureMatch]) -> Decision {
        let parameters = pack.parameters
        let points = cards.reduce(0) { $0 + (tagged.contributions[$1].points ?? 0) }
        guard !pack.catalogue.isEmpty else {
            return Decision(
                kind: .neu,
                measures: [],
                reasons: ["Das Paket hat keinen Maßnahmenkatalog; verglichen wurde nicht."],
                carriesLoneCard: points >= parameters.count("lone_points")
            )
        }
        guard let best = matches.first, let measure = measures[best.number] else {
            return Decision(
                kind: .neu,
                measures: [],
                reasons: ["Keine Maßnahme des Katalogs teilt Begriffe oder Wörter mit diesem Strang."],
                carriesLoneCard: points >= parameters.count("lone_points")
            )
        }
        let covered = best.parts.filter { $0.name != MeasureIndex.conceptPart }.reduce(0) { $0 + $1.value }.thousandths
        let lone = covered >= parameters["lone_score"] || points >= parameters.count("lone_points")
        let near = "Maßnahme \(measure.number) „\(measure.title.withInnerQuotes)“"
        guard covered >= parameters["match_covered"] else {
            let shown = covered >= parameters["match_shown"]
            let reason =
                shown
                ? "\(near) liegt am nächsten, aber nicht nahe genug (\(covered.german) von nötigen \(parameters["match_covered"].german)); im Zweifel bitte prüfen."
                : "Keine Maßnahme des Katalogs liegt nahe genug (höchster Wert \(covered.german))."
            return Decision(kind: .neu, measures: shown ? matches : [], reasons: [reason], carriesLoneCard: lone)
        }
        // A measure that few of the cards speak of is only touched.
        if !measure.concepts.isEmpty, parameters["verdict_led"] > 0 {
            let core = Set(measure.core.compactMap { numbers[$0] })
            let clear = cards.filter { !finder.spoken($0).isEmpty }
            let led = clear.filter { card in
                finder.speaks(card, of: core) && (cards.count > 1 || finder.isMostlyAbout(core, card))
            }
            let rival = finder.topics(cards).first { !core.contains($0.concept) }?.cards.count ?? 0
            guard Double(led.count) >= parameters["verdict_led"] * Double(max(1, clear.count)),
                Double(led.count) >= parameters["verdict_rival"] * Double(rival)
            else {
                return Decision(
                    kind: .neu,
                    measures: matches,
                    reasons: [
                        "\(near) liegt am nächsten (\(covered.german)), aber nur \(led.count) von \(cards.count) Beiträgen fordern, was sie leistet; im Zweifel bitte prüfen."
                    ],
                    carriesLoneCard: lone
                )
            }
        }
        let critique = critique(in: cards)
        var reasons = ["\(near) behandelt denselben Gegenstand (Wert \(covered.german))."]
        let age = age(measure)
        let isCriticised = Double(critique) >= parameters["verdict_critique"] * Double(cards.count)
        switch age {
        case .ended where measure.status == "zurückgestellt":
            reasons.append("Sie ist zurückgestellt (\(measure.timeFrame)); Stichtag \(pack.asOf).")
        case .ended:
            reasons.append(
                "Sie ist nach Zeitrahmen und Status alt oder ausgelaufen (\(measure.timeFrame), \(measure.status)); Stichtag \(pack.asOf)."
            )
        case .recent:
            reasons.append("Sie ist geplant oder läuft noch nicht lange (\(measure.timeFrame), \(measure.status)).")
        case .running:
            if isCriticised {
                reasons.append(
                    "\(critique) von \(cards.count) Beiträgen üben Kritik: Sie wirkt offenbar nicht wie gewünscht."
                )
            }
        }
        return Decision(
            kind: kind(of: measure, cards: cards),
            measures: matches,
            reasons: reasons,
            carriesLoneCard: lone
        )
    }

    /// What cards make of a measure: it is to be revised when it is over, or when they say that it does not work.
    func kind(of measure: Measure, cards: [Int]) -> SuggestionKind {
        switch age(measure) {
        case .ended: .ueberarbeitet
        case .recent: .bestaetigt
        case .running:
            Double(critique(in: cards)) >= pack.parameters["verdict_critique"] * Double(cards.count)
                ? .ueberarbeitet : .bestaetigt
        }
    }

    /// Critique of a measure; whoever regrets that it is small or ends does not criticise it.
    private func critique(in cards: [Int]) -> Int {
        cards.count { tagged.contributions[$0].phase == .kritik && !aspects.supports($0, in: tagged) }
    }

    /// "laufend", "seit 2015", "2018-2021", "2020", with the status.
    private func age(_ measure: Measure) -> Age {
        let years = years(in: measure.timeFrame)
        guard let today = Self.decimalYear(pack.asOf) else { return .running }
        switch measure.status {
        case "zurückgestellt": return .ended
        case "geplant": return .recent
        default: break
        }
        if measure.timeFrame.hasPrefix("seit"), let first = years.first {
            return Double(first) <= today - pack.parameters["verdict_old_years"] ? .ended : .running
        }
        if years.count == 2 {
            return Double(years[1]) < today - pack.parameters["verdict_ended_years"] ? .ended : .recent
        }
        return measure.status == "umgesetzt" ? .ended : .running
    }

    private func years(in text: String) -> [Int] {
        text.split { !$0.isNumber }.compactMap { $0.count == 4 ? Int($0) : nil }.filter { (1900...2100).contains($0) }
    }

    /// "2021-05-17" as 2021.4.
    static func decimalYear(_ date: String) -> Double? {
        let parts = date.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return Double(parts[0]) + (Double(parts[1]) - 1) / 12 + Double(parts[2]) / 365
    }
}

extension String {
    /// German quotation marks inside a quotation.
    var withInnerQuotes: String { replacing("„", with: "‚").replacing("“", with: "‘") }
}

extension Double {
    /// With a decimal comma, at most three decimals.
    var german: String { description.replacing(".", with: ",") }
}
