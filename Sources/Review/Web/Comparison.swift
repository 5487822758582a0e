import Werkstatt

/// The nearest measures beside what people said, as a difference one can read: words of the measure that stand on the
/// cards are marked, and so is what the draft says beyond the measure.
struct Comparison {
    let desk: Desk
    let item: Bench.Item

    /// Only words with a capital, the things; they are alike when they begin alike: German endings do not count.
    private static let shortest = 5
    private static let stem = 6

    func write(_ page: inout HTML) {
        let heard = Self.stems(item.cards.map { desk.text($0).text }.joined(separator: "\n"))
        for (number, match) in item.suggestion.measures.enumerated() {
            guard let measure = desk.pack.catalogue.first(where: { $0.number == match.number }) else { continue }
            let title = "\(match.number) \(measure.title) – Nähe \(Wording.decimal(match.score))"
            if number == 0 {
                page.block("details", ["class": "measure", "open": "open"]) { body(measure, match, title, heard, &$0) }
            } else {
                page.block("details", ["class": "measure"]) { body(measure, match, title, heard, &$0) }
            }
        }
        page.block(
            "p",
            ["class": "hint"],
            text:
                "Unterlegt: Wörter der Maßnahme, die auch auf den Karten stehen. Unterstrichen: was der Entwurf über die Maßnahme hinaus sagt."
        )
    }

