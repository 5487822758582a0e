import FoundationEssentials

/// Keeps what was counted from a pack, so that only the first run after a change counts.
///
/// The file's name is a hash of everything it depends on: what is counted of the pack (see `StageReadings`) and the program
/// itself (size and time of its file). So it can never be stale; it lies outside the pack, which may be read-only; and when no cache
/// folder can be written, everything is counted anew.
enum KnowledgeCache {
    /// The knowledge of a pack, from the cache or counted (and then cached).
    static func load(_ pack: Pack, key: ContentKey, count: () throws -> Knowledge) throws -> Knowledge {
        guard let folder = CacheFolder.path else { return try count() }
        let path = folder + "/\(pack.id)-" + key.text + ".knowledge"
        if let knowledge = try? withMappedFile(path, { try decode($0) }) { return knowledge }
        let knowledge = try count()
        CacheFolder.write(encode(knowledge), to: path)
        CacheFolder.tidy(prefix: pack.id + "-", suffix: ".knowledge", keeping: 4)
        return knowledge
    }

    // MARK: Bytes

    private static func encode(_ knowledge: Knowledge) -> [UInt8] {
        var out = BinaryWriter()
        out.add(knowledge.concepts.map(\.id))
        out.add(knowledge.concepts.map(\.label))
        out.add(knowledge.concepts.map { Int32($0.broader ?? -1) })
        out.add(knowledge.concepts.map { $0.related.map(String.init).joined(separator: " ") })
        for model in [knowledge.model, knowledge.polarity] { encode(model, &out) }
        let splitter = knowledge.splitter.table
        out.add(splitter.modifierHashes)
        out.add(splitter.modifierBits)
        out.add(splitter.modifierKeys)
        out.add(splitter.headHashes)
        out.add(splitter.headBits)
        out.add(splitter.headLengths)
        out.add(splitter.simple)
        out.add(splitter.stemForms)
        out.add(splitter.stems)
        let known = knowledge.knownWords
        out.add([known.tolerance.oneFrom, known.tolerance.twoFrom, known.tolerance.leastSeen].map(Int32.init))
        out.add(known.keys)
        out.add(known.counts)
        out.add(known.known)
        out.add(known.pieceHashes)
        out.add(known.pieceKeys)
        out.add(known.usedHashes)
        out.add(known.usedCounts)
        out.add(knowledge.stopWords.sorted())
        out.add(knowledge.functionWords.sorted())
        out.add(knowledge.genericStems.sorted())
        out.add(knowledge.kernel.rows.map { Int32($0.count) })
        out.add(knowledge.kernel.rows.flatMap { $0.map(\.concept) })
        out.add(knowledge.kernel.rows.flatMap { $0.map(\.value) })
        let stems = knowledge.stemFrequency.sorted { $0.key < $1.key }
        out.add(stems.map(\.key))
        out.add(stems.map { Int32($0.value) } + [Int32(knowledge.texts)])
        knowledge.expressions.write(to: &out)
        out.add(knowledge.cueSenses)
        knowledge.catalogue.write(to: &out)
        return out.bytes
    }

