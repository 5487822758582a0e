import OfficeFiles

/// One input file as it was read; goes into the manifest.
public struct InputFile: Codable, Sendable, Hashable {
    /// As named on the command line; within a folder, the path below it is appended.
    public var name: String
    public var sha256: String
    public var bytes: Int
    /// "csv", "tsv", "jsonl", "json", "markdown", "text", "html", "xlsx", "ods", "docx", "odt", "pdf", or what it
    /// is instead ("png").
    public var format: String
    /// "utf-8", "utf-8-bom", "utf-16le", "windows-1252" …; empty when it is no text.
    public var charset: String
    /// What held something: contributions + unread.
    public var records: Int
    public var contributions: Int
    public var unread: Int
}

/// Everything that was read.
public struct IntakeCorpus: Codable, Sendable {
    /// By id, bytewise.
    public var contributions: [Contribution]
    public var unread: [UnreadRow]
    public var notices: [Notice]
    /// By hash, then name.
    public var inputs: [InputFile]
    /// What the columns of tables were taken for; told by `inspect`, no result.
    public var columns: [FileColumns] = []

    enum CodingKeys: String, CodingKey { case contributions, unread, notices, inputs }

    public init(contributions: [Contribution], unread: [UnreadRow], notices: [Notice], inputs: [InputFile]) {
        self.contributions = contributions
        self.unread = unread
        self.notices = notices
        self.inputs = inputs
    }
}

/// The columns of a table and what they were taken for.
public struct FileColumns: Sendable, Hashable {
    public var file: String
    /// Of a workbook.
    public var sheet: String?
    /// Header and meaning, German; nil for what is only carried along.
    public var columns: [Meaning]

    public struct Meaning: Sendable, Hashable {
        public var header: String
        public var meaning: String?
    }
}

/// Nothing at all could be read: all reasons.
public struct IntakeError: Error, Sendable, CustomStringConvertible {
    public var unread: [UnreadRow]
    public var notices: [Notice]
    public var inputs: [InputFile]

    /// German, one line per reason.
    public var description: String { unread.map(\.reason).joined(separator: "\n") }
}

/// Reads the input files.
///
/// Comes in: files, folders, `-`. Goes out: every contribution exactly once, with an id of its own, and every row that
/// could not be read, with the reason. Decides format, character set, meaning of columns and headings, ids. Never drops a
/// row, never changes a text beyond its line ends.
public struct Intake {
    private let rules: IntakeRules
    private let splitsTurns: Bool

    /// - Parameter splitsTurns: long turns of a transcript become statements, each with its place in the turn.
    public init(rules: IntakeRules, splitsTurns: Bool = false) {
        self.rules = rules
        self.splitsTurns = splitsTurns
    }

    /// - Throws: `IntakeError` when no input could be read at all; everything less is reported in the corpus.
    public func run(_ paths: [String], standardInput: () -> [UInt8]) throws(IntakeError) -> IntakeCorpus {
        var found = InputPaths(passOver: rules.passOver)
        for path in paths { found.add(path) }
        var corpus = IntakeCorpus(contributions: [], unread: found.unread, notices: found.notices, inputs: [])
        var hasReadableFile = false
        for file in found.files {
            switch file.path.map(InputPaths.read) ?? .success(standardInput()) {
            case .success(let bytes): hasReadableFile = add(file, bytes, to: &corpus) || hasReadableFile
            case .failure(let fault):
                corpus.unread.append(
                    UnreadRow(file: file.name, row: 0, reason: "Die Datei „\(file.name)“ \(fault.reason).", raw: "")
                )
            }
        }
        nameCopies(&corpus)
        Self.sort(&corpus)
        if !hasReadableFile, !corpus.unread.isEmpty {
            throw IntakeError(unread: corpus.unread, notices: corpus.notices, inputs: corpus.inputs)
        }
        let ids = ContributionIds(corpus.contributions)
        // Given away, so that nothing is copied.
        corpus.contributions = []
        let result = ids.assigned()
        corpus.contributions = result.contributions
        corpus.notices = (corpus.notices + result.notices).sorted(by: Self.noticeOrder)
        nameWorkshops(&corpus)
        return corpus
    }

