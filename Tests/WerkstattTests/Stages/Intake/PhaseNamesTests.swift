import Testing

@testable import Werkstatt

@Suite struct PhaseNamesTests {
    @Test(arguments: [
        (
            PhaseMeaning.workshop(.kritik),
            [
                "kritik", "Kritik", "Kritikphase", "KRITIK-PHASE", "Kritik Phase:", "1. Kritikphase", "Phase 1: Kritik",
                "1. Phase – Kritik", "I. Kritik", "Beschwerdephase",
                "Beschwerde- und Kritikphase", "Kritiksammlung", "Problemstellung", "Bestandsaufnahme (Ist)",
                "Ist-Analyse", "Kritikphase (10 Uhr)", "Kritikphase: Was stört uns?",
                "Kritik/Beschwerde", "Phase 1", "1. Phase", "1", "phase_1", "critique", "Critique phase",
                "Kritikphase, 7.9.",
            ]
        ),
        (
            .workshop(.phantasie),
            [
                "phantasie", "Phantasiephase", "Fantasiephase", "Fantasie-Phase", "fantasy", "Utopiephase", "Utopie",
                "Visionsphase", "Vision", "Visionen", "II Phantasiephase",
                "2. Fantasiephase", "Phase 2 – Fantasie", "Phase 2", "2", "Ideenphase", "Wu\u{308}nsche", "Träume",
                "Visionen, 14 Uhr", "Phase II: Phantasie",
            ]
        ),
        (
            .workshop(.realisierung),
            [
                "realisierung", "Realisierungsphase", "Realisationsphase", "Verwirklichungsphase",
                "Verwirklichungs- und Praxisphase", "Umsetzungsphase", "Umsetzung", "Praxisphase",
                "3. Realisierungs-Phase", "implementation", "Implementation Phase", "Phase 3", "3",
                "Umsetzung – wer macht was?",
            ]
        ),
        (
            .around,
            [
                "Vorphase", "Vorbereitungsphase", "Einstiegsphase", "Einleitung", "Gründen der Gruppe", "Nachphase",
                "Nachbereitung", "permanente Werkstatt",
                "Wie geht es weiter?", "Phase 0: Vorbereitung",
            ]
        ),
        (.nationalPlan, ["Phase I", "Phase III", "IV", "V", "phase II"]),
        (
            .unknown,
            [
                "", "?", "Phase", "Phase 4", "7", "Kaffeepause", "Ideen für Forst", "Kritik an der Verwaltung",
                "Kritikfähigkeit", "Erstintegration", "-", "Phase: ",
            ]
        ),
    ])
    func knowsNames(meaning: PhaseMeaning, names: [String]) {
        for name in names { #expect(commonRules.phases.meaning(of: name) == meaning, "\(name)") }
    }

    @Test func aBareNumberIsNoHeading() {
        #expect(commonRules.phases.meaning(ofHeading: "2") == .unknown)
        #expect(commonRules.phases.meaning(ofHeading: "2. Phase") == .workshop(.phantasie))
    }
}

@Suite struct IntakeRulesTests {
    @Test(arguments: [
        (Column.text, ["Beitrag", "TEXT:", "Karten-Text", "karten_text", "Inhalt", " Karte ", "Beitra\u{308}ge"]),
        (.workshop, ["Fachforum", "Werkstatt", "workshop"]),
        (.phase, ["Phase", "Werkstatt-Phase", "workshop phase"]), (.table, ["Tisch", "Gruppe", "Tisch-Nr.", "table"]),
        (.color, ["Farbe", "Kartenfarbe", "colour"]),
        (.roomCluster, ["Überschrift", "Ueberschrift", "Cluster", "Rubrik", "room_cluster"]),
        (.points, ["Punkte", "Klebepunkte", "Punkte (Anzahl)", "points"]),
        (.roomPoints, ["Clusterpunkte", "room_points", "Cluster-Punkte"]), (.rating, ["Bewertung", "rating"]),
        (.id, ["ID", "Karten-ID", "id"]),
    ])
    func knowsColumns(column: Column, names: [String]) {
        for name in names { #expect(commonRules.column(named: name) == column, "\(name)") }
    }

    @Test(arguments: ["", "Nr", "lfd. Nr.", "Bemerkung", "gold", "Thema", "Texte und Bilder"])
    func leavesOthers(name: String) { #expect(commonRules.column(named: name) == nil) }

    @Test func aSecondFileAddsNames() throws {
        var rules = commonRules
        try rules.add(
            PackFile(
                path: "map.yaml",
                bytes: Array("columns:\n  text: [Ihre Idee, Punkte]\nphases:\n  kritik: [Runde A]\n".utf8)
            )
        )
        #expect(rules.column(named: "ihre idee") == .text)
        #expect(rules.column(named: "Punkte") == .text)
        #expect(rules.phases.meaning(of: "Runde A") == .workshop(.kritik))
    }

    @Test(arguments: [
        ("columns:\n  titel: [x]\n", "Der Schlüssel „titel“ ist unbekannt"),
        ("phases:\n  kritik: [Vision]\n", "steht schon bei einer anderen Phase"),
        ("columns:\n  text: [Tisch]\n", "steht schon unter „table“"),
        ("columns:\n  text: [\"?\"]\n", "mindestens einen Buchstaben"),
    ])
    func refusesBrokenRules(yaml: String, message: String) throws {
        let common = try PackFile(path: repository + "/Pipelines/common/intake.yaml")
        let text = String(decoding: common.bytes, as: UTF8.self)
        let section = String(yaml.prefix { $0 != "\n" })
        // The broken lines take their place right below the section's key.
        let broken = text.replacing("\n" + section + "\n", with: "\n" + yaml)
        let error = #expect(throws: PackError.self) {
            try IntakeRules(PackFile(path: "intake.yaml", bytes: Array(broken.utf8)))
        }
        #expect(
            error?.description.contains(message) == true || error?.description.contains("zweimal") == true,
            "\(String(describing: error))"
        )
        #expect((error?.line ?? 0) > 0)
    }
}
