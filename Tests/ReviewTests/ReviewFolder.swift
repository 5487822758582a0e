import Foundation

@testable import Review
@testable import Werkstatt

/// Folders with the results of real runs over the sample workshops, for the tests of the review.
enum ReviewFolder {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    static let pack = try! Pack(folder: root + "/Pipelines/aachen")
    static let knowledge = try! Knowledge.of(pack)
    static let all = ["gesundheit-sport", "kultur-haltung", "sprache-arbeit", "wohnen-quartier"]

    /// A folder of its own; gone with its owner.
    final class Temporary {
        let path: String

        init() throws {
            path = FileManager.default.temporaryDirectory.path + "/werkstatt-review-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var journal: String { Journal.path(in: path) }
    }

    static func input(_ corpus: String) -> String { "\(root)/Corpora/\(corpus)/input" }

    /// A run as the command does it: journal honoured, decisions carried over.
    @discardableResult
    static func run(
        _ corpora: [String] = ["kultur-haltung"],
        inputs: [String] = [],
        into folder: String,
        decisions: String? = nil,
        pack: Pack = pack
    ) async throws -> RunResults {
        let place = try JournalPlace(output: folder, given: decisions)
        var options = RunOptions()
        options.jobs = 2
        if let journal = decisions ?? (Journal.exists(Journal.path(in: folder)) ? Journal.path(in: folder) : nil) {
            try options.honour(Journal(path: journal, create: false))
        }
        let intake = try Intake(rules: pack.intake).run(corpora.map(input) + inputs, standardInput: { [] })
        let results = try await Line(pack: pack, knowledge: knowledge, options: options).run(intake) { _ in }
        try ResultFiles(results, pack: pack, options: options).write(to: folder)
        _ = try place.carryOver(pack: pack)
        return results
    }

    /// A fresh copy of a run over one workshop, made once.
    static func fresh() async throws -> Temporary {
        let template = try await templateTask.value
        let copy = try Temporary()
        for name in try FileManager.default.contentsOfDirectory(atPath: template.path) {
            try FileManager.default.copyItem(atPath: template.path + "/" + name, toPath: copy.path + "/" + name)
        }
        return copy
    }

    private struct Template: Sendable { let path: String }

    private static let templateTask = Task { () -> Template in
        let path = FileManager.default.temporaryDirectory.path + "/werkstatt-review-template-\(getpid())"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try await run(into: path)
        atexit {
            try? FileManager.default.removeItem(
                atPath: FileManager.default.temporaryDirectory.path + "/werkstatt-review-template-\(getpid())"
            )
        }
        return Template(path: path)
    }

    static func desk(_ folder: Temporary) throws -> Desk { try Desk(folder: folder.path, pack: pack) }

    /// Everything that lies in a folder, as one text; also what SQLite keeps beside the journal.
    static func bytes(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map {
            ($0, Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))))
        }
    }
}
