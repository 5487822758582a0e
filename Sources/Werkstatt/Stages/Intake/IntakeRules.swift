import OfficeFiles

/// What a column, a JSON key or an attribute means.
enum Column: Int, CaseIterable, Sendable {
    case id, workshop, phase, table, color, roomCluster, points, text, roomPoints, rating

    /// The name of the contract.
    var name: String {
        switch self {
        case .id: "id"
        case .workshop: "workshop"
        case .phase: "phase"
        case .table: "table"
        case .color: "color"
        case .roomCluster: "room_cluster"
        case .points: "points"
        case .text: "text"
        case .roomPoints: "room_points"
        case .rating: "rating"
        }
    }
}

/// What the pack says about input files: names of columns, phases and speakers, limits.
///
/// Comes in: `intake.yaml`. Goes out: look-ups by folded name. Decides nothing about single rows.
public struct IntakeRules: Sendable {
    /// UTF-8 bytes; a longer text goes to `unread`.
    public private(set) var textLimit = 0
    private(set) var rawLimit = 0
    private(set) var rowsNamed = 0
    /// Longer turns of a transcript are parted when that is asked for.
    private(set) var turnCharacters = 0
    private(set) var probeBytes = 0
    private(set) var probeRecords = 0
    private(set) var utf16NulShare = 0.0
    private(set) var controlShare = 0.0
    private(set) var charsetConfidence = 0
    private(set) var office = OfficeLimits(
        parts: 0,
        partBytes: 0,
        heldBytes: 0,
        ratio: 0,
        depth: 0,
        columns: 0,
        rows: 0,
        cells: 0,
        seconds: 0,
        repeats: 0
    )
    /// Rows of a sheet among which the header is looked for.
    private(set) var headerRows = 0
    private var columns: [String: Column] = [:]
    /// Of the user's mapping file.
    private var mapped: [String: Column] = [:]
    private var platforms: [Platform] = []
    private(set) var phases = PhaseNames()
    private(set) var speakers = SpeakerNames()
    private(set) var tableWords: Set<String> = []
    private(set) var titleWords: Set<String> = []
    private(set) var pointWords: Set<String> = []
    private(set) var lists: [String] = []
    private(set) var passOver: [String] = []

    /// - Throws: `PackError` with file, line, column and the offending line.
    public init(_ file: PackFile) throws(PackError) {
        let root = file.root
        try root.allow([
            "limits", "columns", "phases", "speakers", "tables", "titles", "points", "lists", "pass_over", "office",
            "platforms",
        ])
        try readLimits(try root.required("limits"))
        try readOffice(try root.required("office"))
        for column in Column.allCases { columns[foldedName(column.name)] = column }
        try addColumns(try root.required("columns"))
        try phases.add(try root.required("phases"))
        try speakers.add(try root.required("speakers"))
        tableWords = Set(try root.required("tables").texts().map { foldedName($0) })
        titleWords = Set(try root.required("titles").texts().map { foldedName($0) })
        pointWords = Set(try root.required("points").texts().map { foldedName($0) })
        lists = try root.required("lists").texts().map { foldedName($0) }
        passOver = try root.required("pass_over").texts()
        for node in try root.required("platforms").elements() { platforms.append(try Platform(node)) }
    }

    /// Adds the names of a second file (`--map FILE`): its `columns` and `phases` win over those of the pack.
    public mutating func add(_ file: PackFile) throws(PackError) {
        try file.root.allow(["columns", "phases"])
        if let node = try file.root.optional("columns") {
            try node.allow(Set(Column.allCases.map(\.name)))
            for entry in try node.entries() {
                let column = Column.allCases.first { $0.name == entry.name }!
                // One name may stand without a list.
                let names = (try? entry.value.elements()) ?? [entry.value]
                for name in names {
                    let key = foldedName(try name.text())
                    guard !key.isEmpty else { throw name.fault("Ein Spaltenname braucht mindestens einen Buchstaben.") }
                    if let other = mapped[key], other != column {
                        throw name.fault("Der Spaltenname steht schon unter „\(other.name)“; bitte einen streichen.")
                    }
                    mapped[key] = column
                }
            }
        }
        if let node = try file.root.optional("phases") { try phases.add(node, replacing: true) }
    }

    /// The meaning of a column header or key, with or without what stands behind it in brackets.
    func column(named name: String) -> Column? {
        if let column = mapped[foldedName(name)] { return column }
        if let column = columns[foldedName(name)] { return column }
        guard let bracket = name.firstIndex(where: { $0 == "(" || $0 == "[" }), bracket > name.startIndex else {
            return nil
        }
        return columns[foldedName(name[..<bracket])]
    }

    /// The meaning that the user's mapping file gives a column.
    func mappedColumn(named name: String) -> Column? { mapped[foldedName(name)] }

    /// The platform whose export has these columns; among several the one that is known by most.
    func platform(_ headers: [String]) -> Platform? {
        let folded = Set(headers.map { foldedName($0) })
        var best: Platform?
        for platform in platforms where platform.recognises(folded) {
            if platform.signature.count > best?.signature.count ?? 0 { best = platform }
        }
        return best
    }

    private mutating func addColumns(_ node: PackNode) throws(PackError) {
        try node.allow(Set(Column.allCases.map(\.name)))
        for entry in try node.entries() {
            let column = Column.allCases.first { $0.name == entry.name }!
            for name in try entry.value.elements() {
                let key = foldedName(try name.text())
                guard !key.isEmpty else { throw name.fault("Ein Spaltenname braucht mindestens einen Buchstaben.") }
                if let other = columns[key], other != column {
                    throw name.fault("Der Spaltenname steht schon unter „\(other.name)“; bitte einen streichen.")
                }
                columns[key] = column
            }
        }
    }

    private mutating func readLimits(_ node: PackNode) throws(PackError) {
        let names = [
            "text_bytes", "raw_characters", "rows_named", "probe_bytes", "probe_records", "utf16_nul_share",
            "control_share",
            "charset_confidence", "turn_characters",
        ]
        let values = try numbers(names, node)
        textLimit = Int(values[0])
        rawLimit = Int(values[1])
        rowsNamed = max(1, Int(values[2]))
        probeBytes = max(1, Int(values[3]))
        probeRecords = max(1, Int(values[4]))
        utf16NulShare = values[5]
        controlShare = values[6]
        charsetConfidence = Int(values[7])
        turnCharacters = Int(values[8])
    }

    private mutating func readOffice(_ node: PackNode) throws(PackError) {
        let names = [
            "parts", "part_bytes", "held_bytes", "ratio", "depth", "columns", "rows", "cells", "seconds", "header_rows",
            "repeats",
        ]
        let values = try numbers(names, node).map { Int($0) }
        office = OfficeLimits(
            parts: values[0],
            partBytes: values[1],
            heldBytes: values[2],
            ratio: values[3],
            depth: values[4],
            columns: values[5],
            rows: values[6],
            cells: values[7],
            seconds: values[8],
            repeats: values[10]
        )
        headerRows = values[9]
    }

    private func numbers(_ names: [String], _ node: PackNode) throws(PackError) -> [Double] {
        try node.allow(Set(names))
        var values: [Double] = []
        for name in names {
            let entry = try node.required(name)
            try entry.allow(["value", "unit", "reason"])
            let value = try entry.required("value")
            values.append(try value.number())
            guard values.last! > 0, values.last! <= 1e9 else {
                throw value.fault("Der Wert muss größer als 0 sein und höchstens 1000000000.")
            }
        }
        return values
    }
}
