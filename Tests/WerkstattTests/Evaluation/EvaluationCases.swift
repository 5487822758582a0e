import Testing

@testable import Werkstatt

/// A run, the cards coded by hand, and what the reference scorer says about them. The cards are invented.
struct EvaluationCase: CustomTestStringConvertible {
    let name: String
    let gold: String
    let found: String
    let suggestions: String?
    let threads: String?
    let figures: [(name: String, value: Evaluation.Figure.Value)]

    var testDescription: String { name }

    static let all = [
        EvaluationCase(
            name: "alles richtig",
            gold: #"""
                {"id": "a1", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Zu wenig Spielplätze im Nordviertel", "gold": {"fields": ["H3"], "themes": ["T3"], "nap": ["IV"], "thread": "spiel", "pii": [], "noise": null}}
                {"id": "a2", "workshop": "Fachforum Wohnen", "phase": "realisierung", "points": 2, "text": "Spielplatz neben der Schule bauen", "gold": {"fields": ["H3", "H2"], "themes": [], "nap": ["IV"], "thread": "spiel", "pii": [], "noise": null}}
                """#,
            found: #"""
                {"id": "a1", "phase": "kritik", "points": 0, "text": "Zu wenig Spielplätze im Nordviertel", "status": "kept", "redactions": [], "fields": [{"id": "H3", "score": 0.5, "evidence": []}], "themes": ["T3"], "nap_phases": ["IV"], "idea": "i1", "thread": "s1"}
                {"id": "a2", "phase": "realisierung", "points": 2, "text": "Spielplatz neben der Schule bauen", "status": "kept", "redactions": [], "fields": [{"id": "H3", "score": 0.5, "evidence": []}, {"id": "H2", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": ["IV"], "idea": "i2", "thread": "s1"}
                """#,
            suggestions: #"""
                {"id": "v1", "kind": "neu", "thread": "s1", "measures": [], "evidence": [{"contribution": "a1", "quote": "Spielplätze", "start": 9, "end": 20}]}
                """#,
            threads: #"""
                {"thread": "spiel", "relation": "neu", "measures": []}
                """#,
            figures: [
                ("n", .count(2)),
                ("balance", .share(1)),
                ("unknown", .count(0)),
                ("fields_p", .share(1)),
                ("fields_r", .share(1)),
                ("fields_f1", .share(1)),
                ("fields_macro_f1", .share(1)),
                ("fields[H2]_f1", .share(1)),
                ("fields[H3]_f1", .share(1)),
                ("themes_p", .share(1)),
                ("themes_r", .share(1)),
                ("themes_f1", .share(1)),
                ("themes_macro_f1", .share(1)),
                ("themes[T3]_f1", .share(1)),
                ("nap_p", .share(1)),
                ("nap_r", .share(1)),
                ("nap_f1", .share(1)),
                ("nap_macro_f1", .share(1)),
                ("nap[IV]_f1", .share(1)),
                ("field_main_acc", .share(1)),
                ("noise_p", .share(0)),
                ("noise_r", .share(0)),
                ("noise_f1", .share(0)),
                ("noise_cards", .count(0)),
                ("noise_type_acc", .share(0)),
                ("false_tags", .share(0)),
                ("pii_recall", .unknown),
                ("pii_precision", .unknown),
                ("pii_char_f1", .share(0)),
                ("pii_spans", .count(0)),
                ("ideas_p", .share(1)),
                ("ideas_r", .share(1)),
                ("ideas_f1", .share(1)),
                ("ideas_pair_f1", .share(0)),
                ("threads_p", .share(1)),
                ("threads_r", .share(1)),
                ("threads_f1", .share(1)),
                ("threads_ari", .share(1)),
                ("threads_pair_f1", .share(1)),
                ("quotes", .share(1)),
                ("gold_threads", .count(1)),
                ("suggestions", .count(1)),
                ("suggestions_per_thread", .share(1)),
                ("suggested", .share(1)),
                ("relation_acc", .share(1)),
                ("measure_hit1", .share(0)),
                ("measure_hit3", .share(0)),
                ("relation_confusion", .confusion(["neu->neu": 1])),
            ]
        ),
        EvaluationCase(
            name: "verändert, verloren, doppelt, unbekannt",
            gold: #"""
                {"id": "b1", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Café im Hof", "gold": {"fields": ["H3"], "themes": [], "nap": [], "thread": null, "pii": [], "noise": null}}
                {"id": "b2", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 3, "text": "Café am Platz", "gold": {"fields": ["H6"], "themes": [], "nap": [], "thread": null, "pii": [], "noise": null}}
                {"id": "b3", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Bus fährt nicht 🚌", "gold": {"fields": [], "themes": ["T3"], "nap": ["III", "IV"], "thread": null, "pii": [], "noise": null}}
                {"id": "b4", "workshop": "Fachforum Wohnen", "phase": null, "points": 0, "text": "Amt zu weit weg", "gold": {"fields": ["H3"], "themes": [], "nap": [], "thread": null, "pii": [], "noise": null}}
                {"id": "b5", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": null, "text": "Formulare", "gold": {"fields": ["H9"], "themes": [], "nap": [], "thread": null, "pii": [], "noise": null}}
                {"id": "b6", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Wartezeit", "gold": {"fields": ["H5"], "themes": [], "nap": [], "thread": null, "pii": [], "noise": null}}
                """#,
            found: #"""
                {"id": "b1", "phase": "kritik", "points": 0, "text": "Café im Hof ", "status": "kept", "redactions": [], "fields": [{"id": "H3", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "b2", "phase": "kritik", "points": 3, "text": "Café am Platz", "status": "kept", "redactions": [], "fields": [{"id": "H3", "score": 0.5, "evidence": []}, {"id": "H6", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "b3", "points": 0, "text": "Bus fährt nicht 🚌", "status": "kept", "redactions": [], "fields": [{"id": "H3", "score": 0.5, "evidence": []}], "themes": ["T1", "T3"], "nap_phases": ["IV"], "idea": null, "thread": null}
                {"id": "b4", "phase": "kritik", "points": 0, "text": "Amt zu weit weg", "status": "kept", "redactions": [], "fields": [{"id": "H9", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "b5", "phase": "kritik", "points": 0, "text": "Formulare", "status": "kept", "redactions": [], "fields": [{"id": "H9", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "b5", "phase": "kritik", "points": 0, "text": "Formulare", "status": "kept", "redactions": [], "fields": [{"id": "H9", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "b9", "phase": "kritik", "points": 0, "text": "Fremde Karte", "status": "kept", "redactions": [], "fields": [{"id": "H1", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                """#,
            suggestions: nil,
            threads: nil,
            figures: [
                ("n", .count(6)),
                ("balance", .share(0.166667)),
                ("unknown", .count(1)),
                ("fields_p", .share(0.5)),
                ("fields_r", .share(0.75)),
                ("fields_f1", .share(0.6)),
                ("fields_macro_f1", .share(0.688889)),
                ("fields[H3]_f1", .share(0.4)),
                ("fields[H6]_f1", .share(1)),
                ("fields[H9]_f1", .share(0.666667)),
                ("themes_p", .share(0.5)),
                ("themes_r", .share(1)),
                ("themes_f1", .share(0.666667)),
                ("themes_macro_f1", .share(1)),
                ("themes[T3]_f1", .share(1)),
                ("nap_p", .share(1)),
                ("nap_r", .share(0.5)),
                ("nap_f1", .share(0.666667)),
                ("nap_macro_f1", .share(0.5)),
                ("nap[III]_f1", .share(0)),
                ("nap[IV]_f1", .share(1)),
                ("field_main_acc", .share(0.5)),
                ("noise_p", .share(0)),
                ("noise_r", .share(0)),
                ("noise_f1", .share(0)),
                ("noise_cards", .count(0)),
                ("noise_type_acc", .share(0)),
                ("false_tags", .share(0)),
                ("pii_recall", .unknown),
                ("pii_precision", .unknown),
                ("pii_char_f1", .share(0)),
                ("pii_spans", .count(0)),
                ("ideas_p", .share(0)),
                ("ideas_r", .share(0)),
                ("ideas_f1", .share(0)),
                ("ideas_pair_f1", .share(0)),
                ("threads_p", .share(0)),
                ("threads_r", .share(0)),
                ("threads_f1", .share(0)),
                ("threads_ari", .share(1)),
                ("threads_pair_f1", .share(0)),
                ("quotes", .share(0)),
            ]
        ),
        EvaluationCase(
            name: "Namen mit und ohne Titel",
            gold: #"""
                {"id": "c1", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Frau Dr. Wehner hilft bei der Anmeldung", "gold": {"fields": ["H2"], "themes": [], "nap": [], "thread": null, "pii": [{"start": 0, "end": 15, "type": "name"}], "noise": null}}
                {"id": "c2", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Bitte Herrn Özdemir fragen, Tel. folgt", "gold": {"fields": ["H1"], "themes": [], "nap": [], "thread": null, "pii": [{"start": 12, "end": 19, "type": "name"}], "noise": null}}
                {"id": "c3", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Familie  Çelik sucht seit Mai", "gold": {"fields": ["H3"], "themes": [], "nap": [], "thread": null, "pii": [{"start": 0, "end": 14, "type": "name"}], "noise": null}}
                {"id": "c4", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Da war nur die Frau am Schalter", "gold": {"fields": ["H9"], "themes": [], "nap": [], "thread": null, "pii": [{"start": 15, "end": 19, "type": "name"}], "noise": null}}
                {"id": "c5", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Herrmann & Söhne bilden aus", "gold": {"fields": ["H1"], "themes": [], "nap": [], "thread": null, "pii": [], "noise": null}}
                {"id": "c6", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "😀 Oksana übersetzt, Li auch", "gold": {"fields": ["H5"], "themes": [], "nap": [], "thread": null, "pii": [{"start": 2, "end": 8, "type": "name"}, {"start": 20, "end": 22, "type": "name"}], "noise": null}}
                """#,
            found: #"""
                {"id": "c1", "phase": "kritik", "points": 0, "text": "Frau Dr. Wehner hilft bei der Anmeldung", "status": "kept", "redactions": [{"start": 9, "end": 15, "type": "name"}], "fields": [{"id": "H2", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "c2", "phase": "kritik", "points": 0, "text": "Bitte Herrn Özdemir fragen, Tel. folgt", "status": "kept", "redactions": [{"start": 6, "end": 18, "type": "name"}, {"start": 28, "end": 32, "type": "name"}], "fields": [{"id": "H1", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "c3", "phase": "kritik", "points": 0, "text": "Familie  Çelik sucht seit Mai", "status": "kept", "redactions": [{"start": 0, "end": 11, "type": "name"}, {"start": 11, "end": 14, "type": "name"}], "fields": [{"id": "H3", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "c4", "phase": "kritik", "points": 0, "text": "Da war nur die Frau am Schalter", "status": "kept", "redactions": [], "fields": [{"id": "H9", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "c5", "phase": "kritik", "points": 0, "text": "Herrmann & Söhne bilden aus", "status": "kept", "redactions": [{"start": 0, "end": 8, "type": "name"}], "fields": [{"id": "H1", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "c6", "phase": "kritik", "points": 0, "text": "😀 Oksana übersetzt, Li auch", "status": "kept", "redactions": [{"start": 2, "end": 8, "type": "name"}], "fields": [{"id": "H5", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                """#,
            suggestions: "",
            threads: nil,
            figures: [
                ("n", .count(6)),
                ("balance", .share(1)),
                ("unknown", .count(0)),
                ("fields_p", .share(1)),
                ("fields_r", .share(1)),
                ("fields_f1", .share(1)),
                ("fields_macro_f1", .share(1)),
                ("fields[H1]_f1", .share(1)),
                ("fields[H2]_f1", .share(1)),
                ("fields[H3]_f1", .share(1)),
                ("fields[H5]_f1", .share(1)),
                ("fields[H9]_f1", .share(1)),
                ("themes_p", .share(0)),
                ("themes_r", .share(0)),
                ("themes_f1", .share(0)),
                ("themes_macro_f1", .share(0)),
                ("nap_p", .share(0)),
                ("nap_r", .share(0)),
                ("nap_f1", .share(0)),
                ("nap_macro_f1", .share(0)),
                ("field_main_acc", .share(1)),
                ("noise_p", .share(0)),
                ("noise_r", .share(0)),
                ("noise_f1", .share(0)),
                ("noise_cards", .count(0)),
                ("noise_type_acc", .share(0)),
                ("false_tags", .share(0)),
                ("pii_recall", .share(0.5)),
                ("pii_precision", .share(0.714286)),
                ("pii_char_f1", .share(0.754098)),
                ("pii_spans", .count(6)),
                ("ideas_p", .share(0)),
                ("ideas_r", .share(0)),
                ("ideas_f1", .share(0)),
                ("ideas_pair_f1", .share(0)),
                ("threads_p", .share(0)),
                ("threads_r", .share(0)),
                ("threads_f1", .share(0)),
                ("threads_ari", .share(1)),
                ("threads_pair_f1", .share(0)),
                ("quotes", .share(0)),
            ]
        ),
        EvaluationCase(
            name: "Karten ohne Aussage",
            gold: #"""
                {"id": "d1", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "dito", "gold": {"fields": [], "themes": [], "nap": [], "thread": null, "pii": [], "noise": "filler"}}
                {"id": "d2", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Wo ist die Garderobe?", "gold": {"fields": [], "themes": [], "nap": [], "thread": null, "pii": [], "noise": "offtopic"}}
                {"id": "d3", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Daha fazla kurs", "gold": {"fields": [], "themes": [], "nap": [], "thread": null, "pii": [], "noise": "foreign"}}
                {"id": "d4", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "xq ..#", "gold": {"fields": [], "themes": [], "nap": [], "thread": null, "pii": [], "noise": "illegible"}}
                {"id": "d5", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Mehr Kurse am Abend", "gold": {"fields": ["H2"], "themes": [], "nap": ["II"], "thread": null, "pii": [], "noise": null}}
                {"id": "d6", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "gut", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": null, "pii": [], "noise": null}}
                """#,
            found: #"""
                {"id": "d1", "phase": "kritik", "points": 0, "text": "dito", "status": "filler", "redactions": [], "fields": [], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "d2", "phase": "kritik", "points": 0, "text": "Wo ist die Garderobe?", "status": "kept", "redactions": [], "fields": [{"id": "H9", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "d3", "phase": "kritik", "points": 0, "text": "Daha fazla kurs", "status": "illegible", "redactions": [], "fields": [{"id": "H2", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "d4", "phase": "kritik", "points": 0, "text": "xq ..#", "status": "illegible", "redactions": [], "fields": [], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "d5", "phase": "kritik", "points": 0, "text": "Mehr Kurse am Abend", "redactions": [], "fields": [{"id": "H2", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": ["II"], "idea": null, "thread": null}
                {"id": "d6", "phase": "kritik", "points": 0, "text": "gut", "status": "filler", "redactions": [], "fields": [], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                """#,
            suggestions: "",
            threads: nil,
            figures: [
                ("n", .count(6)),
                ("balance", .share(1)),
                ("unknown", .count(0)),
                ("fields_p", .share(1)),
                ("fields_r", .share(0.5)),
                ("fields_f1", .share(0.666667)),
                ("fields_macro_f1", .share(0.5)),
                ("fields[H2]_f1", .share(1)),
                ("fields[H4]_f1", .share(0)),
                ("themes_p", .share(0)),
                ("themes_r", .share(0)),
                ("themes_f1", .share(0)),
                ("themes_macro_f1", .share(0)),
                ("nap_p", .share(1)),
                ("nap_r", .share(1)),
                ("nap_f1", .share(1)),
                ("nap_macro_f1", .share(1)),
                ("nap[II]_f1", .share(1)),
                ("field_main_acc", .share(0.5)),
                ("noise_p", .share(0.75)),
                ("noise_r", .share(0.75)),
                ("noise_f1", .share(0.75)),
                ("noise_cards", .count(4)),
                ("noise_type_acc", .share(0.5)),
                ("false_tags", .share(0.5)),
                ("pii_recall", .unknown),
                ("pii_precision", .unknown),
                ("pii_char_f1", .share(0)),
                ("pii_spans", .count(0)),
                ("ideas_p", .share(0)),
                ("ideas_r", .share(0)),
                ("ideas_f1", .share(0)),
                ("ideas_pair_f1", .share(0)),
                ("threads_p", .share(0)),
                ("threads_r", .share(0)),
                ("threads_f1", .share(0)),
                ("threads_ari", .share(1)),
                ("threads_pair_f1", .share(0)),
                ("quotes", .share(0)),
            ]
        ),
        EvaluationCase(
            name: "Gruppen, Vorschläge, Gleichstand",
            gold: #"""
                {"id": "e1", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Halle immer belegt", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "halle", "pii": [], "noise": null}}
                {"id": "e2", "workshop": "Fachforum Wohnen", "phase": "phantasie", "points": 0, "text": "Halle auch sonntags", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "halle", "pii": [], "noise": null}}
                {"id": "e3", "workshop": "Fachforum Wohnen", "phase": "realisierung", "points": 0, "text": "Hallenplan ins Netz stellen", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "halle", "pii": [], "noise": null}}
                {"id": "e4", "workshop": "Fachforum Sport", "phase": "kritik", "points": 0, "text": "Halle zu kalt", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "halle", "pii": [], "noise": null}}
                {"id": "e5", "workshop": "Fachforum Sport", "phase": "kritik", "points": 0, "text": "Beitrag zu teuer", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "beitrag", "pii": [], "noise": null}}
                {"id": "e6", "workshop": "Fachforum Sport", "phase": "phantasie", "points": 0, "text": "Gutschein für den Beitrag", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "beitrag", "pii": [], "noise": null}}
                {"id": "e7", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Trikot ohne Kopftuchverbot", "gold": {"fields": ["H4", "H7"], "themes": [], "nap": [], "thread": "trikot", "pii": [], "noise": null}}
                {"id": "e8", "workshop": "Fachforum Wohnen", "phase": "phantasie", "points": 0, "text": "Trikots mit langem Arm", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "trikot", "pii": [], "noise": null}}
                {"id": "e9", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Einzelne Karte", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "einzeln", "pii": [], "noise": null}}
                {"id": "e10", "workshop": "Fachforum Wohnen", "phase": "kritik", "points": 0, "text": "Dusche kaputt", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "dusche", "pii": [], "noise": null}}
                {"id": "e11", "workshop": "Fachforum Wohnen", "phase": "realisierung", "points": 0, "text": "Dusche richten", "gold": {"fields": ["H4"], "themes": [], "nap": [], "thread": "dusche", "pii": [], "noise": null}}
                """#,
            found: #"""
                {"id": "e1", "phase": "kritik", "points": 0, "text": "Halle immer belegt", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i1", "thread": "s1"}
                {"id": "e2", "phase": "phantasie", "points": 0, "text": "Halle auch sonntags", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i2", "thread": "s1"}
                {"id": "e3", "phase": "realisierung", "points": 0, "text": "Hallenplan ins Netz stellen", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i3", "thread": "s2"}
                {"id": "e4", "phase": "kritik", "points": 0, "text": "Halle zu kalt", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i1", "thread": "s2"}
                {"id": "e5", "phase": "kritik", "points": 0, "text": "Beitrag zu teuer", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i1", "thread": "s3"}
                {"id": "e6", "phase": "phantasie", "points": 0, "text": "Gutschein für den Beitrag", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i4", "thread": "s3"}
                {"id": "e7", "phase": "kritik", "points": 0, "text": "Trikot ohne Kopftuchverbot", "status": "kept", "redactions": [], "fields": [{"id": "H7", "score": 0.5, "evidence": []}, {"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": null, "thread": null}
                {"id": "e8", "phase": "phantasie", "points": 0, "text": "Trikots mit langem Arm", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "", "thread": ""}
                {"id": "e9", "phase": "kritik", "points": 0, "text": "Einzelne Karte", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i9", "thread": "s1"}
                {"id": "e10", "phase": "kritik", "points": 0, "text": "Dusche kaputt", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i10", "thread": "s10"}
                {"id": "e11", "phase": "realisierung", "points": 0, "text": "Dusche richten", "status": "kept", "redactions": [], "fields": [{"id": "H4", "score": 0.5, "evidence": []}], "themes": [], "nap_phases": [], "idea": "i11", "thread": "s10"}
                """#,
            suggestions: #"""
                {"id": "v2", "kind": "neu", "thread": "s2", "measures": [{"number": "4.01", "score": 0.5}, {"number": "4.02", "score": 0.5}, {"number": "4.03", "score": 0.5}, {"number": "4.04", "score": 0.5}], "evidence": [{"contribution": "e3", "quote": "Hallenplan", "start": 0, "end": 10}]}
                {"id": "v1", "kind": "ueberarbeitet", "thread": "s1", "measures": [{"number": "4.09", "score": 0.5}, {"number": "4.04", "score": 0.5}, {"number": "4.03", "score": 0.5}], "evidence": [{"contribution": "e1", "quote": "Halle", "start": 0, "end": 5}, {"contribution": "e2", "quote": "sonntag", "start": 11, "end": 18}, {"contribution": "e9", "quote": "falsch", "start": 0, "end": 3}]}
                {"id": "v3", "kind": "bestaetigt", "thread": "s3", "measures": [{"number": "4.05", "score": 0.5}], "evidence": [{"contribution": "e5", "quote": "teuer", "start": 11, "end": 99}, {"contribution": "weg", "quote": "x", "start": 0, "end": 1}, {"contribution": "e6", "quote": "", "start": 3, "end": 3}, {"contribution": "e6", "quote": "Gut", "start": -1, "end": 3}]}
                {"id": "v4", "kind": "bestaetigt", "thread": null, "measures": [{"number": "4.07", "score": 0.5}], "evidence": [{"contribution": "e7", "quote": "Trikot", "start": 0, "end": 6}]}
                """#,
            threads: #"""
                {"thread": "halle", "relation": "ueberarbeitet", "measures": ["4.03"]}
                {"thread": "beitrag", "relation": "neu", "measures": [], "also": ["bestaetigt"]}
                {"thread": "trikot", "relation": "neu", "measures": ["4.08"]}
                {"thread": "einzeln", "relation": "neu", "measures": []}
                {"thread": "dusche", "relation": "bestaetigt", "measures": ["4.06"]}
                {"thread": "halle", "relation": "neu", "measures": ["9.99"]}
                """#,
            figures: [
                ("n", .count(11)),
                ("balance", .share(1)),
                ("unknown", .count(0)),
                ("fields_p", .share(1)),
                ("fields_r", .share(1)),
                ("fields_f1", .share(1)),
                ("fields_macro_f1", .share(1)),
                ("fields[H4]_f1", .share(1)),
                ("fields[H7]_f1", .share(1)),
                ("themes_p", .share(0)),
                ("themes_r", .share(0)),
                ("themes_f1", .share(0)),
                ("themes_macro_f1", .share(0)),
                ("nap_p", .share(0)),
                ("nap_r", .share(0)),
                ("nap_f1", .share(0)),
                ("nap_macro_f1", .share(0)),
                ("field_main_acc", .share(0.909091)),
                ("noise_p", .share(0)),
                ("noise_r", .share(0)),
                ("noise_f1", .share(0)),
                ("noise_cards", .count(0)),
                ("noise_type_acc", .share(0)),
                ("false_tags", .share(0)),
                ("pii_recall", .unknown),
                ("pii_precision", .unknown),
                ("pii_char_f1", .share(0)),
                ("pii_spans", .count(0)),
                ("ideas_p", .share(0.909091)),
                ("ideas_r", .share(1)),
                ("ideas_f1", .share(0.952381)),
                ("ideas_pair_f1", .share(0)),
                ("threads_p", .share(0.878788)),
                ("threads_r", .share(0.727273)),
                ("threads_f1", .share(0.795883)),
                ("threads_ari", .share(0.46304)),
                ("threads_pair_f1", .share(0.533333)),
                ("quotes", .share(0.444444)),
                ("gold_threads", .count(4)),
                ("suggestions", .count(4)),
                ("suggestions_per_thread", .share(0.8)),
                ("suggested", .share(0.75)),
                ("relation_acc", .share(0.5)),
                ("measure_hit1", .share(0)),
                ("measure_hit3", .share(0.333333)),
                (
                    "relation_confusion",
                    .confusion(["bestaetigt->-": 1, "neu->bestaetigt": 2, "ueberarbeitet->ueberarbeitet": 1])
                ),
            ]
        ),
    ]
}
