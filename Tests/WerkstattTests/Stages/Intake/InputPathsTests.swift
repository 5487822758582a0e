import Foundation
import Testing

@testable import Werkstatt

@Suite struct InputPathsTests {
    private func run(_ paths: [String], _ input: String = "") throws -> IntakeCorpus {
        try Intake(rules: commonRules).run(paths, standardInput: { Array(input.utf8) })
    }

    @Test func walksAFolderInOrderAndSaysWhatItPassesOver() throws {
        let folder = Folder()
        folder.write("b.csv", "text\nzwei\n")
        folder.write("a/z.md", "- eins\n")
        folder.write(".versteckt/x.csv", "text\nnie\n")
        folder.write("README.md", "- nie\n")
        folder.write("SOURCE.md", "- nie\n")
        folder.write("threads-1.jsonl", "{\"thread\":\"t\"}")
        folder.write("gold/karten.jsonl", "{\"text\":\"nie\",\"gold\":{}}")
        folder.write("gold/echt.jsonl", "{\"text\":\"drei\"}")
        folder.write("karten.gold.jsonl", "{\"text\":\"nie\"}")
        let corpus = try run([folder.path])
        #expect(corpus.texts == ["eins", "zwei", "drei"])
        #expect(
            corpus.inFileOrder.map { $0.source.file.dropFirst(folder.path.count) } == [
                "/a/z.md", "/b.csv", "/gold/echt.jsonl",
            ]
        )
        #expect(corpus.unread.isEmpty)
        let passedOver = corpus.notices.filter { $0.text.contains("übergangen") }.map {
            String($0.file.dropFirst(folder.path.count))
        }
        #expect(
            passedOver == [
                "/.versteckt", "/README.md", "/SOURCE.md", "/gold/karten.jsonl", "/karten.gold.jsonl",
                "/threads-1.jsonl",
            ]
        )
        #expect(corpus.notices.allSatisfy { $0.level == .note })
    }

    @Test func goldNamedByItselfIsRead() throws {
        let folder = Folder()
        let path = folder.write("gold/karten.jsonl", "{\"text\":\"eins\",\"gold\":{\"fields\":[]}}")
        let corpus = try run([path])
        #expect(corpus.texts == ["eins"])
        #expect(corpus.contributions.first?.extra == [])
    }

    @Test func readsAFileOnce() throws {
        let folder = Folder()
        let path = folder.write("a.csv", "text\neins\n")
        folder.write("kopie.csv", "text\neins\n")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.csv", withDestinationPath: path)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/kreis", withDestinationPath: folder.path)
        let corpus = try run([path, path, folder.path])
        #expect(corpus.texts == ["eins", "eins"])
        let said = corpus.notices.map {
            "\($0.file.split(separator: "/").last!): \($0.text.contains("dasselbe") ? "dasselbe" : $0.text.contains("denselben") ? "Kopie" : $0.text)"
        }
        #expect(
            said == ["a.csv: dasselbe", "a.csv: dasselbe", "kopie.csv: Kopie", "kreis: dasselbe", "link.csv: dasselbe"]
        )
    }

    @Test func foldersWithoutInputs() throws {
        let folder = Folder()
        folder.write("karten.csv/.still", "x")
        folder.write("leer/README", "x")
        let error = #expect(throws: IntakeError.self) { try run([folder.path + "/karten.csv", folder.path + "/leer"]) }
        #expect(error?.unread.count == 2)
        #expect(error?.unread.allSatisfy { $0.reason.contains("enthält keine Eingabedateien") } == true)
    }

    @Test func linksThatLeadNowhereAreSaid() throws {
        let folder = Folder()
        folder.write("a.csv", "text\neins\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/weg.csv",
            withDestinationPath: folder.path + "/gibtsnicht"
        )
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/selbst.csv",
            withDestinationPath: folder.path + "/selbst.csv"
        )
        let corpus = try run([folder.path])
        #expect(corpus.texts == ["eins"])
        #expect(corpus.unread.map { String($0.file.split(separator: "/").last!) } == ["selbst.csv", "weg.csv"])
        #expect(corpus.unread.first?.reason.contains("die im Kreis führt") == true)
        #expect(corpus.unread.last?.reason.contains("gibt es nicht") == true)
    }

    /// Root may read everything; then there is nothing to see here.
    @Test(.enabled(if: geteuid() != 0)) func whatMayNotBeRead() throws {
        let folder = Folder()
        let file = folder.write("zu.csv", "text\neins\n")
        folder.write("auf.csv", "text\nzwei\n")
        folder.write("zu/a.csv", "text\ndrei\n")
        for path in [file, folder.path + "/zu"] {
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        }
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/zu") }
        let corpus = try run([folder.path])
        #expect(corpus.texts == ["zwei"])
        #expect(corpus.unread.count == 2)
        #expect(
            corpus.unread.allSatisfy {
                $0.row == 0 && $0.reason.contains("darf nicht gelesen werden; bitte die Rechte prüfen")
            }
        )
    }

    @Test(arguments: [
        ("text\neins\n", "csv"), ("{\"text\":\"eins\"}\n", "jsonl"), ("[{\"text\":\"eins\"}]", "json"),
        ("- eins\n", "text"), ("Tisch\tKarte\n1\teins\n", "tsv"), ("eins", "text"),
        ("[ ] eins\n", "text"), ("{eins}\n", "text"),
    ])
    func standardInput(text: String, format: String) throws {
        let corpus = try run(["-", "-"], text)
        #expect(corpus.inputs.map(\.format) == [format])
        #expect(corpus.inputs.map(\.name) == ["-"])
        #expect(corpus.contributions.count == 1)
        #expect(corpus.notices.contains { $0.text.contains("zweimal genannt") })
    }

    /// Content decides before the ending does.
    @Test(arguments: [
        ("a.csv", "{\"text\":\"eins\"}\n", "jsonl"), ("a.md", "id;text;Tisch\n1;eins;2\n2;zwei;3\n", "csv"),
        ("a.txt", "[{\"text\":\"eins\"}]", "json"),
        ("a.json", "{\"text\":\"eins\"}\n{\"text\":\"zwei\"}\n", "jsonl"),
        ("a.jsonl", "kaputt\n{\"text\":\"eins\"}\n", "jsonl"), ("a.dat", "- eins\n", "text"),
        ("a.txt", "Karte, die fehlt\n", "text"), ("a.jsonl", "[\n{\"text\":\"eins\"}\n]", "json"),
        ("a", "Karte, Tisch\neins, 2\n", "csv"),
        ("a.txt", "Beitrag\n\nText über Karten; und Tische\n", "text"), ("a.MD", "- eins\n", "markdown"),
    ])
    func formats(name: String, content: String, format: String) throws {
        #expect(try read(name, content).inputs.map(\.format) == [format])
    }

    @Test func listsWhatWasRead() throws {
        let folder = Folder()
        let bytes = Array("\u{FEFF}text;Tisch\r\neins;1\r\n\r\nzwei;2;3\r\n".utf8)
        let corpus = try run([folder.write("a.csv", bytes)])
        #expect(
            corpus.inputs == [
                InputFile(
                    name: folder.path + "/a.csv",
                    sha256: sha256(bytes),
                    bytes: bytes.count,
                    format: "csv",
                    charset: "utf-8-bom",
                    records: 2,
                    contributions: 1,
                    unread: 1
                )
            ]
        )
        #expect(corpus.unread.map(\.row) == [4])
        #expect(corpus.unread.map(\.raw) == ["zwei;2;3"])
    }
}