    /// False when the file as a whole could not be read.
    func add(_ file: InputPaths.File, _ bytes: consuming [UInt8], to corpus: inout IntakeCorpus) -> Bool {
        var input = InputFile(
            name: file.name,
            sha256: sha256(bytes),
            bytes: bytes.count,
            format: "",
            charset: "",
            records: 0,
            contributions: 0,
            unread: 0
        )
        let kind = FileKind(rules: rules)
        var fault: String?
        var rows = FileRows(rules: rules, file: file.name)
        rows.splitsTurns = splitsTurns
        if bytes.isEmpty {
            fault = "ist leer; bitte prüfen, ob sie vollständig gespeichert wurde"
            input.format = "empty"
        } else if OfficeReader.isContainer(bytes) {
            (input.format, fault) = OfficeReader(rules: rules).read(copy bytes, into: &rows)
        } else if let foreign = kind.foreignFormat(bytes) {
            (input.format, fault) = foreign
        } else if let text = TextDecoder(rules: rules).decode(bytes) {
            input.charset = text.charset
            switch kind.reader(text, name: file.name) {
            case .failure(let reason): (input.format, fault) = ("markup", reason.reason)
            case .success(let reader):
                input.format = reader.rawValue
                if file.mayBeGold, reader == .jsonl, Self.hasGold(text) {
                    corpus.notices.append(Notice(.note, file: file.name, "Die Datei wird übergangen (Goldstandard)."))
                    return true
                }
                rows = FileRows(rules: rules, file: file.name, damage: text.damage)
                rows.splitsTurns = splitsTurns
                fault = read(text, with: reader, into: &rows)
                remarkCharset(text, &rows)
            }
        } else {
            fault = "ist kein Text; bitte als Text oder „CSV UTF-8“ speichern"
            input.format = "binary"
        }
        if let fault { rows.refuseFile(row: 0, "Die Datei „\(file.name)“ \(fault).", raw: EmptyCollection<UInt8>()) }
        if rows.records == 0 {
            rows.remark(.warning, row: 0, "Die Datei enthält keine Beiträge; bitte prüfen, ob es die richtige ist.")
        }
        input.records = rows.records
        input.contributions = rows.contributions.count
        input.unread = rows.unread.count
        corpus.inputs.append(input)
        if corpus.contributions.isEmpty {
            corpus.contributions = rows.contributions
        } else {
            corpus.contributions += rows.contributions
        }
        corpus.unread += rows.unread
        corpus.notices += rows.notices
        corpus.columns += rows.columns.map { sheet, reading in
            let columns = zip(reading.headers, reading.meanings).map {
                FileColumns.Meaning(header: $0, meaning: $1?.german)
            }
            return FileColumns(file: file.name, sheet: sheet, columns: columns)
        }
        return !rows.isRefused
    }

    /// Why the file as a whole could not be read, or nil.
    private func read(_ text: DecodedText, with reader: FileKind.Reader, into rows: inout FileRows) -> String? {
        switch reader {
        case .csv, .tsv: DelimitedReader(rules: rules).read(text, into: &rows)
        case .jsonl: JSONLinesReader(rules: rules).read(text, into: &rows)
        case .json: JSONDocumentReader(rules: rules).read(text, into: &rows)
        case .markdown, .text: ProtocolReader(rules: rules).read(text, into: &rows)
        case .html:
            do throws(OfficeFault) {
                DocumentReader(rules: rules).read(
                    try OfficeDocument(html: text.bytes, limits: rules.office),
                    into: &rows
                )
            } catch { return error.reason }
        }
        return nil
    }

    private func remarkCharset(_ text: DecodedText, _ rows: inout FileRows) {
        if text.isCut {
            rows.remark(.warning, row: 0, "Die Datei endet mitten in einem Zeichen; vermutlich ist sie unvollständig.")
        }
        if !text.charset.hasPrefix("utf-8") {
            rows.remark(.note, row: 0, "Die Datei wurde als \(text.charset) gelesen.")
        }
        let mojibake = Mojibake.count(text.bytes)
        if mojibake > 0 {
            rows.remark(
                .warning,
                row: 0,
                "Der Text enthält \(mojibake) falsch umgewandelte Zeichen (etwa „Ã¼“ statt „ü“) und bleibt so; bitte die Datei neu aus der Quelle speichern."
            )
        }
    }

    private static func hasGold(_ text: DecodedText) -> Bool {
        text.bytes.withUnsafeBufferPointer { bytes in
            (try? JSONValue(parsing: bytes[..<lineEnd(bytes, from: 0)]))?["gold"] != nil
        }
    }

    /// What no row and no heading named is named by the file. Ids do not know this name.
    private func nameWorkshops(_ corpus: inout IntakeCorpus) {
        var last: (file: String, workshop: String?) = ("-", nil)
        for position in corpus.contributions.indices where corpus.contributions[position].workshop == nil {
            let file = corpus.contributions[position].source.file
            if file != last.file { last = (file, Self.workshop(ofFile: file)) }
            corpus.contributions[position].workshop = last.workshop
        }
    }

    /// Two files with the same bytes are both read, but it is said.
    private func nameCopies(_ corpus: inout IntakeCorpus) {
        var first: [String: String] = [:]
        for input in corpus.inputs where input.bytes > 0 {
            if let other = first[input.sha256] {
                corpus.notices.append(Notice(.note, file: input.name, "Die Datei hat denselben Inhalt wie „\(other)“."))
            } else {
                first[input.sha256] = input.name
            }
        }
    }

    /// The name of the file without its ending; nil for standard input.
    static func workshop(ofFile name: String) -> String? {
        guard name != "-", let last = name.split(separator: "/").last else { return nil }
        guard let dot = last.lastIndex(of: "."), dot > last.startIndex else { return String(last) }
        return String(last[..<dot])
    }

    private static func sort(_ corpus: inout IntakeCorpus) {
        corpus.unread.sort {
            let file = bytewiseOrder($0.file, $1.file)
            return file != 0 ? file < 0 : ($0.row, $0.reason) < ($1.row, $1.reason)
        }
        corpus.inputs.sort {
            let hash = bytewiseOrder($0.sha256, $1.sha256)
            return hash != 0 ? hash < 0 : precedesBytewise($0.name, $1.name)
        }
        corpus.notices.sort(by: noticeOrder)
    }

    private static func noticeOrder(_ left: Notice, _ right: Notice) -> Bool {
        let file = bytewiseOrder(left.file, right.file)
        if file != 0 { return file < 0 }
        return left.row != right.row ? left.row < right.row : precedesBytewise(left.text, right.text)
    }
}
