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

    mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    mutating func add(_ raw: UnsafeRawBufferPointer) {
        add(UInt64(raw.count))
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

    mutating func add(_ key: ContentKey) {
        add(key.a)
        add(key.b)
    }

    var key: ContentKey { ContentKey(a: a, b: b) }

    var text: String { key.text }
}

/// What a `ContentHash` came to.
struct ContentKey: Hashable, Sendable {
    var a: UInt64
    var b: UInt64

    /// 32 hexadecimal digits.
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
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// - Parameter bytes: must outlive the reader.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func array<Number: BitwiseCopyable>(_ type: Number.Type) throws -> [Number] {
        guard offset + 8 <= bytes.count else { throw Truncated() }
        let stated = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        offset += 8
        guard stated <= UInt64((bytes.count - offset) / MemoryLayout<Number>.stride) else { throw Truncated() }
        let count = Int(stated)
        let size = count * MemoryLayout<Number>.stride
        let result = [Number](unsafeUninitializedCapacity: count) { buffer, filled in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size)])
            )
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
