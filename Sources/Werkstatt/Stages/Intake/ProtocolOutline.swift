/// Where in a protocol a card stands: workshop, phase, heading of the room, table.
///
/// Comes in: headings in the order of the text. Goes out: what holds for the cards below. Decides: a heading that names a
/// phase sets it; one deeper than the phase is a heading of the room; one above, or before any phase, names the workshop;
/// one beside the phases ("Fazit") ends them. Never touches cards.
struct ProtocolOutline {
    private(set) var workshop: String?
    private var workshopLevel = 0
    private(set) var phase: RowDraft.PhaseValue?
    private var phaseLevel: Int?
    private var clusters: [(title: String, level: Int)] = []
    private(set) var roomPoints: String?
    private(set) var table: String?
    private var tableLevel = 0
    let rules: IntakeRules

    /// Levels of headings without a level of their own, below the six of Markdown.
    static let boldLevel = 10
    static let colonLevel = 11
    private static let plainPhaseLevel = 9

    init(rules: IntakeRules) { self.rules = rules }

    var roomCluster: String? { clusters.last?.title }
    /// The heading of the room above the innermost one.
    var clusterAbove: String? { clusters.dropLast().last?.title }

    /// - Parameter level: nil for a line that only names something, without the marks of a heading.
    mutating func enter(_ heading: String, level: Int?, row: Int, _ rows: inout FileRows) {
        let (title, points) = withoutPoints(heading)
        let isPlain = level == nil
        let level = level ?? phaseLevel ?? Self.plainPhaseLevel
        var meaning = rules.phases.meaning(ofHeading: title)
        // "Ideen" below a phase is a heading of the room.
        if let phaseLevel, level > phaseLevel, !rules.phases.saysPhase(title) { meaning = .unknown }
        switch meaning {
        case .workshop(let phase): setPhase(.heading(phase), level: level, points)
        case .around:
            setPhase(nil, level: level, points)
            rows.remarkPhase(meaning, title, row: row)
        case .nationalPlan, .unknown:
            if meaning == .nationalPlan { rows.remarkPhase(meaning, title, row: row) }
            if let table = tableNumber(title) {
                self.table = table
                tableLevel = level
                if !isPlain { clusters.removeAll { $0.level >= level } }
            } else {
                enterSection(title, level: level, points)
            }
        }
    }

    /// "Phase: Kritik", "Fachforum: …", "Cluster: …", "Tisch: 3".
    mutating func set(_ column: Column, _ value: String, row: Int, _ rows: inout FileRows) {
        switch column {
        case .workshop: setWorkshop(value, level: 0)
        case .phase:
            let meaning = rules.phases.meaning(ofHeading: value)
            if case .workshop(let phase) = meaning {
                setPhase(.heading(phase), level: phaseLevel ?? Self.plainPhaseLevel, nil)
            } else {
                setPhase(.unknownHeading(value), level: phaseLevel ?? Self.plainPhaseLevel, nil)
                rows.remarkPhase(meaning, value, row: row)
            }
        case .roomCluster:
            let (title, points) = withoutPoints(value)
            clusters = [(title, Self.colonLevel)]
            roomPoints = points
        case .table:
            table = value
            tableLevel = Self.colonLevel
        default: break
        }
    }

    /// Whether a line without markup is the title of the workshop: the first thing in the text, beginning as titles do.
    func isTitle(_ line: String) -> Bool { workshop == nil && phaseLevel == nil && beginsAsTitle(line) }

    mutating func setTitle(_ title: String) { setWorkshop(title, level: 1) }

    /// "Tisch 3" → "3".
    func tableNumber(_ title: String) -> String? {
        let words = title.trimmingColon.split(separator: " ")
        guard (2...3).contains(words.count), rules.tableWords.contains(foldedName(words[0])) else { return nil }
        if words.count == 3, !["nr", "nummer"].contains(foldedName(words[1])) { return nil }
        let number = words.last!
        return number.utf8.allSatisfy { (0x30...0x39).contains($0) } ? String(number) : nil
    }

    private mutating func enterSection(_ title: String, level: Int, _ points: String?) {
        if beginsAsTitle(title), level < phaseLevel ?? Int.max,
            workshop.map({ !beginsAsTitle($0) }) ?? true || level <= workshopLevel
        {
            setWorkshop(title, level: level)
        } else if let phaseLevel {
            if level > phaseLevel || level == phaseLevel && level >= Self.plainPhaseLevel {
                setCluster(title, level: level, points)
            } else if level < phaseLevel, level <= workshopLevel || workshop == nil {
                setWorkshop(title, level: level)
            } else {
                setPhase(nil, level: phaseLevel, nil)
                setCluster(title, level: level, points)
            }
        } else if workshop == nil || level <= workshopLevel {
            setWorkshop(title, level: level)
        } else {
            setCluster(title, level: level, points)
        }
    }

    private mutating func setWorkshop(_ title: String, level: Int) {
        workshop = title
        workshopLevel = level
        phase = nil
        phaseLevel = nil
        clusters = []
        roomPoints = nil
        table = nil
    }

    private mutating func setPhase(_ value: RowDraft.PhaseValue?, level: Int, _ points: String?) {
        phase = value
        phaseLevel = level
        clusters = []
        roomPoints = points
        if tableLevel >= level { table = nil }
    }

    private mutating func setCluster(_ title: String, level: Int, _ points: String?) {
        clusters.removeAll { $0.level >= level }
        clusters.append((title, level))
        roomPoints = points
        if tableLevel >= level { table = nil }
    }

    private func beginsAsTitle(_ title: String) -> Bool {
        let word = title.prefix { $0.isLetter }
        return word.endIndex < title.endIndex && rules.titleWords.contains(foldedName(word))
    }

    /// "Wohnen (7 Punkte)" without its dots, and the dots.
    private func withoutPoints(_ heading: String) -> (title: String, points: String?) {
        guard let dots = TrailingDots.find(heading, rules: rules) else { return (heading.trimmingColon, nil) }
        return (String(heading[..<dots.start]).trimmed.trimmingColon, String(dots.count))
    }
}

extension String {
    /// Without blanks and a colon at the end.
    var trimmingColon: String {
        let text = trimmed
        return text.hasSuffix(":") ? String(text.dropLast()).trimmed : text
    }
}
