/// Builds a page. Comes in: elements and texts. Goes out: UTF-8.
///
/// Markup can only be written in the program itself (`StaticString`); every other text is escaped, so no card can
/// become markup. Characters that steer the direction of writing or that nobody can see are shown as a mark.
package struct HTML: Sendable {
    package typealias Attributes = KeyValuePairs<StaticString, String>

    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// An element on lines of its own.
    package mutating func block(
        _ tag: StaticString,
        _ attributes: Attributes = [:],
        _ body: (inout HTML) -> Void = { _ in }
    ) {
        inline(tag, attributes, body)
        bytes.append(UInt8(ascii: "\n"))
    }

    package mutating func block(_ tag: StaticString, _ attributes: Attributes = [:], text: String) {
        block(tag, attributes) { $0.text(text) }
    }

    /// An element within a line.
    package mutating func inline(_ tag: StaticString, _ attributes: Attributes = [:], _ body: (inout HTML) -> Void) {
        open(tag, attributes)
        body(&self)
        raw("</")
        raw(tag)
        raw(">")
    }

    package mutating func inline(_ tag: StaticString, _ attributes: Attributes = [:], text: String) {
        inline(tag, attributes) { $0.text(text) }
    }

    /// The start tag alone; for elements that have no end.
    package mutating func open(_ tag: StaticString, _ attributes: Attributes = [:]) {
        raw("<")
        raw(tag)
        for (name, value) in attributes {
            raw(" ")
            raw(name)
            raw("=\"")
            escape(value, marks: false)
            raw("\"")
        }
        raw(">")
    }

    package mutating func text(_ text: String) { escape(text, marks: true) }

    /// Text where no element may stand, as in a text area: unseen characters are named in plain letters.
    package mutating func plain(_ text: String) { escape(text, marks: false) }

    /// Text of the program itself, unescaped.
    package mutating func raw(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func escape(_ text: String, marks: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": raw("&amp;")
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "\"": raw("&quot;")
            case "'": raw("&#39;")
            case "\n", "\t": bytes.append(UInt8(scalar.value))
            case _ where Self.isInvisible(scalar): mark(scalar, visible: marks)
            default: bytes.append(contentsOf: UTF8.encode(scalar)!)
            }
        }
    }

    /// Control characters, signs for the direction of writing, and characters that no page may hold.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    private mutating func mark(_ scalar: Unicode.Scalar, visible: Bool) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        if visible {
            inline("span", ["class": "sign", "title": "unsichtbares Zeichen"]) {
                $0.bytes.append(contentsOf: name.utf8)
            }
        } else {
            bytes.append(contentsOf: name.utf8)
        }
    }
}
