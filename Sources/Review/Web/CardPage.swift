import Werkstatt

/// One contribution: its whole wording with what is masked, its labels with their evidence, and all that people can put
/// right about it.
struct CardPage {
    let layout: Layout
    let filter: QueueFilter
    let position: Int

    private var desk: Desk { layout.desk }
    private var who: String { layout.session?.name ?? "" }
    private var card: ReadyContribution { desk.results.contributions[position] }

    func response() -> Response {
        layout.page("Beitrag \(card.id)", .none) { page in
            page.block("nav", ["class": "way", "aria-label": "Zurück"]) { page in
                if let item = desk.bench.item(ofCard: position) {
                    page.inline(
                        "a",
                        [
                            "href": "/vorschlag?id=\(item.id.inLink)&\(filter.link)", "data-taste": "o",
                            "aria-keyshortcuts": "o",
                        ]
                    ) { page in
                        page.text("Zum Vorschlag ")
                        page.inline("bdi", text: "„\(desk.title(item, for: who))“")
                    }
                } else {
                    page.inline(
                        "a",
                        ["href": "/?" + filter.link, "data-taste": "o", "aria-keyshortcuts": "o"],
                        text: "Zur Liste"
                    )
                }
            }
            page.block("h1", ["tabindex": "-1"]) { page in
                page.text("Beitrag ")
                page.inline("bdi", text: card.id)
            }
            facts(&page)
            page.block("section", ["aria-labelledby": "wortlaut"]) { page in
                page.block("h2", ["id": "wortlaut"], text: "Wortlaut")
                wording(&page)
            }
            guard card.status != .erased else { return }
            page.block("section", ["aria-labelledby": "verdeckt"]) { page in
                page.block("h2", ["id": "verdeckt"], text: "Verdeckte Stellen")
                masks(&page)
            }
            page.block("section", ["aria-labelledby": "zuordnung"]) { page in
                page.block("h2", ["id": "zuordnung"], text: "Zuordnung")
                labels(&page)
            }
            page.block("section", ["aria-labelledby": "ort"]) { page in
                page.block("h2", ["id": "ort"], text: "Verschieben, Dublette, Löschen")
                page.block("div", ["class": "panels"]) { page in
                    move(&page)
                    duplicate(&page)
                    erase(&page)
                }
            }
        }
    }

    private func form(_ path: String, _ page: inout HTML, _ body: (inout HTML) -> Void) {
        layout.form(path, &page) { page in
            page.hidden("karte", card.id)
            page.hidden("kartenstand", String(desk.cardStamp(position)))
            if let item = desk.bench.item(ofCard: position) {
                page.hidden("stand", item.id + "=" + desk.state.stamp(item.id, for: who))
            }
            for pair in filter.pairs { page.hidden(pair.name, pair.value) }
            body(&page)
        }
    }

    private func facts(_ page: inout HTML) {
        let contribution = card.contribution
        var facts: [(String, String)] = [("Werkstattphase", Wording.phase(contribution.phase))]
        if let workshop = contribution.workshop { facts.append(("Werkstatt", workshop)) }
        if let table = contribution.table { facts.append(("Tisch", table.text)) }
        if let room = contribution.roomCluster {
            facts.append(("Überschrift im Raum", desk.context.masker.derived(room, from: [card])))
        }
        if let points = contribution.points { facts.append(("Punkte", Wording.number(points))) }
        facts.append(("Status", Wording.status(card.status)))
        facts.append(("Quelle", "\(contribution.source.file), Zeile \(contribution.source.row)"))
        page.block("dl", ["class": "facts"]) { page in
            for (name, value) in facts {
                page.block("dt", text: name)
                page.block("dd") { $0.inline("bdi", text: value) }
            }
        }
    }

    /// The original: only here, where masks are checked, is it seen.
    private func wording(_ page: inout HTML) {
        guard card.status != .erased else {
            return page.block("p", ["class": "note"], text: "Dieser Beitrag wurde auf Wunsch gelöscht.")
        }
        page.block(
            "p",
            ["class": "hint"],
            text:
                "Hier steht das Original. Umrandet ist, was überall sonst verdeckt wird; unterlegt, was für die Zuordnung spricht."
        )
        let text = card.contribution.text
        let count = text.unicodeScalars.count
        let labels = card.fields + card.themes + card.napPhases + card.targetGroups
        var cuts = Set([0, count])
        for span in card.redactions.map(\.span) + labels.flatMap(\.evidence).compactMap(\.span) {
            cuts.formUnion([min(count, max(0, span.start)), min(count, max(0, span.end))])
        }
        let evidence = labels.flatMap(\.evidence).compactMap(\.span)
        // A mask is shown whole, whatever speaks inside it.
        let ordered = cuts.filter { cut in
            !card.redactions.contains { $0.span.start < cut && cut < $0.span.end }
        }.sorted()
        page.block("blockquote", ["class": "card whole"]) { page in
            page.inline("bdi") { page in
                for (start, end) in zip(ordered, ordered.dropFirst()) {
                    let part = text.slice(Span(start, end))
                    if let mask = card.redactions.first(where: { $0.span.start <= start && end <= $0.span.end }) {
                        page.inline(
                            "span",
                            ["class": "masked", "title": "verdeckt als \(mask.type.placeholder)"],
                            text: part
                        )
                    } else if evidence.contains(where: { $0.start <= start && end <= $0.end }) {
                        page.inline("mark", text: part)
                    } else {
                        page.text(part)
                    }
                }
            }
        }
    }

