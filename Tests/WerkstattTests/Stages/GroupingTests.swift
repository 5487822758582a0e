import FoundationEssentials
import Testing

@testable import Werkstatt

/// Cards about the same thing come together, whatever words they use; others stay apart; groups survive new cards.
@Suite struct GroupingTests {
    private struct Card {
        var id: String
        var phase: WorkshopPhase
        var matter: String
        var text: String
    }

    /// Cards of three matters in other words each, and some that stand alone. Written for this test.
    private static let cards: [Card] = [
        Card(
            id: "k01",
            phase: .kritik,
            matter: "termine",
            text: "Auf einen Termin bei der Ausländerbehörde wartet man drei Monate."
        ),
        Card(
            id: "k02",
            phase: .kritik,
            matter: "termine",
            text: "Ausländeramt: telefonisch nie erreichbar, Termine erst im nächsten Quartal"
        ),
        Card(
            id: "k03",
            phase: .phantasie,
            matter: "termine",
            text: "Jeder bekommt binnen einer Woche einen Termin im Ausländeramt."
        ),
        Card(
            id: "k04",
            phase: .realisierung,
            matter: "termine",
            text: "Online-Terminvergabe der Ausländerbehörde bis Herbst freischalten"
        ),
        Card(id: "k05", phase: .kritik, matter: "baden", text: "Für uns Frauen gibt es keine Badezeit ohne Männer."),
        Card(
            id: "k06",
            phase: .kritik,
            matter: "baden",
            text: "Muslimische Mütter gehen nicht schwimmen, weil das Hallenbad nie nur für Frauen öffnet"
        ),
        Card(
            id: "k07",
            phase: .phantasie,
            matter: "baden",
            text: "Frauenschwimmen jeden Sonntag in jeder Schwimmhalle"
        ),
        Card(
            id: "k08",
            phase: .realisierung,
            matter: "baden",
            text: "Mit den Bädern zwei Stunden Frauenschwimmen in der Woche vereinbaren"
        ),
        Card(
            id: "k09",
            phase: .kritik,
            matter: "abschluss",
            text: "Mein Diplom als Ingenieur aus Syrien zählt hier nichts."
        ),
        Card(
            id: "k10",
            phase: .kritik,
            matter: "abschluss",
            text: "Die Anerkennung ausländischer Abschlüsse dauert ewig und kostet zu viel"
        ),
        Card(
            id: "k11",
            phase: .phantasie,
            matter: "abschluss",
            text: "Zeugnisse aus der Heimat werden in vier Wochen anerkannt."
        ),
        Card(id: "k12", phase: .kritik, matter: "bus", text: "Der letzte Bus aus dem Gewerbegebiet fährt um acht."),
        Card(
            id: "k13",
            phase: .phantasie,
            matter: "garten",
            text: "Ein Gemeinschaftsgarten, in dem alle zusammen Tomaten ziehen"
        ),
    ]

    private static func run(_ cards: [Card]) async throws -> RunResults {
        let folder = try TemporaryFolder()
        let lines = cards.map { card in
            "{\"id\":\"\(card.id)\",\"workshop\":\"Probe\",\"phase\":\"\(card.phase.rawValue)\",\"text\":\"\(card.text)\"}"
        }
        let path = folder.path + "/karten.jsonl"
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
        return try await Repository.run([path]).results
    }

    @Test func cardsOfOneMatterShareAThreadAndOthersDoNot() async throws {
        let results = try await Self.run(Self.cards)
        let threads = Dictionary(uniqueKeysWithValues: results.contributions.map { ($0.id, $0.thread) })
        var joined = 0
        var wanted = 0
        var wrong = 0
        for (number, left) in Self.cards.enumerated() {
            for right in Self.cards[(number + 1)...] {
                let isTogether = try #require(threads[left.id]) == #require(threads[right.id])
                if left.matter == right.matter { wanted += 1 }
                if isTogether { if left.matter == right.matter { joined += 1 } else { wrong += 1 } }
            }
        }
        #expect(wrong == 0)
        #expect(Double(joined) >= 0.6 * Double(wanted), "\(joined) von \(wanted) Paaren")
    }

    @Test func anIdeaHoldsCardsOfOnePhaseOnly() async throws {
        let results = try await Self.run(Self.cards)
        let phases = Dictionary(uniqueKeysWithValues: Self.cards.map { ($0.id, $0.phase) })
        for idea in results.ideas { #expect(Set(idea.members.map { phases[$0] }).count == 1, "\(idea.label)") }
    }

    @Test func groupsKeepTheirIdsWhenCardsAreAdded() async throws {
        let before = try await Self.run(Self.cards)
        let added = [
            Card(
                id: "n01",
                phase: .kritik,
                matter: "termine",
                text: "Im Ausländeramt sitzt man ohne Termin vor verschlossener Tür."
            ),
            Card(id: "n02", phase: .phantasie, matter: "musik", text: "Ein Chor, der Lieder aus allen Ländern singt"),
            Card(
                id: "n03",
                phase: .kritik,
                matter: "kita",
                text: "Für den Kitaplatz stehen wir seit zwei Jahren auf der Warteliste."
            ),
        ]
        let after = try await Self.run(Self.cards + added)
        let old = Dictionary(uniqueKeysWithValues: before.ideas.map { ($0.id, Set($0.members)) })
        var kept = 0
        for idea in after.ideas {
            guard let members = old[idea.id] else { continue }
            kept += 1
            #expect(2 * members.intersection(idea.members).count >= members.count, "\(idea.label)")
        }
        #expect(kept >= before.ideas.count - 1)
    }

    @Test func labelsAreDistinctAndNeverEmpty() async throws {
        let results = try await Self.run(Self.cards)
        let labels = results.threads.map(\.label)
        #expect(!labels.contains { $0.isEmpty })
        #expect(Set(labels).count == labels.count)
    }

    @Test func linksNameTheirReason() async throws {
        let results = try await Self.run(Self.cards)
        let ideas = Set(results.ideas.map(\.id))
        let links = results.threads.flatMap(\.links)
        #expect(!links.isEmpty)
        for link in links { #expect(!link.reason.isEmpty && ideas.contains(link.from) && ideas.contains(link.to)) }
    }

    @Test func explainSaysWhatJoinsTwoCards() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/karten.csv"
        let rows = Self.cards.map { "\($0.id);Probe;\($0.phase.rawValue);\"\($0.text)\"" }
        try Data((["id;workshop;phase;text"] + rows).joined(separator: "\n").utf8).write(to: URL(filePath: path))
        let pack = Repository.aachen
        let intake = try Intake(rules: pack.pack.intake).run([path], standardInput: { [] })
        let line = try Line(pack: pack.pack, knowledge: pack.knowledge, options: RunOptions())
        let explanation = try await Explanation(intake, line: line)
        let both = try await explanation.two("k05", "k07")
        #expect(both.contains("Frauen"))
        #expect(try explanation.one("karten.csv:2").contains("k01"))
        #expect(throws: StageError.self) { try explanation.one("k99") }
    }
}
