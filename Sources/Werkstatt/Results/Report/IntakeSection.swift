/// What came in, what was set aside and why, what could not be read. Comes in: contributions, unread rows, notices.
/// Decides nothing; shows no text of erased contributions.
struct IntakeSection: ReportSection {
    let id = "eingang"
    let title = "Was hereinkam"
    let context: ReportContext

    func write(to page: inout HTML) {
        chart(&page)
        balance(&page)
        setAside(&page)
        unread(&page)
        notices(&page)
    }

    /// Workshops side by side; when there are too many to draw, all of them together.
    private func chart(_ page: inout HTML) {
        let all = context.results.contributions
        guard !all.isEmpty else { return }
        let phases =
            WorkshopPhase.allCases.map(Optional.some) + (all.contains { $0.contribution.phase == nil } ? [nil] : [])
        func row(_ name: String, _ cards: [ReadyContribution]) -> StackedBars.Row {
            .init(name: name, counts: phases.map { phase in cards.count { $0.contribution.phase == phase } })
        }
        let rows =
            context.hasManyWorkshops
            ? [row("\(Wording.number(context.workshops.count)) Werkstätten", all)]
            : context.workshops.enumerated().map { position, workshop in
                let name = workshop.map { context.workshops.count > 1 ? "W\(position + 1) \($0)" : $0 }
                return row(name ?? "ohne Werkstatt", all.filter { $0.contribution.workshop == workshop })
            }
        StackedBars(
            id: "eingang-bild",
            title: "Beiträge je Werkstatt und Werkstattphase",
            description: rows.map { "\($0.name): \(Wording.cards($0.total))" }.joined(separator: "; ") + ".",
            rowTitle: "Werkstatt",
            series: phases,
            rows: rows
        ).write(to: &page)
    }

    private func balance(_ page: inout HTML) {
        let balance = context.balance
        page.block("h3", text: "Schlussbilanz")
        page.table("Was mit den gelesenen Einträgen geschah", ["Verbleib", "Anzahl"]) { page in
            for (status, count) in balance.byStatus where count > 0 || status == .kept {
                page.block("tr") { page in
                    page.rowHead(Wording.status(status))
                    page.cell(count)
                }
            }
            page.block("tr") { page in
                page.rowHead("nicht lesbar")
                page.cell(balance.unread)
            }
            page.block("tr", ["class": "sum"]) { page in
                page.rowHead("gelesen")
                page.cell(balance.read)
            }
        }
        page.block(
            "p",
            ["class": balance.balanced ? "prose" : "prose alarm"],
            text: balance.balanced
                ? "Gelesen wurde genau so viel, wie oben steht: Nichts ist verloren."
                : "Die Bilanz geht nicht auf: gelesen \(Wording.number(balance.read)), verbucht \(Wording.number(balance.contributions + balance.unread)). Bitte die Eingaben und manifest.json prüfen, bevor die Ergebnisse weitergegeben werden."
        )
    }

    private func setAside(_ page: inout HTML) {
        guard context.balance.setAside > 0 else { return }
        page.block("h3", text: "Beiseitegelegt")
        page.block(
            "p",
            ["class": "prose"],
            text:
                "Diese Beiträge zählen in keiner Auswertung mit. Wer einen davon für brauchbar hält, schreibt ihn in der Eingabe so aus, dass man ihn allein versteht, und lässt neu auswerten."
        )
        for status in Status.allCases where status != .kept {
            let cards = context.results.contributions.filter { $0.status == status }
            guard !cards.isEmpty else { continue }
            page.folded("\(Wording.status(status)) (\(Wording.number(cards.count)))") { page in
                if status == .erased || status == .empty {
                    page.block(
                        "p",
                        ["class": "prose"],
                        text: "Kennungen: " + cards.prefix(context.rowsMost).map(\.id).joined(separator: ", ")
                    )
                    page.rest(
                        cards.count - context.rowsMost,
                        "weiterer Beitrag steht",
                        "weitere Beiträge stehen",
                        file: "contributions.jsonl"
                    )
                } else {
                    page.quotes(cards, in: context) { card in
                        card.statusReason.map { context.masker.derived($0, from: [card]) }
                    }
                }
            }
        }
    }

