import Werkstatt

/// The keys, on a page of their own and in a dialog on every page.
enum HelpPage {
    static let keys: [(key: String, what: String)] = [
        ("j", "in der Liste: nächster Vorschlag; im Vorschlag: weiter"),
        ("k", "in der Liste: voriger Vorschlag; im Vorschlag: zurück"),
        ("Enter", "den Vorschlag öffnen"), ("a", "annehmen"), ("b", "bearbeiten und annehmen"),
        ("l", "ablehnen; dann 1 bis 8 für den Grund"), ("z", "zurückstellen"),
        ("v", "zusammenführen mit einem Vorschlag oder einer Maßnahme"), ("t", "Beiträge abtrennen"),
        ("s", "Strang umbenennen"), ("u", "Rückgängig, so oft wie nötig"), ("x", "in der Liste: auswählen"),
        ("/", "suchen"), ("o", "zurück zur Liste der Vorschläge"), ("p", "Protokoll"), ("?", "diese Übersicht"),
        ("Esc", "schließen, Eingabefeld verlassen"),
    ]

    static func table(_ page: inout HTML) {
        page.block("table", ["class": "keys"]) { page in
            page.block("caption", text: "Tasten")
            page.block("thead") { page in
                page.block("tr") { page in
                    page.inline("th", ["scope": "col"], text: "Taste")
                    page.inline("th", ["scope": "col"], text: "Wirkung")
                }
            }
            page.block("tbody") { page in
                for (key, what) in keys {
                    page.block("tr") { page in
                        page.inline("th", ["scope": "row"]) { $0.inline("kbd", text: key) }
                        page.inline("td", text: what)
                    }
                }
            }
        }
    }

    static func dialog(_ page: inout HTML) {
        page.block("dialog", ["id": "tastenhilfe", "aria-labelledby": "tastenhilfe-titel"]) { page in
            page.block("h2", ["id": "tastenhilfe-titel"], text: "Tasten")
            table(&page)
            page.block("p") { page in
                page.check("tasten", "aus") { $0.text("Einzelne Tasten in diesem Browser abschalten") }
            }
            page.block("form", ["method": "dialog"]) { $0.send("Schließen", isMain: true) }
        }
    }

    static func page(_ layout: Layout) -> Response {
        layout.page("Hilfe", .help) { page in
            page.block("h1", text: "Hilfe")
            page.block("div", ["class": "prose"]) { page in
                page.block(
                    "p",
                    text:
                        "Jeder Vorschlag ist ein Angebot: Sie lesen, was die Leute gesagt haben, und entscheiden. Jede Entscheidung wird sofort und dauerhaft gespeichert, mit Ihrem Namen, der Zeit und den Beiträgen, wie sie waren. Alles lässt sich zurücknehmen, nur das Löschen eines Beitrags nicht."
                )
                page.block(
                    "p",
                    text:
                        "Nach einem neuen Lauf bleiben Entscheidungen bestehen. Hat sich an einem Vorschlag etwas geändert, steht er unter „noch einmal ansehen“ und sagt, was anders ist."
                )
                page.block(
                    "p",
                    text:
                        "Der Balken oben zeigt, wie viele Vorschläge entschieden sind. Die Zahl der Beiträge ist keine Abstimmung."
                )
            }
            table(&page)
        }
    }
}
