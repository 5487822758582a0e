import Glibc

/// Files between two programs or libraries; whoever makes one takes it away.
enum TemporaryFile {
    /// An open new file that only this user may read, and its path as a C string; below 0 when there is no room.
    /// It lies in `$TMPDIR`, else in /tmp.
    static func make() -> (file: Int32, name: [CChar]) {
        let folder = getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var name = Array("\(folder)/werkstatt-XXXXXX".utf8CString)
        return (mkstemp(&name), name)
    }
}
