/// Finds e-mail addresses, also written around the at sign: "name (at) web punkt de", "name @ web.de".
///
/// Never takes handles ("@stadtaachen") or a price with an at sign.
struct EmailAddresses: Sendable {
    func find(in text: ScannedText) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for offset in 0..<text.count {
            guard let sign = atSign(text, offset), offset >= (result.last?.upperBound ?? 0) else { continue }
            guard let start = localStart(text, offset, isSpaced: sign.isSpaced),
                let end = domainEnd(text, sign.end, isSpelled: sign.isSpelled)
            else { continue }
            result.append(start..<end)
        }
        return result
    }

    /// An at sign that begins at `offset` (blanks around it included).
    private func atSign(_ text: ScannedText, _ offset: Int) -> (end: Int, isSpaced: Bool, isSpelled: Bool)? {
        if text[offset] == UInt8(ascii: "@") {
            let isSpaced = text.isBlank(offset - 1) && text.isBlank(offset + 1)
            return (text.skipBlanks(offset + 1), isSpaced, false)
        }
        for (open, close) in [
            (UInt8(ascii: "("), UInt8(ascii: ")")), (UInt8(ascii: "["), UInt8(ascii: "]")),
            (UInt8(ascii: "{"), UInt8(ascii: "}")),
        ] where text[offset] == open {
            for word in ["at", "ät", "AT", "ett"]
            where text.bytes[(offset + 1)...].starts(with: word.utf8) && text[offset + 1 + word.utf8.count] == close {
                return (text.skipBlanks(offset + 2 + word.utf8.count), text.isBlank(offset - 1), true)
            }
        }
        if text.isBlank(offset - 1), text[offset] == UInt8(ascii: "a"), text[offset + 1] == UInt8(ascii: "t"),
            text.isBlank(offset + 2)
        {
            return (text.skipBlanks(offset + 3), true, true)
        }
        return nil
    }

    private func isLocal(_ text: ScannedText, _ offset: Int) -> Bool {
        text.isAlphanumeric(offset)
            || [UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "%")].contains(
                text[offset]
            )
    }

    private func localStart(_ text: ScannedText, _ sign: Int, isSpaced: Bool) -> Int? {
        var end = sign
        if isSpaced { while text.isBlank(end - 1) { end -= 1 } }
        var start = end
        while start > 0, isLocal(text, start - 1) { start -= 1 }
        while start < end, !text.isAlphanumeric(start) { start += 1 }
        return start < end ? start : nil
    }

    /// The end of "web.de", "mail punkt aachen punkt de"; at least one dot and two letters behind the last.
    private func domainEnd(_ text: ScannedText, _ start: Int, isSpelled: Bool) -> Int? {
        var end = start
        var dots = 0
        var labelStart = start
        while true {
            while text.isAlphanumeric(end) || text[end] == UInt8(ascii: "-") { end += 1 }
            guard end > labelStart else { break }
            if text[end] == UInt8(ascii: "."), text.isAlphanumeric(end + 1) {
                dots += 1
                end += 1
                labelStart = end
            } else if let next = spelledDot(text, end) {
                dots += 1
                end = next
                labelStart = end
            } else {
                break
            }
        }
        while end > labelStart, text[end - 1] == UInt8(ascii: "-") { end -= 1 }
        guard dots > 0, end - labelStart >= 2, !(labelStart..<end).contains(where: text.isDigit) else { return nil }
        return end
    }

    private func spelledDot(_ text: ScannedText, _ end: Int) -> Int? {
        for word in [
            " punkt ", " dot ", "(punkt)", "[punkt]", "(dot)", "[dot]", " (punkt) ", " [punkt] ", " (dot) ", " [dot] ",
            " . ",
        ] where text.bytes[min(end, text.count)...].starts(with: word.utf8) {
            return end + word.utf8.count
        }
        return nil
    }
}
