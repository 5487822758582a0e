/// Writes JSON with keys in the order in which they are added: result files have a fixed order of keys, which
/// Foundation's encoder does not offer, and a million lines want no tree in between. Linear in what is written.
public struct JSONText: Sendable {
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    public init() {}

    public var string: String { String(decoding: bytes, as: UTF8.self) }

    public mutating func object(_ body: (inout JSONText) throws -> Void) rethrows {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    public mutating func array<Element>(
        _ elements: some Sequence<Element>,
        _ body: (inout JSONText, Element) throws -> Void
    ) rethrows {
        open(UInt8(ascii: "["))
        for element in elements { try body(&self, element) }
        close(UInt8(ascii: "]"))
    }

    public mutating func strings(_ texts: some Sequence<String>) { array(texts) { $0.value($1) } }

    public mutating func key(_ name: String) {
        comma()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    public mutating func value(_ text: String) {
        comma()
        quote(text)
    }

    public mutating func value(_ text: String?) {
        if let text { value(text) } else { null() }
    }

    public mutating func value(_ number: Int) { raw(String(number)) }

    public mutating func value(_ number: Int?) {
        if let number { value(number) } else { null() }
    }

    /// The shortest text that reads back as the same number; whole numbers without a fraction.
    public mutating func value(_ number: Double) {
        precondition(number.isFinite, "JSON has no infinite numbers")
        if number == number.rounded(), abs(number) < 1e15 { raw(String(Int(number))) } else { raw(number.description) }
    }

    public mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }

    public mutating func null() { raw("null") }

    /// A text that is JSON already.
    public mutating func raw(_ json: String) {
        comma()
        bytes.append(contentsOf: json.utf8)
    }

    /// Hands over what was written so far, to go on with an empty text.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    public mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { buffer in
            var clean = 0
            for index in buffer.indices where buffer[index] < 0x20 || buffer[index] == 0x22 || buffer[index] == 0x5C {
                bytes.append(contentsOf: buffer[clean..<index])
                escape(buffer[index])
                clean = index + 1
            }
            bytes.append(contentsOf: buffer[clean...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22: bytes.append(contentsOf: "\\\"".utf8)
        case 0x5C: bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}

extension Double {
    /// Rounded to three decimals: scores are written and compared at this precision, so that the last bits of a
    /// sum never decide.
    var thousandths: Double { (self * 1000).rounded() / 1000 }
}
