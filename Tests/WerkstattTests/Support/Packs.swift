import FoundationEssentials

@testable import Werkstatt

/// The repository's own packs and corpora, read once for all tests.
enum Repository {
    static let root: String = {
        var parts = #filePath.split(separator: "/")
        parts.removeLast(4)
        return "/" + parts.joined(separator: "/")
    }()

    static let aachen = load("aachen")
    static let staedteregion = load("staedteregion")
    static let corpora = ["gesundheit-sport", "kultur-haltung", "sprache-arbeit", "wohnen-quartier"]

    static func input(_ corpus: String) -> String { "\(root)/Corpora/\(corpus)/input" }

    private static func load(_ name: String) -> (pack: Pack, knowledge: Knowledge) {
        do {
            let pack = try Pack(folder: "\(root)/Pipelines/\(name)")
            return (pack, try Knowledge.of(pack))
        } catch {
            preconditionFailure("\(error)")
        }
    }

    /// A whole run in memory.
    static func run(
        _ paths: [String],
        pack: (pack: Pack, knowledge: Knowledge) = aachen,
        options: RunOptions = RunOptions()
    ) async throws -> (results: RunResults, files: [ResultFiles.File]) {
        let intake = try Intake(rules: pack.pack.intake).run(paths, standardInput: { [] })
        let results = try await Line(pack: pack.pack, knowledge: pack.knowledge, options: options).run(intake) { _ in }
        return (results, ResultFiles(results, pack: pack.pack, options: options).files)
    }
}
