import CSQLite

/// SQLite as the journal needs it: prepared statements with bound values, transactions, errors with their code.
/// Decides nothing; used by one thread at a time.
final class Database {
    struct Fault: Error, CustomStringConvertible {
        let code: Int32
        let description: String

        var isFull: Bool { code & 0xFF == SQLITE_FULL }
        var isReadOnly: Bool { code & 0xFF == SQLITE_READONLY || code & 0xFF == SQLITE_PERM }
        var cannotOpen: Bool { code & 0xFF == SQLITE_CANTOPEN }
        var isBroken: Bool { code & 0xFF == SQLITE_CORRUPT || code & 0xFF == SQLITE_NOTADB }
        var isWriteFault: Bool { code & 0xFF == SQLITE_IOERR }
        var isBusy: Bool { code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED }
    }

    enum Value {
        case text(String)
        case number(Int)
        case null
    }

    private var handle: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]

    enum Mode { case readOnly, readWrite, create }

    init(_ path: String, _ mode: Mode) throws(Fault) {
        let flags =
            switch mode {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK else {
            let fault = Fault(code: code, description: String(cString: sqlite3_errmsg(handle)))
            sqlite3_close_v2(handle)
            handle = nil
            throw fault
        }
        sqlite3_busy_timeout(handle, 5000)
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    /// Runs statements without values.
    func run(_ sql: String) throws(Fault) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw fault(code) }
    }

    /// Runs one statement; gives each row to `body`.
    func run(_ sql: String, _ values: [Value], _ body: (Row) -> Void = { _ in }) throws(Fault) {
        let statement = try prepared(sql)
        defer {
            sqlite3_reset(statement)
            sqlite3_clear_bindings(statement)
        }
        for (position, value) in values.enumerated() {
            let at = Int32(position + 1)
            let code: Int32
            switch value {
            case .text(var text):
                // SQLite copies the bytes.
                let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                code = text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        sqlite3_bind_text64(
                            statement,
                            at,
                            $0.baseAddress,
                            UInt64($0.count),
                            copy,
                            UInt8(SQLITE_UTF8)
                        )
                    }
                }
            case .number(let number): code = sqlite3_bind_int64(statement, at, Int64(number))
            case .null: code = sqlite3_bind_null(statement, at)
            }
            guard code == SQLITE_OK else { throw fault(code) }
        }
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw fault(code) }
            body(Row(statement: statement))
        }
    }

    struct Row {
        fileprivate let statement: OpaquePointer

        func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

        func text(_ column: Int32) -> String {
            guard let bytes = sqlite3_column_text(statement, column) else { return "" }
            let count = Int(sqlite3_column_bytes(statement, column))
            return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
        }
    }

    /// All or nothing; takes the lock for writing at once, so that what was read inside stays true.
    func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        try run("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            try? run("ROLLBACK")
            throw error
        }
    }

    private func prepared(_ sql: String) throws(Fault) -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw fault(code) }
        statements[sql] = statement
        return statement
    }

    private func fault(_ code: Int32) -> Fault {
        Fault(code: code, description: String(cString: sqlite3_errmsg(handle)))
    }
}
