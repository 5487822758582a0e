import Foundation
import OfficeFiles
import Review
import Werkstatt

/// What is fuzzed: where its good files are, how they are broken, what is done with them, and what must hold then.
struct Target {
    var name: String
    var seeds: [[UInt8]]
    var mutation: Mutation
    /// Traps when something does not hold.
    var run: ([UInt8]) async throws -> Void

    static let names = [
        "csv", "jsonl", "json", "markdown", "text", "html", "xlsx", "ods", "docx", "odt", "pdf", "layout", "pack",
        "thesaurus",
        "text-core", "request",
    ]

    /// Files of the repository in which it is run.
    private static func files(_ folder: String, _ endings: [String]) -> [[UInt8]] {
        let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return found.sorted().filter { name in endings.contains { name.hasSuffix("." + $0) } }
            .compactMap { FileManager.default.contents(atPath: folder + "/" + $0).map(Array.init) }
            .filter { $0.count < 1 << 19 }
    }

    private static let fixtures = "Tests/OfficeFilesTests/Fixtures"

    /// - Parameter folder: for files between, of this process alone.
    static func named(_ name: String, folder: String, corpus: String?) async throws -> Target {
        let rules = try IntakeRules(PackFile(path: "Pipelines/common/intake.yaml"))
        var target = try await make(name, rules, folder)
        if let corpus { target.seeds += files(corpus, [""]) + files(corpus, ["bin", name]) }
        return target
    }

    private static func make(_ name: String, _ rules: IntakeRules, _ folder: String) async throws -> Target {
        let limits = OfficeLimits(
            parts: 4096,
            partBytes: 64 << 20,
            heldBytes: 16 << 20,
            ratio: 200,
            depth: 200,
            columns: 2048,
            rows: 1_048_576,
            cells: 400_000,
            seconds: 10,
            repeats: 4096
        )
        func reader(_ ending: String, _ seeds: [[UInt8]], _ words: [String], isContainer: Bool = false) -> Target {
            let path = "\(folder)/eingabe.\(ending)"
            return Target(
                name: name,
                seeds: seeds,
                mutation: Mutation(words: words, isContainer: isContainer, limits: limits)
            ) { bytes in
                try Data(bytes).write(to: URL(filePath: path))
                do {
                    check(
                        try Intake(rules: rules, splitsTurns: bytes.count % 2 == 0).run([path], standardInput: { [] })
                    )
                } catch let error as IntakeError {
                    precondition(!error.unread.isEmpty && error.unread.allSatisfy { !$0.reason.isEmpty })
                }
            }
        }
        let sheets = [
            SheetContent(
                name: "Karten & <Rest>",
                columns: [.init("Beitrag", width: 40), .init("Phase", width: 10), .init("Punkte", width: 8)],
                rows: [
                    [.text("Zu wenig Sprachkurse"), .text("Kritik"), .number(3)],
                    [.link("Verweis", sheet: "Karten & <Rest>", row: 1)],
                    [.text("zwei\nZeilen 🙂"), .empty, .number(-0.5)],
                ]
            )
        ]
        switch name {
        case "csv":
            return reader("csv", Words.tables.map { Array($0.utf8) } + files("Corpora", ["csv", "tsv"]), Words.table)
        case "jsonl": return reader("jsonl", Words.lines.map { Array($0.utf8) }, Words.json)
        case "json": return reader("json", Words.documents.map { Array($0.utf8) }, Words.json)
        case "markdown":
            return reader("md", Words.protocols.map { Array($0.utf8) } + files("Corpora", ["md"]), Words.markdown)
        case "text": return reader("txt", Words.protocols.map { Array($0.utf8) }, Words.markdown)
        case "html": return reader("html", Words.pages.map { Array($0.utf8) }, Words.html)
        case "xlsx":
            let own = [try ExcelWriter.bytes(sheets, title: "x")]
            return reader("xlsx", own + files(fixtures, ["xlsx"]), Words.excel, isContainer: true)
        case "ods":
            let own = [try CalcWriter.bytes(sheets, title: "x")]
            return reader("ods", own + files(fixtures, ["ods"]), Words.calc, isContainer: true)
        case "docx": return reader("docx", files(fixtures, ["docx"]), Words.word, isContainer: true)
        case "odt": return reader("odt", files(fixtures, ["odt"]), Words.calc, isContainer: true)
        case "pdf": return reader("pdf", files(fixtures, ["pdf"]), Words.pdf)
        case "layout":
            return Target(
                name: name,
                seeds: Words.layouts.map { Array($0.utf8) },
                mutation: Mutation(words: Words.layout, limits: limits)
            ) { bytes in
                do throws(OfficeFault) {
                    let document = try OfficeDocument(pdfWords: bytes, limits: limits) { $0.contains("Beitrag") }
                    precondition(document.blocks.count <= bytes.count)
                } catch { precondition(!error.reason.isEmpty) }
            }
        case "pack":
            return Target(
                name: name,
                seeds: files("Pipelines", ["yaml"]).filter { $0.count < 60_000 },
                mutation: Mutation(words: Words.yaml, limits: limits)
            ) { bytes in
                do throws(PackError) {
                    let file = try PackFile(path: "eingabe.yaml", bytes: bytes)
                    _ = try IntakeRules(file)
                } catch { check(error) }
            }
        case "thesaurus": return try thesaurus(folder, limits)
        case "text-core": return try await textCore(limits)
        case "request": return try await request(folder, rules, limits)
        default: throw Failure(description: "There is no target \(name); there are: \(names.joined(separator: ", ")).")
        }
    }

