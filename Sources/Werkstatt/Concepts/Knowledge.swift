import FoundationEssentials

/// What the program knows about the words of a pack: concepts and what their cards teach, polarity, the vocabulary of
/// the compound splitter. Built from the pack's files alone; the same files give the same numbers.
public final class Knowledge: Sendable {
    /// In the order of the thesaurus files.
    let concepts: [ConceptSummary]
    let model: ConceptModel
    /// Classes in the order of `Polarity`.
    let polarity: ConceptModel
    let splitter: CompoundSplitter
    /// Words that are no typos, and those a typo may stand for.
    let knownWords: KnownWords
    let stopWords: Set<String>
    /// Keys and stems that say nothing about a topic when cards are compared.
    let functionWords: Set<String>
    /// Stems of workshop jargon and polarity words: no topic either.
    let genericStems: Set<String>
    let kernel: ConceptKernel
    /// How many texts of the thesaurus hold a stem, and how many texts there are.
    let stemFrequency: [String: Int]
    let texts: Int
    /// Expressions of concepts, labels and cues.
    let expressions: ExpressionIndex
    /// Per cue its `CueSense`.
    let cueSenses: [UInt8]
    /// What the measures of the catalogue speak of.
    let catalogue: CatalogueReading

    /// What later stages need of a concept.
    struct ConceptSummary: Codable, Sendable {
        var id: String
        var label: String
        var broader: Int?
        var related: [Int]
    }

    init(
        concepts: [ConceptSummary],
        model: ConceptModel,
        polarity: ConceptModel,
        splitter: CompoundSplitter,
        knownWords: KnownWords,
        stopWords: Set<String>,
        functionWords: Set<String>,
        genericStems: Set<String>,
        kernel: ConceptKernel,
        stemFrequency: [String: Int],
        texts: Int,
        expressions: ExpressionIndex,
        cueSenses: [UInt8],
        catalogue: CatalogueReading
    ) {
        self.concepts = concepts
        self.model = model
        self.polarity = polarity
        self.splitter = splitter
        self.knownWords = knownWords
        self.stopWords = stopWords
        self.functionWords = functionWords
        self.genericStems = genericStems
        self.kernel = kernel
        self.stemFrequency = stemFrequency
        self.texts = texts
        self.expressions = expressions
        self.cueSenses = cueSenses
        self.catalogue = catalogue
    }

    /// The same, with what the catalogue speaks of.
    private convenience init(_ other: Knowledge, catalogue: CatalogueReading) {
        self.init(
            concepts: other.concepts,
            model: other.model,
            polarity: other.polarity,
            splitter: other.splitter,
            knownWords: other.knownWords,
            stopWords: other.stopWords,
            functionWords: other.functionWords,
            genericStems: other.genericStems,
            kernel: other.kernel,
            stemFrequency: other.stemFrequency,
            texts: other.texts,
            expressions: other.expressions,
            cueSenses: other.cueSenses,
            catalogue: catalogue
        )
    }

    func builder() -> FormBuilder {
        FormBuilder(splitter: splitter, known: knownWords)
    }

    var conceptNumbers: [String: Int] {
        Dictionary(uniqueKeysWithValues: concepts.enumerated().map { ($1.id, $0) })
    }
}

/// The lexicon files of a pack, read and checked.
public struct Lexicon: Sendable {
    public var concepts: [Concept] = []
    public var cues: [Cue] = []

