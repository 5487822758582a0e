import Foundation

#if canImport(Werkstatt)
    @testable import Werkstatt
#endif

/// Comes in: the folder with real German text for measuring (see its README) and a builder of word forms. Goes out:
/// figures of the text core with counts. Decides nothing; the floors stand in the tests.
struct TextFigures {
    let folder: String
    let builder: FormBuilder
    let tokenizer: Tokenizer

    init(folder: String, builder: FormBuilder) throws {
        self.folder = folder
        self.builder = builder
        tokenizer = try Tokenizer(builder: builder)
    }

    struct Row: Decodable {
        var id: String?
        var text: String
        var tokenSpans: [[Int]]?
        var tokens: [String]?
        var parts: [String]?
        var compound: Bool?
        var plain: String?
        var marker: String?
        enum CodingKeys: String, CodingKey {
            case text
            case tokenSpans = "token_spans"
            case tokens, parts, compound, plain, marker
        }
    }

    func rows(_ name: String) throws -> [Row] {
        try String(contentsOfFile: folder + "/" + name + ".jsonl", encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Row.self, from: Data($0.utf8))
        }
    }

    /// Agreement of two sets of places.
    struct Agreement: CustomStringConvertible {
        var both = 0, ours = 0, theirs = 0
        var f1: Double { Double(2 * both) / Double(max(1, ours + theirs)) }
        var description: String { "F1 \(f1) (\(both) gemeinsam, \(ours) eigene, \(theirs) im Gold)" }
    }

    private func spans(_ text: String) -> [(start: Int, end: Int)] {
        let bytes = Array(text.utf8)
        var lexis = Lexis()
        var counter = CodePointCounter(bytes)
        return tokenizer.words(of: CleanText(bytes), into: &lexis).map {
            (counter.count(before: Int($0.start)), counter.count(before: Int($0.end)))
        }
    }

    /// Tokens on ud-gsd-dev.
    func tokens(misses: ((String, [String], [String]) -> Void)? = nil) throws -> Agreement {
        var result = Agreement()
        for row in try rows("ud-gsd-dev") {
            let gold = Set(row.tokenSpans!.map { "\($0[0])-\($0[1])" })
            let own = Set(spans(row.text).map { "\($0.start)-\($0.end)" })
            result.both += gold.intersection(own).count
            result.ours += own.count
            result.theirs += gold.count
            if let misses, gold != own {
                let scalars = Array(row.text.unicodeScalars)
                func text(_ span: String) -> String {
                    let ends = span.split(separator: "-").map { Int($0)! }
                    return String(String.UnicodeScalarView(scalars[ends[0]..<ends[1]]))
                }
                misses(row.text, own.subtracting(gold).map(text).sorted(), gold.subtracting(own).map(text).sorted())
            }
        }
        return result
    }

    /// Sentence ends on ud-gsd-dev joined by blanks.
    func sentences() throws -> Agreement {
        let texts = try rows("ud-gsd-dev").map(\.text)
        var gold: Set<Int> = []
        var offset = 0
        for text in texts {
            gold.insert(offset + text.utf8.count)
            offset += text.utf8.count + 1
        }
        let joined = Array(texts.joined(separator: " ").utf8)
        var own: Set<Int> = []
        for var end in tokenizer.sentenceEnds(of: joined) {
            while end > 0, joined[end - 1] == 0x20 { end -= 1 }
            own.insert(end)
        }
        return Agreement(both: own.intersection(gold).count, ours: own.count, theirs: gold.count)
    }

    /// Cuts inside gold tokens of empirist-train joined by blanks.
    func overSplits(report: ((String, String) -> Void)? = nil) throws -> (tokens: Int, extra: Int) {
        var tokens = 0
        var extra = 0
        for row in try rows("empirist-train") {
            tokens += row.tokens!.count
            let own = spans(row.tokens!.joined(separator: " "))
            let scalars = Array(row.tokens!.joined(separator: " ").unicodeScalars)
            var offset = 0
            for token in row.tokens! {
                let end = offset + token.unicodeScalars.count
                let inside = own.filter { $0.start >= offset && $0.end <= end }
                extra += max(0, inside.count - 1)
                if inside.count > 1 {
                    report?(
                        token,
                        inside.map { String(String.UnicodeScalarView(scalars[$0.start..<$0.end])) }.joined(
                            separator: "|"
                        )
                    )
                }
                offset = end + 1
            }
        }
        return (tokens, extra)
    }

    /// Compounds of compounds-ghost-nn whose head's beginning is among the cuts.
    func heads(misses: ((String, [String]) -> Void)? = nil) throws -> (found: Int, of: Int) {
        var found = 0
        let rows = try rows("compounds-ghost-nn")
        for row in rows {
            let key = Fold.key(row.text)
            let head = Fold.key(row.parts![1])
            let cuts = builder.splitter.cuts(key, stemmer: builder.stemmer)
            if cuts.contains(where: { $0.start == key.utf8.count - head.utf8.count }) {
                found += 1
            } else {
                misses?(row.text, cuts.map(\.part))
            }
        }
        return (found, rows.count)
    }

    /// Hyphen-free words of compounds-emea that are called no compounds and are split.
    func falseSplits(report: ((String, [String]) -> Void)? = nil) throws -> (split: Int, of: Int) {
        var split = 0
        let rows = try rows("compounds-emea").filter { $0.compound == false && !$0.text.contains("-") }
        for row in rows {
            let parts = builder.form(row.text, .word).parts
            if parts.count > 1 {
                split += 1
                report?(row.text, parts)
            }
        }
        return (split, rows.count)
    }

    /// The markers that every attested form is also written with.
    static let markers = ["*", ":", "_", "/", "/-", "I", "("]

    /// Forms that give the key of `plain`: as attested, and per marker made by us.
    func genderForms(misses: ((String, String, String, String) -> Void)? = nil) throws -> [(
        marker: String, found: Int, of: Int
    )] {
        let rows = try rows("gender-forms")
        var result: [(marker: String, found: Int, of: Int)] = []
        func check(_ marker: String, _ forms: [(text: String, plain: String)]) {
            var found = 0
            for form in forms {
                var lexis = Lexis()
                let words = tokenizer.words(of: CleanText(Array(form.text.utf8)), into: &lexis)
                let plain = builder.form(form.plain, .word)
                if words.count == 1, lexis[words[0].form].key == plain.key, lexis[words[0].form].stem == plain.stem {
                    found += 1
                } else {
                    misses?(marker, form.text, words.map { lexis[$0.form].key }.joined(separator: "|"), plain.key)
                }
            }
            result.append((marker, found, forms.count))
        }
        check("attested", rows.map { ($0.text, $0.plain!) })
        for marker in Self.markers {
            check(
                marker,
                rows.compactMap { row in Self.variant(row.text, row.marker!, marker).map { ($0, row.plain!) } }
            )
        }
        return result
    }

    /// A form with its first marker replaced by another; nil when no marker is found.
    static func variant(_ text: String, _ from: String, _ to: String) -> String? {
        for sign in ["*", ":", "_", "/-", "/", "·"] {
            guard let range = text.range(of: sign) else { continue }
            let rest = text[range.upperBound...]
            let feminine = rest.hasPrefix("innen") ? 5 : rest.hasPrefix("in") ? 2 : 0
            let before = text[..<range.lowerBound]
            if to == "I" { return feminine > 0 ? before + "I" + rest.dropFirst() : nil }
            if to == "(" {
                return feminine > 0 ? before + "(" + rest.prefix(feminine) + ")" + rest.dropFirst(feminine) : nil
            }
            return before + to + rest
        }
        for capital in ["Innen", "In"] {
            if let range = text.range(of: capital), range.lowerBound > text.startIndex {
                let rest = "i" + text[range.lowerBound...].dropFirst()
                let before = text[..<range.lowerBound]
                if to == "I" { return text }
                if to == "(" { return before + "(" + rest.prefix(capital.count) + ")" + rest.dropFirst(capital.count) }
                return before + to + rest
            }
        }
        return nil
    }
}
