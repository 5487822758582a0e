#if canImport(Glibc)
    import Glibc
#endif

/// A program of its own that turns a file into text: nothing of it is linked, and what goes wrong in it stays there.
///
/// Comes in: bytes on its standard input. Goes out: what it writes. Decides how long it may run, how much it may take and
/// write. Never uses a shell, never hands on the environment but the path.
struct SeparateProgram {
    let name: String
    /// The Debian package that brings it.
    let package: String
    let arguments: [String]

    struct Outcome {
        var output: [UInt8]
        var message: String
        var code: Int32
    }

    func run(_ input: [UInt8], limits: OfficeLimits) throws(OfficeFault) -> Outcome {
        guard let path = Self.path(name) else {
            throw OfficeFault(
                "braucht zum Lesen das Programm „\(name)“, das hier fehlt; bitte das Paket „\(package)“ installieren (apt install \(package)) oder die Datei als Text speichern"
            )
        }
        let source = Self.temporaryFile()
        let messages = Self.temporaryFile()
        var ends: [Int32] = [-1, -1]
        guard source >= 0, messages >= 0, pipe(&ends) == 0, Self.write(input, to: source) else {
            throw OfficeFault("lässt sich nicht an „\(name)“ übergeben, weil kein Platz für Zwischendateien ist")
        }
        defer {
            close(source)
            close(messages)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, source, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, messages, 2)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        // Memory and time are bounded by the system, too, where its tool for that is there.
        let bounds = Self.path("prlimit").map { [$0, "--as=\(2 << 30)", "--cpu=\(limits.seconds)"] } ?? []
        let command = bounds + [path] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        words.append(nil)
        var environment: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), strdup("LC_ALL=C.UTF-8"), nil]
        defer { for word in words + environment { free(word) } }
        var process = pid_t()
        let status = posix_spawn(&process, command[0], &actions, nil, &words, &environment)
        close(ends[1])
        defer { close(ends[0]) }
        guard status == 0 else {
            throw OfficeFault("lässt sich nicht lesen: „\(name)“ startet nicht; bitte „\(package)“ neu installieren")
        }
        let output = read(ends[0], limits)
        if output == nil { kill(process, SIGKILL) }
        var code: Int32 = 0
        while waitpid(process, &code, 0) < 0, errno == EINTR {}
        guard let output else {
            throw OfficeFault(
                "ist für „\(name)“ zu groß (mehr als \(limits.seconds) Sekunden oder \(limits.partBytes >> 20) MiB); bitte in kleinere Dateien teilen"
            )
        }
        return Outcome(output: output, message: Self.text(messages), code: code & 0x7F == 0 ? code >> 8 & 0xFF : -1)
    }

    /// All it writes; nil when it takes too long or writes too much.
    private func read(_ end: Int32, _ limits: OfficeLimits) -> [UInt8]? {
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var start = timespec()
        clock_gettime(CLOCK_MONOTONIC, &start)
        while true {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            let left = limits.seconds - (now.tv_sec - start.tv_sec)
            guard left > 0, output.count <= limits.partBytes else { return nil }
            var request = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
            let ready = poll(&request, 1, Int32(min(left, 3600)) * 1000)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = Glibc.read(end, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return output }
            output.append(contentsOf: buffer[..<count])
        }
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            offset += count
        }
        return lseek(file, 0, SEEK_SET) == 0
    }

    /// A file without a name, gone when it is closed.
    private static func temporaryFile() -> Int32 {
        let (file, name) = TemporaryFile.make()
        if file >= 0 { unlink(name) }
        return file
    }

    private static func text(_ file: Int32) -> String {
        lseek(file, 0, SEEK_SET)
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(file, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    private static func path(_ name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
