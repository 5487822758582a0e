/// Words whose stem is not Snowball's: those it joins with others ("Bürger" with "Burg") and those whose forms it parts
/// ("Kita" and "Kitas", "Thema" and "Themen"). Data of the pack; keys (see `Fold.key`) in and out.
public struct StemExceptions: Sendable {
    /// Form → stem.
    private var whole: [String: String] = [:]
    /// Forms that also end compounds, with their stems; the longest first.
    private var endings: [(form: String, stem: String)] = []
    /// A compound has at least so much before its ending.
    private static let shortestModifier = 3

    public init() {}

    /// All of them in a fixed order; endings begin with a hyphen.
    var columns: (forms: [String], stems: [String]) {
        let words = whole.sorted { $0.key < $1.key }
        return (words.map(\.key) + endings.map { "-" + $0.form }, words.map(\.value) + endings.map(\.stem))
    }

    init(forms: [String], stems: [String]) {
        for (form, stem) in zip(forms, stems) {
            if form.hasPrefix("-") { endings.append((String(form.dropFirst()), stem)) } else { whole[form] = stem }
        }
    }

    /// - Parameters:
    ///   - word: The word whose key is the stem; with a hyphen before it ("-Kurs") also of compounds that end in it.
    ///   - forms: Its other forms.
    mutating func add(_ word: String, forms: [String]) {
        let isEnding = word.hasPrefix("-")
        let stem = Fold.key(isEnding ? word.dropFirst() : word[...])
        for form in [stem] + forms.map({ Fold.key($0) }) {
            whole[form] = stem
            if isEnding { endings.append((form, stem)) }
        }
        endings.sort { ($1.form.utf8.count, $0.form) < ($0.form.utf8.count, $1.form) }
    }

    /// The stem of a key that is an exception, or nil.
    func stem(_ key: String) -> String? {
        if let stem = whole[key] { return stem }
        let length = key.utf8.count
        for ending in endings where length >= ending.form.utf8.count + Self.shortestModifier {
            if key.hasSuffix(ending.form) {
                return Fold.withoutUmlauts(String(key.dropLast(ending.form.count))) + ending.stem
            }
        }
        return nil
    }
}
