import Foundation
import FoundationXML
import OfficeFiles
import Testing

@testable import Werkstatt

/// The results as a whole: workbook, lines, project, thesaurus.
@Suite struct ResultExportTests {
    private static let export = Export(SampleRun.results, pack: SampleRun.pack)
    private static let limits = commonRules.office

    @Test(arguments: [ExportFormat.xlsx, .ods]) func theWorkbookHasTheSheetsPeopleKnow(format: ExportFormat) throws {
        let bytes = try Self.export.bytes(.annex, format)
        let book = try Workbook(try OfficeFile(bytes, limits: Self.limits))
        #expect(book.sheets.map(\.title) == ["Beiträge", "Ideen", "Stränge", "Vorschläge", "Maßnahmen", "Matrix"])
        var counts: [Int] = []
        var all = ""
        for sheet in book.sheets.indices {
            var count = 0
            try book.rows(of: sheet) { row in
                count += 1
                all += row.cells.map(\.text).joined(separator: "\t") + "\n"
            }
            counts.append(count - 1)
        }
        let results = SampleRun.results
        #expect(
            Array(counts.prefix(5)) == [
                results.contributions.count, results.ideas.count, results.threads.count, results.suggestions.count,
                results.measures.count,
            ]
        )
        #expect(!all.contains("Sönmez") && !all.contains("555 0137"))
        #expect(all.contains("[NAME]"))
    }

    /// Both workbooks hold the same, cell by cell: what stands there, and whether it is a number.
    @Test func theTwoWorkbooksAreTheSame() throws {
        func cells(_ format: ExportFormat) throws -> [[SheetRow]] {
            let book = try Workbook(try OfficeFile(try Self.export.bytes(.annex, format), limits: Self.limits))
            return try book.sheets.indices.map { sheet in
                var rows: [SheetRow] = []
                try book.rows(of: sheet) { rows.append($0) }
                return rows
            }
        }
        let excel = try cells(.xlsx)
        let calc = try cells(.ods)
        #expect(excel.joined().reduce(0) { $0 + $1.cells.count } > 100)
        for (one, other) in zip(excel, calc) {
            #expect(one.map(\.number) == other.map(\.number))
            for (row, twin) in zip(one, other) {
                #expect(row.cells.map(\.text) == twin.cells.map(\.text))
                #expect(row.cells.map(\.kind) == twin.cells.map(\.kind))
                #expect(row.cells.map(\.column) == twin.cells.map(\.column))
            }
        }
    }

    @Test func linesAreMaskedAndTheirOffsetsFit() throws {
        let text = String(decoding: try Self.export.bytes(.annex, .jsonl), as: UTF8.self)
        #expect(!text.contains("Sönmez"))
        let lines = text.split(separator: "\n")
        #expect(lines.count == SampleRun.results.contributions.count)
        for line in lines {
            let value = try JSONValue(parsing: Array(line.utf8))
            let text = try #require(value["text"]?.string)
            for mask in value["redactions"]?.array ?? [] {
                let span = Span(try #require(mask["start"]?.int), try #require(mask["end"]?.int))
                #expect(text.slice(span).hasPrefix("[") && text.slice(span).hasSuffix("]"))
            }
        }
    }

    /// Keys of every line are those of the published schema, in which every key is described.
    @Test func theSchemaNamesEveryKey() throws {
        let path = repository + "/Pipelines/common/schema/contribution.schema.json"
        let schema = try JSONValue(parsing: try #require(readFile(path)))
        let properties = try #require(schema["properties"]?.members).map(\.key)
        let required = Set(try #require(schema["required"]?.array).compactMap(\.string))
        for line in String(decoding: try Self.export.bytes(.annex, .jsonl), as: UTF8.self).split(separator: "\n") {
            let keys = try #require(try JSONValue(parsing: Array(line.utf8)).members).map(\.key)
            #expect(Set(keys).isSubset(of: Set(properties)))
            #expect(required.isSubset(of: Set(keys)))
        }
        #expect(schema["additionalProperties"] == .bool(false))
    }

    private final class Project: NSObject, XMLParserDelegate {
        var codes: [String: String] = [:]
        var sources: [String: String] = [:]
        var selections: [(source: String, name: String, span: Span, codes: [String])] = []
        var undated: [String] = []
        private var source = ""

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            if attributes["creatingUser"] != nil, attributes["creationDateTime"]?.hasSuffix("T00:00:00Z") != true {
                undated.append(name)
            }
            switch name {
            case "Code": codes[attributes["guid"]!] = attributes["name"]!
            case "TextSource":
                source = attributes["plainTextPath"]!.replacing("internal://", with: "")
                sources[source] = attributes["name"]!
            case "PlainTextSelection":
                let span = Span(Int(attributes["startPosition"]!)!, Int(attributes["endPosition"]!)!)
                selections.append((source, attributes["name"]!, span, []))
            case "CodeRef": selections[selections.count - 1].codes.append(attributes["targetGUID"]!)
            default: break
            }
        }
    }

    /// The project as another program reads it: every coding names a code, and stands at the words it is about.
    @Test func theProjectCodesTheRightWords() throws {
        let bytes = try Self.export.bytes(.annex, .qdpx)
        let project = Project()
        let parser = XMLParser(
            data: Data(try #require(try OfficeFile.part("project.qde", of: bytes, limits: Self.limits)))
        )
        parser.delegate = project
        #expect(parser.parse())
        #expect(project.codes.values.contains("Handlungsfelder") && project.codes.values.contains("Stränge"))
        var whole = 0
        for selection in project.selections {
            let part = try #require(try OfficeFile.part("sources/" + selection.source, of: bytes, limits: Self.limits))
            let words = String(decoding: part, as: UTF8.self).slice(selection.span)
            #expect(words.unicodeScalars.count == selection.span.end - selection.span.start)
            #expect(selection.codes.allSatisfy { project.codes[$0] != nil })
            if let card = SampleRun.results.contributions.first(where: { $0.id == selection.name }) {
                whole += 1
                #expect(words == MaskedText(card.contribution.text, card.redactions).text)
            } else {
                let id = selection.name.prefix { $0 != " " }
                let card = try #require(SampleRun.results.contributions.first { $0.id == id })
                #expect(MaskedText(card.contribution.text, card.redactions).text.contains(words) && !words.isEmpty)
            }
        }
        #expect(
            whole == SampleRun.results.contributions.count { $0.status != .erased && !$0.contribution.text.isEmpty }
        )
        // Programs keep codes by name, and stop at a place without a date.
        #expect(Set(project.codes.values.map { $0.lowercased() }).count == project.codes.count)
        #expect(project.undated.isEmpty)
        #expect(try Self.export.bytes(.annex, .qdpx) == bytes)
    }

    @Test func theCodebookHasTheLabelsOfThePack() throws {
        let text = String(decoding: try Self.export.bytes(.annex, .qdc), as: UTF8.self)
        #expect(XMLParser(data: Data(text.utf8)).parse())
        for field in SampleRun.pack.fields {
            #expect(text.contains("name=\"\(XML.escaped("\(field.id) \(field.title)"))\""))
        }
    }

    @Test func theThesaurusIsTurtle() throws {
        let lexicon = try Lexicon(Repository.aachen.pack)
        let export = ThesaurusExport(pack: Repository.aachen.pack, concepts: lexicon.concepts)
        let text = String(decoding: export.bytes(), as: UTF8.self)
        #expect(text.split(separator: "\n").count { $0.contains(" a skos:Concept ;") } == lexicon.concepts.count)
        #expect(text.contains("skos:prefLabel \"Anerkennung ausländischer Berufsabschlüsse\"@de"))
        // Every statement ends, and quotes are closed.
        for block in text.split(separator: "\n\n") where !block.hasPrefix("@prefix") {
            #expect(block.hasSuffix(" .") || block.hasSuffix(" .\n"))
            #expect(block.replacing("\\\\", with: "").replacing("\\\"", with: "").count { $0 == "\"" } % 2 == 0)
        }
    }

    @Test func aDocumentHasNoProjectForm() {
        let document = Document(title: "Protokoll", subtitle: "")
        #expect(throws: Export.FormatError.self) { try Export.bytes(document, .qdpx) }
    }
}
