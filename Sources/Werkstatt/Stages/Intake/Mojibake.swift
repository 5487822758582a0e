/// UTF-8 that was once read as Windows-1252 and saved again: "fÃ¼r". Only counted, never mended.
enum Mojibake {
    /// How often "Ã" or "Â" or "â€" stands before a character that completes a garbled one. Linear in the bytes.
    static func count(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            var at = 0
            while at + 3 < bytes.count {
                // Ã = C3 83, Â = C3 82, â = C3 A2.
                guard bytes[at] == 0xC3, [0x83, 0x82, 0xA2].contains(bytes[at + 1]) else {
                    at += 1
                    continue
                }
                let next = bytes[at + 2]
                // What a byte 80…BF became: a mark of Latin-1 (C2 80…BF) or one of Windows-1252's own characters.
                let completes =
                    bytes[at + 1] == 0xA2
                    ? next == 0xE2 && bytes[at + 3] == 0x82 : next == 0xC2 || next == 0xC5 || next == 0xE2
                if completes { count += 1 }
                at += completes ? 4 : 2
            }
            return count
        }
    }
}
