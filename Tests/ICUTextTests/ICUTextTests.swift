import ICUText
import Testing

@Test func normalisesToNFC() throws {
    #expect(try String(decoding: normalised("Bu\u{308}rger".utf8, .nfc), as: UTF8.self).unicodeScalars.count == 6)
}
