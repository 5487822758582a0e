import FoundationEssentials
import Testing

@testable import Werkstatt

/// Floors under the figures on the four sample workshops: a change that falls below one needs a reason.
/// The floors lie a little under what was measured; the figures themselves stand in Tests/Results.
@Suite struct QualityTests {
    struct Floor: Sendable, CustomTestStringConvertible {
        var name: String
        var least: Double
        var testDescription: String { name }
    }

    private static func figures(ignoreRoom: Bool, noContext: Bool) async throws -> Evaluation {
        var options = RunOptions()
        options.ignoreRoom = ignoreRoom
        options.noContext = noContext
        let (_, files) = try await Repository.run(Repository.corpora.map(Repository.input), options: options)
        let folder = try TemporaryFolder()
        for file in files { try Data(file.bytes).write(to: URL(filePath: folder.path + "/" + file.name)) }
        return try Evaluation(
            run: folder.path,
            gold: Repository.corpora.map { "\(Repository.root)/Corpora/\($0)/gold/\($0).jsonl" }
        )
    }

    private static func check(_ evaluation: Evaluation, _ floors: [(String, Double)]) throws {
        for (name, least) in floors {
            let value: Double? =
                switch evaluation[name] {
                case .share(let share): share
                case .count(let count): Double(count)
                default: nil
                }
            #expect(try #require(value, "\(name)") >= least, "\(name)")
        }
    }

    @Test func fromACardsOwnWords() async throws {
        try Self.check(
            try await Self.figures(ignoreRoom: true, noContext: true),
            [
                ("balance", 1), ("quotes", 1), ("fields_f1", 0.76), ("fields_macro_f1", 0.75), ("field_main_acc", 0.76),
                ("themes_f1", 0.56), ("nap_f1", 0.63),
            ]
        )
    }

    @Test func withContextButWithoutTheRoomsHeadings() async throws {
        try Self.check(
            try await Self.figures(ignoreRoom: true, noContext: false),
            [
                ("fields_f1", 0.80), ("ideas_pair_f1", 0.38), ("threads_f1", 0.54), ("threads_pair_f1", 0.41),
                ("relation_acc", 0.60), ("measure_hit1", 0.74),
                ("measure_hit3", 0.88), ("suggested", 0.95),
            ]
        )
    }

    @Test func withTheRoomsHeadings() async throws {
        try Self.check(
            try await Self.figures(ignoreRoom: false, noContext: false),
            [("fields_f1", 0.81), ("ideas_pair_f1", 0.45), ("threads_f1", 0.62)]
        )
    }
}
