/// The three phases of a Zukunftswerkstatt. Not the NAP-I phases.
public enum WorkshopPhase: String, Codable, Sendable, CaseIterable, Comparable {
    case kritik, phantasie, realisierung

    public static func < (left: Self, right: Self) -> Bool { left.order < right.order }
    private var order: Int { Self.allCases.firstIndex(of: self)! }

    /// As a person writes it in a heading.
    public var title: String {
        switch self {
        case .kritik: "Kritik"
        case .phantasie: "Phantasie"
        case .realisierung: "Realisierung"
        }
    }
}

/// How the workshop phase of a contribution was found.
public enum PhaseOrigin: String, Codable, Sendable { case given, heading, cue }

/// A value of a column: a whole number where it reads as one, else the text.
public enum Scalar: Codable, Sendable, Hashable {
    case number(Int)
    case text(String)

    /// "3" and 3 are the same table.
    public init(_ text: String) {
        if let number = Int(text), String(number) == text { self = .number(number) } else { self = .text(text) }
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        if let number = try? box.decode(Int.self) {
            self = .number(number)
        } else {
            self = .text(try box.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        switch self {
        case .number(let number): try box.encode(number)
        case .text(let text): try box.encode(text)
        }
    }

    public var text: String {
        switch self {
        case .number(let number): String(number)
        case .text(let text): text
        }
    }
}

/// Where a contribution was read.
public struct Source: Codable, Sendable, Hashable {
    /// The input as named on the command line; within a folder, the path below it is appended.
    public var file: String
    /// 1-based: the record of a table as a spreadsheet counts it (the header is row 1, blank rows count), the element of
    /// a JSON list, else the line where the contribution begins.
    public var row: Int
    /// The contribution that a "dito" meant.
    public var refersTo: String?

    public init(file: String, row: Int, refersTo: String? = nil) {
        self.file = file
        self.row = row
        self.refersTo = refersTo
    }
}

/// One card, row, bullet or speaker turn as it was read. Never split silently, never dropped.
public struct Contribution: Codable, Sendable {
    public var id: String
    public var workshop: String?
    public var phase: WorkshopPhase?
    public var phaseOrigin: PhaseOrigin?
    public var table: Scalar?
    public var color: String?
    /// The heading given in the room: a precious prior, never overwritten.
    public var roomCluster: String?
    /// Dots on the card.
    public var points: Int?
    /// Dots on the heading; never multiplied onto its cards.
    public var roomPoints: Int?
    public var rating: Scalar?
    /// The original text with LF line ends; every offset counts its Unicode code points.
    public var text: String
    /// Taken out on demand: the text is empty for good.
    public var isErased = false
    /// Unknown columns and keys, carried along; values are JSON texts, sorted by key.
    public var extra: [ExtraValue]
    public var source: Source

    public init(
        id: String,
        workshop: String? = nil,
        phase: WorkshopPhase? = nil,
        phaseOrigin: PhaseOrigin? = nil,
        table: Scalar? = nil,
        color: String? = nil,
        roomCluster: String? = nil,
        points: Int? = nil,
        roomPoints: Int? = nil,
        rating: Scalar? = nil,
        text: String,
        extra: [ExtraValue] = [],
        source: Source
    ) {
        self.id = id
        self.workshop = workshop
        self.phase = phase
        self.phaseOrigin = phaseOrigin
        self.table = table
        self.color = color
        self.roomCluster = roomCluster
        self.points = points
        self.roomPoints = roomPoints
        self.rating = rating
        self.text = text
        self.extra = extra
        self.source = source
    }
}

/// A column or key that the contract does not name, with its value as JSON text (`"Tisch am Fenster"`, `3`, `true`).
public struct ExtraValue: Codable, Sendable, Hashable {
    public var key: String
    public var json: String

    public init(key: String, json: String) {
        self.key = key
        self.json = json
    }
}

/// A row that could not be read: nothing is lost, it is listed with the reason.
public struct UnreadRow: Codable, Sendable, Hashable {
    public var file: String
    /// 1-based; 0 when the whole file is meant.
    public var row: Int
    /// German, one sentence, with what to do.
    public var reason: String
    /// What stood there, cut to a length that can be looked at.
    public var raw: String

    public init(file: String, row: Int, reason: String, raw: String) {
        self.file = file
        self.row = row
        self.reason = reason
        self.raw = raw
    }
}

/// Something a person should know that stops nothing: an unknown phase name, a double id, a passed-over file.
public struct Notice: Codable, Sendable, Hashable {
    public enum Level: String, Codable, Sendable {
        /// Only said.
        case note
        /// An error under `--strict`.
        case warning
    }
    /// Notices that programs tell apart.
    public enum Kind: String, Codable, Sendable { case doubleID = "double_id" }
    public var level: Level
    /// Nil for most.
    public var kind: Kind?
    public var file: String
    /// 1-based; 0 when the whole file is meant.
    public var row: Int
    /// German, one sentence.
    public var text: String

    public init(_ level: Level, kind: Kind? = nil, file: String, row: Int = 0, _ text: String) {
        self.level = level
        self.kind = kind
        self.file = file
        self.row = row
        self.text = text
    }
}

/// What became of a contribution.
public enum Status: String, Codable, Sendable, CaseIterable {
    case kept, filler, offtopic, foreign, illegible, empty, erased
}
