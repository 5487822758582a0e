import Foundation
import Testing

@testable import Werkstatt

/// Three hundred persons, compounds and articles in all markers; and ten thousand ordinary words that must not be read
/// as one.
@Suite struct GenderPairTests {
    @Test func pairsGiveOneKey() throws {
        let rows = try fixture("gender-pairs.tsv").map { $0.split(separator: "\t").map(String.init) }
        let tokenizer = try Tokenizer(builder: TextSupport.builder())
        func form(_ text: String) -> (key: String, stem: String, count: Int) {
            var lexis = Lexis()
            let words = tokenizer.words(of: CleanText(Array(text.utf8)), into: &lexis)
            return (lexis[words[0].form].key, lexis[words[0].form].stem, words.count)
        }
        var wrong: [String] = []
        var spellings = 0
        for row in rows {
            let masculine = form(row[0])
            let feminine = form(row[1])
            // Articles and pronouns stay two words ("der" is no "die"): their marked forms all fold to one of them.
            let isPronoun = row[0].first!.isLowercase
            if !isPronoun, masculine.stem != feminine.stem {
                wrong.append("\(row[0]) \(masculine.stem), \(row[1]) \(feminine.stem)")
            }
            let one = isPronoun && form(row[2]).key == masculine.key ? masculine : feminine
            for text in row.dropFirst(2) {
                spellings += 1
                let own = form(text)
                if own.key != one.key || own.stem != one.stem || own.count != 1 {
                    wrong.append("\(text) \(own.key) (\(own.count)), \(row[1]) \(one.key)")
                }
            }
        }
        #expect(rows.count >= 300 && spellings >= 1_500)
        #expect(wrong.isEmpty, "\(wrong.count) of \(spellings): \(wrong.joined(separator: "\n"))")
    }

    /// The distinct words of the thesaurus and of the everyday lists: their keys stay, but for words that are feminine.
    @Test func ordinaryWordsKeepTheirKeys() throws {
        var seen: Set<String> = []
        var folded: [String] = []
        var texts = TextSupport.lists.compounds.nouns
        for concept in try Lexicon(Repository.aachen.pack).concepts {
            texts += concept.cards.map(\.text) + concept.expressions.map(\.text)
        }
        for text in texts {
            for word in text.split(whereSeparator: { !$0.isLetter }) where word.count > 2 {
                guard seen.insert(String(word)).inserted else { continue }
                let word = String(word)
                if GenderForm.withoutFeminine(Fold.key(GenderForm.unmarked(word) ?? word)) != Fold.key(word) {
                    folded.append(word)
                }
            }
        }
        let feminine = Set(try fixture("feminine-words.txt").flatMap { $0.split(separator: " ").map(String.init) })
        let harmed = folded.filter { !feminine.contains($0) }.sorted()
        #expect(seen.count >= 10_000, "\(seen.count)")
        #expect(harmed.isEmpty, "\(harmed.count): \(harmed.joined(separator: " "))")
    }
}
