/// Finds street and house number, with postcode and town when they follow.
///
/// Decides by the ending of the word before the number, the pack's gazetteer and what stands behind the number.
/// Never takes a bare street or square, "Haus 3", a time or an amount ("Marktplatz 18 Uhr", "Schulweg 20 Minuten").
struct PostalAddresses: Sendable {
    let lists: NumberLists

    private static let longestNumber = 4
    /// Endings whose words are hardly ever anything but streets.
    private static let plainEndings = [
        "weg", "graben", "damm", "ufer", "wall", "kamp", "steig", "stieg", "pfad", "driesch", "bend",
    ]
    private static let bareStrong: Set<String> = ["straße", "strasse", "str", "str.", "allee", "gasse", "chaussee"]
    private static let bareWeak: Set<String> = [
        "weg", "platz", "ring", "damm", "ufer", "markt", "graben", "hof", "berg", "pfad", "steig", "wall",
    ]
    private static let contexts: Set<String> = [
        "am", "im", "aus", "in", "adresse", "anschrift", "wohnt", "wohne", "wohnhaft", "wohnen", "gemeldet", ",", ":",
        "(",
    ]

    /// Ranges in bytes of the original.
    func find(in card: CardView) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for index in 0..<card.count where card[index].contains(.hasDigit) {
            if let glued = glued(card, index) {
                result.append(card.start(glued)..<card.end(index))
            } else if let number = houseNumber(card, index),
                let first = street(card, before: index, isSure: number.postcode)
            {
                result.append(card.range(first, number.last))
            }
        }
        return result
    }

    /// "Jakobstr.12" is one word; returns the word the address begins with.
    private func glued(_ card: CardView, _ index: Int) -> Int? {
        let surface = card.surface(index).lowercased()
        guard let place = surface.range(of: "str.") ?? surface.range(of: "straße"), place.upperBound < surface.endIndex
        else { return nil }
        let rest = surface[place.upperBound...]
        guard rest.first?.isNumber == true, rest.utf8.count <= Self.longestNumber + 1, card[index].contains(.capital)
        else { return nil }
        return place.lowerBound == surface.startIndex ? (card[index - 1].contains(.capital) ? index - 1 : nil) : index
    }

    /// The last word of the address and whether a postcode made it sure.
    private func houseNumber(_ card: CardView, _ index: Int) -> (last: Int, postcode: Bool)? {
        var last = index
        guard isHouseNumber(card.surface(index)) else { return nil }
        if card[index + 1].contains(.word), ["a", "b", "c", "d", "e", "f"].contains(card.surface(index + 1)),
            !card[index + 2].contains(.word) || card[index + 2].contains(.capital)
        {
            last += 1
        }
        if let town = town(card, after: last) { return (town, true) }
        let next = last + 1
        if next < card.count, !card.breaksLine(before: next) {
            if card[next].contains(.unit) { return nil }
            // "In der Elsaßstraße 60 Betriebe": the number counts what follows.
            if card[next].contains([.word, .capital]), !card[next].isDisjoint(with: [.known, .compound]),
                card[next].isDisjoint(with: .gazetteer)
            {
                return nil
            }
            let sign = card.surface(next)
            if sign == "%" || sign == "€" || sign == "°" { return nil }
            if sign == ".", card.touches(next),
                card.touches(next + 1) || card[next + 1].contains(.lower)
                    || lists.months.contains(card.surface(next + 1).lowercased())
            {
                return nil
            }
            if ["-", "–", "bis"].contains(sign), card[next + 1].contains(.number), card[next + 2].contains(.unit) {
                return nil
            }
        }
        let surface = card.surface(index)
        if surface.utf8.count == 4, surface.hasPrefix("19") || surface.hasPrefix("20") { return nil }
        return (last, false)
    }

    /// 3 · 12a · 12-14 · 12/3
    private func isHouseNumber(_ surface: String) -> Bool {
        var digits = 0
        var letters = 0
        var parts = 1
        for byte in surface.utf8 {
            switch byte {
            case 48...57: digits += 1
            case 97...104, 65...72: letters += 1
            case UInt8(ascii: "-"), UInt8(ascii: "/"): parts += 1
            default: return false
            }
        }
        guard let first = surface.utf8.first, (48...57).contains(first) else { return false }
        return digits <= Self.longestNumber * parts && parts <= 2 && letters <= parts
            && (parts == 1 ? digits <= Self.longestNumber : digits <= 6)
    }

    /// ", 52062 Aachen": the last word of the town.
    private func town(_ card: CardView, after last: Int) -> Int? {
        var index = last + 1
        if card.isSign(index, ",") || card.surface(index) == "in" { index += 1 }
        guard card[index].contains(.number), card.surface(index).utf8.count == 5,
            card.surface(index).utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        guard card[index + 1].contains(.capital), !card.breaksLine(before: index + 1) else { return index }
        return index + 1
    }

    /// The first word of the street that ends before the word `index`.
    private func street(_ card: CardView, before index: Int, isSure: Bool) -> Int? {
        var last = index - 1
        if ["nr", "nr.", "nummer", "hausnummer"].contains(card.surface(last).lowercased()) { last -= 1 }
        if card.isSign(last, "."), card.surface(last - 1).lowercased().hasSuffix("str") { last -= 1 }
        guard last >= 0, !card.breaksLine(before: index) else { return nil }
        let word = card.surface(last).lowercased()
        if Self.bareStrong.contains(word) { return bareStreet(card, last, isStrong: true) }
        if Self.bareWeak.contains(word) { return bareStreet(card, last, isStrong: false) }
        guard card[last].contains(.capital) || card[last].contains(.street) else { return nil }
        if card[last].contains(.street) { return prefixed(card, last) }
        if card[last].contains(.weakStreet) {
            if isSure || Self.plainEndings.contains(where: word.hasSuffix) { return prefixed(card, last) }
            return Self.contexts.contains(card.surface(last - 1).lowercased())
                || card.surface(last - 1).lowercased() == "dem" ? prefixed(card, last) : nil
        }
        // Am Kupferofen 7 · Auf der Hüls 120
        var start = last - 1
        if ["der", "den", "dem", "die"].contains(card.surface(start)) { start -= 1 }
        guard card[start].contains([.streetStart, .capital]),
            card[last].isDisjoint(with: [.never, .known, .compound]) || isSure
        else { return nil }
        return card[last].isDisjoint(with: [.given, .surname]) || isSure ? start : nil
    }

    /// "An der Alten Straße", "Stolberger Straße", "Konrad Adenauer Straße".
    private func bareStreet(_ card: CardView, _ last: Int, isStrong: Bool) -> Int? {
        let first = last - 1
        guard card[first].contains(.capital), !card.breaksLine(before: last) else { return nil }
        let word = card.surface(first)
        if isStrong || word.hasSuffix("er") && word.count >= 6 || card[first].contains(.streetStart) {
            return card[first - 1].contains(.given) && !card.breaksLine(before: first) ? first - 1 : first
        }
        return nil
    }

    /// "An der Schanz", "Alte Vaalser Straße": small words that belong to the name.
    private func prefixed(_ card: CardView, _ last: Int) -> Int {
        card[last - 1].contains([.streetStart, .capital])
            && ["alte", "alter", "neue", "neuer", "große", "kleine", "obere", "untere"].contains(
                card.surface(last - 1).lowercased()
            ) ? last - 1 : last
    }
}
