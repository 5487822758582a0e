/// Contributions as the tools of the workbench may show them: screened first, personal data masked.
///
/// Comes in: an intake. Goes out: the same with masks in the texts, and a way to mask what was made from them. Decides what
/// `Screen` decides; never changes the contributions it was given.
public struct MaskedIntake: Sendable {
    /// The contributions with masks in their texts; offsets are those of the masked texts.
    public let intake: IntakeCorpus
    private let isKept: [Bool]
    private let secrets: [ReadyContribution]

    public init(_ intake: IntakeCorpus, pack: Pack, knowledge: Knowledge) async throws {
        let line = Line(pack: pack, knowledge: knowledge, options: RunOptions())
        let screened = try await line.screen.run(line.segment.run(line.normalise.run(intake)))
        isKept = screened.screenings.map { $0.status == .kept }
        var masked = intake
        var secrets: [ReadyContribution] = []
        for (position, screening) in screened.screenings.enumerated() where !screening.redactions.isEmpty {
            let card = intake.contributions[position]
            masked.contributions[position].text = MaskedText(card.text, screening.redactions).text
            secrets.append(
                ReadyContribution(
                    contribution: card,
                    status: screening.status,
                    redactions: screening.redactions,
                    fields: [],
                    themes: [],
                    napPhases: [],
                    targetGroups: []
                )
            )
        }
        self.intake = masked
        self.secrets = secrets
    }

    /// Those of the contributions, in their order, that were not set aside.
    public func kept(_ contributions: [Contribution]) -> [Contribution] {
        zip(contributions, isKept).filter(\.1).map(\.0)
    }

    /// A text made from the contributions with everything personal in any of them masked.
    public func masking(_ text: String) -> String {
        Masker(keepsPersonalData: false).derived(text, from: secrets)
    }
}
