/// Reads protocols in Markdown or plain text.
///
/// Comes in: decoded text. Goes out: one row per bullet, card between blank lines, or speaker turn; the row number is its
/// first line. Decides what is a heading and which lines belong to a card: lines indented by two columns or more belong
/// to their bullet, also behind a blank line; a line right below goes on with the sentence. Headings are no
/// contributions; everything else is one, also outside any phase. How a card is written so that it reads back exactly:
/// `ProtocolNotation`.
struct ProtocolReader {
    let rules: IntakeRules

    func read(_ text: DecodedText, into rows: inout FileRows) {
        text.bytes.withUnsafeBufferPointer { bytes in
            var walk = ProtocolWalk(rules: rules, lines: Self.lines(bytes), bytes: bytes)
            walk.run(&rows)
        }
    }

    /// - Parameter outline: what the text above it says; what it says at the end, when it is done.
    func read(_ text: [UInt8], below outline: ProtocolOutline, into rows: inout FileRows) -> ProtocolOutline {
        text.withUnsafeBufferPointer { bytes in
            var walk = ProtocolWalk(rules: rules, lines: Self.lines(bytes), bytes: bytes)
            walk.outline = outline
            walk.run(&rows)
            return walk.outline
        }
    }

    private static func lines(_ bytes: UnsafeBufferPointer<UInt8>) -> [ProtocolLine] {
        var lines: [ProtocolLine] = []
        var start = 0
        while start < bytes.count {
            let end = lineEnd(bytes, from: start)
            lines.append(ProtocolLine(bytes, start: start, end: end, number: lines.count + 1))
            start = end + 1
        }
        return lines
    }
}

/// The way through the lines of a protocol: where it stands, and what the headings so far say.
struct ProtocolWalk {
    /// In columns: from here on a line belongs to the bullet above; bullets less deep are its neighbours.
    static let nesting = 2
    /// In bytes: a longer line without marks is a card.
    static let longestHeading = 160

    let rules: IntakeRules
    let lines: [ProtocolLine]
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0
    var outline: ProtocolOutline
    var lastNumber = 0

    init(rules: IntakeRules, lines: [ProtocolLine], bytes: UnsafeBufferPointer<UInt8>) {
        self.rules = rules
        self.lines = lines
        self.bytes = bytes
        outline = ProtocolOutline(rules: rules)
    }

    mutating func run(_ rows: inout FileRows) {
        readFrontMatter(&rows)
        while at < lines.count {
            let line = lines[at]
            if line.isEmpty {
                at += 1
            } else if line.isEscaped {
                readParagraph(nil, &rows)
            } else if enterHeading(&rows) {
                lastNumber = 0
            } else if line.isRule {
                at += 1
            } else if let bullet = line.bullet(after: lastNumber) {
                readBullet(bullet, &rows)
            } else {
                readParagraph(rules.speakers.turn(line), &rows)
            }
        }
    }

    mutating func readBullet(_ bullet: ProtocolLine.Bullet, _ rows: inout FileRows) {
        let line = lines[at]
        lastNumber = bullet.number?.value ?? 0
        let first = at
        at += 1
        var last = at
        while at < lines.count {
            let next = lines[at]
            if next.isEmpty {
                at += 1
                continue
            }
            let isNested = next.indent >= line.indent + Self.nesting
            if !isNested, at > last || beginsAnew(next) || isHeadingBelow(next) { break }
            if isNested, next.bullet(after: 0) != nil {
                rows.remark(
                    .note,
                    row: next.number,
                    "Eingerückte Unterpunkte gehören zum Text ihres Aufzählungspunkts; sollen sie eigene Beiträge sein, bitte nicht einrücken."
                )
            }
            at += 1
            last = at
        }
        at = last
        var draft = self.draft(first..<last)
        if let number = bullet.number { draft.carry("nummer", number.text) }
        if let isTicked = bullet.isTicked {
            draft.extra.append(ExtraValue(key: "angekreuzt", json: isTicked ? "true" : "false"))
        }
        finish(&draft, first..<last, textStart: bullet.textStart, &rows)
    }

    /// A card up to the next blank line or mark, or what a speaker says.
    mutating func readParagraph(_ turn: SpeakerNames.Turn?, _ rows: inout FileRows) {
        let first = at
        at += 1
        while at < lines.count, !lines[at].isEmpty, !beginsAnew(lines[at]) { at += 1 }
        var draft = self.draft(first..<at)
        if let turn {
            draft.carry("sprecher", turn.speaker)
            draft.isTurn = !turn.isModeration
            if let time = turn.time { draft.carry("zeit", time) }
            if turn.isModeration { draft.carry("rolle", "moderation") }
        } else if at - first > 1, lines[first..<at].allSatisfy({ bytes[$0.content] == UInt8(ascii: "|") }) {
            rows.remark(
                .warning,
                row: lines[first].number,
                "Hier steht eine Tabelle; sie wird als ein Beitrag gelesen, bitte als CSV speichern."
            )
        }
        var textStart = turn?.textStart ?? lines[first].content
        while textStart < lines[first].end, ProtocolLine.isBlank(bytes[textStart]) { textStart += 1 }
        finish(&draft, first..<at, textStart: textStart, &rows)
    }

    /// Whether a line begins something new, so that it cannot go on with the sentence above.
    func beginsAnew(_ line: ProtocolLine) -> Bool {
        if line.isEscaped { return false }
        return line.heading != nil || line.isRule || line.bullet(after: lastNumber) != nil
            || rules.speakers.turn(line) != nil
    }
}
