/// German abbreviations that a full stop belongs to; the stop after them ends no word and mostly no sentence.
enum Abbreviations {
    /// How a full stop after a word is read.
    enum Reading: UInt8, Sendable {
        /// Ends the sentence like any other.
        case none
        /// Belongs to the abbreviation.
        case always
        /// Belongs to it only before a number ("Nr. 5", "Art. 3"; else "Nr" or "Art" is a word).
        case beforeNumber
        /// Belongs to it, and a capital after it begins a new sentence ("usw. Wir …").
        case mayEnd
    }

    /// Of the bytes before the full stop. At most 8 bytes, any case.
    static func reading(_ text: PlainLatin.Text, _ start: Int, _ end: Int) -> Reading {
        guard end > start, end - start <= 8 else { return .none }
        var packed: UInt64 = 0
        for index in start..<end {
            let byte = text[index]
            let isUpper = byte &- 0x41 < 26 || index > start && text[index - 1] == 0xC3 && byte <= 0x9E
            packed = packed << 8 | UInt64(isUpper ? byte | 0x20 : byte)
        }
        // A single letter: an initial, "z. B.", "u. a.".
        if end - start == 1, PlainLatin.isLetterASCII(text[start]) { return .always }
        return table[packed] ?? .none
    }

    private static let table: [UInt64: Reading] = {
        var table: [UInt64: Reading] = [:]
        func add(_ words: String, _ reading: Reading) {
            for word in words.split(separator: " ") { table[word.utf8.reduce(0) { $0 << 8 | UInt64($1) }] = reading }
        }
        add(
            """
            bzw ca evtl ggf ggfs inkl exkl mind prof dr dres dipl ing hr fr frl st hl vgl sog bspw bsp allg insb insbes gem zzgl abzgl vorm nachm \
            geb verh led kath mtl jährl ehem einschl entspr gegr lt str mio mrd tsd std stk tel hausnr max min bes versch verschd öff \
            röm dt engl frz türk arab russ poln span ital griech urspr wöchentl tägl monatl schriftl mündl pers telef zust zuständ \
            bürgerm ltg lfd fam mag pfr rer nat phil jur med theol habil ph o.ä ä.ä u.ä z.b d.h u.a v.a s.o s.u i.d.r z.t i.v m.e m.w u.u o.g e.v z.zt n.n \
            a.d i.a i.e v.h n.chr v.chr co aufl hg hrsg ebd anm fig ref begr gest vs zw ev v.l
            """,
            .always
        )
        add("usw etc dgl uvm ff f u.v.m u.s.w o.k jh jhd e.v. sen jun jr", .mayEnd)
        add(
            "nr art abs abb abt kap bd ziff rd so mo di mi do sa okt dez jan feb mär apr aug sep sept nov jul s bl pos tab",
            .beforeNumber
        )
        table["ä".utf8.reduce(0) { $0 << 8 | UInt64($1) }] = .always
        return table
    }()
}
