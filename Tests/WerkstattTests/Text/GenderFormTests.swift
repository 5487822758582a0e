import Testing

@testable import Werkstatt

@Suite struct GenderFormTests {
    /// Masculine singular and what stands before "in" or "innen".
    static let persons: [(String, String)] = [
        ("Lehrer", "Lehrer"), ("Schüler", "Schüler"), ("Einwohner", "Einwohner"), ("Arzt", "Ärzt"),
        ("Anwalt", "Anwält"), ("Student", "Student"), ("Kollege", "Kolleg"), ("Experte", "Expert"),
        ("Nachbar", "Nachbar"), ("Freund", "Freund"), ("Praktikant", "Praktikant"), ("Migrant", "Migrant"),
        ("Polizist", "Polizist"), ("Autor", "Autor"), ("Pädagoge", "Pädagog"), ("Friseur", "Friseur"),
        ("Koch", "Köch"), ("Wirt", "Wirt"), ("Therapeut", "Therapeut"), ("Moderator", "Moderator"), ("Kunde", "Kund"),
        ("Lotse", "Lots"), ("Pate", "Pat"), ("Jurist", "Jurist"), ("Tourist", "Tourist"),
        ("Psychologe", "Psycholog"), ("Vermieter", "Vermieter"), ("Mieter", "Mieter"), ("Dolmetscher", "Dolmetscher"),
        ("Berater", "Berater"), ("Teilnehmer", "Teilnehmer"), ("Bewohner", "Bewohner"),
        ("Rentner", "Rentner"), ("Erzieher", "Erzieher"), ("Helfer", "Helfer"), ("Pfleger", "Pfleger"),
        ("Bäcker", "Bäcker"), ("Sportler", "Sportler"), ("Gründer", "Gründer"), ("Vertreter", "Vertreter"),
        ("Türke", "Türk"), ("Grieche", "Griech"), ("Kurde", "Kurd"), ("Afghane", "Afghan"), ("Syrer", "Syrer"),
        ("Jude", "Jüd"), ("Muslim", "Muslim"), ("Doktorand", "Doktorand"), ("Chirurg", "Chirurg"),
    ]

    @Test(arguments: persons)
    func oneKey(_ masculine: String, _ before: String) throws {
        let stem = try TextSupport.forms(masculine)[0].stem
        let endings = [
            "in", "innen", "*in", "*innen", ":in", ":innen", "_in", "_innen", "/in", "/innen", "/-in", "/-innen", "In",
            "Innen", "(in)", "(innen)", "·in", "·innen", "ïn", "ïnnen",
        ]
        for ending in endings {
            let forms = try TextSupport.forms(before + ending)
            #expect(forms.count == 1 && forms[0].stem == stem, "\(before + ending): \(forms.map(\.stem)) statt \(stem)")
        }
    }

    @Test(arguments: [
        ("Bürger*innenbeteiligung", "buergerbeteiligung"), ("Bürgerinnenbeteiligung", "buergerbeteiligung"),
        ("Schüler:innenvertretung", "schuelervertretung"), ("Lehrer_innenzimmer", "lehrerzimmer"),
        ("EinwohnerInnenantrag", "einwohnerantrag"), ("BÜRGERINNEN", "buerger"), ("Akteure*innen", "akteure"),
        ("Akteuren*innen", "akteuren"), ("jede*r", "jede"), ("eine:n", "eine"), ("Beschäftigte:r", "beschaeftigte"),
        ("der*die", "der"), ("Ingenieur[in]", "ingenieur"), ("Lehr_er_in", "lehrer"),
    ])
    func keys(_ text: String, _ key: String) throws {
        #expect(try TextSupport.forms(text).map(\.key) == [key])
    }

    @Test(arguments: [
        "Termin", "Medizin", "Berlin", "drinnen", "gewinnen", "beginnen", "Benzin", "Magazin", "Vitamin", "Spinnen",
        "Dachrinnen", "Innenstadt", "Innenminister", "erinnern", "Disziplin", "Latein", "Verein", "Ruin",
        "Rosmarin", "Kamin", "Delfin", "Insulin", "weiterhin", "worin", "darin", "Mandarin", "Doktrin", "Protein",
        "Gewinner", "Finnen",
    ])
    func spares(_ word: String) throws {
        #expect(try TextSupport.forms(word).map(\.key) == [Fold.key(word)])
    }
}
