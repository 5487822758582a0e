import Werkstatt

extension QueueFilter {
    /// Read from a link or from the hidden fields of a form; what is unknown is left out.
    init(_ value: (String) -> String?) {
        self.init()
        field = value("feld").map { $0 == "-" ? "" : $0 }
        nap = value("nap").map { $0 == "-" ? "" : $0 }
        kind = value("art").flatMap(SuggestionKind.init)
        workshop = value("werkstatt")
        status = value("status").flatMap(ItemStatus.init)
        search = value("suche").map { String($0.prefix(200)) } ?? ""
        order = value("reihe").flatMap(Order.init) ?? .breadth
    }

    var pairs: [(name: String, value: String)] {
        var result: [(String, String)] = []
        if let field { result.append(("feld", field.isEmpty ? "-" : field)) }
        if let nap { result.append(("nap", nap.isEmpty ? "-" : nap)) }
        if let kind { result.append(("art", kind.rawValue)) }
        if let workshop { result.append(("werkstatt", workshop)) }
        if let status { result.append(("status", status.rawValue)) }
        if !search.isEmpty { result.append(("suche", search)) }
        if order != .breadth { result.append(("reihe", order.rawValue)) }
        return result
    }

    /// `feld=H1&status=open`
    var link: String { pairs.map { "\($0.name)=\($0.value.inLink)" }.joined(separator: "&") }
}

/// The queue: what is to be done first, filters, bulk decisions.
struct QueuePage {
    let layout: Layout
    let filter: QueueFilter
    let number: Int

    private var desk: Desk { layout.desk }
    private var who: String { layout.session?.name ?? "" }

    static let rowsPerPage = 50

    func response() throws -> Response {
        let items = try desk.queue(filter, for: who)
        let pages = max(1, (items.count + Self.rowsPerPage - 1) / Self.rowsPerPage)
        let number = min(max(1, self.number), pages)
        let shown = Array(items.dropFirst((number - 1) * Self.rowsPerPage).prefix(Self.rowsPerPage))
        return layout.page("Vorschläge", .queue) { page in
            page.block("h1", text: "Vorschläge")
            chips(&page)
            filters(&page)
            page.block("p", ["class": "hint"], text: counted(items.count, number, pages))
            if shown.isEmpty {
                page.block(
                    "p",
                    ["class": "empty"],
                    text: filter.isEmpty
                        ? "Dieser Lauf hat keine Vorschläge." : "Zu dieser Auswahl gibt es keinen Vorschlag."
                )
            } else {
                layout.form("/entscheiden", &page) { page in
                    for pair in filter.pairs { page.hidden(pair.name, pair.value) }
                    page.hidden("seite", String(number))
                    page.block("ol", ["class": "queue"]) { page in for item in shown { row(item, &page) } }
                    bulk(&page)
                }
            }
            if pages > 1 { paging(number, pages, &page) }
        }
    }

    private func counted(_ count: Int, _ number: Int, _ pages: Int) -> String {
        let what = Wording.counted(count, "Vorschlag", "Vorschläge")
        return (filter.isEmpty ? what : what + " in dieser Auswahl")
            + (pages > 1 ? " · Seite \(number) von \(pages)" : "")
    }

    /// How many stand where; each is a filter.
    private func chips(_ page: inout HTML) {
        let progress = desk.progress(for: who)
        page.block("ul", ["class": "chips", "aria-label": "Stand der Durchsicht"]) { page in
            for (status, count) in progress.counts {
                var other = filter
                let isCurrent = filter.status == status
                other.status = isCurrent ? nil : status
                page.block("li") { page in
                    let text = "\(status.title): \(Wording.number(count))"
                    if isCurrent {
                        page.inline(
                            "a",
                            ["href": "/?" + other.link, "class": "chip \(status.rawValue)", "aria-current": "true"],
                            text: text
                        )
                    } else {
                        page.inline("a", ["href": "/?" + other.link, "class": "chip \(status.rawValue)"], text: text)
                    }
                }
            }
        }
    }

    private func filters(_ page: inout HTML) {
        let pack = desk.pack
        page.block("form", ["method": "get", "action": "/", "class": "filters", "role": "search"]) { page in
            page.block("label") { page in
                page.inline("span", text: "Suche")
                page.open(
                    "input",
                    [
                        "type": "search", "name": "suche", "value": filter.search, "data-taste": "/",
                        "aria-keyshortcuts": "/", "autocomplete": "off",
                    ]
                )
            }
            page.select(
                "Handlungsfeld",
                "feld",
                [("", "alle")] + pack.fields.map { ($0.id, $0.title) } + [("-", "ohne Handlungsfeld")],
                chosen: filter.field.map { $0.isEmpty ? "-" : $0 }
            )
            page.select(
                "NAP-I-Phase",
                "nap",
                [("", "alle")] + pack.napPhases.map { ($0.id, "\($0.id) – \($0.title)") } + [("-", "ohne Phase")],
                chosen: filter.nap.map { $0.isEmpty ? "-" : $0 }
            )
            page.select(
                "Einordnung",
                "art",
                [("", "alle")] + SuggestionKind.allCases.map { ($0.rawValue, Wording.kind($0)) },
                chosen: filter.kind?.rawValue
            )
            page.select(
                "Werkstatt",
                "werkstatt",
                [("", "alle")] + desk.context.workshops.compactMap { $0 }.map { ($0, $0) },
                chosen: filter.workshop
            )
            page.select(
                "Stand",
                "status",
                [("", "alle")] + ItemStatus.allCases.map { ($0.rawValue, $0.title) },
                chosen: filter.status?.rawValue
            )
            page.select(
                "Reihenfolge",
                "reihe",
                QueueFilter.Order.allCases.map { ($0.rawValue, $0.title) },
                chosen: filter.order.rawValue
            )
            page.block("div", ["class": "buttons"]) { page in
                page.send("Anzeigen", isMain: true)
                if !filter.isEmpty { page.inline("a", ["href": "/"], text: "Auswahl aufheben") }
            }
        }
    }

