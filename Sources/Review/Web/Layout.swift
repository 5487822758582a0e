import Werkstatt

/// Small pieces that forms and lists of the pages are made of.
extension HTML {
    mutating func hidden(_ name: String, _ value: String) {
        open("input", ["type": "hidden", "name": name, "value": value])
    }

    /// A button that sends its form; the key is shown and works without a mouse.
    mutating func send(_ title: String, key: String? = nil, name: String = "", value: String = "", isMain: Bool = false)
    {
        let look = isMain ? "main" : "plain"
        if let key {
            inline(
                "button",
                [
                    "type": "submit", "class": look, "name": name, "value": value, "data-taste": key,
                    "aria-keyshortcuts": key,
                ]
            ) { page in
                page.text(title + " ")
                page.inline("kbd", ["aria-hidden": "true"], text: key)
            }
        } else {
            inline("button", ["type": "submit", "class": look, "name": name, "value": value], text: title)
        }
        text("\n")
    }

    /// A part that opens by click or key.
    mutating func panel(_ title: String, key: String, id: String, isOpen: Bool = false, _ body: (inout HTML) -> Void) {
        func content(_ page: inout HTML) {
            page.block("summary", ["aria-keyshortcuts": key]) { page in
                page.text(title + " ")
                page.inline("kbd", ["aria-hidden": "true"], text: key)
            }
            page.block("div", ["class": "inside"], body)
        }
        if isOpen {
            block("details", ["class": "panel", "id": id, "data-taste": key, "open": "open"]) { content(&$0) }
        } else {
            block("details", ["class": "panel", "id": id, "data-taste": key]) { content(&$0) }
        }
    }

    mutating func option(_ value: String, _ text: String, selected: Bool) {
        if selected {
            block("option", ["value": value, "selected": "selected"], text: text)
        } else {
            block("option", ["value": value], text: text)
        }
    }

    mutating func select(_ label: String, _ name: String, _ options: [(String, String)], chosen: String?) {
        block("label") { page in
            page.inline("span", text: label)
            page.block("select", ["name": name]) { page in
                for (value, text) in options { page.option(value, text, selected: value == (chosen ?? "")) }
            }
        }
    }

    mutating func check(
        _ name: String,
        _ value: String,
        checked: Bool = false,
        type: String = "checkbox",
        _ label: (inout HTML) -> Void
    ) {
        block("label", ["class": "check"]) { page in
            if checked {
                page.open("input", ["type": type, "name": name, "value": value, "checked": "checked"])
            } else {
                page.open("input", ["type": type, "name": name, "value": value])
            }
            page.inline("span", [:]) { label(&$0) }
        }
    }

    mutating func field(
        _ label: String,
        _ name: String,
        _ value: String = "",
        hint: String = "",
        required: Bool = false
    ) {
        block("label", ["class": "wide"]) { page in
            page.inline("span", text: label)
            if required {
                page.open(
                    "input",
                    ["type": "text", "name": name, "value": value, "required": "required", "autocomplete": "off"]
                )
            } else {
                page.open("input", ["type": "text", "name": name, "value": value, "autocomplete": "off"])
            }
            if !hint.isEmpty { page.inline("small", text: hint) }
        }
    }

    mutating func area(_ label: String, _ name: String, _ value: String = "", rows: Int = 2) {
        block("label", ["class": "wide"]) { page in
            page.inline("span", text: label)
            page.inline("textarea", ["name": name, "rows": String(rows)]) { $0.lines(value) }
        }
    }

    /// Text between tags where no mark may stand (a text area holds text alone): invisible signs stay as they are named.
    mutating func lines(_ value: String) {
        // A browser drops the first line end.
        if value.hasPrefix("\n") { raw("\n") }
        plain(value)
    }

    mutating func status(_ status: ItemStatus) {
        inline("span", ["class": "status \(status.rawValue)"], text: status.title)
    }

    mutating func kindBadge(_ kind: SuggestionKind) {
        inline("span", ["class": "kind \(kind.rawValue)"], text: Wording.kind(kind))
    }
}

