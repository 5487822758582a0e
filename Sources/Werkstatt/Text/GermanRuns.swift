/// Mends one run between blanks: ICU's pieces in, German words out.
///
/// Joined: addresses, hashtags, emoticons, hyphenated words, gender forms, abbreviations with their full stops, ordinals,
/// times and ranges, repeated marks. Cut: "Ende.Anfang" where a blank is missing. Nothing else is touched, so every
/// difference to ICU's boundaries comes from a rule below.
struct GermanRuns {
    enum AtomKind: UInt8 { case letters, digits, mark, symbol }

    /// A piece as ICU cuts it, in bytes.
    struct Atom: Equatable {
        var start: Int
        var end: Int
        var kind: AtomKind
    }

    /// A word as German cuts it, in bytes.
    struct Piece: Equatable {
        var start: Int
        var end: Int
        var kind: WordKind
    }

    typealias Text = PlainLatin.Text

    var atoms: [Atom] = []
    var pieces: [Piece] = []

    /// From `atoms` of the run `start..<end` to `pieces`. Linear in the run.
    mutating func mend(_ text: Text, _ start: Int, _ end: Int) {
        pieces.removeAll(keepingCapacity: true)
        var first = 0
        let address = AddressShape.find(text, start, end)
        if let address {
            while first < atoms.count, atoms[first].end <= address.start { first = emitMark(text, first) }
            pieces.append(Piece(start: address.start, end: address.end, kind: .address))
            while first < atoms.count, atoms[first].end <= address.end { first += 1 }
            // A hashtag ends inside what ICU takes for one word: "#Treffwww.beispiel.de", "#Fest.beginnt".
            if first < atoms.count, atoms[first].start < address.end { first = leaveRest(text, first, address.end) }
        }
        while first < atoms.count {
            switch atoms[first].kind {
            case .letters, .digits: first = emitWord(text, first, end)
            case .mark:
                first =
                    Emoticon.width(text, atoms[first].start, start, end).map {
                        emit(upTo: atoms[first].start + $0, first, .emoji)
                    } ?? emitMark(text, first)
            case .symbol:
                pieces.append(Piece(start: atoms[first].start, end: atoms[first].end, kind: .emoji))
                first += 1
            }
        }
    }

    /// The part of an atom behind an address: the mark that ends it is cut off, the rest stays an atom.
    private mutating func leaveRest(_ text: Text, _ atom: Int, _ offset: Int) -> Int {
        let mark = offset + PlainLatin.characterWidth(text, offset)
        pieces.append(Piece(start: offset, end: min(mark, atoms[atom].end), kind: .punctuation))
        guard mark < atoms[atom].end else { return atom + 1 }
        atoms[atom].start = mark
        return atom
    }

    private mutating func emit(upTo offset: Int, _ first: Int, _ kind: WordKind) -> Int {
        var next = first
        while next < atoms.count, atoms[next].start < offset { next += 1 }
        pieces.append(Piece(start: atoms[first].start, end: offset, kind: kind))
        // A letter that an emoticon took a part of (":Dass" never gets here: emoticons end at a word's end).
        if next > first, atoms[next - 1].end > offset {
            atoms[next - 1].start = offset
            next -= 1
        }
        return next
    }

    /// A mark; repeated ones stay together ("...", "!!!", "--"), a hyphen before letters begins a word ("-schlüssel").
    private mutating func emitMark(_ text: Text, _ first: Int) -> Int {
        let atom = atoms[first]
        let byte = text[atom.start]
        var next = first + 1
        if byte == 0x2D, next < atoms.count, atoms[next].kind == .letters, first == 0 || isOpenMark(text, first - 1) {
            pieces.append(Piece(start: atom.start, end: atoms[next].end, kind: .word))
            return continueWord(text, next + 1)
        }
        if Self.repeats(byte) {
            while next < atoms.count, atoms[next].kind == .mark,
                text[atoms[next].start] == byte || byte == 0x21 && text[atoms[next].start] == 0x3F
                    || byte == 0x3F && text[atoms[next].start] == 0x21
            { next += 1 }
        } else if byte == 0x3C || byte == 0x3D, next < atoms.count,
            text[atoms[next].start] == 0x2D || text[atoms[next].start] == 0x3E
        {
            // "<-", "=>", "<--"
            while next < atoms.count, atoms[next].kind == .mark,
                text[atoms[next].start] == 0x2D || text[atoms[next].start] == 0x3E
            { next += 1 }
        } else if byte == 0x2D, next < atoms.count, text[atoms[next].start] == 0x3E {
            next += 1
        }
        pieces.append(Piece(start: atom.start, end: atoms[next - 1].end, kind: .punctuation))
        return next
    }

