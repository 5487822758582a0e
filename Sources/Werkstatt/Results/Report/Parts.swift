/// The pieces that several sections of the report are made of: tables, folded lists, quotes, badges.
extension HTML {
    /// A table in a container that scrolls on narrow screens, with caption and column heads.
    /// - Parameter words: the columns that hold words; the others hold numbers.
    mutating func table(
        _ caption: String,
        _ columns: [String],
        words: Set<Int> = [0],
        _ body: (inout HTML) -> Void
    ) {
        block("div", ["class": "scroll", "role": "group", "aria-label": caption, "tabindex": "0"]) { page in
            page.block("table") { page in
                page.block("caption", text: caption)
                page.block("thead") { page in
                    page.block("tr") { page in
                        for (position, column) in columns.enumerated() {
                            page.inline(
                                "th",
                                ["scope": "col", "class": words.contains(position) ? "t" : "n"],
                                text: column
                            )
                        }
                    }
                }
                page.block("tbody", [:], body)
            }
        }
    }

    /// The first cell of a row.
    mutating func rowHead(_ text: String) { inline("th", ["scope": "row"]) { $0.inline("bdi", text: text) } }

    mutating func cell(_ text: String) { inline("td", ["class": "t"]) { $0.inline("bdi", text: text) } }

    /// A count; zero is seen as a dot and heard as a word.
    mutating func cell(_ count: Int, shade: Int = 0) {
        guard count > 0 else {
            return inline("td", ["class": "n none"]) { page in
                page.inline("span", ["aria-hidden": "true"], text: "·")
                page.inline("span", ["class": "heard"], text: "keine")
            }
        }
        inline("td", ["class": shade > 0 ? "n shade\(shade)" : "n"], text: Wording.number(count))
    }

    /// A list that stays closed on the screen and is open on paper.
    mutating func folded(_ summary: String, _ attributes: Attributes = [:], _ body: (inout HTML) -> Void) {
        block("details", attributes) { page in
            page.block("summary", text: summary)
            body(&page)
        }
    }

    /// "K", "P", "R": the letter tells the phase, the colour only helps.
    mutating func badge(_ phase: WorkshopPhase?) {
        let (letter, name): (String, String) =
            switch phase {
            case .kritik: ("K", "k")
            case .phantasie: ("P", "p")
            case .realisierung: ("R", "r")
            case nil: ("?", "u")
            }
        inline("span", ["class": "badge \(name)", "aria-hidden": "true"], text: letter)
    }

    /// New, revision or confirmation; the word tells it, the look only helps.
    mutating func kind(_ kind: SuggestionKind) {
        inline("span", ["class": "kind \(kind.rawValue)"], text: Wording.kind(kind))
        text(" ")
    }

    /// A verbatim, masked part of a card with where it comes from.
    mutating func quote(
        _ text: String,
        of card: ReadyContribution,
        in context: ReportContext,
        remark: String? = nil,
        id: String? = nil
    ) {
        var origin = [context.shortWorkshop(card), card.id].compactMap { $0 }
        if let points = card.contribution.points, points > 0 {
            origin.append(Wording.counted(points, "Punkt", "Punkte"))
        }
        let doubles = context.duplicates(of: card)
        if doubles > 0 { origin.append("+ " + Wording.counted(doubles, "gleiche Nennung", "gleiche Nennungen")) }
        if let remark { origin.append(remark) }
        block("blockquote", id.map { ["class": "card", "id": $0] } ?? ["class": "card"]) { page in
            page.block("p") { $0.inline("bdi", text: text) }
            page.block("footer", text: origin.joined(separator: " · "))
        }
    }

    mutating func quote(
        _ card: ReadyContribution,
        in context: ReportContext,
        remark: String? = nil,
        id: String? = nil
    ) {
        quote(context.masker.text(card).text, of: card, in: context, remark: remark, id: id)
    }

    /// At most so many cards, and a sentence that says where the others stand.
    mutating func quotes(
        _ cards: [ReadyContribution],
        in context: ReportContext,
        remark: (ReadyContribution) -> String? = { _ in nil }
    ) {
        for card in cards.prefix(context.rowsMost) { quote(card, in: context, remark: remark(card)) }
        rest(
            cards.count - context.rowsMost,
            "weiterer Beitrag steht",
            "weitere Beiträge stehen",
            file: "contributions.jsonl"
        )
    }

    mutating func rest(_ count: Int, _ one: String, _ many: String, file: String) {
        if count > 0 { block("p", ["class": "hint"], text: "\(Wording.counted(count, one, many)) in \(file).") }
    }
}
