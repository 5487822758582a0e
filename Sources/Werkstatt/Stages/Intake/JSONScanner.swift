/// Finds where JSON values begin and end, without building them: elements of a long array are parsed one by one, so that
/// a broken one spoils no other. Brackets and quotes are all it looks at. Linear in the bytes.
struct JSONScanner {
    struct Member {
        var key: String
        var value: Range<Int>
    }

    let bytes: UnsafeBufferPointer<UInt8>
    var at: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) {
        self.bytes = bytes
        at = start
    }

    var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || (0x09...0x0D).contains(byte) { at += 1 }
    }

    /// Goes behind one value; false when there is none or it does not end.
    mutating func skipValue() -> Bool {
        guard let first = peek else { return false }
        switch first {
        case UInt8(ascii: "\""): return skipString()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            var depth = 0
            while let byte = peek {
                switch byte {
                case UInt8(ascii: "\""):
                    guard skipString() else { return false }
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
                at += 1
                if depth == 0 { return true }
            }
            return false
        default:
            let start = at
            while let byte = peek, byte > 0x20, !",]}:\"[{".utf8.contains(byte) { at += 1 }
            return at > start
        }
    }

    /// The members of the object that begins here; nil when it is broken.
    mutating func members() -> [Member]? {
        guard peek == UInt8(ascii: "{") else { return nil }
        at += 1
        var members: [Member] = []
        skipBlanks()
        if peek == UInt8(ascii: "}") {
            at += 1
            return members
        }
        while true {
            skipBlanks()
            let keyStart = at
            guard peek == UInt8(ascii: "\""), skipString(),
                let key = (try? JSONValue(parsing: bytes[keyStart..<at]))?.string
            else { return nil }
            skipBlanks()
            guard peek == UInt8(ascii: ":") else { return nil }
            at += 1
            skipBlanks()
            let start = at
            // A broken list is still read as far as it goes.
            if !skipValue() {
                guard bytes.indices.contains(start), bytes[start] == UInt8(ascii: "[") else { return nil }
                at = bytes.count
                return members + [Member(key: key, value: start..<at)]
            }
            members.append(Member(key: key, value: start..<at))
            skipBlanks()
            switch peek {
            case UInt8(ascii: ","): at += 1
            case UInt8(ascii: "}"):
                at += 1
                return members
            default: return nil
            }
        }
    }

    private mutating func skipString() -> Bool {
        at += 1
        while let byte = peek {
            at += 1
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\") { at += 1 }
        }
        at = min(at, bytes.count)
        return false
    }
}
