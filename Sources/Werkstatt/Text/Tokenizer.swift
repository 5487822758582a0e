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
/// Runs of letters, digits and marks between blanks are cut by rules of ours (gender forms, hyphens, addresses,
/// numbers with units stay whole); what holds other scripts or emoji is left to ICU.
public final class Tokenizer {
    private let words: BreakIterator
    private let sentences: BreakIterator
    let builder: FormBuilder

    public init(builder: FormBuilder) throws(ICUError) {
        words = try BreakIterator(.words)
        sentences = try BreakIterator(.sentences)
        self.builder = builder
    }

    /// A piece of the cleaned text in bytes.
    struct Piece {
        var start: Int
        var end: Int
        var kind: WordKind
    }

    /// The words of a text, with forms interned in `lexis`. Linear in the bytes.
    public func words(of text: CleanText, into lexis: inout Lexis) -> [Word] {
        let pieces = pieces(of: text.bytes)
        var result: [Word] = []
        result.reserveCapacity(pieces.count)
        for piece in pieces {
            let surface = String(decoding: text.bytes[piece.start..<piece.end], as: UTF8.self)
            let form = lexis.intern(surface, piece.kind, builder)
            result.append(
                Word(
                    start: Int32(text.original(piece.start)),
                    end: Int32(text.original(piece.end)),
                    form: form,
                    repeats: false
                )
            )
        }
        expandEllipses(&result, pieces, &lexis)
        markPairs(&result, lexis)
        return result
    }

    // MARK: Pieces

    func pieces(of text: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        text.withUnsafeBufferPointer { text in
            var index = 0
            while index < text.count {
                if isBlank(text[index]) {
                    index += 1
                    continue
                }
                var end = index
                var foreign = false
                while end < text.count, !isBlank(text[end]) {
                    let byte = text[end]
                    if byte >= 0xC6 && byte != 0xE2 { foreign = true }
                    if byte == 0xE2, end + 1 < text.count, text[end + 1] != 0x80 { foreign = true }
                    end += 1
                }
                if foreign { byICU(text, index, end, &pieces) } else { byRules(text, index, end, &pieces) }
                index = end
            }
        }
        return pieces
    }

    @inline(__always) private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private func byICU(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ pieces: inout [Piece]) {
        let slice = UnsafeBufferPointer(rebasing: text[start..<end])
        try? words.forEach(in: slice) { from, to, status in
            let kind: WordKind =
                switch status {
                case 100..<200: .number
                case 200...: .word
                default: slice[from] >= 0xE2 ? .emoji : .punctuation
                }
            pieces.append(Piece(start: start + from, end: start + to, kind: kind))
        }
    }

    /// A run without blanks in plain Latin text.
    private func byRules(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ pieces: inout [Piece]) {
        var from = start
        var to = end
        while from < to, let width = opening(text, from, to) {
            pieces.append(Piece(start: from, end: from + width, kind: .punctuation))
            from += width
        }
        if from == to { return }
        if isAddress(text, from, to) {
            while to > from, isClosingASCII(text[to - 1]) { to -= 1 }
            pieces.append(Piece(start: from, end: to, kind: .address))
            for index in to..<end { pieces.append(Piece(start: index, end: index + 1, kind: .punctuation)) }
            return
        }
        var closers: [Piece] = []
        while to > from, let width = closing(text, from, to) {
            closers.append(Piece(start: to - width, end: to, kind: .punctuation))
            to -= width
        }
        if from < to { inner(text, from, to, &pieces) }
        pieces.append(contentsOf: closers.reversed())
    }

