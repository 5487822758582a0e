import FoundationEssentials
import Testing

@testable import Werkstatt

/// The whole line on the sample corpora: nothing is lost, every quote is verbatim, the same cards give the same bytes.
@Suite(.serialized) struct LineTests {
    static let inputs = Repository.corpora.map(Repository.input)

    @Test func everyCardComesOutOnceAndUnchanged() async throws {
        let (results, _) = try await Repository.run(Self.inputs)
        var gold: [String: JSONValue] = [:]
        for corpus in Repository.corpora {
            let bytes = try #require(readFile("\(Repository.root)/Corpora/\(corpus)/gold/\(corpus).jsonl"))
            for line in bytes.split(separator: 10) {
                let row = try JSONValue(parsing: line)
                gold[try #require(row["id"]?.string)] = row
            }
        }
        #expect(results.contributions.count == gold.count)
        #expect(results.unread.isEmpty)
        for contribution in results.contributions {
            let row = try #require(gold[contribution.id])
            #expect(contribution.contribution.text == row["text"]?.string)
            #expect(contribution.contribution.phase?.rawValue == row["phase"]?.string)
            #expect(contribution.contribution.points ?? 0 == row["points"]?.int ?? 0)
        }
        // read = kept + set aside + unread, and every kept card is in an idea and a thread.
        for contribution in results.contributions {
            #expect((contribution.status == .kept) == (contribution.idea != nil))
            #expect((contribution.idea == nil) == (contribution.thread == nil))
            #expect(contribution.status == .kept || contribution.statusReason != nil)
        }
        let members = results.ideas.flatMap(\.members)
        #expect(Set(members).count == members.count)
        #expect(members.count == results.contributions.count { $0.status == .kept })
    }

    @Test func everyQuoteIsVerbatimAndEveryDraftedValueHasASource() async throws {
        let (results, _) = try await Repository.run(Self.inputs)
        let texts = Dictionary(
            uniqueKeysWithValues: results.contributions.map { ($0.id, Array($0.contribution.text.unicodeScalars)) }
        )
        let measures = Repository.aachen.pack.catalogue
        #expect(!results.suggestions.isEmpty)
        for suggestion in results.suggestions {
            #expect(!suggestion.evidence.isEmpty)
            for quote in suggestion.evidence {
                let text = try #require(texts[quote.contribution])
                #expect(quote.span.start < quote.span.end)
                #expect(Array(quote.quote.unicodeScalars) == Array(text[quote.span.start..<quote.span.end]))
            }
            for value in suggestion.draft.flatMap(\.values) {
                switch value.origin {
                case .contribution:
                    let text = try #require(value.from.flatMap { texts[$0] })
                    let span = try #require(value.span)
                    #expect(Array(value.text.unicodeScalars) == Array(text[span.start..<span.end]))
                case .catalogue: #expect(measures.contains { $0.number == value.from })
                case .pack: #expect(!value.text.isEmpty)
                case .review: Issue.record("a run writes nothing by hand")
                }
            }
        }
    }

    @Test func evidenceOfLabelsPointsIntoTheText() async throws {
        let (results, _) = try await Repository.run(Self.inputs)
        var withEvidence = 0
        for contribution in results.contributions {
            let count = contribution.contribution.text.unicodeScalars.count
            for label in contribution.fields + contribution.themes + contribution.napPhases + contribution.targetGroups
            {
                #expect((0...1).contains(label.score))
                #expect(!label.evidence.isEmpty, "\(contribution.id) \(label.id)")
                for span in label.evidence.compactMap(\.span) {
                    withEvidence += 1
                    #expect(0 <= span.start && span.start < span.end && span.end <= count)
                }
            }
        }
        #expect(withEvidence > 500)
    }

    /// Rows shuffled, files renamed and in another order, one thread or two: the same bytes, but for where they were read.
    @Test func orderNamesAndJobsChangeNothing() async throws {
        let folder = try TemporaryFolder()
        var rows: [String] = []
        for corpus in Repository.corpora {
            let bytes = try #require(readFile("\(Repository.root)/Corpora/\(corpus)/gold/\(corpus).jsonl"))
            rows += String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
        let whole = try folder.write("alle.jsonl", rows.joined(separator: "\n") + "\n")
        let (_, expected) = try await Repository.run([whole])
        // A fixed shuffle: every seventh row, then every seventh of the rest …
        let shuffled = (0..<7).flatMap { start in stride(from: start, to: rows.count, by: 7).map { rows[$0] } }
        let half = shuffled.count / 3
        let first = try folder.write("zz.jsonl", shuffled[half...].joined(separator: "\n") + "\n")
        let second = try folder.write("aa.jsonl", shuffled[..<half].joined(separator: "\n") + "\n")
        for jobs in [1, 2, 3] {
            var options = RunOptions()
            options.jobs = jobs
            let (_, files) = try await Repository.run([first, second], options: options)
            for (file, other) in zip(files, expected) where file.name != "manifest.json" {
                #expect(file.contentDigest == other.contentDigest, "\(file.name) with \(jobs) jobs")
            }
        }
    }

    @Test func theChainOfStagesGivesTheSameFilesAsRun() async throws {
        let path =
            Repository.input("kultur-haltung")
            + "/\(try #require(FileManager.default.contentsOfDirectory(atPath: Repository.input("kultur-haltung")).first))"
        let (_, expected) = try await Repository.run([path])
        let line = Line(pack: Repository.aachen.pack, knowledge: Repository.aachen.knowledge, options: RunOptions())
        var bytes = try #require(readFile(path))
        for stage in Line.stageNames { bytes = try await line.filter(stage, input: bytes) }
        let files = ResultFiles(try Line.results(from: bytes), pack: Repository.aachen.pack).files
        for (file, other) in zip(files, expected) where file.name != "manifest.json" {
            #expect(file.contentDigest == other.contentDigest, "\(file.name)")
        }
    }

    @Test(arguments: ["tag", "group", "link", "settle", "match", "suggest"])
    func aStageRefusesLinesOfTheWrongStage(name: String) async throws {
        let line = Line(pack: Repository.aachen.pack, knowledge: Repository.aachen.knowledge, options: RunOptions())
        let intake = try await line.filter(
            "intake",
            input: Array(#"{"text":"Mehr Deutschkurse am Abend","phase":"kritik"}"#.utf8)
        )
        await #expect(throws: StageError.self) { try await line.filter(name, input: intake) }
        await #expect(throws: StageError.self) { try await line.filter(name, input: Array("kein JSON\n".utf8)) }
        await #expect(throws: StageError.self) { try await line.filter(name, input: []) }
    }

    @Test func aPackWithoutCatalogueSuggestsOnlyNewMeasures() async throws {
        let (results, _) = try await Repository.run(Self.inputs, pack: Repository.staedteregion)
        #expect(!results.suggestions.isEmpty)
        #expect(results.suggestions.allSatisfy { $0.kind == .neu && $0.measures.isEmpty })
        #expect(results.measures.isEmpty)
        let fields = Set(results.contributions.flatMap { $0.fields.map(\.id) })
        #expect(fields.isSubset(of: Set(Repository.staedteregion.pack.fields.map(\.id))))
        #expect(fields.count >= 6)
    }

    @Test func emptyAndTinyCorporaAreLegitimate() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "eine.jsonl",
            #"{"text":"Kein Sprachkurs am Abend","phase":"kritik","workshop":"W"}"#
        )
        let (results, files) = try await Repository.run([path])
        #expect(results.contributions.count == 1)
        #expect(results.ideas.count == 1)
        #expect(files.count == 8)
    }
}
