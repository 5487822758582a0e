import Foundation
import Testing

@testable import Werkstatt

@Suite struct ResultFilesTests {
    private let files = ResultFiles(SampleRun.results, pack: SampleRun.pack)

    private func lines(_ name: String, in files: ResultFiles? = nil) throws -> [JSONValue] {
        let file = try #require((files ?? self.files).files.first { $0.name == name })
        return try file.bytes.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: $0) }
    }

    @Test func areThoseOfTheContract() {
        let names = [
            "contributions.jsonl", "ideas.jsonl", "threads.jsonl", "suggestions.jsonl", "measures.jsonl",
            "unread.jsonl", "report.html", "manifest.json",
        ]
        #expect(files.files.map(\.name) == names)
        for file in files.files {
            #expect(file.bytes.last == UInt8(ascii: "\n"))
            #expect(!file.bytes.contains(UInt8(ascii: "\r")))
        }
    }

    @Test(arguments: [
        (
            "contributions.jsonl",
            "id workshop phase phase_origin table color room_cluster points room_points rating text extra source status status_reason duplicate_of redactions polarity fields themes nap_phases target_groups idea thread"
        ),
        ("ideas.jsonl", "id phase label representative members words fields nap_phases points workshops tables thread"),
        ("threads.jsonl", "id label ideas links fields themes nap_phases contributions voices points"),
        ("suggestions.jsonl", "id kind thread measures title draft fields nap_phases evidence score reasons"),
        ("measures.jsonl", "number title threads kritik phantasie realisierung silent suggestions"),
        ("unread.jsonl", "file row reason raw"),
        ("manifest.json", "program pack lexicon unicode flags parameters inputs outputs counts groups balance"),
    ])
    func keysStandInOrder(file: String, keys: String) throws {
        let lines = try lines(file)
        #expect(!lines.isEmpty)
        for line in lines { #expect(line.members?.map(\.key).joined(separator: " ") == keys) }
    }

    @Test func contributionsKeepEverything() throws {
        let first = try lines("contributions.jsonl")[0]
        #expect(first["phase_origin"]?.string == "given")
        #expect(first["table"]?.int == 1)
        #expect(first["extra"]?.text == #"{"Tafel":"links"}"#)
        #expect(first["source"]?.text == #"{"file":"/srv/eingang/x","row":2,"refers_to":null}"#)
        #expect(
            first["fields"]?.text
                == #"[{"id":"H3","score":0.75,"evidence":[{"entry":"Wohnung","start":0,"end":2,"weight":0.5},{"entry":"Überschrift","start":null,"end":null,"weight":0.25}]}]"#
        )
        let phone = try #require(try lines("contributions.jsonl").first { $0["id"]?.string == "w05" })
        #expect(phone["text"]?.string == SampleRun.phoneText)
        #expect(
            phone["redactions"]?.text == #"[{"start":11,"end":23,"type":"name"},{"start":33,"end":46,"type":"phone"}]"#
        )
        #expect(try lines("contributions.jsonl").first { $0["id"]?.string == "w10" }?["phase"] == .null)
    }

    @Test func suggestionsQuoteAndDraft() throws {
        let suggestions = try lines("suggestions.jsonl")
        #expect(suggestions[0]["draft"]?["kosten"]?.string == "offen")
        #expect(suggestions[0]["draft"]?["finanzierung"]?.string == "offen")
        #expect(
            suggestions[0]["draft"]?["beschreibung"]?.text
                == #"[{"text":"VHS + KI legen die Wartelisten zusammen, ab Herbst 2022","origin":"contribution","from":"z03","start":0,"end":55}]"#
        )
        #expect(suggestions[0]["score"]?.text == #"{"total":0.8,"Breite (Tische)":0.4,"Punkte":0.65}"#)
        #expect(
            suggestions[0]["measures"]?.text
                == #"[{"number":"1.02","score":0.61,"parts":{"Begriffe":0.4,"Wörter":0.21}}]"#
        )
        for quote in suggestions.flatMap({ $0["evidence"]?.array ?? [] }) {
            let text = try #require(SampleRun.cards.first { $0.id == quote["contribution"]?.string }?.contribution.text)
            #expect(
                quote["quote"]?.string
                    == text.slice(Span(try #require(quote["start"]?.int), try #require(quote["end"]?.int)))
            )
        }
    }

    @Test func theManifestSealsTheRun() throws {
        let manifest = try lines("manifest.json")[0]
        #expect(
            manifest["balance"]?.text
                == #"{"read":19,"kept":12,"filler":1,"offtopic":1,"foreign":1,"illegible":1,"empty":1,"erased":1,"unread":1,"balanced":true}"#
        )
        #expect(manifest["counts"]?["duplicates"]?.int == 1)
        #expect(
            manifest["flags"]?.text
                == #"{"ignore_room":false,"no_context":false,"keep_personal_data":false,"participants":0,"decisions":null,"map":null}"#
        )
        let sealed = manifest["outputs"]?.array?.map { $0["name"]?.string }
        #expect(sealed == files.files.dropLast().map(\.name))
        let ideas = try #require(files.files.first { $0.name == "ideas.jsonl" })
        #expect(manifest["outputs"]?.array?[1]["sha256"]?.string == sha256(ideas.bytes))
        for file in manifest["pack"]?["files"]?.array ?? [] {
            let name = try #require(file["name"]?.string)
            #expect(!name.hasPrefix("/"))
            #expect(file["sha256"]?.string?.count == 64)
        }
        #expect(manifest["inputs"]?.array?.count == 2)
    }

    @Test func digestsDependOnWhatIsSaidNotOnWhereItStood() throws {
        var moved = SampleRun.results
        for position in moved.contributions.indices {
            moved.contributions[position].contribution.source = Source(file: "/anders/y.csv", row: 900 + position)
        }
        moved.unread[0].file = "/anders/y.csv"
        moved.unread[0].row = 77
        for position in moved.notices.indices { moved.notices[position].file = "/anders/y.csv" }
        let other = ResultFiles(moved, pack: SampleRun.pack)
        #expect(other.files.dropLast().map(\.contentDigest) == files.files.dropLast().map(\.contentDigest))
        #expect(other.files[0].bytes != files.files[0].bytes)
        moved.contributions[0].contribution.text += "!"
        let changed = ResultFiles(moved, pack: SampleRun.pack)
        #expect(changed.files[0].contentDigest != files.files[0].contentDigest)
    }

    @Test func anUnbalancedRunIsSaid() throws {
        var results = SampleRun.results
        results.contributions.removeLast()
        let balance = ClosingBalance(results)
        #expect(!balance.balanced)
        #expect(balance.setAside == 6)
        #expect(
            try lines("manifest.json", in: ResultFiles(results, pack: SampleRun.pack))[0]["balance"]?["balanced"]
                == .bool(false)
        )
    }
}

