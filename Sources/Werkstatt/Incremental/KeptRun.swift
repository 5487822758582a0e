import FoundationEssentials

/// What a run left for the next one in `.werkstatt-state`: whether its files still stand as it wrote them, and what its
/// stages found.
///
/// Comes in: the folder of the results. Goes out: a verdict, or what the stages found with the keys it hangs on. Decides by
/// content: the bytes of the outputs, of the lock, of the program. Never: a text of a card; an error: what is missing,
/// broken or from another program is as good as nothing.
public struct KeptRun: Sendable {
    static let fileName = ".\(Program.name)-state"
    private static let magic = Array("werkstatt-state 1\n".utf8)

    /// For messages; nothing else depends on it.
    public let directory: String
    /// Rows of the input that could not be read.
    public let unread: Int
    public let hasWarnings: Bool
    let isSameProgram: Bool
    private let lockKey: ContentKey
    private let participants: ContentKey
    private let inputs: [String]
    private let outputs: [(name: String, key: ContentKey)]

    /// Nil when the folder has no state that this program understands.
    public init?(directory: String) {
        self.directory = directory
        let header = try? withMappedFile(directory + "/" + Self.fileName) { bytes in
            var input = try Self.section(bytes, 0)
            return (
                numbers: try input.array(UInt64.self), inputs: try input.strings(), names: try input.strings()
            )
        }
        guard let header, header.numbers.count == 8 + 2 * header.names.count else { return nil }
        let numbers = header.numbers
        isSameProgram = ContentKey(a: numbers[0], b: numbers[1]) == CacheFolder.programHash().key
        lockKey = ContentKey(a: numbers[2], b: numbers[3])
        participants = ContentKey(a: numbers[4], b: numbers[5])
        unread = Int(truncatingIfNeeded: numbers[6])
        hasWarnings = numbers[7] != 0
        inputs = header.inputs
        outputs = header.names.enumerated().map { at, name in
            (name, ContentKey(a: numbers[8 + 2 * at], b: numbers[9 + 2 * at]))
        }
    }

    /// Whether this request would give just what lies in the folder, byte for byte.
    public func isCurrent(_ request: RunRequest, standardInput: () -> [UInt8]) -> Bool {
        guard isSameProgram, request.participantsKey == participants,
            let bytes = readFile(directory + "/" + RunLock.fileName),
            Self.key(of: bytes) == lockKey, let lock = RunLock(bytes)
        else { return false }
        let now = lock.now(request, standardInput: standardInput)
        return now.lines.sorted() == lock.sources.sorted() && now.inputs == inputs && outputsStand
    }

    private var outputsStand: Bool {
        outputs.allSatisfy { Self.key(ofFile: directory + "/" + $0.name) == $0.key }
    }

    /// What the stages found; nil when it cannot be used.
    func stages() -> KeptStages? {
        guard isSameProgram else { return nil }
        return try? withMappedFile(directory + "/" + Self.fileName) { bytes in
            var input = try Self.section(bytes, 1)
            return try KeptStages(reading: &input)
        }
    }

    // MARK: Bytes

    static func key(of bytes: [UInt8]) -> ContentKey {
        var hash = ContentHash()
        hash.add(bytes)
        return hash.key
    }

    /// Of an empty or missing file too.
    static func key(ofFile path: String) -> ContentKey {
        withMappedFile(path) { bytes in
            var hash = ContentHash()
            hash.add(bytes)
            return hash.key
        } ?? key(of: FileManager.default.fileExists(atPath: path) ? [] : [0])
    }

    /// - Parameter lock: the bytes of the lock.
    static func bytes(
        lock: [UInt8],
        _ request: RunRequest,
        inputs: [String],
        unread: Int,
        hasWarnings: Bool,
        outputs: [(name: String, key: ContentKey)],
        stages: [UInt8]
    ) -> [UInt8] {
        var header = BinaryWriter()
        let keys = [CacheFolder.programHash().key, key(of: lock), request.participantsKey]
        header.add(
            keys.flatMap { [$0.a, $0.b] } + [UInt64(unread), hasWarnings ? 1 : 0]
                + outputs.flatMap { [$0.key.a, $0.key.b] }
        )
        header.add(inputs.sorted(by: precedesBytewise))
        header.add(outputs.map(\.name))
        var result = magic
        for section in [header.bytes, stages] {
            let key = key(of: section)
            for number in [UInt64(section.count), key.a, key.b] {
                withUnsafeBytes(of: number) { result.append(contentsOf: $0) }
            }
            result += section
        }
        return result
    }

    /// A part of the file, when its bytes are whole.
    private static func section(_ bytes: UnsafeRawBufferPointer, _ wanted: Int) throws -> BinaryReader {
        guard bytes.starts(with: magic) else { throw BinaryReader.Truncated() }
        var offset = magic.count
        var number = 0
        while true {
            guard offset + 24 <= bytes.count else { throw BinaryReader.Truncated() }
            let head = (0..<3).map { bytes.loadUnaligned(fromByteOffset: offset + 8 * $0, as: UInt64.self) }
            offset += 24
            guard head[0] <= UInt64(bytes.count - offset) else { throw BinaryReader.Truncated() }
            if number == wanted {
                let section = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + Int(head[0])])
                var hash = ContentHash()
                hash.add(section)
                guard hash.key == ContentKey(a: head[1], b: head[2]) else { throw BinaryReader.Truncated() }
                return BinaryReader(section)
            }
            offset += Int(head[0])
            number += 1
        }
    }
}