    private func row(_ item: Bench.Item, _ page: inout HTML) {
        let status = desk.state.status(item.id, for: who)
        let title = desk.title(item, for: who)
        page.block("li", ["class": "row"]) { page in
            page.open(
                "input",
                ["type": "checkbox", "name": "id", "value": item.id, "aria-label": "Auswählen: " + title]
            )
            page.hidden("stand", item.id + "=" + desk.state.stamp(item.id, for: who))
            page.block("div", ["class": "what"]) { page in
                page.inline("a", ["class": "title", "href": "/vorschlag?id=\(item.id.inLink)&\(filter.link)"]) {
                    $0.inline("bdi", text: title)
                }
                page.block("p", ["class": "meta"]) { page in
                    let fields = item.suggestion.fields.map(desk.context.title)
                    page.text(fields.isEmpty ? "ohne Handlungsfeld" : fields.joined(separator: ", "))
                    if !item.suggestion.napPhases.isEmpty {
                        page.text(" · NAP-I " + item.suggestion.napPhases.joined(separator: ", "))
                    }
                    page.text(" · " + Self.breadth(item.breadth))
                    if filter.order == .doubt { page.text(" · Zweifel " + Wording.decimal(item.doubt)) }
                }
                for change in desk.state.items[item.id]?.changes.prefix(2) ?? [] {
                    page.block("p", ["class": "change"]) { $0.inline("bdi", text: change) }
                }
            }
            page.block("div", ["class": "marks"]) { page in
                page.kindBadge(item.suggestion.kind)
                page.status(status)
            }
        }
    }

    static func breadth(_ breadth: Bench.Breadth) -> String {
        var parts: [String] = []
        if breadth.workshops > 1 { parts.append(Wording.counted(breadth.workshops, "Werkstatt", "Werkstätten")) }
        if breadth.tables > 0 { parts.append(Wording.counted(breadth.tables, "Tisch", "Tische")) }
        parts.append(Wording.counted(breadth.voices, "Stimme", "Stimmen"))
        return parts.joined(separator: ", ")
    }

    private func bulk(_ page: inout HTML) {
        page.block("div", ["class": "bulk", "role": "group", "aria-label": "Alle ausgewählten entscheiden"]) { page in
            page.block("p", ["class": "chosen", "data-gewaehlt": "Ausgewählte"], text: "Ausgewählte:")
            page.send("Annehmen", key: "a", name: "tun", value: Verdict.accept.rawValue, isMain: true)
            page.send("Zurückstellen", key: "z", name: "tun", value: Verdict.postpone.rawValue)
            page.panel("Ablehnen …", key: "l", id: "ablehnen") { page in
                ReasonList.write(&page, verb: "Ausgewählte ablehnen")
            }
            page.block("p", ["class": "note"]) { page in
                page.inline(
                    "button",
                    ["type": "button", "class": "link", "data-alle": "id"],
                    text: "Alle auf dieser Seite auswählen"
                )
            }
        }
    }

    private func paging(_ number: Int, _ pages: Int, _ page: inout HTML) {
        page.block("nav", ["class": "paging", "aria-label": "Seiten der Liste"]) { page in
            if number > 1 {
                page.inline("a", ["href": "/?seite=\(number - 1)&\(filter.link)", "rel": "prev"], text: "Vorige Seite")
            }
            if number < pages {
                page.inline(
                    "a",
                    ["href": "/?seite=\(number + 1)&\(filter.link)", "rel": "next"],
                    text: "Nächste Seite"
                )
            }
        }
    }
}

/// The reasons for a rejection, each with its digit.
enum ReasonList {
    static func write(_ page: inout HTML, verb: String) {
        page.block("fieldset", ["class": "reasons"]) { page in
            page.block("legend", text: "Grund")
            for (number, reason) in Reason.allCases.enumerated() {
                page.block("label", ["class": "check"]) { page in
                    page.open(
                        "input",
                        ["type": "radio", "name": "grund", "value": reason.rawValue, "data-ziffer": String(number + 1)]
                    )
                    page.inline("span") { page in
                        page.inline("kbd", ["aria-hidden": "true"], text: String(number + 1))
                        page.text(" " + reason.title)
                    }
                }
            }
        }
        page.area("Anmerkung zur Ablehnung", "anmerkung-ablehnen")
        page.send(verb, name: "tun", value: Verdict.reject.rawValue, isMain: true)
    }
}
