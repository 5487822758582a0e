import ArgumentParser
import FoundationEssentials
import Review
import Werkstatt

#if canImport(Glibc)
    import Glibc
#endif

/// The workbench for the people who keep the lexicons.
struct LexiconCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lexicon",
        abstract: "Check, test and extend the lexicons of a pack.",
        discussion: exitCodes,
        subcommands: [Lint.self, Test.self, Kwic.self, Suggest.self, Diff.self, Export.self, Import.self, Speed.self]
    )

    /// A pack with its lexicon and what was counted from it.
    static func open(_ folder: String) throws -> (pack: Pack, lexicon: Lexicon, knowledge: Knowledge) {
        let pack = try Pack(folder: PackPlace.find(folder))
        return (pack, try Lexicon(pack), try Knowledge.of(pack))
    }

    static func read(_ inputs: [String], _ pack: Pack) throws -> IntakeCorpus {
        let intake = try Intake(rules: pack.intake).run(inputs, standardInput: Terminal.standardInput)
        for row in intake.unread { Terminal.say("\(row.file):\(row.row): \(row.reason)") }
        return intake
    }

    static func print(_ lines: [String]) throws {
        try Terminal.print(Array((lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\n")).utf8))
    }

    static func fixed(_ value: Double, _ digits: Int = 3) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let number = Int((value * scale).rounded())
        let rest = String(number % Int(scale))
        return "\(number / Int(scale))." + String(repeating: "0", count: digits - rest.count) + rest
    }

    static func json(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 {
                    out += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out + "\""
    }
}

extension LexiconCommand {
    struct Lint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Duplicates, hidden and dead entries, traps, concepts that overlap.",
            discussion: "Exit 1 when there are errors (fehler) or warnings (warnung); hints alone do not fail.\n\n"
                + exitCodes
        )
        @Argument(help: "The pack: a folder under Pipelines/.")
        var pack: String
        @Flag(help: "One JSON object per finding.")
        var json = false
        @Flag(help: "Leave out hints.")
        var noHints = false

        func run() async throws {
            try await Terminal.guarded {
                let (pack, lexicon, knowledge) = try LexiconCommand.open(pack)
                var lint = try LexiconLint(pack, lexicon, knowledge)
                let findings = lint.run().filter { !noHints || $0.severity != .hinweis }
                try LexiconCommand.print(
                    findings.map { finding in
                        json
                            ? "{\"severity\":\"\(finding.severity.rawValue)\",\"rule\":\"\(finding.rule)\",\"file\":\(LexiconCommand.json(finding.file)),\"line\":\(finding.line),\"message\":\(LexiconCommand.json(finding.message))}"
                            : "\(finding.file):\(finding.line): \(finding.severity.rawValue) [\(finding.rule)]: \(finding.message)"
                    }
                )
                let counts = LintFinding.Severity.allCases.map { severity in
                    "\(findings.count { $0.severity == severity }) \(severity.rawValue)"
                }
                Terminal.say(
                    "\(lexicon.concepts.count) Begriffe, \(lexicon.concepts.reduce(0) { $0 + $1.expressions.count }) Ausdrücke: "
                        + counts.joined(separator: ", ")
                )
                if findings.contains(where: { $0.severity != .hinweis }) { throw Exit.findings }
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The example cards as an exam, in five folds; near misses must not get their concept.",
            discussion: "Exit 1 when a near miss gets its concept first.\n\n" + exitCodes
        )
        @Argument(help: "The pack: a folder under Pipelines/.")
        var pack: String
        @Flag(help: "The figures as one JSON object.")
        var json = false

        func run() async throws {
            try await Terminal.guarded {
                let (pack, lexicon, knowledge) = try LexiconCommand.open(pack)
                let outcome = try await LexiconTest(pack, lexicon, knowledge).run()
                func share(_ count: Int, _ of: Int) -> String {
                    LexiconCommand.fixed(of == 0 ? 0 : Double(count) / Double(of))
                }
                let figures = [
                    ("cards", String(outcome.cards)), ("top1", share(outcome.first, outcome.cards)),
                    ("top3", share(outcome.amongThree, outcome.cards)),
                    ("fields_f1", LexiconCommand.fixed(outcome.f1(outcome.fields))),
                    ("themes_f1", LexiconCommand.fixed(outcome.f1(outcome.themes))),
                    ("nap_f1", LexiconCommand.fixed(outcome.f1(outcome.napPhases))),
                    ("near_misses", String(outcome.nearMisses)), ("near_misses_failed", String(outcome.failures.count)),
                ]
                if json {
                    let confused = outcome.confused.map { "[\"\($0.left)\",\"\($0.right)\",\($0.count)]" }.joined(
                        separator: ","
                    )
                    try LexiconCommand.print([
                        "{" + figures.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
                            + ",\"confused\":[\(confused)]}"
                    ])
                } else {
                    let titles = [
                        "Beispielkarten", "Begriff zuerst", "Begriff unter dreien", "Handlungsfelder F1",
                        "Themenfelder F1", "NAP-I-Phasen F1", "Gegenbeispiele", "davon durchgefallen",
                    ]
                    var lines = zip(titles, figures).map { $0 + ": " + $1.1 }
                    lines.append("Am häufigsten verwechselt:")
                    lines += outcome.confused.map { "  \($0.count)  \($0.left) – \($0.right)" }
                    lines += outcome.failures.map {
                        "\($0.file):\($0.line): Das Gegenbeispiel „\($0.text)“ bekommt den Begriff „\($0.concept)“ zuerst."
                    }
                    try LexiconCommand.print(lines)
                }
                if !outcome.failures.isEmpty { throw Exit.findings }
            }
        }
    }

    struct Kwic: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every place of a word or phrase, with what stands around it.",
            discussion: exitCodes
        )
        @Argument(help: "A word (any inflection, also inside compounds), a phrase in quotes, or an abbreviation.")
        var term: String
        @Argument(help: "Files or folders with contributions; - reads standard input.")
        var inputs: [String]
        @Option(help: "The pack whose word lists are used; by default the first complete one under Pipelines/.")
        var pack: String?
        @Flag(help: "Show personal data instead of masks.")
        var keepPersonalData = false
        @Option(help: "Characters shown on either side.")
        var width = 40

        func run() async throws {
            try await Terminal.guarded {
                let pack = try pack.map { try Pack(folder: PackPlace.find($0)) } ?? Pack.first()
                let knowledge = try Knowledge.of(pack)
                var intake = try LexiconCommand.read(inputs, pack)
                if !keepPersonalData {
                    intake = try await MaskedIntake(intake, pack: pack, knowledge: knowledge).intake
                }
                let lines = try await KeywordInContext.lines(
                    term,
                    in: intake,
                    pack: pack,
                    knowledge: knowledge,
                    width: width
                )
                try LexiconCommand.print(
                    lines.map {
                        String(repeating: " ", count: max(0, width - $0.left.count)) + $0.left + "[\($0.found)]"
                            + $0.right + "   (\($0.file):\($0.row))"
                    }
                )
                Terminal.say("\(lines.count) Fundstellen")
            }
        }
    }

    struct Suggest: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Words and phrases the thesaurus does not explain, by keyness, with the concept they lean to.",
            discussion: exitCodes
        )
        @Argument(help: "The pack: a folder under Pipelines/.")
        var pack: String
        @Argument(help: "Files or folders with contributions; - reads standard input.")
        var inputs: [String]
        @Option(help: "How many.")
        var most = 40
        @Flag(help: "One JSON object per proposal.")
        var json = false
        @Option(help: "A review journal (review.sqlite): words of cards whose labels were set by hand come first.")
        var decisions: String?

        func run() async throws {
            try await Terminal.guarded {
                let pack = try Pack(folder: PackPlace.find(pack))
                var options = RunOptions()
                if let decisions { try options.honour(Journal(path: decisions, create: false)) }
                let knowledge = try Knowledge.of(pack)
                let intake = try LexiconCommand.read(inputs, pack)
                let screened = try await MaskedIntake(intake, pack: pack, knowledge: knowledge)
                var kept = intake
                kept.contributions = screened.kept(intake.contributions)
                let proposals = try await Keyness.proposals(
                    kept,
                    pack: pack,
                    knowledge: knowledge,
                    most: most,
                    corrections: options.corrections
                )
                try LexiconCommand.print(
                    proposals.filter { screened.masking($0.wording) == $0.wording }.flatMap { proposal -> [String] in
                        var proposal = proposal
                        proposal.examples = proposal.examples.map(screened.masking)
                        if json {
                            return [
                                "{\"wording\":\(LexiconCommand.json(proposal.wording)),\"cards\":\(proposal.cards),\"keyness\":\(LexiconCommand.fixed(proposal.keyness, 1)),\"concept\":\(proposal.concept.map(LexiconCommand.json) ?? "null"),\"lean\":\(LexiconCommand.fixed(proposal.lean)),\"examples\":[\(proposal.examples.map(LexiconCommand.json).joined(separator: ","))],\"by_hand\":[\(proposal.byHand.map(LexiconCommand.json).joined(separator: ","))]}"
                            ]
                        }
                        let lean =
                            proposal.concept.map {
                                " → \($0) („\(proposal.conceptLabel ?? "")“, \(Int(proposal.lean * 100)) %)"
                            } ?? ""
                        let byHand =
                            proposal.byHand.isEmpty ? "" : " · von Hand: \(proposal.byHand.joined(separator: ", "))"
                        return [
                            "\(proposal.wording): \(proposal.cards) Beiträge, Auffälligkeit \(LexiconCommand.fixed(proposal.keyness, 1))\(lean)\(byHand)"
                        ]
                            + proposal.examples.map {
                                "    " + $0.prefix(120).map { $0.isNewline ? " " : String($0) }.joined()
                            }
                    }
                )
            }
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Which contributions change labels between two packs.",
            discussion: exitCodes
        )
        @Argument(help: "The pack before the edit.")
        var old: String
        @Argument(help: "The pack after the edit.")
        var new: String
        @Argument(help: "Files or folders with contributions; - reads standard input.")
        var inputs: [String]
        @Flag(help: "One JSON object per contribution.")
        var json = false

        func run() async throws {
            try await Terminal.guarded {
                let old = try Pack(folder: PackPlace.find(old))
                let new = try Pack(folder: PackPlace.find(new))
                let intake = try LexiconCommand.read(inputs, new)
                let screened = try await MaskedIntake(intake, pack: new, knowledge: Knowledge.of(new))
                let changes = try await LexiconDiff.changes(
                    intake,
                    old: old,
                    oldKnowledge: Knowledge.of(old),
                    new: new,
                    newKnowledge: Knowledge.of(new),
                    jobs: 2
                )
                try LexiconCommand.print(
                    changes.map { change in
                        json
                            ? "{\"id\":\(LexiconCommand.json(change.id)),\"added\":[\(change.added.map(LexiconCommand.json).joined(separator: ","))],\"removed\":[\(change.removed.map(LexiconCommand.json).joined(separator: ","))]}"
                            : "\(change.file):\(change.row) \(change.id): \((change.added.map { "+" + $0 } + change.removed.map { "−" + $0 }).joined(separator: " "))\n    \(screened.masking(change.text).prefix(120))"
                    }
                )
                Terminal.say(
                    "\(changes.count) von \(intake.contributions.count) Beiträgen bekommen andere Zuordnungen."
                )
            }
        }
    }

    enum Format: String, ExpressibleByArgument { case csv, skos }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The thesaurus as a table or as SKOS (Turtle), on standard output.",
            discussion: exitCodes
        )
        @Argument(help: "The pack: a folder under Pipelines/.")
        var pack: String
        @Option(help: "csv or skos.")
        var format: Format = .csv

        func run() async throws {
            try await Terminal.guarded {
                let lexicon = try Lexicon(Pack(folder: PackPlace.find(pack)))
                let text =
                    format == .csv
                    ? LexiconTable.csv(lexicon) : LexiconTable.skos(lexicon, base: "urn:werkstatt:thesaurus:")
                try Terminal.print(Array(text.utf8))
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "A table back into YAML, on standard output: the concepts it names, with its expressions and their own cards.",
            discussion: exitCodes
        )
        @Argument(help: "The pack: a folder under Pipelines/.")
        var pack: String
        @Argument(help: "A CSV file with at least the columns begriff and ausdruck.")
        var table: String

        func run() async throws {
            try await Terminal.guarded {
                guard let data = FileManager.default.contents(atPath: table) else {
                    Terminal.say("\(table): Die Datei fehlt oder darf nicht gelesen werden.")
                    throw Exit.unreadable
                }
                do {
                    try Terminal.print(
                        Array(
                            try LexiconTable.yaml(
                                importing: Array(data),
                                into: Lexicon(Pack(folder: PackPlace.find(pack)))
                            ).utf8
                        )
                    )
                } catch let fault as LexiconTable.Fault {
                    Terminal.say("\(table): \(fault)")
                    throw Exit.unreadable
                }
            }
        }
    }

    struct Speed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Megabytes per second of cutting and matching, by the number of expressions.",
            discussion: exitCodes
        )
        @Argument(help: "The pack: a folder under Pipelines/.")
        var pack: String
        @Argument(help: "Files or folders with contributions; - reads standard input.")
        var inputs: [String]

        func run() async throws {
            try await Terminal.guarded {
                let (pack, lexicon, knowledge) = try LexiconCommand.open(pack)
                let speed = try MatchSpeed(
                    LexiconCommand.read(inputs, pack),
                    pack: pack,
                    lexicon: lexicon,
                    knowledge: knowledge,
                    counts: [500, 5000, 33_000, 50_000]
                ) {
                    Double(clock()) / Double(CLOCKS_PER_SEC)
                }
                var lines = [
                    "\(LexiconCommand.fixed(Double(speed.bytes) / 1e6, 2)) MB; in Wörter zerlegt mit \(LexiconCommand.fixed(speed.cutting, 1)) MB/s"
                ]
                lines += speed.rows.map {
                    "\($0.expressions) Ausdrücke: \(LexiconCommand.fixed($0.megabytesPerSecond, 1)) MB/s, \($0.hits) Treffer"
                }
                try LexiconCommand.print(lines)
            }
        }
    }
}
