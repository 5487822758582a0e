/// The draft of a measure (Steckbrief) of one suggestion: what is known with its origin, what is open as a question.
/// Comes in: the draft's fields. Decides nothing; never invents a value.
struct DraftView {
    let context: ReportContext
    let suggestion: Suggestion

    func write(to page: inout HTML) {
        guard !suggestion.draft.isEmpty else { return }
        let open = suggestion.draft.filter(\.isOpen)
        let known = suggestion.draft.filter { !$0.isOpen && $0.name != "fragen" }
        page.folded(
            "Entwurf des Steckbriefs (\(Wording.counted(known.count, "Angabe", "Angaben")), \(Wording.number(open.count)) offen)"
        ) { page in
            page.block("dl", ["class": "draft"]) { page in
                for field in known {
                    page.block("dt", text: self.field(field.name).title)
                    for values in grouped(field.values) { show(values, of: field, &page) }
                }
            }
            guard !open.isEmpty else { return }
            page.block("p", ["class": "idea"], text: "Fragen an den Fachbereich")
            page.block("ul", ["class": "questions"]) { page in
                for field in open {
                    let (title, question) = (self.field(field.name).title, self.field(field.name).question)
                    page.block("li", text: question.isEmpty ? "\(title): Was ist hier einzutragen?" : question)
                }
            }
        }
    }

    /// Values side by side that come from the same place.
    private func grouped(_ values: [DraftValue]) -> [[DraftValue]] {
        var groups: [[DraftValue]] = []
        for value in values {
            if let last = groups.last?.last, last.origin == value.origin, last.from == value.from {
                groups[groups.count - 1].append(value)
            } else {
                groups.append([value])
            }
        }
        return groups
    }

    private func show(_ values: [DraftValue], of field: DraftField, _ page: inout HTML) {
        page.block("dd") { page in
            let texts = values.map(text)
            if texts.count > 1, texts.allSatisfy({ $0.hasSuffix(".") }) {
                for text in texts { page.inline("bdi", ["class": "line"], text: text) }
            } else {
                page.inline("bdi", text: texts.joined(separator: " · "))
            }
            guard !Self.labels.contains(field.name) else { return }
            page.text(" ")
            page.inline("small", text: origin(values[0]))
        }
    }

    /// Fields that repeat the labels of the thread; where those come from is said there.
    private static let labels: Set = ["handlungsfeld", "themenfeld", "nap_phase"]

    private func text(_ value: DraftValue) -> String {
        // Wording of the pack around a card's own words is masked like them.
        guard value.origin == .contribution else {
            return value.span == nil ? value.text : context.derived(value.text, ofThread: suggestion.thread)
        }
        if let span = value.span, let card = value.from.flatMap(context.card) { return context.masker.text(card)[span] }
        return context.derived(value.text, ofThread: suggestion.thread)
    }

    private func origin(_ value: DraftValue) -> String {
        switch value.origin {
        case .contribution: value.from.map { "Beitrag \($0)" } ?? "aus den Beiträgen"
        case .catalogue: value.from.map { "Maßnahme \($0)" } ?? "aus dem Katalog"
        case .review: "von Hand eingetragen"
        case .pack:
            value.span == nil
                ? "Vorschlag des Pakets" : "Formulierung des Pakets" + (value.from.map { ", nach Beitrag \($0)" } ?? "")
        }
    }

    private func field(_ name: String) -> DraftRules.Field {
        context.pack.drafts.fields.first { $0.name == name }
            ?? DraftRules.Field(name: name, title: name.prefix(1).uppercased() + name.dropFirst(), question: "")
    }
}