/// The frame of every page.
struct Layout {
    let desk: Desk
    let session: Gate.Session?
    let showsSignOut: Bool

    enum Place: String { case queue, compare, minutes, help, none }

    func page(_ title: String, _ place: Place, status: UInt32 = 200, body: (inout HTML) -> Void) -> Response {
        var page = HTML()
        page.raw("<!DOCTYPE html>\n")
        page.block("html", ["lang": "de"]) { page in
            page.block("head") { page in
                page.raw(
                    "\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                )
                page.raw(
                    "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"stylesheet\" href=\"/stil.css\">\n"
                )
                page.raw(
                    "<link rel=\"icon\" href=\"/zeichen.svg\">\n<script src=\"/tasten.js\" defer=\"defer\"></script>\n"
                )
                page.block("title", text: "\(title) · Durchsicht")
            }
            page.block("body") { page in
                page.block("a", ["class": "skip", "href": "#inhalt"], text: "Zum Inhalt springen")
                page.block("header", ["class": "bar"]) { bar(place, &$0) }
                page.block("main", ["id": "inhalt", "tabindex": "-1"]) { page in
                    page.block("div", ["role": "status", "class": "told"]) { page in
                        if let message = session?.message {
                            page.block(
                                "p",
                                ["class": message.isError ? "message error" : "message"],
                                text: message.text
                            )
                        }
                    }
                    body(&page)
                }
                if session?.name != nil { HelpPage.dialog(&page) }
            }
        }
        session?.message = nil
        return Response(status: status, body: page.bytes)
    }

    private func bar(_ place: Place, _ page: inout HTML) {
        page.block("div", ["class": "bar-inside"]) { page in
            page.block("p", ["class": "brand"]) { page in
                page.inline("strong", text: "Durchsicht")
                page.inline("span", ["class": "pack"], text: desk.pack.title)
            }
            guard let session, let name = session.name else { return }
            let progress = desk.progress(for: name)
            page.block("div", ["class": "progress"]) { page in
                page.block(
                    "label",
                    ["for": "fortschritt"],
                    text: "\(Wording.number(progress.done)) von \(Wording.number(progress.all)) entschieden"
                )
                page.inline(
                    "progress",
                    ["id": "fortschritt", "max": String(max(1, progress.all)), "value": String(progress.done)],
                    text: "\(progress.done) von \(progress.all)"
                )
            }
            page.block("nav", ["aria-label": "Seiten"]) { page in
                page.block("ul") { page in
                    link("/", "Vorschläge", .queue, place, &page)
                    if desk.state.isFourEyes { link("/abgleich", "Abgleich", .compare, place, &page) }
                    link("/protokoll", "Protokoll", .minutes, place, &page)
                    link("/hilfe", "Hilfe", .help, place, &page)
                }
            }
            page.block("div", ["class": "person"]) { page in
                form("/zuruecknehmen", &page) { page in
                    page.send("Rückgängig", key: "u")
                }
                form("/abmelden", &page) { page in
                    page.inline("span", ["class": "name"]) { $0.inline("bdi", text: name) }
                    page.send(showsSignOut ? "Abmelden" : "Wechseln")
                }
            }
        }
    }

    private func link(_ path: String, _ text: String, _ place: Place, _ current: Place, _ page: inout HTML) {
        page.block("li") { page in
            if place == current {
                page.inline("a", ["href": path, "aria-current": "page"], text: text)
            } else {
                page.inline("a", ["href": path], text: text)
            }
        }
    }

    /// A form with the token against forged ones.
    func form(_ path: String, _ page: inout HTML, _ body: (inout HTML) -> Void) {
        page.block("form", ["method": "post", "action": path]) { page in
            page.hidden("sicherung", session?.formToken ?? "")
            body(&page)
        }
    }

    /// "22.11.2026, 14:05"
    static func time(_ at: String) -> String { LocalTime.german(at) }
}