@Suite struct OutputFolderTests {
    private let files = [(name: "a.txt", bytes: Array("neu".utf8)), (name: "b.txt", bytes: Array("auch neu".utf8))]

    @Test(arguments: ["", "/tief/unten", "/tief/", "/a//b/../c"])
    func writesIntoNewFolders(below: String) throws {
        let folder = try TemporaryFolder()
        if below.contains("..") { try folder.write("a/b/x", "") }
        try OutputFolder(folder.path + below).replace(files)
        #expect(FileManager.default.contents(atPath: folder.path + below + "/a.txt") == Data("neu".utf8))
    }

    @Test func replacesOnlyItsOwnFiles() throws {
        let folder = try TemporaryFolder()
        try folder.write("a.txt", "alt")
        try folder.write("decisions.sqlite", "bleibt")
        try OutputFolder(folder.path).replace(files)
        #expect(folder.text("a.txt") == "neu")
        #expect(folder.text("decisions.sqlite") == "bleibt")
        #expect(try folder.names() == ["a.txt", "b.txt", "decisions.sqlite"])
    }

    @Test func aFileInPlaceOfTheFolderIsRefused() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("ergebnis", "eine Datei")
        let error = try #require(throws: OutputError.self) { try OutputFolder(file).replace(files) }
        #expect(error.message.contains("Datei, kein Ordner"))
        #expect(folder.text("ergebnis") == "eine Datei")
        #expect(throws: OutputError.self) { try OutputFolder(file + "/tiefer/noch").replace(files) }
        #expect(try folder.names() == ["ergebnis"])
    }

    @Test func aFolderInPlaceOfAFileIsRefusedAndEverythingComesBack() throws {
        let folder = try TemporaryFolder()
        try folder.write("a.txt", "alt")
        try folder.write("c.txt/darin", "x")
        let more = files + [(name: "c.txt", bytes: Array("nie".utf8))]
        let error = try #require(throws: OutputError.self) { try OutputFolder(folder.path).replace(more) }
        #expect(error.path == folder.path + "/c.txt")
        #expect(error.message.contains("steht hier ein Ordner"))
        #expect(folder.text("a.txt") == "alt")
        #expect(folder.text("c.txt/darin") == "x")
        #expect(try folder.names() == ["a.txt", "c.txt"])
    }
}
