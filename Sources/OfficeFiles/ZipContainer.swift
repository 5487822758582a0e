import CArchive

/// A zip container in memory, written by libarchive. The same parts give the same bytes: no clock, no owner.
public enum ZipContainer {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// - Parameter parts: names within the container with their bytes, in this order.
    public static func bytes(_ parts: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
        // Deflate grows at most by a few bytes per block; headers stand twice per part.
        let capacity = parts.reduce(1 << 16) {
            $0 + $1.bytes.count + $1.bytes.count / 100 + 2 * $1.name.utf8.count + 512
        }
        var buffer = [UInt8](repeating: 0, count: capacity)
        var used = 0
        let archive = archive_write_new()
        defer { archive_write_free(archive) }
        try check(archive_write_set_format_zip(archive), archive)
        try check(archive_write_set_bytes_per_block(archive, 0), archive)
        try buffer.withUnsafeMutableBytes { memory in
            try check(archive_write_open_memory(archive, memory.baseAddress, memory.count, &used), archive)
            for part in parts {
                let entry = archive_entry_new()
                defer { archive_entry_free(entry) }
                archive_entry_set_pathname(entry, part.name)
                archive_entry_set_size(entry, Int64(part.bytes.count))
                archive_entry_set_filetype(entry, UInt32(regularFile))
                archive_entry_set_perm(entry, 0o644)
                try check(archive_write_header(archive, entry), archive)
                let written = part.bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
                guard written == part.bytes.count else { throw failure(archive) }
            }
            try check(archive_write_close(archive), archive)
        }
        return Array(buffer[..<used])
    }

    /// The regular-file type of a libarchive entry; a macro with a cast that Swift does not import.
    private static let regularFile = 0o100000

    private static func check(_ result: Int32, _ archive: OpaquePointer?) throws {
        guard result >= ARCHIVE_WARN else { throw failure(archive) }
    }

    private static func failure(_ archive: OpaquePointer?) -> Failure {
        Failure(description: archive_error_string(archive).map { String(cString: $0) } ?? "libarchive")
    }
}
