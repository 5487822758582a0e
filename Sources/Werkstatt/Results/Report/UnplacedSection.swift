/// What belongs to no Handlungsfeld, by workshop and phase, with the reason. Comes in: counted contributions without
/// a field. Decides nothing: they are reported, not hidden and not pressed into a field.
struct UnplacedSection: ReportSection {
    let id = "ohne-feld"
    let title = "Was in kein Handlungsfeld passt"
    let context: ReportContext

    func write(to page: inout HTML) {
        let cards = context.counted.filter { $0.fields.isEmpty }
        guard !cards.isEmpty else {
            return page.block(
                "p",
                ["class": "prose"],
                text: "Jeder ausgewertete Beitrag gehört in mindestens ein Handlungsfeld."
            )
        }
        page.block(
            "p",
            ["class": "prose"],
            text:
                "\(Wording.cards(cards.count)) \(cards.count == 1 ? "gehört" : "gehören") in keines der Handlungsfelder. Häufen sich hier Beiträge zu einer Sache, fehlt dem Konzept vielleicht ein Feld."
        )
        page.table("Beiträge ohne Handlungsfeld je Grund", ["Grund", "Beiträge"]) { page in
            for reason in Reason.allCases {
                let count = cards.count { self.reason($0) == reason }
                guard count > 0 else { continue }
                page.block("tr") { page in
                    page.rowHead(text(reason))
                    page.cell(count)
                }
            }
        }
        for workshop in context.hasManyWorkshops ? [] : context.workshops {
            let own = cards.filter { $0.contribution.workshop == workshop }
            list(own, of: workshop ?? "Ohne Werkstatt", &page)
        }
        if context.hasManyWorkshops { list(cards, of: "Alle Werkstätten", &page) }
    }

    private func list(_ cards: [ReadyContribution], of workshop: String, _ page: inout HTML) {
        for phase in context.phases {
            let own = cards.filter { $0.contribution.phase == phase }
            guard !own.isEmpty else { continue }
            page.folded("\(workshop) – \(Wording.phase(phase)) (\(Wording.number(own.count)))") { page in
                page.quotes(own, in: context, remark: remark)
            }
        }
    }

    private enum Reason: CaseIterable { case theme, thread, nothing }

    private func reason(_ card: ReadyContribution) -> Reason {
        if !card.themes.isEmpty { return .theme }
        return card.thread.flatMap(context.thread)?.fields.isEmpty == false ? .thread : .nothing
    }

    private func text(_ reason: Reason) -> String {
        switch reason {
        case .theme: "gehört zu einem Themenfeld quer zu den Handlungsfeldern"
        case .thread: "die Karte nennt selbst kein Feld, ihr Themenstrang schon"
        case .nothing: "kein Handlungsfeld ist sicher genug erkannt"
        }
    }

    private func remark(_ card: ReadyContribution) -> String? {
        switch reason(card) {
        case .theme: card.themes.map { context.title($0.id) }.joined(separator: ", ")
        case .thread: card.thread.flatMap(context.thread).map { "Strang „\(context.label($0))“" }
        case .nothing: "zu unsicher"
        }
    }
}
