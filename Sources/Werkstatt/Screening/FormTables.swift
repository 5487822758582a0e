/// What stage Screen works out once per distinct word form, as parallel columns indexed by `FormID`.
struct FormTables: Sendable {
    private(set) var traits: [WordTraits] = []
    /// Numbers in the phrase book of fillers.
    private(set) var filler: [UInt32] = []
    /// Numbers in the phrase book of the event.
    private(set) var offtopic: [UInt32] = []
    private(set) var signs: [UInt16] = []
    private(set) var hits: [UInt32] = []
    private(set) var tells: [UInt32] = []

    init() {}

    init(_ forms: ArraySlice<WordForm>, traits reader: TraitReader, status: StatusReader) {
        for form in forms {
            traits.append(reader.traits(of: form))
            filler.append(status.filler.book.id(of: form))
            offtopic.append(status.offtopic.book.id(of: form))
            signs.append(status.offtopic.signs(of: form))
            hits.append(status.languages.hits(of: form))
            tells.append(status.languages.tells(of: form))
        }
    }

    mutating func append(_ other: FormTables) {
        traits += other.traits
        filler += other.filler
        offtopic += other.offtopic
        signs += other.signs
        hits += other.hits
        tells += other.tells
    }

    func words(of card: [Word]) -> StatusReader.Words {
        StatusReader.Words(
            filler: card.map { filler[Int($0.form)] },
            offtopic: card.map { offtopic[Int($0.form)] },
            signs: card.map { signs[Int($0.form)] },
            hits: card.map { hits[Int($0.form)] },
            tells: card.map { tells[Int($0.form)] }
        )
    }
}
