/// Turns a JSON object into a row.
///
/// Comes in: one object. Goes out: a draft, or why it is none. Decides what a key means; unknown keys and values of the
/// wrong kind are carried along as JSON. Never reads `gold`.
struct JSONRow {
    let rules: IntakeRules
    /// Keys in the order in which the last objects had them: all objects of a file mostly agree.
    private var known: [(key: String, column: Column?)] = []

    init(rules: IntakeRules) { self.rules = rules }

    /// Nil when the row was refused.
    mutating func draft(
        _ value: JSONValue,
        row: Int,
        span: Range<Int>,
        raw: some Collection<UInt8>,
        into rows: inout FileRows
    ) -> RowDraft? {
        guard case .object(let members) = value else {
            rows.refuse(
                row: row,
                "Zeile \(row): Hier steht kein JSON-Objekt; erwartet wird {\"text\": \"…\"}.",
                raw: raw
            )
            return nil
        }
        var draft = RowDraft(row: row, span: span)
        var keys = [String?](repeating: nil, count: Column.allCases.count)
        for (index, member) in members.enumerated() {
            if member.key == "gold" { continue }
            guard let column = column(member.key, at: index) else {
                draft.extra.append(ExtraValue(key: member.key, json: member.value.text))
                continue
            }
            if let other = keys[column.rawValue] {
                rows.refuse(
                    row: row,
                    "Zeile \(row): Die Schlüssel „\(other)“ und „\(member.key)“ bedeuten beide „\(column.name)“; bitte einen umbenennen oder löschen.",
                    raw: raw
                )
                return nil
            }
            keys[column.rawValue] = member.key
            guard take(member, as: column, into: &draft, &rows) else {
                rows.refuse(
                    row: row,
                    "Zeile \(row): Der Wert von „\(member.key)“ ist kein Text; bitte in Anführungszeichen setzen.",
                    raw: raw
                )
                return nil
            }
        }
        guard keys[Column.text.rawValue] != nil else {
            rows.refuse(
                row: row,
                "Zeile \(row): Es fehlt der Schlüssel „text“ mit dem Beitrag; bitte ergänzen.",
                raw: raw
            )
            return nil
        }
        return draft
    }

    /// False when the text is no text.
    private func take(_ member: JSONValue.Member, as column: Column, into draft: inout RowDraft, _ rows: inout FileRows)
        -> Bool
    {
        switch (member.value, column) {
        case (.null, _): break
        case (.string(let text), .text): draft.text = LineEnds.normalised(text)
        case (_, .text): return false
        case (.string(let text), _):
            let value = text.trimmed
            if !value.isEmpty { draft[column] = value }
        case (.number(let text), _): draft[column] = text
        default:
            draft.extra.append(ExtraValue(key: member.key, json: member.value.text))
            rows.remark(
                .warning,
                row: draft.row,
                "Der Wert von „\(member.key)“ ist weder Text noch Zahl; er bleibt in „extra“."
            )
        }
        return true
    }

    private mutating func column(_ key: String, at index: Int) -> Column? {
        if known.indices.contains(index), known[index].key == key { return known[index].column }
        if let entry = known.first(where: { $0.key == key }) { return entry.column }
        let column = rules.column(named: key)
        // Objects with ever new keys must not make the list of known ones grow.
        if known.count < 64 { known.append((key, column)) }
        return column
    }
}
