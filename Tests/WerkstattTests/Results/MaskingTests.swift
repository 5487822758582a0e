import Testing

@testable import Werkstatt

@Suite struct MaskingTests {
    @Test(arguments: [
        ("Frau Kaya hilft", [Redaction(Span(5, 9), .name)], "Frau [NAME] hilft"),
        ("Kaya", [Redaction(Span(0, 4), .name)], "[NAME]"),
        ("😀 Tel. 0241 555", [Redaction(Span(7, 15), .phone)], "😀 Tel. [TEL]"),
        ("Kaya 0241", [Redaction(Span(5, 9), .phone), Redaction(Span(0, 4), .name)], "[NAME] [TEL]"),
        ("Cafe\u{301} Kaya", [Redaction(Span(6, 10), .name)], "Cafe\u{301} [NAME]"),
        ("Jakobstraße 3, Kaya", [Redaction(Span(0, 13), .address), Redaction(Span(12, 19), .name)], "[ADRESSE]"),
        ("Kaya Demir", [Redaction(Span(0, 4), .name), Redaction(Span(0, 10), .name)], "[NAME]"),
        ("kurz", [Redaction(Span(2, 90), .iban)], "ku[IBAN]"),
        ("nichts", [Redaction(Span(3, 3), .name)], "nichts"),
        ("", [Redaction(Span(0, 4), .name)], ""),
    ])
    func putsPlaceholders(text: String, redactions: [Redaction], expected: String) {
        #expect(MaskedText(text, redactions).text == expected)
    }

    /// "Frau Kaya (0241 555) hilft" as "Frau [NAME] ([TEL]) hilft"
    @Test(arguments: [
        (Span(0, 4), "Frau"), (Span(0, 9), "Frau [NAME]"), (Span(5, 9), "[NAME]"), (Span(6, 8), "[NAME]"),
        (Span(0, 6), "Frau [NAME]"), (Span(8, 12), "[NAME] ([TEL]"),
        (Span(9, 11), " ("), (Span(10, 26), "([TEL]) hilft"), (Span(21, 26), "hilft"),
        (Span(0, 26), "Frau [NAME] ([TEL]) hilft"), (Span(20, 21), " "),
    ])
    func mapsPlaces(original: Span, shown: String) {
        let masked = MaskedText(
            "Frau Kaya (0241 555) hilft",
            [Redaction(Span(5, 9), .name), Redaction(Span(11, 19), .phone)]
        )
        #expect(masked[original] == shown)
        #expect(masked.text.slice(masked.span(original)) == shown)
    }

    @Test(arguments: [
        ("Frau Aylin Sönmez anrufen", "[NAME] anrufen"), ("Aylin Sönmez anrufen", "[NAME] [NAME] anrufen"),
        ("Sönmez hilft", "[NAME] hilft"), ("sönmez, aylin", "[NAME], [NAME]"), ("Sönmez’ Liste", "[NAME]’ Liste"),
        ("Aylins Idee", "[NAME] Idee"), ("Aylina bleibt", "Aylina bleibt"), ("Frau und Herr", "Frau und Herr"),
        ("Ruf 0241 555", "Ruf [TEL]"), ("10241 555", "10241 555"),
    ])
    func masksWhatWasMadeFromCards(label: String, expected: String) {
        let text = "Frau Aylin Sönmez, 0241 555"
        var card = SampleRun.cards[0]
        card.contribution.text = text
        card.redactions = [Redaction(Span(0, 17), .name), Redaction(Span(19, 27), .phone)]
        #expect(Masker(keepsPersonalData: false).derived(label, from: [card]) == expected)
        #expect(Masker(keepsPersonalData: true).derived(label, from: [card]) == label)
    }
}
