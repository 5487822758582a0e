import ICUText

/// What was mended before matching, with its place in the original text. The original is what people are shown.
public struct Repair: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// A soft hyphen (U+00AD) inside a word.
        case softHyphen
        /// A zero-width character, byte order mark or direction mark.
        case invisible
        /// A no-break, thin or other blank that is no U+0020.
        case oddSpace
        /// A bullet from a private-use font position.
        case privateBullet
        /// A word cut at the end of a line.
        case lineBreakHyphen
        /// Letters and combining marks composed (NFC).
        case composed
        /// A ligature such as "ﬁ".
        case ligature
        /// A look-alike of the star in gender forms.
        case star
    }
    public var kind: Kind
    public var span: Span
}

/// Text made ready for matching: composed (NFC), without invisible characters, words over line ends rejoined.
/// Every byte knows the byte of the original it came from.
public struct CleanText: Sendable {
    /// UTF-8.
    public let bytes: [UInt8]
    /// Byte offsets of the original, one more than `bytes` has; nil when both texts are the same.
    public let origin: [Int32]?
    /// In bytes of the original; turned into code points for people.
    public let repairs: [(kind: Repair.Kind, start: Int, end: Int)]

    /// The byte of the original at which the clean byte `offset` began.
    @inline(__always)
    public func original(_ offset: Int) -> Int { origin.map { Int($0[offset]) } ?? offset }

    /// The clean offset of a byte of the original; logarithmic.
    func cleaned(_ offset: Int) -> Int {
        guard let origin else { return offset }
        var low = 0
        var high = origin.count - 1
        while low < high {
            let middle = (low + high) / 2
            if Int(origin[middle]) < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// - Parameter text: the original as UTF-8. Linear in its bytes.
    public init(_ text: [UInt8]) {
        if CleanText.isPlain(text) {
            bytes = text
            origin = nil
            repairs = []
        } else {
            var repairer = Repairer(text)
            repairer.run()
            bytes = repairer.out
            origin = repairer.origin + [Int32(text.count)]
            repairs = repairer.repairs
        }
    }

    /// Whether nothing in the text can want mending: ASCII, letters of Latin-1 and Latin Extended-A, the usual dashes and
    /// quotes, and no line end right after a hyphen or a letter (where a word may have been cut).
    private static func isPlain(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { text in
            var index = 0
            while index < text.count {
                let byte = text[index]
                if byte < 0x80 {
                    if byte == 0x0A { return false }
                    index += 1
                } else if byte == 0xC3 || byte == 0xC4 || byte == 0xC5 {
                    index += 2
                } else if byte == 0xC2, index + 1 < text.count, ![0xA0, 0xAD].contains(text[index + 1]),
                    text[index + 1] >= 0xA1
                {
                    index += 2
                } else if byte == 0xE2, index + 2 < text.count,
                    (text[index + 1] == 0x80
                        && [0x93, 0x94, 0x98, 0x99, 0x9A, 0x9C, 0x9D, 0x9E, 0xA6].contains(text[index + 2]))
                        || (text[index + 1] == 0x82 && text[index + 2] == 0xAC)
                {
                    index += 3
                } else {
                    return false
                }
            }
            return true
        }
    }
}

/// The slow path: one pass over the code points of a text that may want mending.
private struct Repairer {
    let text: [UInt8]
    let scalars: [(value: Unicode.Scalar, offset: Int)]
    var out: [UInt8] = []
    var origin: [Int32] = []
    var repairs: [(kind: Repair.Kind, start: Int, end: Int)] = []

    init(_ text: [UInt8]) {
        self.text = text
        var scalars: [(value: Unicode.Scalar, offset: Int)] = []
        scalars.reserveCapacity(text.count)
        var offset = 0
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            scalars.append((scalar, offset))
            offset += UTF8.width(scalar)
        }
        self.scalars = scalars
    }

    private func end(_ index: Int) -> Int { index + 1 < scalars.count ? scalars[index + 1].offset : text.count }

    mutating func run() {
        var index = 0
        while index < scalars.count {
            let (scalar, offset) = scalars[index]
            switch scalar.value {
            case 0xAD:
                repairs.append((.softHyphen, offset, end(index)))
                index += 1
                // A soft hyphen at the end of a line joins over it.
                if let next = lineEnd(from: index), next < scalars.count, isLower(scalars[next].value) {
                    repairs[repairs.count - 1].end = scalars[next].offset
                    index = next
                }
            case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF:
                // A zero-width joiner between emoji belongs to them.
                if scalar.value == 0x200D, index > 0, scalars[index - 1].value.value >= 0x2190 {
                    put(scalar, offset)
                } else {
                    repairs.append((.invisible, offset, end(index)))
                }
                index += 1
            case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x2800, 0x3000:
                repairs.append((.oddSpace, offset, end(index)))
                put(" ", offset)
                index += 1
            case 0xE000...0xF8FF:
                repairs.append((.privateBullet, offset, end(index)))
                put("•", offset)
                index += 1
            case 0x2217, 0xFF0A, 0x2731, 0x204E:
                repairs.append((.star, offset, end(index)))
                put("*", offset)
                index += 1
            case 0xFB00...0xFB06:
                repairs.append((.ligature, offset, end(index)))
                let letters = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(scalar.value - 0xFB00)]
                for letter in letters.unicodeScalars { put(letter, offset) }
                index += 1
            case 0x2D, 0x2010, 0x2011:
                if let next = rejoin(at: index) {
                    index = next
                } else {
                    put(scalar.value == 0x2D ? scalar : "-", offset)
                    index += 1
                }
            default:
                index = compose(at: index)
            }
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar, _ offset: Int) {
        for byte in UTF8.encode(scalar)! {
            out.append(byte)
            origin.append(Int32(offset))
        }
    }

    /// A base letter followed by combining marks, composed; returns the index after it.
    private mutating func compose(at index: Int) -> Int {
        var next = index + 1
        while next < scalars.count, (0x300...0x36F).contains(scalars[next].value.value) { next += 1 }
        let offset = scalars[index].offset
        if next == index + 1 {
            put(scalars[index].value, offset)
            return next
        }
        let stop = end(next - 1)
        if let composed = try? normalised(text[offset..<stop], .nfc), composed != Array(text[offset..<stop]) {
            repairs.append((.composed, offset, stop))
            for byte in composed {
                out.append(byte)
                origin.append(Int32(offset))
            }
        } else {
            for part in index..<next { put(scalars[part].value, scalars[part].offset) }
        }
        return next
    }

    private func isLower(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isLowercase }
    private func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }

