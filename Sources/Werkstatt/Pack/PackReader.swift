import FoundationEssentials

/// Reads a pack folder and the packs it builds on into one `Pack`.
struct PackReader {
    private var trees: PackTrees
    private var files: [(path: String, bytes: [UInt8])] = []
    private var layers: [String] = []
    private var lexiconPaths: [String] = []
    private var parameters = Parameters()
    private var words = WordLists()
    private var drafts = DraftRules()
    private var gates = GateList()
    private var intake: IntakeRules?
    private var screening: ScreeningRules?
    private var definitions: [Dimension: [LabelDefinition]] = [:]
    private var actors: [GazetteerEntry] = []
    private var places: [GazetteerEntry] = []
    private var catalogue: [Measure] = []
    private var measureConcepts: [String: [String]] = [:]
    private var measureTouches: [String: [String]] = [:]
    private var measureSubjects: [String: String] = [:]
    private var parts: [PackPart] = []
    private var head: (id: String, title: String, city: String, version: String, asOf: String)?

    /// A base pack must not build on itself.
    private var open: [String] = []

    /// - Parameter folder: of the pack that is asked for.
    init(folder: String) { trees = PackTrees(folder: folder) }

    mutating func read(folder: String) throws(PackError) {
        let path = folder + "/pipeline.yaml"
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory else {
            throw PackError(
                file: folder,
                message:
                    "Diesen Paketordner gibt es nicht; bitte einen Ordner unter Pipelines/ angeben (bei review und export mit --pack)."
            )
        }
        guard !open.contains(folder) else {
            throw PackError(
                file: path,
                message: "Das Paket baut auf sich selbst auf (\((open + [folder]).joined(separator: " → ")))."
            )
        }
        open.append(folder)
        let file = try take(path)
        let root = file.root
        try root.allow([
            "id", "title", "city", "version", "as_of", "builds_on", "fields", "themes", "nap_phases", "target_groups",
            "parameters", "intake", "words",
            "thesaurus", "cues", "actors", "places", "catalogue", "measures", "screening", "note", "draft", "actions",
            "aspects",
            "committees", "gates",
        ])
        for base in try root.optional("builds_on")?.elements() ?? [] {
            let name = try base.text()
            let place = name.hasPrefix("/") ? name : folder + "/" + name
            guard FileManager.default.fileExists(atPath: place + "/pipeline.yaml") else {
                throw base.fault("Das Paket „\(name)“, auf dem dieses aufbaut, fehlt neben diesem Ordner.")
            }
            try read(folder: place)
        }
        layers.append(folder)
        if let node = try root.optional("parameters") { try parameters.read(node) }
        for key in ["thesaurus", "cues"] {
            if let node = try root.optional(key) { lexiconPaths.append(folder + "/" + (try node.text())) }
        }
        // Bars shape no result, so their file is no part of what made it.
        if let node = try root.optional("gates") {
            try gates.read(try PackFile(path: folder + "/" + node.text(), &trees))
        }
        if let node = try root.optional("words") { try words.read(try take(folder + "/" + node.text())) }
        if let node = try root.optional("intake") { intake = try IntakeRules(try take(folder + "/" + node.text())) }
        if let node = try root.optional("screening") {
            screening = try ScreeningRules(try take(folder + "/" + node.text()))
        }
        for (key, dimension) in [
            ("fields", Dimension.fields), ("themes", .themes), ("nap_phases", .napPhases),
            ("target_groups", .targetGroups),
        ] {
            if let node = try root.optional(key) { definitions[dimension] = try Self.labels(node) }
        }
        if let node = try root.optional("draft") { try drafts.readDraft(try take(folder + "/" + node.text()).root) }
        if let node = try root.optional("actions") { try drafts.readActions(try take(folder + "/" + node.text()).root) }
        if let node = try root.optional("aspects") { try drafts.readAspects(try take(folder + "/" + node.text()).root) }
        if let node = try root.optional("committees") {
            try drafts.readCommittees(try take(folder + "/" + node.text()).root)
        }
        if let node = try root.optional("actors") {
            actors += try Self.gazetteer(try take(folder + "/" + node.text()), "actors")
        }
        if let node = try root.optional("places") {
            places += try Self.gazetteer(try take(folder + "/" + node.text()), "places")
        }
        if let node = try root.optional("measures") {
            let root = try take(folder + "/" + node.text()).root
            try root.allow(["measures", "touches", "subjects"])
            for entry in try root.required("measures").entries() {
                measureConcepts[entry.name] = try entry.value.texts()
            }
            for entry in try root.optional("touches")?.entries() ?? [] {
                measureTouches[entry.name] = try entry.value.texts()
            }
            for entry in try root.optional("subjects")?.entries() ?? [] {
                measureSubjects[entry.name] = try entry.value.text()
            }
        }
        if let node = try root.optional("catalogue") {
            let path = folder + "/" + (try node.text())
            guard let bytes = readFile(path) else {
                throw node.fault("Der Katalog „\(path)“ fehlt oder darf nicht gelesen werden.")
            }
            files.append((path, bytes))
            catalogue = try CatalogueReader.read(bytes, path: path, limits: intake?.office)
        }
        head = (
            try root.required("id").text(), try root.required("title").text(), try root.optional("city")?.text() ?? "",
            try root.required("version").text(), try root.optional("as_of")?.text() ?? ""
        )
        parts += try PackPart.all(root, folder: folder, files: files)
        open.removeLast()
    }

