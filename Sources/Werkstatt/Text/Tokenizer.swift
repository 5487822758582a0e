import ICUText

/// A word of a text: where it stands and which form it is.
public struct Word: Sendable, Hashable {
    /// Bytes of the original text, end exclusive.
    public var start: Int32
    public var end: Int32
    public var form: FormID
    /// The second half of a pair ("Bürgerinnen und Bürger"): shown, but not counted again.
    public var repeats: Bool
}

/// Cuts cleaned text into words and sentences: ICU's boundaries with the German repairs ICU lacks.
///
/// A run between blanks that is a word and perhaps a mark after it is read straight from the bytes. Other runs are cut
/// at ICU's boundaries (by `WordBoundaries` when they are plain Latin, else by ICU) and mended by `GermanRuns`.
public final class Tokenizer {
    private let words: BreakIterator
    private let sentences: BreakIterator
    let builder: FormBuilder

    public init(builder: FormBuilder) throws(ICUError) {
        words = try BreakIterator(.words)
        sentences = try BreakIterator(.sentences)
        self.builder = builder
    }

    // MARK: Words

    /// The words of a text, with forms interned in `lexis`. Linear in the bytes.
    public func words(of text: CleanText, into lexis: inout Lexis) -> [Word] {
        var result: [Word] = []
        var runs = GermanRuns()
        var sawHyphen = false
        var sawPair = false
        text.bytes.withUnsafeBufferPointer { bytes in
            let count = bytes.count
            result.reserveCapacity(count / 5 + 2)
            @inline(__always) func emit(_ start: Int, _ end: Int, _ kind: WordKind) -> FormTraits {
                let form = lexis.intern(UnsafeBufferPointer(rebasing: bytes[start..<end]), kind, builder)
                result.append(
                    Word(
                        start: Int32(truncatingIfNeeded: start),
                        end: Int32(truncatingIfNeeded: end),
                        form: form,
                        repeats: false
                    )
                )
                return lexis.traits[Int(form)]
            }
            var index = 0
            while index < count {
                if PlainLatin.isBlank(bytes[index]) {
                    index += 1
                    continue
                }
                var end = index
                while end < count {
                    let byte = bytes[end]
                    if PlainLatin.isLetterASCII(byte) {
                        end += 1
                    } else if byte == 0xC3, bytes[end + 1] != 0x97, bytes[end + 1] != 0xB7 {
                        end += 2
                    } else {
                        break
                    }
                }
                if end > index {
                    if end == count || PlainLatin.isBlank(bytes[end]) {
                        if emit(index, end, .word).contains(.joinsPair) { sawPair = true }
                        index = end
                        continue
                    }
                    if Self.isCommonMark(bytes[end]), end + 1 == count || PlainLatin.isBlank(bytes[end + 1]) {
                        let traits = emit(index, end, .word)
                        if bytes[end] != 0x2E || !traits.contains(.mayAbbreviate) {
                            _ = emit(end, end + 1, .punctuation)
                            index = end + 1
                            continue
                        }
                        result.removeLast()
                    }
                }
                end = index
                while end < count, !PlainLatin.isBlank(bytes[end]) { end += 1 }
                cut(bytes, index, end, &runs)
                for piece in runs.pieces {
                    let traits = emit(piece.start, piece.end, piece.kind)
                    if !traits.isDisjoint(with: [.endsWithHyphen, .startsWithHyphen]) { sawHyphen = true }
                    if traits.contains(.joinsPair) { sawPair = true }
                }
                index = end
            }
        }
        if sawHyphen { Ellipsis.expand(&result, &lexis, builder) }
        if sawPair { markPairs(&result, lexis) }
        if let origin = text.origin {
            for index in result.indices {
                result[index].start = origin[Int(result[index].start)]
                result[index].end = origin[Int(result[index].end)]
            }
        }
        return result
    }

