/// How much an expression alone says about its concept.
public enum Strength: String, Codable, Sendable, CaseIterable {
    case strong, normal, weak
}

/// Where an expression may stand.
public enum MatchRole: String, Codable, Sendable, CaseIterable {
    /// The whole word (any inflection).
    case word
    /// The first part of a compound.
    case first
    /// The head of a compound, or the whole word.
    case head
    /// The whole word or any part of a compound.
    case any
    /// Several words, in this order and near each other.
    case phrase
    /// An abbreviation: exactly these letters in this case, a whole word.
    case abbr
}

/// A word, part of a word or phrase that speaks for a concept.
public struct Expression: Sendable, Hashable {
    public var text: String
    public var strength: Strength
    public var role: MatchRole
    /// Line in its file, for messages.
    public var line: Int
    public var file = ""
    /// Nil for most.
    public var condition: Condition?

    /// Neighbours it needs or must not have, within some words.
    public struct Condition: Sendable, Hashable {
        /// One of these must be near; empty: none needed.
        public var needs: [String]
        /// None of these may be near.
        public var notWith: [String]
    }
}

/// An example card of a concept.
public struct ExampleCard: Sendable, Hashable {
    public var phase: WorkshopPhase
    public var text: String
}

/// A thing a city could act on, whatever the polarity: as fine as a heading on a pin board.
public struct Concept: Sendable {
    public var id: String
    public var label: String
    /// Label id → 0…1: the share of careful coders that would give a typical card of this concept the label.
    public var fields: [String: Double]
    public var themes: [String: Double]
    public var napPhases: [String: Double]
    public var broader: String?
    public var related: [String]
    public var expressions: [Expression]
    public var cards: [ExampleCard]
    /// Sentences that use its words and mean something else.
    public var nearMisses: [String]
    public var file: String
    public var line: Int
}

/// Topic-free wording: critique, wish, step, praise, obstacle, filler.
public struct Cue: Sendable {
    public var id: String
    public var dimension: String
    public var value: String
    public var label: String
    public var expressions: [Expression]
    public var cards: [ExampleCard]
    public var nearMisses: [String]
}

extension Concept {
    static func read(_ node: PackNode) throws(PackError) -> Concept {
        try node.allow([
            "id", "label", "fields", "themes", "nap", "broader", "related", "expressions", "conditions", "cards",
            "near_misses", "note",
        ])
        return Concept(
            id: try node.required("id").text(),
            label: try node.required("label").text(),
            fields: try weights(node, "fields"),
            themes: try weights(node, "themes"),
            napPhases: try weights(node, "nap"),
            broader: try node.optional("broader")?.text(),
            related: try node.optional("related")?.texts() ?? [],
            expressions: try readExpressions(node),
            cards: try readCards(node),
            nearMisses: try node.optional("near_misses")?.texts() ?? [],
            file: node.file,
            line: node.line
        )
    }

    private static func weights(_ node: PackNode, _ key: String) throws(PackError) -> [String: Double] {
        var result: [String: Double] = [:]
        for entry in try node.optional(key)?.entries() ?? [] {
            let weight = try entry.value.number()
            guard (0...1).contains(weight) else { throw entry.value.fault("Gewichte liegen zwischen 0 und 1.") }
            result[entry.name] = weight
        }
        return result
    }
}

extension Cue {
    static func read(_ node: PackNode) throws(PackError) -> Cue {
        try node.allow([
            "id", "dimension", "value", "label", "expressions", "conditions", "cards", "near_misses", "note",
        ])
        return Cue(
            id: try node.required("id").text(),
            dimension: try node.required("dimension").text(),
            value: try node.required("value").text(),
            label: try node.required("label").text(),
            expressions: try readExpressions(node),
            cards: try readCards(node),
            nearMisses: try node.optional("near_misses")?.texts() ?? []
        )
    }
}

/// `expressions: {strong: {any: […], phrase: […]}, normal: …, weak: …}`
func readExpressions(_ node: PackNode) throws(PackError) -> [Expression] {
    var result: [Expression] = []
    for group in try node.optional("expressions")?.entries() ?? [] {
        guard let strength = Strength(rawValue: group.name) else {
            throw group.key.fault("Hier wird strong, normal oder weak erwartet, nicht „\(group.name)“.")
        }
        for list in try group.value.entries() {
            guard let role = MatchRole(rawValue: list.name) else {
                throw list.key.fault(
                    "Hier wird word, first, head, any, phrase oder abbr erwartet, nicht „\(list.name)“."
                )
            }
            for text in try list.value.elements() {
                let expression = try text.text()
                guard !expression.trimmed.isEmpty else { throw text.fault("Ein Ausdruck darf nicht leer sein.") }
                result.append(
                    Expression(text: expression, strength: strength, role: role, line: text.line, file: text.file)
                )
            }
        }
    }
    for (condition, node) in try readConditions(node.optional("conditions")) {
        let places = result.indices.filter { result[$0].text == condition.text }
        guard !places.isEmpty else {
            throw node.fault("Die Bedingung nennt „\(condition.text)“; unter expressions steht dieser Ausdruck nicht.")
        }
        for place in places { result[place].condition = condition.condition }
    }
    return result
}

/// An expression with the neighbours it needs or forbids.
struct ConditionedText: Sendable {
    var text: String
    var condition: Expression.Condition
}

/// `[{text: A1, needs: [Kurs, Niveau]}, {text: Wegweiser, not_with: [Programm]}]`
func readConditions(_ node: PackNode?) throws(PackError) -> [(ConditionedText, PackNode)] {
    var result: [(ConditionedText, PackNode)] = []
    for element in try node?.elements() ?? [] {
        try element.allow(["text", "needs", "not_with", "note"])
        let needs = try element.optional("needs")?.texts() ?? []
        let notWith = try element.optional("not_with")?.texts() ?? []
        guard !(needs + notWith).isEmpty else { throw element.fault("Einer Bedingung fehlt needs oder not_with.") }
        result.append(
            (
                ConditionedText(
                    text: try element.required("text").text(),
                    condition: .init(needs: needs, notWith: notWith)
                ), element
            )
        )
    }
    return result
}

private func readCards(_ node: PackNode) throws(PackError) -> [ExampleCard] {
    var result: [ExampleCard] = []
    for group in try node.optional("cards")?.entries() ?? [] {
        guard let phase = WorkshopPhase(rawValue: group.name) else {
            throw group.key.fault("Hier wird kritik, phantasie oder realisierung erwartet, nicht „\(group.name)“.")
        }
        for text in try group.value.texts() { result.append(ExampleCard(phase: phase, text: text)) }
    }
    return result
}
