import Werkstatt

/// Who is there: a name, and a password where there are accounts.
struct SignInPage {
    let layout: Layout
    let needsPassword: Bool
    var fault: String?
    var name = ""

    func response() -> Response {
        layout.page("Anmelden", .none, status: fault == nil ? 200 : 403) { page in
            page.block("div", ["class": "signin"]) { page in
                page.block("h1", text: "Wer entscheidet?")
                page.block(
                    "p",
                    text: "Ihr Name steht im Protokoll neben jeder Entscheidung. In die Ergebnisse kommt er nicht."
                )
                if let fault { page.block("p", ["class": "message error", "role": "alert"], text: fault) }
                layout.form("/anmelden", &page) { page in
                    page.block("label", ["class": "wide"]) { page in
                        page.inline("span", text: "Name")
                        page.open(
                            "input",
                            [
                                "type": "text", "name": "name", "value": name, "required": "required",
                                "autocomplete": "username", "maxlength": "60", "autofocus": "autofocus",
                            ]
                        )
                    }
                    if needsPassword {
                        page.block("label", ["class": "wide"]) { page in
                            page.inline("span", text: "Passwort")
                            page.open(
                                "input",
                                [
                                    "type": "password", "name": "passwort", "required": "required",
                                    "autocomplete": "current-password",
                                ]
                            )
                        }
                    }
                    page.send("Anfangen", isMain: true)
                }
            }
        }
    }

    /// Before anybody may see anything.
    static func outside(_ desk: Desk) -> Response {
        Layout(desk: desk, session: nil, showsSignOut: false).page("Kein Zugang", .none, status: 403) { page in
            page.block("div", ["class": "signin"]) { page in
                page.block("h1", text: "Bitte den Link aus dem Terminal öffnen")
                page.block(
                    "p",
                    text:
                        "Diese Seiten öffnet nur der Link, den werkstatt review anzeigt. Er gilt einmal; für einen weiteren Browser steht im Terminal ein neuer."
                )
            }
        }
    }
}
