/// An evaluation as a table for people: German captions, figures with three decimals. Comes in: figures. Decides
/// nothing; a figure without a caption shows its name.
extension Evaluation {
    public var table: String {
        let rows = figures.flatMap(Self.rows)
        let width = rows.map(\.caption.count).max() ?? 0
        return rows.map { row in
            row.value.isEmpty
                ? "\n\(row.caption)"
                : "  \(row.caption)\(String(repeating: " ", count: width - row.caption.count))  \(row.value)"
        }.joined(separator: "\n").dropFirst() + "\n"
    }

    /// Lines of a figure; one with an empty value is a heading.
    private static func rows(_ figure: Figure) -> [(caption: String, value: String)] {
        var rows: [(caption: String, value: String)] = []
        if let heading = headings[figure.name] { rows.append((heading, "")) }
        let caption = captions[figure.name] ?? figure.name
        switch figure.value {
        case .share(let share): rows.append((caption, decimals(share)))
        case .count(let count): rows.append((caption, padded(String(count))))
        case .unknown: rows.append((caption, padded("–")))
        case .confusion(let counts):
            for (pair, count) in counts.sorted(by: { $0.key < $1.key }) {
                rows.append((pair.replacing("->", with: " → "), padded(String(count))))
            }
        }
        return rows
    }

    private static func padded(_ text: String) -> String {
        String(repeating: " ", count: max(0, 5 - text.count)) + text
    }

    /// Three decimals with a comma.
    private static func decimals(_ number: Double) -> String {
        let thousandths = Int((abs(number) * 1000).rounded())
        let digits = String(thousandths % 1000)
        let text = "\(thousandths / 1000),\(String(repeating: "0", count: 3 - digits.count))\(digits)"
        return number < 0 && thousandths > 0 ? "−" + text : text
    }

    /// What stands above the figure of this name.
    private static let headings = [
        "n": "Vollständigkeit", "fields_p": "Zuordnung", "noise_p": "Karten ohne Aussage",
        "pii_recall": "Personenbezogenes", "ideas_p": "Ideen und Themenstränge",
        "quotes": "Vorschläge", "relation_confusion": "Art laut Gold → Art des Vorschlags",
    ]

    private static let captions = [
        "n": "Karten im Gold", "balance": "unverändert wiedergefunden", "unknown": "Karten, die das Gold nicht kennt",
        "fields_p": "Handlungsfelder, Genauigkeit", "fields_r": "Handlungsfelder, Trefferquote",
        "fields_f1": "Handlungsfelder, F1", "fields_macro_f1": "Handlungsfelder, F1 im Mittel der Felder",
        "themes_p": "Themenfelder, Genauigkeit", "themes_r": "Themenfelder, Trefferquote",
        "themes_f1": "Themenfelder, F1", "themes_macro_f1": "Themenfelder, F1 im Mittel der Felder",
        "nap_p": "NAP-I-Phasen, Genauigkeit", "nap_r": "NAP-I-Phasen, Trefferquote", "nap_f1": "NAP-I-Phasen, F1",
        "nap_macro_f1": "NAP-I-Phasen, F1 im Mittel der Phasen",
        "field_main_acc": "erstes Handlungsfeld richtig",
        "noise_p": "erkannt, Genauigkeit", "noise_r": "erkannt, Trefferquote", "noise_f1": "erkannt, F1",
        "noise_cards": "solche Karten im Gold",
        "noise_type_acc": "mit dem richtigen Grund", "false_tags": "trotzdem mit Handlungsfeld",
        "pii_recall": "ganz verdeckt", "pii_precision": "Schwärzungen zu Recht", "pii_char_f1": "nach Zeichen, F1",
        "pii_spans": "Stellen im Gold",
        "ideas_p": "Ideen, B-cubed Genauigkeit", "ideas_r": "Ideen, B-cubed Trefferquote",
        "ideas_f1": "Ideen, B-cubed F1", "ideas_pair_f1": "Ideen, F1 über Paare",
        "threads_p": "Stränge, B-cubed Genauigkeit", "threads_r": "Stränge, B-cubed Trefferquote",
        "threads_f1": "Stränge, B-cubed F1", "threads_ari": "Stränge, bereinigter Rand-Index",
        "threads_pair_f1": "Stränge, F1 über Paare",
        "quotes": "Zitate wörtlich", "gold_threads": "Stränge im Gold mit zwei Karten oder mehr",
        "suggestions": "Vorschläge", "suggestions_per_thread": "Vorschläge je Strang im Gold",
        "suggested": "Stränge mit Vorschlag", "relation_acc": "Art des Vorschlags richtig",
        "measure_hit1": "Maßnahme an erster Stelle", "measure_hit3": "Maßnahme unter den ersten drei",
    ]
}
