import Foundation
import FoundationXML
import Testing

@testable import Werkstatt

/// Documents that leave the house: complete, masked, safe to open.
@Suite struct ExportTests {
    private static let dangerous = ["=SUM(A1:A9)", "+49 2", "-1", "@foo", "\t=1", " =1", "＝1"]

    @Test(arguments: dangerous) func aFormulaIsNeverAFormula(cell: String) {
        #expect(CSVWriter.cell(cell).drop { $0 == "\"" }.hasPrefix("'"))
    }

    @Test(arguments: [
        ("ohne Geld", "ohne Geld"), ("a,b", "\"a,b\""), ("er sagt \"nein\"", "\"er sagt \"\"nein\"\"\""),
        ("5 - 3", "5 - 3"),
    ])
    func otherCellsStay(cell: String, expected: String) { #expect(CSVWriter.cell(cell) == expected) }

    @Test(arguments: [
        (InclusiveStyle.star, "Künstler*innen fördern"), (.colon, "Künstler:innen fördern"),
        (.pair, "Künstlerinnen und Künstler fördern"),
        (.neutral, "Kunstschaffende fördern"),
    ])
    func generatedTextFollowsTheStyle(style: InclusiveStyle, expected: String) {
        let neutral = Repository.aachen.pack.drafts.neutral
        #expect(style.apply("Künstlerinnen und Künstler fördern", neutral: neutral) == expected)
        #expect(style.apply("Gewinnen und Verlieren", neutral: neutral) == "Gewinnen und Verlieren")
    }

    @Test func resultsReadBackGiveTheSameFiles() async throws {
        let (results, files) = try await Repository.run(Repository.corpora.map(Repository.input))
        let folder = try TemporaryFolder()
        try ResultFiles(results, pack: Repository.aachen.pack).write(to: folder.path)
        let again = try ResultReader(folder: folder.path).read()
        let written = ResultFiles(again, pack: Repository.aachen.pack).files
        for (file, twin) in zip(files, written) where file.name.hasSuffix(".jsonl") {
            #expect(file.bytes == twin.bytes, "\(file.name)")
        }
        #expect(try ResultReader(folder: folder.path).packID() == "aachen")
    }

    @Test func aFolderWithoutResultsIsNamed() throws {
        let folder = try TemporaryFolder()
        #expect { try ResultReader(folder: folder.path).read() } throws: { "\($0)".contains(folder.path) }
    }

    @Test(arguments: ExportDocument.allCases, [ExportFormat.markdown, .html, .csv])
    func personalDataIsMasked(document: ExportDocument, format: ExportFormat) throws {
        let text = String(
            decoding: try Export(SampleRun.results, pack: SampleRun.pack).bytes(document, format),
            as: UTF8.self
        )
        #expect(!text.contains("Sönmez") && !text.contains("555 0137"))
        #expect(format == .csv || !text.contains("<script>alert"))
    }

    @Test func theFeedbackListNamesEveryContribution() throws {
        let results = SampleRun.results
        let export = Export(results, pack: SampleRun.pack)
        let document = FeedbackDocument(
            context: export.context,
            rows: SuggestionRows(context: export.context, style: .pair)
        ).document
        #expect(document.rows.map { $0[1] }.sorted() == results.contributions.map(\.id).sorted())
        #expect(document.rows.allSatisfy { !$0[4].isEmpty })
    }

    @Test func theAnnexHoldsEverySuggestionOnce() throws {
        let export = Export(SampleRun.results, pack: SampleRun.pack)
        let document = AnnexDocument(
            context: export.context,
            rows: SuggestionRows(context: export.context, style: .pair)
        ).document
        let rows = document.blocks.reduce(0) { count, block in
            if case .table(let table) = block, table.columns.count == SuggestionRows.columns.count {
                count + table.rows.count
            } else {
                count
            }
        }
        #expect(rows == SampleRun.results.suggestions.count)
        #expect(document.rows.allSatisfy { $0.count == document.header.count })
    }

    @Test func aWordDocumentIsAZipOfWellFormedParts() throws {
        let export = Export(SampleRun.results, pack: SampleRun.pack)
        let bytes = try export.bytes(.annex, .docx)
        #expect(bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
        #expect(try export.bytes(.annex, .docx) == bytes)
        for part in [
            DocxParts.contentTypes, DocxParts.packageRelations, DocxParts.documentRelations, DocxParts.styles,
            DocxParts.settings, DocxParts.numbering, DocxParts.footer, DocxParts.properties("A & B <C>"),
        ] {
            let parser = XMLParser(data: Data(part))
            #expect(parser.parse(), "\(String(decoding: part, as: UTF8.self))")
        }
    }
}
