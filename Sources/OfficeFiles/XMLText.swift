/// XML of office parts: escaped text, no character that XML 1.0 forbids.
package struct XML {
    package private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    package init() {}

    package var bytes: [UInt8] { Array(text.utf8) }

    /// Markup of the program itself.
    package mutating func raw(_ markup: String) { text += markup }

    package static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
            case "\n", "\r", "\t": out.append(" ")
            case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE: out.append("\u{FFFD}")
            default: out.append(scalar)
            }
        }
        return String(out)
    }
}
