import Foundation
import Testing

@testable import Werkstatt

/// After any edit an incremental run leaves the same bytes as a full one, and a run without an edit does nothing.
@Suite(.serialized) struct IncrementalRunTests {
    /// One edit; the number decides what is edited.
    private static func edit(_ city: SmallCity, _ random: inout SmallRandom) throws -> String {
        let card = random.next(city.cards.count)
        switch random.next(14) {
        case 0:
            city.cards[card].text =
                SmallCity.texts[random.next(SmallCity.texts.count)] + ["", " und Miete", " im Park"][random.next(3)]
            return "Text von \(city.cards[card].id)"
        case 1:
            let id = "n\(random.next(1000))"
            guard !city.cards.contains(where: { $0.id == id }) else { return "nichts" }
            var new = city.cards[card]
            new.id = id
            new.text += " für Mädchen"
            city.cards.append(new)
            return "neu: \(id)"
        case 2:
            guard city.cards.count > 8 else { return "nichts" }
            return "weg: \(city.cards.remove(at: card).id)"
        case 3:
            city.cards.swapAt(card, random.next(city.cards.count))
            return "Reihenfolge"
        case 4:
            city.cards[card].phase = ["kritik", "phantasie", "realisierung", ""][random.next(4)]
            return "Phase von \(city.cards[card].id)"
        case 5:
            let (name, values) = parameters[random.next(parameters.count)]
            try city.set(name, values[random.next(values.count)])
            return name
        case 6:
            let words = ["Treffpunkt", "Kaution", "Alphabetisierung", "Park"]
            try city.edit("Pipelines/common/thesaurus/klein.yaml") {
                $0.replacing("any: [Wohnung", with: "any: [\(words[random.next(4)]), Wohnung", maxReplacements: 1)
            }
            return "Lexikon"
        case 7:
            try city.edit("Pipelines/common/draft.yaml") {
                $0.replacing("?\"", with: random.next(2) == 0 ? " bitte?\"" : "?\"", maxReplacements: 1)
            }
            return "Wortlaut"
        case 8:
            city.options.ignoreRoom.toggle()
            return "--ignore-room"
        case 9:
            city.options.noContext.toggle()
            return "--no-context"
        case 10:
            city.options.keepPersonalData.toggle()
            return "--keep-personal-data"
        case 11: return try decide(city, card, &random)
        case 12:
            city.cards[card].points += 1
            city.cards[card].room = ["", "Kurse", "Halle"][random.next(3)]
            return "Punkte und Überschrift von \(city.cards[card].id)"
        default:
            city.options.participants = random.next(2) == 0 ? [] : ["Karl Vermieter"]
            return "--names"
        }
    }

    /// A person corrects labels or masks of a card, or has it erased.
    private static func decide(_ city: SmallCity, _ card: Int, _ random: inout SmallRandom) throws -> String {
        var corrections = city.options.corrections ?? Corrections(salt: "salz")
        let own = city.cards[card]
        let key = Corrections.key(salt: corrections.salt, workshop: own.workshop, text: own.text)
        var correction = Corrections.Card()
        switch random.next(3) {
        case 0: correction.tags[.fields] = ["H3"]
        case 1: correction.masked = [Redaction(Span(0, 3), .name)]
        default: corrections.erased.append(.init(key: key, id: own.id))
        }
        corrections.cards[key] = correction
        city.options.corrections = corrections
        city.options.decisions = RunOptions.HashedFile(name: "review.sqlite", sha256: corrections.digest)
        return "Entscheidung zu \(own.id)"
    }

    private static let parameters: [(String, [Double])] = [
        ("fields_first", [0.2, 0.5]), ("evidence_most", [1, 6]), ("linkage_threshold", [0.05, 0.6]),
        ("room_bonus", [0, 2]), ("context_title", [0, 0.5]), ("match_words", [0.1, 1]), ("matches_most", [1, 3]),
        ("title_longest", [50, 90]), ("report_quotes_most", [1, 3]), ("duplicate_similarity", [0.3, 0.9]),
        ("target_first", [0.1, 0.9]), ("label_mix", [0.2, 0.8]), ("match_covered", [0.1, 0.9]),
        ("group_density", [1, 50]),
    ]