    private static func repeats(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x2E, 0x21, 0x3F, 0x2D, 0x2A, 0x3D, 0x7E, 0x60, 0x27, 0x2F, 0x2B, 0x23, 0x5E: true
        default: false
        }
    }

    private func isOpenMark(_ text: Text, _ atom: Int) -> Bool {
        switch text[atoms[atom].start] {
        case 0x28, 0x2F, 0x22, 0x5B, 0xE2, 0xC2: true
        default: false
        }
    }

    /// A word that begins with atom `first`.
    private mutating func emitWord(_ text: Text, _ first: Int, _ end: Int) -> Int {
        let atom = atoms[first]
        let kind: WordKind = atom.kind == .letters ? .word : .number
        // "Ende.Anfang": ICU joins over a full stop without a blank.
        if kind == .word, let cut = missingBlank(text, atom) {
            pieces.append(Piece(start: atom.start, end: cut, kind: .word))
            pieces.append(Piece(start: cut, end: cut + 1, kind: .punctuation))
            atoms[first].start = cut + 1
            return emitWord(text, first, end)
        }
        pieces.append(Piece(start: atom.start, end: atom.end, kind: kind))
        return continueWord(text, first + 1)
    }

    /// Joins to the last piece what belongs to it; returns the first atom that does not.
    private mutating func continueWord(_ text: Text, _ from: Int) -> Int {
        var next = from
        while next < atoms.count, let joined = join(text, next) {
            let last = pieces.count - 1
            pieces[last].end = atoms[joined - 1].end
            if pieces[last].kind == .number, atoms[next..<joined].contains(where: { $0.kind == .letters }) {
                pieces[last].kind = .word
            }
            next = joined
        }
        return next
    }

    /// Where the atoms end that belong to the last piece, or nil when the mark at `next` ends it.
    private func join(_ text: Text, _ next: Int) -> Int? {
        let mark = atoms[next]
        guard mark.kind == .mark else {
            // Letters right after a number that ICU kept apart, or a cut of `emit`.
            return nil
        }
        let word = pieces[pieces.count - 1]
        let follower = next + 1 < atoms.count ? atoms[next + 1] : nil
        let followerIsWord = follower.map { $0.kind == .letters || $0.kind == .digits } ?? false
        let byte = text[mark.start]
        switch byte {
        case 0x2D:
            if followerIsWord { return next + 2 }
            // "Sprach-": a word left out; "Mitarbeiter-/innen" goes on.
            if word.kind == .word, follower == nil || text[follower!.start] != 0x2D { return next + 1 }
            return nil
        case 0x2E:
            switch Abbreviations.reading(text, word.start, word.end) {
            case .always, .mayEnd: return next + 1
            case .beforeNumber: return nextBlankThenDigit(text, mark.end) ? next + 1 : nil
            case .none: break
            }
            if word.kind == .number, follower == nil { return isOrdinal(text, word, mark.end) ? next + 1 : nil }
            // "z.B": single letters with full stops.
            if follower == nil || !followerIsWord, word.end - word.start >= 3, text[word.end - 2] == 0x2E,
                PlainLatin.isLetterASCII(text[word.end - 1])
            {
                return next + 1
            }
            return nil
        case 0x3A:
            if word.kind == .number, followerIsWord, follower!.kind == .digits { return next + 2 }
            return genderEnd(text, next)
        case 0x2A, 0x5F, 0xB7: return genderEnd(text, next)
        case 0xC2: return text[mark.start + 1] == 0xB7 ? genderEnd(text, next) : nil
        case 0xE2:
            return text[mark.start + 1] == 0x80 && (text[mark.start + 2] == 0xA2 || text[mark.start + 2] == 0x99)
                ? genderEnd(text, next) : nil
        case 0x27: return genderEnd(text, next)
        case 0x2F:
            if word.kind == .number, followerIsWord, follower!.kind == .digits { return next + 2 }
            if word.kind == .word, followerIsWord, text[word.end - 1] == UInt8(ascii: "m"), word.end - word.start == 2 {
                return next + 2
            }
            return genderEnd(text, next)
        case 0x28, 0x5B: return bracketEnd(text, next)
        case 0x26:
            // "B&B", "AT&T"
            return followerIsWord && word.end - word.start <= 2 && follower!.end - follower!.start <= 2 ? next + 2 : nil
        default: return nil
        }
    }

    // MARK: Numbers

    private func nextBlankThenDigit(_ text: Text, _ offset: Int) -> Bool {
        var index = offset
        while index < text.count, text[index] == 0x20 { index += 1 }
        return index < text.count && PlainLatin.isDigit(text[index])
    }

    /// "14. April", "2. Stock", "im 19. Jahrhundert": one or two digits before a word on the same line.
    private func isOrdinal(_ text: Text, _ word: Piece, _ offset: Int) -> Bool {
        guard (word.start..<word.end).allSatisfy({ PlainLatin.isDigit(text[$0]) }), word.end - word.start <= 3,
            offset + 1 < text.count, text[offset] == 0x20
        else { return false }
        let next = text[offset + 1]
        if word.end - word.start == 3 { return next &- 0x61 < 26 }
        return PlainLatin.isLetterByte(next) || PlainLatin.isDigit(next) && word.end - word.start <= 2
    }

    // MARK: Missing blanks

    /// The full stop in "Ende.Anfang" (three letters or more before, a capital after), or nil.
    private func missingBlank(_ text: Text, _ atom: Atom) -> Int? {
        var letters = 0
        var index = atom.start
        while index + 1 < atom.end {
            let byte = text[index]
            if byte == 0x2E {
                if letters >= 3, PlainLatin.isUpper(text, index + 1),
                    Abbreviations.reading(text, index - letters, index) == .none
                {
                    return index
                }
                letters = 0
            } else {
                letters = PlainLatin.isLetterByte(byte) ? letters + 1 : 0
            }
            index += 1
        }
        return nil
    }

    // MARK: Gender forms

    /// "*innen", ":in", "/-innen", "*r", and what is compounded with it; the atom after it, or nil.
    private func genderEnd(_ text: Text, _ sign: Int) -> Int? {
        guard pieces[pieces.count - 1].kind == .word else { return nil }
        var next = sign + 1
        if next < atoms.count, atoms[next].kind == .mark, text[atoms[next].start] == 0x2D { next += 1 }
        guard next < atoms.count, atoms[next].kind == .letters, atoms[next].start == atoms[next - 1].end else {
            return nil
        }
        let before = pieces[pieces.count - 1]
        return GenderForm.continues(
            text,
            before.start,
            before.end,
            atoms[sign].start,
            atoms[next].start,
            atoms[next].end
        ) ? next + 1 : nil
    }

    /// "(innen)", "[in]", "(r)"; what follows without a blank goes on ("Schüler(innen)vertretung").
    private func bracketEnd(_ text: Text, _ open: Int) -> Int? {
        guard pieces[pieces.count - 1].kind == .word else { return nil }
        var next = open + 1
        if next < atoms.count, text[atoms[next].start] == 0x2D { next += 1 }
        guard next + 1 < atoms.count, atoms[next].kind == .letters,
            GenderForm.isBracketed(text, atoms[next].start, atoms[next].end),
            text[atoms[next + 1].start] == 0x29 || text[atoms[next + 1].start] == 0x5D
        else { return nil }
        let after = next + 2
        return after < atoms.count && atoms[after].kind == .letters ? after + 1 : after
    }
}
