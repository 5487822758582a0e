import ICUText

/// A character set with one byte per character, as old office programs write them.
///
/// Comes in: bytes that are no UTF-8. Goes out: UTF-8. Decides by counting which reading makes most high bytes German
/// letters and marks; asks ICU only when none is. Never reads ISO-8859-1 or -15 as such: Windows-1252 is what is meant.
struct SingleByteCharset {
    let name: String
    /// The scalars of the bytes 0x80…0xFF.
    private let upper: [Unicode.Scalar]

    /// Nil when ICU does not know the name or it has more than one byte per character.
    init?(_ name: String) {
        guard let (text, _) = try? converted(Array(0x80...0xFF), from: name) else { return nil }
        let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
        guard scalars.count == 128 else { return nil }
        self.name = name
        upper = scalars
    }

    static func guess(_ bytes: [UInt8], confidence: Int) -> SingleByteCharset {
        let windows = SingleByteCharset("windows-1252")!
        var best = windows
        var most = windows.germanCharacters(bytes, withMarks: true)
        // "CSV (Macintosh)" and "CSV (MS-DOS)" of Excel.
        for name in ["macintosh", "ibm-850"] {
            guard let other = SingleByteCharset(name) else { continue }
            let count = other.germanCharacters(bytes, withMarks: false)
            if count > most { (best, most) = (other, count) }
        }
        // Most of what is beyond ASCII is something else: another alphabet.
        if 2 * most < bytes.count(where: { $0 >= 0x80 }), let guess = guessCharset(Array(bytes.prefix(65536))),
            guess.confidence >= confidence,
            !guess.name.hasPrefix("ISO-8859-1"), let other = SingleByteCharset(guess.name)
        {
            return SingleByteCharset(name: guess.name.lowercased(), upper: other.upper)
        }
        return best
    }

    private init(name: String, upper: [Unicode.Scalar]) {
        self.name = name
        self.upper = upper
    }

    /// How many high bytes are letters of German texts beside a letter, or quotes and dashes that do not stand within a word.
    private func germanCharacters(_ bytes: [UInt8], withMarks: Bool) -> Int {
        let letters = upper.map { "äöüÄÖÜß".unicodeScalars.contains($0) }
        let accents = upper.map { "éèêàâáçñôû’".unicodeScalars.contains($0) }
        let marks = upper.map { withMarks && "„“”‚‘–—…€•·§°²³»«".unicodeScalars.contains($0) }
        func isLetter(_ index: Int) -> Bool {
            bytes.indices.contains(index) && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[index] | 0x20)
        }
        var count = 0
        for (index, byte) in bytes.enumerated() where byte >= 0x80 {
            let (before, after) = (isLetter(index - 1), isLetter(index + 1))
            let upperIndex = Int(byte) - 0x80
            if letters[upperIndex] || accents[upperIndex] ? before || after : marks[upperIndex] && !(before && after) {
                count += 1
            }
        }
        return count
    }

    func decode(_ bytes: [UInt8]) -> [UInt8] {
        let encoded = upper.map { Array(UTF8.encode($0)!) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 16 + 16)
        for byte in bytes {
            if byte < 0x80 { out.append(byte) } else { out.append(contentsOf: encoded[Int(byte) - 0x80]) }
        }
        return out
    }
}
