import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// Where the program keeps what it worked out, so that it need not do it twice. Outside the packs, which may be
/// read-only; when the folder cannot be written, everything is worked out anew.
enum CacheFolder {
    /// `$XDG_CACHE_HOME/werkstatt` or `~/.cache/werkstatt`.
    static var path: String? {
        let environment = ProcessInfo.processInfo.environment
        if let own = environment["XDG_CACHE_HOME"], own.hasPrefix("/") { return own + "/werkstatt" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.cache/werkstatt" }
        return nil
    }

    /// Starts a hash with the program itself: size and time of its file.
    static func programHash() -> ContentHash {
        var hash = ContentHash()
        var status = stat()
        if stat("/proc/self/exe", &status) == 0 {
            hash.add(UInt64(truncatingIfNeeded: status.st_size))
            hash.add(UInt64(truncatingIfNeeded: status.st_mtim.tv_sec))
            hash.add(UInt64(truncatingIfNeeded: status.st_mtim.tv_nsec))
        }
        return hash
    }

    /// Writes a file whole or not at all; does nothing when it cannot.
    static func write(_ bytes: [UInt8], to path: String) {
        guard let folder = Self.path else { return }
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let draft = path + ".\(getpid())"
        if FileManager.default.createFile(atPath: draft, contents: Data(bytes)) { rename(draft, path) }
    }

    /// Keeps the newest few files whose names begin and end so: an older state of a lexicon is seldom wanted again.
    static func tidy(prefix: String = "", suffix: String, keeping kept: Int) {
        guard let folder = path else { return }
        let own = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasPrefix(prefix) && $0.hasSuffix(suffix)
        }.map { folder + "/" + $0 }
        let dated = own.map { path -> (path: String, time: Int) in
            var status = stat()
            return (path, stat(path, &status) == 0 ? status.st_mtim.tv_sec : 0)
        }
        for file in dated.sorted(by: { ($1.time, $0.path) < ($0.time, $1.path) }).dropFirst(kept) { unlink(file.path) }
    }
}
