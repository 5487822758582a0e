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
}

/// The distinct word forms of a run. Dear things are done once per form; a corpus of a million cards has some
/// hundred thousand of them.
public struct Lexis: Sendable {
    public private(set) var forms: [WordForm] = []
    private var ids: [String: FormID] = [:]

    public init() {}

    public subscript(_ id: FormID) -> WordForm { forms[Int(id)] }

    /// The id of a surface, working its form out when it is new.
    mutating func intern(_ surface: String, _ kind: WordKind, _ builder: FormBuilder) -> FormID {
        if let id = ids[surface] { return id }
        let id = FormID(forms.count)
        forms.append(builder.form(surface, kind))
        ids[surface] = id
        return id
    }

    mutating func intern(_ form: WordForm) -> FormID {
        if let id = ids[form.surface] { return id }
        let id = FormID(forms.count)
        forms.append(form)
        ids[form.surface] = id
        return id
    }
}

/// Works out word forms: gender marker off, hyphens joined, key, stem, compound parts.
public final class FormBuilder {
    let stemmer = Stemmer()
    let splitter: CompoundSplitter

    public init(splitter: CompoundSplitter) { self.splitter = splitter }

    public func form(_ surface: String, _ kind: WordKind) -> WordForm {
        let letters = surface.unicodeScalars.filter { $0.properties.isAlphabetic }
        let isCapitals = letters.count >= 2 && letters.allSatisfy { !$0.properties.isLowercase }
        let isCapitalised = surface.unicodeScalars.first.map { $0.properties.isUppercase } ?? false
        guard kind == .word else {
            return WordForm(
                surface: surface,
                kind: kind,
                key: Fold.key(surface),
                stem: Fold.key(surface),
                parts: [],
                partStems: [],
                frequency: 0,
                isCapitals: isCapitals,
                isCapitalised: isCapitalised
            )
        }
        let plain = GenderForm.unmarked(surface) ?? surface
        let pieces = plain.split(whereSeparator: { $0 == "-" || $0 == "/" || $0 == "’" || $0 == "'" }).map {
            Fold.key($0)
        }
        let key = GenderForm.withoutFeminine(pieces.joined())
        var parts: [String] = []
        var frequency = 0
        if pieces.count > 1 {
            for (index, piece) in pieces.enumerated() {
                let piece = index == pieces.count - 1 ? GenderForm.withoutFeminine(piece) : piece
                let split = splitter.split(piece, stemmer: stemmer)
                parts += split.isEmpty ? [piece] : split
                frequency = splitter.count(of: stemmer.stem(piece))
            }
        } else {
            parts = splitter.split(key, stemmer: stemmer)
            frequency = splitter.count(of: stemmer.stem(key))
        }
        return WordForm(
            surface: surface,
            kind: kind,
            key: key,
            stem: stemmer.stem(key),
            parts: parts,
            partStems: parts.map(stemmer.stem),
            frequency: frequency,
            isCapitals: isCapitals,
            isCapitalised: isCapitalised
        )
    }
}