    /// Reads the thesaurus and cue files of a pack and its base packs.
    /// - Throws: `PackError` for broken files, ids that stand twice and references to concepts that do not exist.
    public init(_ pack: Pack) throws(PackError) {
        for layer in pack.layers {
            let root = try PackFile(path: layer + "/pipeline.yaml").root
            if let node = try root.optional("thesaurus") {
                let folder = layer + "/" + (try node.text())
                guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
                    throw node.fault("Der Ordner „\(folder)“ fehlt oder darf nicht gelesen werden.")
                }
                for name in names.sorted() where name.hasSuffix(".yaml") && !name.hasPrefix(".") {
                    for element in try PackFile(path: folder + "/" + name).root.required("concepts").elements() {
                        let concept = try Concept.read(element)
                        if let twin = concepts.first(where: { $0.id == concept.id }) {
                            throw element.fault(
                                "Der Begriff „\(concept.id)“ steht schon in \(twin.file), Zeile \(twin.line)."
                            )
                        }
                        concepts.append(concept)
                    }
                }
            }
            if let node = try root.optional("cues") {
                for element in try PackFile(path: layer + "/" + node.text()).root.required("cues").elements() {
                    cues.append(try Cue.read(element))
                }
            }
        }
        try check(pack)
    }

    /// The lexicon files of a pack with their bytes, unparsed, in a canonical order.
    static func files(_ pack: Pack) -> [(path: String, bytes: [UInt8])] {
        pack.lexiconPaths.flatMap { path in
            var isDirectory = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
                return [(path: String, bytes: [UInt8])]()
            }
            let paths =
                isDirectory
                ? ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().map { path + "/" + $0 }
                : [path]
            return paths.filter { $0.hasSuffix(".yaml") }.compactMap { path in readFile(path).map { (path, $0) } }
        }
    }

    private func check(_ pack: Pack) throws(PackError) {
        let ids = Set(concepts.map(\.id))
        for concept in concepts {
            for id in concept.related + [concept.broader].compactMap({ $0 }) where !ids.contains(id) {
                throw PackError(
                    file: concept.file,
                    line: concept.line,
                    column: 1,
                    message: "Der Begriff „\(concept.id)“ verweist auf „\(id)“; den gibt es nicht.",
                    lineText: "- id: \(concept.id)"
                )
            }
        }
        for measure in pack.catalogue {
            for id in measure.concepts where !ids.contains(id) {
                throw PackError(
                    file: pack.folder + "/pipeline.yaml",
                    message: "Die Maßnahme \(measure.number) nennt den Begriff „\(id)“; den gibt es nicht."
                )
            }
        }
    }
}

extension Knowledge {
    /// What a pack teaches; from the cache when nothing has changed since.
    /// - Throws: `PackError` for a broken lexicon.
    public static func of(_ pack: Pack) throws -> Knowledge {
        let key = StageReadings.knowledge(pack, lexicon: Lexicon.files(pack), CacheFolder.programHash())
        return try KnowledgeCache.load(pack, key: key) { try Knowledge(pack, Lexicon(pack)) }
    }

    /// Counts everything from scratch. Linear in the text of the thesaurus.
    public convenience init(_ pack: Pack, _ lexicon: Lexicon) throws {
        let counted = try Self.counted(pack, lexicon)
        self.init(counted, catalogue: try CatalogueReading(pack, counted))
    }

