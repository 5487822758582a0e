import FoundationEssentials

/// A label of one of the pack's dimensions.
public struct LabelDefinition: Sendable {
    public var id: String
    public var title: String
    /// The ids of the thesaurus that it takes its weight from, with factors; its own id by default.
    public var from: [String: Double]
    public var expressions: [Expression]
    /// Proposals for indicators, constants of the pack.
    public var indicators: [String]
    /// Offices the field belongs to.
    public var offices: [String]
}

/// A measure of the existing catalogue.
public struct Measure: Sendable {
    public var number: String
    public var field: String
    public var title: String
    public var description: String
    public var goal: String
    public var responsible: String
    public var partners: String
    public var targetGroup: String
    public var timeFrame: String
    public var cost: String
    public var indicator: String
    public var status: String
    public var napPhases: [String]
    /// Concepts of the thesaurus it is about.
    public var concepts: [String]
    /// Those of them that it only touches: whoever demands that does not get it by this measure.
    public var touches: [String] = []
    /// The thing itself, short, without form, place and target group; empty when the pack names none.
    public var subject = ""

    /// Concepts that it answers.
    public var core: [String] { concepts.filter { !touches.contains($0) } }
}

/// An office, body, carrier or place with its spellings.
public struct GazetteerEntry: Sendable {
    public struct Variant: Sendable {
        public var text: String
        public var flag: String
        public var remark: String
    }
    public var id: String
    public var kind: String
    public var name: String
    public var level: String
    public var within: String?
    public var fields: [String]
    public var ambiguous: Bool
    /// Gives money rather than takes part: "Landesmittel", "Stiftung".
    public var pays: Bool
    public var variants: [Variant]
}

/// Everything another city would change: fields, themes, phases, lexicons, catalogue, parameters. A folder, no code.
public struct Pack: Sendable {
    public var folder: String
    public var id: String
    public var title: String
    public var city: String
    public var version: String
    /// Dates in measures are compared with this day, never with the clock ("2021-05-17").
    public var asOf: String
    public var fields: [LabelDefinition]
    public var themes: [LabelDefinition]
    public var napPhases: [LabelDefinition]
    public var targetGroups: [LabelDefinition]
    public var intake: IntakeRules
    public var screening: ScreeningRules
    public var parameters: Parameters
    public var catalogue: [Measure]
    public var actors: [GazetteerEntry]
    public var places: [GazetteerEntry]
    public var words: WordLists
    /// Wording and lists of drafts and exports.
    public var drafts: DraftRules
    /// Bars that `check` holds results against.
    public var gates: [Gate]
    /// All files it was read from, in a canonical order, for the manifest and the compiled model.
    public var files: [(path: String, bytes: [UInt8])]
    /// Folders, base packs first.
    public var layers: [String]
    /// Thesaurus folders and cue files; read only when something in them changed.
    public var lexiconPaths: [String]
    /// What each key of its pipeline files says, without the parameters.
    var parts: [PackPart] = []

    public func definitions(_ dimension: Dimension) -> [LabelDefinition] {
        switch dimension {
        case .fields: fields
        case .themes: themes
        case .napPhases: napPhases
        case .targetGroups: targetGroups
        }
    }

    /// Reads a pack and the packs it builds on.
    /// - Throws: `PackError` with file, line, column and the offending line.
    public init(folder: String) throws(PackError) {
        var reader = PackReader(folder: folder)
        try reader.read(folder: folder)
        self = try reader.finish()
    }

    init(
        folder: String,
        id: String,
        title: String,
        city: String,
        version: String,
        asOf: String,
        fields: [LabelDefinition],
        themes: [LabelDefinition],
        napPhases: [LabelDefinition],
        targetGroups: [LabelDefinition],
        intake: IntakeRules,
        screening: ScreeningRules,
        parameters: Parameters,
        catalogue: [Measure],
        actors: [GazetteerEntry],
        places: [GazetteerEntry],
        words: WordLists,
        drafts: DraftRules,
        gates: [Gate],
        files: [(path: String, bytes: [UInt8])],
        layers: [String],
        lexiconPaths: [String]
    ) {
        self.folder = folder
        self.id = id
        self.title = title
        self.city = city
        self.version = version
        self.asOf = asOf
        self.fields = fields
        self.themes = themes
        self.napPhases = napPhases
        self.targetGroups = targetGroups
        self.intake = intake
        self.screening = screening
        self.parameters = parameters
        self.catalogue = catalogue
        self.actors = actors
        self.places = places
        self.words = words
        self.drafts = drafts
        self.gates = gates
        self.files = files
        self.layers = layers
        self.lexiconPaths = lexiconPaths
    }
}
