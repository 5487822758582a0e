/// Masks of personal data for everything that is passed on.
///
/// In: a text with its redactions. Out: the text with a placeholder such as `[NAME]` in place of each, and the way
/// from places in the original to places in the masked text. Decides nothing about what is personal; never drops
/// a redaction that was found: those that overlap become one placeholder, that of the longest.
public struct MaskedText: Sendable {
    public let text: String
    /// Redacted places with the places of their placeholders, in reading order, without overlaps.
    private let masks: [(original: Span, masked: Span)]

    public init(_ text: String, _ redactions: [Redaction]) {
        let merged = Self.merged(redactions, length: redactions.isEmpty ? 0 : text.unicodeScalars.count)
        guard !merged.isEmpty else {
            self.text = text
            masks = []
            return
        }
        var out = String.UnicodeScalarView()
        var written = 0
        var masks: [(original: Span, masked: Span)] = []
        var next = 0
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            if next < merged.count, offset == merged[next].span.start {
                let placeholder = merged[next].type.placeholder.unicodeScalars
                out.append(contentsOf: placeholder)
                masks.append((merged[next].span, Span(written, written + placeholder.count)))
                written += placeholder.count
                next += 1
            }
            if let last = masks.last, offset < last.original.end { continue }
            out.append(scalar)
            written += 1
        }
        self.text = String(out)
        self.masks = masks
    }

    /// The place in the masked text that shows a place of the original; a cut placeholder is taken whole.
    public func span(_ original: Span) -> Span {
        Span(place(original.start, ofEnd: false), place(original.end, ofEnd: true))
    }

    /// What the masked text shows of a place of the original.
    public subscript(original: Span) -> String {
        let span = span(original)
        return text.slice(span)
    }

    private func place(_ offset: Int, ofEnd: Bool) -> Int {
        var shift = 0
        for mask in masks {
            if offset <= mask.original.start { break }
            if offset < mask.original.end { return ofEnd ? mask.masked.end : mask.masked.start }
            shift = mask.masked.end - mask.original.end
        }
        return offset + shift
    }

    private static func merged(_ redactions: [Redaction], length: Int) -> [Redaction] {
        var result: [(redaction: Redaction, longest: Int)] = []
        for redaction in redactions.sorted(by: { ($0.span, $0.type.rawValue) < ($1.span, $1.type.rawValue) }) {
            let span = Span(max(0, redaction.span.start), min(length, redaction.span.end))
            let size = span.end - span.start
            guard size > 0 else { continue }
            if let last = result.last, span.start < last.redaction.span.end {
                result[result.count - 1].redaction.span.end = max(last.redaction.span.end, span.end)
                if size > last.longest {
                    result[result.count - 1] = (Redaction(result.last!.redaction.span, redaction.type), size)
                }
            } else {
                result.append((Redaction(span, redaction.type), size))
            }
        }
        return result.map(\.redaction)
    }
}

/// A text with placeholders in place of personal data.
func masked(_ text: String, _ redactions: [Redaction]) -> MaskedText { MaskedText(text, redactions) }

extension String {
    /// The part between two offsets in Unicode code points; offsets outside the text are drawn to its ends.
    package func slice(_ span: Span) -> String {
        let scalars = unicodeScalars
        guard span.start < span.end,
            let start = scalars.index(scalars.startIndex, offsetBy: max(0, span.start), limitedBy: scalars.endIndex)
        else { return "" }
        let length = span.end - max(0, span.start)
        let end = scalars.index(start, offsetBy: length, limitedBy: scalars.endIndex) ?? scalars.endIndex
        return String(scalars[start..<end])
    }
}

/// Masks contributions and what was derived from them, or nothing at all when a run keeps personal data.
public struct Masker: Sendable {
    public let keepsPersonalData: Bool

    public init(keepsPersonalData: Bool) { self.keepsPersonalData = keepsPersonalData }

    /// What a reader of a document must know about the personal data in it. German.
    public var remark: String {
        keepsPersonalData
            ? "Achtung: Dieses Dokument zeigt personenbezogene Angaben, wie sie in den Beiträgen stehen; es ist nur für den internen Gebrauch."
            : "Personenbezogene Angaben sind durch Platzhalter ersetzt."
    }

    public func text(_ contribution: ReadyContribution) -> MaskedText {
        MaskedText(contribution.contribution.text, keepsPersonalData ? [] : contribution.redactions)
    }

    /// A label, title or reason made from contributions: what was redacted in them is masked in it too, names also
    /// word by word, whatever their case and with a genitive's s.
    public func derived(_ text: String, from contributions: some Sequence<ReadyContribution>) -> String {
        guard !keepsPersonalData else { return text }
        var secrets: [Secret] = []
        for contribution in contributions {
            for redaction in contribution.redactions {
                let surface = contribution.contribution.text.slice(redaction.span)
                secrets.append(Secret(surface, redaction.type))
                guard redaction.type == .name else { continue }
                for word in surface.split(whereSeparator: \.isWhitespace) where Self.isNameWord(word) {
                    secrets.append(Secret(String(word), .name))
                }
            }
        }
        return secrets.isEmpty ? text : Self.replacing(secrets, in: text)
    }

    private struct Secret {
        let letters: [Unicode.Scalar]
        let placeholder: String

        init(_ surface: String, _ type: PersonalData) {
            letters = Array(surface.lowercased().unicodeScalars)
            placeholder = type.placeholder
        }
    }

    /// Titles and particles (Herr, Dr., von) are no names.
    private static func isNameWord(_ word: Substring) -> Bool {
        let titles: Set = ["Herr", "Herrn", "Frau", "Familie"]
        return word.count > 1 && word.last != "." && word.first!.isUppercase && !titles.contains(String(word))
    }

    private static func replacing(_ secrets: [Secret], in text: String) -> String {
        let secrets = secrets.filter { !$0.letters.isEmpty }.sorted { $0.letters.count > $1.letters.count }
        let original = Array(text.unicodeScalars)
        let folded = original.map { Array($0.properties.lowercaseMapping.unicodeScalars).first ?? $0 }
        var out = String.UnicodeScalarView()
        var at = 0
        while at < original.count {
            let startsWord = at == 0 || !isWordScalar(folded[at - 1])
            if startsWord,
                let hit = secrets.first(where: {
                    folded[at...].starts(with: $0.letters) && endsWord(folded, at + $0.letters.count)
                })
            {
                out.append(contentsOf: hit.placeholder.unicodeScalars)
                at += hit.letters.count
                if at < folded.count, folded[at] == "s" { at += 1 }
            } else {
                out.append(original[at])
                at += 1
            }
        }
        return String(out)
    }

    private static func endsWord(_ text: [Unicode.Scalar], _ end: Int) -> Bool {
        let end = end < text.count && text[end] == "s" ? end + 1 : end
        return end >= text.count || !isWordScalar(text[end])
    }

    private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isLetter || scalar.properties.numericType != nil
    }
}
