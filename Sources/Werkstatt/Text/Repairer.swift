import ICUText

/// The slow path of `CleanText`: one pass over the code points of a text that may want mending.
///
/// Nothing is mended on a guess: words are joined only over line ends in lower case, or when the joined word is known.
struct Repairer {
    private let text: [UInt8]
    private let scalars: [(value: Unicode.Scalar, offset: Int)]
    private let known: KnownWords?
    /// No real umlaut stands in the text: then a garbled one is proof of a wrong reading.
    private let isGarbled: Bool
    private(set) var out: [UInt8] = []
    private(set) var origin: [Int32] = []
    private(set) var repairs: [(kind: Repair.Kind, start: Int, end: Int)] = []

    init(_ text: [UInt8], known: KnownWords?) {
        self.text = text
        self.known = known
        var scalars: [(value: Unicode.Scalar, offset: Int)] = []
        scalars.reserveCapacity(text.count)
        var offset = 0
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            scalars.append((scalar, offset))
            offset += UTF8.width(scalar)
        }
        self.scalars = scalars
        isGarbled = !scalars.contains { "äöüÄÖÜß".unicodeScalars.contains($0.value) }
        out.reserveCapacity(text.count)
        origin.reserveCapacity(text.count + 1)
    }

    private func end(_ index: Int) -> Int { index + 1 < scalars.count ? scalars[index + 1].offset : text.count }
    private func value(_ index: Int) -> UInt32 { index >= 0 && index < scalars.count ? scalars[index].value.value : 0 }

    /// Only letters: composed, and read rightly where they were garbled. What else is mended depends on them.
    mutating func mendLetters() {
        var index = 0
        while index < scalars.count {
            switch scalars[index].value.value {
            case 0xC2, 0xC3, 0xE2: index = garbled(at: index)
            default: index = compose(at: index)
            }
        }
    }

    mutating func run() {
        var index = 0
        while index < scalars.count {
            let (scalar, offset) = scalars[index]
            switch scalar.value {
            case 0xAD:
                repairs.append((.softHyphen, offset, end(index)))
                index += 1
                // A soft hyphen at the end of a line joins over it.
                if let gap = gap(from: index), gap.lineEnds > 0, gap.next < scalars.count, isLower(gap.next) {
                    repairs[repairs.count - 1].end = scalars[gap.next].offset
                    index = gap.next
                }
            case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF:
                // A zero-width joiner between emoji belongs to them.
                if scalar.value == 0x200D, value(index - 1) >= 0x2190 {
                    put(scalar, offset)
                } else {
                    repairs.append((.invisible, offset, end(index)))
                }
                index += 1
            case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x2800, 0x3000:
                replace(index, .oddSpace, " ")
                index += 1
            case 0xE000...0xF8FF:
                replace(index, .privateBullet, "•")
                index += 1
            case 0x2217, 0xFF0A, 0x2731, 0x204E:
                replace(index, .star, "*")
                index += 1
            case 0xFB00...0xFB06:
                replace(index, .ligature, ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(scalar.value - 0xFB00)])
                index += 1
            case 0x2D, 0x2010, 0x2011: index = hyphen(at: index)
            case 0x3A, 0x2A, 0x5F, 0x2F: index = sign(at: index)
            case 0x0A: index = lineEnd(at: index)
            case 0x3C: index = tag(at: index)
            case 0xC2, 0xC3, 0xE2: index = garbled(at: index)
            default: index = compose(at: index)
            }
        }
    }

    // MARK: Putting out

    private mutating func put(_ scalar: Unicode.Scalar, _ offset: Int) {
        if scalar.value < 0x80 {
            out.append(UInt8(scalar.value))
            origin.append(Int32(offset))
            return
        }
        for byte in UTF8.encode(scalar)! {
            out.append(byte)
            origin.append(Int32(offset))
        }
    }

    private mutating func replace(_ index: Int, _ kind: Repair.Kind, _ letters: String) {
        repairs.append((kind, scalars[index].offset, end(index)))
        for letter in letters.unicodeScalars { put(letter, scalars[index].offset) }
    }

    /// A base letter followed by combining marks, composed; returns the index after it.
    private mutating func compose(at index: Int) -> Int {
        var next = index + 1
        while next < scalars.count, (0x300...0x36F).contains(value(next)) { next += 1 }
        let offset = scalars[index].offset
        // Some single characters have another canonical form (Å as ANGSTROM SIGN).
        if next == index + 1, scalars[index].value.value < 0x340 {
            put(scalars[index].value, offset)
            return next
        }
        let stop = end(next - 1)
        let original = Array(text[offset..<stop])
        if let composed = try? normalised(original, .nfc), composed != original {
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

    // MARK: Line ends

    private func isLower(_ index: Int) -> Bool { index < scalars.count && scalars[index].value.properties.isLowercase }
    private func isLetter(_ index: Int) -> Bool {
        index >= 0 && index < scalars.count && scalars[index].value.isLetter
    }

    /// The first character after blanks and line ends from `start` on, and how many line ends were passed.
    private func gap(from start: Int) -> (next: Int, lineEnds: Int)? {
        var index = start
        var lineEnds = 0
        while index < scalars.count {
            switch scalars[index].value {
            case " ", "\t", "\u{A0}": index += 1
            case "\n":
                lineEnds += 1
                index += 1
            default: return (index, lineEnds)
            }
        }
        return nil
    }

    /// The letters from `start` on.
    private func letters(from start: Int) -> String {
        var word = String.UnicodeScalarView()
        var index = start
        while isLetter(index) {
            word.append(scalars[index].value)
            index += 1
        }
        return String(word)
    }

    /// The letters that end before `stop`.
    private func letters(before stop: Int) -> String {
        var start = stop
        while start > 0, isLetter(start - 1) { start -= 1 }
        return letters(from: start)
    }

    private func isKnown(_ word: String) -> Bool { known?.contains(Fold.key(word)) ?? false }

    /// Words after a hyphen that leave it standing for a word left out.
    private static let conjunctions: Set<String> = [
        "und", "oder", "bzw", "sowie", "u", "o", "als", "wie", "noch", "beziehungsweise", "bis", "aber",
    ]

    /// A hyphen: at a line end whose word goes on in lower case it goes, before a capital it stays and only the line end
    /// goes; inside a line it goes when the joined word is known ("gesell-schaftlich"). Before "und", "oder" … it stands
    /// for a word left out and stays.
    private mutating func hyphen(at index: Int) -> Int {
        let offset = scalars[index].offset
        let before = value(index - 1)
        if isLetter(index - 1) || before == 0x2A || before == 0x3A || before == 0x29, let gap = gap(from: index + 1),
            isLetter(gap.next)
        {
            let word = letters(from: gap.next)
            if gap.lineEnds > 0, !Self.conjunctions.contains(word.lowercased()) {
                if isLower(gap.next), before != 0x29 {
                    repairs.append((.lineBreakHyphen, offset, scalars[gap.next].offset))
                    return gap.next
                }
                if value(index) == 0x2D { put("-", offset) } else { replace(index, .strayHyphen, "-") }
                repairs.append((.lineBreakHyphen, end(index), scalars[gap.next].offset))
                return gap.next
            }
            if gap.next == index + 1, isLower(gap.next), word.utf8.count >= 3, known != nil {
                let left = letters(before: index)
                if left.utf8.count >= 3, isKnown(left + word), !isGenderEnding(word) {
                    repairs.append((.strayHyphen, offset, end(index)))
                    return gap.next
                }
            }
        }
        if value(index) == 0x2D { put("-", offset) } else { replace(index, .strayHyphen, "-") }
        return index + 1
    }

    private func isGenderEnding(_ word: String) -> Bool { word == "in" || word.hasPrefix("innen") }

    /// "Bürger:⏎innen", "Personal-/⏎Sachaufwand": the line end inside goes.
    private mutating func sign(at index: Int) -> Int {
        put(scalars[index].value, scalars[index].offset)
        guard isLetter(index - 1) || value(index - 1) == 0x2D, let gap = gap(from: index + 1), gap.lineEnds > 0,
            isLetter(gap.next)
        else { return index + 1 }
        let isEllipsis = value(index) == 0x2F && value(index - 1) == 0x2D
        guard isEllipsis || isGenderEnding(letters(from: gap.next)) else { return index + 1 }
        repairs.append((.lineBreakHyphen, end(index), scalars[gap.next].offset))
        return gap.next
    }

    /// An empty line inside a sentence: inside a word when the joined word is known and its halves are not both, else
    /// between two words.
    private mutating func lineEnd(at index: Int) -> Int {
        let offset = scalars[index].offset
        var last = index
        while last > 0, value(last - 1) == 0x20 || value(last - 1) == 0x09 { last -= 1 }
        guard let gap = gap(from: index), gap.lineEnds > 1, isLower(gap.next),
            isLetter(last - 1) || value(last - 1) == 0x2C
        else {
            put("\n", offset)
            return index + 1
        }
        let left = letters(before: last)
        let right = letters(from: gap.next)
        if last == index, !left.isEmpty, isKnown(left + right), !(isKnown(left) && isKnown(right)) {
            repairs.append((.splitWord, offset, scalars[gap.next].offset))
            return gap.next
        }
        repairs.append((.lostParagraph, offset, scalars[gap.next].offset))
        put(" ", offset)
        return gap.next
    }

    // MARK: Foreign matter

    private static let inlineTags: Set<String> = [
        "b", "i", "u", "em", "strong", "span", "sub", "sup", "font", "a", "mark", "small",
    ]
    private static let blockTags: Set<String> = ["br", "p", "div", "li", "ul", "ol", "td", "tr", "h1", "h2", "h3"]

    /// "<strong>", "</p>", "<br/>": goes, or becomes a blank where a new block begins.
    private mutating func tag(at index: Int) -> Int {
        var at = index + 1
        if value(at) == 0x2F { at += 1 }
        var name = ""
        while name.count < 8, value(at) < 0x80, value(at) > 0,
            PlainLatin.isLetterASCII(UInt8(value(at))) || PlainLatin.isDigit(UInt8(value(at)))
        {
            name.unicodeScalars.append(scalars[at].value)
            at += 1
        }
        while value(at) == 0x20 || value(at) == 0x2F { at += 1 }
        let isInline = Self.inlineTags.contains(name.lowercased())
        let isBlock = Self.blockTags.contains(name.lowercased())
        guard value(at) == 0x3E, isInline || isBlock else {
            put("<", scalars[index].offset)
            return index + 1
        }
        repairs.append((.markup, scalars[index].offset, end(at)))
        if isBlock { put(" ", scalars[index].offset) }
        return at + 1
    }

    /// What bytes 80…9F of Windows-1252 are as code points, for those that UTF-8 of German texts holds.
    private static let windows: [UInt32: UInt8] = [
        0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86, 0x2021: 0x87, 0x02C6: 0x88,
        0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C, 0x017D: 0x8E,
        0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2022: 0x95, 0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98,
        0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B, 0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
    ]

    private func windowsByte(_ index: Int) -> UInt8? {
        let value = value(index)
        if (0x80...0xFF).contains(value) { return UInt8(value) }
        return Self.windows[value]
    }

    /// "Ã¼" is "ü" when the text holds no real umlaut and the bytes are UTF-8; else it stays as it is.
    private mutating func garbled(at index: Int) -> Int {
        guard isGarbled, let first = windowsByte(index) else { return compose(at: index) }
        let width = first >= 0xE0 ? 3 : 2
        let bytes = [first] + (1..<width).compactMap { windowsByte(index + $0) }
        guard bytes.count == width, bytes.dropFirst().allSatisfy({ (0x80...0xBF).contains($0) }),
            let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first,
            "äöüÄÖÜßéèáàçñ„“”‚‘’–—…€§°²³ ".unicodeScalars.contains(scalar) || scalar == "\u{A0}"
        else { return compose(at: index) }
        repairs.append((.mojibake, scalars[index].offset, end(index + width - 1)))
        put(scalar == "\u{A0}" ? " " : scalar, scalars[index].offset)
        return index + width
    }
}
