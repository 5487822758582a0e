import Foundation
import Testing

@testable import Werkstatt

/// The page as people and browsers meet it: sections, quotes, masks, escaping; not its bytes.
@Suite struct ReportTests {
    private func page(_ results: RunResults = SampleRun.results, keepPersonalData: Bool = false, places: Bool = true)
        -> String
    {
        var options = RunOptions()
        options.keepPersonalData = keepPersonalData
        let pages = Report(results, pack: SampleRun.pack, options: options).pages()
        return String(decoding: places ? pages.shown : pages.counted ?? pages.shown, as: UTF8.self)
    }

    /// A parsed page: every element is closed, every id is unique.
    private func parsed(_ page: String) throws -> Element { try Element.parse(page) }

    @Test func isWellFormedWithOneOfEachId() throws {
        let root = try parsed(page())
        let ids = root.all.compactMap { $0.attributes["id"] }
        #expect(ids.count > 30)
        #expect(Set(ids).count == ids.count)
        #expect(root.attributes["lang"] == "de")
        for link in root.all.compactMap({ $0.attributes["href"] }) {
            #expect(link.hasPrefix("#"), "\(link) leads outside")
            #expect(ids.contains(String(link.dropFirst())), "\(link) leads nowhere")
        }
        for reference in root.all.compactMap({ $0.attributes["aria-labelledby"] }) {
            for id in reference.split(separator: " ") { #expect(ids.contains(String(id))) }
        }
    }

    @Test func headingsDescendWithoutGaps() throws {
        let levels = try parsed(page()).all.compactMap {
            $0.name.count == 2 && $0.name.hasPrefix("h") ? Int($0.name.dropFirst()) : nil
        }
        #expect(levels.count { $0 == 1 } == 1)
        #expect(levels.first == 1)
        for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
    }

    @Test func hasAllSections() throws {
        let titles = try parsed(page()).all.filter { $0.name == "h2" }.map(\.text)
        #expect(
            titles == [
                "Auf einen Blick", "Was hereinkam", "Handlungsfelder und Phasen", "Karte der Themen", "Themenstränge",
                "Vorschläge",
                "Was in kein Handlungsfeld passt", "Zielgruppen",
                "Blick auf den Katalog", "Methode und Grenzen",
            ]
        )
    }

    @Test func loadsNothingAndRunsNothing() throws {
        let root = try parsed(page())
        let loading = [
            "script", "img", "iframe", "object", "embed", "link", "form", "base", "audio", "video", "use", "image",
        ]
        #expect(root.all.allSatisfy { !loading.contains($0.name) })
        for element in root.all {
            for name in element.attributes.keys {
                #expect(!name.hasPrefix("on") && name != "src" && name != "srcset" && name != "style")
            }
        }
        #expect(!page().contains("http://") && !page().contains("https://") && !page().contains("@import"))
        #expect(page().contains("default-src &#39;none&#39;") || page().contains("default-src 'none'"))
    }

