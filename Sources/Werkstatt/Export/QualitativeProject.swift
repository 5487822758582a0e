import OfficeFiles

/// A project for programs of qualitative analysis (REFI-QDA 1.5: .qdpx), and its codebook alone (.qdc).
///
/// Comes in: results. Goes out: one text per workshop and phase with its cards, every label as a code, every coding at
/// the words it stands on. Positions count Unicode code points, the end exclusive; line ends are LF. Decides the order of
/// the cards (by id), and that names of codes are unique in the whole project: programs that keep codes by name would
/// lose the others. Every place says when it was made, because some programs stop where it is missing: the pack's
/// `as_of`, never the clock. Never shows personal data; the same results give the same bytes, ids made from the content.
struct QualitativeProject {
    let context: ReportContext

    /// A code with those below it.
    private struct Code {
        var key: String
        var name: String
        var children: [Code] = []
    }

    private struct Selection {
        var name: String
        /// Shown as a memo; nil for none.
        var description: String?
        var span: Span
        var codes: [String]
    }

    private struct TextSource {
        var name: String
        var text = ""
        var length = 0
        var selections: [Selection] = []
    }

    func project() throws -> [UInt8] {
        let sources = sources()
        var xml = XML()
        let user = Self.guid("user", Program.name)
        xml.raw(
            "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"\(XML.escaped(context.pack.title))\" origin=\"\(Program.name) \(Program.version)\" creatingUserGUID=\"\(user)\" creationDateTime=\"\(date)\">"
        )
        xml.raw("<Users><User guid=\"\(user)\" name=\"\(Program.name)\"/></Users>")
        xml.raw("<CodeBook>\(codes())</CodeBook>")
        if !sources.isEmpty {
            xml.raw("<Sources>")
            for source in sources { write(source, user, to: &xml) }
            xml.raw("</Sources>")
        }
        xml.raw("</Project>\n")
        let texts = sources.map { (name: "sources/\(Self.guid("source", $0.name)).txt", bytes: Array($0.text.utf8)) }
        return try ZipContainer.bytes([(name: "project.qde", bytes: xml.bytes)] + texts)
    }

    func codebook() -> [UInt8] {
        var xml = XML()
        xml.raw(
            "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"\(Program.name) \(Program.version)\">\(codes())</CodeBook>\n"
        )
        return xml.bytes
    }

    private func write(_ source: TextSource, _ user: String, to xml: inout XML) {
        let guid = Self.guid("source", source.name)
        let made = "creatingUser=\"\(user)\" creationDateTime=\"\(date)\""
        xml.raw(
            "<TextSource guid=\"\(guid)\" name=\"\(XML.escaped(source.name))\" plainTextPath=\"internal://\(guid).txt\" \(made)>"
        )
        for selection in source.selections {
            let place = "\(guid) \(selection.name) \(selection.span.start) \(selection.span.end)"
            xml.raw(
                "<PlainTextSelection guid=\"\(Self.guid("selection", place))\" name=\"\(XML.escaped(selection.name))\" startPosition=\"\(selection.span.start)\" endPosition=\"\(selection.span.end)\" \(made)>"
            )
            if let description = selection.description {
                xml.raw("<Description>\(XML.escaped(description))</Description>")
            }
            for code in selection.codes {
                xml.raw(
                    "<Coding guid=\"\(Self.guid("coding", place + " " + code))\" \(made)><CodeRef targetGUID=\"\(Self.guid("code", code))\"/></Coding>"
                )
            }
            xml.raw("</PlainTextSelection>")
        }
        xml.raw("</TextSource>")
    }

    // MARK: Codes

    private static let kinds: [(dimension: Dimension, name: String)] = [
        (.fields, "Handlungsfelder"), (.themes, "Themenfelder"), (.napPhases, "NAP-I-Phasen"),
        (.targetGroups, "Zielgruppen"),
    ]

    private func codes() -> String {
        var groups = Self.kinds.map { kind in
            Code(
                key: "group \(kind.dimension.rawValue)",
                name: kind.name,
                children: context.pack.definitions(kind.dimension).map {
                    Code(key: "\(kind.dimension.rawValue) \($0.id)", name: "\($0.id) \($0.title)")
                }
            )
        }
        groups.append(
            Code(
                key: "group threads",
                name: "Stränge",
                children: context.results.threads.map { Code(key: "thread \($0.id)", name: context.label($0)) }
            )
        )
        groups.removeAll { $0.children.isEmpty }
        var names: Set<String> = []
        for group in groups.indices {
            groups[group].name = Self.unique(groups[group].name, &names)
            for child in groups[group].children.indices {
                groups[group].children[child].name = Self.unique(groups[group].children[child].name, &names)
            }
        }
        return "<Codes>" + groups.map { Self.code($0, isCodable: false) }.joined() + "</Codes>"
    }

    /// "Treffen & Räume", and "Treffen & Räume (2)" the next time.
    private static func unique(_ name: String, _ names: inout Set<String>) -> String {
        var number = 1
        var candidate = name
        while !names.insert(candidate.lowercased()).inserted {
            number += 1
            candidate = "\(name) (\(number))"
        }
        return candidate
    }

    private static func code(_ code: Code, isCodable: Bool) -> String {
        let head =
            "<Code guid=\"\(guid("code", code.key))\" name=\"\(XML.escaped(code.name))\" isCodable=\"\(isCodable)\""
        guard !code.children.isEmpty else { return head + "/>" }
        return head + ">" + code.children.map { Self.code($0, isCodable: true) }.joined() + "</Code>"
    }

    // MARK: Texts

