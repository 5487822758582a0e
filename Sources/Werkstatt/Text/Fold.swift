import CStemmer

/// One word, many spellings: the keys under which words are found.
///
/// - `key`: lower case, ä/ö/ü as ae/oe/ue, ß as ss, ph as f; tells "schon" from "schön".
/// - `stem`: Snowball's German stem of the word with umlauts folded away (Arzt = Ärzte = Aerzte).
public enum Fold {
    /// The key of a word. Linear in its bytes.
    public static func key(_ word: some StringProtocol) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(word.utf8.count + 4)
        for scalar in word.lowercased().unicodeScalars {
            switch scalar {
            case "ä": out.append(contentsOf: "ae".utf8)
            case "ö": out.append(contentsOf: "oe".utf8)
            case "ü": out.append(contentsOf: "ue".utf8)
            case "ß": out.append(contentsOf: "ss".utf8)
            case "\u{307}": break  // the dot that lower-casing İ leaves behind
            default:
                if scalar == "h", out.last == UInt8(ascii: "p") {
                    out[out.count - 1] = UInt8(ascii: "f")
                } else {
                    out.append(contentsOf: UTF8.encode(scalar)!)
                }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// A key with its umlauts folded away: "ae" and "oe" lose their e, "ue" only where it is no diphthong's end
    /// ("neue", "frauen", "steuer", "quelle" stay). The rule of Lucene's GermanNormalizationFilter.
    public static func withoutUmlauts(_ key: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(key.utf8.count)
        for byte in key.utf8 {
            if byte == UInt8(ascii: "e"), let last = out.last {
                if last == UInt8(ascii: "a") || last == UInt8(ascii: "o") { continue }
                if last == UInt8(ascii: "u"), out.count < 2 || !"aeiouqy".utf8.contains(out[out.count - 2]) { continue }
            }
            out.append(byte)
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// Snowball's stemmer for German behind a handle; one per worker.
public final class Stemmer {
    private let handle: OpaquePointer
    private let exceptions: StemExceptions

    public init(_ exceptions: StemExceptions) {
        self.exceptions = exceptions
        handle = sb_stemmer_new("german", "UTF_8")!
    }

    deinit { sb_stemmer_delete(handle) }

    /// The stem of a key: an exception's own, else umlauts folded and inflection cut by Snowball.
    public func stem(_ key: String) -> String {
        if let own = exceptions.stem(key) { return own }
        let plain = Fold.withoutUmlauts(key)
        let input = Array(plain.utf8)
        guard let out = sb_stemmer_stem(handle, input, Int32(input.count)) else { return plain }
        return String(decoding: UnsafeBufferPointer(start: out, count: Int(sb_stemmer_length(handle))), as: UTF8.self)
    }
}
