/// Puts together what belongs to one card.
///
/// Comes in: the lines of a card. Goes out: a row with the card's text, its attributes, its dots, and what the headings
/// above say. Decides what at the end of a card is no text. Never changes the text otherwise.
extension ProtocolWalk {
    func draft(_ range: Range<Int>) -> RowDraft {
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
    func finish(_ draft: inout RowDraft, _ range: Range<Int>, textStart: Int, _ rows: inout FileRows) {
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

    func take(
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
    func text(_ range: Range<Int>, textStart: Int, ends: [Int]) -> String {
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

    func behindIndent(_ line: ProtocolLine, _ columns: Int) -> Int {
        var (at, indent) = (line.start, 0)
        while at < line.content, indent < columns {
            indent += bytes[at] == 0x09 ? 4 - indent % 4 : 1
            at += 1
        }
        return at
    }
}

extension String {
    fileprivate var withoutTrailingBlanks: String {
        var text = self[...]
        while text.last == " " || text.last == "\t" || text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
