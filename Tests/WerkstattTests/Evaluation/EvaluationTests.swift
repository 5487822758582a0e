import Testing

@testable import Werkstatt

@Suite struct EvaluationTests {
    private func evaluate(_ example: EvaluationCase, in folder: TemporaryFolder) throws -> Evaluation {
        try folder.write("run/contributions.jsonl", example.found)
        if let suggestions = example.suggestions { try folder.write("run/suggestions.jsonl", suggestions) }
        if let threads = example.threads { try folder.write("threads.jsonl", threads) }
        let gold = try folder.write("gold.jsonl", example.gold)
        return try Evaluation(run: folder.path + "/run", gold: [gold], perLabel: true)
    }

    @Test(arguments: EvaluationCase.all)
    func agreesWithTheReferenceScorer(example: EvaluationCase) throws {
        let evaluation = try evaluate(example, in: TemporaryFolder())
        #expect(evaluation.figures.map(\.name) == example.figures.map(\.name))
        for (name, expected) in example.figures {
            switch (evaluation[name], expected) {
            case (.share(let share), .share(let value)): #expect(abs(share - value) < 0.0005, "\(name)")
            case (let value, _): #expect(value == expected, "\(name)")
            }
        }
    }

    @Test func writesFiguresForProgramsAndPeople() throws {
        let evaluation = try evaluate(EvaluationCase.all[0], in: TemporaryFolder())
        let json = try JSONValue(parsing: evaluation.json.utf8)
        #expect(json.members?.map(\.key) == evaluation.figures.map(\.name))
        #expect(json["fields_f1"]?.double == 1)
        #expect(json["pii_recall"] == .null)
        #expect(json["relation_confusion"]?.text == #"{"neu->neu":1}"#)
        #expect(evaluation.table.contains("Handlungsfelder, F1 "))
        #expect(evaluation.table.contains("neu → neu"))
        #expect(!evaluation.table.contains("threads_pair_f1"))
    }

    @Test func aThreadsFileBesideTheGoldIsTaken() throws {
        let folder = try TemporaryFolder()
        let evaluation = try evaluate(EvaluationCase.all[0], in: folder)
        #expect(evaluation["gold_threads"] == .count(1))
        #expect(
            try Evaluation(run: folder.path + "/run", gold: [folder.path + "/gold.jsonl"], threads: [])["gold_threads"]
                == nil
        )
    }

    @Test(arguments: [
        ("gold.jsonl", #"{"id":"k1","text":"Zu laut"}"#, 1, "gold"),
        ("gold.jsonl", "", 0, "keine Karten"),
        (
            "gold.jsonl", "{\"id\":\"k1\",\"text\":\"a\",\"gold\":{}}\n\n{\"id\":\"k1\",\"text\":\"b\",\"gold\":{}}", 3,
            "zweimal"
        ),
        ("gold.jsonl", #"{"id":"k1","text":"Zu laut","gold":"#, 1, "JSON"),
        ("run/contributions.jsonl", #"{"id":"k1"}"#, 1, "text"),
        ("run/suggestions.jsonl", #"{"id":"v1","kind":"neu","evidence":[{"contribution":"k1"}]}"#, 1, "Beleg"),
        ("threads.jsonl", #"{"thread":"t1"}"#, 1, "relation"),
    ])
    func namesTheRowThatCannotBeRead(file: String, text: String, row: Int, word: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("gold.jsonl", #"{"id":"k1","text":"Zu laut","gold":{}}"#)
        try folder.write("run/contributions.jsonl", #"{"id":"k1","text":"Zu laut"}"#)
        try folder.write(file, text)
        let error = try #require(throws: EvaluationError.self) {
            try Evaluation(run: folder.path + "/run", gold: [folder.path + "/gold.jsonl"])
        }
        #expect(error.file.hasSuffix(file))
        #expect(error.row == row)
        #expect(error.message.contains(word))
    }

    @Test func aMissingFileIsNamed() throws {
        let folder = try TemporaryFolder()
        let gold = try folder.write("gold.jsonl", #"{"id":"k1","text":"Zu laut","gold":{}}"#)
        let error = try #require(throws: EvaluationError.self) {
            try Evaluation(run: folder.path + "/run", gold: [gold])
        }
        #expect(error.file == folder.path + "/run/contributions.jsonl")
        #expect(error.description.contains("fehlt"))
    }

    @Test(arguments: [
        ("Frau Dr. Wehner", 9), ("Herrn Özdemir", 6), ("Familie  Çelik", 9), ("Frau", 0), ("Herrmann", 4),
        ("Oksana", 0), ("Prof.Dr. Abu", 9), ("Fr.", 0),
    ])
    func titlesCountNeitherWay(name: String, start: Int) {
        let text = Array(name.unicodeScalars)
        #expect(PersonTitle.without(Span(0, text.count), in: text) == Span(start, text.count))
    }
}
