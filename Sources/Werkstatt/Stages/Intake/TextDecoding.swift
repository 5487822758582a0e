import ICUText

/// The text of a file: valid UTF-8 with LF line ends.
struct DecodedText {
    var bytes: [UInt8]
    /// IANA name in lower case; "utf-8-bom" and the like say that a byte order mark stood before it.
    var charset: String
    /// Byte offsets of every U+FFFD that stands for something unreadable, ascending.
    var damage: [Int] = []
    /// The file ended within a character.
    var isCut = false
}

/// Finds the character set of a file and turns it into UTF-8.
///
/// Comes in: the bytes of a file. Goes out: UTF-8 with LF line ends and the places that could not be read. Decides: byte
/// order mark; else UTF-8 where it is proven; else UTF-16 by its NUL bytes; else the single-byte set in which most bytes
/// are German letters, with Windows-1252 for all doubt. Never mends mojibake and never drops a byte silently.
struct TextDecoder {
    let rules: IntakeRules

    /// Nil when the bytes are no text.
    func decode(_ bytes: consuming [UInt8]) -> DecodedText? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            bytes.removeFirst(3)
            return repaired(bytes, charset: "utf-8-bom")
        }
        if bytes.starts(with: [0xFF, 0xFE]) {
            return repaired(utf16(bytes, from: 2, bigEndian: false), charset: "utf-16le-bom")
        }
        if bytes.starts(with: [0xFE, 0xFF]) {
            return repaired(utf16(bytes, from: 2, bigEndian: true), charset: "utf-16be-bom")
        }
        if let bigEndian = utf16WithoutMark(bytes) {
            return repaired(utf16(bytes, from: 0, bigEndian: bigEndian), charset: bigEndian ? "utf-16be" : "utf-16le")
        }
        if looksBinary(bytes) { return nil }
        if UTF8Repair.isMostlyUTF8(bytes) { return repaired(bytes, charset: "utf-8") }
        let charset = SingleByteCharset.guess(bytes, confidence: rules.charsetConfidence)
        return repaired(charset.decode(bytes), charset: charset.name)
    }

    private func repaired(_ bytes: consuming [UInt8], charset: String) -> DecodedText {
        LineEnds.normalise(&bytes)
        var result = DecodedText(bytes: [], charset: charset)
        UTF8Repair.repair(&bytes, into: &result)
        return result
    }

    /// A NUL or too many control characters at the beginning: no text that people typed.
    private func looksBinary(_ bytes: [UInt8]) -> Bool {
        let probe = bytes.prefix(rules.probeBytes)
        if probe.contains(0) { return true }
        let controls = probe.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B || $0 == 0x7F }
        return Double(controls) > rules.controlShare * Double(probe.count)
    }

    /// Big endian or not, or nil when it is no UTF-16: one half of the byte pairs is often NUL, the other hardly ever.
    private func utf16WithoutMark(_ bytes: [UInt8]) -> Bool? {
        let units = min(bytes.count, rules.probeBytes) / 2
        guard units > 0 else { return nil }
        var nuls = (even: 0, odd: 0)
        for unit in 0..<units {
            if bytes[2 * unit] == 0 { nuls.even += 1 }
            if bytes[2 * unit + 1] == 0 { nuls.odd += 1 }
        }
        let (most, least) = (max(nuls.even, nuls.odd), min(nuls.even, nuls.odd))
        guard Double(most) >= rules.utf16NulShare * Double(units), least * 4 <= most else { return nil }
        let bigEndian = nuls.even > nuls.odd
        let text = utf16(Array(bytes.prefix(units * 2)), from: 0, bigEndian: bigEndian)
        let faults = text.count { $0 == UTF8Repair.unreadable }
        let controls = text.count { $0 < 0x20 && !(0x09...0x0D).contains($0) }
        return faults <= 1 && Double(controls) <= rules.controlShare * Double(units) ? bigEndian : nil
    }

    /// UTF-16 as UTF-8; half a character becomes a byte that no UTF-8 has, so that the repair finds and reports it.
    private func utf16(_ bytes: [UInt8], from start: Int, bigEndian: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count / 2 + bytes.count / 16 + 16)
        var at = start
        let (high, low) = bigEndian ? (0, 1) : (1, 0)
        func unit(_ at: Int) -> UInt32? {
            at + 1 < bytes.count ? UInt32(bytes[at + high]) << 8 | UInt32(bytes[at + low]) : nil
        }
        while let first = unit(at) {
            at += 2
            if first < 0x80 {
                out.append(UInt8(first))
            } else if first < 0xD800 || first > 0xDFFF {
                out.append(contentsOf: UTF8.encode(Unicode.Scalar(first)!)!)
            } else if first < 0xDC00, let second = unit(at), (0xDC00...0xDFFF).contains(second) {
                at += 2
                out.append(
                    contentsOf: UTF8.encode(Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))!)!
                )
            } else {
                out.append(UTF8Repair.unreadable)
            }
        }
        if at < bytes.count { out.append(UTF8Repair.unreadable) }
        return out
    }
}

/// CR and CRLF as LF.
enum LineEnds {
    /// In place; linear, and nothing but a search when there is no CR.
    static func normalise(_ bytes: inout [UInt8]) {
        guard let first = bytes.withUnsafeBufferPointer({ firstOffset(of: 0x0D, in: $0) }) else { return }
        let end = bytes.withUnsafeMutableBufferPointer { bytes in
            var (from, to) = (first, first)
            while from < bytes.count {
                let byte = bytes[from]
                from += 1
                if byte == 0x0D {
                    if from < bytes.count, bytes[from] == 0x0A { from += 1 }
                    bytes[to] = 0x0A
                } else {
                    bytes[to] = byte
                }
                to += 1
            }
            return to
        }
        bytes.removeLast(bytes.count - end)
    }

    /// The same for a text from a JSON string, where a CR may hide behind an escape.
    static func normalised(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var bytes = Array(text.utf8)
        normalise(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
