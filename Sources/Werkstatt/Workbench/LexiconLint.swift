/// A place in the lexicon that somebody should look at.
public struct LintFinding: Sendable {
    public enum Severity: String, Sendable, CaseIterable { case fehler, warnung, hinweis }
    public var severity: Severity
    /// A short name of the rule, for filters.
    public var rule: String
    public var file: String
    public var line: Int
    public var message: String
}

/// Reads a pack's lexicons like a careful colleague.
///
/// Comes in: pack, lexicon, knowledge. Goes out: findings, worst first, then by place. Decides: what is double, hidden,
/// dead, a trap, or so alike that two concepts are one. Never changes a file.
public struct LexiconLint {
    private let pack: Pack
    private let lexicon: Lexicon
    private let index: ExpressionIndex
    private let owned: [OwnedExpression]
    private let builder: FormBuilder
    private let tokenizer: Tokenizer
    private var findings: [LintFinding] = []

    public init(_ pack: Pack, _ lexicon: Lexicon, _ knowledge: Knowledge) throws {
        self.pack = pack
        self.lexicon = lexicon
        index = knowledge.expressions
        owned = OwnedExpression.all(pack, lexicon)
        builder = knowledge.builder()
        tokenizer = try Tokenizer(builder: builder)
    }

    public mutating func run() -> [LintFinding] {
        patterns()
        hidden()
        traps()
        overlap()
        cards()
        concepts()
        return findings.sorted {
            (LintFinding.Severity.allCases.firstIndex(of: $0.severity)!, $0.file, $0.line, $0.rule, $0.message)
                < (LintFinding.Severity.allCases.firstIndex(of: $1.severity)!, $1.file, $1.line, $1.rule, $1.message)
        }
    }

    private mutating func add(
        _ severity: LintFinding.Severity,
        _ rule: String,
        _ file: String,
        _ line: Int,
        _ message: String
    ) {
        findings.append(LintFinding(severity: severity, rule: rule, file: file, line: line, message: message))
    }

    private func owner(_ entry: ExpressionEntry) -> String {
        switch entry.layer {
        case .concept: lexicon.concepts[Int(entry.owner)].id
        case .label: pack.labels[Int(entry.owner)].id
        case .cue: lexicon.cues[Int(entry.owner)].id
        case .control: "words.yaml"
        }
    }

    // MARK: Expressions

    /// The same wording twice, or strong in two concepts; wording without a word.
    private mutating func patterns() {
        var compiled = Set<Int>()
        for pattern in 0..<UInt32(index.roles.count) {
            var first: [String: OwnedExpression] = [:]
            var strong: [(owner: String, expression: Expression)] = []
            for (entry, position) in index.entries(of: pattern) {
                let source = Int(index.entrySources[position])
                compiled.insert(source)
                let own = owned[source]
                let name = "\(entry.layer.rawValue) \(owner(entry))"
                if let twin = first[name] {
                    let other = twin.expression.strength != own.expression.strength
                    add(
                        other ? .warnung : .hinweis,
                        "doppelt",
                        own.expression.file,
                        own.expression.line,
                        "„\(own.expression.text)“ steht in „\(owner(entry))“ schon als „\(twin.expression.text)“ (Zeile \(twin.expression.line)\(other ? ", mit anderer Stärke" : "")); bitte einen Eintrag streichen."
                    )
                } else {
                    first[name] = own
                }
                if entry.layer == .concept, entry.strength == .strong,
                    !strong.contains(where: { $0.owner == owner(entry) })
                {
                    strong.append((owner(entry), own.expression))
                }
            }
            if strong.count > 1 {
                add(
                    .warnung,
                    "stark-mehrfach",
                    strong[0].expression.file,
                    strong[0].expression.line,
                    "„\(strong[0].expression.text)“ ist stark in \(strong.map { "„\($0.owner)“" }.joined(separator: ", ")); bitte nur in einem Begriff stark lassen."
                )
            }
        }
        for (source, own) in owned.enumerated() where !compiled.contains(source) {
            add(
                .fehler,
                "leer",
                own.expression.file,
                own.expression.line,
                "„\(own.expression.text)“ enthält kein Wort und kann nie gefunden werden."
            )
        }
    }

    /// An expression that is not found in its own text: a longer one covers it, a block or guard forbids it.
    private mutating func hidden() {
        let matcher = ExpressionMatcher(index, pack.parameters)
        var lexis = Lexis()
        for (source, own) in owned.enumerated()
        where own.expression.role != .first && own.expression.condition == nil && own.entry.layer != .control {
            let words = tokenizer.words(of: CleanText(Array(own.expression.text.utf8)), into: &lexis)
            let hits = matcher.match(words, lexis).hits.filter { $0.layers & own.entry.layer.mask != 0 }
            let finds = hits.contains {
                index.entries(of: $0.pattern).contains { Int(index.entrySources[$0.position]) == source }
            }
            guard !finds else { continue }
            let others = hits.prefix(2).map { "„\(index.entryTexts[Int(index.entryStart[Int($0.pattern)])])“" }.joined(
                separator: ", "
            )
            add(
                .warnung,
                "verdeckt",
                own.expression.file,
                own.expression.line,
                "„\(own.expression.text)“ (\(owner(own.entry)), \(own.expression.role.rawValue)) wird in seinem eigenen Wortlaut nicht gefunden"
                    + (others.isEmpty
                        ? "; eine Sperre, eine Bedingung oder die Rolle verhindert es." : "; davor kommt \(others).")
            )
        }
    }

    // MARK: Traps

