import Foundation

@testable import Werkstatt

/// A small run made by hand: two workshops, eighteen cards with everything a page must cope with. All invented.
enum SampleRun {
    static let pack: Pack = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
            .standardized.path
        return try! Pack(folder: root + "/Pipelines/aachen")
    }()

    static let housing = "Fachforum Wohnen, 14.09.2021"
    static let language = "Fachforum Sprache, 16.09.2021"

    static var results: RunResults {
        RunResults(
            contributions: cards,
            ideas: ideas,
            threads: threads,
            suggestions: suggestions,
            measures: measures,
            unread: [
                UnreadRow(
                    file: "/srv/eingang/wohnen.csv",
                    row: 12,
                    reason: "Die Zeile hat mehr Zellen als die Kopfzeile; bitte Semikolons prüfen.",
                    raw: "a;b;c;d"
                )
            ],
            notices: [
                Notice(.warning, file: "/srv/eingang/wohnen.csv", row: 3, "Die Phase „Aufwärmen“ ist unbekannt."),
                Notice(
                    .note,
                    file: "/srv/eingang/sprache.jsonl",
                    "Diese Datei wurde zweimal genannt und einmal gelesen."
                ),
            ],
            inputs: [
                InputFile(
                    name: "/srv/eingang/wohnen.csv",
                    sha256: String(repeating: "a", count: 64),
                    bytes: 900,
                    format: "csv",
                    charset: "windows-1252",
                    records: 12,
                    contributions: 11,
                    unread: 1
                ),
                InputFile(
                    name: "/srv/eingang/sprache.jsonl",
                    sha256: String(repeating: "b", count: 64),
                    bytes: 700,
                    format: "jsonl",
                    charset: "utf-8",
                    records: 7,
                    contributions: 7,
                    unread: 0
                ),
            ]
        )
    }

    // MARK: Cards

    static let phoneText = "Bitte Frau Aylin Sönmez anrufen (0241 555 0137), sie kennt die Warteliste 🙂"

    static var cards: [ReadyContribution] {
        [
            card(
                "w01",
                housing,
                .kritik,
                "Wohnungen für große Familien gibt es praktisch nicht",
                table: 1,
                points: 4,
                fields: ["H3"],
                nap: ["IV"],
                idea: "i-1",
                thread: "s-1"
            ),
            card(
                "w02",
                housing,
                .kritik,
                "Für große Familien keine Wohnung!!",
                table: 2,
                points: 1,
                fields: ["H3"],
                nap: ["IV"],
                idea: "i-1",
                thread: "s-1"
            ),
            card(
                "w03",
                housing,
                .kritik,
                "Für große Familien keine Wohnung",
                table: 3,
                fields: ["H3"],
                nap: ["IV"],
                idea: "i-1",
                thread: "s-1",
                duplicateOf: "w02"
            ),
            card(
                "w04",
                housing,
                .phantasie,
                "Ein Haus,\nin dem drei Generationen\nTür an Tür wohnen",
                table: 1,
                points: 2,
                fields: ["H3"],
                themes: ["T3"],
                nap: ["IV"],
                groups: ["Z:familien"],
                idea: "i-2",
                thread: "s-1"
            ),
            card(
                "w05",
                housing,
                .realisierung,
                phoneText,
                table: 1,
                points: 3,
                fields: ["H3"],
                nap: ["IV"],
                idea: "i-3",
                thread: "s-1",
                redactions: [Redaction(Span(11, 23), .name), Redaction(Span(33, 46), .phone)]
            ),
            card(
                "w06",
                housing,
                .kritik,
                "Die Beratung im Quartiersbüro ist super, bitte so lassen",
                table: 2,
                polarity: .lob,
                fields: ["H3"],
                nap: ["IV"],
                idea: "i-4",
                thread: "s-1"
            ),
            card(
                "w07",
                housing,
                .phantasie,
                "<script>alert(\"Miete & Co\")</script> <img src=x onerror='x()'>",
                table: 2,
                fields: [],
                idea: "i-5",
                thread: "s-2"
            ),
            card(
                "w08",
                housing,
                .realisierung,
                "Hausordnung \u{202E}hcsireivrev\u{202C} und in 12 Sprachen",
                table: 3,
                fields: [],
                themes: ["T1"],
                nap: ["V"],
                idea: "i-6",
                thread: "s-3"
            ),
            card("w09", housing, .kritik, "s. o.", status: .filler, reason: "verweist nur auf eine andere Karte"),
            card("w10", housing, nil, "", status: .empty, reason: "die Karte ist leer"),
            card(
                "w11",
                housing,
                .kritik,
                "Das hier darf niemand mehr lesen",
                status: .erased,
                reason: "auf Wunsch gelöscht"
            ),
            card(
                "z01",
                language,
                .kritik,
                "Ein Jahr Warten auf den B1-Kurs",
                table: 1,
                points: 6,
                fields: ["H2"],
                nap: ["II"],
                groups: ["Z:neuzugewanderte"],
                idea: "i-7",
                thread: "s-4"
            ),
            card(
                "z02",
                language,
                .phantasie,
                "Kurse, die morgen anfangen",
                table: 2,
                points: 2,
                fields: ["H2"],
                nap: ["II"],
                idea: "i-8",
                thread: "s-4"
            ),
            card(
                "z03",
                language,
                .realisierung,
                "VHS + KI legen die Wartelisten zusammen, ab Herbst 2022",
                table: 2,
                points: 5,
                fields: ["H2", "H1"],
                nap: ["II", "III"],
                idea: "i-9",
                thread: "s-4"
            ),
            card("z04", language, .kritik, "Sesini duyuramıyoruz", status: .foreign, reason: "Türkisch"),
            card("z05", language, .kritik, "xq ~~ ?? l1", status: .illegible, reason: "kaum lesbare Zeichen"),
            card(
                "z06",
                language,
                .kritik,
                "Wo gibt es Kaffee?",
                status: .offtopic,
                reason: "gehört zum Ablauf des Tages"
            ),
            card(
                "z07",
                language,
                .phantasie,
                "Frau Sönmez hat Zeit für alle",
                table: 1,
                fields: ["H2"],
                nap: ["II"],
                idea: "i-10",
                thread: "s-5",
                redactions: [Redaction(Span(5, 11), .name)]
            ),
        ]
    }

    private static func card(
        _ id: String,
        _ workshop: String,
        _ phase: WorkshopPhase?,
        _ text: String,
        table: Int? = nil,
        points: Int? = nil,
        status: Status = .kept,
        reason: String? = nil,
        polarity: Polarity? = nil,
        fields: [String] = [],
        themes: [String] = [],
        nap: [String] = [],
        groups: [String] = [],
        idea: String? = nil,
        thread: String? = nil,
        duplicateOf: String? = nil,
        redactions: [Redaction] = []
    ) -> ReadyContribution {
        func labels(_ ids: [String]) -> [Label] {
            ids.map {
                Label(
                    id: $0,
                    score: 0.75,
                    evidence: [
                        Evidence(entry: "Wohnung", span: Span(0, 2), weight: 0.5),
                        Evidence(entry: "Überschrift", span: nil, weight: 0.25),
                    ]
                )
            }
        }
        return ReadyContribution(
            contribution: Contribution(
                id: id,
                workshop: workshop,
                phase: phase,
                phaseOrigin: phase == nil ? nil : .given,
                table: table.map(Scalar.number),
                points: points,
                text: text,
                extra: id == "w01" ? [ExtraValue(key: "Tafel", json: "\"links\"")] : [],
                source: Source(file: "/srv/eingang/x", row: 2)
            ),
            status: status,
            statusReason: reason,
            duplicateOf: duplicateOf,
            redactions: redactions,
            polarity: polarity ?? (phase == .kritik ? .kritik : nil),
            fields: labels(fields),
            themes: labels(themes),
            napPhases: labels(nap),
            targetGroups: labels(groups),
            idea: idea,
            thread: thread
        )
    }

    // MARK: Groups

    static var ideas: [Idea] {
        [
            idea("i-1", .kritik, "Wohnungen für große Familien", ["w01", "w02", "w03"], "s-1", points: 5, tables: 3),
            idea("i-10", .phantasie, "Frau Sönmez hat Zeit für alle", ["z07"], "s-5"),
            idea("i-2", .phantasie, "Drei Generationen Tür an Tür", ["w04"], "s-1", points: 2),
            idea("i-3", .realisierung, "Aylin Sönmez anrufen", ["w05"], "s-1", points: 3),
            idea("i-4", .kritik, "Beratung im Quartiersbüro", ["w06"], "s-1"),
            idea("i-5", .phantasie, "<script>", ["w07"], "s-2"),
            idea("i-6", .realisierung, "Hausordnung in 12 Sprachen", ["w08"], "s-3"),
            idea("i-7", .kritik, "Warten auf den Kurs", ["z01"], "s-4", points: 6),
            idea("i-8", .phantasie, "Kurse, die morgen anfangen", ["z02"], "s-4", points: 2),
            idea("i-9", .realisierung, "Wartelisten zusammenlegen", ["z03"], "s-4", points: 5),
        ]
    }

    private static func idea(
        _ id: String,
        _ phase: WorkshopPhase,
        _ label: String,
        _ members: [String],
        _ thread: String,
        points: Int = 0,
        tables: Int = 1
    ) -> Idea {
        Idea(
            id: id,
            phase: phase,
            label: label,
            representative: members[0],
            members: members,
            words: [],
            fields: [],
            napPhases: [],
            points: points,
            workshops: [housing],
            tables: tables,
            thread: thread
        )
    }

    static var threads: [IdeaThread] {
        [
            IdeaThread(
                id: "s-1",
                label: "Wohnungen für große Familien",
                kritik: ["i-1", "i-4"],
                phantasie: ["i-2"],
                realisierung: ["i-3"],
                unknown: [],
                links: [
                    IdeaThread.Link(
                        from: "i-1",
                        to: "i-3",
                        score: 0.456,
                        reason: "gemeinsame Wörter: „Warteliste“, „Sönmez“"
                    )
                ],
                fields: ["H3"],
                themes: ["T3"],
                napPhases: ["IV"],
                contributions: 5,
                voices: 6,
                points: 10
            ),
            IdeaThread(
                id: "s-2",
                label: "<script>",
                kritik: [],
                phantasie: ["i-5"],
                realisierung: [],
                unknown: [],
                links: [],
                fields: [],
                themes: [],
                napPhases: [],
                contributions: 1,
                voices: 1,
                points: 0
            ),
            IdeaThread(
                id: "s-3",
                label: "Hausordnung in 12 Sprachen",
                kritik: [],
                phantasie: [],
                realisierung: ["i-6"],
                unknown: [],
                links: [],
                fields: [],
                themes: ["T1"],
                napPhases: ["V"],
                contributions: 1,
                voices: 1,
                points: 0
            ),
            IdeaThread(
                id: "s-4",
                label: "Warten auf den Sprachkurs",
                kritik: ["i-7"],
                phantasie: ["i-8"],
                realisierung: ["i-9"],
                unknown: [],
                links: [
                    IdeaThread.Link(from: "i-7", to: "i-9", score: 0.8, reason: "gleicher Gegenstand: Wartezeiten")
                ],
                fields: ["H2", "H1"],
                themes: [],
                napPhases: ["II"],
                contributions: 3,
                voices: 3,
                points: 13
            ),
            IdeaThread(
                id: "s-5",
                label: "Frau Sönmez hat Zeit für alle",
                kritik: [],
                phantasie: ["i-10"],
                realisierung: [],
                unknown: [],
                links: [],
                fields: ["H2"],
                themes: [],
                napPhases: ["II"],
                contributions: 1,
                voices: 1,
                points: 0
            ),
        ]
    }

    // MARK: Suggestions

    static var suggestions: [Suggestion] {
        [
            Suggestion(
                id: "v-4",
                kind: .ueberarbeitet,
                thread: "s-4",
                measures: [
                    MeasureMatch(
                        number: pack.catalogue[1].number,
                        score: 0.61,
                        parts: [ScorePart("Begriffe", 0.4), ScorePart("Wörter", 0.21)]
                    )
                ],
                title: "Wartelisten der Sprachkurse zusammenlegen",
                draft: [
                    DraftField(
                        name: "beschreibung",
                        values: [
                            DraftValue(
                                text: text("z03"),
                                origin: .contribution,
                                from: "z03",
                                span: Span(0, text("z03").unicodeScalars.count)
                            )
                        ]
                    ),
                    DraftField(
                        name: "zustaendig",
                        values: [
                            DraftValue(
                                text: "Kommunales Integrationszentrum",
                                origin: .catalogue,
                                from: pack.catalogue[1].number
                            )
                        ]
                    ),
                    DraftField(name: "kosten", values: [DraftValue(text: DraftField.open, origin: .pack)]),
                    DraftField(name: "finanzierung", values: []),
                ],
                fields: ["H2", "H1"],
                napPhases: ["II"],
                evidence: [quote("z01", 9, 15), quote("z03", 0, 55)],
                total: 0.8,
                parts: [ScorePart("Breite (Tische)", 0.4), ScorePart("Punkte", 0.65)],
                reasons: ["Die Maßnahme liegt nahe; neu ist die gemeinsame Warteliste."]
            ),
            Suggestion(
                id: "v-1",
                kind: .neu,
                thread: "s-1",
                measures: [],
                title: "Wohnungen für große Familien",
                draft: [
                    DraftField(
                        name: "beschreibung",
                        values: [DraftValue(text: phoneText, origin: .contribution, from: "w05", span: Span(0, 76))]
                    ),
                    DraftField(name: "kosten", values: []),
                ],
                fields: ["H3"],
                napPhases: ["IV"],
                evidence: [quote("w01", 0, 10), quote("w05", 6, 31), quote("w05", 12, 40)],
                total: 0.5,
                parts: [ScorePart("Neuheit", 1)],
                reasons: ["Keine Maßnahme des Katalogs liegt nahe genug.", "Aylin Sönmez bietet Hilfe an."]
            ),
        ]
    }

    private static func text(_ id: String) -> String { cards.first { $0.id == id }!.contribution.text }

    private static func quote(_ id: String, _ start: Int, _ end: Int) -> Quote {
        Quote(
            contribution: id,
            phase: cards.first { $0.id == id }!.contribution.phase,
            quote: text(id).slice(Span(start, end)),
            span: Span(start, end)
        )
    }

    static var measures: [MeasureView] {
        pack.catalogue.prefix(6).enumerated().map { position, measure in
            let spoken = position == 1
            return MeasureView(
                number: measure.number,
                title: measure.title,
                threads: spoken ? ["s-4"] : [],
                kritik: spoken ? 1 : 0,
                phantasie: spoken ? 1 : 0,
                realisierung: spoken ? 1 : 0,
                silent: !spoken,
                suggestions: spoken ? ["v-4"] : []
            )
        }
    }
}
