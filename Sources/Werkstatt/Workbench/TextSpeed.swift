/// How fast texts are checked and mended, cut into words with their forms, and cut into sentences.
///
/// Comes in: contributions. Goes out: megabytes per second of processor time on one thread, a round with every form new
/// and the best of several with forms known. Decides nothing.
public struct TextSpeed: Sendable {
    public var bytes = 0
    public var words = 0
    public var forms = 0
    /// The first round: every form is new.
    public var first = 0.0
    /// All steps, forms known.
    public var whole = 0.0
    public var cleaning = 0.0
    public var cutting = 0.0
    public var sentences = 0.0

    /// - Parameter now: Seconds of processor time.
    public init(_ intake: IntakeCorpus, knowledge: Knowledge, rounds: Int, now: () -> Double) throws {
        let texts = intake.contributions.map { Array($0.text.utf8) }
        bytes = texts.reduce(0) { $0 + $1.count }
        let megabytes = Double(bytes) / 1e6
        let known = knowledge.knownWords
        let tokenizer = try Tokenizer(builder: knowledge.builder())
        var lexis = Lexis()
        var count = 0
        func seconds(_ body: ([UInt8]) -> Void) -> Double {
            let start = now()
            for text in texts { body(text) }
            return now() - start
        }
        func best(_ body: ([UInt8]) -> Void) -> Double { (0..<rounds).map { _ in seconds(body) }.min()! }
        func all(_ text: [UInt8]) {
            let clean = CleanText(text, known: known)
            count += tokenizer.words(of: clean, into: &lexis).count
            count += tokenizer.sentenceEnds(of: clean.bytes).count
        }
        first = megabytes / seconds(all)
        whole = megabytes / best(all)
        cleaning = megabytes / best { count += CleanText($0, known: known).bytes.count }
        let clean = texts.map { CleanText($0, known: known) }
        var start = now()
        for text in clean { words += tokenizer.words(of: text, into: &lexis).count }
        cutting = megabytes / (now() - start)
        start = now()
        for text in clean { count += tokenizer.sentenceEnds(of: text.bytes).count }
        sentences = megabytes / (now() - start)
        forms = lexis.forms.count
    }
}
