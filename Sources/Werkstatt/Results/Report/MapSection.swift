#if canImport(Glibc)
    import Glibc
#endif

/// A map of the threads with the figures of the grouping and what stays unanswered. Comes in: threads and their fields.
/// Decides: places. Every thread takes the free cell nearest to where its fields lie, the largest first, so labels never
/// overlap and the same threads give the same map.
struct MapSection: ReportSection {
    let id = "karte"
    let title = "Karte der Themen"
    let context: ReportContext

    private let cellWidth = 150.0, cellHeight = 92.0

    func write(to page: inout HTML) {
        figures(&page)
        let most = context.pack.parameters.count("map_most")
        let shown = context.results.threads.filter { $0.contributions > 1 }
            .sorted { ($1.contributions, $0.id) < ($0.contributions, $1.id) }.prefix(most)
        if shown.isEmpty {
            page.block(
                "p",
                ["class": "prose"],
                text: "Kein Themenstrang hat mehr als einen Beitrag; es gibt nichts zu zeichnen."
            )
        } else {
            map(Array(shown), &page)
        }
        orphans(&page)
    }

    private func figures(_ page: inout HTML) {
        guard let figures = context.results.groupFigures else { return }
        let stability = figures.stability.map {
            "Lässt man jeden zehnten Beitrag weg, bleiben die Gruppen zu \(percent($0)) dieselben."
        }
        page.block(
            "p",
            ["class": "prose"],
            text:
                "Wie gut halten die Themenstränge? Ein Beitrag ist den anderen seines Strangs im Mittel zu \(Wording.decimal(figures.cohesion)) ähnlich (Zusammenhalt); der Abstand zum nächsten Strang beträgt \(Wording.decimal(figures.separation)) auf einer Skala von −1 bis 1 (Trennung). Allein stehen \(percent(figures.alone)) der Beiträge. \(stability ?? "Ob die Gruppen ohne jeden zehnten Beitrag dieselben blieben, wurde bei dieser Menge nicht geprüft.")"
        )
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))\u{A0}%" }

    // MARK: Map

    private struct Place {
        var thread: IdeaThread
        var column: Int
        var row: Int
    }

    /// Where threads of a field lie: the fields stand round an ellipse in the order of the pack.
    private func ideal(_ thread: IdeaThread, columns: Int, rows: Int) -> (x: Double, y: Double) {
        let fields = context.pack.fields.map(\.id)
        let middle = (x: Double(columns - 1) / 2, y: Double(rows - 1) / 2)
        var x = 0.0
        var y = 0.0
        var weight = 0.0
        for (rank, field) in thread.fields.enumerated() {
            guard let number = fields.firstIndex(of: field) else { continue }
            let angle = 2 * Double.pi * Double(number) / Double(fields.count)
            let share = 1 / Double(1 + rank * 2)
            x += share * cos(angle)
            y += share * sin(angle)
            weight += share
        }
        guard weight > 0 else { return middle }
        return (middle.x * (1 + 0.8 * x / weight), middle.y * (1 + 0.8 * y / weight))
    }

    private func places(_ threads: [IdeaThread]) -> (places: [Place], rows: Int) {
        let columns = 6
        let rows = (threads.count + columns - 1) / columns + 1
        var free = (0..<rows).flatMap { row in (0..<columns).map { (column: $0, row: row) } }
        let placed = threads.map { thread in
            let ideal = ideal(thread, columns: columns, rows: rows)
            let best = free.indices.min { left, right in
                distance(free[left], ideal) < distance(free[right], ideal)
            }!
            let cell = free.remove(at: best)
            return Place(thread: thread, column: cell.column, row: cell.row)
        }
        return (placed, rows)
    }

    /// In thousandths, so that rounding of sines decides nothing.
    private func distance(_ cell: (column: Int, row: Int), _ ideal: (x: Double, y: Double)) -> Int {
        let x = Double(cell.column) - ideal.x
        let y = Double(cell.row) - ideal.y
        return Int((1000 * (x * x + y * y)).rounded())
    }

    private func map(_ threads: [IdeaThread], _ page: inout HTML) {
        let (places, rows) = places(threads)
        let largest = Double(threads[0].contributions)
        let width = Int(cellWidth) * 6
        let height = Int(cellHeight) * rows
        let caption = "Karte der \(threads.count) größten Themenstränge"
        page.block("figure", ["class": "chart map"]) { page in
            page.block("div", ["class": "scroll", "role": "group", "aria-label": caption, "tabindex": "0"]) { page in
                page.block(
                    "svg",
                    ["viewBox": "0 0 \(width) \(height)", "role": "img", "aria-labelledby": "karte-name karte-text"]
                ) { page in
                    page.inline("title", ["id": "karte-name"], text: caption)
                    page.inline(
                        "desc",
                        ["id": "karte-text"],
                        text:
                            "Jeder Kreis ist ein Themenstrang, seine Fläche die Zahl der Beiträge; Stränge desselben Handlungsfelds liegen beieinander. Dieselben Angaben stehen in der Tabelle darunter."
                    )
                    for place in places { draw(place, largest: largest, &page) }
                }
            }
            page.block("figcaption") { page in
                page.block(
                    "p",
                    ["class": "hint"],
                    text:
                        "Jeder Kreis ist ein Themenstrang; je größer, desto mehr Beiträge. Stränge desselben Handlungsfelds liegen beieinander."
                )
                page.folded("Karte als Tabelle") { page in
                    page.table(
                        "Die größten Themenstränge",
                        ["Themenstrang", "Handlungsfelder", "Beiträge"],
                        words: [0, 1]
                    ) { page in
                        for thread in threads {
                            page.block("tr") { page in
                                page.rowHead(context.label(thread))
                                page.cell(thread.fields.map(context.title).joined(separator: ", "))
                                page.cell(thread.contributions)
                            }
                        }
                    }
                }
            }
        }
    }

    private func draw(_ place: Place, largest: Double, _ page: inout HTML) {
        let x = Int(cellWidth) * place.column + Int(cellWidth) / 2
        let y = Int(cellHeight) * place.row + 30
        let radius = Int((8 + 18 * (Double(place.thread.contributions) / largest).squareRoot()).rounded())
        page.inline("circle", ["cx": "\(x)", "cy": "\(y)", "r": "\(radius)", "class": "dot"]) { _ in }
        text("\(place.thread.contributions)", x, y + 5, &page)
        for (line, words) in lines(context.label(place.thread)).enumerated() {
            text(words, x, y + radius + 14 + 14 * line, &page)
        }
    }

    private func text(_ text: String, _ x: Int, _ y: Int, _ page: inout HTML) {
        page.inline(
            "text",
            ["x": "\(x)", "y": "\(y)", "text-anchor": "middle", "class": "name", "font-size": "12"],
            text: text
        )
    }

    /// At most two lines that fit a cell.
    private func lines(_ label: String) -> [String] {
        let most = 22
        var lines: [String] = [""]
        for word in label.split(separator: " ") {
            if lines[lines.count - 1].isEmpty || lines[lines.count - 1].count + word.count < most {
                lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
            } else {
                lines.append(String(word))
            }
        }
        if lines.count > 2 { lines = [lines[0], lines[1] + " …"] }
        return lines.map { $0.count > most + 2 ? $0.prefix(most) + "…" : $0 }
    }

    // MARK: Orphans

    private func orphans(_ page: inout HTML) {
        let unanswered = context.results.threads.filter {
            !$0.kritik.isEmpty && $0.phantasie.isEmpty && $0.realisierung.isEmpty
        }
        let unasked = context.results.threads.filter { $0.kritik.isEmpty && !$0.realisierung.isEmpty }
        page.block("h3", text: "Was ohne Gegenstück blieb")
        list(unanswered, "Kritik, auf die kein Wunsch und kein Schritt antwortet", &page)
        list(unasked, "Schritte, nach denen keine Kritik verlangte", &page)
    }

    private func list(_ threads: [IdeaThread], _ name: String, _ page: inout HTML) {
        guard !threads.isEmpty else { return page.block("p", ["class": "prose"], text: "\(name): keine.") }
        let sorted = threads.sorted { ($1.contributions, $0.id) < ($0.contributions, $1.id) }
        page.folded("\(name) (\(Wording.number(threads.count)))") { page in
            page.block("ul", ["class": "plain"]) { page in
                for thread in sorted.prefix(context.rowsMost) {
                    page.block("li") { page in
                        page.inline("bdi", text: context.label(thread))
                        page.text(" (\(Wording.cards(thread.contributions)))")
                    }
                }
            }
            page.rest(
                threads.count - context.rowsMost,
                "weiterer Strang steht",
                "weitere Stränge stehen",
                file: "threads.jsonl"
            )
        }
    }
}
