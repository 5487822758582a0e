import Werkstatt

/// Full-text search over suggestions: titles, threads and the masked wording of their cards (SQLite FTS5, in memory).
///
/// Comes in: the items of a bench. Goes out: ids of items. Parts of words are found, as German compounds need
/// ("Sprachkurs" in "Integrationssprachkurs"). Never: a query is never part of a statement.
final class SearchIndex {
    private let database: Database
    /// What it was made from.
    let edition: Int

    init(_ desk: Desk) throws {
        edition = desk.edition
        database = try Database(":memory:", .create)
        try database.run("CREATE VIRTUAL TABLE card USING fts5(item UNINDEXED, text, tokenize = 'trigram')")
        try database.run("BEGIN")
        for item in desk.bench.items {
            let texts =
                [desk.derived(item.suggestion.title, item), desk.threadLabel(item), item.id]
                + item.cards.flatMap { [desk.text($0).text, desk.results.contributions[$0].id] }
            for text in texts {
                try database.run("INSERT INTO card VALUES (?, ?)", [.text(item.id), .text(text)])
            }
        }
        try database.run("COMMIT")
    }

    /// Items in which every word of the query stands, in some card or title.
    func items(_ query: String) throws -> Set<String> {
        var result: Set<String>?
        // More words narrow nothing down that these have not.
        for word in query.split(whereSeparator: \.isWhitespace).prefix(8) {
            var found: Set<String> = []
            if word.unicodeScalars.count >= 3 {
                let quoted = "\"" + word.replacing("\"", with: "\"\"") + "\""
                try database.run("SELECT DISTINCT item FROM card WHERE card MATCH ?", [.text("text : " + quoted)]) {
                    found.insert($0.text(0))
                }
            } else {
                // Too short for three letters in a row.
                let escaped = word.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
                try database.run(
                    "SELECT DISTINCT item FROM card WHERE text LIKE ? ESCAPE '\\'",
                    [.text("%" + escaped + "%")]
                ) { found.insert($0.text(0)) }
            }
            result = result.map { $0.intersection(found) } ?? found
        }
        return result ?? []
    }
}
