import Testing

@testable import Werkstatt

/// What an expression finds and what it does not: roles, phrases, neighbours, contrast.
struct ExpressionMatcherTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var expression: String
        var role: MatchRole
        var text: String
        /// What is found, "" for nothing.
        var found: String
        var testDescription: String { "\(role.rawValue) „\(expression)“ in „\(text)“" }

        init(_ expression: String, _ role: MatchRole, _ text: String, _ found: String) {
            self.expression = expression
            self.role = role
            self.text = text
            self.found = found
        }
    }

    static let rows = [
        Row("Kurs", .word, "Der Kurs ist voll", "Kurs"), Row("Kurs", .word, "Die Kurse sind voll", "Kurse"),
        Row("Kurs", .word, "Sprachkurs am Abend", ""),
        Row("Kurs", .head, "Sprachkurs am Abend", "Sprachkurs"), Row("Kurs", .head, "Kursleitung gesucht", ""),
        Row("Kurs", .first, "Kursleitung gesucht", "Kursleitung"),
        Row("Kurs", .first, "Der Kurs ist voll", ""), Row("Kurs", .any, "Kursleitung gesucht", "Kursleitung"),
        Row("Kurs", .any, "Der Diskurs ist hart", ""),
        Row("Sprachkurs", .any, "Abend-Sprachkurse fehlen", "Abend-Sprachkurse"),
        Row("Arzt", .any, "Zu wenig Ärzte", "Ärzte"),
        Row("Schüler", .any, "Die Schule ist weit", ""),
        Row("Schüler", .any, "Schülerinnen und Schüler", "Schülerinnen"), Row("Schule", .any, "Die Schüler warten", ""),
        Row("Kind", .any, "Viele Kinder warten", "Kinder"),
        Row("Forderung", .word, "Förderung beantragen", ""),
        Row("Förderung", .word, "Unsere Forderung bleibt", ""),
        Row("Einwohner", .any, "Alle Einwohner*innen", "Einwohner*innen"),
        Row("Einwohner", .any, "EinwohnerInnen", "EinwohnerInnen"),
        Row("Sport", .any, "Der Transport ist teuer", ""), Row("essen", .any, "Unsere Interessen zählen", ""),
        Row("sucht", .any, "Ich habe gesucht", ""),
        Row("Platz im Kurs", .phrase, "Noch kein Platz in einem Kurs", "Platz in einem Kurs"),
        Row("Platz im Kurs", .phrase, "Platz für den neuen Kurs", "Platz für den neuen Kurs"),
        Row("Platz im Kurs", .phrase, "Der Platz ist leer. Der Kurs ist voll.", ""),
        Row("Platz im Kurs", .phrase, "Platz vor dem alten grauen hohen Haus, Kurs drin", ""),
        Row("zu wenig", .phrase, "Zu wenig Räume", "Zu wenig"),
        Row("zu wenig", .phrase, "Zu viele Regeln, wenig Zeit", ""),
        Row("DaZ", .abbr, "DaZ in der Schule", "DaZ"), Row("DaZ", .abbr, "dazu in der Schule", ""),
        Row("DaZ", .abbr, "Ein DaZ-Kurs", "DaZ-Kurs"), Row("MO", .abbr, "Mo bis Fr", ""),
        Row("Sprache", .any, "Es geht nicht um Sprache, sondern um Respekt", ""),
        Row("Respekt", .any, "Es geht nicht um Sprache, sondern um Respekt", "Respekt"),
        Row("Deutschkurs", .any, "Keine Deutschkurse, sondern Wohnungen", ""),
        Row("Deutschkurs", .any, "Nicht nur Deutschkurse, sondern auch Wohnungen", "Deutschkurse"),
        Row("Deutschkurs", .any, "Kein Deutschkurs am Abend", "Deutschkurs"),
        Row("Sport", .any, "Kein Bedarf an Sport", ""),
        Row("Ball", .any, "Wir müssen am Ball bleiben", ""), Row("Ball", .any, "Ein Ball für jede Gruppe", "Ball"),
        Row("Praxis", .any, "In der Praxis scheitert das", ""),
        Row("Praxis", .any, "Die Praxis sucht eine Ärztin", "Praxis"),
        Row("A1", .abbr, "Stau auf der A1", ""), Row("A1", .abbr, "Kurs A1 am Morgen", "A1"),
    ]

    @Test(arguments: rows)
    func finds(_ row: Row) throws {
        let expression = Expression(text: row.expression, strength: .strong, role: row.role, line: 1)
        #expect(try Bench.shared.found([expression], row.text) == (row.found.isEmpty ? [] : [row.found]))
    }

    @Test func theLongestMatchWins() throws {
        let expressions = [
            ("Bildung", MatchRole.any), ("Weiterbildung", .any), ("Platz", .any),
            ("Platz in der Weiterbildung", .phrase),
        ].map {
            Expression(text: $0.0, strength: .strong, role: $0.1, line: 1)
        }
        #expect(try Bench.shared.found(expressions, "Weiterbildung für alle") == ["Weiterbildung"])
        #expect(
            try Bench.shared.found(expressions, "Einen Platz in der Weiterbildung finden") == [
                "Platz in der Weiterbildung"
            ]
        )
        #expect(try Bench.shared.found(expressions, "Bildung und Platz") == ["Bildung", "Platz"])
    }

    @Test func neighboursAreNeededOrForbidden() throws {
        let needs = Expression(
            text: "Wegweiser",
            strength: .strong,
            role: .any,
            line: 1,
            condition: .init(needs: ["Programm"], notWith: ["Broschüre"])
        )
        #expect(try Bench.shared.found([needs], "Das Programm Wegweiser stärken") == ["Wegweiser"])
        #expect(try Bench.shared.found([needs], "Ein Wegweiser im Rathaus") == [])
        #expect(try Bench.shared.found([needs], "Wegweiser als Broschüre zum Programm") == [])
    }
}