    private static func encode(_ model: ConceptModel, _ out: inout BinaryWriter) {
        out.add(model.concepts)
        out.add(model.index.hashes)
        out.add(model.index.kinds)
        out.add(model.index.weights)
        out.add(model.index.stress)
        out.add(model.start)
        out.add(model.columns)
        out.add(model.weights)
        out.add(model.bias)
        out.add(model.labels)
        out.add(model.labelStart)
        out.add(model.labelColumns)
        out.add(model.labelWeights)
        out.add(model.views)
        let settings = model.settings
        out.add(
            [
                settings.conceptAlpha, settings.labelAlpha, settings.conceptSharpness, settings.labelSharpness,
                settings.labelBias, settings.labelMix, settings.borrowed, settings.stress,
                settings.stressFloor, settings.stressSmoothing, settings.smallestConceptWeight,
                settings.smallestLabelWeight, settings.smallestShare,
            ]
                + Strength.allCases.map { settings.strengths[$0]! }
        )
        let features = model.features
        out.add(features.kindWeights)
        out.add(features.minimumDocuments.map(Int32.init))
        out.add([
            Double(features.gramLengths.lowerBound), Double(features.gramLengths.upperBound),
            features.informativenessPower, Double(features.typoWeight),
        ])
        features.blocks.write(to: &out)
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Knowledge {
        var input = BinaryReader(bytes)
        let ids = try input.strings()
        let labels = try input.strings()
        let broader = try input.array(Int32.self)
        let related = try input.strings()
        let concepts = ids.indices.map {
            Knowledge.ConceptSummary(
                id: ids[$0],
                label: labels[$0],
                broader: broader[$0] < 0 ? nil : Int(broader[$0]),
                related: related[$0].split(separator: " ").compactMap { Int($0) }
            )
        }
        let model = try decodeModel(&input)
        let polarity = try decodeModel(&input)
        let splitter = CompoundSplitter.Table(
            modifierHashes: try input.array(UInt64.self),
            modifierBits: try input.array(Float.self),
            modifierKeys: try input.strings(),
            headHashes: try input.array(UInt64.self),
            headBits: try input.array(Float.self),
            headLengths: try input.array(Int32.self),
            simple: try input.strings(),
            stemForms: try input.strings(),
            stems: try input.strings()
        )
        let tolerance = try input.array(Int32.self).map(Int.init)
        let known = KnownWords(
            tolerance: .init(oneFrom: tolerance[0], twoFrom: tolerance[1], leastSeen: tolerance[2]),
            keys: try input.strings(),
            counts: try input.array(Int32.self),
            known: try input.array(UInt64.self),
            pieceHashes: try input.array(UInt64.self),
            pieceKeys: try input.array(Int32.self),
            usedHashes: try input.array(UInt64.self),
            usedCounts: try input.array(Int32.self)
        )
        let stop = Set(try input.strings())
        let function = Set(try input.strings())
        let generic = Set(try input.strings())
        let lengths = try input.array(Int32.self)
        let columns = try input.array(Int32.self)
        let values = try input.array(Float.self)
        var rows: [[(concept: Int32, value: Float)]] = []
        var start = 0
        for length in lengths {
            rows.append((start..<(start + Int(length))).map { (columns[$0], values[$0]) })
            start += Int(length)
        }
        let stems = try input.strings()
        let frequencies = try input.array(Int32.self)
        let expressions = try ExpressionIndex(reading: &input)
        let cueSenses = try input.array(UInt8.self)
        return Knowledge(
            concepts: concepts,
            model: model,
            polarity: polarity,
            splitter: CompoundSplitter(splitter),
            knownWords: known,
            stopWords: stop,
            functionWords: function,
            genericStems: generic,
            kernel: ConceptKernel(rows: rows),
            stemFrequency: Dictionary(uniqueKeysWithValues: zip(stems, frequencies.map(Int.init))),
            texts: Int(frequencies.last!),
            expressions: expressions,
            cueSenses: cueSenses,
            catalogue: try CatalogueReading(reading: &input)
        )
    }

    private static func decodeModel(_ input: inout BinaryReader) throws -> ConceptModel {
        let concepts = try input.strings()
        let index = FeatureIndex(
            hashes: try input.array(UInt64.self),
            kinds: try input.array(UInt8.self),
            weights: try input.array(Float.self),
            stress: try input.array(Float.self)
        )
        let start = try input.array(UInt32.self)
        let columns = try input.array(UInt16.self)
        let weights = try input.array(Float.self)
        let bias = try input.array(Float.self)
        let labels = try input.strings()
        let labelStart = try input.array(UInt32.self)
        let labelColumns = try input.array(UInt8.self)
        let labelWeights = try input.array(Float.self)
        let views = try input.array(Float.self)
        let numbers = try input.array(Double.self)
        let kindWeights = try input.array(Double.self)
        let minimum = try input.array(Int32.self).map(Int.init)
        let grams = try input.array(Double.self)
        let blocks = try BlockedWords(reading: &input)
        return ConceptModel(
            concepts: concepts,
            index: index,
            start: start,
            columns: columns,
            weights: weights,
            bias: bias,
            labels: labels,
            labelStart: labelStart,
            labelColumns: labelColumns,
            labelWeights: labelWeights,
            views: views,
            settings: ModelSettings(
                conceptAlpha: numbers[0],
                labelAlpha: numbers[1],
                conceptSharpness: numbers[2],
                labelSharpness: numbers[3],
                labelBias: numbers[4],
                labelMix: numbers[5],
                borrowed: numbers[6],
                stress: numbers[7],
                stressFloor: numbers[8],
                stressSmoothing: numbers[9],
                smallestConceptWeight: numbers[10],
                smallestLabelWeight: numbers[11],
                smallestShare: numbers[12],
                strengths: Dictionary(uniqueKeysWithValues: zip(Strength.allCases, numbers[13...]))
            ),
            features: FeatureSettings(
                kindWeights: kindWeights,
                minimumDocuments: minimum,
                gramLengths: Int(grams[0])...Int(grams[1]),
                informativenessPower: grams[2],
                blocks: blocks,
                typoWeight: Float(grams[3])
            )
        )
    }
}
