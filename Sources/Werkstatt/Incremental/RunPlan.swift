/// What of a run is taken from before, what is done anew and why: for people, in German.
///
/// Comes in: what an earlier run hung on and what this one hangs on. Goes out: one line per stage. Decides nothing: the
/// keys decide.
public struct RunPlan: Sendable {
    struct Step: Sendable {
        var stage: String
        var text: String
    }

    let steps: [Step]

    /// One line per stage.
    public var text: String {
        steps.map { "  " + $0.stage + String(repeating: " ", count: max(1, 12 - $0.stage.count)) + $0.text }
            .joined(separator: "\n")
    }

    /// Everything stands as it is.
    public static let nothing = RunPlan(
        steps: (Line.stageNames + ["results"]).map { Step(stage: $0, text: "übernommen") }
    )

    private init(steps: [Step]) { self.steps = steps }

    /// - Parameters:
    ///   - unusable: why nothing can be taken from before; German.
    ///   - known: cards whose tagging is taken from before.
    init(
        before: KeptStages.Facts?,
        now: KeptStages.Facts,
        unusable: String,
        known: Int,
        request: RunRequest
    ) {
        let count = now.ids.count
        func cards(_ number: Int) -> String { Changes.counted(number) }
        guard let before else {
            steps = (Line.stageNames + ["results"]).map { stage in
                Step(stage: stage, text: stage == "tag" ? "neu für \(cards(count)): \(unusable)" : "neu: \(unusable)")
            }
            return
        }
        let changes = Changes(before, now, request)
        func joined(_ reasons: [String]) -> String { reasons.joined(separator: "; ") }
        var steps: [Step] = []
        for stage in ["intake", "normalise", "segment", "screen"] {
            steps.append(Step(stage: stage, text: joined(["neu: läuft immer"] + changes.ofPack(stage))))
        }
        let isSameKnowledge = before.keys[0] == now.keys[0]
        if known == count {
            steps.append(Step(stage: "tag", text: "übernommen für \(cards(count))"))
        } else {
            let reasons =
                isSameKnowledge
                ? changes.cards(before.words, now.words) : changes.ofPack("knowledge") + changes.ofPack("tag")
            let part = known == 0 ? cards(count) : "\(count - known) von \(count) Beiträgen"
            steps.append(Step(stage: "tag", text: "neu für \(part): \(joined(reasons))"))
        }
        let ofCards = changes.cards(before.cards, now.cards)
        let inherited = isSameKnowledge ? [] : ["tag ist neu"]
        var anew: String?
        for (number, stage) in ["group", "link", "settle", "match"].enumerated() {
            if before.keys[number + 1] == now.keys[number + 1] {
                steps.append(Step(stage: stage, text: "übernommen"))
                continue
            }
            var reasons = changes.ofPack(stage) + changes.flags(stage)
            if let anew {
                if reasons.isEmpty { reasons = ["\(anew) ist neu"] }
            } else {
                reasons = inherited + ofCards + reasons
            }
            if anew == nil { anew = stage }
            steps.append(Step(stage: stage, text: "neu: \(joined(reasons))"))
        }
        for stage in ["suggest", "results"] {
            steps.append(Step(stage: stage, text: joined(["neu: läuft immer"] + changes.ofPack(stage))))
        }
        self.steps = steps
    }
}

/// What differs between two runs, in words.
private struct Changes {
    private let before: KeptStages.Facts
    private let now: KeptStages.Facts
    private let request: RunRequest

    init(_ before: KeptStages.Facts, _ now: KeptStages.Facts, _ request: RunRequest) {
        self.before = before
        self.now = now
        self.request = request
    }

    /// Changed files, keys and parameters of the pack that a stage reads.
    func ofPack(_ stage: String) -> [String] {
        var result: [String] = []
        func of(_ part: PackPart) -> Bool { (StageReadings.parts[part.key] ?? "knowledge") == stage }
        let old = Set(before.parts)
        let new = Set(now.parts)
        for part in now.parts where of(part) && !old.contains(part) { result.append(text(part, "geändert")) }
        for part in before.parts where of(part) && !new.contains(part) {
            guard !now.parts.contains(where: { $0.key == part.key && $0.file == part.file }) else { continue }
            result.append(text(part, "fehlt"))
        }
        if stage == "knowledge" {
            let files = Dictionary(before.lexicons.map { ($0.name, $0.sha256) }) { $1 }
            for file in now.lexicons where files[file.name] != file.sha256 {
                result.append("\(path(file.name)) \(files[file.name] == nil ? "ist neu" : "geändert")")
            }
            for file in before.lexicons where !now.lexicons.contains(where: { $0.name == file.name }) {
                result.append("\(path(file.name)) fehlt")
            }
        }
        let values = Dictionary(before.parameters.map { ($0.name, $0.value) }) { $1 }
        // The tagger reads titles for settle; its own parameters show there by "tag ist neu".
        let names = StageReadings.parameters.first { $0.stage == stage }?.names ?? []
        for parameter in now.parameters
        where names.contains(parameter.name) && values[parameter.name] != parameter.value {
            let old = values[parameter.name].map { "\($0.german) → " } ?? ""
            result.append("Parameter \(parameter.name) geändert (\(old)\(parameter.value.german))")
        }
        var seen: Set<String> = []
        return result.filter { seen.insert($0).inserted }
    }

    func flags(_ stage: String) -> [String] {
        var result: [String] = []
        if stage == "group", before.ignoreRoom != now.ignoreRoom {
            result.append("--ignore-room ist jetzt \(now.ignoreRoom ? "gesetzt" : "nicht gesetzt")")
        }
        if stage == "settle", before.noContext != now.noContext {
            result.append("--no-context ist jetzt \(now.noContext ? "gesetzt" : "nicht gesetzt")")
        }
        return result
    }

    /// "2 Beiträge geändert: k07, k19".
    func cards(_ old: [ContentKey], _ new: [ContentKey]) -> [String] {
        let known = Dictionary(zip(before.ids, old)) { first, _ in first }
        let here = Set(now.ids)
        var changed: [String] = []
        var added: [String] = []
        for (id, key) in zip(now.ids, new) {
            guard let own = known[id] else {
                added.append(id)
                continue
            }
            if own != key { changed.append(id) }
        }
        let gone = before.ids.filter { !here.contains($0) }
        return [(changed, "geändert"), (added, "neu"), (gone, "fehlt")].compactMap { ids, what in
            guard !ids.isEmpty else { return nil }
            let verb = what == "fehlt" && ids.count > 1 ? "fehlen" : what
            let shown = ids.prefix(Self.shown).joined(separator: ", ")
            let more = ids.count > Self.shown ? " und \(ids.count - Self.shown) weitere" : ""
            return "\(Self.counted(ids.count)) \(verb): \(shown)\(more)"
        }
    }

    /// With a plain blank: lines of a terminal are searched.
    static func counted(_ cards: Int) -> String { cards == 1 ? "1 Beitrag" : "\(cards) Beiträge" }

    /// More ids than this nobody reads.
    private static let shown = 10

    private func text(_ part: PackPart, _ verb: String) -> String {
        part.file.map { "\(path($0)) \(verb)" } ?? "\(path("pipeline.yaml")) \(verb) (\(part.key))"
    }

    private func path(_ name: String) -> String { simplified(request.pack + "/" + name) }
}
