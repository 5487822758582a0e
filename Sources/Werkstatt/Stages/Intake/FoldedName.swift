/// The key under which names in input files are compared (columns, phases, speakers).
///
/// Comes in: a name as somebody typed it. Goes out: its letters and digits, lower case, umlauts as ae/oe/ue, ß as ss,
/// ph as f, other accents dropped. Decides that "Karten-Farbe:" and "kartenfarbe" are one name. Never touches a
/// contribution's text.
func foldedName(_ name: some StringProtocol) -> String {
    var out = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
        switch scalar {
        case "ä", "Ä": out.append(contentsOf: "ae".unicodeScalars)
        case "ö", "Ö": out.append(contentsOf: "oe".unicodeScalars)
        case "ü", "Ü": out.append(contentsOf: "ue".unicodeScalars)
        case "ß", "ẞ": out.append(contentsOf: "ss".unicodeScalars)
        // A decomposed umlaut, as Macs type it.
        case "\u{308}": if let last = out.last, "aou".unicodeScalars.contains(last) { out.append("e") }
        case "h", "H":
            if out.last == "p" {
                out.removeLast()
                out.append("f")
            } else {
                out.append("h")
            }
        case "a"..."z", "0"..."9": out.append(scalar)
        case "A"..."Z": out.append(Unicode.Scalar(scalar.value + 32)!)
        default:
            if scalar.value > 0x7F, scalar.isLetter {
                out.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
    }
    return String(out)
}
