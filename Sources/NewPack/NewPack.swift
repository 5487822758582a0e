import FoundationEssentials
import Werkstatt

#if canImport(Glibc)
    import Glibc
#endif

/// A new pack cannot be made; German, with what to do.
public struct NewPackError: Error, Sendable, CustomStringConvertible {
    public enum Kind: Sendable { case answer, exists, cannotWrite, template }
    public let kind: Kind
    public let description: String
}

/// Makes the folder of a pack from the template of the common base.
///
/// Comes in: answers, where the common base lies, where the pack shall lie. Goes out: the folder, and what a person should
/// look at. Decides the ids of fields (F1, F2 …) and their weights. The pack is made beside its place, read as a run would
/// read it, and only then put there: nothing half-made remains, and nothing is ever overwritten.
public struct NewPack {
    private let answers: PackAnswers
    private let common: String
    private let target: String
    /// German; what to look at in the new pack.
    public private(set) var remarks: [String] = []

    static let files = [
        "pipeline.yaml", "actors.yaml", "places.yaml", "committees.yaml", "gates.yaml", "thesaurus/eigene.yaml",
        "SOURCE.md",
    ]

    /// - Parameters:
    ///   - common: the folder of the common base.
    ///   - target: the folder to make; must not be there.
    public init(_ answers: PackAnswers, common: String, target: String) {
        self.answers = answers
        self.common = common
        self.target = target.count > 1 && target.hasSuffix("/") ? String(target.dropLast()) : target
    }

    public mutating func write() throws {
        if let fault = answers.fault { throw NewPackError(kind: .answer, description: fault) }
        guard !FileManager.default.fileExists(atPath: target) else {
            throw NewPackError(
                kind: .exists,
                description: "\(target): Das gibt es schon und bleibt, wie es ist; bitte einen anderen Namen nehmen."
            )
        }
        let weights = try FieldWeights(PackFile(path: common + "/template/fields.yaml"))
        let fields = try labels(answers.fields, "F", weights)
        let themes =
            answers.themes.isEmpty
            ? weights.themes.map { "  - {id: \($0), title: \(Self.quoted(weights.title(of: $0)))}" }
            : try labels(answers.themes, "Q", weights)
        var catalogue: String?
        if let path = answers.catalogue {
            let measures = try CatalogueReader.read(
                path: path,
                rules: IntakeRules(PackFile(path: common + "/intake.yaml"))
            )
            try check(measures, path)
            catalogue = CatalogueWriter.csv(measures)
            remarks.append("\(measures.count) Maßnahmen aus \(path) übernommen.")
        }
        var texts: [(name: String, text: String)] = []
        for name in Self.files {
            guard let bytes = readFile(common + "/template/" + name),
                let text = String(validating: bytes, as: UTF8.self)
            else {
                throw NewPackError(
                    kind: .template,
                    description: "\(common)/template/\(name): Die Vorlage fehlt; bitte das Programm neu einrichten."
                )
            }
            texts.append((name, filled(text, fields: fields, themes: themes, hasCatalogue: catalogue != nil)))
        }
        if let catalogue { texts.append(("catalogue.csv", catalogue)) }
        try put(texts)
    }

    // MARK: Content

    private mutating func labels(_ fields: [PackAnswers.Field], _ letter: String, _ weights: FieldWeights) throws
        -> [String]
    {
        var lines: [String] = []
        for (number, field) in fields.enumerated() {
            for id in field.from where !weights.ids.contains(id) {
                throw NewPackError(
                    kind: .answer,
                    description:
                        "Für „\(field.title)“ ist „\(id)“ genannt; der Thesaurus kennt \(weights.ids.joined(separator: ", "))."
                )
            }
            let from = field.from.isEmpty ? weights.ids(forTitle: field.title) : field.from
            let id = "\(letter)\(number + 1)"
            if from.isEmpty {
                remarks.append(
                    "Für „\(field.title)“ (\(id)) fand sich nichts im Thesaurus; bitte in pipeline.yaml unter „from“ eintragen, woraus es schöpft, sonst bekommt keine Karte dieses Feld."
                )
            }
            let part = from.isEmpty ? "" : ", from: {\(from.map { "\($0): 1" }.joined(separator: ", "))}"
            lines.append("  - {id: \(id), title: \(Self.quoted(field.title))\(part)}")
        }
        return lines
    }

