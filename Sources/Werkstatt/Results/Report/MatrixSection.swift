/// Handlungsfeld × NAP-I phase × workshop phase, with the cells that stay empty. Comes in: counted contributions.
/// Decides nothing: a contribution with two fields stands in both rows, one without stands in a row of its own.
struct MatrixSection: ReportSection {
    let id = "matrix"
    let title = "Handlungsfelder und Phasen"
    let context: ReportContext

    func write(to page: inout HTML) {
        let matrix = Matrix(context)
        page.block(
            "p",
            ["class": "prose"],
            text:
                "Wozu wurde etwas gesagt, und wo klafft eine Lücke? Gezählt sind ausgewertete Beiträge ohne Wiederholungen. Wer zu zwei Handlungsfeldern oder zwei NAP-I-Phasen gehört, steht in beiden; deshalb ist die Summe der Zellen größer als die Zahl der Beiträge."
        )
        chart(matrix, &page)
        page.block("h3", text: "Handlungsfeld × NAP-I-Phase × Werkstattphase")
        table(matrix, &page)
        legend(&page)
        gaps(matrix, &page)
        themes(&page)
    }

    private func chart(_ matrix: Matrix, _ page: inout HTML) {
        let rows = (context.pack.fields.map { Optional($0.id) } + [nil]).map { field in
            StackedBars.Row(
                name: field.map(context.title) ?? "ohne Handlungsfeld",
                counts: context.phases.map { matrix.total(field, $0) }
            )
        }
        StackedBars(
            id: "felder-bild",
            title: "Beiträge je Handlungsfeld und Werkstattphase",
            description: rows.map { "\($0.name): \(Wording.cards($0.total))" }.joined(separator: "; ") + ".",
            rowTitle: "Handlungsfeld",
            series: context.phases,
            rows: rows
        ).write(to: &page)
    }

    private func table(_ matrix: Matrix, _ page: inout HTML) {
        let caption = "Beiträge je Handlungsfeld, NAP-I-Phase und Werkstattphase"
        page.block("div", ["class": "scroll", "role": "group", "aria-label": caption, "tabindex": "0"]) { page in
            page.block("table", ["class": "matrix"]) { page in
                page.block("caption", text: caption)
                page.block("thead") { page in
                    page.block("tr") { page in
                        page.inline("th", ["scope": "col"], text: "Handlungsfeld")
                        page.inline("th", ["scope": "col"], text: "Werkstattphase")
                        for nap in matrix.napPhases {
                            page.inline("th", ["scope": "col", "class": "n"]) { page in
                                page.inline("strong", text: nap ?? "ohne")
                                page.inline("small", text: nap.map(context.title) ?? "Phase")
                            }
                        }
                        page.inline("th", ["scope": "col", "class": "n"], text: "alle")
                    }
                }
                for field in matrix.fields { rows(field, matrix, &page) }
            }
        }
    }

    /// One row per workshop phase; that of cards without a phase only where there are some.
    private func rows(_ field: String?, _ matrix: Matrix, _ page: inout HTML) {
        let phases = context.phases.filter { $0 != nil || matrix.total(field, $0) > 0 }
        page.block("tbody") { page in
            for (position, phase) in phases.enumerated() {
                page.block("tr") { page in
                    if position == 0 { fieldHead(field, rows: phases.count, &page) }
                    page.inline("th", ["scope": "row", "class": "phase"]) { page in
                        page.badge(phase)
                        page.text(" " + Wording.phase(phase))
                    }
                    for nap in matrix.napPhases {
                        let count = matrix.count(field, nap, phase)
                        page.cell(count, shade: matrix.shade(count))
                    }
                    page.cell(matrix.total(field, phase))
                }
            }
        }
    }

    private func fieldHead(_ field: String?, rows: Int, _ page: inout HTML) {
        page.inline("th", ["scope": "rowgroup", "rowspan": String(rows), "class": "field"]) { page in
            page.text(field.map(context.title) ?? "ohne Handlungsfeld")
        }
    }

    private func legend(_ page: inout HTML) {
        page.block(
            "p",
            ["class": "hint"],
            text:
                "Je dunkler die Zelle, desto mehr Beiträge; ein Punkt (·) heißt: Dazu sagte niemand etwas. NAP-I-Phasen: \(context.pack.napPhases.map { "\($0.id) \($0.title)" }.joined(separator: ", "))."
        )
    }

