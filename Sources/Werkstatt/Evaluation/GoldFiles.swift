/// What cannot be evaluated: the file, its row and a German sentence.
public struct EvaluationError: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    /// 1-based; 0 when the whole file is meant.
    public let row: Int
    public let message: String

    public var description: String { row > 0 ? "\(file):\(row): \(message)" : "\(file): \(message)" }
}

/// A card coded by hand.
struct GoldCard: Sendable {
    let id: String
    let workshop: JSONValue
    let phase: JSONValue
    let points: JSONValue?
    let text: String
    let fields: [String]
    let themes: [String]
    let napPhases: [String]
    let thread: String?
    let personalData: [Span]
    /// Why the card is noise, or nil.
    let noise: String?
}

/// A thread coded by hand.
struct GoldThread: Sendable {
    let id: String
    let relation: String
    /// What another coder would accept.
    let also: [String]
    let measures: [String]
}

/// A contribution as a run wrote it.
struct FoundCard: Sendable {
    let id: String
    let phase: JSONValue?
    let points: JSONValue?
    let text: String
    let status: String
    let redactions: [Span]
    let labels: [Dimension: [String]]
    let idea: String?
    let thread: String?
}

/// A suggestion as a run wrote it.
struct FoundSuggestion: Sendable {
    let id: String
    let kind: String
    let thread: String?
    let measures: [String]
    let evidence: [(contribution: String, quote: String, span: Span)]
}

/// Reads the JSON Lines that an evaluation compares. Comes in: paths. Decides nothing; names file and row of what it
/// cannot read.
enum GoldFiles {
    static func cards(_ paths: [String]) throws(EvaluationError) -> [GoldCard] {
        var cards: [GoldCard] = []
        var seen: Set<String> = []
        for path in paths {
            for row in try rows(path) {
                let id = try row.text("id")
                guard seen.insert(id).inserted else {
                    throw row.fault("Die Kennung „\(id)“ steht zweimal in den Goldkarten; bitte eine streichen.")
                }
                guard let gold = row.json["gold"], gold.members != nil else {
                    throw row.fault("Der Schlüssel „gold“ fehlt; bitte eine von Hand kodierte Datei angeben.")
                }
                cards.append(
                    GoldCard(
                        id: id,
                        workshop: row.json["workshop"] ?? .null,
                        phase: row.json["phase"] ?? .null,
                        points: row.json["points"],
                        text: try row.text("text"),
                        fields: ids(gold["fields"]),
                        themes: ids(gold["themes"]),
                        napPhases: ids(gold["nap"]),
                        thread: named(gold["thread"]),
                        personalData: try spans(gold["pii"], row),
                        noise: named(gold["noise"])
                    )
                )
            }
        }
        return cards
    }

    /// A thread that stands in two files counts once, the first.
    static func threads(_ paths: [String]) throws(EvaluationError) -> [String: GoldThread] {
        var threads: [String: GoldThread] = [:]
        for path in paths {
            for row in try rows(path) {
                let id = try row.text("thread")
                guard threads[id] == nil else { continue }
                threads[id] = GoldThread(
                    id: id,
                    relation: try row.text("relation"),
                    also: ids(row.json["also"]),
                    measures: ids(row.json["measures"])
                )
            }
        }
        return threads
    }

    static func found(_ path: String) throws(EvaluationError) -> [FoundCard] {
        var cards: [FoundCard] = []
        for row in try rows(path) {
            cards.append(
                FoundCard(
                    id: try row.text("id"),
                    phase: row.json["phase"],
                    points: row.json["points"],
                    text: try row.text("text"),
                    status: row.json["status"].map { $0.string ?? "" } ?? "kept",
                    redactions: try spans(row.json["redactions"], row),
                    labels: [
                        .fields: ids(row.json["fields"]), .themes: ids(row.json["themes"]),
                        .napPhases: ids(row.json["nap_phases"]),
                    ],
                    idea: named(row.json["idea"]),
                    thread: named(row.json["thread"])
                )
            )
        }
        return cards
    }

    static func suggestions(_ path: String) throws(EvaluationError) -> [FoundSuggestion] {
        var suggestions: [FoundSuggestion] = []
        for row in try rows(path) {
            var evidence: [(contribution: String, quote: String, span: Span)] = []
            for quote in row.json["evidence"]?.array ?? [] {
                guard let contribution = quote["contribution"]?.string, let text = quote["quote"]?.string,
                    let start = quote["start"]?.int, let end = quote["end"]?.int
                else { throw row.fault("Ein Beleg braucht contribution, quote, start und end.") }
                evidence.append((contribution, text, Span(start, end)))
            }
            suggestions.append(
                FoundSuggestion(
                    id: try row.text("id"),
                    kind: try row.text("kind"),
                    thread: named(row.json["thread"]),
                    measures: ids(row.json["measures"]),
                    evidence: evidence
                )
            )
        }
        return suggestions
    }

    private struct Row {
        let file: String
        let number: Int
        let json: JSONValue

        func fault(_ message: String) -> EvaluationError { EvaluationError(file: file, row: number, message: message) }

        func text(_ key: String) throws(EvaluationError) -> String {
            guard let text = json[key]?.string else { throw fault("Der Schlüssel „\(key)“ fehlt oder ist kein Text.") }
            return text
        }
    }

    private static func rows(_ path: String) throws(EvaluationError) -> [Row] {
        guard let bytes = readFile(path) else {
            throw EvaluationError(
                file: path,
                row: 0,
                message: "Die Datei fehlt oder darf nicht gelesen werden; bitte Pfad und Rechte prüfen."
            )
        }
        var rows: [Row] = []
        for (position, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            guard line.contains(where: { $0 > 0x20 }) else { continue }
            do throws(JSONError) {
                rows.append(Row(file: path, number: position + 1, json: try JSONValue(parsing: line)))
            } catch {
                throw EvaluationError(file: path, row: position + 1, message: "Die Zeile ist kein JSON: \(error).")
            }
        }
        return rows
    }

    /// Texts, or the ids of objects; anything else as its JSON.
    private static func ids(_ json: JSONValue?) -> [String] {
        (json?.array ?? []).map { $0["id"] ?? $0["number"] ?? $0 }.map { $0.string ?? $0.text }
    }

    /// A text that says something; an empty one is none.
    private static func named(_ json: JSONValue?) -> String? { json?.string.flatMap { $0.isEmpty ? nil : $0 } }

    private static func spans(_ json: JSONValue?, _ row: Row) throws(EvaluationError) -> [Span] {
        var spans: [Span] = []
        for span in json?.array ?? [] {
            guard let start = span["start"]?.int, let end = span["end"]?.int else {
                throw row.fault("Eine Stelle braucht start und end.")
            }
            spans.append(Span(start, end))
        }
        return spans
    }
}
