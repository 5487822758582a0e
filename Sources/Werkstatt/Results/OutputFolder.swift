#if canImport(Glibc)
    import Glibc
#endif

/// Results cannot be written; nothing half-written remains.
public struct OutputError: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String
    /// One German sentence with what to do.
    public let message: String

    public var description: String { "\(path): \(message)" }

    package init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    /// What a failed system call means for the person who wants the results.
    package init(path: String, code: Int32) {
        let message =
            switch code {
            case ENOSPC, EDQUOT:
                "Auf dem Datenträger ist kein Platz mehr; bitte Platz schaffen und den Lauf wiederholen."
            case EACCES, EPERM:
                "Hier darf nicht geschrieben werden; bitte die Rechte prüfen oder einen anderen Ordner nennen."
            case EROFS: "Der Datenträger ist schreibgeschützt; bitte einen anderen Ordner nennen."
            case ENOTDIR, EEXIST:
                "Ein Teil dieses Pfades ist eine Datei, kein Ordner; bitte einen anderen Ordner nennen."
            case EISDIR:
                "Unter dem Namen einer Ergebnisdatei steht hier ein Ordner; bitte umbenennen oder einen anderen Ordner nennen."
            case EFBIG: "Die Datei wird größer, als hier erlaubt ist; bitte einen anderen Ordner nennen."
            case ENOENT: "Diesen Pfad kann man hier nicht anlegen; bitte einen anderen Ordner nennen."
            default:
                "Die Ergebnisse ließen sich nicht schreiben (\(String(cString: strerror(code)))); bitte Ordner und Datenträger prüfen."
            }
        self.init(path: path, message: message)
    }
}

/// Puts files into a folder, all or none.
///
/// In: names with bytes. Out: the files on the disk. They are written and flushed into a temporary folder inside
/// the target (the same file system), then renamed over one by one; when a step fails, what stood there before is
/// put back and everything new is removed. Never touches files of other names.
struct OutputFolder {
    let path: String
    /// Files that vouch for the others: they go before any other is touched and come last, if at all.
    private let seals: [String]

    init(_ path: String, seals: [String] = []) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.seals = seals
    }

    func replace(_ files: [(name: String, bytes: [UInt8])]) throws(OutputError) {
        try replace { folder throws(OutputError) in
            for file in files {
                try folder.begin(file.name)
                try folder.add(file.bytes)
                try folder.end()
            }
        }
    }

    /// - Parameter produce: writes every file into what it is given.
    func replace(_ produce: (inout TemporaryFolder) throws(OutputError) -> Void) throws(OutputError) {
        let made = try makeFolders()
        do throws(OutputError) {
            try exchange(produce)
        } catch {
            for folder in made.reversed() { rmdir(folder) }
            throw error
        }
    }

    /// Makes the folder and those above it.
    /// - Returns: what was made, outermost first.
    private func makeFolders() throws(OutputError) -> [String] {
        var made: [String] = []
        var prefix = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            prefix += "/" + part
            if isFolder(prefix) { continue }
            guard mkdir(prefix, 0o777) == 0 || isFolder(prefix) else {
                let code = errno
                for folder in made.reversed() { rmdir(folder) }
                throw OutputError(path: prefix, code: code)
            }
            made.append(prefix)
        }
        return made
    }

    private func exchange(_ produce: (inout TemporaryFolder) throws(OutputError) -> Void) throws(OutputError) {
        var temporary = try TemporaryFolder(in: path, seals: seals)
        defer { temporary.remove() }
        try produce(&temporary)
        func new(_ name: String) -> String { temporary.path + "/new-" + name }
        func old(_ name: String) -> String { temporary.path + "/old-" + name }
        var moved: [String] = []
        // Whoever stops the program now waits the moment until old and new are not mixed.
        let ignored = [SIGINT, SIGTERM, SIGHUP].map { ($0, signal($0, SIG_IGN)) }
        defer { for (number, handler) in ignored { signal(number, handler) } }
        for seal in seals { rename(path + "/" + seal, old(seal)) }
        for name in temporary.names {
            let target = path + "/" + name
            // A second name keeps the old file until all are in place; where the disk has no second names, it moves.
            if link(target, old(name)) != 0, errno != ENOENT, !isFolder(target) { rename(target, old(name)) }
            guard rename(new(name), target) == 0 else {
                let code = errno
                for other in moved + [name] where rename(old(other), path + "/" + other) != 0 && other != name {
                    unlink(path + "/" + other)
                }
                for seal in seals { rename(old(seal), path + "/" + seal) }
                throw OutputError(path: target, code: code)
            }
            moved.append(name)
        }
        flush(path)
    }

    private func flush(_ folder: String) {
        let handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { return }
        fsync(handle)
        close(handle)
    }

    private func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

/// Takes files piece by piece, one after the other.
protocol FileSink {
    mutating func begin(_ name: String) throws(OutputError)
    mutating func add(_ bytes: [UInt8]) throws(OutputError)
    mutating func end() throws(OutputError)
}

/// New files before they take the place of old ones.
struct TemporaryFolder: FileSink {
    let path: String
    private(set) var names: [String] = []
    private let parent: String
    private let seals: [String]
    private var handle: Int32 = -1

    init(in parent: String, seals: [String] = []) throws(OutputError) {
        var template = Array((parent + "/.\(Program.name)-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw OutputError(path: parent, code: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.parent = parent
        self.seals = seals
    }

    /// Where a file lies before it takes its place.
    func place(_ name: String) -> String { path + "/new-" + name }

    mutating func begin(_ name: String) throws(OutputError) {
        names.append(name)
        handle = open(path + "/new-" + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard handle >= 0 else { throw OutputError(path: parent, code: errno) }
    }

    mutating func add(_ bytes: [UInt8]) throws(OutputError) {
        let handle = handle
        let code = bytes.withUnsafeBytes { buffer -> Int32 in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(handle, buffer.baseAddress! + written, buffer.count - written)
                if count < 0, errno != EINTR { return errno }
                written += max(0, count)
            }
            return 0
        }
        guard code == 0 else { throw OutputError(path: parent, code: code) }
    }

    mutating func end() throws(OutputError) {
        guard fsync(handle) == 0 else { throw OutputError(path: parent, code: errno) }
        let closed = close(handle)
        handle = -1
        guard closed == 0 else { throw OutputError(path: parent, code: errno) }
    }

    /// Takes away the folder with everything that is still in it.
    mutating func remove() {
        if handle >= 0 { close(handle) }
        for name in names {
            unlink(path + "/new-" + name)
            unlink(path + "/old-" + name)
        }
        for seal in seals { unlink(path + "/old-" + seal) }
        rmdir(path)
    }
}
