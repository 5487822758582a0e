/// What the text core did to one contribution, as German lines for people.
///
/// Comes in: the original with what the stages found. Goes out: repairs, sentences, words with key, stem and parts, and
/// masks, each with its place: code points of the original, end exclusive. Decides nothing. Never shows what is masked,
/// unless no redactions are given.
struct TextExplanation {
    private let bytes: [UInt8]
    private let clean: CleanText
    private let redactions: [Redaction]
    /// Code points before each byte.
    private let places: [Int]

    /// - Parameter redactions: What must not be shown.
    init(_ text: String, clean: CleanText, redactions: [Redaction]) {
        bytes = Array(text.utf8)
        self.clean = clean
        self.redactions = redactions
        var places: [Int] = []
        places.reserveCapacity(bytes.count + 1)
        var count = 0
        for byte in bytes {
            if byte & 0xC0 != 0x80 { count += 1 }
            places.append(count - 1)
        }
        self.places = places + [count]
    }

    private func place(_ start: Int, _ end: Int) -> String { "\(places[start])–\(places[end])" }

    /// The first redaction that covers a part of these bytes.
    private func redaction(_ start: Int, _ end: Int) -> Redaction? {
        redactions.first { $0.span.start < places[end] && places[start] < $0.span.end }
    }

    /// A piece of the original in quotes, line ends and invisible characters visible; its mask when it is masked.
    private func piece(_ start: Int, _ end: Int) -> String {
        if let redaction = redaction(start, end) { return redaction.type.placeholder }
        var text = ""
        for scalar in String(decoding: bytes[start..<end], as: UTF8.self).unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .lineSeparator, .paragraphSeparator, .nonspacingMark:
                text += code(scalar)
            case .spaceSeparator where scalar != " ": text += code(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return "„\(text)“"
    }

    private func code(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\n" { return "⏎" }
        if scalar == "\t" { return "⇥" }
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
    }

    func repairs() -> [String] {
        guard !clean.repairs.isEmpty else { return ["Reparaturen: keine"] }
        return ["Reparaturen:"]
            + clean.repairs.map { "  \(place($0.start, $0.end))  \($0.kind.title): \(piece($0.start, $0.end))" }
            + ["Gelesen als: \(readAs())"]
    }

    /// The mended text with masks, on one line.
    private func readAs() -> String {
        var out = ""
        var masked: Redaction?
        var piece: [UInt8] = []
        for (index, byte) in clean.bytes.enumerated() {
            let at = clean.original(index)
            let redaction = redactions.isEmpty ? nil : redaction(at, at + 1)
            if let redaction {
                if masked != redaction { out += String(decoding: piece, as: UTF8.self) + redaction.type.placeholder }
                piece = []
            } else {
                piece.append(byte)
            }
            masked = redaction
        }
        out += String(decoding: piece, as: UTF8.self)
        return out.split(separator: "\n").joined(separator: " ⏎ ")
    }

    /// - Parameter ends: Bytes of the original.
    func sentences(_ ends: [Int32]) -> [String] {
        var start = 0
        let spans = ends.map { end in
            defer { start = Int(end) }
            return place(start, Int(end))
        }
        return ["Sätze: \(spans.isEmpty ? "keine" : spans.joined(separator: ", "))"]
    }

    func words(_ words: [Word], _ lexis: Lexis) -> [String] {
        var lines: [String] = []
        for word in words {
            let (start, end) = (Int(word.start), Int(word.end))
            let form = lexis[word.form]
            guard form.kind != .punctuation, redaction(start, end) == nil else { continue }
            let written = String(decoding: bytes[start..<end], as: UTF8.self)
            var line = "  \(place(start, end))  \(piece(start, end))"
            switch form.kind {
            case .number: line += "  Zahl"
            case .address: line += "  Adresse"
            case .emoji: line += "  Bildzeichen"
            case .word, .punctuation:
                if form.surface != written { line += "  gelesen als „\(form.surface)“" }
                line += "  Schlüssel \(form.key), Stamm \(form.stem)"
                if !form.parts.isEmpty { line += ", Teile \(form.parts.joined(separator: " + "))" }
                if let meant = form.typoOf { line += ", vermutlich Tippfehler für „\(meant)“ (zählt weniger)" }
                if word.repeats { line += ", zweite Hälfte einer Paarform: zählt nicht noch einmal" }
            }
            lines.append(line)
        }
        return lines.isEmpty ? ["Wörter: keine"] : ["Wörter:"] + lines
    }
}

extension Repair.Kind {
    /// German, for people.
    var title: String {
        switch self {
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
