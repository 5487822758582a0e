/// What the texts of the catalogue's measures speak of: concepts, words, aspects. Read once per state of the pack and
/// kept with the knowledge; weights are put on when it is used.
///
/// Comes in: pack and knowledge. Goes out: per measure, in the order of the catalogue, plain numbers. Decides nothing.
struct CatalogueReading: Sendable {
    /// A text of a measure whose words are compared with those of a thread, and the parameter that weighs it.
    static let texts: [(path: KeyPath<Measure, String> & Sendable, weight: String)] = [
        (\.title, "match_title"), (\.description, "match_description"), (\.goal, "match_goal"),
        (\.targetGroup, "match_target_group"), (\.responsible, "match_actors"), (\.partners, "match_actors"),
    ]

    /// Concepts with their shares, 0…1.
    private(set) var profiles: [[(concept: Int32, share: Double)]] = []
    /// Stems with how often they stand in each of `texts`; per measure in the order of the alphabet.
    private(set) var stems: [[(stem: String, counts: [UInt8])]] = []
    /// Numbers of the pack's aspects that the measure's text names, ascending.
    private(set) var aspects: [[Int32]] = []

    init() {}

    init(_ pack: Pack, _ knowledge: Knowledge) throws {
        let builder = knowledge.builder()
        let tokenizer = try Tokenizer(builder: builder)
        let finder = CueFinder(pack.drafts.aspects.map(\.expressions), builder: builder)
        var lexis = Lexis()
        let reader = CardReader(knowledge.model, stopWords: knowledge.stopWords)
        func words(_ text: String) -> [Word] { tokenizer.words(of: CleanText(Array(text.utf8)), into: &lexis) }
        for measure in pack.catalogue {
            var bag: [String: [UInt8]] = [:]
            for (number, text) in Self.texts.enumerated() {
                let words = words(measure[keyPath: text.path])
                for stem in Self.stems(words, lexis, knowledge) {
                    var counts = bag[stem] ?? [UInt8](repeating: 0, count: Self.texts.count)
                    counts[number] = counts[number] == .max ? .max : counts[number] + 1
                    bag[stem] = counts
                }
            }
            stems.append(bag.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })

            let spoken = [measure.title, measure.title, measure.description, measure.goal, measure.targetGroup]
            let reading = reader.read(words(spoken.joined(separator: " ")), lexis)
            profiles.append(reading.concepts.map { (Int32($0.concept), Double($0.share)) })

            let sentences = [measure.title, measure.description, measure.goal, measure.targetGroup]
            aspects.append(
                Set(finder.find(words(sentences.joined(separator: ". ")), lexis).map { Int32($0.list) }).sorted()
            )
        }
    }

    /// The stems of a text that count when it is compared with others: neither function words nor jargon.
    static func stems(_ words: [Word], _ lexis: Lexis, _ knowledge: Knowledge) -> [String] {
        words.flatMap { word -> [String] in
            let form = lexis[word.form]
            guard !word.repeats, form.kind == .word || form.kind == .number,
                !knowledge.functionWords.contains(form.key), !knowledge.functionWords.contains(form.stem)
            else {
                return []
            }
            return ([form.stem] + form.partStems).filter {
                !knowledge.genericStems.contains($0) && !knowledge.functionWords.contains($0)
            }
        }
    }

    // MARK: Bytes

    func write(to out: inout BinaryWriter) {
        out.add(profiles.map { Int32($0.count) })
        out.add(profiles.flatMap { $0.map(\.concept) })
        out.add(profiles.flatMap { $0.map(\.share) })
        out.add(stems.map { Int32($0.count) })
        out.add(stems.flatMap { $0.map(\.stem) })
        out.add(stems.flatMap { $0.flatMap(\.counts) })
        out.add(aspects.map { Int32($0.count) })
        out.add(aspects.flatMap { $0 })
    }

    init(reading input: inout BinaryReader) throws {
        let sizes = try input.array(Int32.self)
        let concepts = try input.array(Int32.self)
        let shares = try input.array(Double.self)
        profiles = Self.rows(sizes) { (concepts[$0], shares[$0]) }
        let bags = try input.array(Int32.self)
        let names = try input.strings()
        let counts = try input.array(UInt8.self)
        let width = Self.texts.count
        stems = Self.rows(bags) { (names[$0], Array(counts[($0 * width)..<(($0 + 1) * width)])) }
        let found = try input.array(Int32.self)
        let numbers = try input.array(Int32.self)
        aspects = Self.rows(found) { numbers[$0] }
    }

    private static func rows<Element>(_ sizes: [Int32], _ element: (Int) -> Element) -> [[Element]] {
        var start = 0
        return sizes.map { size in
            defer { start += Int(size) }
            return (start..<(start + Int(size))).map(element)
        }
    }
}
