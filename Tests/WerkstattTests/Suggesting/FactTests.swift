import Testing

@testable import Werkstatt

/// Facts with their place, as tables of what people write on cards.
@Suite struct FactTests {
    private func texts(_ card: String, _ find: (FactText) -> [Span]) -> [String] {
        find(FactText(card)).map { card.slice($0) }
    }

    @Test(arguments: [
        ("Konzept bis Ende 2022 vorlegen", ["bis Ende 2022"]),
        ("Start im 3. Quartal mit einer Gruppe", ["Start im 3. Quartal"]),
        ("Wir fangen ab Herbst an", ["ab Herbst"]),
        ("Treffen nach den Sommerferien", ["nach den Sommerferien"]),
        ("zum Schuljahr 2022/23 einführen", ["zum Schuljahr 2022/23"]),
        ("Antrag bis 31.12.2022 stellen", ["bis 31.12.2022"]),
        ("Erstes Fest am 14. Mai 2022", ["am 14. Mai 2022"]),
        ("Probelauf ab März 2022, Auswertung im nächsten Jahr", ["ab März 2022", "im nächsten Jahr"]),
        ("Bericht Q2/2023", ["Q2/2023"]),
        ("Erst Anfang 2023 entscheiden", ["Anfang 2023"]),
        ("Umfrage in sechs Monaten wiederholen", ["in sechs Monaten"]),
        ("Im Sommer ist es im Saal zu heiß", []),
        ("Seit 40 Jahren hier und immer noch fremd", []),
        ("2000 Unterschriften sammeln", []),
        ("Um 18 Uhr ist alles zu", []),
        ("Mai heißt unsere Trainerin", []),
    ])
    func dates(card: String, expected: [String]) { #expect(texts(card, FactDates.find) == expected) }

    @Test(arguments: [
        ("Kosten: 30 T€/Jahr", ["30 T€/Jahr"]),
        ("Dafür reichen ca. 1.500 Euro", ["ca. 1.500 Euro"]),
        ("Umbau 2 Mio.", ["2 Mio."]),
        ("2 Mio. Menschen hören das Programm", []),
        ("rund 3 Mio. Euro im Jahr", ["rund 3 Mio. Euro im Jahr"]),
        ("Zuschuss von 50 € pro Kind", ["50 € pro Kind"]),
        ("bis zu 12.000 EUR einmalig", ["bis zu 12.000 EUR einmalig"]),
        ("€ 800 für Noten", ["€ 800"]),
        ("200-300 Euro Material", ["200-300 Euro"]),
        ("30 Leute, 12 Stühle", []),
        ("Haus 3, Raum 1.500", []),
    ])
    func sums(card: String, expected: [String]) { #expect(texts(card, FactAmounts.sums) == expected) }

    @Test(arguments: [
        ("Preis für Vereine, 3 x 1.500 €, Jury", ["3 x 1.500 €"]),
        ("Probelauf, Eintritt 2 Euro", ["Eintritt 2 Euro"]),
        ("Raum mieten, 65 m², 780 € kalt, Träger gesucht", ["780 € kalt"]),
        ("zwei pro Block, 30 € Gutschein im Monat", ["30 € Gutschein im Monat"]),
        ("Kosten: 30 T€/Jahr", ["30 T€/Jahr"]),
    ])
    func costsKeepTheirWords(card: String, expected: [String]) { #expect(texts(card, FactAmounts.costs) == expected) }

    @Test(arguments: [
        ("Eine halbe Stelle für die Koordination", ["Eine halbe Stelle"]),
        ("0,5 VZÄ im Amt", ["0,5 VZÄ"]),
        ("zwei Stellen mehr", ["zwei Stellen"]),
        ("1,5 Stellen ab Januar", ["1,5 Stellen"]),
        ("Dafür braucht es eine Vollzeitstelle", ["eine Vollzeitstelle"]),
        ("eine Stelle, die alles weiß", []),
        ("19,5 Std./Woche Sozialarbeit", ["19,5 Std./Woche"]),
        ("eine feste Stelle", ["eine feste Stelle"]),
        ("an erster Stelle der Mensch", []),
    ])
    func staff(card: String, expected: [String]) { #expect(texts(card, FactAmounts.staff) == expected) }

    @Test(arguments: [
        ("Runder Tisch, 4x jährlich", ["4x jährlich"]),
        ("einmal im Monat kochen", ["einmal im Monat"]),
        ("Sprechstunde zweimal pro Woche", ["zweimal pro Woche"]),
        ("alle zwei Wochen ein Treffen", ["alle zwei Wochen"]),
        ("jeden Dienstag offen", ["jeden Dienstag"]),
        ("monatlich tagen", ["monatlich"]),
        ("Treffen zweimal 2022", ["zweimal 2022"]),
        ("vier Treffen im Jahr mit den Nachbarn", ["vier Treffen im Jahr"]),
        ("20 Plätze im Jahr", []),
        ("dienstags 17 Uhr in der Halle", ["dienstags 17 Uhr"]),
        ("sonntags 8-10 Uhr nur für Frauen", ["sonntags 8-10 Uhr"]),
        ("Quartalsgespräch mit der Wache", ["Quartalsgespräch"]),
        ("Wöchentliche Sprechstunde", ["Wöchentliche"]),
        ("Bericht halbjährlich im Ausschuss", []),
        ("Träger melden jeden Freitag", []),
        ("noch einmal fragen", []),
        ("jeden willkommen heißen", []),
    ])
    func frequencies(card: String, expected: [String]) { #expect(texts(card, FactAmounts.frequencies) == expected) }

    @Test(arguments: [
        ("FB 56 lädt ein", ["FB 56"], []), ("Antrag über FB 61", ["FB 61"], []),
        ("Plan vorlegen, FB 61", ["FB 61"], []),
        ("Plakat im Gesundheitsamt aufhängen", [], ["Gesundheitsamt"]),
    ])
    func officesAreResponsibleWhereTheyAct(card: String, offices: [String], others: [String]) {
        let text = FactText(card)
        let hits = FactNames(Repository.aachen.pack.actors).find(in: text)
        #expect(hits.filter { FactReader.acts($0.span, in: text) }.map { card.slice($0.span) } == offices)
        #expect(hits.filter { !FactReader.acts($0.span, in: text) }.map { card.slice($0.span) } == others)
    }

    @Test(arguments: [
        ("FB 56 lädt ein", ["FB 56"], []),
        ("Gespräch mit dem Jobcenter und der VHS", ["Jobcenter", "VHS"], []),
        ("Anfrage des Gesundheitsamtes", ["Gesundheitsamtes"], []),
        ("Guter Rat ist teuer", [], ["Rat"]),
        ("das war ein guter rat", [], []),
    ])
    func actors(card: String, plain: [String], unclear: [String]) {
        let hits = FactNames(Repository.aachen.pack.actors).find(in: FactText(card))
        #expect(hits.filter { !$0.isAmbiguous }.map { card.slice($0.span) } == plain)
        #expect(hits.filter(\.isAmbiguous).map { card.slice($0.span) } == unclear)
    }

    @Test(arguments: [
        ("Im Ostviertel fehlt ein Treff", ["Ostviertel"], []),
        ("In Brand gibt es keinen Kurs", [], ["Brand"]),
        ("Haus in brand gesteckt", [], []),
        ("Ein Café in Eilendorf", ["Eilendorf"], []),
    ])
    func districts(card: String, plain: [String], unclear: [String]) {
        let names = FactNames(Repository.aachen.pack.places, kinds: ["stadtbezirk", "viertel"])
        let hits = names.find(in: FactText(card))
        #expect(hits.filter { !$0.isAmbiguous }.map { card.slice($0.span) } == plain)
        #expect(hits.filter(\.isAmbiguous).map { card.slice($0.span) } == unclear)
    }
}
