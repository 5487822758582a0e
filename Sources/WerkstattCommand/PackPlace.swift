import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// Where packs lie: as named, or where the program is installed.
///
/// Comes in: what stands on the command line. Decides: a folder that is there is meant; else `Pipelines/aachen` and plain
/// `aachen` are looked up in `share/werkstatt/Pipelines` beside the program's `bin`.
enum PackPlace {
    /// The folder of installed packs, when there is one.
    static var installed: [String] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes {
            readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
        }
        guard count > 0 else { return [] }
        let program = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "/").dropLast(2)
        let share = program.map { "/" + $0 }.joined() + "/share/werkstatt/Pipelines"
        return FileManager.default.fileExists(atPath: share + "/common/pipeline.yaml") ? [share] : []
    }

    static func find(_ folder: String) -> String {
        guard !FileManager.default.fileExists(atPath: folder), !folder.hasPrefix("/"), !folder.hasPrefix(".") else {
            return folder
        }
        let name = folder.hasPrefix("Pipelines/") ? String(folder.dropFirst("Pipelines/".count)) : folder
        return installed.map { $0 + "/" + name }.first { FileManager.default.fileExists(atPath: $0) } ?? folder
    }
}