    private mutating func traps() {
        let common = pack.words.stop.union(pack.words.function).union(pack.words.skip)
        for own in owned where own.entry.layer != .control {
            let expression = own.expression
            let key = Fold.key(expression.text)
            if expression.role == .abbr, expression.condition == nil, common.contains(key) || key.utf8.count == 1 {
                add(
                    .warnung,
                    "falle",
                    expression.file,
                    expression.line,
                    "Die Abkürzung „\(expression.text)“ liest sich in Großbuchstaben wie ein gewöhnliches Wort; bitte unter conditions Nachbarn verlangen."
                )
            }
            if [.any, .first, .head].contains(expression.role), key.utf8.count <= 2 {
                add(
                    .warnung,
                    "falle",
                    expression.file,
                    expression.line,
                    "„\(expression.text)“ ist für die Rolle \(expression.role.rawValue) zu kurz; bitte word oder abbr nehmen."
                )
            }
        }
        // Words of the thesaurus that hold a blocked key by chance and stand on no list.
        var seen = Set<String>()
        for concept in lexicon.concepts {
            for card in concept.cards {
                for piece in card.text.split(whereSeparator: { !$0.isLetter }) {
                    let key = Fold.withoutUmlauts(Fold.key(piece))
                    guard key.utf8.count >= 5, seen.insert(key).inserted else { continue }
                    let form = builder.form(String(piece), .word)
                    for block in index.blocks.blocks where key.contains(block.key) && key != block.key {
                        let inParts = (form.parts + [form.key]).contains {
                            let part = Fold.withoutUmlauts($0)
                            return part.hasPrefix(block.key) || part.hasSuffix(block.key)
                        }
                        guard !inParts, !block.words.contains(where: { key.contains($0) }) else { continue }
                        add(
                            .hinweis,
                            "sperrliste",
                            concept.file,
                            concept.line,
                            "„\(piece)“ enthält „\(block.key)“, ohne damit zusammengesetzt zu sein, und steht auf keiner Sperrliste (words.yaml, block)."
                        )
                    }
                }
            }
        }
    }

    // MARK: Concepts

    /// Two concepts that claim the same wording: shared patterns over the smaller one's patterns.
    private mutating func overlap() {
        var sizes = [Int](repeating: 0, count: lexicon.concepts.count)
        var shared: [Int: Int] = [:]
        for pattern in 0..<UInt32(index.roles.count) {
            let owners = Set(
                index.entries(of: pattern).filter { $0.entry.layer == .concept && $0.entry.strength != .weak }.map {
                    Int($0.entry.owner)
                }
            ).sorted()
            for owner in owners { sizes[owner] += 1 }
            guard owners.count > 1, owners.count < 20 else { continue }
            for (place, left) in owners.enumerated() {
                for right in owners[(place + 1)...] { shared[left << 16 | right, default: 0] += 1 }
            }
        }
        for (pair, count) in shared.sorted(by: { $0.key < $1.key }) {
            let left = lexicon.concepts[pair >> 16]
            let right = lexicon.concepts[pair & 0xFFFF]
            let share = Double(count) / Double(max(1, min(sizes[pair >> 16], sizes[pair & 0xFFFF])))
            guard share >= pack.parameters["lint_overlap"] else { continue }
            add(
                .warnung,
                "ueberschneidung",
                left.file,
                left.line,
                "„\(left.id)“ und „\(right.id)“ teilen \(count) Ausdrücke (\(Int(share * 100)) % des kleineren); bitte abgrenzen oder zusammenlegen."
            )
        }
    }

    private mutating func cards() {
        var known: [String: (concept: Int, miss: Bool)] = [:]
        for (number, concept) in lexicon.concepts.enumerated() {
            for (text, miss) in concept.cards.map({ ($0.text, false) }) + concept.nearMisses.map({ ($0, true) }) {
                let key = text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map { Fold.key($0) }.joined(
                    separator: " "
                )
                guard let twin = known[key] else {
                    known[key] = (number, miss)
                    continue
                }
                let other = lexicon.concepts[twin.concept].id
                if twin.concept == number, twin.miss != miss {
                    add(
                        .fehler,
                        "karte-widerspruch",
                        concept.file,
                        concept.line,
                        "„\(text)“ ist in „\(concept.id)“ zugleich Beispiel und Gegenbeispiel; bitte eines streichen."
                    )
                } else if twin.concept == number {
                    add(
                        .hinweis,
                        "karte-doppelt",
                        concept.file,
                        concept.line,
                        "„\(text)“ steht in „\(concept.id)“ zweimal."
                    )
                } else if !miss, !twin.miss {
                    add(
                        .warnung,
                        "karte-mehrfach",
                        concept.file,
                        concept.line,
                        "Die Karte „\(text)“ steht in „\(other)“ und „\(concept.id)“; bitte nur in einem Begriff lassen."
                    )
                }
            }
        }
    }

    private mutating func concepts() {
        let least = pack.parameters.count("lint_cards")
        for concept in lexicon.concepts {
            if concept.cards.count < least {
                add(
                    .hinweis,
                    "wenig-karten",
                    concept.file,
                    concept.line,
                    "„\(concept.id)“ hat \(concept.cards.count) Beispielkarten; ab \(least) lernt das Modell verlässlich."
                )
            }
            if concept.fields.isEmpty, concept.themes.isEmpty {
                add(
                    .hinweis,
                    "ohne-feld",
                    concept.file,
                    concept.line,
                    "„\(concept.id)“ spricht für kein Handlungsfeld und kein Themenfeld."
                )
            }
        }
    }
}
