import Foundation

@testable import Werkstatt

/// Packs and folders of the tests.
enum CheckSupport {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    /// Aachen without the gates of the lexicon, whose exams take minutes in a debug build and have tests of their own.
    static let aachen: (pack: Pack, lexicon: Lexicon, knowledge: Knowledge) = {
        do {
            var pack = try Pack(folder: root + "/Pipelines/aachen")
            let slow: Set<Gate.Kind> = [.lexiconErrors, .lexiconWarnings, .nearMisses, .lexiconFieldsF1]
            pack.gates.removeAll { slow.contains($0.kind) }
            return (pack, try Lexicon(pack), try Knowledge.of(pack))
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    static func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/werkstatt-check-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    static func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    static func results(_ inputs: [String], standardInput: String = "") async throws -> RunResults {
        let intake = try Intake(rules: aachen.pack.intake).run(inputs, standardInput: { Array(standardInput.utf8) })
        return try await Line(pack: aachen.pack, knowledge: aachen.knowledge, options: RunOptions()).run(intake) { _ in
        }
    }

    /// A card as a run leaves it.
    static func card(_ number: Int, fields: [String], workshop: String = "Probe", status: Status = .kept)
        -> ReadyContribution
    {
        ReadyContribution(
            contribution: Contribution(
                id: "\(workshop)-\(number)",
                workshop: workshop,
                phase: .kritik,
                text: "Karte \(number)",
                source: Source(file: "karten.csv", row: number)
            ),
            status: status,
            statusReason: nil,
            duplicateOf: nil,
            redactions: [],
            polarity: nil,
            fields: fields.map { Label(id: $0, score: 0.5, evidence: []) },
            themes: [],
            napPhases: [],
            targetGroups: [],
            idea: nil,
            thread: nil
        )
    }
}
