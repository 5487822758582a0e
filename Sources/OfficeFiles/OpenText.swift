/// The text of a paragraph as OpenDocument writes it: line breaks of the markup are blanks; tabs, line breaks and further
/// blanks of the text are elements.
struct OpenText {
    private(set) var bytes: [UInt8] = []
    /// Where the paragraph began.
    private var start = 0
    private var paragraphs = 0
    /// Behind a line break of the markup: it and the blanks around it count as one blank.
    private var afterBreak = true

    var isEmpty: Bool { bytes.isEmpty }
    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        start = 0
        paragraphs = 0
        afterBreak = true
    }

    /// A further paragraph of the same cell or card.
    mutating func beginParagraph() {
        if paragraphs > 0 { bytes.append(0x0A) }
        paragraphs += 1
        start = bytes.count
        afterBreak = true
    }

    mutating func endParagraph() {
        if afterBreak, bytes.count > start, bytes.last == 0x20 { bytes.removeLast() }
    }

    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            if byte == 0x20 {
                // LibreOffice writes further blanks of cells as they are.
                if !afterBreak { bytes.append(byte) }
            } else if byte == 0x09 || byte == 0x0A || byte == 0x0D {
                if bytes.count > start, bytes.last != 0x20 { bytes.append(0x20) }
                afterBreak = true
            } else {
                bytes.append(byte)
                afterBreak = false
            }
        }
    }

    mutating func append(_ byte: UInt8, count: Int = 1) {
        bytes.append(contentsOf: repeatElement(byte, count: count))
        afterBreak = false
    }
}
