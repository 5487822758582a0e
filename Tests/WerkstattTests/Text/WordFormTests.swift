import Testing

@testable import Werkstatt

@Suite struct WordFormTests {
    @Test(arguments: [
        ("Kita-Plätze", "Kitaplätze"), ("Straße", "STRASSE"), ("Ärzte", "Aerzte"), ("Geographie", "Geografie"),
        ("Oststrasse", "Oststraße"), ("E-Mail", "Email"),
    ])
    func oneKey(_ left: String, _ right: String) {
        let builder = TextSupport.builder()
        #expect(builder.form(left, .word).key == builder.form(right, .word).key)
    }

    @Test(arguments: [
        ("Arzt", "Ärzte"), ("Platz", "Plätze"), ("Haus", "Häuser"), ("Kurs", "Kurse"), ("Amt", "Ämter"),
        ("Verein", "Vereine"),
    ])
    func oneStem(_ left: String, _ right: String) {
        let builder = TextSupport.builder()
        #expect(builder.form(left, .word).stem == builder.form(right, .word).stem)
    }

    /// What Snowball alone would part, or join with another word: data of the pack.
    @Test(arguments: [
        ("Kita", "Kitas"), ("Familienkita", "Familienkitas"), ("Kurs", "Kurse"), ("Sprachkurs", "Sprachkursen"),
        ("Thema", "Themen"), ("Stadtteilzentrum", "Stadtteilzentren"), ("Bus", "Busse"), ("Problem", "Probleme"),
        ("Nachbar", "Nachbarn"), ("Café", "Cafés"), ("Bürger", "Bürgerinnen"), ("Mitbürger", "Mitbürger*innen"),
        ("Büro", "Bueros"), ("Azubi", "Azubis"), ("Praktikum", "Praktika"), ("Schüler", "Schülern"),
    ])
    func oneStemByException(_ left: String, _ right: String) throws {
        #expect(try TextSupport.forms(left)[0].stem == TextSupport.forms(right)[0].stem)
    }

    @Test(arguments: [
        ("Bürger", "Burg"), ("Kuchen", "Küchen"), ("Schüler", "Schule"), ("Reise", "Reis"), ("Forderung", "Förderung"),
        ("Täter", "Tat"), ("Bauer", "Bau"), ("Kammer", "Kamm"), ("Noten", "Not"), ("Wetter", "Wette"),
        ("Lager", "Lage"), ("Truppe", "Trupp"), ("Hafen", "Hafer"), ("Masse", "Maß"), ("Kurs", "Kur"),
    ])
    func twoStems(_ left: String, _ right: String) throws {
        #expect(try TextSupport.forms(left)[0].stem != TextSupport.forms(right)[0].stem)
    }

    @Test(arguments: ["neue", "Frauen", "Steuer", "Quelle", "schon"])
    func umlautFoldSpares(_ word: String) {
        #expect(Fold.withoutUmlauts(Fold.key(word)) == Fold.key(word))
    }

    @Test(arguments: [
        ("Wohnungsamt", "wohnung|amt"), ("Sprachkurse", "sprache|kurse"), ("Kitaplätze", "kita|plaetze"),
        ("Willkommenskultur", "willkommen|kultur"), ("Quartiersmanagement", "quartier|management"),
        ("Elternarbeit", "eltern|arbeit"), ("Textanzeige", "text|anzeige"), ("Kinderarzt", "kinder|arzt"),
        ("Jahresbericht", "jahr|bericht"),
    ])
    func splits(_ word: String, _ parts: String) {
        #expect(TextSupport.builder().form(word, .word).parts.joined(separator: "|") == parts)
    }

    /// Words that hold another word by chance: none of them may fire an entry.
    @Test(arguments: [
        "Apparat", "knapp", "klappern", "Etappe", "Interessen", "messen", "vergessen", "angemessen", "gesucht",
        "besucht", "versucht", "gesamt", "insgesamt", "Ehrenamt", "Beamte", "Integration", "Migration",
        "Demokratie", "Beratung", "Heirat", "geheim", "Heimat", "einheimisch", "Transport", "Instanz", "Distanz",
        "Substanz", "Einwohner", "Bewohner", "gewohnt", "Abbau", "Aufbau", "Ausbau", "Baum",
        "obligatorisch", "Ansprache", "Absprache", "Mitsprache", "Aussprache", "Diskurs", "Exkurs", "Konkurs",
        "feststellen", "festlegen", "Manifest", "Sparkasse", "erpressen", "Zypresse", "Beispiel",
        "Beispiele", "Patent", "Spaten", "Karpaten", "Christian", "Christine", "Ausbildung", "Abbildung", "Einbildung",
        "Zusammenarbeit", "erarbeiten", "dazu", "individuell", "signifikant",
    ])
    func stayWhole(_ word: String) {
        #expect(TextSupport.builder().form(word, .word).parts.isEmpty)
    }

    @Test(arguments: [
        ("Dolmetshcer", "dolmetscher"), ("Intergation", "integration"), ("Sprachkrs", "sprachkurs"),
        ("Veranstaltugskalendre", nil), ("Raum", nil), ("Kurs", nil), ("Tisch", nil),
    ])
    func typos(_ word: String, _ meant: String?) {
        #expect(TextSupport.builder().form(word, .word).typoOf == meant)
    }
}
