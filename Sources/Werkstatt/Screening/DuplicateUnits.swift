/// Turns cards into units that are compared: stems of words and of the parts of compounds, small words bound to what
/// they belong to, slips of the pen mended.
///
/// "Keine Kurse" and "Mehr Kurse" have different units; "Deutsch Kurs" and "Deutschkurs" have the same. The last bit of
/// a unit says that it is firm: a number, a place, a negation, which two cards must share to be the same.
struct DuplicateUnits {
    /// What a word form adds to a card.
    private struct Part {
        var stems: [UInt64]
        var isBinder: Bool
        var isFirm: Bool

        /// The end of a clause: nothing is bound over it.
        static let end = Part(stems: [], isBinder: false, isFirm: false)
    }

    private var parts: [[Part]] = []

    /// - Parameters:
    ///   - traits: per form of `lexis`.
    ///   - counts: per form: how often kept cards hold it.
    init(_ lexis: Lexis, traits: [WordTraits], counts: [Int], lists: DuplicateLists) {
        let meant = Self.meantForms(lexis, traits, counts)
        parts = counts.indices.map { form in
            guard counts[form] > 0 else { return [] }
            let source = meant[form]
            let isFirm = !traits[Int(source)].isDisjoint(with: [.hasDigit, .gazetteer])
            return Self.parts(of: lexis[source], lists, isFirm: isFirm)
        }
    }

    /// Per form the form that was meant: itself, or for a slip of the pen the word one edit away.
    private static func meantForms(_ lexis: Lexis, _ traits: [WordTraits], _ counts: [Int]) -> [FormID] {
        var positions: [String: Int] = [:]
        var entries: [SpellingVariants.Entry] = []
        var forms: [FormID] = []
        for (form, count) in counts.enumerated() where count > 0 && traits[form].contains(.word) {
            let isKnown = !traits[form].isDisjoint(with: [
                .known, .german, .gazetteer, .given, .weakGiven, .pureSurname, .hasDigit,
            ])
            let key = letters(lexis[FormID(form)])
            if let position = positions[key] {
                entries[position].count += count
                entries[position].isKnown = entries[position].isKnown || isKnown
            } else {
                positions[key] = entries.count
                entries.append(SpellingVariants.Entry(key: key, isKnown: isKnown, count: count))
                forms.append(FormID(form))
            }
        }
        let meant = SpellingVariants.resolve(entries)
        return counts.indices.map { form in
            guard counts[form] > 0, traits[form].contains(.word),
                let position = positions[letters(lexis[FormID(form)])], meant[position] != position
            else { return FormID(form) }
            return forms[meant[position]]
        }
    }

    /// What slips are counted in: lower case, every letter one letter.
    private static func letters(_ form: WordForm) -> String {
        var letters = String.UnicodeScalarView()
        for scalar in form.surface.lowercased().unicodeScalars {
            switch scalar {
            case "ä": letters.append("a")
            case "ö": letters.append("o")
            case "ü": letters.append("u")
            case "ß": letters.append("s")
            default: letters.append(scalar)
            }
        }
        return String(letters)
    }

    private static func parts(of form: WordForm, _ lists: DuplicateLists, isFirm: Bool) -> [Part] {
        switch form.kind {
        case .emoji: return []
        case .punctuation: return lists.breaks.contains(form.surface) ? [.end] : []
        case .number, .address: return [Part(stems: [hash(form.key)], isBinder: false, isFirm: true)]
        case .word: break
        }
        let key = Fold.key(form.surface)
        let words = lists.same[key] ?? [key]
        if words == [key], !lists.binders.contains(key), !lists.negations.contains(key), !lists.ignored.contains(key) {
            let stems = form.partStems.isEmpty ? [form.stem] : form.partStems
            return [Part(stems: stems.map(hash), isBinder: false, isFirm: isFirm)]
        }
        if lists.breaks.contains(key) { return [.end] }
        return words.filter { !lists.ignored.contains($0) }.map {
            Part(stems: [hash($0)], isBinder: lists.binders.contains($0), isFirm: lists.negations.contains($0))
        }
    }

    private static func hash(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.add(text)
        return hash.value
    }

    static func isFirm(_ unit: UInt64) -> Bool { unit & 1 == 1 }

    /// The units of a card, sorted.
    func units(of words: [Word]) -> [UInt64] {
        var units: [UInt64] = []
        var binding = StableHash()
        var isBound = false
        var isFirm = false
        func add(_ value: UInt64, _ isFirm: Bool) { units.append(value & ~1 | (isFirm ? 1 : 0)) }
        func release() {
            if isBound { add(binding.value, isFirm) }
            binding = StableHash()
            isBound = false
            isFirm = false
        }
        for word in words {
            for part in parts[Int(word.form)] {
                if part.stems.isEmpty {
                    release()
                } else if part.isBinder {
                    binding.add(part.stems[0])
                    isBound = true
                    isFirm = isFirm || part.isFirm
                }
                if part.isBinder { continue }
                for (place, stem) in part.stems.enumerated() {
                    guard place == 0, isBound else {
                        add(stem, part.isFirm)
                        continue
                    }
                    binding.add(stem)
                    isFirm = isFirm || part.isFirm
                    release()
                }
            }
        }
        release()
        units.sort()
        return units
    }
}
