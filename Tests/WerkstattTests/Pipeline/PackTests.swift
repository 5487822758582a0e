import FoundationEssentials
import Testing

@testable import Werkstatt

/// A broken pack is refused with file, line, column and the offending line.
@Suite struct PackTests {
    /// Slip → (file, what to replace, by what, line of the message, part of the message)
    static let slips: [(file: String, from: String, to: String, line: Bool, message: String)] = [
        ("pipeline.yaml", "id: aachen", "id: [aachen", true, "YAML nicht lesbar"),
        ("pipeline.yaml", "  - id: H2", "  - id: H1", true, "„H1“ steht zweimal da"),
        ("pipeline.yaml", "catalogue: catalogue.csv", "catalogue: katalog.csv", true, "fehlt"),
        ("pipeline.yaml", "builds_on: [../common]", "builds_on: [../gemeinsam]", true, "fehlt neben diesem Ordner"),
        ("pipeline.yaml", "city: Aachen", "stadt: Aachen", true, "„stadt“ ist unbekannt"),
        ("pipeline.yaml", "version: \"1\"", "fassung: \"1\"", true, "„fassung“ ist unbekannt"),
        (
            "../common/pipeline.yaml", "fields_first: {value: 0.35", "fields_first: {value: 35", true,
            "zwischen 0.0 und 1.0"
        ),
        (
            "../common/pipeline.yaml", "fields_first: {value: 0.35", "fields_first: {value: 0,35", true,
            "„35“ ist unbekannt"
        ),
        (
            "../common/pipeline.yaml", "  fields_first:", "  fields_frist:", true,
            "Den Parameter „fields_frist“ gibt es nicht"
        ),
        ("../common/thesaurus/sport.yaml", "label: Sport", "label: Sport\n  fields: {H4: 2}", true, "zwischen 0 und 1"),
        ("../common/thesaurus/sport.yaml", "strong:", "stark:", true, "strong, normal oder weak"),
        (
            "../common/thesaurus/sport.yaml", "- id: sport", "- id: sport\n  related: [gibtsnicht]", false,
            "den gibt es nicht"
        ),
    ]

    @Test(arguments: slips.indices) func namesThePlace(number: Int) throws {
        let slip = Self.slips[number]
        let folder = try TemporaryFolder()
        try Self.copyPack(to: folder.path)
        let path = folder.path + "/aachen/" + slip.file
        let text = String(decoding: try #require(readFile(path)), as: UTF8.self)
        #expect(text.contains(slip.from))
        let broken = text.replacingOccurrences(of: slip.from, with: slip.to, maxReplacements: 1)
        try Data(broken.utf8).write(to: URL(filePath: path))
        let error = try #require(throws: PackError.self) {
            let pack = try Pack(folder: folder.path + "/aachen")
            _ = try Lexicon(pack)
        }
        #expect(error.description.contains(slip.message), "\(error.description)")
        #expect(error.file.hasSuffix(slip.file.split(separator: "/").last!))
        if slip.line {
            #expect(error.line > 0 && error.column > 0)
            #expect(broken.split(separator: "\n", omittingEmptySubsequences: false)[error.line - 1] == error.lineText)
        }
    }

    @Test func refusesWhatIsNoPack() {
        #expect(throws: PackError.self) { try Pack(folder: "/gibt/es/nicht") }
        #expect(throws: PackError.self) { try Pack(folder: "/tmp") }
    }

    /// The Aachen pack on a thesaurus of one concept: quick to read.
    private static func copyPack(to folder: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder + "/common/thesaurus", withIntermediateDirectories: true)
        try manager.createDirectory(atPath: folder + "/aachen", withIntermediateDirectories: true)
        let source = Repository.root + "/Pipelines/"
        for layer in ["common", "aachen"] {
            for name in try manager.contentsOfDirectory(atPath: source + layer)
            where name != "thesaurus" && !name.hasPrefix(".") {
                try manager.copyItem(atPath: source + layer + "/" + name, toPath: "\(folder)/\(layer)/\(name)")
            }
        }
        try Data("measures: {}\n".utf8).write(to: URL(filePath: folder + "/aachen/measures.yaml"))
        let concept = """
            concepts:
            - id: sport
              label: Sport
              expressions:
                strong:
                  any: [Sportverein]
              cards:
                kritik:
                  - "Zu wenig Hallenzeiten"
            """
        try Data((concept + "\n").utf8).write(to: URL(filePath: folder + "/common/thesaurus/sport.yaml"))
    }
}

extension String {
    func replacingOccurrences(of target: String, with replacement: String, maxReplacements: Int) -> String {
        replacing(target, with: replacement, maxReplacements: maxReplacements)
    }
}
