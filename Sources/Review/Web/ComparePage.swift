import Werkstatt

/// Four eyes: where two people decided, how far they agree, and the final decision as a third step.
struct ComparePage {
    let layout: Layout

    private var desk: Desk { layout.desk }
    private var who: String { layout.session?.name ?? "" }

    func response() -> Response {
        layout.page("Abgleich", .compare) { page in
            page.block("h1", text: "Abgleich")
            guard desk.state.isFourEyes else {
                return page.block(
                    "p",
                    text: "Das Vier-Augen-Verfahren ist nicht eingeschaltet (werkstatt review DIR --four-eyes)."
                )
            }
            let items = desk.bench.items
            let differing = items.filter { desk.state.status($0.id, for: who) == .differs }
            let agreed = items.filter { desk.state.status($0.id, for: who) == .agreed }
            figures(&page)
            page.block("section", ["aria-labelledby": "verschieden"]) { page in
                page.block("h2", ["id": "verschieden"], text: "Verschieden entschieden (\(differing.count))")
                if differing.isEmpty { page.block("p", ["class": "hint"], text: "Es gibt keine Unterschiede.") }
                for item in differing { difference(item, &page) }
            }
            page.block("section", ["aria-labelledby": "gleich"]) { page in
                page.block("h2", ["id": "gleich"], text: "Gleich entschieden (\(agreed.count))")
                guard !agreed.isEmpty else {
                    return page.block(
                        "p",
                        ["class": "hint"],
                        text:
                            "Hier steht, was zwei Personen gleich entschieden haben und noch eine Schlussentscheidung braucht."
                    )
                }
                layout.form("/abschluss", &page) { page in
                    page.block("ol", ["class": "queue"]) { page in for item in agreed { row(item, &page) } }
                    page.send("Ausgewählte abschließen", name: "tun", value: "gleich", isMain: true)
                    page.inline(
                        "button",
                        ["type": "button", "class": "link", "data-alle": "id"],
                        text: "Alle auswählen"
                    )
                }
            }
        }
    }

    private func figures(_ page: inout HTML) {
        let figures = desk.agreement()
        page.block("dl", ["class": "facts"]) { page in
            page.block("dt", text: "Von zwei Personen entschieden")
            page.block("dd", text: Wording.counted(figures.both, "Vorschlag", "Vorschläge"))
            page.block("dt", text: "davon gleich")
            page.block("dd", text: Wording.number(figures.same))
            for kappa in figures.kappas {
                page.block("dt") { page in
                    page.text("Cohens Kappa ")
                    page.inline("bdi", text: "\(kappa.left) / \(kappa.right)")
                }
                page.block(
                    "dd",
                    text: kappa.kappa.map(Wording.decimal)
                        ?? "nicht bestimmbar (zu wenig oder nur eine Art von Entscheidungen)"
                )
            }
            page.block("dt", text: "Krippendorffs Alpha")
            page.block("dd", text: figures.alpha.map(Wording.decimal) ?? "nicht bestimmbar")
        }
        page.block(
            "p",
            ["class": "hint"],
            text: "1 heißt: völlig einig; 0: so einig wie der Zufall. Gezählt wird, was unabhängig entschieden wurde."
        )
    }

    private func head(_ item: Bench.Item, _ page: inout HTML) {
        page.inline("a", ["class": "title", "href": "/vorschlag?id=\(item.id.inLink)"]) {
            $0.inline("bdi", text: desk.title(item, for: who))
        }
        page.text(" ")
        page.kindBadge(item.suggestion.kind)
    }

    private func row(_ item: Bench.Item, _ page: inout HTML) {
        page.block("li", ["class": "row"]) { page in
            page.open(
                "input",
                [
                    "type": "checkbox", "name": "id", "value": item.id,
                    "aria-label": "Auswählen: " + desk.title(item, for: who),
                ]
            )
            page.hidden("stand", item.id + "=" + desk.state.stamp(item.id, for: who))
            page.block("div", ["class": "what"]) { page in
                head(item, &page)
                let votes = desk.state.items[item.id]?.votes ?? []
                page.block("p", ["class": "meta"]) { page in
                    page.text(votes.last?.decision.verdict.title ?? "")
                    page.text(" von ")
                    page.inline("bdi", text: Wording.list(votes.map(\.who)))
                }
            }
        }
    }

    private func difference(_ item: Bench.Item, _ page: inout HTML) {
        page.block("article", ["class": "difference"]) { page in
            page.block("h3") { head(item, &$0) }
            page.block("div", ["class": "lanes"]) { page in
                for vote in desk.state.items[item.id]?.votes ?? [] {
                    page.block("div", ["class": "lane"]) { page in
                        page.block("p") { page in
                            page.inline("strong") { $0.inline("bdi", text: vote.who) }
                            page.text(": \(vote.decision.verdict.title)")
                            page.inline("bdi", text: Sentence(desk: desk).details(vote.decision))
                        }
                        layout.form("/abschluss", &page) { page in
                            page.hidden("id", item.id)
                            page.hidden("stand", item.id + "=" + desk.state.stamp(item.id, for: who))
                            page.hidden("wie", vote.who)
                            page.send("So entscheiden: \(vote.decision.verdict.title)", name: "tun", value: "wie")
                        }
                    }
                }
            }
        }
    }
}
