/// The whole run in a few plain sentences and six figures. Comes in: all results. Decides nothing.
struct SummarySection: ReportSection {
    let id = "ueberblick"
    let title = "Auf einen Blick"
    let context: ReportContext

    func write(to page: inout HTML) {
        for paragraph in [whatCameIn, whatBecameOfIt, whatItIsAbout, whatIsMissing] where !paragraph.isEmpty {
            page.block("p", ["class": "prose"], text: paragraph.joined(separator: " "))
        }
        figures(&page)
        page.block(
            "p",
            ["class": "hint"],
            text:
                "Gezählt werden Karten, nicht Menschen: Die Zahlen zeigen, was gesagt wurde, nicht, wie viele dafür sind."
        )
    }

    private var whatCameIn: [String] {
        let cards = context.results.contributions
        let names = context.workshops.compactMap { $0 }.count
        let from = names == 0 ? "Es" : names == 1 ? "Aus einer Zukunftswerkstatt" : "Aus \(names) Zukunftswerkstätten"
        let phases = (WorkshopPhase.allCases.map(Optional.some) + [nil]).compactMap { phase -> String? in
            let count = cards.count { $0.contribution.phase == phase }
            return count > 0 ? Wording.contributions(phase, count) : nil
        }
        guard !cards.isEmpty else { return ["Es liegen keine Beiträge vor."] }
        return ["\(from) liegen \(Wording.cards(cards.count)) vor: \(Wording.list(phases))."]
    }

    private var whatBecameOfIt: [String] {
        let balance = context.balance
        guard balance.contributions > 0 || balance.unread > 0 else { return [] }
        var sentences: [String] = []
        let duplicates = context.results.contributions.count { $0.status == .kept && $0.duplicateOf != nil }
        let repeats = duplicates == 1 ? "wiederholt einen anderen und zählt" : "wiederholen einen anderen und zählen"
        let repeated = duplicates > 0 ? "; \(Wording.number(duplicates)) davon \(repeats) nur als Nennung mit" : ""
        sentences.append(
            "Ausgewertet \(balance[.kept] == 1 ? "wurde" : "wurden") \(Wording.cards(balance[.kept]))\(repeated)."
        )
        if balance.setAside > 0 {
            sentences.append(
                "\(Wording.cards(balance.setAside)) \(balance.setAside == 1 ? "steht" : "stehen") mit Grund beiseite."
            )
        }
        if balance.unread > 0 {
            sentences.append("\(Wording.counted(balance.unread, "Zeile ließ", "Zeilen ließen")) sich nicht lesen.")
        }
        sentences.append(
            balance.balanced
                ? "Die Bilanz geht auf: Nichts ist verloren."
                : "Achtung: Die Bilanz geht nicht auf (siehe „Was hereinkam“)."
        )
        return sentences
    }

    private var whatItIsAbout: [String] {
        let threads = context.results.threads
        guard !threads.isEmpty else { return [] }
        let whole = threads.count { !$0.kritik.isEmpty && !$0.phantasie.isEmpty && !$0.realisierung.isEmpty }
        var sentences = [
            "Die Beiträge bilden \(Wording.counted(threads.count, "Themenstrang", "Themenstränge")); in \(Wording.number(whole)) davon kommen Kritik, Wunsch und Schritt zusammen."
        ]
        let fields = context.pack.fields.map { field in
            (field, context.counted.count { $0.fields.contains { $0.id == field.id } })
        }
        let most = fields.filter { $0.1 > 0 }.sorted { ($0.1, $1.0.id) > ($1.1, $0.0.id) }.prefix(2)
        if !most.isEmpty {
            sentences.append(
                "Am meisten gesagt wurde zu \(Wording.list(most.map { "\($0.0.title) (\(Wording.cards($0.1)))" }))."
            )
        }
        let kinds = SuggestionKind.allCases.compactMap { kind -> String? in
            let count = context.results.suggestions.count { $0.kind == kind }
            guard count > 0 else { return nil }
            switch kind {
            case .neu: return Wording.counted(count, "neue Maßnahme", "neue Maßnahmen")
            case .ueberarbeitet: return Wording.counted(count, "Überarbeitung", "Überarbeitungen")
            case .bestaetigt: return Wording.counted(count, "Bestätigung", "Bestätigungen")
            }
        }
        if !context.results.suggestions.isEmpty {
            sentences.append(
                "Daraus \(context.results.suggestions.count == 1 ? "wurde" : "wurden") \(Wording.counted(context.results.suggestions.count, "Vorschlag", "Vorschläge")): \(Wording.list(kinds))."
            )
        }
        return sentences
    }

    private var whatIsMissing: [String] {
        var sentences: [String] = []
        let without = context.counted.count { $0.fields.isEmpty }
        if without > 0 {
            sentences.append(
                "\(Wording.cards(without)) \(without == 1 ? "passt" : "passen") in kein Handlungsfeld und \(without == 1 ? "steht" : "stehen") für sich."
            )
        }
        let silent = context.results.measures.count { $0.silent }
        if silent > 0 {
            sentences.append(
                "Über \(Wording.number(silent)) der \(Wording.counted(context.results.measures.count, "Maßnahme", "Maßnahmen")) im Katalog sprach niemand."
            )
        }
        return sentences
    }

    private func figures(_ page: inout HTML) {
        let results = context.results
        let figures: [(String, Int, String)] = [
            ("Beiträge", results.contributions.count, "#eingang"), ("ausgewertet", context.balance[.kept], "#eingang"),
            ("Themenstränge", results.threads.count, "#straenge"),
            ("Vorschläge", results.suggestions.count, "#vorschlaege"),
            ("ohne Handlungsfeld", context.counted.count { $0.fields.isEmpty }, "#ohne-feld"),
            ("Maßnahmen ohne Beitrag", results.measures.count { $0.silent }, "#massnahmen"),
        ]
        page.block("ul", ["class": "figures"]) { page in
            for (name, number, target) in figures {
                page.block("li") { page in
                    page.inline("a", ["href": target]) { page in
                        page.inline("strong", text: Wording.number(number))
                        page.text(" ")
                        page.inline("span", text: name)
                    }
                }
            }
        }
    }
}
