/// A JSON object of a result file with typed look-ups that name the key that is missing.
struct ResultRow {
    struct Missing: Error, CustomStringConvertible {
        var key: String
        var description: String { "der Schlüssel „\(key)“ fehlt oder hat einen anderen Wert als erwartet" }
    }

    let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    func optional(_ key: String) -> String? { value[key]?.string }

    func text(_ key: String) throws -> String {
        guard let text = value[key]?.string else { throw Missing(key: key) }
        return text
    }

    func int(_ key: String) throws -> Int {
        guard let number = value[key]?.int else { throw Missing(key: key) }
        return number
    }

    func number(_ key: String) throws -> Double {
        guard let number = value[key]?.double else { throw Missing(key: key) }
        return number
    }

    func texts(_ key: String) throws -> [String] {
        guard let values = value[key]?.array else { throw Missing(key: key) }
        return try values.map { value in
            guard let text = value.string else { throw Missing(key: key) }
            return text
        }
    }

    func rows(_ key: String) throws -> [ResultRow] {
        guard let values = value[key]?.array else { throw Missing(key: key) }
        return values.map(ResultRow.init)
    }

    func optionalRow(_ key: String) throws -> ResultRow? { value[key].flatMap { $0.isNull ? nil : ResultRow($0) } }

    func scalar(_ key: String) -> Scalar? {
        if let number = value[key]?.int { return .number(number) }
        return value[key]?.string.map { .text($0) }
    }

    /// Start and end, when there are both.
    var span: Span? {
        guard let start = value["start"]?.int, let end = value["end"]?.int else { return nil }
        return Span(start, end)
    }

    func labels(_ key: String) throws -> [Label] {
        try rows(key).map { row in
            let evidence = try row.rows("evidence").map {
                Evidence(entry: try $0.text("entry"), span: $0.span, weight: try $0.number("weight"))
            }
            return Label(id: try row.text("id"), score: try row.number("score"), evidence: evidence)
        }
    }

    /// An object of numbers as named parts, in its order.
    func parts() throws -> [ScorePart] {
        try (value.members ?? []).map { member in
            guard let number = member.value.double else { throw Missing(key: member.key) }
            return ScorePart(member.key, number)
        }
    }
}
