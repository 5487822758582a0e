/// `report.html`: what a run found, for people.
///
/// In: the results, the pack, the options. Out: one self-contained German page: no script, no resource from outside,
/// light and dark, readable on paper. Decides what is shown in full and what is left to the other files; never shows
/// personal data unless the run keeps it, never anything per person, never a count as if it were a ballot.
public struct Report: Sendable {
    let results: RunResults
    let pack: Pack
    let options: RunOptions

    public init(_ results: RunResults, pack: Pack, options: RunOptions = RunOptions()) {
        self.results = results
        self.pack = pack
        self.options = options
    }

    public func page() -> [UInt8] { pages().shown }

    /// The page, and what of it counts for its digest when it names files and rows: the same without them.
    func pages() -> (shown: [UInt8], counted: [UInt8]?) {
        let namesPlaces = !results.unread.isEmpty || !results.notices.isEmpty
        let context = ReportContext(results, pack: pack, options: options, showsPlaces: true)
        var placeless: (shown: Range<Int>, counted: [UInt8])?
        let plan = ReportPlan(context)
        let sections: [any ReportSection] = [
            SummarySection(context: context), IntakeSection(context: context), MatrixSection(context: context),
            MapSection(context: context),
            ThreadsSection(context: context, plan: plan), SuggestionsSection(context: context, plan: plan),
            UnplacedSection(context: context),
            TargetGroupsSection(context: context), MeasuresSection(context: context, plan: plan),
            MethodSection(context: context, options: options),
        ]
        var page = HTML()
        page.raw("<!DOCTYPE html>\n")
        page.block("html", ["lang": "de"]) { page in
            page.block("head") { head(&$0) }
            page.block("body") { page in
                page.block("a", ["class": "skip", "href": "#inhalt"], text: "Zum Inhalt springen")
                page.block("header", ["class": "top"]) { title(context, &$0) }
                page.block("div", ["class": "sheet"]) { page in
                    page.block("nav", ["aria-label": "Abschnitte"]) { navigation(sections, &$0) }
                    page.block("main", ["id": "inhalt", "tabindex": "-1"]) { page in
                        for section in sections {
                            page.block("section", ["id": section.id, "aria-labelledby": section.id + "-titel"]) {
                                page in
                                page.block("h2", ["id": section.id + "-titel"], text: section.title)
                                let start = page.bytes.count
                                section.write(to: &page)
                                guard namesPlaces, section is IntakeSection else { return }
                                var other = context
                                other.showsPlaces = false
                                var part = HTML()
                                IntakeSection(context: other).write(to: &part)
                                placeless = (start..<page.bytes.count, part.bytes)
                            }
                        }
                    }
                }
                page.block("footer", ["class": "bottom"]) { page in
                    page.block(
                        "p",
                        text: "\(pack.title) · Paket \(pack.id) \(pack.version) · \(Program.name) \(Program.version)"
                    )
                }
            }
        }
        return (
            page.bytes,
            placeless.map { page.bytes[..<$0.shown.lowerBound] + $0.counted + page.bytes[$0.shown.upperBound...] }
        )
    }

    private func head(_ page: inout HTML) {
        page.raw("\n<meta charset=\"utf-8\">\n")
        page.raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        )
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
        page.raw("<meta name=\"robots\" content=\"noindex\">\n")
        page.block("title", text: "Auswertung der Zukunftswerkstatt · \(pack.title)")
        page.block("style") { page in
            page.raw(paletteStyle)
            page.raw(reportStyle)
        }
    }

    private func title(_ context: ReportContext, _ page: inout HTML) {
        let names = context.workshops.compactMap { $0 }
        page.block("p", ["class": "kicker"], text: pack.title)
        page.block(
            "h1",
            text: names.count == 1 ? "Was die Zukunftswerkstatt gesagt hat" : "Was die Zukunftswerkstätten gesagt haben"
        )
        if names.count == 1 { page.block("p", ["class": "lead"], text: names[0]) }
        if names.count > 1, !context.hasManyWorkshops { list(names, &page) }
        if context.hasManyWorkshops {
            page.folded("\(Wording.number(names.count)) Werkstätten") { page in
                list(Array(names.prefix(context.rowsMost)), &page)
                page.rest(
                    names.count - context.rowsMost,
                    "weitere Werkstatt steht",
                    "weitere Werkstätten stehen",
                    file: "contributions.jsonl"
                )
            }
        }
    }

    private func list(_ workshops: [String], _ page: inout HTML) {
        page.block("ol", ["class": "workshops"]) { page in
            for (number, name) in workshops.enumerated() {
                page.block("li") { page in
                    page.inline("span", ["class": "tag"], text: "W\(number + 1)")
                    page.text(" ")
                    page.inline("bdi", text: name)
                }
            }
        }
    }

    private func navigation(_ sections: [any ReportSection], _ page: inout HTML) {
        page.block("ol") { page in
            for section in sections {
                page.block("li") { $0.inline("a", ["href": "#" + section.id], text: section.title) }
            }
        }
    }
}

/// A part of the page under a heading of the second order.
protocol ReportSection {
    var id: String { get }
    var title: String { get }
    func write(to page: inout HTML)
}
