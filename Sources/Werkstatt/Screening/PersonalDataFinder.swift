/// Finds all personal data of a card and settles what overlaps.
///
/// Comes in: the card's words with traits, its text. Goes out: redactions in code points of the original, ascending, apart.
/// Decides: a number that reads as two kinds is the more certain one. Never: looks at other cards.
struct PersonalDataFinder: Sendable {
    private let names: NameFinder
    private let phones: PhoneNumbers
    private let mails = EmailAddresses()
    private let accounts: BankAccounts
    private let plates: CarPlates
    private let births: BirthDates
    private let references: ReferenceNumbers
    private let addresses: PostalAddresses
    /// A bare date behind a name is a date of birth when it lies this many years back.
    private let birthYears: Int
    private let year: Int

    init(_ pack: Pack, guards: NameGuards, participants: [String: [[String]]]) {
        let rules = pack.screening
        names = NameFinder(
            names: rules.names,
            guards: guards,
            participants: participants,
            nearby: Int(rules.limits["nearby_bytes"])
        )
        phones = PhoneNumbers(lists: rules.numbers)
        accounts = BankAccounts(lists: rules.numbers)
        plates = CarPlates(lists: rules.numbers)
        year = Int(pack.asOf.prefix(4)) ?? 2100
        births = BirthDates(lists: rules.numbers, latestYear: year)
        references = ReferenceNumbers(lists: rules.numbers)
        addresses = PostalAddresses(lists: rules.numbers)
        birthYears = Int(rules.limits["birth_years"])
    }

    /// - Parameter signs: what the bytes of the text hold.
    func find(in card: CardView, text: CleanText, signs: TextSigns) -> [Redaction] {
        var found: [(range: Range<Int>, type: PersonalData)] = []
        func add(_ range: Range<Int>, _ type: PersonalData) {
            if !range.isEmpty, !found.contains(where: { $0.range.overlaps(range) }) { found.append((range, type)) }
        }
        func original(_ range: Range<Int>) -> Range<Int> {
            text.original(range.lowerBound)..<text.original(range.upperBound)
        }

        let scanned = ScannedText(bytes: text.bytes)
        if signs.hasAt || card.union.contains(.at) {
            for range in mails.find(in: scanned) { add(original(range), .email) }
        }
        var dates: [BirthDates.Found] = []
        if signs.hasDigit {
            for range in accounts.find(in: scanned) { add(original(range), .iban) }
            if card.union.contains(.referenceCue) {
                for range in references.find(in: scanned, cues: cues(card, text)) { add(original(range), .reference) }
            }
            dates = births.find(in: scanned)
            for date in dates where date.isNamed { add(original(date.range), .birthdate) }
            for range in addresses.find(in: card) { add(range, .address) }
            for range in phones.find(in: scanned) { add(original(range), .phone) }
            for range in plates.find(in: scanned) { add(original(range), .plate) }
        }
        let contacts = found.filter { [.phone, .email, .birthdate].contains($0.type) }.map(\.range).sorted {
            $0.lowerBound < $1.lowerBound
        }
        if !card.union.isDisjoint(with: .nameSigns) || !contacts.isEmpty {
            for range in names.find(in: card, contacts: contacts, isShouted: signs.isShouted) {
                add(range, .name)
                for date in dates
                where !date.isNamed && date.year <= year - birthYears && follows(card, original(date.range), range) {
                    add(original(date.range), .birthdate)
                }
            }
        }
        guard !found.isEmpty else { return [] }
        found.sort { $0.range.lowerBound < $1.range.lowerBound }
        var counter = CodePointCounter(card.bytes)
        return found.map {
            Redaction(
                Span(counter.count(before: $0.range.lowerBound), counter.count(before: $0.range.upperBound)),
                $0.type
            )
        }
    }

    /// Whether a date stands right behind a name, with nothing but a bracket or a comma between.
    private func follows(_ card: CardView, _ date: Range<Int>, _ name: Range<Int>) -> Bool {
        name.upperBound < date.lowerBound && date.lowerBound - name.upperBound <= 3
            && card.bytes[name.upperBound..<date.lowerBound].allSatisfy {
                $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ",")
            }
    }

    /// Words that name a file number, with their ends in bytes of the cleaned text.
    private func cues(_ card: CardView, _ text: CleanText) -> [(word: String, end: Int)] {
        (0..<card.count).compactMap { index in
            guard card[index].contains(.referenceCue) else { return nil }
            let end = card.end(index)
            return (card.surface(index).lowercased(), text.cleaned(end))
        }
    }
}

/// What one pass over the bytes of a text tells.
struct TextSigns {
    var hasDigit = false
    /// An at sign or a bracket that may stand around one.
    var hasAt = false
    var letters = 0
    var capitals = 0
    var smalls = 0
    var digits = 0
    /// Everything but blanks, in code points.
    var signs = 0
    /// A letter that is not Latin.
    var isBeyondLatin = false
    var replacements = 0

    /// Written in capitals throughout.
    var isShouted: Bool { capitals >= 6 && capitals > 3 * smalls }

    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                switch byte {
                case 0x09...0x0D, 0x20: break
                case 48...57:
                    hasDigit = true
                    digits += 1
                    signs += 1
                case 65...90:
                    capitals += 1
                    letters += 1
                    signs += 1
                case 97...122:
                    smalls += 1
                    letters += 1
                    signs += 1
                case UInt8(ascii: "@"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                    hasAt = true
                    signs += 1
                case 0..<0x80: signs += 1
                case 0xC3...0xCB:
                    letters += 1
                    signs += 1
                case 0xCC...0xE1:
                    if byte >= 0xCD, byte != 0xE1 || index + 1 < bytes.count && bytes[index + 1] < 0xB8 {
                        isBeyondLatin = true
                    }
                    letters += 1
                    signs += 1
                case 0xE3...0xEE:
                    isBeyondLatin = true
                    letters += 1
                    signs += 1
                case 0xE2, 0xF0...0xF4: signs += 1
                case 0xEF:
                    if index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBD { replacements += 1 }
                    signs += 1
                case 0xC2: signs += 1
                default: break
                }
                index += 1
            }
        }
    }
}