    private func body(
        _ measure: Measure,
        _ match: MeasureMatch,
        _ title: String,
        _ heard: Set<String>,
        _ page: inout HTML
    ) {
        page.block("summary") { $0.inline("bdi", text: title) }
        let rows: [(String, String, String?)] = [
            (
                "Beschreibung", [measure.description, measure.goal].filter { !$0.isEmpty }.joined(separator: " "),
                "beschreibung"
            ),
            ("Zuständig", measure.responsible, "zustaendig"), ("Beteiligt", measure.partners, "beteiligt"),
            ("Zielgruppe", measure.targetGroup, "zielgruppe"), ("Zeitrahmen", measure.timeFrame, "zeitrahmen"),
            ("Kosten", measure.cost, "kosten"), ("Indikator", measure.indicator, "indikator"),
            ("Stand", measure.status, nil),
        ]
        let known = Self.stems(rows.map(\.1).joined(separator: " ") + " " + measure.title)
        page.block(
            "div",
            [
                "class": "scroll", "role": "group", "aria-label": "Vergleich mit Maßnahme \(measure.number)",
                "tabindex": "0",
            ]
        ) { page in
            page.block("table") { page in
                page.block("caption", text: "Maßnahme \(measure.number) und Entwurf nebeneinander")
                page.block("thead") { page in
                    page.block("tr") { page in
                        for head in ["Angabe", "Maßnahme heute", "Aus den Beiträgen"] {
                            page.inline("th", ["scope": "col"], text: head)
                        }
                    }
                }
                page.block("tbody") { page in
                    for (label, text, name) in rows {
                        let draft = name.map(said) ?? []
                        if text.isEmpty && draft.isEmpty { continue }
                        page.block("tr") { page in
                            page.inline("th", ["scope": "row"], text: label)
                            page.inline("td") { page in
                                marked(text.isEmpty ? "–" : text, "mark", &page) { heard.contains($0) }
                            }
                            page.inline("td") { page in
                                if draft.isEmpty { page.text("–") }
                                for value in draft {
                                    page.block("p") { page in
                                        page.inline("bdi") { marked(value, "ins", &$0) { !known.contains($0) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        page.block(
            "p",
            ["class": "hint"],
            text: "Nähe aus: " + match.parts.map { "\($0.name) \(Wording.decimal($0.value))" }.joined(separator: " · ")
        )
    }

    /// What the cards add to a field of the measure.
    private func said(_ name: String) -> [String] {
        let names = name == "beschreibung" ? ["aspekt", "ziel", "beschreibung"] : [name]
        return item.suggestion.draft.filter { names.contains($0.name) && !$0.isOpen }.flatMap(\.values)
            .filter { $0.origin == .contribution }.map { DraftTable.text($0, item, desk) }.uniqued
    }

    private func marked(_ text: String, _ tag: StaticString, _ page: inout HTML, _ isMarked: (String) -> Bool) {
        var run = ""
        var word = ""
        func flush(_ page: inout HTML) {
            guard !word.isEmpty else { return }
            if Self.isThing(word), isMarked(Self.stem(word)) {
                page.text(run)
                run = ""
                page.inline(tag, text: word)
            } else {
                run += word
            }
            word = ""
        }
        for character in text {
            if character.isLetter {
                word.append(character)
            } else {
                flush(&page)
                run.append(character)
            }
        }
        flush(&page)
        page.text(run)
    }

    private static func isThing(_ word: String) -> Bool { word.count >= shortest && word.first!.isUppercase }

    private static func stem(_ word: String) -> String { String(word.lowercased().prefix(stem)) }

    private static func stems(_ text: String) -> Set<String> {
        Set(text.split { !$0.isLetter }.map(String.init).filter(isThing).map(stem))
    }
}

extension [String] {
    /// Each once, in order.
    var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

/// The draft of the Steckbrief as it stands: what people wrote by hand before what the run wrote.
struct DraftTable {
    let desk: Desk
    let item: Bench.Item
    let vote: ReviewState.Vote?

    func write(_ page: inout HTML) {
        let edits = vote?.decision.edits ?? [:]
        page.block("dl", ["class": "draft"]) { page in
            for field in item.suggestion.draft where field.name != "fragen" {
                page.block("dt", text: Sentence(desk: desk).fieldTitle(field.name))
                page.block("dd") { page in
                    if let edit = edits[field.name] {
                        page.inline("bdi", text: edit.isEmpty ? DraftField.open : edit)
                        page.inline("small", text: " von Hand")
                    } else if field.isOpen {
                        page.inline("span", ["class": "unsaid"], text: DraftField.open)
                    } else {
                        for value in field.values {
                            page.block("p") { page in
                                page.inline("bdi", text: Self.text(value, item, desk))
                                if let origin = Self.origin(value) { page.inline("small", text: " " + origin) }
                            }
                        }
                    }
                }
            }
        }
        let open = item.suggestion.draft.filter { $0.isOpen && edits[$0.name] == nil }
        let questions = open.compactMap { field in
            desk.pack.drafts.fields.first { $0.name == field.name }.flatMap { $0.question.isEmpty ? nil : $0.question }
        }
        guard !questions.isEmpty else { return }
        page.block("details") { page in
            page.block("summary", text: "Fragen an den Fachbereich (\(questions.count))")
            page.block("ul", ["class": "questions"]) { page in
                for question in questions { page.block("li", text: question) }
            }
        }
    }

    /// What may be written by hand.
    static func editable(_ item: Bench.Item) -> [DraftField] {
        item.suggestion.draft.filter { !["fragen", "handlungsfeld", "themenfeld", "nap_phase"].contains($0.name) }
    }

    /// A field as a text to be edited: a line per value; open ones are empty.
    static func text(_ field: DraftField, _ item: Bench.Item, _ desk: Desk) -> String {
        field.isOpen ? "" : field.values.map { text($0, item, desk) }.joined(separator: "\n")
    }

    /// Masked.
    static func text(_ value: DraftValue, _ item: Bench.Item, _ desk: Desk) -> String {
        if value.origin == .contribution, let span = value.span, let card = value.from.flatMap(desk.context.card) {
            return desk.context.masker.text(card)[span]
        }
        return value.origin == .catalogue || (value.origin == .pack && value.span == nil)
            ? value.text : desk.derived(value.text, item)
    }

    private static func origin(_ value: DraftValue) -> String? {
        switch value.origin {
        case .contribution: value.from.map { "Beitrag \($0)" }
        case .catalogue: value.from.map { "Maßnahme \($0)" }
        case .pack: nil
        case .review: "von Hand"
        }
    }
}
