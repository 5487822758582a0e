/// What the text core did to one text, as German lines for people: repairs, sentences, words with key, stem, parts.
///
/// Places are code points of the original, end exclusive. Decides nothing; the same text gives the same lines.
public enum TextExplanation {
    /// - Parameter text: The original of a contribution.
    public static func lines(_ text: String, _ tokenizer: Tokenizer, known: KnownWords? = nil) -> [String] {
        let bytes = Array(text.utf8)
        let clean = CleanText(bytes, known: known)
        var counter = CodePointCounter(bytes)
        func place(_ start: Int, _ end: Int) -> String {
            "\(counter.count(before: start))–\(counter.count(before: end))"
        }
        func piece(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

        var lines = clean.repairs.isEmpty ? ["Keine Reparaturen."] : ["Reparaturen:"]
        for repair in clean.repairs {
            lines.append(
                "  \(place(repair.start, repair.end))  \(name(repair.kind))  \(piece(repair.start, repair.end).debugDescription)"
            )
        }
        if !clean.repairs.isEmpty { lines.append("Gelesen als: \(String(decoding: clean.bytes, as: UTF8.self))") }

        let ends = tokenizer.sentenceEnds(of: clean.bytes).map { counter.count(before: clean.original($0)) }
        lines.append("Sätze enden bei: \(ends.map(String.init).joined(separator: ", "))")

        var lexis = Lexis()
        lines.append("Wörter:")
        for word in tokenizer.words(of: clean, into: &lexis) {
            let form = lexis[word.form]
            guard form.kind != .punctuation else { continue }
            let written = piece(Int(word.start), Int(word.end))
            var line = "  \(place(Int(word.start), Int(word.end)))  \(written)"
            if form.surface != written { line += "  gelesen als „\(form.surface)“" }
            line += "  Schlüssel \(form.key), Stamm \(form.stem)"
            if !form.parts.isEmpty { line += ", Teile \(form.parts.joined(separator: " + "))" }
            if let meant = form.typoOf { line += ", vermutlich Tippfehler für „\(meant)“" }
            if word.repeats { line += ", zweite Hälfte einer Paarform: zählt nicht noch einmal" }
            lines.append(line)
        }
        return lines
    }

    private static func name(_ kind: Repair.Kind) -> String {
        switch kind {
        case .softHyphen: "weiches Trennzeichen"
        case .invisible: "unsichtbares Zeichen"
        case .oddSpace: "besonderes Leerzeichen"
        case .privateBullet: "Aufzählungszeichen einer Schrift"
        case .lineBreakHyphen: "Trennung am Zeilenende"
        case .composed: "zusammengesetztes Zeichen"
        case .ligature: "Ligatur"
        case .star: "anderes Sternzeichen"
        case .splitWord: "Wort über eine Leerzeile geteilt"
        case .strayHyphen: "übrig gebliebener Trennstrich"
        case .lostParagraph: "Satz über eine Leerzeile geteilt"
        case .markup: "Auszeichnung (HTML)"
        case .mojibake: "falsch gelesener Zeichensatz"
        }
    }
}
