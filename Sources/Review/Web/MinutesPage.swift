import Werkstatt

/// The minutes for reading on the screen, to take along, and the end of a review.
struct MinutesPage {
    let layout: Layout
    let number: Int

    private var desk: Desk { layout.desk }
    private static let rowsPerPage = 100

    func response() -> Response {
        let live = Set(ReviewState.live(desk.events).map(\.number))
        let events = Array(desk.events.reversed())
        let pages = max(1, (events.count + Self.rowsPerPage - 1) / Self.rowsPerPage)
        let number = min(max(1, self.number), pages)
        let sentence = Sentence(desk: desk, reader: layout.session?.name)
        return layout.page("Protokoll", .minutes) { page in
            page.block("h1", text: "Entscheidungsprotokoll")
            page.block("p", ["class": "downloads"]) { page in
                page.text("Mitnehmen als ")
                page.inline("a", ["href": "/protokoll.docx", "download": "Entscheidungsprotokoll.docx"], text: "Word")
                page.text(", ")
                page.inline("a", ["href": "/protokoll.md", "download": "Entscheidungsprotokoll.md"], text: "Markdown")
                page.text(" oder ")
                page.inline(
                    "a",
                    ["href": "/protokoll.csv", "download": "Entscheidungsprotokoll.csv"],
                    text: "Tabelle (CSV)"
                )
            }
            finish(&page)
            page.block("section", ["aria-labelledby": "verlauf"]) { page in
                page.block("h2", ["id": "verlauf"], text: "Verlauf, das Neueste zuerst")
                page.block("div", ["class": "scroll", "role": "group", "aria-label": "Verlauf", "tabindex": "0"]) {
                    page in
                    page.block("table") { page in
                        page.block("caption", text: "Alle Schritte, Seite \(number) von \(pages)")
                        page.block("thead") { page in
                            page.block("tr") { page in
                                for head in ["Nr.", "Zeit", "Wer", "Was"] {
                                    page.inline("th", ["scope": "col"], text: head)
                                }
                            }
                        }
                        page.block("tbody") { page in
                            for event in events.dropFirst((number - 1) * Self.rowsPerPage).prefix(Self.rowsPerPage) {
                                let undone = !live.contains(event.number)
                                page.block("tr") { page in
                                    page.inline("th", ["scope": "row"], text: String(event.number))
                                    page.inline("td", ["class": "time"], text: Layout.time(event.at))
                                    page.inline("td") { $0.inline("bdi", text: event.who) }
                                    page.inline("td") { page in
                                        page.inline("bdi", text: sentence.of(event))
                                        if undone {
                                            page.text(" ")
                                            page.inline("span", ["class": "status"], text: "zurückgenommen")
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                if pages > 1 {
                    page.block("nav", ["class": "paging", "aria-label": "Seiten des Verlaufs"]) { page in
                        if number > 1 { page.inline("a", ["href": "/protokoll?seite=\(number - 1)"], text: "Neuere") }
                        if number < pages {
                            page.inline("a", ["href": "/protokoll?seite=\(number + 1)"], text: "Ältere")
                        }
                    }
                }
            }
        }
    }

    private func finish(_ page: inout HTML) {
        page.block("section", ["aria-labelledby": "abschluss"]) { page in
            page.block("h2", ["id": "abschluss"], text: "Durchsicht abschließen")
            let open = desk.progress(for: layout.session?.name).open
            page.block(
                "p",
                text: open == 0
                    ? "Alle Vorschläge sind entschieden."
                    : "\(Wording.counted(open, "Vorschlag ist", "Vorschläge sind")) noch offen; abschließen können Sie trotzdem, das Protokoll sagt es."
            )
            for signOff in desk.state.signOffs {
                page.block("p", ["class": "note"]) { page in
                    page.text("Abgeschlossen von ")
                    page.inline("bdi", text: signOff.who)
                    page.text(" am \(Layout.time(signOff.at)): \(signOff.decided) entschieden, \(signOff.open) offen. ")
                    page.inline("bdi", text: signOff.note)
                }
            }
            layout.form("/fertig", &page) { page in
                page.area("Anmerkung zum Abschluss", "anmerkung")
                page.send("Durchsicht abschließen", isMain: true)
            }
        }
    }
}
