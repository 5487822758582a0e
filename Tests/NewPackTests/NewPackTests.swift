import Foundation
import Testing

@testable import NewPack
@testable import Werkstatt

/// A pack for a city that nobody has: it is read, linted and run at once.
@Suite struct NewPackTests {
    static let common = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Pipelines/common"

    static func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/werkstatt-new-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    static var answers: PackAnswers {
        PackAnswers(
            id: "sankt-orla",
            city: "Sankt Orla",
            title: #"Plan "Ankommen: gemeinsam" \ {{id}}"#,
            asOf: "2026-02-28",
            fields: ["Arbeit und Ausbildung", "Sprache, Schule & Kita", "Hafen", "Zusammenleben=T3,H6"].map(
                PackAnswers.Field.init
            )
        )
    }

    @Test func theFolderIsReadAsAPack() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var new = NewPack(Self.answers, common: Self.common, target: folder + "/sankt-orla")
        try new.write()
        let pack = try Pack(folder: folder + "/sankt-orla")
        #expect(pack.title == #"Plan "Ankommen: gemeinsam" \ {{id}}"#)
        #expect(pack.city == "Sankt Orla" && pack.asOf == "2026-02-28" && pack.id == "sankt-orla")
        #expect(pack.fields.map(\.id) == ["F1", "F2", "F3", "F4"])
        #expect(pack.fields.map(\.from) == [["H1": 1], ["H2": 1], ["F3": 1], ["T3": 1, "H6": 1]])
        #expect(pack.themes.map(\.id) == ["T1", "T2", "T3", "T4"])
        #expect(pack.targetGroups.count > 20 && pack.napPhases.count == 5)
        #expect(pack.places.map(\.name) == ["Sankt Orla"])
        #expect(pack.gates.contains { $0.kind == .unreadRows })
        #expect(new.remarks.count == 1 && new.remarks[0].contains("Hafen"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["sankt-orla"])
        for name in NewPack.files {
            let text = try String(contentsOfFile: folder + "/sankt-orla/" + name, encoding: .utf8)
            #expect(text.contains("#"), "\(name) explains itself")
            #expect(!text.replacing("{{id}}\"", with: "").replacing("{{id}};", with: "").contains("{{"), "\(name)")
        }
    }

    @Test func nothingIsEverOverwritten() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/da", withIntermediateDirectories: true)
        try Data("alt".utf8).write(to: URL(fileURLWithPath: folder + "/datei"))
        for name in ["da", "datei"] {
            var new = NewPack(Self.answers, common: Self.common, target: folder + "/" + name)
            let error = #expect(throws: NewPackError.self) { try new.write() }
            #expect(error?.kind == .exists)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/da").isEmpty)
        #expect(try String(contentsOfFile: folder + "/datei", encoding: .utf8) == "alt")
    }

    @Test func theCatalogueIsCheckedAndCopied() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/massnahmen.csv"
        try Data(
            """
            Nr.;Handlungsfeld;Maßnahme;Beschreibung;NAP-I-Phasen
            1;Arbeit und Ausbildung;"Beratung ""vor Ort"", mobil";"Ein Bus fährt in die Dörfer; zweimal im Monat.";II;
            2;Wasser;Sprachtreff;;III
            """.replacing(";II;", with: ";II").utf8
        ).write(to: URL(fileURLWithPath: file))
        var answers = Self.answers
        answers.catalogue = file
        var new = NewPack(answers, common: Self.common, target: folder + "/a")
        answers.id = "a"
        try new.write()
        let pack = try Pack(folder: folder + "/a")
        #expect(pack.catalogue.map(\.title) == [#"Beratung "vor Ort", mobil"#, "Sprachtreff"])
        #expect(pack.catalogue[0].description == "Ein Bus fährt in die Dörfer; zweimal im Monat.")
        #expect(pack.catalogue.map(\.napPhases) == [["II"], ["III"]])
        #expect(new.remarks.contains { $0.contains("Wasser") })
        #expect(new.remarks.contains { $0.contains("1 Maßnahmen haben keine Beschreibung") })
        try Data("Nr;Thema\n1;x\n".utf8).write(to: URL(fileURLWithPath: file))
        var broken = NewPack(answers, common: Self.common, target: folder + "/b")
        #expect(throws: PackError.self) { try broken.write() }
        #expect(!FileManager.default.fileExists(atPath: folder + "/b"))
    }

    /// Answers that are none, and what is said.
    static let wrong: [(change: @Sendable (inout PackAnswers) -> Void, message: String)] = [
        ({ $0.id = "Mein Paket" }, "kleine Buchstaben"), ({ $0.asOf = "2026-02-29" }, "kein Tag"),
        ({ $0.asOf = "28.02.2026" }, "JJJJ-MM-TT"), ({ $0.city = "" }, "--city"), ({ $0.fields = [] }, "--field"),
        ({ $0.fields.append($0.fields[0]) }, "zweimal genannt"), ({ $0.title = "a\nb" }, "Steuerzeichen"),
        ({ $0.fields[0].from = ["H12"] }, "der Thesaurus kennt H1"),
    ]

    @Test(arguments: wrong.indices) func wrongAnswersAreNamed(number: Int) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var answers = Self.answers
        Self.wrong[number].change(&answers)
        var new = NewPack(answers, common: Self.common, target: folder + "/a")
        let error = #expect(throws: NewPackError.self) { try new.write() }
        #expect(error?.description.contains(Self.wrong[number].message) == true, "\(error?.description ?? "")")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    /// Fields as German plans call them.
    static let titles: [(title: String, ids: [String])] = [
        ("Sprache und Bildung", ["H2"]), ("Arbeitsmarkt", ["H1"]), ("Wohnen & Stadtteil", ["H3", "T3"]),
        ("Gesundheit, Pflege und Alter", ["H5"]), ("Bürgerschaftliches Engagement", ["T4"]),
        ("Antidiskriminierung", ["H8"]), ("Interkulturelle Öffnung der Verwaltung", ["T1"]), ("Hafen", []),
        ("Frühkindliche Bildung", ["H2"]), ("Öffentlichkeitsarbeit", ["H9"]),
    ]

    @Test(arguments: titles.indices) func titlesFindTheirWeights(number: Int) throws {
        let weights = try FieldWeights(PackFile(path: Self.common + "/template/fields.yaml"))
        #expect(weights.ids(forTitle: Self.titles[number].title) == Self.titles[number].ids)
    }
}
