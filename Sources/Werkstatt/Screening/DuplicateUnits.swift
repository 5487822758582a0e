/// Turns cards into units that are compared: stems of words and of the parts of compounds, small words bound to what
/// they belong to, slips of the pen mended.
///
/// "Keine Kurse" and "Mehr Kurse" have different units; "Deutsch Kurs" and "Deutschkurs" have the same.
struct DuplicateUnits {
    /// What a word form adds to a card.
    private struct Part {
        var stems: [UInt64]
        var isBinder: Bool
    }

    private var parts: [[Part]] = []
    /// Units that must be the same in both cards when most others are: numbers, negations, names.
    private(set) var strict: Set<UInt64> = []

    /// - Parameters:
    ///   - traits: per form of `lexis`.
    ///   - counts: per form: cards that hold it.
    init(_ lexis: Lexis, traits: [WordTraits], counts: [Int], lists: DuplicateLists) {
        // Keys with their best-known form.
        var positions: [String: Int] = [:]
        var entries: [SpellingVariants.Entry] = []
        var forms: [FormID] = []
        for (form, count) in counts.enumerated() where count > 0 && traits[form].contains(.word) {
            let own = traits[form]
            let isKnown =
                !own.isDisjoint(with: [
                    .known, .compound, .german, .gazetteer, .given, .weakGiven, .pureSurname, .hasDigit,
                ]) || own.contains([.surname, .capital])
            let key = lexis[FormID(form)].key
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

        for (form, count) in counts.enumerated() {
            guard count > 0 else {
                parts.append([])
                continue
            }
            var source = FormID(form)
            if traits[form].contains(.word), let position = positions[lexis[source].key], meant[position] != position {
                source = forms[meant[position]]
            }
            let isFirm = !traits[Int(source)].isDisjoint(with: [.hasDigit, .gazetteer])
            parts.append(Self.parts(of: lexis[source], lists))
            if isFirm { for part in parts[form] { strict.formUnion(part.stems) } }
        }
    }

    private static func parts(of form: WordForm, _ lists: DuplicateLists) -> [Part] {
        func hashed(_ text: String) -> UInt64 {
            var hash = StableHash()
            hash.add(text)
            return hash.value
        }
        switch form.kind {
        case .punctuation, .emoji: return []
        case .number, .address: return [Part(stems: [hashed(form.key)], isBinder: false)]
        case .word: break
        }
        let lower = form.surface.lowercased()
        let words = lists.same[lower] ?? [lower]
        if words.count == 1, words[0] == lower, !lists.binders.contains(lower), !lists.ignored.contains(lower) {
            let stems = form.partStems.isEmpty ? [form.stem] : form.partStems
            return [Part(stems: stems.map(hashed), isBinder: false)]
        }
        return words.filter { !lists.ignored.contains($0) }.map {
            Part(stems: [hashed(Fold.key($0))], isBinder: lists.binders.contains($0))
        }
    }

    /// The units of a card, sorted.
    func units(of words: [Word]) -> [UInt64] {
        var units: [UInt64] = []
        var binding = StableHash()
        var isBound = false
        for word in words {
            for part in parts[Int(word.form)] {
                if part.isBinder {
                    binding.add(part.stems[0])
                    isBound = true
                    continue
                }
                for (place, stem) in part.stems.enumerated() {
                    if place == 0, isBound {
                        binding.add(stem)
                        units.append(binding.value)
                        binding = StableHash()
                        isBound = false
                    } else {
                        units.append(stem)
                    }
                }
            }
        }
        if isBound { units.append(binding.value) }
        units.sort()
        return units
    }
}
