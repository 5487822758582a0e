import FoundationEssentials
import ICUText

/// The files a run starts from, as they were when it started.
///
/// Comes in: a pack that was just read. Goes out: lines of the lock and the key of the knowledge. Never: reads a file of the
/// pack that the run did not read, but for the lexicons, which are read before anything is counted and looked at again
/// when the run is done.
public struct RunSources: Sendable {
    /// Files of the pack relative to its folder, with the SHA-256 of their bytes.
    let files: [(name: String, sha256: String)]
    /// Folders whose files all are lexicons, relative to the pack's.
    let lexiconFolders: [String]
    let lexicons: [(name: String, sha256: String)]
    let passOver: [String]
    let title: String
    let parameters: [(name: String, value: Double)]
    let parts: [PackPart]
    let knowledge: ContentKey
    private let pack: Pack
    private let lexiconBytes: ContentKey

    public init(_ pack: Pack) {
        let lexicon = Lexicon.files(pack)
        self.pack = pack
        func name(_ path: String) -> String { Self.name(path, in: pack.folder) }
        files = pack.files.map { (name($0.path), sha256($0.bytes)) }
        lexicons = lexicon.map { (name($0.path), sha256($0.bytes)) }
        lexiconFolders = pack.lexiconPaths.filter { isFolder($0) }.map(name)
        passOver = pack.intake.passOver
        title = "\(pack.id) \(pack.version)"
        parameters = pack.parameters.all
        parts = pack.parts.map { PackPart(key: $0.key, file: $0.file.map(name), digest: $0.digest) }
        knowledge = StageReadings.knowledge(pack, lexicon: lexicon, StageReadings.seed())
        lexiconBytes = Self.key(lexicon)
    }

    /// False when somebody changed a lexicon while the run was on its way.
    var holds: Bool { Self.key(Lexicon.files(pack)) == lexiconBytes }

    private static func key(_ lexicon: [(path: String, bytes: [UInt8])]) -> ContentKey {
        var hash = ContentHash()
        for file in lexicon {
            hash.add(file.path)
            hash.add(file.bytes)
        }
        return hash.key
    }

    /// A file of the pack relative to the pack's folder.
    static func name(_ path: String, in folder: String) -> String {
        let folder = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count).drop { $0 == "/" }) : path
    }

    /// The lines of the lock that say where a run starts.
    func lines(
        _ request: RunRequest,
        inputs: [(name: String, sha256: String)],
        gold: [(name: String, sha256: String)],
        skipped: [String]
    ) -> [String] {
        var lines = Self.programLines + ["pack \(title)"]
        lines += files.map { "pack-file \($0.sha256) \($0.name)" }
        lines += lexiconFolders.map { "lexicon-folder \($0)" }
        lines += lexicons.map { "lexicon-file \($0.sha256) \($0.name)" }
        lines.append("parameters " + sha256(parameters.map { "\($0.name) \($0.value)\n" }.joined().utf8))
        lines += request.flagLines
        lines += passOver.map { "pass-over \($0)" }
        lines += Self.inputLines(inputs, gold: gold, skipped: skipped, request.names)
        return lines
    }

    static var programLines: [String] { ["program \(Program.name) \(Program.version)", "unicode icu \(icuVersion)"] }

    /// - Parameter gold: files of folders named gold; those with gold are no inputs.
    static func inputLines(
        _ inputs: [(name: String, sha256: String)],
        gold: [(name: String, sha256: String)],
        skipped: [String],
        _ names: RunNames
    ) -> [String] {
        func lines(_ kind: String, _ files: [(name: String, sha256: String)]) -> [String] {
            files.map { (names.shortened($0.name), $0.sha256) }.sorted {
                $0.0 != $1.0 ? precedesBytewise($0.0, $1.0) : $0.1 < $1.1
            }.map { "\(kind) \($0.1) \($0.0)" }
        }
        return lines("input", inputs) + lines("gold-file", gold)
            + skipped.map { "skipped " + names.shortened($0) }.sorted(by: precedesBytewise)
    }
}

func isFolder(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
}
