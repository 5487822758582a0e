import Foundation
import Testing

@testable import Werkstatt

/// What must hold of every text, tried on seeded strings made of what real cards are made of.
@Suite struct TextPropertyTests {
    /// Same seed, same strings.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let words = [
        "Bürger*innen", "Schüler:in", "Lehrer/-innen", "ÄrztInnen", "Kita-Plätze", "Ein-", "und", "Ausstieg",
        "Sprach-", "Integrationskurse", "Straße", "Öffnungszeiten", "für", "z. B.", "u.a.", "Prof. Dr.", "14. April",
        "20.000 €", "9-12 Uhr", "§ 5 Abs. 2", "E-Mail", "info@beispiel.de", "www.beispiel.de/kurse", "#Treff", ":-)",
        "Größe", "übermäßig", "Ämter", "Zoë", "Şahin", "Čapek", "مرحبا", "Привіт", "日本", "naïve", "Frauen", "neue",
        "Wohnungsamt", "Dolmetscher", "Ganztag", "U3-Plätze", "3-Jährige", "GmbH", "(Werte)-Gemeinschaft", "fehlt",
        "keine", "Busse", "Spielplatz", "Wohnung", "zu teuer", "mehr", "Sprachkurs", "abends", "der*die", "jede*r",
    ]
    private static let odd = [
        "👩🏽‍🏫", "👍", "🇩🇪", "❤️", "ﬁ", "ﬂ", "\u{AD}", "\u{200B}", "\u{FEFF}", "\u{A0}", "\u{2009}", "\u{F0B7}", "…",
        "–", "„", "“", "∗", "＊", "½", "№", "Å", "\u{1F468}\u{200D}\u{1F469}", "Ã¼", "<b>", "</b>", "<br/>", "\u{2011}",
        "e\u{301}", "*", ":", "_", "/", "-", "(", ")", "'", "’", "!", "?", ".", ",", ";", "\u{2028}", "ĳ", "ς", "İ",
    ]
    private static let gaps = [" ", " ", " ", " ", "  ", "\n", "\n\n", "\t", " \n", "-\n", "\u{AD}\n", ""]

    static func text(_ seed: Int) -> String {
        var dice = Dice(state: UInt64(seed) &* 7_919)
        var text = ""
        for _ in 0..<Int.random(in: 1...14, using: &dice) {
            switch Int.random(in: 0..<10, using: &dice) {
            case 0, 1: text += odd.randomElement(using: &dice)!
            case 2:
                // Something odd inside a word.
                var word = Array(words.randomElement(using: &dice)!.unicodeScalars)
                word.insert(
                    contentsOf: odd.randomElement(using: &dice)!.unicodeScalars,
                    at: Int.random(in: 0...word.count, using: &dice)
                )
                text += String(String.UnicodeScalarView(word))
            default: text += words.randomElement(using: &dice)!
            }
            text += gaps.randomElement(using: &dice)!
        }
        return dice.next() % 3 == 0 ? text.decomposedStringWithCanonicalMapping : text
    }

    private static let count = 4_000

    /// Every byte of the original is under a word, under a repair, or blank; words are whole code points, ascending and
    /// apart; what no repair touched maps back to itself.
    @Test func offsetsCoverAndMapBack() throws {
        let tokenizer = try Tokenizer(builder: TextSupport.builder())
        var lexis = Lexis()
        var mended = 0
        for seed in 0..<Self.count {
            let original = Self.text(seed)
            let bytes = Array(original.utf8)
            let clean = CleanText(bytes, known: TextSupport.known)
            var covered = [Bool](repeating: false, count: bytes.count)
            for repair in clean.repairs {
                #expect(0 <= repair.start && repair.start < repair.end && repair.end <= bytes.count)
                for index in repair.start..<repair.end { covered[index] = true }
            }
            mended += clean.repairs.isEmpty ? 0 : 1
            for index in clean.bytes.indices {
                let place = clean.original(index)
                #expect(index == 0 || clean.original(index - 1) <= place)
                if bytes[place] & 0xC0 != 0x80, !covered[place], clean.bytes[index] & 0xC0 != 0x80 {
                    #expect(clean.bytes[index] == bytes[place], "\(original.debugDescription)")
                }
            }
            #expect(clean.original(clean.bytes.count) == bytes.count || clean.origin == nil)
            var last = 0
            for word in tokenizer.words(of: clean, into: &lexis) {
                let (start, end) = (Int(word.start), Int(word.end))
                #expect(last <= start && start < end && end <= bytes.count, "\(original.debugDescription)")
                #expect(bytes[start] & 0xC0 != 0x80 && (end == bytes.count || bytes[end] & 0xC0 != 0x80))
                for index in start..<end { covered[index] = true }
                last = end
            }
            let open = bytes.indices.filter { !covered[$0] }
            let rest = String(decoding: open.map { bytes[$0] }, as: UTF8.self)
            #expect(
                rest.unicodeScalars.allSatisfy { $0.properties.isWhitespace },
                "\(rest.debugDescription) in \(original.debugDescription)"
            )
        }
        #expect(mended > Self.count / 4)
    }

    @Test func normalisingTwiceIsOnce() {
        for seed in 0..<Self.count {
            let clean = CleanText(Array(Self.text(seed).utf8), known: TextSupport.known)
            let again = CleanText(clean.bytes, known: TextSupport.known)
            #expect(
                again.bytes == clean.bytes,
                "\(Self.text(seed).debugDescription) → \(String(decoding: clean.bytes, as: UTF8.self).debugDescription) → \(String(decoding: again.bytes, as: UTF8.self).debugDescription)"
            )
        }
    }

    /// However umlauts are encoded: the same words with the same keys, parts and sentence ends, in code points of each.
    @Test func composedAndDecomposedGiveTheSameKeys() throws {
        let tokenizer = try Tokenizer(builder: TextSupport.builder())
        for seed in 0..<Self.count {
            let text = Self.text(seed)
            func read(_ text: String) -> (keys: [[String]], sentences: Int) {
                var lexis = Lexis()
                let clean = CleanText(Array(text.utf8), known: TextSupport.known)
                let keys = tokenizer.words(of: clean, into: &lexis).map { [lexis[$0.form].key] + lexis[$0.form].parts }
                return (keys, tokenizer.sentenceEnds(of: clean.bytes).count)
            }
            let composed = read(text.precomposedStringWithCanonicalMapping)
            let decomposed = read(text.decomposedStringWithCanonicalMapping)
            #expect(composed.keys == decomposed.keys, "\(text.debugDescription)")
            #expect(composed.sentences == decomposed.sentences, "\(text.debugDescription)")
        }
    }

    /// … and the same status, masks and labels: on the example cards of the packs and on made strings.
    @Test func composedAndDecomposedGiveTheSameTags() async throws {
        let cards = try Lexicon(Repository.aachen.pack).concepts.flatMap { $0.cards.map(\.text) }
        let texts =
            cards.enumerated().filter { $0.offset % 9 == 0 }.map(\.element) + (0..<600).map(Self.text)
            + ["Frau Dr. Gökçe Öztürk, Tel. 0241 5550 173", "Müllerstraße 12, 52064 Aachen, geb. 3. März 1987"]
        #expect(texts.count > 1_500)
        func tags(_ texts: [String]) async throws -> [[String]] {
            let cards = texts.enumerated().map {
                Contribution(
                    id: "c\(100_000 + $0.offset)",
                    workshop: "W",
                    phase: .kritik,
                    text: $0.element,
                    source: Source(file: "a.csv", row: $0.offset + 2)
                )
            }
            let line = Line(pack: Repository.aachen.pack, knowledge: Repository.aachen.knowledge, options: RunOptions())
            let intake = IntakeCorpus(contributions: cards, unread: [], notices: [], inputs: [])
            let segmented = try await line.segment.run(line.normalise.run(intake))
            let tagged = try await line.tag.run(line.screen.run(segmented))
            return zip(tagged.taggings, tagged.screened.screenings).map { tagging, screening in
                let labels = tagging.fields + tagging.themes + tagging.napPhases + tagging.targetGroups
                return ["\(screening.status)"] + screening.redactions.map { "\($0.type)" }
                    + labels.map { "\($0.id) \($0.score)" }
            }
        }
        let composed = try await tags(texts.map(\.precomposedStringWithCanonicalMapping))
        let decomposed = try await tags(texts.map(\.decomposedStringWithCanonicalMapping))
        #expect(composed.count { $0.count > 1 } > 800)
        for (text, (left, right)) in zip(texts, zip(composed, decomposed)) {
            #expect(left == right, "\(text.debugDescription)")
        }
    }
}
