/// Recognises web and mail addresses, hashtags and account names inside a run between blanks.
enum AddressShape {
    /// The address without the marks around it, or nil.
    static func find(_ text: PlainLatin.Text, _ start: Int, _ end: Int) -> (start: Int, end: Int)? {
        var from = start
        while from < end, isOpening(text[from]) { from += 1 }
        guard end - from >= 2 else { return nil }
        var isAddress = false
        if text[from] == 0x23 || text[from] == 0x40 {
            guard PlainLatin.isLetterByte(text[from + 1]) || PlainLatin.isDigit(text[from + 1]) else { return nil }
            // A hashtag ends with its word.
            var stop = from + 1
            while stop < end,
                PlainLatin.isLetterByte(text[stop]) || PlainLatin.isDigit(text[stop]) || text[stop] == 0x5F
            { stop += 1 }
            return (from, stop)
        }
        var index = from
        while index < end {
            switch text[index] {
            case 0x40:
                isAddress =
                    isAddress
                    || index > from && index + 1 < end
                        && (PlainLatin.isLetterByte(text[index + 1]) || PlainLatin.isDigit(text[index + 1]))
            case 0x3A:
                isAddress =
                    isAddress || index > from && index + 2 < end && text[index + 1] == 0x2F && text[index + 2] == 0x2F
            case 0x2E:
                isAddress = isAddress || index == from + 3 && isWWW(text, from) || endsInDomain(text, from, index, end)
            default: break
            }
            if isAddress { break }
            index += 1
        }
        guard isAddress else { return nil }
        var stop = end
        while stop > from, isClosing(text, from, stop) { stop -= 1 }
        return stop - from >= 4 ? (from, stop) : nil
    }

    private static func isWWW(_ text: PlainLatin.Text, _ from: Int) -> Bool {
        (text[from] | 0x20) == 0x77 && (text[from + 1] | 0x20) == 0x77 && (text[from + 2] | 0x20) == 0x77
    }

    private static let domains: [[UInt8]] = ["de", "com", "org", "net", "info", "eu", "at", "ch", "nrw"].map {
        Array($0.utf8)
    }

    /// "aachen.de", "stadt-aachen.de/anmeldung": a known ending in lower case right after the full stop.
    private static func endsInDomain(_ text: PlainLatin.Text, _ from: Int, _ dot: Int, _ end: Int) -> Bool {
        guard dot - from >= 3, PlainLatin.isLetterByte(text[dot - 1]) || PlainLatin.isDigit(text[dot - 1]) else {
            return false
        }
        for domain in domains
        where dot + domain.count < end && (0..<domain.count).allSatisfy({ text[dot + 1 + $0] == domain[$0] }) {
            let after = dot + 1 + domain.count
            if after == end || !PlainLatin.isLetterByte(text[after]) && !PlainLatin.isDigit(text[after]) { return true }
        }
        for domain in domains
        where dot + domain.count + 1 == end && (0..<domain.count).allSatisfy({ text[dot + 1 + $0] == domain[$0] }) {
            return true
        }
        return false
    }

    private static func isOpening(_ byte: UInt8) -> Bool {
        byte == 0x28 || byte == 0x5B || byte == 0x3C || byte == 0x22 || byte == 0x27
    }

    private static func isClosing(_ text: PlainLatin.Text, _ from: Int, _ stop: Int) -> Bool {
        switch text[stop - 1] {
        case 0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x22, 0x27, 0x3E, 0x5D: return true
        case 0x29:
            // Wikipedia's "Troll_(Netzkultur)" keeps its bracket.
            return !(from..<stop).contains { text[$0] == 0x28 }
        default: return false
        }
    }
}
