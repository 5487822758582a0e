#if canImport(Glibc)
    import Glibc
#endif

/// Bytes that are written once and then read again, on the disk instead of in memory. The file has no name: it is gone with
/// the process, however that ends, and nobody else can open it. It lies in `$TMPDIR`, else in /tmp.
final class Spool {
    private let handle: Int32

    /// - Throws: `StageError` when there is no place for it.
    init() throws {
        let folder = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var name = Array("\(folder)/werkstatt-XXXXXX".utf8CString)
        handle = mkstemp(&name)
        guard handle >= 0 else { throw Self.fault }
        unlink(name)
    }

    deinit { close(handle) }

    func add(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = write(handle, buffer.baseAddress! + written, buffer.count - written)
                if count < 0, errno != EINTR { throw Self.fault }
                written += max(0, count)
            }
        }
    }

    func rewind() throws {
        guard lseek(handle, 0, SEEK_SET) == 0 else { throw Self.fault }
    }

    /// The next piece; empty at the end.
    func read() throws -> [UInt8] {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, filled in
                count = Glibc.read(handle, buffer.baseAddress, buffer.count)
                filled = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.fault }
            return bytes
        }
    }

    private static var fault: StageError {
        StageError(
            description:
                "Für Zwischenergebnisse ist im Ordner für vorläufige Dateien kein Platz; bitte Platz schaffen oder mit TMPDIR einen anderen Ordner nennen."
        )
    }
}