    @Test(arguments: [1, 2, 3]) func anyEditsGiveTheBytesOfAFullRun(seed: UInt64) async throws {
        let city = try SmallCity()
        let kept = city.folder.path + "/fortgesetzt"
        let full = city.folder.path + "/voll"
        var random = SmallRandom(seed)
        var history: [String] = []
        var taken = 0
        for step in 0..<12 {
            if step > 0 {
                for _ in 0...random.next(2) { history.append(try Self.edit(city, &random)) }
                try city.writeCards()
            }
            city.options.jobs = 1 + random.next(3)
            let plan = try await city.run(into: kept)
            if let plan { taken += plan.steps.count { $0.text.hasPrefix("übernommen") } }
            try await city.run(into: full, isFull: true)
            #expect(SmallCity.differences(kept, full).isEmpty, "\(history)")
            #expect(try await city.run(into: kept) == nil, "\(history)")
        }
        #expect(taken > 0)
    }

    @Test func nothingIsDoneTwiceAndEveryChangeIsSeen() async throws {
        let city = try SmallCity()
        let out = city.folder.path + "/out"
        try await city.run(into: out)
        #expect(RunLock.isCurrent(directory: out, city.request))
        let before =
            try FileManager.default.attributesOfItem(atPath: out + "/manifest.json")[.modificationDate] as? Date
        #expect(try await city.run(into: out) == nil)
        #expect(
            try FileManager.default.attributesOfItem(atPath: out + "/manifest.json")[.modificationDate] as? Date
                == before
        )
        // What was touched, and what is said about it.
        let touches: [(touch: () throws -> Void, said: String)] = [
            (
                {
                    city.cards[0].text += "!"
                    try city.writeCards()
                }, "Eingabe karten.jsonl geändert"
            ),
            (
                { try city.edit("Pipelines/common/draft.yaml") { $0 + "# neu\n" } },
                "\(city.folder.path)/Pipelines/common/draft.yaml geändert"
            ),
            (
                { try city.folder.write("Pipelines/common/thesaurus/mehr.yaml", "concepts: []\n") },
                "\(city.folder.path)/Pipelines/common/thesaurus/mehr.yaml ist neu"
            ),
            (
                {
                    try FileManager.default.removeItem(
                        atPath: city.folder.path + "/Pipelines/common/thesaurus/mehr.yaml"
                    )
                },
                "\(city.folder.path)/Pipelines/common/thesaurus/mehr.yaml fehlt"
            ),
            ({ city.options.noContext = true }, "--no-context ist jetzt gesetzt"),
            ({ city.options.participants = ["Erika Muster"] }, "die Namensliste (--names) geändert"),
            (
                { city.options.decisions = .init(name: "review.sqlite", sha256: String(repeating: "a", count: 64)) },
                "die Entscheidungen haben sich geändert"
            ),
            ({ try FileManager.default.removeItem(atPath: out + "/ideas.jsonl") }, "\(out)/ideas.jsonl fehlt"),
        ]
        for (touch, said) in touches {
            try touch()
            let lock = try #require(RunLock(directory: out))
            #expect(lock.changes(directory: out, city.request) == [said])
            #expect(try await city.run(into: out) != nil, "\(said)")
            #expect(RunLock.isCurrent(directory: out, city.request), "\(said)")
        }
        // An output that somebody edited is written again.
        let bytes = readFile(out + "/threads.jsonl")
        try Data("{}\n".utf8).write(to: URL(filePath: out + "/threads.jsonl"))
        #expect(try await city.run(into: out) != nil)
        #expect(readFile(out + "/threads.jsonl") == bytes)
    }

    /// Two people's machines: other folders, other numbers of cores; the lock names neither.
    @Test func theLockIsTheSameEverywhere() async throws {
        let here = try SmallCity()
        let there = try SmallCity()
        here.options.jobs = 1
        there.options.jobs = 3
        try await here.run(into: here.folder.path + "/out")
        try await there.run(into: there.folder.path + "/anderswo/ergebnisse")
        let lock = try #require(here.folder.text("out/werkstatt.lock"))
        #expect(lock == there.folder.text("anderswo/ergebnisse/werkstatt.lock"))
        #expect(!lock.contains(here.folder.path) && !lock.contains("/tmp"))
        #expect(lock.split(separator: "\n").contains { $0.hasSuffix(" karten.jsonl") })
        #expect(lock.split(separator: "\n").filter { $0.hasPrefix("stage ") }.count == Line.stageNames.count + 1)
    }

    @Test func aFolderOfInputsIsWatched() async throws {
        let city = try SmallCity()
        let out = city.folder.path + "/out"
        let folder = city.folder.path + "/eingang"
        try city.folder.write("eingang/a.jsonl", city.folder.text("karten.jsonl")!)
        let request = RunRequest(pack: city.pack, inputs: [folder], options: city.options)
        func run() async throws {
            let pack = try Pack(folder: city.pack)
            let line = Line(pack: pack, knowledge: try Knowledge.of(pack), options: city.options)
            let intake = try Intake(rules: pack.intake).run([folder], standardInput: { [] })
            var run = try await IncrementalRun(
                intake,
                line: line,
                request: request,
                sources: RunSources(pack),
                kept: KeptRun(directory: out)
            ) { _ in }
            try await ResultFiles(run.results { _ in }, pack: pack, options: city.options).write(
                to: out,
                record: run.record!
            )
        }
        func isCurrent() -> Bool { KeptRun(directory: out)?.isCurrent(request, standardInput: { [] }) ?? false }
        try await run()
        #expect(isCurrent())
        #expect(city.folder.text("out/werkstatt.lock")!.contains(" eingang/a.jsonl\n"))
        #expect(!city.folder.text("out/werkstatt.lock")!.contains(city.folder.path))
        for name in ["b.txt", "README.md", ".versteckt", "gold/a.jsonl"] {
            let text =
                name.hasSuffix(".jsonl") ? #"{"text":"Ein Treff","gold":{"fields":["H1"]}}"# : "Ein Treff für alle"
            try city.folder.write("eingang/" + name, text + "\n")
            #expect(!isCurrent(), "\(name)")
            try await run()
            #expect(isCurrent(), "\(name)")
        }
    }

    /// Whatever befalls the state, the results are those of a full run, and nobody sees an error.
    @Test func aBrokenStateMeansAFullRun() async throws {
        let city = try SmallCity()
        let out = city.folder.path + "/out"
        let full = city.folder.path + "/voll"
        try await city.run(into: out)
        let state = try #require(readFile(out + "/" + KeptRun.fileName))
        city.cards[3].text = "Die Halle ist kalt"
        try city.writeCards()
        try await city.run(into: full, isFull: true)
        var random = SmallRandom(7)
        var cases: [[UInt8]] = [
            [], Array("kein Stand".utf8), Array(state.prefix(30)), Array(state.dropLast()), state + state,
        ]
        for _ in 0..<8 {
            var broken = state
            broken[random.next(state.count)] ^= UInt8(1 + random.next(255))
            cases.append(broken)
        }
        for bytes in cases {
            try Data(bytes).write(to: URL(filePath: out + "/" + KeptRun.fileName))
            try await city.run(into: out)
            #expect(SmallCity.differences(out, full).isEmpty)
        }
    }

    /// The lock vouches for nothing that is not there: it goes when other results are written, and stays when none are.
    @Test func theLockGoesWithItsResults() async throws {
        let city = try SmallCity()
        let out = city.folder.path + "/out"
        try await city.run(into: out)
        let lock = readFile(out + "/" + RunLock.fileName)
        #expect(throws: OutputError.self) {
            try OutputFolder(out, seals: RunRecord.fileNames).replace { folder throws(OutputError) in
                try folder.begin("ideas.jsonl")
                throw OutputError(path: out, message: "abgebrochen")
            }
        }
        #expect(readFile(out + "/" + RunLock.fileName) == lock)
        #expect(RunLock.isCurrent(directory: out, city.request))
        let results = try ResultReader(folder: out).read()
        try ResultFiles(results, pack: Pack(folder: city.pack)).write(to: out)
        #expect(try city.folder.names("out") == SmallCity.files.filter { $0 != RunLock.fileName }.sorted())
    }

    /// No card's text stands in what is kept.
    @Test func theStateHoldsNoText() async throws {
        let city = try SmallCity()
        let out = city.folder.path + "/out"
        try await city.run(into: out)
        let state = try #require(readFile(out + "/" + KeptRun.fileName))
        for card in city.cards where card.text.utf8.count > 20 {
            #expect(!contains(state, Array(card.text.utf8)), "\(card.id)")
        }
        for word in ["Yıldız", "5551234"] { #expect(!contains(state, Array(word.utf8))) }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        bytes.indices.dropLast(part.count - 1).contains {
            bytes[$0] == part[0] && bytes[$0..<$0 + part.count].elementsEqual(part)
        }
    }

    /// Edit → stage → what the plan says.
    @Test func thePlanSaysWhatAndWhy() async throws {
        let city = try SmallCity()
        let out = city.folder.path + "/out"
        let place = city.folder.path + "/Pipelines/common"
        let first = try #require(try await city.run(into: out))
        #expect(
            first.text.contains(
                "  tag         neu für 20 Beiträge: hier liegt noch kein Lauf, an den sich anknüpfen lässt"
            )
        )
        let edits: [(edit: () throws -> Void, said: [String: String])] = [
            (
                {
                    city.cards[6].text = "Frau Demir sucht eine Wohnung"
                    city.cards[18].phase = "kritik"
                },
                [
                    "intake": "neu: läuft immer", "tag": "neu für 1 von 20 Beiträgen: 1 Beitrag geändert: k07",
                    "group": "neu: 2 Beiträge geändert: k07, k19", "link": "neu: group ist neu",
                    "match": "neu: group ist neu", "suggest": "neu: läuft immer",
                ]
            ),
            (
                {
                    city.cards.removeLast()
                    city.cards[0].id = "k00"
                },
                [
                    "tag": "übernommen für 19 Beiträge",
                    "group": "neu: 1 Beitrag neu: k00; 2 Beiträge fehlen: k01, k20",
                ]
            ),
            (
                {
                    try city.edit("Pipelines/common/draft.yaml") {
                        $0.replacing("?\"", with: " bitte?\"", maxReplacements: 1)
                    }
                },
                [
                    "tag": "übernommen für 19 Beiträge", "group": "übernommen", "link": "übernommen",
                    "settle": "übernommen", "match": "übernommen",
                    "suggest": "neu: läuft immer; \(place)/draft.yaml geändert",
                ]
            ),
            (
                { try city.set("linkage_threshold", 0.35) },
                [
                    "tag": "übernommen für 19 Beiträge",
                    "group": "neu: Parameter linkage_threshold geändert",
                ]
            ),
            (
                { try city.set("matches_most", 2) },
                [
                    "group": "übernommen", "settle": "übernommen",
                    "match": "neu: Parameter matches_most geändert",
                ]
            ),
            (
                {
                    try city.edit("Pipelines/common/thesaurus/klein.yaml") {
                        $0.replacing("Turnhalle,", with: "Turnhalle, Park,")
                    }
                },
                [
                    "tag": "neu für 19 Beiträge: \(place)/thesaurus/klein.yaml geändert",
                    "group": "neu: tag ist neu",
                ]
            ),
            (
                { city.options.ignoreRoom = true },
                ["group": "neu: --ignore-room ist jetzt gesetzt", "settle": "neu: group ist neu"]
            ),
            (
                { city.options.noContext = true },
                [
                    "group": "übernommen", "settle": "neu: --no-context ist jetzt gesetzt",
                    "match": "neu: settle ist neu",
                ]
            ),
            ({ city.cards.reverse() }, ["tag": "übernommen für 19 Beiträge", "match": "übernommen"]),
        ]
        for (edit, said) in edits {
            try edit()
            try city.writeCards()
            let asked = try #require(try await city.run(into: out, writes: false))
            let plan = try #require(try await city.run(into: out))
            #expect(asked.text == plan.text)
            for (stage, text) in said {
                let own = try #require(plan.steps.first { $0.stage == stage }).text
                #expect(own.hasPrefix(text), "\(stage): \(own)")
            }
        }
        #expect(RunPlan.nothing.steps.map(\.stage) == Line.stageNames + ["results"])
    }
}

/// The same numbers for the same seed.
struct SmallRandom {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % count
    }
}
