/// A lexicon as a table for spreadsheets and MAXQDA, and as SKOS.
///
/// Comes in: a lexicon. Goes out: CSV (one expression a row, semicolons, UTF-8) or Turtle; CSV back into YAML. Decides
/// nothing: what the table does not hold (cards, near misses) is kept from the lexicon.
public enum LexiconTable {
    static let columns = ["begriff", "bezeichnung", "ausdruck", "staerke", "rolle", "braucht", "nicht_mit"]

    public static func csv(_ lexicon: Lexicon) -> String {
        var out = columns.joined(separator: ";") + "\n"
        for concept in lexicon.concepts {
            for expression in concept.expressions {
                let condition = expression.condition
                out +=
                    [
                        concept.id, concept.label, expression.text, expression.strength.rawValue,
                        expression.role.rawValue,
                        (condition?.needs ?? []).joined(separator: "|"),
                        (condition?.notWith ?? []).joined(separator: "|"),
                    ].map(quoted).joined(separator: ";") + "\n"
            }
        }
        return out
    }

    private static func quoted(_ text: String) -> String {
        text.contains { $0 == ";" || $0 == "\"" || $0.isNewline }
            ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// SKOS in Turtle: strong and normal expressions are altLabels, weak ones and parts of compounds hiddenLabels.
    public static func skos(_ lexicon: Lexicon, base: String) -> String {
        func literal(_ text: String) -> String {
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
                + "\"@de"
        }
        var out =
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix : <\(base)> .\n\n:thesaurus a skos:ConceptScheme .\n"
        for concept in lexicon.concepts {
            var lines = ["a skos:Concept", "skos:inScheme :thesaurus", "skos:prefLabel \(literal(concept.label))"]
            var seen: Set<String> = [concept.label]
            for expression in concept.expressions where seen.insert(expression.text).inserted {
                let hidden = expression.strength == .weak || expression.role == .first || expression.role == .head
                lines.append("skos:\(hidden ? "hiddenLabel" : "altLabel") \(literal(expression.text))")
            }
            if let broader = concept.broader { lines.append("skos:broader :\(broader)") }
            for other in concept.related { lines.append("skos:related :\(other)") }
            for card in concept.cards { lines.append("skos:example \(literal(card.text))") }
            for miss in concept.nearMisses { lines.append("skos:scopeNote \(literal("Nicht gemeint: " + miss))") }
            out += "\n:\(concept.id) " + lines.joined(separator: " ;\n    ") + " .\n"
        }
        return out
    }

    /// A table that cannot be taken over, with the row.
    public struct Fault: Error, CustomStringConvertible {
        public var row: Int
        public var text: String
        public var description: String { "Zeile \(row): \(text)" }
    }

    /// The lexicon with the expressions of a table: a concept that the table names gets exactly the table's expressions; unknown
    /// concepts are new. Only begriff and ausdruck are needed; MAXQDA's "Kategorie;Suchbegriff" is understood.
    /// - Returns: the changed and new concepts as YAML, in the order of the lexicon, new ones last.
    public static func yaml(importing bytes: [UInt8], into lexicon: Lexicon) throws(Fault) -> String {
        let rows = rows(String(decoding: bytes, as: UTF8.self))
        guard let head = rows.first?.map({ $0.lowercased() }) else {
            throw Fault(row: 1, text: "Die Tabelle ist leer.")
        }
        func column(_ names: [String]) -> Int? { head.firstIndex { names.contains($0) } }
        guard let conceptColumn = column(["begriff", "kategorie", "code"]),
            let textColumn = column(["ausdruck", "suchbegriff", "suchausdruck"])
        else {
            throw Fault(row: 1, text: "Es fehlen die Spalten begriff und ausdruck.")
        }
        let labelColumn = column(["bezeichnung"])
        let strengthColumn = column(["staerke", "stärke"])
        let roleColumn = column(["rolle"])
        let needsColumn = column(["braucht"])
        let notColumn = column(["nicht_mit"])
        var order: [String] = []
        var expressions: [String: [Expression]] = [:]
        var labels: [String: String] = [:]
        for (number, row) in rows.enumerated().dropFirst() {
            func cell(_ column: Int?) -> String { column.flatMap { $0 < row.count ? row[$0].trimmed : nil } ?? "" }
            let id = cell(conceptColumn)
            let text = cell(textColumn)
            if id.isEmpty, text.isEmpty { continue }
            guard !id.isEmpty, !text.isEmpty else { throw Fault(row: number + 1, text: "Begriff oder Ausdruck fehlt.") }
            guard let strength = Strength(rawValue: cell(strengthColumn).isEmpty ? "normal" : cell(strengthColumn))
            else {
                throw Fault(
                    row: number + 1,
                    text: "Die Stärke heißt strong, normal oder weak, nicht „\(cell(strengthColumn))“."
                )
            }
            guard
                let role = MatchRole(
                    rawValue: cell(roleColumn).isEmpty ? (text.contains(" ") ? "phrase" : "any") : cell(roleColumn)
                )
            else {
                throw Fault(
                    row: number + 1,
                    text: "Die Rolle heißt word, first, head, any, phrase oder abbr, nicht „\(cell(roleColumn))“."
                )
            }
            func list(_ column: Int?) -> [String] { cell(column).split(separator: "|").map { String($0) } }
            let needs = list(needsColumn)
            let notWith = list(notColumn)
            if expressions[id] == nil { order.append(id) }
            labels[id] = cell(labelColumn)
            expressions[id, default: []].append(
                Expression(
                    text: text,
                    strength: strength,
                    role: role,
                    line: 0,
                    condition: (needs + notWith).isEmpty ? nil : .init(needs: needs, notWith: notWith)
                )
            )
        }
        let known = Dictionary(uniqueKeysWithValues: lexicon.concepts.enumerated().map { ($1.id, $0) })
        var concepts: [Concept] = []
        for (number, concept) in lexicon.concepts.enumerated() {
            guard let new = expressions[concept.id] else { continue }
            concepts.append(lexicon.concepts[number])
            concepts[concepts.count - 1].expressions = new
        }
        for id in order where known[id] == nil {
            concepts.append(
                Concept(
                    id: id,
                    label: labels[id].flatMap { $0.isEmpty ? nil : $0 } ?? id,
                    fields: [:],
                    themes: [:],
                    napPhases: [:],
                    broader: nil,
                    related: [],
                    expressions: expressions[id]!,
                    cards: [],
                    nearMisses: [],
                    file: "",
                    line: 0
                )
            )
        }
        return "concepts:\n" + concepts.map(yaml).joined()
    }

    /// A concept as it stands in a thesaurus file.
    static func yaml(_ concept: Concept) -> String {
        func quote(_ text: String) -> String {
            "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
        }
        func number(_ value: Double) -> String { value == value.rounded() ? String(Int(value)) : String(value) }
        var out = "- id: \(concept.id)\n  label: \(quote(concept.label))\n"
        for (key, weights) in [("fields", concept.fields), ("themes", concept.themes), ("nap", concept.napPhases)]
        where !weights.isEmpty {
            out +=
                "  \(key): {"
                + weights.sorted { $0.key < $1.key }.map { "\($0.key): \(number($0.value))" }.joined(separator: ", ")
                + "}\n"
        }
        if let broader = concept.broader { out += "  broader: \(broader)\n" }
        if !concept.related.isEmpty { out += "  related: [\(concept.related.joined(separator: ", "))]\n" }
        if !concept.expressions.isEmpty { out += "  expressions:\n" }
        for strength in Strength.allCases where concept.expressions.contains(where: { $0.strength == strength }) {
            out += "    \(strength.rawValue):\n"
            for role in MatchRole.allCases {
                let texts = concept.expressions.filter { $0.strength == strength && $0.role == role }.map {
                    quote($0.text)
                }
                if !texts.isEmpty { out += "      \(role.rawValue): [\(texts.joined(separator: ", "))]\n" }
            }
        }
        let conditioned = concept.expressions.filter { $0.condition != nil }
        if !conditioned.isEmpty { out += "  conditions:\n" }
        for expression in conditioned {
            let lists = [("needs", expression.condition!.needs), ("not_with", expression.condition!.notWith)].filter {
                !$0.1.isEmpty
            }
            out +=
                "    - {text: \(quote(expression.text)), "
                + lists.map { "\($0.0): [\($0.1.map(quote).joined(separator: ", "))]" }.joined(separator: ", ") + "}\n"
        }
        if !concept.cards.isEmpty { out += "  cards:\n" }
        for phase in WorkshopPhase.allCases where concept.cards.contains(where: { $0.phase == phase }) {
            out +=
                "    \(phase.rawValue):\n"
                + concept.cards.filter { $0.phase == phase }.map { "      - \(quote($0.text))\n" }.joined()
        }
        if !concept.nearMisses.isEmpty {
            out += "  near_misses:\n" + concept.nearMisses.map { "    - \(quote($0))\n" }.joined()
        }
        return out
    }

    /// Records of a table with semicolons, commas or tabs (what the first line has most of), quotes doubled inside quotes.
    private static func rows(_ text: String) -> [[String]] {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        let head = text.prefix { !$0.isNewline }
        let separator = [";", "\t", ","].max { a, b in head.count { String($0) == a } < head.count { String($0) == b }
        }!
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var quoted = false
        var last: Character = " "
        for character in text {
            if quoted {
                if character == "\"" { quoted = false } else { cell.append(character) }
            } else if character == "\"" {
                if last == "\"" { cell.append("\"") }
                quoted = true
            } else if String(character) == separator {
                row.append(cell)
                cell = ""
            } else if character.isNewline {
                rows.append(row + [cell])
                row = []
                cell = ""
            } else {
                cell.append(character)
            }
            last = character
        }
        if !cell.isEmpty || !row.isEmpty { rows.append(row + [cell]) }
        return rows
    }
}