    private func unread(_ page: inout HTML) {
        let rows = context.results.unread
        guard !rows.isEmpty else { return }
        page.block("h3", text: "Nicht lesbar")
        let files = FileNames(context.results)
        page.table(
            "Einträge, die nicht gelesen werden konnten",
            context.showsPlaces ? ["Datei", "Zeile", "Grund"] : ["Grund"],
            words: [0, 1, 2]
        ) { page in
            for row in rows.prefix(context.rowsMost) {
                page.block("tr") { page in
                    if context.showsPlaces {
                        page.rowHead(files.short(row.file))
                        page.cell(row.row > 0 ? Wording.number(row.row) : "ganze Datei")
                    }
                    page.cell(row.reason)
                }
            }
        }
        page.rest(
            rows.count - context.rowsMost,
            "weiterer Eintrag steht",
            "weitere Einträge stehen",
            file: "unread.jsonl"
        )
    }

    private func notices(_ page: inout HTML) {
        let notices = PlacedNotice.all(context)
        guard !notices.isEmpty else { return }
        page.folded("Hinweise (\(Wording.number(notices.count)))") { page in
            page.table("Hinweise zum Prüfen", ["Stelle", "Art", "Hinweis"], words: [0, 1, 2]) { page in
                for notice in notices.prefix(context.rowsMost) {
                    page.block("tr") { page in
                        page.rowHead(notice.place)
                        page.cell(notice.level == .warning ? "Warnung" : "Notiz")
                        page.cell(notice.text)
                    }
                }
            }
            page.rest(
                notices.count - context.rowsMost,
                "weiterer Hinweis wurde",
                "weitere Hinweise wurden",
                file: "der Ausgabe des Laufs gezeigt"
            )
        }
    }
}

/// A notice with where to look: the contribution that stands there, which any order of the rows keeps, else the file.
private struct PlacedNotice {
    let place: String
    let level: Notice.Level
    let text: String

    /// Those that hold people up first; within, by place.
    static func all(_ context: ReportContext) -> [PlacedNotice] {
        let results = context.results
        guard !results.notices.isEmpty else { return [] }
        let files = FileNames(results)
        let cards = Dictionary(
            results.contributions.map {
                (Spot(file: $0.contribution.source.file, row: $0.contribution.source.row), $0.id)
            },
            uniquingKeysWith: { first, _ in first }
        )
        let notices = results.notices.compactMap { notice -> PlacedNotice? in
            let card = cards[Spot(file: notice.file, row: notice.row)]
            guard card != nil || context.showsPlaces else { return nil }
            let row = notice.row > 0 ? ", Zeile \(Wording.number(notice.row))" : ""
            return PlacedNotice(place: card ?? files.short(notice.file) + row, level: notice.level, text: notice.text)
        }
        return notices.sorted {
            ($0.level == .warning ? 0 : 1, $0.place, $0.text) < ($1.level == .warning ? 0 : 1, $1.place, $1.text)
        }
    }

    private struct Spot: Hashable {
        let file: String
        let row: Int
    }
}

/// Names of files without the folders that all of them share: the page must not depend on where they lay.
struct FileNames {
    private let shared: [Substring]

    init(_ results: RunResults) {
        let names = results.inputs.map(\.name) + results.unread.map(\.file) + results.notices.map(\.file)
        let folders = names.map { $0.split(separator: "/").dropLast() }
        guard var shared = folders.first.map(Array.init) else {
            self.shared = []
            return
        }
        for folder in folders {
            let same = zip(shared, folder).prefix { $0 == $1 }.count
            shared.removeLast(shared.count - same)
        }
        self.shared = shared
    }

    func short(_ name: String) -> String {
        let parts = name.split(separator: "/")
        return parts.count > shared.count ? parts.dropFirst(shared.count).joined(separator: "/") : name
    }
}
