import Testing

@testable import Werkstatt

/// Files made and broken at random from fixed seeds: no reader may crash, lose a card or count wrongly.
@Suite struct IntakeFuzzTests {
    /// SplitMix64: the same numbers everywhere.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        mutating func one<Element>(of list: [Element]) -> Element { list.randomElement(using: &self)! }
        mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    }

    private static let words = [
        "Bänke", "Kita", "\"Zitat\"", "a;b", "c,d", "\t", "Straße", "3 €", "„neu“", "- Strich", "# Raute", "{x}", "😀",
        "\\", "(2 Punkte)", "●●", "a\u{308}", ":", "1.", "[ ]",
    ]

    private func text(_ dice: inout Dice, lines: Int = 3) -> String {
        (0..<Int.random(in: 1...lines, using: &dice)).map { _ in
            (0..<Int.random(in: 1...4, using: &dice)).map { _ in dice.one(of: Self.words) }.joined(separator: " ")
        }.joined(separator: "\n")
    }

    private func run(_ name: String, _ bytes: [UInt8]) -> IntakeCorpus {
        var corpus = IntakeCorpus(contributions: [], unread: [], notices: [], inputs: [])
        _ = Intake(rules: commonRules).add(InputPaths.File(name: name, path: nil), bytes, to: &corpus)
        return corpus
    }

    private func expectBalance(_ corpus: IntakeCorpus, _ what: String) {
        let input = corpus.inputs[0]
        #expect(input.records == corpus.contributions.count + corpus.unread.count, "\(what)")
        #expect(input.contributions == corpus.contributions.count && input.unread == corpus.unread.count, "\(what)")
        #expect(
            corpus.unread.allSatisfy { !$0.reason.isEmpty && $0.raw.unicodeScalars.count <= 500 && $0.row >= 0 },
            "\(what)"
        )
    }

    /// Whole tables in every delimiter come back cell by cell.
    @Test(arguments: 0..<8) func wholeTablesComeBack(seed: UInt64) {
        var dice = Dice(state: seed)
        for _ in 0..<50 {
            let delimiter = dice.one(of: [";", ",", "\t"])
            let end = dice.one(of: ["\n", "\r\n", "\r"])
            let rows = (0..<Int.random(in: 1...6, using: &dice)).map {
                [text(&dice), String($0), text(&dice, lines: 1)]
            }
            let quote: (String) -> String = { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
            var file = ["Beitrag", "Tisch", "Anmerkung"].joined(separator: delimiter) + end
            for row in rows {
                file += row.map { quote($0.replacing("\n", with: end)) }.joined(separator: delimiter) + end
                if dice.chance(20) { file += end }
            }
            let corpus = run("t.csv", Array(file.utf8))
            #expect(corpus.contributions.map(\.text) == rows.map { $0[0] }, "\(seed): \(file)")
            #expect(corpus.contributions.map { $0.table?.text } == rows.map { $0[1] })
            #expect(
                corpus.contributions.map { $0.extra.first?.json }
                    == rows.map { $0[2].trimmed.isEmpty ? nil : jsonString($0[2]) }
            )
            expectBalance(corpus, file)
        }
    }

    /// Cards written as bullets and as JSON come back exactly.
    @Test(arguments: 0..<8) func cardsComeBack(seed: UInt64) {
        var dice = Dice(state: seed &+ 100)
        for _ in 0..<50 {
            let texts = (0..<Int.random(in: 1...6, using: &dice)).map { _ in
                var text = self.text(&dice)
                if dice.chance(20) { text = dice.one(of: ["\n", " ", "\\"]) + text }
                if dice.chance(20) { text += dice.one(of: ["\n", " ", "\\", "}", "\n\n"]) }
                return text
            }
            var bullets = "## Kritik\n"
            var lines = ""
            for (index, text) in texts.enumerated() {
                bullets += ProtocolNotation.bullet(
                    text,
                    [("id", "k\(index)"), ("cluster", self.text(&dice, lines: 1))]
                )
                if dice.chance(30) { bullets += "\n" }
                lines += "{\"text\":\(jsonString(text)),\"id\":\"k\(index)\"}\n"
            }
            let fromBullets = run("t.md", Array(bullets.utf8))
            #expect(fromBullets.contributions.map(\.text) == texts, "\(seed): \(bullets)")
            expectBalance(fromBullets, bullets)
            let fromLines = run("t.jsonl", Array(lines.utf8))
            #expect(fromLines.contributions.map(\.text) == texts, "\(seed): \(lines)")
            let fromArray = run("t.json", Array("[\(lines.dropLast().replacing("\n", with: ",\n"))]".utf8))
            #expect(fromArray.contributions.map(\.text) == texts)
        }
    }

    /// Pieces of a protocol; @ stands for a word of a card.
    private static let pieces = [
        "# Forum Nord\n", "## Kritik\n", "\n**Phantasie**\n", "Phase: Umsetzung\n", "\nUtopie\n======\n",
        "## Phase II\n", "1. Kritikphase\n", "### Wege (3 Punkte)\n\n",
        "- @\n", "* @\n", "• @\n", "1. @\n", "– @\n", "[x] @\n", "  - @\n", "- @\n  @\n    - @\n\n  @\n",
        "\n@ und\n@\n\n", "TN 1: @\n", "M: @\n", "Frau K.: @\n",
        "- @ {tisch=1 wer=\"@\"}\n", "\n---\n", "\\# @\n", "> @\n", "\t@\n", "@ ●●\n", "- @ (3 Punkte)\n", "\n",
        "Tisch 3\n",
    ]

    /// Protocols of random shape: every word of a card is in exactly one contribution.
    @Test(arguments: 0..<8) func protocolsLoseNoCard(seed: UInt64) {
        var dice = Dice(state: seed &+ 200)
        for _ in 0..<60 {
            var file = ""
            var count = 0
            for _ in 0..<Int.random(in: 1...12, using: &dice) {
                for piece in dice.one(of: Self.pieces).split(separator: "@", omittingEmptySubsequences: false)
                    .enumerated()
                {
                    if piece.offset > 0 {
                        count += 1
                        file += "Karte\(count)x"
                    }
                    file += piece.element
                }
            }
            let corpus = run("t.md", Array(file.utf8))
            expectBalance(corpus, file)
            let all = corpus.contributions.map { ([$0.text] + $0.extra.map(\.json)).joined(separator: " ") }
            let lost = (0..<count).map { "Karte\($0 + 1)x" }.filter { card in all.count { $0.contains(card) } != 1 }
            #expect(lost.isEmpty, "\(seed): \(file)")
            #expect(corpus.contributions.allSatisfy { $0.workshop.map { !$0.contains("Karte") } ?? true }, "\(file)")
        }
    }

    private static let samples: [String] = [
        "id;Beitrag;Tisch;Punkte\r\nk1;\"Bänke, Bäume\r\nund Licht\";3;2\r\nk2;\"er sagt \"\"nein\"\"\";4;\r\n\r\nk3;Straße;;1\r\n",
        "sep=,\ntext,phase,color\nKita,Kritik,rot\nHort,Vision,\n", "Tisch\tKarte\n1\tWeg zu\n2\tTor auf\n",
        "{\"id\":\"a\",\"text\":\"Bänke\\u00e4\\n\",\"points\":3,\"x\":[1,{\"y\":null}]}\n{\"text\":\"Kita\",\"phase\":\"Utopie\",\"gold\":{}}\n",
        "{\"workshop\":\"W\",\"cards\":[{\"text\":\"eins\"},{\"text\":\"zwei\",\"table\":2.5}],\"k\":true}",
        "[{\"text\":\"a\"},\n {\"text\":\"b\"}]",
        "---\ntitel: Forum\n---\n# Forum\n\n## Kritik\n\n### Wege (2 Punkte)\n- Pfützen {id=k1 tisch=3 cluster=\"A \\\" B\"}\n  tief\n- [x] Stufen (3 Punkte)\n\nFazit\n-----\nTN 3: gut\n",
        "Zukunftswerkstatt\n\nPhase 1: Kritik\n\u{F0B7} zu laut\n1. eins\n2) zwei\n**Realisierung**\n– Antrag ●●●\nTisch 4\n+ Plan\n",
    ]

    /// Bytes turned, doubled, dropped, cut, in every character set and under every name.
    @Test(arguments: 0..<8) func brokenBytesAreAccountedFor(seed: UInt64) {
        var dice = Dice(state: seed &+ 300)
        let interesting = Array("\"\\;,\t\n\r{}[]:#-* \0é".utf8) + [0xFF, 0xFE, 0xEF, 0xC3, 0x80, 0xE4]
        for _ in 0..<150 {
            let sample = dice.one(of: Self.samples)
            var bytes: [UInt8]
            switch Int.random(in: 0..<4, using: &dice) {
            case 0: bytes = [0xFF, 0xFE] + sample.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            case 1: bytes = sample.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : 0x3F }
            default: bytes = Array(sample.utf8)
            }
            for _ in 0..<Int.random(in: 0...6, using: &dice) where !bytes.isEmpty {
                let at = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<5, using: &dice) {
                case 0: bytes[at] = dice.one(of: interesting)
                case 1: bytes.insert(dice.one(of: interesting), at: at)
                case 2: bytes.remove(at: at)
                case 3: bytes.removeLast(bytes.count - at)
                default:
                    bytes.insert(
                        contentsOf: bytes[at..<min(bytes.count, at + 20)],
                        at: Int.random(in: 0...at, using: &dice)
                    )
                }
            }
            let name = "t." + dice.one(of: ["csv", "tsv", "jsonl", "json", "md", "txt", "xyz"])
            let corpus = run(name, bytes)
            expectBalance(corpus, "\(seed) \(name): \(bytes)")
            #expect(corpus.contributions.allSatisfy { !$0.text.utf8.contains(0x0D) }, "\(seed) \(name): \(bytes)")
            var ids = ContributionIds(corpus.contributions).assigned().contributions.map(\.id)
            #expect(ids == ids.sorted(by: precedesBytewise))
            ids = Array(Set(ids))
            #expect(ids.count == corpus.contributions.count, "\(seed) \(name): \(bytes)")
        }
    }
}
