/// Finds names of people: behind Herr, Frau, Familie and the like, given names with what follows them, initials with a
/// surname, unknown names beside a telephone number, participants.
///
/// Decides by lists of the pack, capitals and neighbours. The title stays outside the name. Never takes streets,
/// institutions, saints, figures of history, or a given name that stands for many ("alle heißen Günther").
struct NameFinder: Sendable {
    let names: NameLists
    let guards: NameGuards
    /// Participants of several words, by their first key.
    let participants: [String: [[String]]]
    /// Most bytes between an unknown name and the number behind it.
    let nearby: Int

    /// Longest name in words.
    private static let longest = 5

    /// Ranges in bytes of the original, ascending.
    /// - Parameter contacts: telephone numbers, e-mail addresses and dates of birth found before.
    func find(in card: CardView, contacts: [Range<Int>], isShouted: Bool) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var index = 0
        while index < card.count {
            if let end = passedOver(card, index) {
                index = end
            } else if let found = name(card, index, isShouted) {
                if let first = found.first { result.append(card.range(first, found.last)) }
                index = found.last + 1
            } else {
                index += 1
            }
        }
        if !contacts.isEmpty { addBesideContacts(card, contacts, &result) }
        return result
    }

    /// A name found from a word on; `first` is nil when a name was read and is none to mask.
    private struct Found {
        var first: Int?
        var last: Int
    }

    // MARK: What is no name

    /// The word after a figure of history or an institution that begins here.
    private func passedOver(_ card: CardView, _ index: Int) -> Int? {
        guard card[index].contains(.figureStart) else { return nil }
        let key = nameKey(card.surface(index))
        for keys in (names.figures[key] ?? []) + (guards.sequences[key] ?? []) where matches(card, index, keys) {
            return index + keys.count
        }
        return nil
    }

    private func matches(_ card: CardView, _ index: Int, _ keys: [String]) -> Bool {
        index + keys.count <= card.count && keys.indices.allSatisfy { nameKey(card.surface(index + $0)) == keys[$0] }
    }

    /// Whether a word may be part of a name.
    private func isNameLike(_ traits: WordTraits) -> Bool {
        guard traits.contains([.word, .capital]), traits.isDisjoint(with: [.never, .hasDigit, .notAfter, .street])
        else { return false }
        if !traits.isDisjoint(with: [.given, .weakGiven, .surname, .genitive, .participant]) { return true }
        return traits.contains(.long) && traits.isDisjoint(with: [.known, .gazetteer, .abstract])
    }

    /// Whether a word right behind a given name may be the surname.
    private func isSurnameLike(_ card: CardView, _ index: Int) -> Bool {
        let traits = card[index]
        guard traits.contains([.word, .capital]), traits.isDisjoint(with: [.hasDigit, .notAfter, .street]) else {
            return false
        }
        if !traits.isDisjoint(with: [.given, .weakGiven, .surname, .genitive, .participant]) {
            return traits.isDisjoint(with: .never) || traits.contains(.surname) && !card[index + 1].contains(.number)
        }
        return traits.contains(.long) && traits.isDisjoint(with: [.never, .common, .gazetteer, .abstract])
    }

    // MARK: Names

    private func name(_ card: CardView, _ index: Int, _ isShouted: Bool) -> Found? {
        let traits = card[index]
        if traits.contains(.participant), let last = participant(card, index) { return Found(first: index, last: last) }
        if traits.contains(.strongTitle), let found = behindTitle(card, index, isShouted) { return found }
        if traits.contains(.academicTitle), card.surface(index).hasPrefix("Dr") || card.surface(index).hasPrefix("Prof")
        {
            if let found = behindTitle(card, index, isShouted) { return found }
        }
        if traits.contains(.initial), let found = behindInitial(card, index) { return found }
        if !traits.isDisjoint(with: [.given, .weakGiven, .genitive]), traits.contains(.capital) {
            return givenName(card, index, isShouted)
        }
        if traits.contains(.weakTitle), let found = behindRole(card, index, isShouted) { return found }
        return signature(card, index)
    }

    /// Frau Terhoeven · Herrn Dr. Piel · Familie Osei-Boateng · Frau K. · frau müller
    private func behindTitle(_ card: CardView, _ title: Int, _ isShouted: Bool) -> Found? {
        var index = title + 1
        if card.isSign(index, "."), card.touches(index), card.surface(title).utf8.count <= 4 { index += 1 }
        while index < card.count, card[index].contains(.academicTitle) || card.isSign(index, "."), index - title <= 5 {
            index += 1
        }
        guard index < card.count, !card.breaksLine(before: index) else { return nil }
        let traits = card[index]
        if !card[title].contains(.capital) {
            // People who write everything small.
            guard traits.contains(.lower), !traits.isDisjoint(with: [.given, .surname]), traits.contains(.long),
                traits.isDisjoint(with: [.german, .never])
            else { return nil }
            guard traits.isDisjoint(with: .known) || traits.contains(.pureSurname) || traits.contains(.given) else {
                return nil
            }
            return Found(first: index, last: index)
        }
        if traits.contains(.initial) {
            let isDotted = card.surface(index).hasSuffix(".") || card.isSign(index + 1, ".") && card.touches(index + 1)
            let isAbbreviated = card.surface(title).hasSuffix(".") || card.isSign(title + 1, ".")
            if isDotted { return initials(card, index) }
            return isAbbreviated || ["X", "Y", "Z", "I"].contains(card.surface(index))
                ? nil : Found(first: index, last: index)
        }
        var first = index
        if traits.contains(.particle), !isNameLike(traits) || traits.contains(.lower) {
            while first < card.count, card[first].contains(.particle), first - index < 3 { first += 1 }
            guard
                isNameLike(card[first])
                    || isForeign(card, index) && card[first].contains(.capital) && card[first].isDisjoint(with: .never)
            else { return nil }
            guard card[first].isDisjoint(with: [.known, .gazetteer]) || isForeign(card, index) else { return nil }
            return Found(first: index, last: run(card, first, isTitled: true))
        }
        let isDetermined = card[title - 1].contains(.article)
        if traits.contains([.word, .capital]), traits.contains(.surname), !isDetermined || !traits.contains(.known),
            !isShouted || !traits.contains(.german)
        {
            return Found(first: index, last: run(card, index, isTitled: true))
        }
        guard isNameLike(traits) else { return nil }
        if isDetermined, traits.isDisjoint(with: [.given, .weakGiven, .surname]), traits.contains(.compound) {
            return nil
        }
        if isShouted, traits.isDisjoint(with: [.given, .surname]), traits.contains(.compound) { return nil }
        first = index
        return Found(first: first, last: run(card, index, isTitled: true))
    }

    /// van, el, de, and not von, vom, zu, which go on in German as well ("Frau von der Beratungsstelle").
    private func isForeign(_ card: CardView, _ particle: Int) -> Bool {
        !["von", "vom", "zu", "zur", "zum", "der", "den", "dem"].contains(card.surface(particle).lowercased())
    }

    /// "K." or "K.-M." as one or several words.
    private func initials(_ card: CardView, _ index: Int) -> Found {
        var last = index
        if card.isSign(last + 1, "."), card.touches(last + 1) { last += 1 }
        if isNameLike(card[last + 1]), !card.breaksLine(before: last + 1),
            card.surface(index).hasSuffix(".") || last > index
        {
            last = run(card, last + 1, isTitled: true)
        }
        return Found(first: index, last: last)
    }

    /// S. Müller · A. Krings, but not "z. B. Sport".
    private func behindInitial(_ card: CardView, _ index: Int) -> Found? {
        var next = index + 1
        if !card.surface(index).hasSuffix(".") {
            guard card.isSign(next, "."), card.touches(next) else { return nil }
            next += 1
        }
        guard isNameLike(card[next]), !card.breaksLine(before: next),
            card[next].isDisjoint(with: [.known, .compound]) || card[next].contains(.surname)
        else { return nil }
        guard card[next].isDisjoint(with: [.capitals]) else { return nil }
        let before = card.surface(index - 1)
        if before.hasSuffix("."), before.utf8.count <= 3, card[index - 1].contains(.lower) { return nil }
        if card.isSign(index - 1, "."), card.surface(index - 2).utf8.count == 1, card[index - 2].contains(.lower) {
            return nil
        }
        return Found(first: index, last: run(card, next, isTitled: true))
    }

    /// Ayşe · Yusuf Tekeli · Sabine M.
    private func givenName(_ card: CardView, _ index: Int, _ isShouted: Bool) -> Found? {
        let traits = card[index]
        let last = run(card, index, isTitled: false)
        let before = card[index - 1]
        let isDedicated =
            before.contains(.notBefore) || card.isSign(index - 1, ".") && card[index - 2].contains(.notBefore)
        if isDedicated, !card.breaksLine(before: index) { return Found(first: nil, last: last) }
        // A street or an institution that bears the name.
        if !card[last + 1].isDisjoint(with: [.notAfter, .street]), card[last + 1].contains(.capital) {
            return Found(first: nil, last: last)
        }
        let isLong = last > index
        if isShouted {
            return isLong && traits.contains(.given)
                && (last...last).allSatisfy({ card[$0].isDisjoint(with: .known) || card[$0].contains(.surname) })
                ? Found(first: index, last: last) : nil
        }
        // "Alle heißen Günther", but "Ich heiße Zeynep".
        let isOwn = ["heiße", "heisse"].contains(card.surface(index - 1).lowercased())
        let isGeneric =
            before.contains(.genericBefore) && !isOwn || ["heißt", "heißen", "hieß"].contains(card.surface(index + 1))
        if traits.contains(.weakGiven) {
            if isGeneric, !isLong { return Found(first: nil, last: alternatives(card, index)) }
            if before.contains(.weakTitle), !card.breaksLine(before: index) { return Found(first: index, last: last) }
            let next = card[index + 1]
            guard isLong, next.isDisjoint(with: [.compound, .known]) || next.contains(.surname) else { return nil }
            // "An Solingen", "Nur Rumänin", "Mai Würstchen": a word before a noun.
            if !traits.isDisjoint(with: [.never, .german]), next.isDisjoint(with: [.surname, .given, .surnameShape]) {
                return nil
            }
            return Found(first: index, last: last)
        }
        if isLong { return Found(first: index, last: last) }
        if isGeneric { return Found(first: nil, last: alternatives(card, index)) }
        return Found(first: index, last: index)
    }

    /// The last of given names in a row: "statt Kevin und Ali".
    private func alternatives(_ card: CardView, _ first: Int) -> Int {
        var last = first
        while ["und", "oder", "/", ",", "bzw."].contains(card.surface(last + 1)),
            !card[last + 2].isDisjoint(with: [.given, .weakGiven])
        { last += 2 }
        return last
    }

    /// meine Nachbarin Nqobile · Hausmeister Krings · Ansprechpartner: Tjorven Brax
    private func behindRole(_ card: CardView, _ role: Int, _ isShouted: Bool) -> Found? {
        var index = role + 1
        if card.isSign(index, ":") || card.isSign(index, ",") && card[index + 2].contains(.capital) { index += 1 }
        guard !isShouted, index < card.count, isNameLike(card[index]),
            !card.breaksLine(before: index) || card.isSign(index - 1, ":")
        else { return nil }
        let traits = card[index]
        if !traits.isDisjoint(with: [.given, .weakGiven]) { return givenName(card, index, false) }
        guard
            traits.isDisjoint(with: [
                .known, .compound, .genitive, .capitals, .notBefore, .weakTitle, .strongTitle, .academicTitle,
            ]), traits.contains(.long)
        else { return nil }
        let isList = card.isSign(index - 1, ":") || card.isSign(index - 1, ",")
        let isPair =
            isNameLike(card[index + 1]) && card[index + 1].isDisjoint(with: [.known, .compound, .capitals])
            && !card.breaksLine(before: index + 1)
        guard !isList || isPair else { return nil }
        return Found(first: index, last: run(card, index, isTitled: true))
    }

    /// "– Nqobile D." at the end of a card, "(Tjorven B.)".
    private func signature(_ card: CardView, _ index: Int) -> Found? {
        let traits = card[index]
        guard isNameLike(traits), traits.isDisjoint(with: [.known, .compound, .capitals]),
            card[index + 1].contains(.initial), !card.breaksLine(before: index + 1)
        else { return nil }
        let isDotted = card.surface(index + 1).hasSuffix(".")
        let isTwo = card.isSign(index + 2, ".") && card.touches(index + 2)
        guard isDotted || isTwo else { return nil }
        let last = isTwo ? index + 2 : index + 1
        return last + 1 >= card.count || card[last + 1].contains(.punctuation) ? Found(first: index, last: last) : nil
    }

    /// The last word of a name that begins at `first`.
    private func run(_ card: CardView, _ first: Int, isTitled: Bool) -> Int {
        var last = first
        var index = first + 1
        while index < card.count, index - first < Self.longest, !card.breaksLine(before: index) {
            let traits = card[index]
            let previous = card[last]
            if traits.contains(.initial), !previous.isDisjoint(with: [.given, .weakGiven]) {
                let isTwo = card.isSign(index + 1, ".") && card.touches(index + 1)
                guard card.surface(index).hasSuffix(".") || isTwo else { break }
                last = isTwo ? index + 1 : index
                index = last + 1
                continue
            }
            var next = index
            while next < card.count, card[next].contains(.particle),
                card[next].contains(.lower) || !isNameLike(card[next]), next - index < 3
            { next += 1 }
            guard next < card.count, !card.breaksLine(before: next) else { break }
            let candidate = card[next]
            let isBehindGiven = !previous.isDisjoint(with: [.given, .weakGiven])
            if next > index {
                guard isBehindGiven || first == last && isTitled && isForeign(card, index), isNameLike(candidate),
                    candidate.isDisjoint(with: [.known, .compound, .gazetteer]) || isForeign(card, index)
                else { break }
            } else if candidate.contains([.weakGiven, .never]), !isSurnameLike(card, next) {
                // "Elif Nur Çoban": a small word between the names.
                guard isBehindGiven, isNameLike(card[next + 1]) else { break }
            } else if isBehindGiven {
                guard isSurnameLike(card, next) else { break }
            } else {
                // Behind a surname only what nobody knows as a word.
                guard isNameLike(candidate),
                    candidate.isDisjoint(with: [.known, .compound]) || candidate.contains(.given)
                else { break }
            }
            last = next
            index = next + 1
        }
        return last
    }

    // MARK: Participants

    private func participant(_ card: CardView, _ index: Int) -> Int? {
        let key = nameKey(card.surface(index))
        let bare = key.hasSuffix("s") ? String(key.dropLast()) : key
        var longest: Int?
        for first in Set([key, bare]) {
            for keys in participants[first] ?? [] where keys.count == 1 || matchesInflected(card, index, keys) {
                longest = max(longest ?? index, index + keys.count - 1)
            }
        }
        return longest
    }

    private func matchesInflected(_ card: CardView, _ index: Int, _ keys: [String]) -> Bool {
        guard index + keys.count <= card.count else { return false }
        return keys.indices.dropFirst().allSatisfy { place in
            let key = nameKey(card.surface(index + place))
            return key == keys[place] || key == keys[place] + "s"
        }
    }

    // MARK: Beside contacts

    /// Two unknown words right before a telephone number, an address or a date of birth: "Tjorven Brax, 0241 …"; and
    /// words that the e-mail address repeats.
    private func addBesideContacts(_ card: CardView, _ contacts: [Range<Int>], _ result: inout [Range<Int>]) {
        for contact in contacts {
            guard var index = (0..<card.count).last(where: { card.end($0) <= contact.lowerBound }) else { continue }
            var passed = 0
            while index >= 0, passed < 3,
                card[index].contains(.punctuation) || !card[index].isDisjoint(with: [.phoneCue, .birthCue])
            {
                index -= 1
                passed += 1
            }
            guard index >= 1, !result.contains(where: { $0.contains(card.start(index)) }) else { continue }
            let pair = [card[index - 1], card[index]]
            let isUnknown = pair.allSatisfy {
                isNameLike($0) && $0.isDisjoint(with: [.known, .compound, .gazetteer, .capitals, .weakTitle])
            }
            if isUnknown, !card.breaksLine(before: index),
                card.bytes[card.end(index)..<contact.lowerBound].count <= nearby
            {
                result.append(card.range(index - 1, index))
            }
        }
        addMailNames(card, contacts, &result)
        result.sort { $0.lowerBound < $1.lowerBound }
    }

    private func addMailNames(_ card: CardView, _ contacts: [Range<Int>], _ result: inout [Range<Int>]) {
        for contact in contacts {
            let bytes = card.bytes[contact]
            guard let sign = bytes.firstIndex(of: UInt8(ascii: "@")) else { continue }
            let pieces = String(decoding: bytes[..<sign], as: UTF8.self).split(whereSeparator: { !$0.isLetter }).map {
                nameKey($0)
            }.filter { $0.utf8.count >= 4 }
            for index in 0..<card.count
            where card[index].contains([.word, .capital]) && !contact.overlaps(card.range(index, index)) {
                guard card[index].isDisjoint(with: [.known, .never, .compound]),
                    pieces.contains(nameKey(card.surface(index))),
                    !result.contains(where: { $0.contains(card.start(index)) })
                else { continue }
                let first =
                    isNameLike(card[index - 1])
                        && card[index - 1].isDisjoint(with: [.known, .compound, .weakTitle, .strongTitle])
                    ? index - 1 : index
                result.append(card.range(first, index))
            }
        }
    }
}