    private func gaps(_ matrix: Matrix, _ page: inout HTML) {
        let cells = context.pack.fields.flatMap { field in context.pack.napPhases.map { (field: field, nap: $0) } }
        let empty = cells.filter { cell in
            context.phases.allSatisfy { matrix.count(cell.field.id, cell.nap.id, $0) == 0 }
        }
        guard !empty.isEmpty else {
            return page.block(
                "p",
                ["class": "prose"],
                text: "Zu jeder Verbindung von Handlungsfeld und NAP-I-Phase liegt mindestens ein Beitrag vor."
            )
        }
        page.block(
            "p",
            ["class": "prose"],
            text:
                "Zu \(Wording.number(empty.count)) von \(Wording.number(cells.count)) Verbindungen von Handlungsfeld und NAP-I-Phase liegt kein Beitrag vor. Das muss kein Mangel sein: Nicht jede Phase berührt jedes Feld."
        )
        page.folded("Leere Verbindungen") { page in
            page.block("ul", ["class": "plain"]) { page in
                for field in context.pack.fields {
                    let phases = empty.filter { $0.field.id == field.id }.map(\.nap.id)
                    guard !phases.isEmpty else { continue }
                    page.block("li") { page in
                        page.inline("strong", text: field.title)
                        page.text(
                            phases.count == context.pack.napPhases.count
                                ? ": in keiner NAP-I-Phase ein Beitrag" : ": NAP-I-Phase \(Wording.list(phases))"
                        )
                    }
                }
            }
        }
    }

    private func themes(_ page: inout HTML) {
        guard !context.pack.themes.isEmpty else { return }
        page.block("h3", text: "Themenfelder quer zu den Handlungsfeldern")
        page.table(
            "Beiträge je Themenfeld und Werkstattphase",
            ["Themenfeld"] + context.phases.map(Wording.phase) + ["zusammen"]
        ) { page in
            for theme in context.pack.themes.map(\.id) {
                let cards = context.counted.filter { $0.themes.contains { $0.id == theme } }
                page.block("tr") { page in
                    page.rowHead(context.title(theme))
                    for phase in context.phases { page.cell(cards.count { $0.contribution.phase == phase }) }
                    page.cell(cards.count)
                }
            }
        }
    }
}

/// Counts of contributions by field, NAP-I phase and workshop phase; nil stands for "none".
struct Matrix {
    let fields: [String?]
    let napPhases: [String?]
    private var counts: [Key: Int] = [:]
    private var totals: [Key: Int] = [:]
    private let largest: Int

    private struct Key: Hashable {
        let field: String?
        var nap: String?
        let phase: WorkshopPhase?
    }

    init(_ context: ReportContext) {
        for card in context.counted {
            let phase = card.contribution.phase
            for field in Self.ids(card.fields) {
                totals[Key(field: field, phase: phase), default: 0] += 1
                for nap in Self.ids(card.napPhases) {
                    counts[Key(field: field, nap: nap, phase: phase), default: 0] += 1
                }
            }
        }
        largest = counts.values.max() ?? 0
        let withoutField = context.counted.contains { $0.fields.isEmpty }
        let withoutNap = context.counted.contains { $0.napPhases.isEmpty }
        fields = context.pack.fields.map { Optional($0.id) } + (withoutField ? [nil] : [])
        napPhases = context.pack.napPhases.map { Optional($0.id) } + (withoutNap ? [nil] : [])
    }

    func count(_ field: String?, _ nap: String?, _ phase: WorkshopPhase?) -> Int {
        counts[Key(field: field, nap: nap, phase: phase), default: 0]
    }

    /// Contributions of a field and phase, each once whatever its NAP-I phases.
    func total(_ field: String?, _ phase: WorkshopPhase?) -> Int { totals[Key(field: field, phase: phase), default: 0] }

    /// Four steps from light to dark by the share of the largest cell.
    func shade(_ count: Int) -> Int { largest == 0 ? 0 : (count * 4 + largest - 1) / largest }

    private static func ids(_ labels: [Label]) -> [String?] { labels.isEmpty ? [nil] : labels.map(\.id) }
}
