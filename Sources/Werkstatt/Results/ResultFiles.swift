/// The files of a run.
///
/// In: the results, the pack they were made with, the options. Out: the files of the contract as bytes, or written piece
/// by piece into a folder: a large run never holds a whole file in memory. Decides nothing about content; never writes
/// half a run: see `OutputFolder`.
public struct ResultFiles: Sendable {
    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
        /// SHA-256 of what the file says, without the places it was read from: the same for any order of the rows
        /// and any name of the files.
        public let contentDigest: String
    }

    /// What stands in a file, in pieces, and what of it counts for its digest.
    private struct Content {
        let name: String
        /// Hands out pieces in their order; `counted` is the piece without places, nil when it names none.
        let pieces:
            (_ out: (_ piece: [UInt8], _ counted: [UInt8]?) throws(OutputError) -> Void) throws(OutputError) ->
                Void
    }

    private let results: RunResults
    private let pack: Pack
    private let options: RunOptions

    public init(_ results: RunResults, pack: Pack, options: RunOptions = RunOptions()) {
        self.results = results
        self.pack = pack
        self.options = options
    }

    /// All files with their bytes; `manifest.json` is the last: it seals the others.
    public var files: [File] {
        var sink = FilesInMemory()
        var digests: [String] = []
        // Memory refuses nothing.
        try? produce(into: &sink, digests: &digests)
        return zip(sink.files, digests).map { File(name: $0.name, bytes: $0.bytes, contentDigest: $1) }
    }

    /// Writes all files into a folder, which is made when it is missing. Other files there stay as they are.
    public func write(to folder: String) throws(OutputError) {
        try write(to: folder) { $0 }
    }

    /// The same with another manifest: when files of an older run are written again, what made them stays said.
    package func write(to folder: String, manifest change: ([UInt8]) -> [UInt8]) throws(OutputError) {
        // What was kept of the run before no longer fits.
        try OutputFolder(folder, seals: RunRecord.fileNames).replace { folder throws(OutputError) in
            var digests: [String] = []
            try produce(into: &folder, digests: &digests, manifest: change)
        }
    }

    /// The same with what the next run needs to know about this one: the lock and the kept state.
    public func write(to folder: String, record: RunRecord) throws(OutputError) {
        try OutputFolder(folder, seals: RunRecord.fileNames).replace { folder throws(OutputError) in
            var digests: [String] = []
            try produce(into: &folder, digests: &digests)
            let manifest = Manifest(
                results: record.names.shortened(results),
                pack: pack,
                options: record.names.shortened(options),
                outputs: zip(folder.names.dropLast(), digests).map { ($0, $1) }
            )
            digests[digests.count - 1] = sha256(manifest.bytes)
            let written = folder.names.map { (name: $0, key: KeptRun.key(ofFile: folder.place($0))) }
            for (name, bytes) in record.files(written: written, digests: digests) {
                try folder.begin(name)
                try folder.add(bytes)
                try folder.end()
            }
        }
    }

    /// Hands out every file; at the end `digests` holds their digests.
    private func produce(
        into sink: inout some FileSink,
        digests: inout [String],
        manifest change: ([UInt8]) -> [UInt8] = { $0 }
    ) throws(OutputError) {
        var outputs: [(name: String, sha256: String)] = []
        for content in contents {
            var digest = Digest()
            try sink.begin(content.name)
            try content.pieces { piece, counted throws(OutputError) in
                digest.add(counted ?? piece)
                try sink.add(piece)
            }
            try sink.end()
            outputs.append((content.name, digest.finished()))
        }
        let manifest = change(Manifest(results: results, pack: pack, options: options, outputs: outputs).bytes)
        try sink.begin("manifest.json")
        try sink.add(manifest)
        try sink.end()
        digests = outputs.map(\.sha256) + [sha256(manifest)]
    }

    private var contents: [Content] {
        let report = Report(results, pack: pack, options: options)
        return [
            Content(name: "contributions.jsonl") { out throws(OutputError) in
                var text = JSONText()
                var counted: [UInt8] = []
                for card in results.contributions {
                    let start = text.bytes.count
                    let source = ResultLines.contribution(card, to: &text)
                    text.newline()
                    counted += text.bytes[start..<source.lowerBound]
                    counted += text.bytes[source.upperBound...]
                    guard text.bytes.count >= Self.piece else { continue }
                    try out(text.take(), counted)
                    counted.removeAll(keepingCapacity: true)
                }
                try out(text.take(), counted)
            },
            lines("ideas.jsonl", results.ideas) { ResultLines.idea($0, to: &$1) },
            lines("threads.jsonl", results.threads) { ResultLines.thread($0, to: &$1) },
            lines("suggestions.jsonl", results.suggestions) { ResultLines.suggestion($0, to: &$1) },
            lines("measures.jsonl", results.measures) { ResultLines.measure($0, to: &$1) },
            Content(name: "unread.jsonl") { out throws(OutputError) in
                try out(
                    Self.bytes(results.unread) { ResultLines.unread($0, to: &$1) },
                    Self.unreadContent(results.unread)
                )
            },
            Content(name: "report.html") { out throws(OutputError) in
                let page = report.pages()
                try out(page.shown, page.counted)
            },
        ]
    }

    /// So many bytes are handed on at once, about.
    private static var piece: Int { 1 << 18 }

    private func lines<Element>(
        _ name: String,
        _ elements: [Element],
        _ write: @escaping (Element, inout JSONText) -> Void
    ) -> Content {
        Content(name: name) { out throws(OutputError) in
            var text = JSONText()
            for element in elements {
                write(element, &text)
                text.newline()
                if text.bytes.count >= Self.piece { try out(text.take(), nil) }
            }
            try out(text.take(), nil)
        }
    }

    private static func bytes<Element>(_ elements: [Element], _ write: (Element, inout JSONText) -> Void) -> [UInt8] {
        var out = JSONText()
        for element in elements {
            write(element, &out)
            out.newline()
        }
        return out.bytes
    }

    /// Unread rows stand in the order of their files; without the places their order must come from what they say.
    private static func unreadContent(_ rows: [UnreadRow]) -> [UInt8] {
        let sorted = rows.sorted { ($0.reason, $0.raw) < ($1.reason, $1.raw) }
        return bytes(sorted) { ResultLines.unread($0, source: false, to: &$1) }
    }
}

/// Keeps files in memory.
private struct FilesInMemory: FileSink {
    var files: [(name: String, bytes: [UInt8])] = []

    mutating func begin(_ name: String) { files.append((name, [])) }
    mutating func add(_ bytes: [UInt8]) { files[files.count - 1].bytes += bytes }
    mutating func end() {}
}
