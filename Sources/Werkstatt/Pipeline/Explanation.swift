/// What was done to one contribution and why; with two, what joins or parts them. Comes in: a corpus, ids or places
/// (`file:row`). Goes out: German text with masks. Decides nothing: it runs the stages and tells what they found.
public struct Explanation: Sendable {
    private let line: Line
    private let corpus: SettledCorpus
    private var contributions: [Contribution] { tagged.contributions }
    private var tagged: TaggedCorpus { corpus.linked.grouped.tagged }

    public init(_ intake: IntakeCorpus, line: Line) async throws {
        self.line = line
        let jobs = line.options.jobs
        let normalised = try await line.normalise.run(intake, jobs: jobs)
        let segmented = try await line.segment.run(normalised, jobs: jobs)
        let screened = try await line.screen.run(segmented, jobs: jobs)
        let tagged = try await line.tag.run(screened, jobs: jobs)
        let linked = try await line.link.run(line.group.run(tagged, jobs: jobs), jobs: jobs)
        corpus = try await line.settle.run(linked, jobs: jobs)
    }

    /// FILE:ROW as a path and a row, or nil.
    public static func place(_ name: String) -> (file: String, row: Int)? {
        guard let colon = name.lastIndex(of: ":"), let row = Int(name[name.index(after: colon)...]), row > 0 else {
            return nil
        }
        return (String(name[..<colon]), row)
    }

    /// - Throws: `StageError` when there is no such contribution.
    private func position(_ name: String) throws -> Int {
        if let position = contributions.firstIndex(where: { $0.id == name }) { return position }
        if let (file, row) = Self.place(name) {
            let rows = contributions.indices.filter {
                let own = contributions[$0].source.file
                return own == file || own.hasSuffix("/" + file) || file.hasSuffix("/" + own)
            }
            if let position = rows.first(where: { contributions[$0].source.row == row }) { return position }
            let below = rows.map { contributions[$0].source.row }.filter { $0 < row }.max()
            let above = rows.map { contributions[$0].source.row }.filter { $0 > row }.min()
            let nearest = [below, above].compactMap { $0 }.map(String.init)
            if !nearest.isEmpty {
                throw StageError(
                    description:
                        "\(file): In Zeile \(row) beginnt kein Beitrag; die nächsten beginnen in Zeile \(nearest.joined(separator: " und "))."
                )
            }
        }
        throw StageError(
            description:
                "Einen Beitrag „\(name)“ gibt es hier nicht; bitte eine Kennung aus contributions.jsonl oder DATEI:ZEILE nennen."
        )
    }

    private func text(_ card: Int) -> String {
        line.options.keepPersonalData
            ? contributions[card].text
            : masked(contributions[card].text, tagged.screened.screenings[card].redactions).text
    }

    private func thread(of card: Int) -> Int? {
        let ideas = corpus.linked.grouped.ideas
        return corpus.linked.threads.firstIndex { $0.contains { ideas[$0].contains(card) } }
    }

    private func signed(_ value: Double) -> String {
        (value < 0 ? "−" : "+") + abs(value).thousandths.german
    }

    // MARK: One

    /// - Parameter source: where the contribution was first read, when it is read again from the results of a run.
    public func one(_ name: String, source: Source? = nil) throws -> String {
        let card = try position(name)
        let contribution = contributions[card]
        let screening = tagged.screened.screenings[card]
        let segmented = tagged.screened.segmented
        var out = ["Beitrag \(contribution.id): \(text(card))"]
        func add(_ title: String, _ values: [String], none: String? = nil) {
            if values.isEmpty {
                if let none { out.append("\(title): \(none)") }
            } else {
                out.append("\(title): \(values.joined(separator: "; "))")
            }
        }
        let source = source ?? contribution.source
        add("Gelesen", ["\(source.file), Zeile \(source.row)"])
        add("Werkstatt", [contribution.workshop].compactMap { $0 })
        add("Phase", [contribution.phase?.title].compactMap { $0 }, none: "unbekannt")
        add("Status", [Wording.status(screening.status) + (screening.reason.map { ": " + $0 } ?? "")])
        add("Meint", [screening.refersTo].compactMap { $0 })
        add("Wiederholt", [screening.duplicateOf].compactMap { $0 })
        add("Verdeckt", screening.redactions.map { "\($0.span.start)–\($0.span.end) \($0.type.placeholder)" })
        let core = TextExplanation(
            contribution.text,
            clean: segmented.normalised.texts[card],
            redactions: line.options.keepPersonalData ? [] : screening.redactions
        )
        out += core.repairs() + core.sentences(segmented.sentenceEnds[card])
        out += core.words(segmented.words[card], segmented.lexis)
        let own = tagged.taggings[card]
        let settled = corpus.taggings[card]
        add(
            "Begriffe",
            own.concepts.prefix(6).map { "\(line.knowledge.concepts[$0.concept].label) \($0.share.german)" },
            none: "keiner erkannt"
        )
        for label in settled.fields + settled.themes + settled.napPhases + settled.targetGroups {
            let parts = label.evidence.map { evidence in
                isMasked(evidence.span, screening.redactions)
                    ? "\(signed(evidence.weight)) (verdeckt)" : "\(signed(evidence.weight)) „\(evidence.entry)“"
            }
            let title =
                Dimension.allCases.flatMap { line.pack.definitions($0) }.first { $0.id == label.id }?.title ?? label.id
            out.append("\(title) (\(label.id), \(label.score.german)): \(parts.joined(separator: ", "))")
        }
        if settled.fields.isEmpty {
            let least = line.pack.parameters["fields_first" + line.settle.suffix(tagged)].german
            out.append("Kein Handlungsfeld: keines erreicht \(least).")
        }
        if let thread = thread(of: card) {
            let mates = corpus.linked.threads[thread].flatMap { corpus.linked.grouped.ideas[$0] }.filter { $0 != card }
            add(
                "Im selben Strang",
                mates.prefix(8).map { "\(contributions[$0].id) „\(text($0))“" }
                    + (mates.count > 8 ? ["und \(mates.count - 8) weitere"] : []),
                none: "kein anderer Beitrag; er steht allein"
            )
        }
        return out.joined(separator: "\n") + "\n"
    }