    private func sources() -> [TextSource] {
        var sources: [TextSource] = []
        var positions: [String: Int] = [:]
        for card in context.results.contributions where card.status != .erased {
            let text = context.masker.text(card)
            guard !text.text.isEmpty else { continue }
            let name = [card.contribution.workshop ?? "ohne Werkstatt", Wording.phase(card.contribution.phase)].joined(
                separator: " – "
            )
            let position = positions[name] ?? sources.count
            if position == sources.count {
                positions[name] = position
                sources.append(TextSource(name: name))
            }
            add(card, text, to: &sources[position])
        }
        return sources.sorted { precedesBytewise($0.name, $1.name) }
    }

    private func add(_ card: ReadyContribution, _ text: MaskedText, to source: inout TextSource) {
        if !source.text.isEmpty {
            source.text += "\n\n"
            source.length += 2
        }
        let start = source.length
        source.text += text.text
        source.length += text.text.unicodeScalars.count
        var whole: [String] = []
        var words: [(span: Span, code: String)] = []
        for (dimension, labels) in [
            (Dimension.fields, card.fields), (.themes, card.themes), (.napPhases, card.napPhases),
            (.targetGroups, card.targetGroups),
        ] {
            for label in labels {
                let code = "\(dimension.rawValue) \(label.id)"
                guard context.pack.definitions(dimension).contains(where: { $0.id == label.id }) else { continue }
                whole.append(code)
                for part in label.evidence where part.weight > 0 {
                    guard let span = part.span.map(text.span), span.start < span.end else { continue }
                    words.append((Span(start + span.start, start + span.end), code))
                }
            }
        }
        if let thread = card.thread, context.thread(thread) != nil { whole.append("thread \(thread)") }
        let id = card.id
        let description = Self.description(card)
        let place = Span(start, source.length)
        source.selections.append(
            Selection(name: id, description: description, span: place, codes: whole)
        )
        // Words that speak for several labels are one place with several codings; a word that is the whole card is
        // coded already.
        for (number, part) in Set(words.map(\.span)).subtracting([place]).sorted().enumerated() {
            var codes: [String] = []
            for (span, code) in words where span == part && !codes.contains(code) { codes.append(code) }
            source.selections.append(Selection(name: "\(id) (\(number + 1))", span: part, codes: codes))
        }
    }

    /// "k07, 3 Punkte"; "k09, ohne eigene Aussage"
    private static func description(_ card: ReadyContribution) -> String {
        let points = (card.contribution.points ?? 0) > 0 ? card.contribution.points : nil
        let parts = [
            card.id, points.map { Wording.counted($0, "Punkt", "Punkte") },
            card.status == .kept ? nil : Wording.status(card.status),
        ]
        return parts.compactMap { $0 }.joined(separator: ", ")
    }

    /// The day of the pack as programs want it; where it names none, one that nobody takes for real.
    private var date: String {
        let day = context.pack.asOf
        let isDay =
            day.utf8.count == 10
            && day.utf8.enumerated().allSatisfy { $0 == 4 || $0 == 7 ? $1 == 0x2D : (0x30...0x39).contains($1) }
        return (isDay ? day : "2000-01-01") + "T00:00:00Z"
    }

    /// An id made from what it stands for.
    private static func guid(_ kind: String, _ content: String) -> String {
        let digits = Array(sha256("\(kind)\n\(content)".utf8))
        let parts = [digits[0..<8], digits[8..<12], "5" + digits[13..<16], "8" + digits[17..<20], digits[20..<32]]
        return parts.map { String($0) }.joined(separator: "-")
    }
}

/// The thesaurus of a pack as SKOS in Turtle: concepts with their labels, what is broader, what is related.
///
/// Comes in: the pack's lexicon. Goes out: Turtle in UTF-8. Decides that strong and normal expressions are other labels,
/// weak ones hidden labels. Never writes example cards.
struct ThesaurusExport {
    let pack: Pack
    let concepts: [Concept]

    func bytes() -> [UInt8] {
        let scheme = "<urn:werkstatt:\(Self.path(pack.id)):thesaurus>"
        var out =
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n\n"
        out += "\(scheme) a skos:ConceptScheme ;\n    dct:title \(Self.literal("Thesaurus: \(pack.title)")) .\n"
        let known = Set(concepts.map(\.id))
        for concept in concepts.sorted(by: { precedesBytewise($0.id, $1.id) }) {
            out +=
                "\n\(place(concept.id)) a skos:Concept ;\n    skos:inScheme \(scheme) ;\n    skos:prefLabel \(Self.literal(concept.label))"
            var seen: Set<String> = [concept.label]
            for expression in concept.expressions where seen.insert(expression.text).inserted {
                let property = expression.strength == .weak ? "hiddenLabel" : "altLabel"
                out += " ;\n    skos:\(property) \(Self.literal(expression.text))"
            }
            if let broader = concept.broader, known.contains(broader) {
                out += " ;\n    skos:broader \(place(broader))"
            } else {
                out += " ;\n    skos:topConceptOf \(scheme)"
            }
            for related in concept.related where known.contains(related) && related != concept.broader {
                out += " ;\n    skos:related \(place(related))"
            }
            out += " .\n"
        }
        return Array(out.utf8)
    }

    private func place(_ id: String) -> String { "<urn:werkstatt:\(Self.path(pack.id)):begriff:\(Self.path(id))>" }

    private static func path(_ id: String) -> String {
        String(
            decoding: id.utf8.flatMap { byte -> [UInt8] in
                let isPlain =
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x5F
                return isPlain
                    ? [byte] : Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8)
            },
            as: UTF8.self
        )
    }

    private static func literal(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\"@de"
    }
}
