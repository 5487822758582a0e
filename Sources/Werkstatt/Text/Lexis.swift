#if canImport(Glibc)
    import Glibc
#endif

/// A number for a distinct word form of a run; its order means nothing and is never written.
public typealias FormID = UInt32

/// What a word is.
public enum WordKind: String, Codable, Sendable { case word, number, punctuation, address, emoji }

/// Everything that is worked out once per distinct word form.
public struct WordForm: Sendable {
    /// As written (or as expanded from "Sprach- und …").
    public let surface: String
    public let kind: WordKind
    /// See `Fold.key`; gender marker and feminine ending removed.
    public let key: String
    public let stem: String
    /// Compound parts as keys, head last; empty for a simple word.
    public let parts: [String]
    /// Stems of `parts`.
    public let partStems: [String]
    /// How often the texts of the pack use the word, or the last piece of a hyphenated one; 0 = unknown.
    public let frequency: Int
    /// Two or more letters, all capitals.
    public let isCapitals: Bool
    public let isCapitalised: Bool
    /// The key of the known word that this unknown word is probably a misspelling of.
    public var typoOf: String?
    /// Its stem.
    public var typoStem: String?
}

/// What the tokenizer asks of a form without reading it.
struct FormTraits: OptionSet, Sendable {
    let rawValue: UInt8
    /// "Sprach-".
    static let endsWithHyphen = FormTraits(rawValue: 1)
    /// "-schlüssel".
    static let startsWithHyphen = FormTraits(rawValue: 2)
    /// "und", "oder", "bzw.", "/", ",": what stands between the halves of an ellipsis.
    static let joinsEllipsis = FormTraits(rawValue: 4)
    /// "und", "oder", "/", "bzw.": what stands between the halves of a pair form.
    static let joinsPair = FormTraits(rawValue: 8)
    static let isWord = FormTraits(rawValue: 16)
    /// May be an abbreviation when a full stop follows.
    static let mayAbbreviate = FormTraits(rawValue: 32)
    /// "der", "jede", "unsere": may stand before the second half of a pair form.
    static let isArticle = FormTraits(rawValue: 64)
}

/// The distinct word forms of a run. Dear things are done once per form; a corpus of a million cards has some
/// hundred thousand of them. Surfaces are found by their bytes; no string is made for a word seen before.
public struct Lexis: Sendable {
    public private(set) var forms: [WordForm] = []
    private(set) var traits: [FormTraits] = []
    /// Per form a number of its stem: equal numbers, equal stems.
    private var stemNumbers: [UInt32] = []
    private var stems: [String: UInt32] = [:]

    /// Surfaces, one after the other; form n stands from `starts[n]` to `starts[n + 1]`.
    private var arena: [UInt8] = []
    private var starts: [Int] = [0]
    private var hashes: [UInt64] = []
    /// Open addressing: the upper half of a form's hash and its number plus one; 0 is free. A power of two, at most half
    /// full.
    private var slots: [UInt64] = Array(repeating: 0, count: 1024)

    public init() {}

    public subscript(_ id: FormID) -> WordForm { forms[Int(id)] }

    func hasSameStem(_ left: FormID, _ right: FormID) -> Bool { stemNumbers[Int(left)] == stemNumbers[Int(right)] }

    /// The id of a surface given as bytes, working its form out when it is new.
    @inline(__always)
    mutating func intern(_ surface: UnsafeBufferPointer<UInt8>, _ kind: WordKind, _ builder: FormBuilder) -> FormID {
        let hash = Self.hash(surface)
        if let id = find(surface, hash) { return id }
        return add(builder.form(String(decoding: surface, as: UTF8.self), kind), surface, hash)
    }

    mutating func intern(_ surface: String, _ kind: WordKind, _ builder: FormBuilder) -> FormID {
        var surface = surface
        return surface.withUTF8 { intern($0, kind, builder) }
    }

    mutating func intern(_ form: WordForm) -> FormID {
        var surface = form.surface
        return surface.withUTF8 { bytes in
            let hash = Self.hash(bytes)
            return find(bytes, hash) ?? add(form, bytes, hash)
        }
    }

    @inline(__always)
    private func find(_ surface: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> FormID? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while case let entry = slots[slot], entry != 0 {
            if (entry ^ hash) >> 32 == 0 {
                let number = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
                if isSurface(number, surface) { return FormID(truncatingIfNeeded: number) }
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    @inline(__always)
    private func isSurface(_ number: Int, _ surface: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = starts[number]
        guard starts[number + 1] - start == surface.count else { return false }
        return arena.withUnsafeBytes { arena in
            memcmp(arena.baseAddress! + start, surface.baseAddress!, surface.count) == 0
        }
    }

    @inline(never)
    private mutating func add(_ form: WordForm, _ surface: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> FormID {
        let id = forms.count
        forms.append(form)
        traits.append(Self.traits(of: form))
        let stem = stems[form.stem] ?? UInt32(stems.count)
        stems[form.stem] = stem
        stemNumbers.append(stem)
        arena.append(contentsOf: surface)
        starts.append(arena.count)
        hashes.append(hash)
        if forms.count * 2 > slots.count {
            slots = Array(repeating: 0, count: slots.count * 4)
            for number in hashes.indices { place(number) }
        } else {
            place(id)
        }
        return FormID(id)
    }

    private mutating func place(_ number: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hashes[number]) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = (hashes[number] & ~0xFFFF_FFFF) | UInt64(number + 1)
    }

    /// Eight bytes at a time, mixed by multiplication; every byte and the length count.
    @inline(__always)
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
        var index = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while index + 8 <= bytes.count {
            hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0xBF58_476D_1CE4_E5B9
            hash ^= hash >> 29
            index += 8
        }
        var rest: UInt64 = 0
        while index < bytes.count {
            rest = rest << 8 | UInt64(bytes[index])
            index += 1
        }
        hash = (hash ^ rest) &* 0x94D0_49BB_1331_11EB
        return hash ^ (hash >> 32)
    }

    private static let ellipsisJoiners: Set<String> = [
        "und", "oder", "bzw.", "bzw", "sowie", "u.", "&", "/", ",", "+", "wie", "beziehungsweise", "noch", "als",
    ]
    private static let pairJoiners: Set<String> = ["und", "oder", "/", "bzw.", "bzw", "u.", "&", "wie", "sowie"]
    private static let articles: Set<String> = [
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "eines", "jede", "jeder",
        "jeden", "jedem", "jedes", "unsere",
        "unserer", "unseren", "unser", "keine", "kein", "keinen", "keiner", "ihre", "ihren", "seine", "seinen", "meine",
        "meinen", "viele", "vielen", "alle", "allen",
    ]

    private static func traits(of form: WordForm) -> FormTraits {
        var traits: FormTraits = []
        if form.kind == .word {
            traits.insert(.isWord)
            if form.surface.utf8.count > 1 {
                if form.surface.utf8.last == UInt8(ascii: "-") { traits.insert(.endsWithHyphen) }
                if form.surface.utf8.first == UInt8(ascii: "-") { traits.insert(.startsWithHyphen) }
            }
            var surface = form.surface
            let reading = surface.withUTF8 { Abbreviations.reading($0, 0, $0.count) }
            if reading != .none { traits.insert(.mayAbbreviate) }
            if articles.contains(form.surface) { traits.insert(.isArticle) }
        }
        if ellipsisJoiners.contains(form.surface) { traits.insert(.joinsEllipsis) }
        if pairJoiners.contains(form.surface) { traits.insert(.joinsPair) }
        return traits
    }
}