    private func masks(_ page: inout HTML) {
        if card.redactions.isEmpty {
            page.block("p", text: "In diesem Beitrag ist nichts verdeckt.")
        } else {
            page.block("ul", ["class": "bare"]) { page in
                for redaction in card.redactions {
                    page.block("li") { page in
                        form("/aufdecken", &page) { page in
                            page.inline("bdi", text: "„\(card.contribution.text.slice(redaction.span))“")
                            page.text(" wird zu \(redaction.type.placeholder) ")
                            page.hidden(
                                "stelle",
                                "\(redaction.span.start)-\(redaction.span.end)-\(redaction.type.rawValue)"
                            )
                            page.send("Aufdecken")
                        }
                    }
                }
            }
        }
        form("/verdecken", &page) { page in
            page.block("div", ["class": "inline"]) { page in
                page.field("Wörter, genau wie im Beitrag", "woerter", required: true)
                page.select("Art", "typ", PersonalData.allCases.map { ($0.rawValue, $0.placeholder) }, chosen: "name")
                page.send("Verdecken")
            }
        }
    }

    private func labels(_ page: inout HTML) {
        page.block("div", ["class": "panels"]) { page in
            for dimension in Dimension.allCases {
                let own = card[keyPath: dimension.path]
                let definitions = desk.pack.definitions(dimension)
                page.block("details", ["class": "panel wide"]) { page in
                    page.block("summary") { page in
                        page.inline("strong", text: dimension.germanTitle + ": ")
                        page.text(own.isEmpty ? "keine" : own.map { desk.context.title($0.id) }.joined(separator: ", "))
                    }
                    page.block("div", ["class": "inside"]) { page in
                        for label in own {
                            page.block("p", ["class": "hint"]) { page in
                                page.inline("strong", text: desk.context.title(label.id))
                                page.text(" \(Wording.decimal(label.score)): ")
                                page.inline(
                                    "bdi",
                                    text: label.evidence.map { desk.context.masker.derived($0.entry, from: [card]) }
                                        .uniqued.joined(separator: ", ")
                                )
                            }
                        }
                        form("/zuordnen", &page) { page in
                            page.hidden("art", dimension.rawValue)
                            if dimension == .fields {
                                page.select(
                                    "Wichtigstes",
                                    "haupt",
                                    [("", "–")] + definitions.map { ($0.id, $0.title) },
                                    chosen: own.first?.id
                                )
                            }
                            page.block("fieldset") { page in
                                page.block("legend", text: dimension.germanTitle)
                                for definition in definitions {
                                    page.check("label", definition.id, checked: own.contains { $0.id == definition.id })
                                    {
                                        $0.text(definition.title)
                                    }
                                }
                            }
                            page.send("Zuordnung ändern", isMain: true)
                        }
                    }
                }
            }
        }
    }

    private func move(_ page: inout HTML) {
        guard let item = desk.bench.item(ofCard: position) else { return }
        page.panel("Verschieben", key: "v", id: "verschieben") { page in
            form("/verschieben", &page) { page in
                page.block("fieldset") { page in
                    page.block("legend", text: "In einen anderen Vorschlag")
                    for other in Candidates(desk: desk).near(item) {
                        page.check("ziel", other.id, type: "radio") {
                            $0.inline("bdi", text: desk.title(other, for: who))
                        }
                    }
                }
                page.field("oder Kennung eines Vorschlags", "ziel-kennung")
                page.send("Verschieben", isMain: true)
            }
        }
    }

    private func duplicate(_ page: inout HTML) {
        page.panel("Dublette", key: "d", id: "dublette") { page in
            form("/dublette", &page) { page in
                if let first = card.duplicateOf {
                    page.block("p", text: "Gilt als gleiche Aussage wie \(first).")
                    page.send("Ist keine Dublette", name: "tun", value: "keine")
                }
                page.field("Kennung des Beitrags, der für beide steht", "von-karte")
                page.send("Als Dublette kennzeichnen", isMain: true)
            }
        }
    }

    private func erase(_ page: inout HTML) {
        page.block("details", ["class": "panel danger"]) { page in
            page.block("summary", text: "Löschen auf Wunsch")
            page.block("div", ["class": "inside"]) { page in
                page.block(
                    "p",
                    text:
                        "Der Wortlaut verschwindet aus Ergebnissen und Entscheidungsprotokoll und kommt auch in späteren Läufen nicht wieder. Das lässt sich nicht zurücknehmen."
                )
                form("/loeschen", &page) { page in
                    page.check("sicher", "ja") { $0.text("Ja, diesen Beitrag endgültig löschen") }
                    page.send("Endgültig löschen")
                }
            }
        }
    }
}