    /// The first character after blanks and at least one line end, or nil when there is none.
    private func lineEnd(from start: Int) -> Int? {
        var index = start
        var seen = false
        while index < scalars.count {
            switch scalars[index].value {
            case " ", "\t", "\u{A0}": index += 1
            case "\n":
                seen = true
                index += 1
            default: return seen ? index : nil
            }
        }
        return nil
    }

    /// A hyphen at a line end whose word goes on in lower case (over empty lines too), unless the next word is
    /// "und", "oder", "bzw." or the like: then the hyphen stands for a word left out. Returns the index after the gap.
    private mutating func rejoin(at index: Int) -> Int? {
        guard index > 0, isLetter(scalars[index - 1].value) || scalars[index - 1].value == "*",
            let next = lineEnd(from: index + 1),
            next < scalars.count, isLower(scalars[next].value)
        else { return nil }
        var word = ""
        var at = next
        while at < scalars.count, isLetter(scalars[at].value) {
            word.unicodeScalars.append(scalars[at].value)
            at += 1
        }
        if ["und", "oder", "bzw", "sowie", "u", "o", "als", "wie", "noch", "beziehungsweise"].contains(word) {
            return nil
        }
        repairs.append((.lineBreakHyphen, scalars[index].offset, scalars[next].offset))
        return next
    }
}

/// Turns ascending byte offsets of one UTF-8 text into code points. Linear when asked in ascending order.
public struct CodePointCounter {
    private let text: [UInt8]
    private var byte = 0
    private var codePoint = 0

    public init(_ text: [UInt8]) { self.text = text }

    /// The number of code points before the byte `offset`.
    public mutating func count(before offset: Int) -> Int {
        if offset < byte {
            byte = 0
            codePoint = 0
        }
        while byte < offset {
            if text[byte] & 0xC0 != 0x80 { codePoint += 1 }
            byte += 1
        }
        return codePoint
    }
}
