import OfficeFiles

/// A document to be passed on, before it has a format: headings, paragraphs, lists, tables, and the same content as
/// one flat table for spreadsheets. All text is masked already.
package struct Document: Sendable {
    package struct Column: Sendable {
        package var title: String
        /// Share of the width.
        package var width: Double

        package init(title: String, width: Double) {
            self.title = title
            self.width = width
        }
    }

    package struct Table: Sendable {
        package var caption: String
        package var columns: [Column]
        /// Per row one cell per column, each a list of paragraphs.
        package var rows: [[[String]]]

        package init(caption: String, columns: [Column], rows: [[[String]]]) {
            self.caption = caption
            self.columns = columns
            self.rows = rows
        }
    }

    package enum Block: Sendable {
        /// Levels start at 2; 1 is the title.
        case heading(Int, String)
        case paragraph(String)
        case bullets([String])
        case table(Table)
    }

    package var title: String
    package var subtitle: String
    package var blocks: [Block] = []
    package var header: [String] = []
    package var rows: [[String]] = []

    package init(title: String, subtitle: String) {
        self.title = title
        self.subtitle = subtitle
    }

    package mutating func heading(_ level: Int, _ text: String) { blocks.append(.heading(level, text)) }
    package mutating func paragraph(_ text: String) { blocks.append(.paragraph(text)) }
    package mutating func bullets(_ items: [String]) { if !items.isEmpty { blocks.append(.bullets(items)) } }
}

/// What can be exported.
public enum ExportDocument: String, CaseIterable, Sendable { case annex, committee, feedback }

/// In which form.
public enum ExportFormat: String, CaseIterable, Sendable {
    case markdown, html, docx, csv
    /// The results as a whole, whatever the document: a workbook (for Excel or LibreOffice), lines, a project and a
    /// codebook for qualitative analysis; and the thesaurus of the pack.
    case xlsx, ods, jsonl, qdpx, qdc, skos

    /// Whether it is a form of a document, not of the results as a whole.
    public var isOfDocument: Bool { [.markdown, .html, .docx, .csv].contains(self) }
}

/// Documents for the council and for the people who took part, from the results of a run.
///
/// In: results and their pack. Out: bytes. Decides form and masks; never changes a verdict, never shows personal data
/// unless the run keeps it.
public struct Export: Sendable {
    let context: ReportContext
    let style: InclusiveStyle
    /// What became of a thread in the review, in German; threads without one are told from the results alone.
    let outcomes: [String: String]

    public init(
        _ results: RunResults,
        pack: Pack,
        style: InclusiveStyle = .pair,
        keepsPersonalData: Bool = false,
        outcomes: [String: String] = [:]
    ) {
        var options = RunOptions()
        options.keepPersonalData = keepsPersonalData
        context = ReportContext(results, pack: pack, options: options, showsPlaces: false)
        self.style = style
        self.outcomes = outcomes
    }

    /// - Parameter committee: only the extract of this committee; nil for all.
    public func bytes(_ document: ExportDocument, _ format: ExportFormat, committee: String? = nil) throws -> [UInt8] {
        let rows = SuggestionRows(context: context, style: style)
        switch format {
        case .xlsx: return try WorkbookExport(context: context, rows: rows).bytes()
        case .ods: return try WorkbookExport(context: context, rows: rows).openDocument()
        case .jsonl: return LinesExport(context: context).bytes()
        case .qdpx: return try QualitativeProject(context: context).project()
        case .qdc: return QualitativeProject(context: context).codebook()
        case .skos: return ThesaurusExport(pack: context.pack, concepts: try Lexicon(context.pack).concepts).bytes()
        case .markdown, .html, .docx, .csv: break
        }
        let content: Document =
            switch document {
            case .annex: AnnexDocument(context: context, rows: rows).document
            case .committee: CommitteeDocument(context: context, rows: rows, only: committee).document
            case .feedback: FeedbackDocument(context: context, rows: rows, outcomes: outcomes).document
            }
        return try Self.bytes(content, format)
    }

    /// A document of any kind in a form.
    package static func bytes(_ content: Document, _ format: ExportFormat) throws -> [UInt8] {
        switch format {
        case .markdown: MarkdownWriter.bytes(content)
        case .html: HTMLWriter.bytes(content)
        case .docx: try DocxWriter.bytes(content)
        case .csv: CSVWriter.bytes(content)
        case .xlsx: try ExcelWriter.bytes([Self.sheet(content)], title: content.title)
        case .ods: try CalcWriter.bytes([Self.sheet(content)], title: content.title)
        case .jsonl, .qdpx, .qdc, .skos: throw FormatError(document: content.title, format: format)
        }
    }

    /// The flat table of a document as a sheet.
    private static func sheet(_ content: Document) -> SheetContent {
        let columns = content.header.enumerated().map { number, title in
            let longest = content.rows.map { $0.indices.contains(number) ? $0[number].count : 0 }.max() ?? 0
            return SheetContent.Column(title, width: Double(min(70, max(10, longest, title.count + 2))))
        }
        let rows = content.rows.map { $0.map { $0.isEmpty ? SheetContent.Value.empty : .text($0) } }
        return SheetContent(name: "Tabelle", columns: columns, rows: rows)
    }

    /// A form in which a document cannot be written.
    public struct FormatError: Error, Sendable, CustomStringConvertible {
        var document: String
        var format: ExportFormat

        public var description: String {
            "„\(document)“ gibt es nicht als \(format.rawValue); bitte markdown, html, docx, csv, xlsx oder ods wählen."
        }
    }

    /// Writes a document to a file, whole or not at all.
    public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
        try OutputFolder(folder.isEmpty ? "/" : folder).replace([(String(parts.last!), bytes)])
    }
}
