/// Which lines of a protocol are headings.
///
/// Comes in: the line the walk stands at. Goes out: the outline with its heading entered. Decides by marks (#, underline,
/// bold), by what the line says (a phase, "Fachforum: …", "Tisch 3") and by what stands below it ("Wohnen:" above bullets).
/// Never takes a bullet or a long line for a heading.
extension ProtocolWalk {
    /// Enters the heading that begins here, if one does.
    mutating func enterHeading(_ rows: inout FileRows) -> Bool {
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
    func underlineLevel(_ line: ProtocolLine) -> Int? {
        guard line.number < lines.count, !line.isRule, !line.isEscaped,
            line.end - line.content <= Self.longestHeading
        else { return nil }
        let below = lines[line.number]
        guard let level = below.underlineLevel else { return nil }
        let isLong = 2 * (below.end - below.content) >= line.end - line.content
        return level == 1 || isLong || isPlainPhase(line) ? level : nil
    }

    /// Lines that are headings by what they say, without any mark.
    mutating func enterPlainHeading(_ line: ProtocolLine, _ rows: inout FileRows) -> Bool {
        guard line.end - line.content <= Self.longestHeading else { return false }
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

    /// A line that is the name of a phase and nothing else ("Problem: kein Geld" is a card). What comes before or after
    /// the three phases must say "phase": "Abschluss" or "Einstieg" may be a card.
    func isPlainPhase(_ line: ProtocolLine) -> Bool {
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
    func isNumberedPhase(_ line: ProtocolLine) -> Bool {
        guard (0x30...0x39).contains(line.bytes[line.content]),
            line.end - line.content <= Self.longestHeading, isPlainPhase(line)
        else {
            return false
        }
        return rules.phases.saysPhase(line.text) || bulletBelow(line).map { $0.number == nil } ?? false
    }

    /// "Wohnungsmarkt:" above bullets.
    func isColonHeading(_ line: ProtocolLine) -> Bool {
        line.bytes[line.end - 1] == UInt8(ascii: ":") && bulletBelow(line) != nil
            && rules.speakers.turn(line) == nil
    }

    /// The bullet that is next below a line, behind blank lines.
    func bulletBelow(_ line: ProtocolLine) -> ProtocolLine.Bullet? {
        lines[line.number...].first { !$0.isEmpty }?.bullet(after: 0)
    }

    /// "Phase: Kritik", "Fachforum: Wohnen", "Tisch: 3": what names the section below, but not "Veranstaltung: Sommerfest".
    func sectionName(_ line: ProtocolLine) -> (Column, String)? {
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
    func named(_ line: ProtocolLine) -> (Column, String)? {
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
    var standsAlone: Bool {
        guard at + 1 < lines.count else { return true }
        return lines[at + 1].isEmpty || lines[at + 1].heading != nil
    }

    /// A heading without a mark, which may stand right below a bullet.
    func isHeadingBelow(_ line: ProtocolLine) -> Bool {
        guard !line.isEscaped, line.end - line.content <= Self.longestHeading else { return false }
        return line.boldTitle != nil || underlineLevel(line) != nil || isPlainPhase(line)
            || sectionName(line) != nil
            || outline.tableNumber(line.text) != nil || isColonHeading(line)
    }

    private func isTitleOrDate(_ line: ProtocolLine) -> Bool {
        ["title", "titel", "date", "datum"].contains(foldedName(line.text.prefix { $0 != ":" }))
    }

    /// "---", lines "key: value", "---" at the top of the file.
    mutating func readFrontMatter(_ rows: inout FileRows) {
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
        // "Problem: kein Licht" between two rules is a card.
        guard inner.contains(where: { named($0) != nil || isTitleOrDate($0) }) else { return }
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

extension String {
    fileprivate var trimmingQuotes: String {
        count > 1 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
    }
}
