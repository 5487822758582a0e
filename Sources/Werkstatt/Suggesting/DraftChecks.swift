/// The checks a committee would make, as far as a program can: SMART, whose power it is, quick or focus. All are
/// proposals in the words of the pack; a person ticks them.
struct DraftChecks {
    private let pack: Pack
    private let knowledge: Knowledge
    private let appeals: [(phrases: [[String]], appeal: DraftRules.Appeal)]

    init(pack: Pack, knowledge: Knowledge) {
        self.pack = pack
        self.knowledge = knowledge
        appeals = pack.drafts.appeals.map { appeal in (appeal.phrases.map { FactText($0).tokens.map(\.key) }, appeal) }
    }

    /// Hints where the Land or the Bund decides: such a concept is the thread's matter, or cards name the law.
    func appeals(concepts: [Int], texts: [FactText]) -> [String] {
        let ids = concepts.map { knowledge.concepts[$0].id }
        return appeals.filter { phrases, appeal in
            if ids.contains(where: appeal.concepts.contains) { return true }
            let naming = texts.count { text in
                phrases.contains { phrase in
                    text.tokens.indices.contains { start in
                        phrase.indices.allSatisfy { text.key(start + $0) == phrase[$0] }
                    }
                }
            }
            return naming > 0 && Double(naming) >= pack.parameters["appeal_least"] * Double(texts.count)
        }.map(\.appeal.hint)
    }

    func smart(_ thread: DraftWriter.Thread, draft: [String: [DraftValue]]) -> [String] {
        func has(_ name: String) -> Bool { !(draft[name] ?? []).isEmpty }
        func said(_ name: String) -> Bool { (draft[name] ?? []).contains { $0.origin != .pack } }
        let findings: [(String, Bool)] = [
            ("specific", has("beschreibung") && has("zielgruppe")), ("measurable", has("indikator")),
            ("accepted", thread.tables > 1),
            ("realistic", said("kosten")), ("timed", said("zeitrahmen")),
        ]
        return findings.compactMap { name, isMet in pack.drafts.checks[name].map { isMet ? $0.met : $0.unmet } }
    }

    /// A quick win has a step, an office that was named, no new staff and lies in the city's hands; a focus is broad.
    func level(_ thread: DraftWriter.Thread, facts: ThreadFacts, isOwnPower: Bool) -> String {
        let isWhole = ![thread.thread.kritik, thread.thread.phantasie, thread.thread.realisierung].contains {
            $0.isEmpty
        }
        if isWhole, thread.tables >= pack.parameters.count("focus_tables") { return pack.drafts["classes.focus"] }
        if !thread.thread.realisierung.isEmpty, !facts.offices.isEmpty, facts.staff.isEmpty, isOwnPower {
            return pack.drafts["classes.quick"]
        }
        return pack.drafts["classes.plain"]
    }
}