    @Test func tablesHaveCaptionsAndScopes() throws {
        let root = try parsed(page())
        let tables = root.all.filter { $0.name == "table" }
        #expect(tables.count > 5)
        for table in tables { #expect(table.all.contains { $0.name == "caption" && !$0.text.isEmpty }) }
        for head in root.all where head.name == "th" { #expect(head.attributes["scope"] != nil) }
        for drawing in root.all where drawing.name == "svg" {
            #expect(drawing.children.map(\.name).starts(with: ["title", "desc"]))
        }
    }

    @Test func quotesAreVerbatimWithMasks() throws {
        let allowed = Set(SampleRun.cards.map { Masker(keepsPersonalData: false).text($0).text })
        let partial = [
            "Warten", "VHS + KI legen die Wartelisten zusammen, ab Herbst 2022", "Wohnungen ", "Frau [NAME] anrufen",
            "[NAME] anrufen ([TEL]",
        ]
        let quotes = try parsed(page()).all.filter { $0.name == "blockquote" }.compactMap { quote in
            quote.all.first { $0.name == "bdi" }?.text
        }
        #expect(quotes.count >= 15)
        for quote in quotes {
            let plain = quote.replacing("U+202E", with: "\u{202E}").replacing("U+202C", with: "\u{202C}")
            #expect(allowed.contains(plain) || partial.contains(plain), "„\(quote)“")
        }
        for id in ["w01", "w02", "w04", "w05", "w06", "w07", "w08", "z01", "z02", "z03", "z04", "z05", "z06", "z07"] {
            let text = Masker(keepsPersonalData: false).text(SampleRun.cards.first { $0.id == id }!).text
            #expect(
                quotes.contains {
                    $0.replacing("U+202E", with: "\u{202E}").replacing("U+202C", with: "\u{202C}") == text
                },
                "\(id)"
            )
        }
    }

    @Test func personalDataIsMaskedEverywhereUnlessKept() {
        let masked = page()
        for secret in ["Sönmez", "Aylin", "0241 555"] { #expect(!masked.contains(secret), "\(secret)") }
        #expect(masked.contains("Bitte Frau [NAME] anrufen ([TEL]), sie kennt die Warteliste 🙂"))
        #expect(masked.contains("„Warteliste“, „[NAME]“"))
        #expect(masked.contains("[NAME] [NAME] bietet Hilfe an.") || masked.contains("[NAME] bietet Hilfe an."))
        let kept = page(keepPersonalData: true)
        #expect(kept.contains("Frau Aylin Sönmez anrufen (0241 555 0137)"))
        #expect(kept.contains("nicht zur Weitergabe"))
    }

    @Test func erasedTextIsGone() { #expect(!page().contains("Das hier darf niemand mehr lesen")) }

    @Test func cardsCannotBecomeMarkup() throws {
        let page = page()
        #expect(
            page.contains(
                "&lt;script&gt;alert(&quot;Miete &amp; Co&quot;)&lt;/script&gt; &lt;img src=x onerror=&#39;x()&#39;&gt;"
            )
        )
        #expect(!page.contains("\u{202E}"))
        #expect(page.contains("U+202E"))
    }

    @Test func countsAreNeverCalledBallots() { #expect(!page().contains("Stimme")) }

    @Test(arguments: [
        "18\u{A0}Beiträge vor", "10-mal Kritik",
        "Ausgewertet wurden 12\u{A0}Beiträge; 1 davon wiederholt einen anderen", "1\u{A0}Zeile ließ sich nicht lesen",
        "Die Bilanz geht auf",
        "Andere Sicht", "Die Beratung im Quartiersbüro ist super", "mehr Zellen", "wohnen.csv",
        "Was kostet die Maßnahme",
        "Woraus wird die Maßnahme bezahlt?", "Türkisch", "Interkulturelle Öffnung", "6 Nennungen mit Wiederholungen",
        "Von niemandem genannt",
    ])
    func says(_ sentence: String) { #expect(page().contains(sentence)) }

    @Test func noticesNameTheCardWhateverItsRow() throws {
        var results = SampleRun.results
        results.notices = [Notice(.note, file: "/srv/eingang/sprache.jsonl", row: 4, "Klingt nach Kritik.")]
        results.unread = []
        results.contributions[0].contribution.source = Source(file: "/srv/eingang/sprache.jsonl", row: 4)
        let first = page(results)
        results.notices[0].file = "/anders/x.csv"
        results.notices[0].row = 77
        results.contributions[0].contribution.source = Source(file: "/anders/x.csv", row: 77)
        #expect(page(results) == first)
        #expect(first.contains("<bdi>w01</bdi></th><td class=\"t\"><bdi>Notiz</bdi>"))
    }

    @Test func withoutPlacesNothingNamesFilesOrRows() {
        let page = page(places: false)
        #expect(!page.contains("wohnen.csv"))
        #expect(page.contains("mehr Zellen"))
        #expect(!self.page().contains("/srv/eingang"))
    }

    @Test func anUnbalancedRunIsSaid() {
        var results = SampleRun.results
        results.inputs[0].records = 99
        #expect(page(results).contains("Die Bilanz geht nicht auf"))
    }

    @Test func anEmptyRunIsAPage() throws {
        let empty = RunResults(
            contributions: [],
            ideas: [],
            threads: [],
            suggestions: [],
            measures: [],
            unread: [],
            notices: [],
            inputs: []
        )
        let text = page(empty)
        #expect(text.contains("Es liegen keine Beiträge vor."))
        _ = try parsed(text)
    }

    @Test func manyWorkshopsAreSummedUp() {
        var results = SampleRun.results
        for number in 0..<40 {
            var card = SampleRun.cards[6]
            card.contribution.id = "x\(number)"
            card.contribution.workshop = "Werkstatt \(number)"
            results.contributions.append(card)
        }
        let text = page(results)
        #expect(text.contains("<summary>42 Werkstätten</summary>"))
        #expect(text.contains("Alle Werkstätten – Phantasie (41)"))
        #expect(!text.contains("W7 Werkstatt"))
    }

    @Test func longListsSayWhereTheRestStands() throws {
        var results = SampleRun.results
        let most = SampleRun.pack.parameters.count("report_rows_most")
        for number in 0..<(most + 7) {
            var card = SampleRun.cards[8]
            card.contribution.id = "x\(number)"
            results.contributions.append(card)
        }
        let text = page(results)
        #expect(text.contains("8\u{A0}weitere Beiträge stehen in contributions.jsonl."))
        #expect(text.components(separatedBy: "s. o.").count - 1 == most)
    }
}
