import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// The bytes of a file, or nil when it cannot be read.
package func readFile(_ path: String) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return Array(data)
}
