import CArchive

/// A zip container in memory, written by libarchive. The same parts give the same bytes: no clock, no owner.
public enum ZipContainer {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// - Parameters:
    ///   - parts: names within the container with their bytes, in this order.
    ///   - mimetype: what an OpenDocument container says first of all, unpacked, so that its first bytes tell its kind.
    public static func bytes(_ parts: [(name: String, bytes: [UInt8])], mimetype: String? = nil) throws -> [UInt8] {
        let packed = try packed(parts)
        return mimetype.map { first(Array($0.utf8), before: packed) } ?? packed
    }

    private static func packed(_ parts: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
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

    /// Puts a part named "mimetype" before a container, neither packed nor with the extra fields that libarchive gives
    /// every part: as OpenDocument wants it.
    private static func first(_ content: [UInt8], before container: [UInt8]) -> [UInt8] {
        let name = Array("mimetype".utf8)
        let size = number(content.count, 4)
        // Version 1.0, no flags, stored, 1 January 1980, checksum, size twice, length of the name, no extra field.
        let common =
            number(10, 2) + number(0, 4) + number(0, 2) + number(0x21, 2) + number(Int(checksum(content)), 4) + size
            + size + number(name.count, 2) + number(0, 2)
        let head = [0x50, 0x4B, 3, 4] + common + name + content
        // The entry of the directory: no comment, no disks, an ordinary file, the container's first byte.
        let entry = [0x50, 0x4B, 1, 2] + number(10, 2) + common + [UInt8](repeating: 0, count: 14) + name
        var rest = container
        func value(_ at: Int, _ count: Int) -> Int { (0..<count).reduce(0) { $0 | Int(rest[at + $1]) << (8 * $1) } }
        func set(_ value: Int, at: Int, _ count: Int) {
            rest.replaceSubrange(at..<at + count, with: number(value, count))
        }
        // The end of the directory: entries here, entries in all, its size, its place.
        let end = rest.count - 22
        let directory = value(end + 16, 4)
        var at = directory
        while at < end {
            set(value(at + 42, 4) + head.count, at: at + 42, 4)
            at += 46 + value(at + 28, 2) + value(at + 30, 2) + value(at + 32, 2)
        }
        for place in [end + 8, end + 10] { set(value(place, 2) + 1, at: place, 2) }
        set(value(end + 12, 4) + entry.count, at: end + 12, 4)
        set(directory + head.count, at: end + 16, 4)
        return head + rest[..<directory] + entry + rest[directory...]
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// CRC-32 of a few bytes.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { part, _ in part & 1 == 1 ? part >> 1 ^ 0xEDB8_8320 : part >> 1 }
        }
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
