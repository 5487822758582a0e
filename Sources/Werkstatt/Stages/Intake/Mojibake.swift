/// UTF-8 that was once read as Windows-1252 and saved again: "fÃ¼r". Only counted, never mended.
enum Mojibake {
    /// How often "Ã" or "Â" or "â€" stands before a character that completes a garbled one. Linear in the bytes.
    static func count(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            var at = 0
            while let found = firstOffset(of: 0xC3, in: bytes, from: at) {
                at = found
                guard at + 3 < bytes.count else { break }
                if isGarbled(bytes[at + 1], bytes[at + 2], bytes[at + 3]) {
                    count += 1
                    at += 4
                } else {
                    at += 2
                }
            }
            return count
        }
    }

    /// Behind C3: Ã is C3 83, Â is C3 82, â is C3 A2. What a byte 80…BF became is a mark of Latin-1 (C2 80…BF) or one of
    /// Windows-1252's own characters (C5 …, E2 …), for â one of those from E2 80 or E2 82.
    private static func isGarbled(_ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> Bool {
        switch second {
        case 0x82, 0x83: third == 0xC2 || third == 0xC5 || third == 0xE2
        case 0xA2: third == 0xE2 && (fourth == 0x80 || fourth == 0x82)
        default: false
        }
    }
}
