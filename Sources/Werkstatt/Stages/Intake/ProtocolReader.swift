/// Reads protocols in Markdown or plain text.
///
/// Comes in: decoded text. Goes out: one row per bullet, card between blank lines, or speaker turn; the row number is its
/// first line. Decides what is a heading and which lines belong to a card: lines indented by two columns or more belong
/// to their bullet, also behind a blank line; a line right below goes on with the sentence. Headings are no
/// contributions; everything else is one, also outside any phase. How a card is written so that it reads back exactly:
/// `ProtocolNotation`.
struct ProtocolReader {
    let rules: IntakeRules
    /// From here on a line belongs to the bullet above; bullets less deep are its neighbours.
    private static let nesting = 2
    /// In bytes; a longer line without marks is a card.
    private static let longestHeading = 160

    func read(_ text: DecodedText, into rows: inout FileRows) {
        text.bytes.withUnsafeBufferPointer { bytes in
            var walk = Walk(rules: rules, lines: Self.lines(bytes), bytes: bytes)
            walk.run(&rows)
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

    private struct Walk {
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

        // MARK: Headings

        /// Enters the heading that begins here, if one does.
        private mutating func enterHeading(_ rows: inout FileRows) -> Bool {
            let line = lines[at]
            if let heading = line.heading {
                outline.enter(heading.title, level: heading.level, row: line.number, &rows)
                at += 1
                return true
            }
            if line.bullet(after: lastNumber) != nil, !isNumberedPhase(line) { return false }
            if let level = underlineLevel(line) {
                outline.enter(line.text, level: level, row: line.number, &rows)
                at += 2
                return true
            }
            if let title = line.boldTitle {
                outline.enter(title, level: ProtocolOutline.boldLevel, row: line.number, &rows)
                at += 1
                return true
            }
            guard enterPlainHeading(line, &rows) else { return false }
            at += 1
            return true
        }

        /// The level of a heading that the next line underlines. A short "---" below a long line parts cards.
        private func underlineLevel(_ line: ProtocolLine) -> Int? {
            guard line.number < lines.count, !line.isRule, !line.isEscaped,
                line.end - line.content <= ProtocolReader.longestHeading
            else { return nil }
            let below = lines[line.number]
            guard let level = below.underlineLevel else { return nil }
            let isLong = 2 * (below.end - below.content) >= line.end - line.content
            return level == 1 || isLong || isPlainPhase(line) ? level : nil
        }

        /// Lines that are headings by what they say, without any mark.
        private mutating func enterPlainHeading(_ line: ProtocolLine, _ rows: inout FileRows) -> Bool {
            guard line.end - line.content <= ProtocolReader.longestHeading else { return false }
            if isPlainPhase(line) || outline.tableNumber(line.text) != nil {
                outline.enter(line.text, level: nil, row: line.number, &rows)
            } else if let (column, value) = sectionName(line) {
                outline.set(column, value, row: line.number, &rows)
            } else if rows.records == 0, standsAlone, outline.isTitle(line.text) {
                outline.setTitle(line.text)
            } else if isColonHeading(line) {
                outline.enter(line.text, level: ProtocolOutline.colonLevel, row: line.number, &rows)
            } else {
                return false
            }
            return true
        }

        /// A line that is the name of a phase and nothing else ("Problem: kein Geld" is a card). What comes before or after the three phases must say
        /// "phase": "Abschluss" or "Einstieg" may be a card.
        private func isPlainPhase(_ line: ProtocolLine) -> Bool {
            let text = line.text.trimmingColon
            guard text.contains(where: \.isLetter) else { return false }
            let saysPhase = rules.phases.saysPhase(text)
            switch saysPhase ? rules.phases.meaning(of: text) : rules.phases.meaning(ofWhole: text) {
            case .workshop: return true
            case .around: return saysPhase
            case .nationalPlan, .unknown: return false
            }
        }

        /// "1. Kritikphase" is a heading although it looks like a numbered bullet; "1. Kritik" in a list may be a card, above
        /// other bullets it is a heading, too.
        private func isNumberedPhase(_ line: ProtocolLine) -> Bool {
            guard (0x30...0x39).contains(line.bytes[line.content]),
                line.end - line.content <= ProtocolReader.longestHeading, isPlainPhase(line)
            else {
                return false
            }
            return rules.phases.saysPhase(line.text) || bulletBelow(line).map { $0.number == nil } ?? false
        }

        /// "Wohnungsmarkt:" above bullets.
        private func isColonHeading(_ line: ProtocolLine) -> Bool {
            line.bytes[line.end - 1] == UInt8(ascii: ":") && bulletBelow(line) != nil
                && rules.speakers.turn(line) == nil
        }

        /// The bullet that is next below a line, behind blank lines.
        private func bulletBelow(_ line: ProtocolLine) -> ProtocolLine.Bullet? {
            lines[line.number...].first { !$0.isEmpty }?.bullet(after: 0)
        }

        /// "Phase: Kritik", "Fachforum: Wohnen", "Tisch: 3": what names the section below, but not "Veranstaltung: Sommerfest".
        private func sectionName(_ line: ProtocolLine) -> (Column, String)? {
            guard let (column, value) = named(line) else { return nil }
            let isName =
                switch column {
                case .workshop: rules.titleWords.contains(foldedName(line.text.prefix { $0 != ":" }))
                case .table: !value.contains(" ")
                default: true
                }
            return isName ? (column, value) : nil
        }

        /// A known column and its value.
        private func named(_ line: ProtocolLine) -> (Column, String)? {
            guard let colon = bytes[line.content..<line.end].firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.end,
                colon - line.content <= 40,
                ProtocolLine.isBlank(bytes[colon + 1])
            else { return nil }
            guard let column = rules.column(named: line.text(line.content..<colon)),
                [.workshop, .phase, .table, .roomCluster].contains(column)
            else { return nil }
            return (column, line.text(colon + 1..<line.end).trimmed)
        }

        /// Whether blank lines (or headings) are around this line.
        private var standsAlone: Bool {
            guard at + 1 < lines.count else { return true }
            return lines[at + 1].isEmpty || lines[at + 1].heading != nil
        }

        /// Whether a line begins something new, so that it cannot go on with the sentence above.
        private func beginsAnew(_ line: ProtocolLine) -> Bool {
            if line.isEscaped { return false }
            return line.heading != nil || line.isRule || line.bullet(after: lastNumber) != nil
                || rules.speakers.turn(line) != nil
        }

        // MARK: Cards

        private mutating func readBullet(_ bullet: ProtocolLine.Bullet, _ rows: inout FileRows) {
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
                let isNested = next.indent >= line.indent + ProtocolReader.nesting
                if !isNested, at > last || beginsAnew(next) || isHeadingBelow(next) { break }
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

        /// A heading without a mark, which may stand right below a bullet.
        private func isHeadingBelow(_ line: ProtocolLine) -> Bool {
            guard !line.isEscaped, line.end - line.content <= ProtocolReader.longestHeading else { return false }
            return line.boldTitle != nil || underlineLevel(line) != nil || isPlainPhase(line)
                || sectionName(line) != nil
                || outline.tableNumber(line.text) != nil || isColonHeading(line)
        }

        /// A card up to the next blank line or mark, or what a speaker says.
        private mutating func readParagraph(_ turn: SpeakerNames.Turn?, _ rows: inout FileRows) {
            let first = at
            at += 1
            while at < lines.count, !lines[at].isEmpty, !beginsAnew(lines[at]) { at += 1 }
            var draft = self.draft(first..<at)
            if let turn {
                draft.carry("sprecher", turn.speaker)
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

        private func draft(_ range: Range<Int>) -> RowDraft {
            var draft = RowDraft(
                row: lines[range.lowerBound].number,
                span: lines[range.lowerBound]
                    .start..<max(lines[range.upperBound - 1].end, lines[range.lowerBound].start)
            )
            draft.workshop = outline.workshop
            draft.phase = outline.phase
            draft.roomCluster = outline.roomCluster
            draft.roomPoints = outline.roomPoints
            draft.table = outline.table
            if let above = outline.clusterAbove { draft.carry("überschrift darüber", above) }
            return draft
        }

        /// Takes attributes and dots from the end of the card, puts its lines together and hands it on.
        private func finish(_ draft: inout RowDraft, _ range: Range<Int>, textStart: Int, _ rows: inout FileRows) {
            let last = lines[range.upperBound - 1]
            var ends = lines[range].map(\.end)
            var count = range.count
            let lastContent = count == 1 ? textStart : last.content
            let notation = ProtocolNotation.attributes(bytes, lastContent..<max(last.end, lastContent))
            if let notation {
                ends[count - 1] = notation.textEnd
                // Attributes on a line of their own are no line of the text.
                if count > 1, notation.textEnd == lastContent { count -= 1 }
                take(notation.attributes, into: &draft, &rows)
            }
            draft.text = text(range.prefix(count), textStart: textStart, ends: ends)
            if draft.text.isEmpty, notation == nil { return }
            if notation == nil, let dots = TrailingDots.find(draft.text, rules: rules) {
                draft.carry("punkte_aus", String(draft.text[dots.start...]))
                draft.points = String(dots.count)
                draft.text = String(draft.text[..<dots.start]).withoutTrailingBlanks
            }
            rows.add(draft)
        }

        private func take(
            _ attributes: [ProtocolNotation.Attribute],
            into draft: inout RowDraft,
            _ rows: inout FileRows
        ) {
            for attribute in attributes {
                guard let column = rules.column(named: attribute.key), column != .text else {
                    draft.carry(attribute.key, attribute.value)
                    continue
                }
                draft[column] = attribute.value.isEmpty ? nil : attribute.value
            }
        }

        /// The lines of a card joined by LF, without the indent that all but the first share, escapes resolved.
        private func text(_ range: Range<Int>, textStart: Int, ends: [Int]) -> String {
            var out: [UInt8] = []
            let indents = lines[range].dropFirst().filter { !$0.isEmpty && $0.indent > 0 }.map(\.indent)
            let shared = indents.min() ?? 0
            for (offset, index) in range.enumerated() {
                let line = lines[index]
                // Nothing behind a bullet or a speaker: the text begins on the next line.
                if offset > 0, offset > 1 || textStart < lines[range.lowerBound].end { out.append(0x0A) }
                let content = offset == 0 ? textStart : line.content
                if content >= ends[offset] { continue }
                if offset > 0 { out += bytes[behindIndent(line, shared)..<line.content] }
                out += bytes[ProtocolNotation.unescaped(bytes, content..<ends[offset])]
            }
            return String(decoding: out, as: UTF8.self)
        }

        private func behindIndent(_ line: ProtocolLine, _ columns: Int) -> Int {
            var (at, indent) = (line.start, 0)
            while at < line.content, indent < columns {
                indent += bytes[at] == 0x09 ? 4 - indent % 4 : 1
                at += 1
            }
            return at
        }

        // MARK: Front matter

        /// "---", lines "key: value", "---" at the top of the file.
        private mutating func readFrontMatter(_ rows: inout FileRows) {
            guard let first = lines.first, first.text == "---" else { return }
            guard let close = lines.dropFirst().firstIndex(where: { $0.text == "---" || $0.text == "..." }) else {
                return
            }
            let inner = lines[1..<close]
            guard !inner.isEmpty,
                inner.allSatisfy({
                    $0.isEmpty || $0.indent > 0 || bytes[$0.content..<$0.end].contains(UInt8(ascii: ":"))
                })
            else { return }
            var unused: [String] = []
            for line in inner where !line.isEmpty {
                if let (column, value) = named(line) {
                    outline.set(column, value.trimmingQuotes, row: line.number, &rows)
                } else if let colon = bytes[line.content..<line.end].firstIndex(of: UInt8(ascii: ":")),
                    ["title", "titel"].contains(foldedName(line.text(line.content..<colon))), outline.workshop == nil
                {
                    outline.set(
                        .workshop,
                        line.text(colon + 1..<line.end).trimmed.trimmingQuotes,
                        row: line.number,
                        &rows
                    )
                } else {
                    unused.append(line.text)
                }
            }
            if !unused.isEmpty {
                rows.remark(
                    .note,
                    row: 1,
                    "Aus dem Vorspann wird nicht gelesen: \(unused.joined(separator: "; ").prefix(200))."
                )
            }
            at = close + 1
        }
    }
}

extension String {
    fileprivate var withoutTrailingBlanks: String {
        var text = self[...]
        while text.last == " " || text.last == "\t" || text.last == "\n" { text.removeLast() }
        return String(text)
    }

    fileprivate var trimmingQuotes: String {
        count > 1 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }
}
