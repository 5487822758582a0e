/// Which target groups are spoken of, in which phase and field. Comes in: counted contributions. Decides nothing;
/// says of whom cards speak, never who wrote them.
struct TargetGroupsSection: ReportSection {
    let id = "zielgruppen"
    let title = "Zielgruppen"
    let context: ReportContext
    /// Fields named beside a group.
    private let fieldsMost = 3

    init(context: ReportContext) { self.context = context }

    func write(to page: inout HTML) {
        let groups = context.pack.targetGroups.map { group in
            (group, context.counted.filter { $0.targetGroups.contains { $0.id == group.id } })
        }
        let mentioned = groups.filter { !$0.1.isEmpty }.sorted { ($1.1.count, $0.0.id) < ($0.1.count, $1.0.id) }
        let silent = groups.filter { $0.1.isEmpty }.map(\.0.title)
        guard !mentioned.isEmpty else {
            return page.block("p", ["class": "prose"], text: "Kein Beitrag nennt eine Zielgruppe ausdrücklich.")
        }
        page.block(
            "p",
            ["class": "prose"],
            text:
                "Von wem die Karten ausdrücklich sprechen. Die meisten Karten nennen niemanden; wer eine Karte schrieb, wird nirgends ausgewertet."
        )
        page.table(
            "Beiträge, die eine Zielgruppe nennen",
            ["Zielgruppe"] + context.phases.map(Wording.phase) + ["zusammen"]
        ) { page in
            for (group, cards) in mentioned {
                page.block("tr") { page in
                    page.inline("th", ["scope": "row"]) { page in
                        page.text(group.title)
                        page.inline("small", text: fields(cards))
                    }
                    for phase in context.phases { page.cell(cards.count { $0.contribution.phase == phase }) }
                    page.cell(cards.count)
                }
            }
        }
        if !silent.isEmpty {
            page.block("p", ["class": "prose"], text: "Von niemandem genannt: \(Wording.list(silent)).")
        }
    }

    private func fields(_ cards: [ReadyContribution]) -> String {
        let counts = context.pack.fields.map { field in
            (field, cards.count { $0.fields.contains { $0.id == field.id } })
        }.filter { $0.1 > 0 }
        let most = counts.sorted { ($1.1, $0.0.id) < ($0.1, $1.0.id) }.prefix(fieldsMost)
        return most.map { "\($0.0.title) (\($0.1))" }.joined(separator: " · ")
    }
}