    struct Failure: Error, CustomStringConvertible { var description: String }

    /// Nothing is lost, every id is its own, every text is what people are shown.
    private static func check(_ corpus: IntakeCorpus) {
        let inputs = corpus.inputs
        precondition(
            inputs.reduce(0) { $0 + $1.records } == corpus.contributions.count + corpus.unread.count,
            "balance"
        )
        precondition(Set(corpus.contributions.map(\.id)).count == corpus.contributions.count, "ids")
        precondition(corpus.unread.allSatisfy { !$0.reason.isEmpty && $0.row >= 0 }, "reasons")
        precondition(corpus.contributions.allSatisfy { !$0.text.utf8.contains(0x0D) }, "line ends")
        precondition(!Inspection(corpus, rows: 3).text.isEmpty, "inspection")
    }

    private static func check(_ error: PackError) {
        precondition(!error.message.isEmpty && error.line >= 0 && error.column >= 0 && !error.description.isEmpty)
    }

    /// One file of a pack is broken; the pack is read as a whole.
    private static func thesaurus(_ folder: String, _ limits: OfficeLimits) throws -> Target {
        let packs = folder + "/Pipelines"
        try? FileManager.default.removeItem(atPath: packs)
        try FileManager.default.copyItem(atPath: "Pipelines", toPath: packs)
        let whole = try Pack(folder: packs + "/aachen")
        _ = try Lexicon(whole)
        let names = (FileManager.default.enumerator(atPath: packs)?.compactMap { $0 as? String } ?? []).sorted().filter
        {
            $0.hasSuffix(".yaml") && !$0.contains("staedteregion")
        }
        let good = names.compactMap { FileManager.default.contents(atPath: packs + "/" + $0).map(Array.init) }
        // The first two bytes choose the file.
        let seeds = good.enumerated().map { [UInt8($0.offset % 256), 0x0A] + $0.element }.filter { $0.count < 120_000 }
        return Target(name: "thesaurus", seeds: seeds, mutation: Mutation(words: Words.yaml, limits: limits)) { bytes in
            guard bytes.count > 2 else { return }
            let number = Int(bytes[0]) % names.count
            let path = packs + "/" + names[number]
            try Data(bytes[2...]).write(to: URL(filePath: path))
            defer { try? Data(good[number]).write(to: URL(filePath: path)) }
            do { _ = try Lexicon(try Pack(folder: packs + "/aachen")) } catch let error as PackError { check(error) }
        }
    }

