/// The files of a run.
///
/// In: the results, the pack they were made with, the options. Out: the files of the contract as bytes, or as files
/// in a folder. Decides nothing about content; never writes half a run: see `OutputFolder`.
public struct ResultFiles: Sendable {
    public struct File: Sendable {
        public let name: String
        public let bytes: [UInt8]
        /// SHA-256 of what the file says, without the places it was read from: the same for any order of the rows
        /// and any name of the files.
        public let contentDigest: String

        init(_ name: String, _ bytes: [UInt8], content: [UInt8]? = nil) {
            self.name = name
            self.bytes = bytes
            contentDigest = sha256(content ?? bytes)
        }
    }

    /// `manifest.json` is the last: it seals the others.
    public let files: [File]

    public init(_ results: RunResults, pack: Pack, options: RunOptions = RunOptions()) {
        let report = Report(results, pack: pack, options: options)
        let contents = [
            File(
                "contributions.jsonl",
                Self.lines(results.contributions) { ResultLines.contribution($0, to: &$1) },
                content: Self.lines(results.contributions) { ResultLines.contribution($0, source: false, to: &$1) }
            ),
            File("ideas.jsonl", Self.lines(results.ideas) { ResultLines.idea($0, to: &$1) }),
            File("threads.jsonl", Self.lines(results.threads) { ResultLines.thread($0, to: &$1) }),
            File("suggestions.jsonl", Self.lines(results.suggestions) { ResultLines.suggestion($0, to: &$1) }),
            File("measures.jsonl", Self.lines(results.measures) { ResultLines.measure($0, to: &$1) }),
            File(
                "unread.jsonl",
                Self.lines(results.unread) { ResultLines.unread($0, to: &$1) },
                content: Self.unreadContent(results.unread)
            ),
            File("report.html", report.page(), content: report.namesPlaces ? report.page(places: false) : nil),
        ]
        files =
            contents + [
                File("manifest.json", Manifest(results: results, pack: pack, options: options, outputs: contents).bytes)
            ]
    }

    /// Writes all files into a folder, which is made when it is missing. Other files there stay as they are.
    public func write(to folder: String) throws(OutputError) {
        try OutputFolder(folder).replace(files.map { ($0.name, $0.bytes) })
    }

    /// The same with another manifest: when files of an older run are written again, what made them stays said.
    package func write(to folder: String, manifest change: ([UInt8]) -> [UInt8]) throws(OutputError) {
        try OutputFolder(folder).replace(
            files.map { ($0.name, $0.name == "manifest.json" ? change($0.bytes) : $0.bytes) }
        )
    }

    private static func lines<Element>(_ elements: [Element], _ write: (Element, inout JSONText) -> Void) -> [UInt8] {
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
        return lines(sorted) { ResultLines.unread($0, source: false, to: &$1) }
    }
}
