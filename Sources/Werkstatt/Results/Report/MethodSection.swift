/// How the page came about and how far its numbers carry. Comes in: pack, flags, counts. Decides nothing.
struct MethodSection: ReportSection {
    let id = "methode"
    let title = "Methode und Grenzen"
    let context: ReportContext
    let options: RunOptions

    func write(to page: inout HTML) {
        page.block("h3", text: "Wie gerechnet wurde")
        for text in method { page.block("p", ["class": "prose"], text: text) }
        page.block("h3", text: "Was die Zahlen nicht sagen")
        page.block("ul", ["class": "prose"]) { page in for text in limits { page.block("li", text: text) } }
        smallNumbers(&page)
        page.block("h3", text: "Stand")
        state(&page)
    }

    private var method: [String] {
        [
            "Jeder Beitrag wurde gelesen, wie er auf der Karte steht, und mit den Wörtern und Wendungen des Pakets „\(context.pack.title)“ verglichen. Daraus ergeben sich Handlungsfelder, Themenfelder, NAP-I-Phasen und Zielgruppen; jede Zuordnung nennt in contributions.jsonl ihre Gründe. Kein Beitrag wird in ein Feld gedrängt.",
            "Beiträge einer Werkstattphase, die man an der Pinnwand unter eine Überschrift hängen würde, bilden eine Idee; die Ideen aller Phasen zum selben Gegenstand bilden einen Themenstrang. Jeder Strang wurde mit dem Maßnahmenkatalog verglichen.",
            "Derselbe Satz Karten ergibt mit demselben Paket immer dieselbe Seite. Es rechnet kein fremder Dienst mit, und nichts verlässt den Rechner.",
        ]
    }

    private var limits: [String] {
        var limits = [
            "Wer zur Werkstatt kam, hat sich dafür entschieden; die Beiträge sind nicht repräsentativ für die Stadt.",
            "Viele Karten zu einer Sache zeigen, dass sie bewegt, nicht, dass eine Mehrheit sie will. Klebepunkte hängen davon ab, wer zuletzt vor der Wand stand.",
            "Kurze Karten lassen sich oft nur unsicher zuordnen; die Gründe stehen dabei, und die Durchsicht darf alles ändern.",
            "Steht ein Feld der NAP-I-Phasen leer, sagt das etwas über die Werkstätten, nicht über die Arbeit der Stadt.",
        ]
        if options.keepPersonalData {
            limits.append(
                "Achtung: Diese Seite enthält auf ausdrücklichen Wunsch personenbezogene Angaben und ist nicht zur Weitergabe bestimmt."
            )
        }
        if options.ignoreRoom { limits.append("Die Überschriften aus dem Raum wurden nicht verwendet.") }
        if options.noContext { limits.append("Zuordnungen stützen sich nur auf die Wörter der Karte selbst.") }
        return limits
    }

    private func smallNumbers(_ page: inout HTML) {
        let small = context.pack.fields.map { field in
            (field.title, context.counted.count { $0.fields.contains { $0.id == field.id } })
        }
        .filter { $0.1 < context.smallNumber }
        guard !small.isEmpty else { return }
        page.block(
            "p",
            ["class": "prose note"],
            text:
                "Kleine Zahlen: Weniger als \(context.smallNumber) Beiträge liegen vor zu \(Wording.list(small.map { "\($0.0) (\($0.1))" })). Daraus lässt sich kein Schwerpunkt ablesen."
        )
    }

    private func state(_ page: inout HTML) {
        page.block("dl", ["class": "draft"]) { page in
            for (name, value) in [
                ("Programm", "\(Program.name) \(Program.version)"),
                ("Paket", "\(context.pack.id) \(context.pack.version) – \(context.pack.title)"),
                ("Stand des Katalogs", context.pack.asOf.isEmpty ? "nicht angegeben" : context.pack.asOf),
                ("Wortschatz", Manifest.lexiconVersion(context.pack)),
            ] {
                page.block("dt", text: name)
                page.block("dd", text: value)
            }
        }
        page.folded("Kennzahlen, mit denen entschieden wurde", ["class": "working"]) { page in
            page.table("Parameter des Pakets", ["Name", "Wert"]) { page in
                for parameter in context.pack.parameters.all {
                    page.block("tr") { page in
                        page.rowHead(parameter.name)
                        page.inline("td", ["class": "n"], text: Self.short(parameter.value))
                    }
                }
            }
        }
        page.block(
            "p",
            ["class": "hint"],
            text: "Eingaben mit Prüfsummen, Einstellungen und die Bilanz stehen in manifest.json."
        )
    }

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? Wording.number(Int(value)) : String(value.description.map { $0 == "." ? "," : $0 })
    }
}
