/// Unicode's word boundaries (UAX 29, rules WB3-WB13, with ICU's German tailoring) for plain Latin text, byte for byte
/// those of ICU's word iterator: https://www.unicode.org/reports/tr29/#Word_Boundary_Rules
enum WordBoundaries {
    /// The end of the piece that begins at `start`; whether it holds a letter or a digit.
    /// - Precondition: all characters up to `end` are plain (`PlainLatin.width` > 0).
    @inline(__always)
    static func next(_ text: PlainLatin.Text, _ start: Int, _ end: Int) -> (end: Int, kind: PlainLatin.Kind) {
        let first = PlainLatin.kind(text, start)
        var index = start + PlainLatin.characterWidth(text, start)
        switch first {
        case .letter, .digit, .underscore: break
        case .space:
            while index < end, text[index] == 0x20 { index += 1 }
            return (index, .space)
        case .carriageReturn:
            return (index < end && text[index] == 0x0A ? index + 1 : index, .lineFeed)
        default: return (index, first)
        }
        var last = first
        var whole = first
        while index < end {
            let kind = PlainLatin.kind(text, index)
            let after = index + PlainLatin.characterWidth(text, index)
            switch kind {
            case .letter, .digit, .underscore:
                if kind == .letter || whole == .underscore { whole = kind }
                last = kind
                index = after
            case .midBoth, .quote, .midNumber, .midLetter:
                guard after < end else { return (index, whole) }
                let next = PlainLatin.kind(text, after)
                let joins =
                    last == .letter && next == .letter && kind != .midNumber
                    || last == .digit && next == .digit && kind != .midLetter
                guard joins else { return (index, whole) }
                index = after
            default: return (index, whole)
            }
        }
        return (index, whole)
    }
}