    /// The pieces of a cleaned text, without forms: what is compared with ICU in tests.
    func pieces(of text: [UInt8], byICU: Bool = false) -> [GermanRuns.Piece] {
        var pieces: [GermanRuns.Piece] = []
        var runs = GermanRuns()
        text.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                var end = index
                while end < bytes.count, !PlainLatin.isBlank(bytes[end]) { end += 1 }
                if end > index {
                    cut(bytes, index, end, &runs, byICU: byICU)
                } else {
                    runs.pieces.removeAll(keepingCapacity: true)
                }
                pieces += runs.pieces
                index = end + 1
            }
        }
        return pieces
    }

    private static func isCommonMark(_ byte: UInt8) -> Bool {
        byte == 0x2C || byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x3A || byte == 0x3B
    }

    /// One run between blanks into `runs.pieces`.
    private func cut(_ text: PlainLatin.Text, _ start: Int, _ end: Int, _ runs: inout GermanRuns, byICU: Bool = false) {
        runs.atoms.removeAll(keepingCapacity: true)
        if !byICU, PlainLatin.holdsOnlyPlain(text, start, end) {
            var index = start
            while index < end {
                let next = WordBoundaries.next(text, index, end)
                let kind: GermanRuns.AtomKind = next.kind == .letter ? .letters : next.kind == .digit ? .digits : .mark
                runs.atoms.append(GermanRuns.Atom(start: index, end: next.end, kind: kind))
                index = next.end
            }
        } else {
            try? words.forEach(in: UnsafeBufferPointer(rebasing: text[start..<end])) { from, to, status in
                let kind: GermanRuns.AtomKind =
                    switch status {
                    // ICU calls "B12" a number; here a letter makes a word.
                    case 100...:
                        text[(start + from)..<(start + to)].contains(where: PlainLatin.isLetterByte)
                            ? .letters : .digits
                    default: text[start + from] < 0xE0 || PlainLatin.width(text, start + from) > 0 ? .mark : .symbol
                    }
                runs.atoms.append(GermanRuns.Atom(start: start + from, end: start + to, kind: kind))
            }
        }
        runs.mend(text, start, end)
    }

    /// "Bürgerinnen und Bürger", "jede Schülerin und jeder Schüler": one notion, counted once.
    private func markPairs(_ words: inout [Word], _ lexis: Lexis) {
        guard words.count >= 3 else { return }
        for index in 1..<(words.count - 1) where lexis.traits[Int(words[index].form)].contains(.joinsPair) {
            let first = words[index - 1].form
            var last = index + 1
            if lexis.traits[Int(words[last].form)].contains(.isArticle), last + 1 < words.count { last += 1 }
            let second = words[last].form
            if first != second, lexis.hasSameStem(first, second), lexis.traits[Int(second)].contains(.isWord) {
                words[last].repeats = true
            }
        }
    }

    // MARK: Sentences

    /// Ends of sentences as bytes of the cleaned text; ICU's boundaries without those after abbreviations and ordinals.
    func sentenceEnds(of text: [UInt8], byICU: Bool = false) -> [Int] {
        var ends: [Int] = []
        text.withUnsafeBufferPointer { text in
            var start = 0
            if !byICU, PlainLatin.holdsOnlyPlain(text, 0, text.count) {
                SentenceBoundaries.forEach(in: text) { end in
                    if end == text.count || !GermanSentences.isFalseEnd(text, start, end) { ends.append(end) }
                    start = end
                }
            } else {
                try? sentences.forEach(in: text) { start, end, _ in
                    if end == text.count || !GermanSentences.isFalseEnd(text, start, end) { ends.append(end) }
                }
            }
        }
        return ends
    }

    /// ICU's own boundaries: by ICU or, for plain Latin, by `SentenceBoundaries`; what is compared in tests.
    func rawSentenceEnds(of text: [UInt8], byICU: Bool) -> [Int] {
        var ends: [Int] = []
        text.withUnsafeBufferPointer { text in
            if byICU || !PlainLatin.holdsOnlyPlain(text, 0, text.count) {
                try? sentences.forEach(in: text) { _, end, _ in ends.append(end) }
            } else {
                SentenceBoundaries.forEach(in: text) { ends.append($0) }
            }
        }
        return ends
    }
}