    /// Normalising, words, sentences, masks: every offset leads back into the original.
    private static func textCore(_ limits: OfficeLimits) async throws -> Target {
        let pack = try Pack(folder: "Pipelines/aachen")
        let knowledge = try Knowledge.of(pack)
        let normalise = Normalise(knowledge: knowledge)
        let segment = Segment(knowledge: knowledge)
        let screen = Screen(pack: pack, participants: ["Sönmez"])
        return Target(
            name: "text-core",
            seeds: Words.texts.map { Array($0.utf8) },
            mutation: Mutation(words: Words.german, longest: 1 << 14, limits: limits)
        ) { bytes in
            let texts = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").split(separator: "\u{1}")
                .map(String.init)
            let cards = texts.enumerated().map {
                Contribution(id: "k\($0.offset)", text: $0.element, source: Source(file: "x", row: $0.offset + 1))
            }
            let corpus = IntakeCorpus(contributions: cards, unread: [], notices: [], inputs: [])
            let normalised = try await normalise.run(corpus)
            for (card, text) in zip(cards, normalised.texts) {
                let length = card.text.utf8.count
                if let origin = text.origin {
                    precondition(origin.count == text.bytes.count + 1, "one origin per byte")
                    precondition(zip(origin, origin.dropFirst()).allSatisfy { $0 <= $1 }, "origins in order")
                    precondition(origin.allSatisfy { $0 >= 0 && Int($0) <= length }, "origins within the text")
                } else {
                    precondition(text.bytes.count == length, "nothing mended, nothing moved")
                }
                precondition(
                    text.repairs.allSatisfy { 0 <= $0.start && $0.start <= $0.end && $0.end <= length },
                    "repairs"
                )
                precondition(String(validating: text.bytes, as: UTF8.self) != nil, "UTF-8")
            }
            let segmented = try await segment.run(normalised)
            let screened = try await screen.run(segmented)
            for (card, screening) in zip(cards, screened.screenings) {
                let scalars = Array(card.text.unicodeScalars)
                var personal = [Bool](repeating: false, count: scalars.count)
                for mask in screening.redactions {
                    precondition(
                        0 <= mask.span.start && mask.span.start < mask.span.end && mask.span.end <= scalars.count,
                        "spans"
                    )
                    for at in mask.span.start..<mask.span.end { personal[at] = true }
                }
                let masked = MaskedText(card.text, screening.redactions)
                let shown = Array(masked.text.unicodeScalars)
                for at in scalars.indices where !personal[at] {
                    let span = masked.span(Span(at, at + 1))
                    precondition(span.end == span.start + 1 && shown[span.start] == scalars[at], "what is shown")
                }
                for mask in screening.redactions {
                    precondition(masked[mask.span].hasPrefix("[") && masked[mask.span].hasSuffix("]"), "masks")
                }
            }
        }
    }

    /// The pages of a review: an answer to everything, and nothing of it runs in a browser.
    private static func request(_ folder: String, _ rules: IntakeRules, _ limits: OfficeLimits) async throws -> Target {
        let pack = try Pack(folder: "Pipelines/aachen")
        let results = folder + "/results"
        try? FileManager.default.removeItem(atPath: results)
        let input =
            "Phase;Beitrag\nKritik;Keine Kinderbetreuung im Sprachkurs\nPhantasie;Jeder Kurs hat eine Kinderbetreuung\n"
            + "Realisierung;Bis Herbst eine Betreuung für Sprachkurse einrichten\n"
        let intake = try Intake(rules: rules).run(["-"], standardInput: { Array(input.utf8) })
        let line = Line(pack: pack, knowledge: try Knowledge.of(pack), options: RunOptions())
        let found = try await line.run(intake) { _ in }
        try ResultFiles(found, pack: pack, options: RunOptions()).write(to: results)
        let probe = try RequestProbe(folder: results, pack: pack)
        let suggestion = found.suggestions.first?.id ?? "v"
        let card = found.contributions.first?.contribution.id ?? "k"
        let seeds = Words.requests.map {
            Array($0.replacing("ID", with: suggestion).replacing("CARD", with: card).utf8)
        }
        return Target(
            name: "request",
            seeds: seeds,
            mutation: Mutation(words: Words.web + [suggestion, card], longest: 1 << 16, limits: limits)
        ) { bytes in
            let answer = probe.answer(bytes)
            precondition((200..<600).contains(answer.status) && answer.status != 500, "status \(answer.status)")
            let page = String(validating: answer.body, as: UTF8.self)
            precondition(page != nil || !answer.type.hasPrefix("text/"), "UTF-8")
            precondition(
                !answer.type.hasPrefix("text/html") || page?.contains("<fuzz>") == false,
                "markup of a stranger"
            )
        }
    }
}
