/// What changed between two runs: contributions, ideas, threads, suggestions gained, lost, changed.
///
/// Comes in: the results of both. Goes out: differences in the order of ids, as German lines or as JSON. Decides: things
/// are the same when they have the same id, and changed when something that people act on differs (status, labels, group,
/// members, kind, measure, title); scores alone are no change. Shows no text of a contribution, so nothing needs a mask.
public struct RunDifference: Sendable {
    /// One thing that differs.
    public struct Entry: Sendable, Hashable {
        public var id: String
        /// What it was and is, in German: "Felder H2 → H2, H3". Empty for what was gained or lost.
        public var changes: [String]
    }

    /// All differences of one kind of result.
    public struct Part: Sendable {
        /// The key in JSON.
        public var name: String
        /// German.
        public var title: String
        public var gained: [Entry] = []
        public var lost: [Entry] = []
        public var changed: [Entry] = []
        /// Same in both.
        public var same = 0
    }

    public let parts: [Part]

    /// Nothing differs.
    public var isEmpty: Bool { parts.allSatisfy { $0.gained.isEmpty && $0.lost.isEmpty && $0.changed.isEmpty } }

    /// Linear in both runs, but for sorting.
    public init(_ old: RunResults, _ new: RunResults) {
        parts = [
            Self.part(
                "contributions",
                "Beiträge",
                old.contributions.map(Self.facts),
                new.contributions.map(Self.facts)
            ),
            Self.part("ideas", "Ideen", old.ideas.map(Self.facts), new.ideas.map(Self.facts)),
            Self.part("threads", "Themenstränge", old.threads.map(Self.facts), new.threads.map(Self.facts)),
            Self.part("suggestions", "Vorschläge", old.suggestions.map(Self.facts), new.suggestions.map(Self.facts)),
        ]
    }

    private typealias Facts = (id: String, values: [(name: String, value: String)])

    private static func part(_ name: String, _ title: String, _ old: [Facts], _ new: [Facts]) -> Part {
        var part = Part(name: name, title: title)
        let before = Dictionary(old.map { ($0.id, $0.values) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.id, $0.values) }) { first, _ in first }
        for id in Set(before.keys).union(after.keys).sorted() {
            switch (before[id], after[id]) {
            case (nil, _): part.gained.append(Entry(id: id, changes: []))
            case (_, nil): part.lost.append(Entry(id: id, changes: []))
            case (let was?, let now?):
                let changes = zip(was, now).filter { $0.value != $1.value }.map {
                    "\($0.name) \(shown($0.value)) → \(shown($1.value))"
                }
                if changes.isEmpty { part.same += 1 } else { part.changed.append(Entry(id: id, changes: changes)) }
            }
        }
        return part
    }

    private static func shown(_ value: String) -> String { value.isEmpty ? "–" : value }

    private static func list(_ labels: [Label]) -> String { labels.map(\.id).joined(separator: ", ") }

    private static func facts(_ contribution: ReadyContribution) -> Facts {
        (
            contribution.id,
            [
                ("Status", contribution.status.rawValue), ("Phase", contribution.contribution.phase?.rawValue ?? ""),
                ("Felder", list(contribution.fields)), ("Themen", list(contribution.themes)),
                ("NAP-I", list(contribution.napPhases)), ("Zielgruppen", list(contribution.targetGroups)),
                ("Wiederholt", contribution.duplicateOf ?? ""), ("Idee", contribution.idea ?? ""),
                ("Strang", contribution.thread ?? ""),
                ("verdeckte Stellen", String(contribution.redactions.count)),
            ]
        )
    }

    private static func facts(_ idea: Idea) -> Facts {
        (
            idea.id,
            [
                ("Überschrift", idea.label), ("Mitglieder", idea.members.joined(separator: ", ")),
                ("Strang", idea.thread),
            ]
        )
    }

    private static func facts(_ thread: IdeaThread) -> Facts {
        (
            thread.id,
            [
                ("Überschrift", thread.label), ("Beiträge", String(thread.contributions)),
                ("Felder", thread.fields.joined(separator: ", ")), ("Themen", thread.themes.joined(separator: ", ")),
                ("NAP-I", thread.napPhases.joined(separator: ", ")),
            ]
        )
    }

    private static func facts(_ suggestion: Suggestion) -> Facts {
        (
            suggestion.id,
            [
                ("Art", suggestion.kind.rawValue), ("Maßnahme", suggestion.measures.first?.number ?? ""),
                ("Titel", suggestion.title), ("Belege", String(suggestion.evidence.count)),
                ("Felder", suggestion.fields.joined(separator: ", ")),
            ]
        )
    }

    // MARK: Out

    /// - Parameter most: of each list, in lines; what is left out is counted.
    public func text(most: Int = 50) -> String {
        var lines: [String] = []
        for part in parts {
            lines.append(
                "\(part.title): \(part.same) gleich, \(part.gained.count) neu, \(part.lost.count) weggefallen, \(part.changed.count) geändert"
            )
            for (sign, entries) in [("+", part.gained), ("−", part.lost), ("~", part.changed)] {
                for entry in entries.prefix(most) {
                    lines.append(
                        "  \(sign) \(entry.id)" + (entry.changes.isEmpty ? "" : ": ")
                            + entry.changes.joined(separator: "; ")
                    )
                }
                if entries.count > most { lines.append("  \(sign) … und \(entries.count - most) weitere") }
            }
        }
        if isEmpty { lines.append("Die beiden Läufe stimmen überein.") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `{"contributions": {"same": n, "gained": [ids], "lost": [ids], "changed": [{"id", "changes": […]}]}, …}`
    public var json: String {
        var out = JSONText()
        out.object { out in
            for part in parts {
                out.key(part.name)
                out.object { out in
                    out.key("same")
                    out.value(part.same)
                    out.key("gained")
                    out.strings(part.gained.map(\.id))
                    out.key("lost")
                    out.strings(part.lost.map(\.id))
                    out.key("changed")
                    out.array(part.changed) { out, entry in
                        out.object { out in
                            out.key("id")
                            out.value(entry.id)
                            out.key("changes")
                            out.strings(entry.changes)
                        }
                    }
                }
            }
        }
        return out.string
    }
}
