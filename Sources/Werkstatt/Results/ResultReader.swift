/// Reads the result files of a folder back into `RunResults`.
///
/// In: `contributions.jsonl`, `ideas.jsonl`, `threads.jsonl`, `suggestions.jsonl`, `measures.jsonl`, `unread.jsonl`,
/// `manifest.json`. Out: what `ResultFiles` was given, but for the notices, which are no result. Never guesses: a line
/// that is none of ours is named with file and row.
public struct ResultReader {
    /// A folder that holds no results, or broken ones. German.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public var description: String
    }

    private let folder: String

    public init(folder: String) { self.folder = folder }

    /// The pack that made the results: its id, as the manifest names it.
    public func packID() throws -> String {
        guard let id = try manifest()["pack"]?["id"]?.string else {
            throw Failure(description: "\(folder)/manifest.json nennt kein Paket; bitte den Lauf wiederholen.")
        }
        return id
    }

    /// Whether personal data was kept in the results that are passed on.
    public func keepsPersonalData() throws -> Bool { try manifest()["flags"]?["keep_personal_data"] == .bool(true) }

    public func read() throws -> RunResults {
        let unread = try lines("unread.jsonl") {
            UnreadRow(
                file: try $0.text("file"),
                row: try $0.int("row"),
                reason: try $0.text("reason"),
                raw: try $0.text("raw")
            )
        }
        return RunResults(
            contributions: try lines("contributions.jsonl", Self.contribution),
            ideas: try lines("ideas.jsonl", Self.idea),
            threads: try lines("threads.jsonl", Self.thread),
            suggestions: try lines("suggestions.jsonl", Self.suggestion),
            measures: try lines("measures.jsonl", Self.measure),
            unread: unread,
            notices: [],
            inputs: try inputs()
        )
    }

    func manifest() throws -> JSONValue {
        guard let bytes = readFile(folder + "/manifest.json"), let value = try? JSONValue(parsing: bytes) else {
            throw Failure(
                description:
                    "\(folder): Hier liegen keine Ergebnisse (manifest.json fehlt oder ist kaputt); bitte den Ordner eines Laufs angeben."
            )
        }
        return value
    }

    private func inputs() throws -> [InputFile] {
        try (manifest()["inputs"]?.array ?? []).map { value in
            let row = ResultRow(value)
            return InputFile(
                name: try row.text("name"),
                sha256: try row.text("sha256"),
                bytes: try row.int("bytes"),
                format: try row.text("format"),
                charset: try row.text("charset"),
                records: try row.int("records"),
                contributions: try row.int("contributions"),
                unread: try row.int("unread")
            )
        }
    }

    private func lines<Value>(_ name: String, _ make: (ResultRow) throws -> Value) throws -> [Value] {
        guard let bytes = readFile(folder + "/" + name) else {
            throw Failure(description: "\(folder)/\(name) fehlt; bitte den Ordner eines Laufs angeben.")
        }
        var result: [Value] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            do {
                result.append(try make(ResultRow(try JSONValue(parsing: line))))
            } catch {
                throw Failure(
                    description:
                        "\(folder)/\(name):\(result.count + 1): Diese Zeile ist kein Ergebnis von \(Program.name) (\(error)); bitte den Lauf wiederholen."
                )
            }
        }
        return result
    }

    // MARK: Lines

    private static func contribution(_ row: ResultRow) throws -> ReadyContribution {
        let source = try row.optionalRow("source")
        var contribution = Contribution(
            id: try row.text("id"),
            workshop: row.optional("workshop"),
            phase: row.optional("phase").flatMap(WorkshopPhase.init),
            phaseOrigin: row.optional("phase_origin").flatMap(PhaseOrigin.init),
            table: row.scalar("table"),
            color: row.optional("color"),
            roomCluster: row.optional("room_cluster"),
            points: row.value["points"]?.int,
            roomPoints: row.value["room_points"]?.int,
            rating: row.scalar("rating"),
            text: try row.text("text"),
            extra: (row.value["extra"]?.members ?? []).map { ExtraValue(key: $0.key, json: $0.value.text) },
            source: Source(
                file: source?.optional("file") ?? "",
                row: source?.value["row"]?.int ?? 0,
                refersTo: source?.optional("refers_to")
            )
        )
        guard let status = Status(rawValue: try row.text("status")) else { throw ResultRow.Missing(key: "status") }
        contribution.isErased = status == .erased
        let redactions = try row.rows("redactions").map { row in
            guard let type = PersonalData(rawValue: try row.text("type")) else { throw ResultRow.Missing(key: "type") }
            return Redaction(Span(try row.int("start"), try row.int("end")), type)
        }
        return ReadyContribution(
            contribution: contribution,
            status: status,
            statusReason: row.optional("status_reason"),
            duplicateOf: row.optional("duplicate_of"),
            redactions: redactions,
            polarity: row.optional("polarity").flatMap(Polarity.init),
            fields: try row.labels("fields"),
            themes: try row.labels("themes"),
            napPhases: try row.labels("nap_phases"),
            targetGroups: try row.labels("target_groups"),
            idea: row.optional("idea"),
            thread: row.optional("thread")
        )
    }

    private static func idea(_ row: ResultRow) throws -> Idea {
        Idea(
            id: try row.text("id"),
            phase: row.optional("phase").flatMap(WorkshopPhase.init),
            label: try row.text("label"),
            representative: try row.text("representative"),
            members: try row.texts("members"),
            words: try row.texts("words"),
            fields: try row.texts("fields"),
            napPhases: try row.texts("nap_phases"),
            points: try row.int("points"),
            workshops: try row.texts("workshops"),
            tables: try row.int("tables"),
            thread: try row.text("thread")
        )
    }

    private static func thread(_ row: ResultRow) throws -> IdeaThread {
        guard let ideas = try row.optionalRow("ideas") else { throw ResultRow.Missing(key: "ideas") }
        let links = try row.rows("links").map {
            IdeaThread.Link(
                from: try $0.text("from"),
                to: try $0.text("to"),
                score: try $0.number("score"),
                reason: try $0.text("reason")
            )
        }
        return IdeaThread(
            id: try row.text("id"),
            label: try row.text("label"),
            kritik: try ideas.texts("kritik"),
            phantasie: try ideas.texts("phantasie"),
            realisierung: try ideas.texts("realisierung"),
            unknown: try ideas.texts("unbekannt"),
            links: links,
            fields: try row.texts("fields"),
            themes: try row.texts("themes"),
            napPhases: try row.texts("nap_phases"),
            contributions: try row.int("contributions"),
            voices: try row.int("voices"),
            points: try row.int("points")
        )
    }

    private static func suggestion(_ row: ResultRow) throws -> Suggestion {
        guard let kind = SuggestionKind(rawValue: try row.text("kind")) else { throw ResultRow.Missing(key: "kind") }
        let measures = try row.rows("measures").map {
            MeasureMatch(
                number: try $0.text("number"),
                score: try $0.number("score"),
                parts: try $0.optionalRow("parts")?.parts() ?? []
            )
        }
        let evidence = try row.rows("evidence").map {
            Quote(
                contribution: try $0.text("contribution"),
                phase: $0.optional("phase").flatMap(WorkshopPhase.init),
                quote: try $0.text("quote"),
                span: Span(try $0.int("start"), try $0.int("end"))
            )
        }
        let score = try row.optionalRow("score")?.parts() ?? []
        return Suggestion(
            id: try row.text("id"),
            kind: kind,
            thread: try row.text("thread"),
            measures: measures,
            title: try row.text("title"),
            draft: try (row.value["draft"]?.members ?? []).map { try draft($0.key, $0.value) },
            fields: try row.texts("fields"),
            napPhases: try row.texts("nap_phases"),
            evidence: evidence,
            total: score.first { $0.name == "total" }?.value ?? 0,
            parts: score.filter { $0.name != "total" },
            reasons: try row.texts("reasons")
        )
    }

    private static func draft(_ name: String, _ value: JSONValue) throws -> DraftField {
        guard let values = value.array else {
            return DraftField(name: name, values: [DraftValue(text: value.string ?? DraftField.open, origin: .pack)])
        }
        return DraftField(
            name: name,
            values: try values.map { value in
                let row = ResultRow(value)
                guard let origin = DraftValue.Origin(rawValue: try row.text("origin")) else {
                    throw ResultRow.Missing(key: "origin")
                }
                return DraftValue(
                    text: try row.text("text"),
                    origin: origin,
                    from: row.optional("from"),
                    span: row.span
                )
            }
        )
    }

    private static func measure(_ row: ResultRow) throws -> MeasureView {
        MeasureView(
            number: try row.text("number"),
            title: try row.text("title"),
            threads: try row.texts("threads"),
            kritik: try row.int("kritik"),
            phantasie: try row.int("phantasie"),
            realisierung: try row.int("realisierung"),
            silent: row.value["silent"] == .bool(true),
            suggestions: try row.texts("suggestions")
        )
    }
}