    /// All but what the catalogue speaks of.
    private static func counted(_ pack: Pack, _ lexicon: Lexicon) throws -> Knowledge {
        let parameters = pack.parameters
        let concepts = lexicon.concepts
        var lexis = Lexis()

        // The splitter's vocabulary: nouns the thesaurus uses, and the pack's everyday words.
        let counter = try Tokenizer(builder: FormBuilder(splitter: CompoundSplitter(frequency: [:], simple: [])))
        var nouns = NounCounter()
        var seen: [String: Int] = [:]
        func note(_ words: [Word]) {
            for word in words where lexis[word.form].kind == .word { seen[lexis[word.form].key, default: 0] += 1 }
        }
        for concept in concepts {
            for text in [concept.label] + concept.expressions.map(\.text) {
                let words = counter.words(of: CleanText(Array(text.utf8)), into: &lexis)
                nouns.count(words, lexis, isRunning: false)
                note(words)
            }
            for card in concept.cards {
                let words = counter.words(of: CleanText(Array(card.text.utf8)), into: &lexis)
                nouns.count(words, lexis, isRunning: true)
                note(words)
            }
        }
        var uses: [String: Int] = [:]
        let stemmer = Stemmer(pack.words.compounds.stems)
        for (key, count) in seen
        where key.utf8.count >= 3 && count >= 2 && key.utf8.allSatisfy({ (97...122).contains($0) }) {
            uses[stemmer.stem(key), default: 0] += count
        }
        // Names and everyday words are known, but nobody's slip is taken for one of them.
        for cue in lexicon.cues {
            for text in cue.expressions.map(\.text) + cue.cards.map(\.text) {
                note(counter.words(of: CleanText(Array(text.utf8)), into: &lexis))
            }
        }
        for measure in pack.catalogue {
            note(counter.words(of: CleanText(Array((measure.title + " " + measure.description).utf8)), into: &lexis))
        }
        for entry in pack.places + pack.actors {
            note(counter.words(of: CleanText(Array(entry.name.utf8)), into: &lexis))
        }
        for word in pack.words.compounds.nouns { seen[Fold.key(word), default: 0] += 1 }
        for word in pack.words.stop.union(pack.words.function).union(pack.words.generic) { seen[word, default: 0] += 1 }
        let knownWords = KnownWords(
            seen,
            uses: uses,
            stems: pack.words.compounds.stems,
            tolerance: .init(
                oneFrom: parameters.count("typo_one_from"),
                twoFrom: parameters.count("typo_two_from"),
                leastSeen: parameters.count("typo_least_seen")
            )
        )
        let stopWords = pack.words.stop

        // Texts that teach.
        lexis = Lexis()
        var lists = pack.words.compounds
        for block in pack.words.block { lists.simple.formUnion(block.words.map { Fold.key($0) }) }
        let splitter = CompoundVocabulary.splitter(counts: nouns.counts, lists: lists)
        let builder = FormBuilder(splitter: splitter)
        let tokenizer = try Tokenizer(builder: builder)
        func words(_ text: String) -> [Word] { tokenizer.words(of: CleanText(Array(text.utf8)), into: &lexis) }
        let settings = ModelSettings(parameters)
        var texts: [TrainingText] = []
        var phases: [TrainingText] = []
        for (number, concept) in concepts.enumerated() {
            for card in concept.cards {
                let words = words(card.text)
                texts.append(TrainingText(concept: number, words: words, weight: 1))
                phases.append(
                    TrainingText(concept: WorkshopPhase.allCases.firstIndex(of: card.phase)!, words: words, weight: 1)
                )
            }
            for expression in concept.expressions {
                texts.append(
                    TrainingText(
                        concept: number,
                        words: words(expression.text),
                        weight: settings.strengths[expression.strength]!
                    )
                )
            }
            texts.append(TrainingText(concept: number, words: words(concept.label), weight: parameters["count_label"]))
        }
        for cue in lexicon.cues {
            let polarities = CueSense(cue).polarities
            guard polarities.count == 1, let polarity = polarities.first,
                let number = Polarity.allCases.firstIndex(of: polarity)
            else { continue }
            for expression in cue.expressions {
                phases.append(
                    TrainingText(
                        concept: number,
                        words: words(expression.text),
                        weight: settings.strengths[expression.strength]!
                    )
                )
            }
            for card in cue.cards {
                let own = polarity == .lob ? number : WorkshopPhase.allCases.firstIndex(of: card.phase)!
                phases.append(TrainingText(concept: own, words: words(card.text), weight: 1))
            }
        }

        let labels = pack.fields + pack.themes + pack.napPhases
        let dimensions =
            pack.fields.map { _ in Dimension.fields } + pack.themes.map { _ in .themes }
            + pack.napPhases.map { _ in .napPhases }
        let views = concepts.map { concept in
            zip(labels, dimensions).map { label, _ in
                min(
                    1,
                    label.from.sorted { $0.key < $1.key }.map {
                        ((concept.fields[$0.key] ?? concept.themes[$0.key] ?? concept.napPhases[$0.key]) ?? 0)
                            * $0.value
                    }.reduce(0, +)
                )
            }
        }
        let numbers = Dictionary(uniqueKeysWithValues: concepts.enumerated().map { ($1.id, $0) })
        var related = [Set<Int>](repeating: [], count: concepts.count)
        for (number, concept) in concepts.enumerated() {
            for other in (concept.related + [concept.broader].compactMap { $0 }).compactMap({ numbers[$0] })
            where other != number {
                related[number].insert(other)
                related[other].insert(number)
            }
        }
        let model = ConceptModel.count(
            texts,
            concepts: concepts.map(\.id),
            related: related.map { $0.sorted() },
            views: views,
            labels: labels.map(\.id),
            lexis: lexis,
            stopWords: stopWords,
            settings: settings,
            features: FeatureSettings(parameters, blocks: BlockedWords(pack.words.block))
        )
        var polarityFeatures = FeatureSettings(parameters, blocks: BlockedWords(blocks: []))
        polarityFeatures.minimumDocuments = [2, 2, 4, 2]
        let polarity = ConceptModel.count(
            phases,
            concepts: Polarity.allCases.map(\.rawValue),
            related: Polarity.allCases.map { _ in [] },
            views: Polarity.allCases.indices.map { one in Polarity.allCases.indices.map { $0 == one ? 1 : 0 } },
            labels: Polarity.allCases.map(\.rawValue),
            lexis: lexis,
            stopWords: [],
            settings: settings,
            features: polarityFeatures
        )
        let summaries = concepts.map {
            ConceptSummary(
                id: $0.id,
                label: $0.label,
                broader: $0.broader.flatMap { numbers[$0] },
                related: $0.related.compactMap { numbers[$0] }
            )
        }
        let expressions = ExpressionIndex(
            OwnedExpression.all(pack, lexicon),
            lists: pack.words,
            stemmer: builder.stemmer
        ) {
            text in words(text).map { lexis[$0.form] }
        }

        // Words for comparing cards and concepts.
        let function = Set(pack.words.function.flatMap { [$0, stemmer.stem($0)] })
        let genericStems = Set(
            (pack.words.generic + pack.city.split(separator: " ").map { Fold.key($0) }).map(stemmer.stem)
        )
        var frequency: [String: Int] = [:]
        var bags = [[String: Int]](repeating: [:], count: concepts.count)
        for text in texts {
            var own: Set<String> = []
            for word in text.words where !word.repeats {
                let form = lexis[word.form]
                guard form.kind == .word || form.kind == .number, !function.contains(form.key),
                    !function.contains(form.stem)
                else { continue }
                for stem in [form.stem] + form.partStems where !function.contains(stem) {
                    bags[text.concept][stem, default: 0] += 1
                    own.insert(stem)
                }
            }
            for stem in own { frequency[stem, default: 0] += 1 }
        }
        let kernel = ConceptKernel(
            concepts: summaries,
            texts: bags,
            measures: pack.catalogue.map { $0.concepts.compactMap { numbers[$0] } },
            settings: .init(
                related: parameters["kernel_related"],
                measures: parameters["kernel_measures"],
                words: parameters["kernel_words"],
                wordsLeast: parameters["kernel_words_least"]
            )
        )
        return Knowledge(
            concepts: summaries,
            model: model,
            polarity: polarity,
            splitter: splitter,
            knownWords: knownWords,
            stopWords: stopWords,
            functionWords: function,
            genericStems: genericStems,
            kernel: kernel,
            stemFrequency: frequency,
            texts: texts.count,
            expressions: expressions,
            cueSenses: lexicon.cues.map { CueSense($0).rawValue },
            catalogue: CatalogueReading()
        )
    }
}

