import Werkstatt

/// Which weights of the thesaurus a field of another city takes.
///
/// Comes in: `template/fields.yaml` of the common base. Goes out: ids for a title. Decides by words in the title; a title
/// without any gets none, which is said and never guessed.
struct FieldWeights {
    private let weights: [(id: String, title: String, words: [String])]
    let themes: [String]

    init(_ file: PackFile) throws(PackError) {
        try file.root.allow(["weights", "themes"])
        var weights: [(id: String, title: String, words: [String])] = []
        for element in try file.root.required("weights").elements() {
            try element.allow(["id", "title", "words"])
            weights.append(
                (
                    try element.required("id").text(), try element.required("title").text(),
                    try element.required("words").texts().map { Self.folded($0) }
                )
            )
        }
        self.weights = weights
        themes = try file.root.required("themes").texts()
    }

    var ids: [String] { weights.map(\.id) }
    func title(of id: String) -> String { weights.first { $0.id == id }?.title ?? id }

    /// Ids of whose words one begins a word of the title.
    func ids(forTitle title: String) -> [String] {
        let words = title.split { !$0.isLetter }.map { Self.folded(String($0)) }
        return weights.filter { weight in words.contains { word in weight.words.contains { word.hasPrefix($0) } } }.map(
            \.id
        )
    }

    private static func folded(_ text: String) -> String { text.lowercased() }
}
