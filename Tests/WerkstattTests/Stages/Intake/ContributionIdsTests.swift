import Testing

@testable import Werkstatt

@Suite struct ContributionIdsTests {
    private func ids(_ name: String, _ file: String) throws -> [String: String] {
        Dictionary(try read(name, file).contributions.map { ($0.text + "/" + ($0.color ?? ""), $0.id) }) {
            $0 + " " + $1
        }
    }

    @Test func comeFromTheContent() throws {
        let corpus = try read("karten.csv", "Fachforum;Phase;Beitrag\nNord;Kritik;Bank fehlt\n")
        // SHA-256 of workshop, phase and text, each followed by the byte FF.
        let digest = sha256(
            Array("Nord".utf8) + [0xFF] + Array("kritik".utf8) + [0xFF] + Array("Bank fehlt".utf8) + [0xFF]
        )
        #expect(corpus.contributions.map(\.id) == ["b-" + digest.prefix(10)])
    }

    @Test func surviveOrderOfRowsAndNameOfFile() throws {
        let header = "Phase;Tisch;Farbe;Beitrag\n"
        let rows = [
            "Kritik;1;rot;zu laut\n", "Kritik;1;gelb;zu laut\n", "Vision;2;rot;zu laut\n", "Kritik;2;;zu eng\n",
            "Kritik;1;rot;zu laut\n", ";;;offen\n",
        ]
        let first = try read("heute.csv", header + rows.joined())
        let second = try read("ordner/gestern.txt", header + rows.reversed().joined())
        #expect(first.contributions.map(\.id) == second.contributions.map(\.id))
        #expect(first.contributions.map(\.text) == second.contributions.map(\.text))
        #expect(Set(first.contributions.map(\.id)).count == 6)
        // Only rows that are alike in every column are counted.
        #expect(first.contributions.filter { $0.id.hasSuffix("-2") }.map(\.color) == ["rot"])
    }

    @Test func namesOfColumnsAndPhasesDoNotMatter() throws {
        let one = try read("a.csv", "Phase;Beitrag\nKritikphase;zu laut\n")
        let two = try read("b.jsonl", "{\"text\":\"zu laut\",\"phase\":\"kritik\"}")
        let three = try read("c.md", "## Beschwerdephase\n- zu laut\n")
        #expect(one.contributions.map(\.id) == two.contributions.map(\.id))
        #expect(three.contributions.map(\.id) == two.contributions.map(\.id))
    }

    @Test func doubleOnesAreMadeUniqueByContent() throws {
        let one = try read("a.csv", "id;text\nk1;eins\nk2;zwei\nk1;drei\n")
        let two = try read("a.csv", "id;text\nk1;drei\nk1;eins\nk2;zwei\n")
        #expect(one.contributions.map(\.id) == two.contributions.map(\.id))
        #expect(one.contributions.map(\.text) == two.contributions.map(\.text))
        #expect(one.contributions.count { $0.id.hasPrefix("k1~") && $0.id.utf8.count == 9 } == 2)
        let warnings = one.notices.filter { $0.level == .warning }
        #expect(warnings.map(\.row) == [2, 4])
        #expect(warnings.first?.text.contains("Die Kennung „k1“ steht 2-mal da") == true)
        #expect(warnings.first?.text.contains("Zeile 4") == true)
    }

    @Test func doubleOnesWithTheSameContentAreCounted() throws {
        let ids = try read("a.csv", "id;text\nk1;eins\nk1;eins\nk1;eins\n").contributions.map(\.id)
        #expect(Set(ids).count == 3)
        #expect(ids.allSatisfy { $0.hasPrefix("k1~") })
        #expect(ids.map { String($0.dropFirst(9)) } == ["", "-2", "-3"])
    }

    @Test func aMadeIdGivesWayToAGivenOne() throws {
        let made = try #require(try read("a.csv", "text\neins\n").contributions.first?.id)
        let corpus = try read("a.csv", "id;text\n\(made);anders\n;eins\n")
        #expect(corpus.contributions.first { $0.text == "anders" }?.id == made)
        #expect(Set(corpus.contributions.map(\.id)).count == 2)
    }

    @Test func workshopComesFromTheFileOnlyWhenNothingElseNamesIt() throws {
        let corpus = try read("Forum Mitte.csv", "Werkstatt;text\nForum Nord;eins\n;zwei\n")
        #expect(corpus.inFileOrder.map(\.workshop) == ["Forum Nord", "Forum Mitte"])
        let input = try Intake(rules: commonRules).run(["-"], standardInput: { Array("text\neins\n".utf8) })
        #expect(input.contributions.map(\.workshop) == [nil])
    }

    @Test func sortedBytewise() throws {
        let corpus = try read("a.csv", "id;text\nä;1\nZ;2\nb;3\na10;4\na9;5\nb-0;6\n")
        #expect(corpus.contributions.map(\.id) == ["Z", "a10", "a9", "b", "b-0", "ä"])
    }
}
