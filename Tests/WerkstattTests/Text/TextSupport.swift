import Foundation

@testable import Werkstatt

/// What the tests of the text core share: a builder with the everyday words of the packs and a few words of our own.
enum TextSupport {
    /// The pack folder beside the tests.
    static let packs =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/Pipelines"

    static let lists: WordLists = {
        var lists = WordLists()
        try! lists.read(PackFile(path: packs + "/common/words.yaml"))
        return lists
    }()

    static let splitter = CompoundVocabulary.splitter(
        counts: [
            "kita": 40, "integration": 40, "jugendhilfe": 5, "quartier": 9, "willkommen": 9, "kultur": 20,
            "management": 9, "beratung": 30,
        ],
        lists: lists.compounds
    )

    static let known: KnownWords = {
        var counts: [String: Int] = [:]
        for word in lists.compounds.nouns { counts[Fold.key(word)] = 5 }
        for word in [
            "gesellschaftliche", "teilhabe", "fortgeschriebener", "integration", "dolmetscher", "sprachkurs",
            "veranstaltungskalender", "fahrradwege",
        ] { counts[word] = 5 }
        return KnownWords(counts, tolerance: .init(oneFrom: 6, twoFrom: 12, leastSeen: 3))
    }()

    static func builder() -> FormBuilder { FormBuilder(splitter: splitter, known: known) }

    /// The surfaces of a text.
    static func surfaces(_ text: String) throws -> [String] {
        let bytes = Array(text.utf8)
        var lexis = Lexis()
        return try Tokenizer(builder: builder()).words(of: CleanText(bytes, known: known), into: &lexis).map {
            String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self)
        }
    }

    /// The forms of a text.
    static func forms(_ text: String) throws -> [WordForm] {
        var lexis = Lexis()
        return try Tokenizer(builder: builder()).words(of: CleanText(Array(text.utf8), known: known), into: &lexis).map
        { lexis[$0.form] }
    }
}