    private func isMasked(_ span: Span?, _ redactions: [Redaction]) -> Bool {
        guard let span, !line.options.keepPersonalData else { return false }
        return redactions.contains { $0.span.start < span.end && span.start < $0.span.end }
    }

    // MARK: Two

    public func two(_ left: String, _ right: String) async throws -> String {
        let a = try position(left)
        let b = try position(right)
        var out = ["\(contributions[a].id): \(text(a))", "\(contributions[b].id): \(text(b))"]
        let similarity = try await line.group.similarity(tagged, jobs: line.options.jobs)
        guard a != b, let rowA = similarity.cards.firstIndex(of: a), let rowB = similarity.cards.firstIndex(of: b)
        else {
            return (out + ["Verglichen werden zwei verschiedene ausgewertete Beiträge; hier fehlt einer."]).joined(
                separator: "\n"
            ) + "\n"
        }
        let parts = try await similarity.parts(rowA, rowB, jobs: line.options.jobs)
        let threshold = line.pack.parameters["linkage_threshold"]
        let words = parts.words.reduce(0) { $0 + $1.value }
        out.append(
            "Ähnlichkeit \(parts.total.thousandths.german); zwei einzelne Beiträge kommen ab \(threshold.german) zusammen."
        )
        out.append(
            "  \(signed(words)) gemeinsame Wörter"
                + (parts.words.isEmpty
                    ? " (keine)"
                    : ": " + parts.words.prefix(8).map { "\(signed($0.value)) „\($0.stem)“" }.joined(separator: ", "))
        )
        out.append("  \(signed(parts.concepts)) gemeinsame Begriffe" + concepts(a, b))
        if let same = parts.sameRoom {
            out.append(
                same
                    ? "  \(signed(parts.total - words - parts.concepts)) dieselbe Überschrift im Raum"
                    : "  \(signed(parts.total - words - parts.concepts)) verschiedene Überschriften im Raum"
            )
        }
        let together = thread(of: a) == thread(of: b)
        if together {
            out.append(
                parts.total >= threshold
                    ? "Sie stehen im selben Strang. Getrennt würden sie, wenn sie \((parts.total - threshold).thousandths.german) weniger gemeinsam hätten und kein dritter Beitrag sie verbände."
                    : "Sie stehen im selben Strang, weil andere Beiträge sie verbinden; für sich allein wären sie nicht ähnlich genug."
            )
        } else {
            out.append(
                parts.total < threshold
                    ? "Sie stehen in verschiedenen Strängen. Zusammen kämen sie mit \((threshold - parts.total).thousandths.german) mehr: etwa durch ein weiteres gemeinsames Wort, einen Begriff, der beide nennt, oder dieselbe Überschrift im Raum."
                    : "Sie stehen in verschiedenen Strängen, obwohl sie für sich ähnlich genug wären: Jeder liegt anderen Beiträgen näher, und deren Gruppen sind einander im Mittel zu fremd."
            )
        }
        return out.joined(separator: "\n") + "\n"
    }

    private func concepts(_ a: Int, _ b: Int) -> String {
        let right = tagged.taggings[b].concepts
        let shared = tagged.taggings[a].concepts.compactMap { share in
            right.first { $0.concept == share.concept }.map { (share.concept, share.share * $0.share) }
        }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(3)
        return shared.isEmpty
            ? " (keine)" : ": " + shared.map { "„\(line.knowledge.concepts[$0.0].label)“" }.joined(separator: ", ")
    }
}
