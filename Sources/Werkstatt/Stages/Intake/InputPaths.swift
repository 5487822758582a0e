import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// Finds and reads the files that are meant.
///
/// Comes in: the inputs as named on the command line. Goes out: files in a canonical order, notes about what was passed
/// over, reasons for what could not be opened. Decides which files of a folder are inputs. Never reads a file twice and
/// never follows a circle of links.
struct InputPaths {
    /// Patterns of names in folders that are no inputs.
    let passOver: [String]
    private(set) var files: [File] = []
    private(set) var unread: [UnreadRow] = []
    private(set) var notices: [Notice] = []
    private var seen: [Identity: String] = [:]

    struct File {
        /// As given; within a folder, the path below it is appended.
        var name: String
        /// Nil for standard input.
        var path: String?
        /// Within a folder named `gold`: passed over when its rows have gold.
        var mayBeGold = false
    }

    private struct Identity: Hashable {
        var device: UInt
        var node: UInt
    }

    init(passOver: [String]) { self.passOver = passOver }

    mutating func add(_ name: String) {
        if name == "-" {
            if files.contains(where: { $0.path == nil }) {
                notices.append(
                    Notice(.note, file: name, "Die Standardeingabe ist zweimal genannt; sie wird einmal gelesen.")
                )
            } else {
                files.append(File(name: name, path: nil))
            }
            return
        }
        guard let status = Self.status(name) else {
            refuse(name, "Die Datei „\(name)“ \(Self.reason(errno)).")
            return
        }
        guard remember(status, as: name) else { return }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            if Self.holdsResults(name) {
                refuse(
                    name,
                    "Der Ordner „\(name)“ enthält die Ergebnisse eines Laufs, keine Eingaben; bitte den Ordner mit den Beiträgen angeben."
                )
                return
            }
            let before = (files.count, unread.count)
            walk(name)
            if (files.count, unread.count) == before {
                refuse(
                    name,
                    "Der Ordner „\(name)“ enthält keine Eingabedateien; bitte einen Ordner mit CSV-, JSON-Lines-, Markdown- oder Textdateien angeben."
                )
            }
        case S_IFSOCK: refuse(name, "„\(name)“ ist ein Socket und keine Datei; bitte eine Datei angeben.")
        default: files.append(File(name: name, path: name))
        }
    }

    /// The bytes, or why they cannot be read, as the end of a German sentence.
    static func read(_ path: String) -> Result<[UInt8], ReadFault> {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return .failure(ReadFault(reason: reason(errno))) }
        defer { close(descriptor) }
        var status = stat()
        let known = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0
        var bytes: [UInt8] = []
        // One byte more than the size, so that the end of the file shows without growing.
        var room = known + 1
        while true {
            var got = 0
            let fresh = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                while count < room {
                    got = Glibc.read(descriptor, buffer.baseAddress! + count, room - count)
                    if got < 0, errno == EINTR { continue }
                    if got <= 0 { break }
                    count += got
                }
            }
            if got < 0 { return .failure(ReadFault(reason: reason(errno))) }
            if bytes.isEmpty { bytes = fresh } else { bytes += fresh }
            if got == 0 { return .success(bytes) }
            room = max(65536, bytes.count)
        }
    }

    struct ReadFault: Error { var reason: String }

    private mutating func walk(_ folder: String) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted(by: precedesBytewise)
        } catch {
            refuse(folder, "Der Ordner „\(folder)“ darf nicht gelesen werden; bitte die Rechte prüfen.")
            return
        }
        for name in names {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            if let reason = reasonToPassOver(name) {
                notices.append(Notice(.note, file: path, "„\(name)“ wird übergangen (\(reason))."))
                continue
            }
            guard let status = Self.status(path) else {
                refuse(path, "Die Datei „\(path)“ \(Self.reason(errno)).")
                continue
            }
            let kind = status.st_mode & S_IFMT
            guard kind == S_IFDIR || kind == S_IFREG else {
                notices.append(Notice(.note, file: path, "„\(name)“ wird übergangen (keine gewöhnliche Datei)."))
                continue
            }
            guard remember(status, as: path) else { continue }
            if kind == S_IFDIR, Self.holdsResults(path) {
                notices.append(Notice(.note, file: path, "„\(name)“ wird übergangen (Ergebnisse eines Laufs)."))
            } else if kind == S_IFDIR {
                walk(path)
            } else {
                files.append(File(name: path, path: path, mayBeGold: folder.split(separator: "/").last == "gold"))
            }
        }
    }

    /// Whether a run has written its results there: they are no contributions, and a run must not read its own.
    private static func holdsResults(_ folder: String) -> Bool {
        guard status(folder + "/contributions.jsonl") != nil,
            case .success(let bytes) = read(folder + "/manifest.json")
        else { return false }
        return bytes.starts(with: "{\"program\":{\"name\":\"\(Program.name)\"".utf8)
    }

    private func reasonToPassOver(_ name: String) -> String? {
        if name.hasPrefix(".") { return "versteckt" }
        return passOver.contains { Self.matches(name, $0) } ? "keine Eingabe" : nil
    }

    /// Whether this file or folder is new; a link back to a folder above ends here, too.
    private mutating func remember(_ status: stat, as name: String) -> Bool {
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFDIR || kind == S_IFREG else { return true }
        let identity = Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
        if let first = seen[identity] {
            notices.append(
                Notice(.note, file: name, "„\(name)“ ist dasselbe wie „\(first)“ und wird nur einmal gelesen.")
            )
            return false
        }
        seen[identity] = name
        return true
    }

    private mutating func refuse(_ name: String, _ reason: String) {
        unread.append(UnreadRow(file: name, row: 0, reason: reason, raw: ""))
    }

    private static func status(_ path: String) -> stat? {
        var result = stat()
        return stat(path, &result) == 0 ? result : nil
    }

    private static func reason(_ error: Int32) -> String {
        switch error {
        case ENOENT, ENOTDIR: "gibt es nicht; bitte den Pfad prüfen"
        case EACCES, EPERM: "darf nicht gelesen werden; bitte die Rechte prüfen"
        case ELOOP: "ist eine Verknüpfung, die im Kreis führt; bitte die Datei selbst angeben"
        case EISDIR: "ist ein Ordner; bitte eine Datei angeben"
        case ENAMETOOLONG: "hat einen zu langen Namen; bitte umbenennen"
        default: "lässt sich nicht lesen (\(String(cString: strerror(error)))); bitte prüfen, ob sie sich öffnen lässt"
        }
    }

    /// Whether a name fits a pattern with at most one star.
    private static func matches(_ name: String, _ pattern: String) -> Bool {
        guard let star = pattern.firstIndex(of: "*") else { return name == pattern }
        let (head, tail) = (pattern[..<star], pattern[pattern.index(after: star)...])
        return name.utf8.count >= head.utf8.count + tail.utf8.count && name.hasPrefix(head) && name.hasSuffix(tail)
    }
}