    private mutating func check(_ measures: [Measure], _ path: String) throws {
        let titles = Set((answers.fields).map(\.title))
        let others = Set(measures.map(\.field)).subtracting(titles).subtracting([""]).sorted()
        if !others.isEmpty {
            remarks.append(
                "Der Katalog nennt Handlungsfelder, die das Paket nicht hat: \(others.joined(separator: "; ")). Der Bericht zeigt sie so, wie sie dastehen."
            )
        }
        for measure in measures where measure.title.isEmpty {
            throw NewPackError(
                kind: .answer,
                description: "\(path): Die Maßnahme \(measure.number) hat keinen Titel; bitte ergänzen."
            )
        }
        let silent = measures.count { $0.description.isEmpty }
        if silent > 0 {
            remarks.append(
                "\(silent) Maßnahmen haben keine Beschreibung; sie werden nur an ihrem Titel erkannt."
            )
        }
        let phases: Set = ["I", "II", "III", "IV", "V"]
        for measure in measures {
            for phase in measure.napPhases where !phases.contains(phase) {
                remarks.append("Die Maßnahme \(measure.number) nennt die NAP-I-Phase „\(phase)“; bekannt sind I bis V.")
            }
        }
    }

    private func filled(_ text: String, fields: [String], themes: [String], hasCatalogue: Bool) -> String {
        let ids = fields.indices.map { "F\($0 + 1)" }
        let file = answers.catalogue.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? ""
        let values: [(key: String, value: String)] = [
            ("id", answers.id), ("title", Self.quoted(answers.title)), ("city", Self.quoted(answers.city)),
            ("as_of", Self.quoted(answers.asOf)), ("common", Self.quoted(reference)),
            ("city_form", Self.quoted("Stadt \(answers.city)")), ("city_comment", answers.city),
            ("city_inner", Self.escaped(answers.city)), ("title_comment", answers.title),
            ("first_field", ids[0]), ("field_ids", ids.joined(separator: ", ")),
            ("fields", fields.joined(separator: "\n")), ("themes", themes.joined(separator: "\n")),
            (
                "catalogue",
                hasCatalogue
                    ? "# Die bestehenden Maßnahmen.\ncatalogue: catalogue.csv"
                    : "# Die bestehenden Maßnahmen (CSV, Excel oder Word mit den Spalten nummer und titel); ohne sie ist jeder Vorschlag „neu“.\n# catalogue: katalog.xlsx"
            ),
            (
                "catalogue_source",
                hasCatalogue
                    ? "`catalogue.csv`: aus „\(file)“ übernommen; bitte Stand und Stelle nennen."
                    : "Ein Katalog liegt nicht bei: Es wird nichts verglichen, jeder Vorschlag ist „neu“."
            ),
        ]
        // One pass, so that an answer that looks like a place is taken as it is.
        var out = ""
        var rest = Substring(text)
        while let start = rest.range(of: "{{") {
            out += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.range(of: "}}") else { return out + "{{" + rest }
            let key = String(rest[..<end.lowerBound])
            out += values.first { $0.key == key }?.value ?? "{{\(key)}}"
            rest = rest[end.upperBound...]
        }
        return out + rest
    }

    /// How the new pack names the common base: beside it, or by its whole path.
    private var reference: String {
        func real(_ path: String) -> String? {
            guard let pointer = realpath(path, nil) else { return nil }
            defer { free(pointer) }
            return String(cString: pointer)
        }
        let slash = target.lastIndex(of: "/")
        let parent = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let whole = real(common) ?? common
        return real(parent + "/common") == whole ? "../common" : whole
    }

    static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    // MARK: On the disk

    private func put(_ texts: [(name: String, text: String)]) throws {
        let slash = target.lastIndex(of: "/")
        let parent = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let draft = parent + "/.\(target.split(separator: "/").last ?? "")-\(getpid())"
        do {
            try FileManager.default.createDirectory(atPath: draft + "/thesaurus", withIntermediateDirectories: true)
            for (name, text) in texts {
                guard FileManager.default.createFile(atPath: draft + "/" + name, contents: Data(text.utf8)) else {
                    throw CocoaError(.fileWriteUnknown)
                }
            }
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw NewPackError(
                kind: .cannotWrite,
                description: "\(target): Hier darf nicht geschrieben werden; bitte einen anderen Ordner nennen."
            )
        }
        do {
            _ = try Lexicon(Pack(folder: draft))
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
        // Fails when something came there meanwhile, unless it is an empty folder.
        guard rename(draft, target) == 0 else {
            try? FileManager.default.removeItem(atPath: draft)
            throw NewPackError(
                kind: .cannotWrite,
                description: "\(target): Der Ordner ließ sich nicht anlegen; bitte einen anderen nennen."
            )
        }
    }
}
