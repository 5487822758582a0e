/// A bar chart as inline SVG: one bar per row, split by workshop phase. Letters and patterns tell the phases apart,
/// not only colours; the same numbers stand in a table behind it. Comes in: counts. Decides nothing.
struct StackedBars {
    struct Row {
        let name: String
        /// In the order of the series.
        let counts: [Int]
        var total: Int { counts.reduce(0, +) }
    }

    /// Unique in the page; prefixes the ids of the patterns.
    let id: String
    let title: String
    let description: String
    /// What the rows are, over their names in the table.
    let rowTitle: String
    let series: [WorkshopPhase?]
    let rows: [Row]

    // Geometry in units of the drawing, which is as wide as the column of text.
    private let width = 680.0, labelHeight = 21.0, barHeight = 17.0, rowHeight = 52.0, legendHeight = 34.0
    /// A number is written into a segment that is wide enough for it.
    private let roomForNumber = 26.0

    func write(to page: inout HTML) {
        let height = legendHeight + Double(rows.count) * rowHeight
        page.block("figure", ["class": "chart"]) { page in
            page.block("div", ["class": "scroll", "role": "group", "aria-label": title, "tabindex": "0"]) { page in
                page.block(
                    "svg",
                    [
                        "viewBox": "0 0 \(text(width)) \(text(height))", "role": "img",
                        "aria-labelledby": "\(id)-t \(id)-d",
                    ]
                ) { page in
                    page.block("title", ["id": id + "-t"], text: title)
                    page.block("desc", ["id": id + "-d"], text: description)
                    patterns(&page)
                    legend(&page)
                    bars(&page)
                }
            }
            page.block("figcaption") { page in
                page.block("p", text: title)
                page.folded("Zahlen als Tabelle") { table(&$0) }
            }
        }
    }

    private func patterns(_ page: inout HTML) {
        page.block("defs") { page in
            page.block("pattern", ["id": id + "-p", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"]) {
                page in
                page.inline("rect", ["width": "6", "height": "6", "class": "p-ground"]) { _ in }
                page.inline("circle", ["cx": "3", "cy": "3", "r": "1.2", "class": "p-dot"]) { _ in }
            }
            page.block("pattern", ["id": id + "-u", "width": "5", "height": "5", "patternUnits": "userSpaceOnUse"]) {
                page in
                page.inline("path", ["d": "M0 5L5 0", "class": "u-line"]) { _ in }
            }
        }
    }

    private func legend(_ page: inout HTML) {
        var x = 0.0
        for phase in series {
            let name = Wording.phase(phase)
            page.inline("rect", rectangle(x: x, y: 4, width: 16, height: 16, phase)) { _ in }
            label(name, x: x + 22, y: 17, &page)
            x += 22 + Double(name.count) * 8.2 + 24
        }
    }

    private func bars(_ page: inout HTML) {
        let scale = width / Double(max(1, rows.map(\.total).max() ?? 1))
        for (position, row) in rows.enumerated() {
            let top = legendHeight + Double(position) * rowHeight
            label(shortened(row.name), x: 0, y: top + 15, &page)
            label(Wording.number(row.total), x: width, y: top + 15, anchor: "end", &page)
            var x = 0.0
            for (phase, count) in zip(series, row.counts) where count > 0 {
                let size = Double(count) * scale
                page.inline(
                    "rect",
                    rectangle(x: x, y: top + labelHeight, width: max(1, size - 1), height: barHeight, phase)
                ) { _ in }
                if size >= roomForNumber {
                    page.inline(
                        "text",
                        [
                            "x": text(x + 6), "y": text(top + labelHeight + 13), "class": "in-\(letter(phase))",
                            "aria-hidden": "true",
                        ]
                    ) { $0.text(Wording.number(count)) }
                }
                x += size
            }
            if row.total == 0 { label("noch nichts", x: 0, y: top + labelHeight + 13, style: "none", &page) }
        }
    }

    private func table(_ page: inout HTML) {
        page.table(title, [rowTitle] + series.map(Wording.phase) + ["zusammen"]) { page in
            for row in rows {
                page.block("tr") { page in
                    page.rowHead(row.name)
                    for count in row.counts + [row.total] { page.cell(count) }
                }
            }
        }
    }

    private func rectangle(x: Double, y: Double, width: Double, height: Double, _ phase: WorkshopPhase?)
        -> HTML.Attributes
    {
        let letter = letter(phase)
        return [
            "x": text(x), "y": text(y), "width": text(width), "height": text(height), "rx": "2",
            "class": "bar-" + letter,
            "fill": letter == "p" || letter == "u" ? "url(#\(id)-\(letter))" : "currentColor",
        ]
    }

    private func label(
        _ name: String,
        x: Double,
        y: Double,
        anchor: String = "start",
        style: String = "name",
        _ page: inout HTML
    ) {
        page.inline("text", ["x": text(x), "y": text(y), "text-anchor": anchor, "class": style]) { $0.text(name) }
    }

    private func letter(_ phase: WorkshopPhase?) -> String {
        switch phase {
        case .kritik: "k"
        case .phantasie: "p"
        case .realisierung: "r"
        case nil: "u"
        }
    }

    private func shortened(_ name: String) -> String { name.count > 80 ? name.prefix(79) + "…" : name }

    /// One decimal.
    private func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
    }
}
