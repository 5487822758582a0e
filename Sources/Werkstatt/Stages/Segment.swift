/// Comes in: cleaned texts. Goes out: words with their forms and places in the original, and ends of sentences.
/// Decides: what counts as one word (gender forms, hyphens, numbers, addresses) and what an ellipsis stands for.
/// Never: drops a character without a word or blank covering it; corrects anybody's spelling.
public struct Segment: Sendable {
    let knowledge: Knowledge

    public init(knowledge: Knowledge) { self.knowledge = knowledge }

    public func run(_ corpus: NormalisedCorpus, jobs: Int = 1) async throws -> SegmentedCorpus {
        let knowledge = knowledge
        let texts = corpus.texts
        let slices = try await inSlices(texts.count, jobs: jobs) { range in
            let tokenizer = try Tokenizer(builder: knowledge.builder())
            var lexis = Lexis()
            var words: [[Word]] = []
            var ends: [[Int32]] = []
            for position in range {
                words.append(tokenizer.words(of: texts[position], into: &lexis))
                ends.append(
                    tokenizer.sentenceEnds(of: texts[position].bytes).map { Int32(texts[position].original($0)) }
                )
            }
            return (lexis, words, ends)
        }
        var lexis = Lexis()
        var words: [[Word]] = []
        var ends: [[Int32]] = []
        words.reserveCapacity(texts.count)
        for (own, ownWords, ownEnds) in slices {
            let numbers = own.forms.map { lexis.intern($0) }
            words += ownWords.map {
                $0.map { Word(start: $0.start, end: $0.end, form: numbers[Int($0.form)], repeats: $0.repeats) }
            }
            ends += ownEnds
        }
        return SegmentedCorpus(normalised: corpus, lexis: lexis, words: words, sentenceEnds: ends)
    }
}