    private func opening(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Int? {
        switch text[from] {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "'"),
            UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "|"), UInt8(ascii: "&"),
            UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "?"),
            UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: ")"),
            UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "_"):
            1
        // A hyphen before letters is a word left out ("Haustür und -schlüssel"); alone it is a dash.
        case UInt8(ascii: "-"): from + 1 < to && isLetter(text, from + 1) ? nil : 1
        case 0xE2: 3
        case 0xC2: 2
        default: nil
        }
    }

    private func closing(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Int? {
        let last = text[to - 1]
        switch last {
        case UInt8(ascii: "."): return isAbbreviation(text, from, to) ? nil : 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"):
            // Schüler(innen) keeps its brackets.
            for index in stride(from: to - 2, through: from, by: -1)
            where text[index] == UInt8(ascii: "(") || text[index] == UInt8(ascii: "[") {
                return index > from && isLetter(text, index - 1) && isLower(text[index + 1]) ? nil : 1
            }
            return 1
        case UInt8(ascii: "-"): return to - from > 1 && isLetterByte(text[to - 2]) ? nil : 1
        default: break
        }
        if last < 0x80,
            isClosingASCII(last) || last == UInt8(ascii: "=") || last == UInt8(ascii: "*") || last == UInt8(ascii: "/")
                || last == UInt8(ascii: "_") || last == UInt8(ascii: "&")
        {
            return 1
        }
        if to - from >= 3, text[to - 3] == 0xE2 { return 3 }
        if to - from >= 2, text[to - 2] == 0xC2, ![0xB2, 0xB3, 0xB5].contains(last) { return 2 }
        return nil
    }

    private func isClosingASCII(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"),
            UInt8(ascii: "."), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ">"),
            UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "~"),
            UInt8(ascii: "+"):
            true
        default: false
        }
    }

    private func isLower(_ byte: UInt8) -> Bool { (97...122).contains(byte) || byte == UInt8(ascii: "-") }
    private func isLetterByte(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xDF) || byte >= 0x80 }
    private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private func isLetter(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool { isLetterByte(text[index]) }

    private func isAddress(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Bool {
        var index = from
        while index < to {
            if text[index] == UInt8(ascii: "@") {
                if index == from { return to - from > 1 }
                return index + 1 < to && isLetterByte(text[index + 1])
            }
            if text[index] == UInt8(ascii: ":"), index + 2 < to, text[index + 1] == UInt8(ascii: "/"),
                text[index + 2] == UInt8(ascii: "/")
            {
                return true
            }
            index += 1
        }
        let head = text[from..<min(to, from + 4)]
        return head.elementsEqual("www.".utf8) || text[from] == UInt8(ascii: "#") && to - from > 1
    }

    private static let abbreviations: Set<String> = [
        "z", "b", "d", "h", "u", "a", "o", "ä", "v", "s", "i", "e", "n", "bzw", "usw", "etc", "ca", "evtl", "ggf",
        "inkl", "exkl", "max", "min", "mind", "tel", "nr", "hausnr", "str", "abs", "art", "bsp", "prof", "dr", "dipl",
        "ing", "hr", "fr", "st", "jh", "jhd", "mio", "mrd", "tsd", "std", "stk", "vgl", "sog", "bspw", "allg", "insb",
        "insbes", "gem", "zzgl", "abt", "ref", "anm", "vorm", "nachm", "mo", "di", "mi", "do", "sa", "so", "jan", "feb",
        "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dez", "geb", "verh", "led", "kath", "ev", "mtl",
        "jährl", "wöchentl", "ehem", "einschl", "entspr", "gegr", "kl", "lt", "dgl", "u.a", "z.b", "d.h", "o.ä", "u.ä",
        "s.o", "s.u", "i.d.r", "z.t", "u.v.m", "v.a", "e.v", "i.v", "m.e", "u.u", "o.g",
    ]

    private func isAbbreviation(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int) -> Bool {
        let word = String(decoding: text[from..<(to - 1)], as: UTF8.self)
        return Self.abbreviations.contains(word.lowercased())
    }

    /// The inside of a run: cut at slashes of lists, at full stops and commas without a blank, at brackets.
    private func inner(_ text: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int, _ pieces: inout [Piece]) {
        var start = from
        var index = from
        func emit(_ start: Int, _ end: Int) {
            guard start < end else { return }
            let digits = text[start..<end].contains(where: isDigit)
            let letters = text[start..<end].filter(isLetterByte).count
            let kind: WordKind = digits && letters == 0 ? .number : letters == 0 && !digits ? .punctuation : .word
            pieces.append(Piece(start: start, end: end, kind: kind))
        }
        while index < to {
            if let width = separator(text, index, start, to) {
                emit(start, index)
                pieces.append(Piece(start: index, end: index + width, kind: .punctuation))
                index += width
                start = index
            } else {
                index += 1
            }
        }
        emit(start, to)
    }

    /// The width of a separator at `index`, or nil when the run goes on there.
    private func separator(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ start: Int, _ to: Int) -> Int? {
        let byte = text[index]
        let before: UInt8 = index > start ? text[index - 1] : 0
        let after: UInt8 = index + 1 < to ? text[index + 1] : 0
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "="),
            UInt8(ascii: "&"), UInt8(ascii: "+"), UInt8(ascii: "|"), UInt8(ascii: "\""), UInt8(ascii: "<"),
            UInt8(ascii: ">"):
            return isDigit(before) && isDigit(after) ? nil : 1
        case UInt8(ascii: "."):
            if isDigit(before) && isDigit(after) { return nil }
            if isAbbreviation(text, start, to) || index + 1 == to { return nil }
            // "z.B", "e.V": single letters with dots stay together.
            if index - start <= 2 || after == 0 { return nil }
            return isLetterByte(before) && isLetterByte(after) ? 1 : nil
        case UInt8(ascii: ":"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "/"):
            if isDigit(before) && isDigit(after) { return nil }
            return isGenderSign(text, index, to) ? nil : 1
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"):
            return isGenderBracket(text, index, start, to) ? nil : 1
        case 0xE2: return 3
        default: return nil
        }
    }

    private func isGenderSign(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ to: Int) -> Bool {
        var rest = String(decoding: text[(index + 1)..<to], as: UTF8.self)
        if rest.hasPrefix("-") { rest.removeFirst() }
        let lower = rest.lowercased()
        if lower.hasPrefix("innen") { return true }
        if lower.hasPrefix("in"), lower.utf8.count == 2 || lower.dropFirst(2).first.map({ !$0.isLetter }) == true {
            return true
        }
        return [
            "r", "n", "s", "m", "e", "er", "en", "es", "em", "die", "der", "den", "ihr", "sie", "frau", "eine", "einer",
            "ihre", "diese", "jede",
        ].contains(lower)
    }

    private func isGenderBracket(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ start: Int, _ to: Int) -> Bool {
        var open = index
        while open > start, text[open] != UInt8(ascii: "("), text[open] != UInt8(ascii: "[") { open -= 1 }
        guard open > start,
            let close = text[open..<to].firstIndex(where: { $0 == UInt8(ascii: ")") || $0 == UInt8(ascii: "]") })
        else { return false }
        var inside = String(decoding: text[(open + 1)..<close], as: UTF8.self)
        if inside.hasPrefix("-") { inside.removeFirst() }
        return ["in", "innen", "en", "n", "r", "e", "nen"].contains(inside)
    }

    // MARK: German repairs over several words

    private static let conjunctions: Set<String> = [
        "und", "oder", "bzw.", "bzw", "sowie", "u.", "&", "/", ",", "+", "wie",
    ]

    /// "Sprach- und Integrationskurse": the first word is read as "Sprachkurse"; "Haustür und -schlüssel" likewise.
    private func expandEllipses(_ words: inout [Word], _ pieces: [Piece], _ lexis: inout Lexis) {
        for index in words.indices {
            let form = lexis[words[index].form]
            if form.kind == .word, form.surface.hasSuffix("-") {
                guard let target = follower(index, words, lexis) else { continue }
                let head = lexis[words[target].form]
                guard let last = head.parts.last, head.parts.count > 1 else { continue }
                words[index].form = lexis.intern(builder.form(String(form.surface.dropLast()) + last, .word))
            } else if form.kind == .word, form.surface.hasPrefix("-"), index >= 2,
                Self.conjunctions.contains(lexis[words[index - 1].form].surface)
            {
                let first = lexis[words[index - 2].form]
                guard first.parts.count > 1 else { continue }
                let modifier =
                    first.key.hasSuffix(first.parts.last!)
                    ? String(first.key.dropLast(first.parts.last!.count)) : first.parts[0]
                words[index].form = lexis.intern(builder.form(modifier + form.surface.dropFirst(), .word))
            }
        }
    }

    /// The word that a hyphen at the end of a word looks forward to: behind "und", "oder", a comma or a slash, over
    /// further words that end in a hyphen.
    private func follower(_ index: Int, _ words: [Word], _ lexis: Lexis) -> Int? {
        var next = index + 1
        while next + 1 < words.count, next - index <= 6 {
            let form = lexis[words[next].form]
            guard Self.conjunctions.contains(form.surface) else { return nil }
            let candidate = lexis[words[next + 1].form]
            if candidate.kind == .word, !candidate.surface.hasSuffix("-") { return next + 1 }
            next += 2
        }
        return nil
    }

    /// "Bürgerinnen und Bürger": one notion, counted once.
    private func markPairs(_ words: inout [Word], _ lexis: Lexis) {
        guard words.count >= 3 else { return }
        for index in 2..<words.count {
            let last = lexis[words[index].form]
            let middle = lexis[words[index - 1].form]
            let first = lexis[words[index - 2].form]
            if last.kind == .word, ["und", "oder", "/", "bzw.", "u."].contains(middle.surface), last.stem == first.stem,
                last.surface != first.surface
            {
                words[index].repeats = true
            }
        }
    }

    // MARK: Sentences

    /// Ends of sentences as bytes of the cleaned text; ICU's boundaries without those after abbreviations and ordinals.
    func sentenceEnds(of text: [UInt8]) -> [Int] {
        var ends: [Int] = []
        text.withUnsafeBufferPointer { text in
            try? sentences.forEach(in: text) { start, end, _ in
                if end == text.count || !isFalseEnd(text, start, end) { ends.append(end) }
            }
        }
        return ends
    }

    private static let months: Set<String> = [
        "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November", "Dezember",
    ]

    private func isFalseEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var stop = end
        while stop > start, isBlank(text[stop - 1]) { stop -= 1 }
        guard stop > start, text[stop - 1] == UInt8(ascii: "."), !text[stop..<end].contains(0x0A) else { return false }
        var from = stop - 1
        while from > start, !isBlank(text[from - 1]), text[from - 1] != UInt8(ascii: "(") { from -= 1 }
        if isAbbreviation(text, from, stop) { return true }
        let word = text[from..<(stop - 1)]
        guard !word.isEmpty, word.allSatisfy(isDigit) else { return false }
        var next = end
        while next < text.count, isLetterByte(text[next]) { next += 1 }
        let follower = String(decoding: text[end..<next], as: UTF8.self)
        return Self.months.contains(follower) || follower.first?.isLowercase == true
            || word.count <= 2 && !follower.isEmpty
    }
}
