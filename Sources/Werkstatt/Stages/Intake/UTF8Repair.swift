/// Proves and repairs UTF-8.
///
/// Comes in: bytes. Goes out: valid UTF-8 in which every unreadable sequence (and every NUL) is one U+FFFD, and where
/// those stand. Decides whether broken bytes are damage in UTF-8 or the sign of another character set. Never drops bytes
/// without a mark.
enum UTF8Repair {
    /// A byte that occurs in no UTF-8 text; other decoders leave it where they could not read.
    static let unreadable: UInt8 = 0xFF

    /// Whether this is UTF-8: no fault at all, or more characters beyond ASCII than faults. A character cut off by the
    /// end of the file is no fault; a lone last byte counts as one only where German or typographic characters begin, for
    /// "Spaß" in Windows-1252 ends like that too.
    static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
        if isValid(bytes) { return true }
        var (good, bad) = (0, 0)
        bytes.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                if bytes[at] < 0x80 {
                    at += 1
                    continue
                }
                let (length, valid) = sequence(bytes, at)
                if valid { good += 1 } else if at + length < bytes.count || !mayBeCut(bytes[at...]) { bad += 1 }
                at += length
            }
        }
        return bad == 0 || good > bad
    }

    /// Moves the bytes into `text`, repaired.
    static func repair(_ bytes: inout [UInt8], into text: inout DecodedText) {
        if isValid(bytes), bytes.withUnsafeBufferPointer({ firstOffset(of: 0, in: $0) }) == nil {
            swap(&text.bytes, &bytes)
            return
        }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 64)
        bytes.withUnsafeBufferPointer { bytes in
            var (at, clean) = (0, 0)
            while at < bytes.count {
                if bytes[at] < 0x80, bytes[at] != 0 {
                    at += 1
                    continue
                }
                let (length, valid) = sequence(bytes, at)
                if !valid || bytes[at] == 0 {
                    out.append(contentsOf: bytes[clean..<at])
                    text.damage.append(out.count)
                    out.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    clean = at + length
                    text.isCut = text.isCut || clean == bytes.count && bytes[at] >= 0xC2
                }
                at += length
            }
            out.append(contentsOf: bytes[clean...])
        }
        text.bytes = out
    }

    private static func mayBeCut(_ tail: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        tail.count > 1 || [0xC2, 0xC3, 0xE2].contains(tail.first!)
    }

    private static func isValid(_ bytes: [UInt8]) -> Bool { (try? UTF8Span(validating: bytes.span)) != nil }

    /// The length of the sequence that begins here and whether it is a character; what is none ends where Unicode says
    /// that one replacement character stands for it (maximal subpart).
    private static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (length: Int, valid: Bool) {
        let first = bytes[at]
        if first < 0x80 { return (1, true) }
        let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
        guard length > 0 else { return (1, false) }
        for offset in 1..<length {
            guard at + offset < bytes.count else { return (offset, false) }
            let byte = bytes[at + offset]
            var allowed: ClosedRange<UInt8> = 0x80...0xBF
            if offset == 1 {
                switch first {
                case 0xE0: allowed = 0xA0...0xBF
                case 0xED: allowed = 0x80...0x9F
                case 0xF0: allowed = 0x90...0xBF
                case 0xF4: allowed = 0x80...0x8F
                default: break
                }
            }
            if !allowed.contains(byte) { return (offset, false) }
        }
        return (length, true)
    }
}