    private mutating func take(_ path: String) throws(PackError) -> PackFile {
        let file = try PackFile(path: path, &trees)
        files.append((path, file.bytes))
        return file
    }

    func finish() throws(PackError) -> Pack {
        trees.keep()
        let folder = layers.last!
        let path = folder + "/pipeline.yaml"
        guard let head, let intake else {
            throw PackError(
                file: path,
                message: "Dem Paket fehlt „intake“ (Spalten- und Phasennamen); üblich ist builds_on: [../common]."
            )
        }
        guard let screening else {
            throw PackError(
                file: path,
                message: "Dem Paket fehlt „screening“ (Namen, Füllwörter, Sprachen); üblich ist builds_on: [../common]."
            )
        }
        guard let fields = definitions[.fields], !fields.isEmpty else {
            throw PackError(file: path, message: "Dem Paket fehlen die Handlungsfelder („fields“).")
        }
        if let missing = parameters.missing.first {
            throw PackError(
                file: path,
                message: "Dem Paket fehlt der Parameter „\(missing)“; üblich ist builds_on: [../common]."
            )
        }
        var catalogue = catalogue
        for position in catalogue.indices {
            let number = catalogue[position].number
            catalogue[position].concepts = measureConcepts[number] ?? []
            catalogue[position].touches = measureTouches[number] ?? []
            catalogue[position].subject = measureSubjects[number] ?? ""
        }
        var pack = Pack(
            folder: folder,
            id: head.id,
            title: head.title,
            city: head.city,
            version: head.version,
            asOf: head.asOf,
            fields: fields,
            themes: definitions[.themes] ?? [],
            napPhases: definitions[.napPhases] ?? [],
            targetGroups: definitions[.targetGroups] ?? [],
            intake: intake,
            screening: screening,
            parameters: parameters,
            catalogue: catalogue,
            actors: actors,
            places: places,
            words: words,
            drafts: drafts,
            gates: gates.all,
            files: files,
            layers: layers,
            lexiconPaths: lexiconPaths
        )
        pack.parts = parts
        return pack
    }

    private static func labels(_ node: PackNode) throws(PackError) -> [LabelDefinition] {
        var result: [LabelDefinition] = []
        for element in try node.elements() {
            try element.allow(["id", "title", "from", "expressions", "conditions", "indicators", "offices", "note"])
            let id = try element.required("id").text()
            guard !result.contains(where: { $0.id == id }) else {
                throw element.fault("Die Kennung „\(id)“ steht zweimal da.")
            }
            var from: [String: Double] = [:]
            for entry in try element.optional("from")?.entries() ?? [] { from[entry.name] = try entry.value.number() }
            result.append(
                LabelDefinition(
                    id: id,
                    title: try element.required("title").text(),
                    from: from.isEmpty ? [id: 1] : from,
                    expressions: try readExpressions(element),
                    indicators: try element.optional("indicators")?.texts() ?? [],
                    offices: try element.optional("offices")?.texts() ?? []
                )
            )
        }
        return result
    }

    private static func gazetteer(_ file: PackFile, _ key: String) throws(PackError) -> [GazetteerEntry] {
        var result: [GazetteerEntry] = []
        for element in try file.root.required(key).elements() {
            try element.allow([
                "id", "kind", "name", "level", "within", "fields", "languages", "ambiguous", "pays", "variants", "note",
            ])
            var variants: [GazetteerEntry.Variant] = []
            for variant in try element.optional("variants")?.elements() ?? [] {
                let parts = try variant.texts()
                guard parts.count >= 2 else {
                    throw variant.fault("Eine Schreibweise braucht Form und Kennzeichen: [\"FB 56\", code].")
                }
                variants.append(.init(text: parts[0], flag: parts[1], remark: parts.count > 2 ? parts[2] : ""))
            }
            result.append(
                GazetteerEntry(
                    id: try element.required("id").text(),
                    kind: try element.required("kind").text(),
                    name: try element.required("name").text(),
                    level: try element.optional("level")?.text() ?? "",
                    within: try element.optional("within")?.text(),
                    fields: try element.optional("fields")?.texts() ?? [],
                    ambiguous: try element.optional("ambiguous")?.flag() ?? false,
                    pays: try element.optional("pays")?.flag() ?? false,
                    variants: variants
                )
            )
        }
        return result
    }
}
