/// The key under which names are compared: lower case, ä/ö/ü as ae/oe/ue, ß as ss, every other accent dropped
/// ("Ayşe" = "Ayse", "Müller" = "Mueller"). Linear in the text.
func nameKey(_ text: some StringProtocol) -> String { folded(text, umlauts: true) }

/// The keys of an entry of a list: its own and the one of people who leave the dots away ("Gülsün", "Gulsun").
func nameKeys(_ text: some StringProtocol) -> [String] {
    let key = folded(text, umlauts: true)
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return [key] }
    let plain = folded(text, umlauts: false)
    return plain == key ? [key] : [key, plain]
}

private func folded(_ text: some StringProtocol, umlauts: Bool) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 4)
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x41...0x5A: out.append(UInt8(scalar.value) | 0x20)
        case 0..<0x80: out.append(UInt8(scalar.value))
        case 0xE4 where umlauts, 0xC4 where umlauts: out.append(contentsOf: "ae".utf8)
        case 0xF6 where umlauts, 0xD6 where umlauts: out.append(contentsOf: "oe".utf8)
        case 0xFC where umlauts, 0xDC where umlauts: out.append(contentsOf: "ue".utf8)
        case 0xDF, 0x1E9E: out.append(contentsOf: "ss".utf8)
        case 0x2019: out.append(UInt8(ascii: "'"))
        case 0x300...0x36F: break
        default:
            if let base = accents[scalar] {
                out.append(base)
            } else {
                out.append(contentsOf: String(scalar).lowercased().utf8)
            }
        }
    }
    return String(decoding: out, as: UTF8.self)
}

/// Letters with accents and the letter that is left without them.
private let accents: [Unicode.Scalar: UInt8] = {
    let rows: [(Character, String)] = [
        ("a", "àáâãäåāăąǎạảấầẩẫậắằẳẵặəæ"), ("c", "çćĉċč"), ("d", "ďđðḍ"), ("e", "èéêëēĕėęěẹẻẽếềểễệ"), ("g", "ĝğġģ"),
        ("h", "ĥħḥ"), ("i", "ìíîïĩīĭįıỉịǐ"),
        ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõöøōŏőơọỏốồổỗộớờởỡợœ"), ("r", "ŕŗř"),
        ("s", "śŝşšșṣ"), ("t", "ţťŧțṭ"),
        ("u", "ùúûüũūŭůűųưụủứừửữự"), ("w", "ŵ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżžẓ"),
    ]
    var table: [Unicode.Scalar: UInt8] = [:]
    for (base, letters) in rows {
        for letter in letters.unicodeScalars {
            table[letter] = base.asciiValue!
            for upper in String(letter).uppercased().unicodeScalars where upper.value >= 0x80 {
                table[upper] = base.asciiValue!
            }
        }
    }
    table["İ"] = UInt8(ascii: "i")
    return table
}()