/// The pack of Aachen and what was counted from it, read once for all tests of the lexicon.
struct Bench: Sendable {
    let pack: Pack
    let knowledge: Knowledge
    static let shared: Bench = {
        let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let pack = try! Pack(folder: "/\(root)/Pipelines/aachen")
        return Bench(pack: pack, knowledge: try! Knowledge.of(pack))
    }()

    func words(_ text: String, _ lexis: inout Lexis) throws -> [Word] {
        try Tokenizer(builder: knowledge.builder()).words(of: CleanText(Array(text.utf8)), into: &lexis)
    }

    /// The texts that the expressions (with the pack's steering words) find.
    func found(_ expressions: [Expression], _ text: String) throws -> [String] {
        var lexis = Lexis()
        let builder = knowledge.builder()
        var owned = expressions.map {
            OwnedExpression(expression: $0, entry: ExpressionEntry(layer: .concept, owner: 0, strength: .strong))
        }
        for (wording, text, _, _) in pack.words.control {
            owned.append(
                OwnedExpression(
                    expression: Expression(
                        text: text,
                        strength: .strong,
                        role: text.contains(" ") ? .phrase : .word,
                        line: 0
                    ),
                    entry: ExpressionEntry(layer: .control, owner: wording.rawValue, strength: .strong)
                )
            )
        }
        var own = Lexis()
        let index = ExpressionIndex(owned, lists: pack.words, stemmer: builder.stemmer) { text in
            ((try? self.words(text, &own)) ?? []).map { own[$0.form] }
        }
        let words = try self.words(text, &lexis)
        let bytes = Array(text.utf8)
        return ExpressionMatcher(index, pack.parameters).match(words, lexis).hits.map {
            String(decoding: bytes[Int(words[Int($0.first)].start)..<Int(words[Int($0.last)].end)], as: UTF8.self)
        }
    }

    func tag(_ text: String) throws -> Tagging {
        var lexis = Lexis()
        let words = try self.words(text, &lexis)
        return Tagger(knowledge: knowledge, pack: pack).tag(words, lexis, text: text)
    }
}
