/// One card as the finders of stage Screen see it: words with their traits, surfaces on demand.
struct CardView {
    let words: [Word]
    let traits: [WordTraits]
    /// Of the original text.
    let bytes: [UInt8]
    let lexis: Lexis
    /// All traits of the card together.
    let union: WordTraits

    var count: Int { words.count }

    subscript(_ index: Int) -> WordTraits { index >= 0 && index < traits.count ? traits[index] : [] }

    func surface(_ index: Int) -> String { index >= 0 && index < words.count ? lexis[words[index].form].surface : "" }
    func start(_ index: Int) -> Int { Int(words[index].start) }
    func end(_ index: Int) -> Int { Int(words[index].end) }
    func range(_ first: Int, _ last: Int) -> Range<Int> { start(first)..<end(last) }

    /// Whether a line end stands between two neighbouring words.
    func breaksLine(before index: Int) -> Bool {
        guard index > 0, index < count else { return false }
        return bytes[end(index - 1)..<start(index)].contains(0x0A)
    }

    /// Whether two neighbouring words touch.
    func touches(_ index: Int) -> Bool { index > 0 && index < count && end(index - 1) == start(index) }

    func isSign(_ index: Int, _ sign: String) -> Bool { self[index].contains(.punctuation) && surface(index) == sign }
}
