/// What a hyphen leaves out: "Sprach- und Integrationskurse" is read as "Sprachkurse", "Haustür und -schlüssel" as
/// "Hausschlüssel". The places stay those of what was written.
enum Ellipsis {
    /// Words looked over between a hyphen and the word that completes it: "Sprach-, Koch- und Nähkurse".
    private static let farthest = 8

    static func expand(_ words: inout [Word], _ lexis: inout Lexis, _ builder: FormBuilder) {
        for index in words.indices {
            let traits = lexis.traits[Int(words[index].form)]
            guard !traits.isDisjoint(with: [.endsWithHyphen, .startsWithHyphen]) else { continue }
            let form = lexis[words[index].form]
            if traits.contains(.endsWithHyphen) {
                guard let target = follower(index, words, lexis) else { continue }
                let head = lexis[words[target].form]
                if let whole = byParticle(String(form.surface.dropLast()), head.key) {
                    words[index].form = lexis.intern(builder.form(whole, .word))
                    continue
                }
                guard head.parts.count > 1, let last = head.parts.last else { continue }
                words[index].form = lexis.intern(builder.form(String(form.surface.dropLast()) + last, .word))
            } else if index >= 2, lexis.traits[Int(words[index - 1].form)].contains(.joinsEllipsis) {
                let first = lexis[words[index - 2].form]
                guard first.parts.count > 1, let last = first.parts.last else { continue }
                let modifier = first.key.hasSuffix(last) ? String(first.key.dropLast(last.utf8.count)) : first.parts[0]
                words[index].form = lexis.intern(builder.form(modifier + form.surface.dropFirst(), .word))
            }
        }
    }

    private static let particles = [
        "ueber", "unter", "hinter", "zurueck", "gegen", "nach", "durch", "hinaus", "heraus", "herum", "aus", "ein",
        "auf", "vor", "her", "hin", "mit", "bei", "weg", "los", "ab", "an", "zu", "um", "fort", "wieder", "wider",
        "ober", "innen", "aussen", "neben", "voraus", "zusammen", "ent", "be", "ver", "un", "er",
    ]

    /// "Ein-" before "Ausstieg" is "Einstieg", "Vor-" before "Nachteile" is "Vorteile": particles are exchanged. Nil
    /// when one of the two bears none.
    private static func byParticle(_ modifier: String, _ head: String) -> String? {
        guard particles.contains(Fold.key(modifier)),
            let own = particles.first(where: { head.hasPrefix($0) && head.utf8.count >= $0.utf8.count + 4 })
        else { return nil }
        return modifier + head.dropFirst(own.utf8.count)
    }

    /// The word that a hyphen at the end of a word looks forward to: behind "und", "oder", a comma or a slash, over
    /// further words that end in a hyphen and over an article or adjective.
    private static func follower(_ index: Int, _ words: [Word], _ lexis: Lexis) -> Int? {
        var next = index + 1
        while next + 1 < words.count, next - index <= farthest {
            guard lexis.traits[Int(words[next].form)].contains(.joinsEllipsis) else { return nil }
            let traits = lexis.traits[Int(words[next + 1].form)]
            if traits.contains(.isWord), !traits.contains(.endsWithHyphen) {
                // "Ein- und sicherer Ausstieg", "Vor- und die Nachteile": one word further.
                if lexis[words[next + 1].form].parts.count < 2, next + 2 < words.count,
                    lexis[words[next + 2].form].isCapitalised,
                    !lexis[words[next + 1].form].isCapitalised
                {
                    return next + 2
                }
                return next + 1
            }
            next += 2
        }
        return nil
    }
}
