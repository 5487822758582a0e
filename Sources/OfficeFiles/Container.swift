import CArchive

/// The parts of a zip container (xlsx, ods, docx, odt, qdpx).
///
/// Comes in: the bytes of a file. Goes out: its parts, whole or in pieces. Decides what is refused: damaged and
/// encrypted containers, names that lead out of a folder, more parts, bytes or compression than the limits allow. Never
/// writes a file and never opens a container within the container.
struct Container {
    let bytes: [UInt8]
    let limits: OfficeLimits
    /// In the order of the container.
    let names: [String]

    init(_ bytes: [UInt8], limits: OfficeLimits) throws(OfficeFault) {
        self.bytes = bytes
        self.limits = limits
        var names: [String] = []
        var fault: OfficeFault?
        bytes.withUnsafeBytes { raw in
            do throws(OfficeFault) {
                let archive = try OpenArchive(raw)
                while let entry = try archive.next() {
                    let name = archive_entry_pathname_utf8(entry).map { String(cString: $0) } ?? ""
                    try Self.check(name, entry)
                    names.append(name)
                    guard names.count <= limits.parts else {
                        throw OfficeFault(
                            "enthält mehr als \(limits.parts) Teile und wird aus Vorsicht nicht gelesen; bitte prüfen, ob es wirklich eine Office-Datei ist"
                        )
                    }
                }
            } catch { fault = error }
        }
        if let fault { throw fault }
        self.names = names
    }

    private static func check(_ name: String, _ entry: OpaquePointer) throws(OfficeFault) {
        if archive_entry_is_encrypted(entry) > 0 { throw encrypted }
        let parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" })
        if name.hasPrefix("/") || name.hasPrefix("\\") || parts.contains("..") || name.contains("\0") {
            throw OfficeFault(
                "enthält einen Namen, der aus dem Ordner führt („\(name.prefix(60))“), und wird aus Vorsicht nicht gelesen; bitte bei der Absenderin nachfragen"
            )
        }
    }

    static let encrypted = OfficeFault(
        "ist mit einem Kennwort verschlüsselt; bitte öffnen, den Kennwortschutz entfernen und neu speichern"
    )

    func has(_ name: String) -> Bool { names.contains(name) }

    /// A part that is held in memory; nil when there is none of that name.
    func part(_ name: String) throws(OfficeFault) -> [UInt8]? {
        guard has(name) else { return nil }
        var part: [UInt8] = []
        try stream(name, atMost: limits.heldBytes) { (piece) throws(OfficeFault) in part.append(contentsOf: piece) }
        return part
    }

    /// A part in pieces, as it is unpacked. False when there is none of that name.
    @discardableResult
    func stream(_ name: String, _ body: (UnsafeRawBufferPointer) throws(OfficeFault) -> Void) throws(OfficeFault)
        -> Bool
    { try stream(name, atMost: limits.partBytes, body) }

    @discardableResult
    private func stream(
        _ name: String,
        atMost most: Int,
        _ body: (UnsafeRawBufferPointer) throws(OfficeFault) -> Void
    ) throws(OfficeFault) -> Bool {
        var found = false
        var fault: OfficeFault?
        bytes.withUnsafeBytes { raw in
            do throws(OfficeFault) {
                let archive = try OpenArchive(raw)
                while let entry = try archive.next() {
                    guard archive_entry_pathname_utf8(entry).map({ String(cString: $0) }) == name else { continue }
                    found = true
                    try unpack(archive, name, atMost: most, body)
                    break
                }
            } catch { fault = error }
        }
        if let fault { throw fault }
        return found
    }

    private func unpack(
        _ archive: borrowing OpenArchive,
        _ name: String,
        atMost most: Int,
        _ body: (UnsafeRawBufferPointer) throws(OfficeFault) -> Void
    ) throws(OfficeFault) {
        var unpacked = 0
        while let piece = try archive.piece() {
            unpacked += piece.count
            if unpacked > most {
                throw OfficeFault(
                    "enthält einen Teil („\(name)“), der entpackt größer ist als erlaubt (\(most >> 20) MiB); bitte in kleinere Dateien teilen"
                )
            }
            // What a container of this size can hold when it is compressed as text is.
            if unpacked > 1 << 20, unpacked / limits.ratio > bytes.count {
                throw OfficeFault(
                    "ist auffällig stark gepackt (mehr als \(limits.ratio)-fach) und wird aus Vorsicht nicht gelesen; bitte im Office-Programm öffnen und neu speichern"
                )
            }
            try body(piece)
        }
    }
}

/// A container that is open for reading.
private struct OpenArchive: ~Copyable {
    private let archive: OpaquePointer

    init(_ bytes: UnsafeRawBufferPointer) throws(OfficeFault) {
        archive = archive_read_new()
        // Only zip, and only by its directory: a container that was cut off has none.
        archive_read_support_format_zip_seekable(archive)
        guard archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK else {
            throw damaged()
        }
    }

    deinit { archive_read_free(archive) }

    func next() throws(OfficeFault) -> OpaquePointer? {
        var entry: OpaquePointer?
        switch archive_read_next_header(archive, &entry) {
        case ARCHIVE_OK, ARCHIVE_WARN: return entry
        case ARCHIVE_EOF: return nil
        default: throw damaged()
        }
    }

    func piece() throws(OfficeFault) -> UnsafeRawBufferPointer? {
        var start: UnsafeRawPointer?
        var (count, offset) = (0, Int64(0))
        switch archive_read_data_block(archive, &start, &count, &offset) {
        case ARCHIVE_OK: return UnsafeRawBufferPointer(start: start, count: count)
        case ARCHIVE_EOF: return nil
        default:
            let message = archive_error_string(archive).map { String(cString: $0) } ?? ""
            if message.lowercased().contains("encrypt") || message.lowercased().contains("passphrase") {
                throw Container.encrypted
            }
            throw damaged()
        }
    }

    private func damaged() -> OfficeFault {
        OfficeFault(
            "ist beschädigt oder unvollständig übertragen; bitte die Datei noch einmal anfordern oder neu speichern"
        )
    }
}
