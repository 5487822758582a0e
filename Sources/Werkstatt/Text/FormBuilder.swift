/// Works out word forms: gender marker off, hyphens joined, key, stem, compound parts, the word a typo stands for.
public final class FormBuilder {
    let stemmer: Stemmer
    let splitter: CompoundSplitter

    /// Nil: no word is taken for a slip of another.
    let known: KnownWords?

    public init(splitter: CompoundSplitter, known: KnownWords? = nil) {
        self.splitter = splitter
        self.known = known
        stemmer = Stemmer(splitter.stems)
    }

    /// The stem a form of these letters would get; cheaper than the form.
    func stem(of surface: String) -> String { stemmer.stem(key(GenderForm.unmarked(surface) ?? surface)) }

    private func key(_ plain: String) -> String { GenderForm.withoutFeminine(pieces(plain).joined()) }

    private func pieces(_ plain: String) -> [String] {
        plain.split(whereSeparator: { $0 == "-" || $0 == "/" || $0 == "’" || $0 == "'" }).map { Fold.key($0) }
    }

    public func form(_ surface: String, _ kind: WordKind) -> WordForm {
        let letters = surface.unicodeScalars.filter { $0.isLetter }
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
        let pieces = pieces(plain)
        let key = GenderForm.withoutFeminine(pieces.joined())
        var parts: [String] = []
        if pieces.count > 1 {
            for (index, piece) in pieces.enumerated() {
                let piece = index == pieces.count - 1 ? GenderForm.withoutFeminine(piece) : piece
                let split = splitter.split(piece, stemmer: stemmer)
                parts += split.isEmpty ? [piece] : split
            }
        } else {
            parts = splitter.split(key, stemmer: stemmer)
        }
        let stem = stemmer.stem(key)
        let frequency = known?.uses(ofStem: pieces.count > 1 ? stemmer.stem(pieces[pieces.count - 1]) : stem) ?? 0
        var typoOf: String?
        if let known, pieces.count == 1, parts.isEmpty, !isCapitals, !known.contains(key, stem: stem) {
            typoOf = known.nearest(key)
        }
        return WordForm(
            surface: surface,
            kind: kind,
            key: key,
            stem: stem,
            parts: parts,
            partStems: parts.map(stemmer.stem),
            frequency: frequency,
            isCapitals: isCapitals,
            isCapitalised: isCapitalised,
            typoOf: typoOf,
            typoStem: typoOf.map(stemmer.stem)
        )
    }
}
