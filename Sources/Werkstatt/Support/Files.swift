import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// The bytes of a file, or nil when it cannot be read.
package func readFile(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    // What has no size (a pipe) is read piece by piece; one byte more than the size shows that nothing was added.
    var bytes: [UInt8] = []
    var room = max(1 << 16, Int(status.st_size) + 1)
    while true {
        var taken = 0
        let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            while count < room {
                taken = read(file, buffer.baseAddress! + count, room - count)
                if taken < 0, errno == EINTR { continue }
                if taken <= 0 { return }
                count += taken
            }
        }
        guard taken >= 0 else { return nil }
        if bytes.isEmpty { bytes = piece } else { bytes += piece }
        if taken == 0 { return bytes }
        room = 1 << 20
    }
}

/// Calls with the bytes of a file as they lie in the system's memory, without a copy; nil when it cannot be read.
func withMappedFile<Result>(_ path: String, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 0 else { return nil }
    let size = Int(status.st_size)
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else { return nil }
    defer { munmap(start, size) }
    return try body(UnsafeRawBufferPointer(start: start, count: size))
}
