import CSQLite
import FoundationEssentials
import Werkstatt

#if canImport(Glibc)
    import Glibc
#endif

/// The journal cannot be used; one German sentence with what to do.
public struct JournalError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable { case missing, cannotWrite, broken, stale }
    public let kind: Kind
    public let description: String
}

/// `review.sqlite`: every act of a review, appended and never changed.
///
/// Comes in: acts with who did them. Goes out: events in order; what was appended is on the disk before `append` returns
/// (WAL, synchronous FULL). Decides nothing about what an act means. Never changes or deletes an event, which triggers
/// enforce; only an erasure takes wording out of events and leaves everything else as it was.
public final class Journal {
    public let path: String
    private let database: Database
    /// Makes the keys of cards different from journal to journal.
    public let salt: String
    let isReadOnly: Bool
    private let now: () -> String

    static let program = Program.name

    private static let schema = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        CREATE TABLE event (
            number INTEGER PRIMARY KEY, batch INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
            action TEXT NOT NULL, payload TEXT NOT NULL
        ) STRICT;
        CREATE TABLE wording (key TEXT PRIMARY KEY, id TEXT NOT NULL, phase TEXT, text TEXT NOT NULL) STRICT;
        CREATE TABLE account (name TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT;
        """

    private static let guards = """
        CREATE TRIGGER IF NOT EXISTS event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
        CREATE TRIGGER IF NOT EXISTS event_remains BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
        """

    /// How the tables are laid out, kept in SQLite's `user_version`; one more with every change.
    static let layout = migrations.count

    /// What turns a journal of each earlier layout into one of the next, number 0 first. Events stay as they are.
    private static let migrations = [
        // Before layouts had numbers, the first journals came without accounts and without triggers.
        "CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT;" + guards
    ]

    /// Brings an older journal up to date, all or nothing; refuses one of a later program, whose events may mean what this
    /// one does not know. A journal that may not be written is read as it is.
    private static func migrate(_ database: Database, _ path: String, isReadOnly: Bool) throws {
        func layout() throws -> Int {
            var number = 0
            try database.run("PRAGMA user_version", []) { number = $0.int(0) }
            return number
        }
        let found = try layout()
        guard found <= Self.layout else {
            throw JournalError(
                kind: .broken,
                description:
                    "\(path): Dieses Entscheidungsprotokoll stammt von einer neueren Fassung von \(Program.name) (Aufbau \(found), bekannt ist \(Self.layout)); bitte das Programm erneuern. Es wurde nichts geändert."
            )
        }
        guard found < Self.layout, !isReadOnly else { return }
        try database.transaction {
            // Somebody else may have done it while this one waited for the lock.
            let start = try layout()
            guard start < Self.layout else { return }
            for step in migrations[start...] { try database.run(step) }
            try database.run("PRAGMA user_version = \(Self.layout)")
        }
    }

    public static func path(in folder: String) -> String {
        (folder.hasSuffix("/") ? String(folder.dropLast()) : folder) + "/review.sqlite"
    }

    public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Opens a journal, or makes one.
    /// - Parameter now: the time as ISO 8601; the only clock of the review.
    public init(path: String, create: Bool, now: @escaping () -> String = Journal.clock) throws {
        self.path = path
        self.now = now
        let exists = Self.exists(path)
        guard exists || create else {
            throw JournalError(
                kind: .missing,
                description: "\(path): Hier gibt es kein Entscheidungsprotokoll; bitte Pfad prüfen."
            )
        }
        isReadOnly = exists && access(path, W_OK) != 0
        let mode: Database.Mode = !exists ? .create : isReadOnly ? .readOnly : .readWrite
        let database = try Self.translated(path) { try Database(path, mode) }
        let isReadOnly = isReadOnly
        self.database = database
        salt = try Self.translated(path) {
            if exists {
                try database.run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
                var tables = 0
                try database.run("SELECT count(*) FROM sqlite_master WHERE name IN ('meta', 'event', 'wording')", []) {
                    tables = $0.int(0)
                }
                // A database of something else is left alone.
                guard tables == 3 else { return "" }
                try Self.migrate(database, path, isReadOnly: isReadOnly)
            } else {
                // The wording of cards is inside.
                chmod(path, 0o600)
                try database.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
                try database.transaction {
                    try database.run(Self.schema + Self.guards + "PRAGMA user_version = \(Self.layout);")
                    try database.run("INSERT INTO meta VALUES ('format', '1'), ('salt', lower(hex(randomblob(16))))")
                }
            }
            var salt = ""
            try database.run("SELECT value FROM meta WHERE name = 'salt'", []) { salt = $0.text(0) }
            return salt
        }
        guard !salt.isEmpty else {
            throw JournalError(
                kind: .broken,
                description: "\(path): Diese Datei ist kein Entscheidungsprotokoll von \(Program.name)."
            )
        }
    }

    public static func clock() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    /// Runs what needs the database; its faults become messages.
    private static func translated<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let fault as Database.Fault {
            throw error(fault, path)
        }
    }

    static func error(_ fault: Database.Fault, _ path: String) -> JournalError {
        if fault.isFull || fault.isWriteFault {
            return JournalError(
                kind: .cannotWrite,
                description:
                    "\(path): Auf dem Datenträger ist kein Platz mehr; die letzte Entscheidung ist nicht gespeichert, alle früheren sind es. Bitte Platz schaffen und sie wiederholen."
            )
        }
        if fault.isReadOnly || fault.cannotOpen {
            return JournalError(
                kind: .cannotWrite,
                description:
                    "\(path): Hier darf nicht geschrieben werden; bitte die Rechte des Ordners prüfen. Es wurde nichts geändert."
            )
        }
        if fault.isBusy {
            return JournalError(
                kind: .cannotWrite,
                description:
                    "\(path): Ein anderes Programm hält das Entscheidungsprotokoll fest; bitte dort schließen und es noch einmal versuchen."
            )
        }
        if fault.isBroken {
            return JournalError(
                kind: .broken,
                description:
                    "\(path): Die Datei ist beschädigt oder kein Entscheidungsprotokoll (\(fault.description)); bitte die letzte Sicherung zurückholen."
            )
        }
        return JournalError(kind: .broken, description: "\(path): \(fault.description) (SQLite \(fault.code))")
    }

    // MARK: Events

    /// Events after a number, in order.
    public func events(after number: Int = 0) throws -> [Event] {
        var rows: [(Int, Int, String, String, String)] = []
        try Self.translated(path) {
            try database.run(
                "SELECT number, batch, at, who, payload FROM event WHERE number > ? ORDER BY number",
                [.number(number)]
            ) { rows.append(($0.int(0), $0.int(1), $0.text(2), $0.text(3), $0.text(4))) }
        }
        let decoder = JSONDecoder()
        return try rows.map { row in
            guard let action = try? decoder.decode(Action.self, from: Data(row.4.utf8)) else {
                throw JournalError(
                    kind: .broken,
                    description:
                        "\(path): Eintrag \(row.0) stammt aus einer anderen Fassung von \(Program.name); bitte mit jener öffnen."
                )
            }
            return Event(number: row.0, batch: row.1, at: row.2, who: row.3, action: action)
        }
    }

    /// What somebody does: the actions of one act, and the wording of the cards that lay before them.
    public struct Act {
        public var who: String
        public var actions: [Action]
        public var wording: [Wording]

        public init(who: String, actions: [Action], wording: [Wording] = []) {
            self.who = who
            self.actions = actions
            self.wording = wording
        }
    }

    public struct Wording: Sendable, Hashable {
        public var key: String
        public var id: String
        public var phase: String?
        /// Masked.
        public var text: String
    }

    /// Appends one act as a whole.
    /// - Parameter check: is given all events that came after `number`, inside the transaction; throws when the act does
    ///   not fit any more.
    @discardableResult
    public func append(_ act: Act, after number: Int, check: ([Event]) throws -> Void) throws -> [Event] {
        try Self.translated(path) {
            try database.transaction {
                let news = try events(after: number)
                try check(news)
                var next = (news.last?.number ?? number) + 1
                // Somebody may have looked at an older state than the last number known.
                try database.run("SELECT coalesce(max(number), 0) + 1 FROM event", []) { next = $0.int(0) }
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                let at = now()
                let events = try act.actions.enumerated().map { offset, action in
                    let event = Event(number: next + offset, batch: next, at: at, who: act.who, action: action)
                    let payload = String(decoding: try encoder.encode(action), as: UTF8.self)
                    try database.run(
                        "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)",
                        [
                            .number(event.number), .number(next), .text(at), .text(act.who), .text(action.name),
                            .text(payload),
                        ]
                    )
                    return event
                }
                for card in act.wording {
                    try database.run(
                        "INSERT INTO wording VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET text = excluded.text",
                        [.text(card.key), .text(card.id), card.phase.map { .text($0) } ?? .null, .text(card.text)]
                    )
                }
                return events
            }
        }
    }

    /// The wording of a card when it was decided about, masked.
    public func wording(_ key: String) throws -> Wording? {
        var result: Wording?
        try Self.translated(path) {
            try database.run("SELECT id, phase, text FROM wording WHERE key = ?", [.text(key)]) {
                result = Wording(key: key, id: $0.text(0), phase: $0.text(1), text: $0.text(2))
            }
        }
        return result
    }

    // MARK: Erasure

    /// Takes every trace of a card's wording out of the journal and notes that without the text. Numbers, names, times
    /// and verdicts stay, so the replay gives the same state.
    /// - Parameter isTrace: whether a text says what the card said; the flag tells a text that the program wrote, such as the
    ///   title of a suggestion, from what a person wrote.
    @discardableResult
    public func erase(_ tombstone: Corrections.Tombstone, by who: String, isTrace: (String, Bool) -> Bool) throws
        -> Event
    {
        try Self.translated(path) {
            let event = try database.transaction {
                try database.run("DROP TRIGGER event_stays; DROP TRIGGER event_remains;")
                var changed: [(number: Int, payload: String)] = []
                try database.run("SELECT number, payload FROM event", []) { row in
                    guard let value = try? JSONValue(parsing: Array(row.text(1).utf8)) else { return }
                    let clean = Self.cleaned(value, isTrace)
                    if clean != value { changed.append((row.int(0), clean.text)) }
                }
                for (number, payload) in changed {
                    try database.run(
                        "UPDATE event SET payload = ? WHERE number = ?",
                        [.text(payload), .number(number)]
                    )
                }
                try database.run("DELETE FROM wording WHERE key = ?", [.text(tombstone.key)])
                try database.run(Self.guards)
                var next = 1
                try database.run("SELECT coalesce(max(number), 0) + 1 FROM event", []) { next = $0.int(0) }
                let event = Event(number: next, batch: next, at: now(), who: who, action: .erase(tombstone: tombstone))
                try database.run(
                    "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        .number(next), .number(next), .text(event.at), .text(who), .text(event.action.name),
                        .text(String(decoding: try JSONEncoder().encode(event.action), as: UTF8.self)),
                    ]
                )
                return event
            }
            // The old pages must not linger in the log or in free pages.
            try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
            try database.run("VACUUM")
            try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
            return event
        }
    }

    /// What stands in place of wording that was taken out.
    public static let erasedText = "[gelöscht]"

    /// Only these keys hold wording; ids, keys and verdicts stay, so that the replay gives the same state.
    private static let wordingKeys: Set = ["title", "label", "note", "changes", "edits"]

    private static func cleaned(_ value: JSONValue, key: String = "", _ isTrace: (String, Bool) -> Bool) -> JSONValue {
        switch value {
        case .string(let text):
            wordingKeys.contains(key) && isTrace(text, key == "title") ? .string(erasedText) : value
        case .array(let values): .array(values.map { cleaned($0, key: key, isTrace) })
        case .object(let members):
            .object(
                members.map {
                    JSONValue.Member(key: $0.key, value: cleaned($0.value, key: key == "edits" ? key : $0.key, isTrace))
                }
            )
        default: value
        }
    }

    // MARK: Accounts

    public func accounts() throws -> [(name: String, hash: String)] {
        var result: [(String, String)] = []
        try Self.translated(path) {
            try database.run("SELECT name, hash FROM account ORDER BY name", []) {
                result.append(($0.text(0), $0.text(1)))
            }
        }
        return result
    }

    public func setAccount(_ name: String, hash: String) throws {
        try Self.translated(path) {
            try database.run(
                "INSERT INTO account VALUES (?, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash",
                [.text(name), .text(hash)]
            )
        }
    }

    // MARK: Care

    /// Copies the journal as one file to where a new run lies.
    public func copy(to target: String) throws {
        try Self.translated(target) {
            try database.run("VACUUM INTO ?", [.text(target)])
            let copy = try Database(target, .readWrite)
            try copy.run("PRAGMA journal_mode = WAL")
            chmod(target, 0o600)
        }
    }

    /// Whether the file is whole, as SQLite sees it.
    public func isWhole() throws -> Bool {
        var answer = ""
        try Self.translated(path) {
            try database.run("PRAGMA integrity_check", []) { answer = $0.text(0) }
        }
        return answer == "ok"
    }
}
