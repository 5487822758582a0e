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
        /// A word cut over an empty line without a hyphen.
        case splitWord
        /// A hyphen left inside a word by a former line end.
        case strayHyphen
        /// A sentence that goes on after an empty line.
        case lostParagraph
        /// A mark-up tag.
        case markup
        /// UTF-8 that was once read as Windows-1252.
        case mojibake
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

    /// - Parameters:
    ///   - text: The original as UTF-8. Linear in its bytes.
    ///   - known: Words that prove a mend; without it only what needs no proof is mended.
    public init(_ text: [UInt8], known: KnownWords? = nil) {
        guard !text.withUnsafeBufferPointer(CleanText.isPlain) else {
            bytes = text
            origin = nil
            repairs = []
            return
        }
        var clean = text
        var map: [Int32]?
        var repairs: [(kind: Repair.Kind, start: Int, end: Int)] = []
        // A mend may bring together what wants mending in turn ("-", an invisible character, a line end).
        // Letters first: whether a word goes on in lower case after a line end shows only when they are whole.
        var lettersOnly = Self.lettersWantMending(text)
        for _ in 0..<Self.mostRounds {
            var repairer = Repairer(clean, known: known)
            if lettersOnly { repairer.mendLetters() } else { repairer.run() }
            if repairer.out == clean {
                guard lettersOnly else { break }
                lettersOnly = false
                continue
            }
            let own = repairer.origin + [Int32(clean.count)]
            if let old = map {
                repairs += repairer.repairs.map { ($0.kind, Int(old[$0.start]), Int(old[$0.end])) }
                map = own.map { old[Int($0)] }
            } else {
                repairs = repairer.repairs
                map = own
            }
            clean = repairer.out
        }
        bytes = clean
        origin = map
        self.repairs = repairs.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }

    private static let mostRounds = 8

    /// Whether a text holds combining marks (or others not in NFC) or what may be a garbled letter.
    private static func lettersWantMending(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { text in
            if !isNFC(text) { return true }
            var from = 0
            while let at = firstOffset(of: 0xC3, in: text, from: from) {
                if at + 2 < text.count, [0x82, 0x83, 0xA2].contains(text[at + 1]), text[at + 2] >= 0x80 { return true }
                from = at + 1
            }
            return false
        }
    }

    /// Whether nothing in the text can want mending: plain Latin, no line end after a hyphen or a gender sign or before
    /// an empty line, no tag, no garbled umlaut, no hyphen inside a word in lower case.
    private static func isPlain(_ text: PlainLatin.Text) -> Bool {
        var index = 0
        let count = text.count
        while index < count {
            var byte = text[index]
            while PlainLatin.isLetterASCII(byte) || byte == 0x20 {
                index += 1
                if index == count { return true }
                byte = text[index]
            }
            switch byte {
            case 0x0A:
                var before = index
                while before > 0, text[before - 1] == 0x20 || text[before - 1] == 0x09 { before -= 1 }
                if before > 0, isJoining(text[before - 1]) { return false }
                if index + 1 < count, text[index + 1] == 0x0A || text[index + 1] == 0x20 || text[index + 1] == 0x09 {
                    return false
                }
            case 0x2D:
                if index > 0, index + 1 < count, PlainLatin.isLower(text, index + 1),
                    PlainLatin.isLetterByte(text[index - 1])
                {
                    return false
                }
            case 0x3C:
                if index + 1 < count, PlainLatin.isLetterASCII(text[index + 1]) || text[index + 1] == 0x2F {
                    return false
                }
            case 0xC3:
                if index + 2 < count, text[index + 1] == 0x83 || text[index + 1] == 0x82 || text[index + 1] == 0xA2,
                    text[index + 2] >= 0x80
                {
                    return false
                }
            default: break
            }
            let width = PlainLatin.width(text, index)
            if width == 0 { return false }
            index += width
        }
        return true
    }

    private static func isJoining(_ byte: UInt8) -> Bool {
        byte == 0x2D || byte == 0x2A || byte == 0x3A || byte == 0x2F || byte == 0x5F
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
