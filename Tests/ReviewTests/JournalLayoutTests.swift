import Foundation
import Testing

@testable import Review
@testable import Werkstatt

/// Journals of earlier and later programs.
@Suite struct JournalLayoutTests {
    private static func folder() throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/werkstatt-layout-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    private static func layout(_ path: String) throws -> Int {
        var number = -1
        try Database(path, .readOnly).run("PRAGMA user_version", []) { number = $0.int(0) }
        return number
    }

    private static let name = Action.reviewers(count: 2)

    /// A journal as the first programs made it: no number, no accounts, no triggers; one event and one card in it.
    private static func oldJournal(_ path: String) throws {
        let database = try Database(path, .create)
        try database.run(
            """
            PRAGMA journal_mode = WAL;
            CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
            CREATE TABLE event (
                number INTEGER PRIMARY KEY, batch INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
                action TEXT NOT NULL, payload TEXT NOT NULL
            ) STRICT;
            CREATE TABLE wording (key TEXT PRIMARY KEY, id TEXT NOT NULL, phase TEXT, text TEXT NOT NULL) STRICT;
            INSERT INTO meta VALUES ('format', '1'), ('salt', '00112233445566778899aabbccddeeff');
            INSERT INTO wording VALUES ('k1', 'a1', 'kritik', 'Der Kurs ist voll');
            """
        )
        let payload = String(decoding: try JSONEncoder().encode(name), as: UTF8.self)
        try database.run(
            "INSERT INTO event VALUES (1, 1, '2026-01-01T10:00:00Z', 'Erika', ?, ?)",
            [.text(name.name), .text(payload)]
        )
    }

    @Test func anOlderJournalIsMigratedAndKeepsWhatItHolds() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/review.sqlite"
        try Self.oldJournal(path)
        #expect(try Self.layout(path) == 0)
        for _ in 0..<2 {
            let journal = try Journal(path: path, create: false)
            #expect(try journal.events().map(\.who) == ["Erika"])
            #expect(try journal.wording("k1")?.text == "Der Kurs ist voll")
            #expect(journal.salt == "00112233445566778899aabbccddeeff")
            #expect(try journal.accounts().isEmpty)
            #expect(try journal.isWhole())
            #expect(try Self.layout(path) == Journal.layout)
        }
        // What the migration adds holds: events cannot be changed, accounts can be made, acts are appended.
        #expect(throws: Database.Fault.self) { try Database(path, .readWrite).run("DELETE FROM event") }
        let journal = try Journal(path: path, create: false)
        try journal.setAccount("Erika", hash: "x")
        try journal.append(Journal.Act(who: "Max", actions: [Self.name]), after: 1) { _ in }
        #expect(try journal.events().map(\.who) == ["Erika", "Max"])
    }

    @Test func aNewJournalHasTheLayoutOfTheProgramAndSoHaveCopies() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/review.sqlite"
        let journal = try Journal(path: path, create: true)
        #expect(try Self.layout(path) == Journal.layout)
        try journal.copy(to: folder + "/kopie.sqlite")
        #expect(try Self.layout(folder + "/kopie.sqlite") == Journal.layout)
    }

    @Test func aJournalOfALaterProgramIsRefusedAndStaysAsItIs() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/review.sqlite"
        _ = try Journal(path: path, create: true)
        try Database(path, .readWrite).run("PRAGMA user_version = \(Journal.layout + 1)")
        let error = #expect(throws: JournalError.self) { _ = try Journal(path: path, create: false) }
        #expect(error?.description.contains("neueren Fassung") == true)
        #expect(error?.description.contains("bitte das Programm erneuern") == true)
        #expect(try Self.layout(path) == Journal.layout + 1)
    }

    @Test func aDatabaseOfSomethingElseIsLeftAlone() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/review.sqlite"
        try Database(path, .create).run("CREATE TABLE rezepte (name TEXT)")
        #expect(throws: JournalError.self) { _ = try Journal(path: path, create: false) }
        #expect(try Self.layout(path) == 0)
    }
}