extension ModelSettings {
    init(_ parameters: Parameters) {
        self.init(
            conceptAlpha: parameters["concept_alpha"],
            labelAlpha: parameters["label_alpha"],
            conceptSharpness: parameters["concept_sharpness"],
            labelSharpness: parameters["label_sharpness"],
            labelBias: parameters["label_bias"],
            labelMix: parameters["label_mix"],
            borrowed: parameters["borrowed"],
            stress: parameters["stress"],
            stressFloor: parameters["stress_floor"],
            stressSmoothing: parameters["stress_smoothing"],
            smallestConceptWeight: parameters["smallest_concept_weight"],
            smallestLabelWeight: parameters["smallest_label_weight"],
            smallestShare: parameters["smallest_share"],
            strengths: [
                .strong: parameters["count_strong"], .normal: parameters["count_normal"],
                .weak: parameters["count_weak"],
            ]
        )
    }
}

extension FeatureSettings {
    init(_ parameters: Parameters, blocks: BlockedWords) {
        self.init(
            kindWeights: ["weight_word", "weight_part", "weight_gram", "weight_pair"].map { parameters[$0] },
            minimumDocuments: ["documents_word", "documents_part", "documents_gram", "documents_pair"].map {
                parameters.count($0)
            },
            gramLengths: parameters.count("gram_shortest")...parameters.count("gram_longest"),
            informativenessPower: parameters["informativeness_power"],
            blocks: blocks,
            typoWeight: Float(parameters["typo_weight"])
        )
    }
}

extension OwnedExpression {
    /// Everything a pack matches: concepts, labels in the order of `Pack.labels`, cues, steering words.
    static func all(_ pack: Pack, _ lexicon: Lexicon) -> [OwnedExpression] {
        var result: [OwnedExpression] = []
        func add(_ expressions: [Expression], _ layer: ExpressionLayer, _ owner: Int) {
            for expression in expressions {
                result.append(
                    OwnedExpression(
                        expression: expression,
                        entry: ExpressionEntry(layer: layer, owner: UInt32(owner), strength: expression.strength)
                    )
                )
            }
        }
        for (number, concept) in lexicon.concepts.enumerated() { add(concept.expressions, .concept, number) }
        for (number, label) in pack.labels.enumerated() { add(label.expressions, .label, number) }
        for (number, cue) in lexicon.cues.enumerated() { add(cue.expressions, .cue, number) }
        for (wording, text, file, line) in pack.words.control {
            add(
                [
                    Expression(
                        text: text,
                        strength: .strong,
                        role: text.contains(" ") ? .phrase : .word,
                        line: line,
                        file: file
                    )
                ],
                .control,
                Int(wording.rawValue)
            )
        }
        return result
    }
}

extension Pack {
    /// Fields, themes, NAP-I phases, target groups in one row.
    var labels: [LabelDefinition] { fields + themes + napPhases + targetGroups }
}
