import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#endif

/// Keeps what was counted from a pack, so that only the first run after a change counts.
///
/// The file's name is a hash of everything it depends on: the bytes of all pack files and the program itself (size
/// and time of its file). So it can never be stale; it lies outside the pack, which may be read-only; and when no cache
/// folder can be written, everything is counted anew.
enum KnowledgeCache {
    /// The knowledge of a pack, from the cache or counted (and then cached).
    static func load(_ pack: Pack, files: [(path: String, bytes: [UInt8])], count: () throws -> Knowledge) throws
        -> Knowledge
    {
        guard let folder = folder() else { return try count() }
        let path = folder + "/\(pack.id)-" + key(files) + ".knowledge"
        if let bytes = readFile(path), let knowledge = try? decode(bytes) { return knowledge }
        let knowledge = try count()
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let draft = path + ".\(getpid())"
        if FileManager.default.createFile(atPath: draft, contents: Data(encode(knowledge))) { rename(draft, path) }
        tidy(folder, pack: pack.id)
        return knowledge
    }

    /// Keeps the newest few files of a pack: an older state of the lexicon is seldom wanted again.
    private static func tidy(_ folder: String, pack: String) {
        let kept = 4
        let own = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
            $0.hasPrefix(pack + "-")
        }.map { folder + "/" + $0 }
        let dated = own.map { path -> (path: String, time: Int) in
            var status = stat()
            return (path, stat(path, &status) == 0 ? status.st_mtim.tv_sec : 0)
        }
        for file in dated.sorted(by: { ($1.time, $0.path) < ($0.time, $1.path) }).dropFirst(kept) { unlink(file.path) }
    }

    private static func folder() -> String? {
        let environment = ProcessInfo.processInfo.environment
        if let own = environment["XDG_CACHE_HOME"], own.hasPrefix("/") { return own + "/werkstatt" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.cache/werkstatt" }
        return nil
    }

    private static func key(_ files: [(path: String, bytes: [UInt8])]) -> String {
        var hash = ContentHash()
        var status = stat()
        if stat("/proc/self/exe", &status) == 0 {
            hash.add(UInt64(truncatingIfNeeded: status.st_size))
            hash.add(UInt64(truncatingIfNeeded: status.st_mtim.tv_sec))
            hash.add(UInt64(truncatingIfNeeded: status.st_mtim.tv_nsec))
        }
        for file in files {
            hash.add(Array(file.path.split(separator: "/").last!.utf8))
            hash.add(file.bytes)
        }
        return hash.text
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

    private static func decode(_ bytes: [UInt8]) throws -> Knowledge {
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
            simple: try input.strings()
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
            cueSenses: cueSenses
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

/// A 128-bit content hash for cache names; not for security. Eight bytes a step.
struct ContentHash {
    private var a: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var b: UInt64 = 0xC2B2_AE3D_27D4_EB4F

    mutating func add(_ word: UInt64) {
        a = (a ^ word) &* 0xFF51_AFD7_ED55_8CCD
        a ^= a >> 32
        b = (b &+ word) &* 0xC4CE_B9FE_1A85_EC53
        b ^= b >> 29
    }

    mutating func add(_ bytes: [UInt8]) {
        add(UInt64(bytes.count))
        bytes.withUnsafeBytes { raw in
            var offset = 0
            while offset + 8 <= raw.count {
                add(raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                offset += 8
            }
            var rest: UInt64 = 0
            while offset < raw.count {
                rest = rest << 8 | UInt64(raw[offset])
                offset += 1
            }
            add(rest)
        }
    }

    var text: String {
        func hex(_ number: UInt64) -> String {
            String(repeating: "0", count: number.leadingZeroBitCount / 4)
                + (number == 0 ? "" : String(number, radix: 16))
        }
        return hex(a) + hex(b)
    }
}

/// Arrays of plain numbers and strings as bytes of this machine.
struct BinaryWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add<Number: BitwiseCopyable>(_ numbers: [Number]) {
        withUnsafeBytes(of: UInt64(numbers.count)) { bytes.append(contentsOf: $0) }
        numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    mutating func add(_ texts: [String]) {
        add(texts.map { UInt32($0.utf8.count) })
        add(Array(texts.joined().utf8))
    }
}

struct BinaryReader {
    struct Truncated: Error {}
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func array<Number: BitwiseCopyable>(_ type: Number.Type) throws -> [Number] {
        guard offset + 8 <= bytes.count else { throw Truncated() }
        let count = bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
        offset += 8
        let size = count * MemoryLayout<Number>.stride
        guard count >= 0, offset + size <= bytes.count else { throw Truncated() }
        let result = [Number](unsafeUninitializedCapacity: count) { buffer, filled in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: source[offset..<(offset + size)])
                )
            }
            filled = count
        }
        offset += size
        return result
    }

    mutating func strings() throws -> [String] {
        let lengths = try array(UInt32.self)
        let text = try array(UInt8.self)
        var start = 0
        return try lengths.map { length in
            guard start + Int(length) <= text.count else { throw Truncated() }
            defer { start += Int(length) }
            return String(decoding: text[start..<(start + Int(length))], as: UTF8.self)
        }
    }
}
