/// A contribution on its way in: what stood in the columns, as text.
struct RowDraft {
    /// See `Source.row`.
    var row: Int
    /// Bytes of the decoded file that it came from.
    var span: Range<Int>
    var id: String?
    var workshop: String?
    var phase: PhaseValue?
    var table: String?
    var color: String?
    var roomCluster: String?
    var points: String?
    var roomPoints: String?
    var rating: String?
    var text = ""
    var extra: [ExtraValue] = []
    /// What somebody said in a transcript, the moderation not counted: may be parted when that is asked for.
    var isTurn = false

    /// A phase as it was named.
    enum PhaseValue {
        /// In a column or key of the row itself.
        case given(String)
        /// By a heading above.
        case heading(WorkshopPhase)
        /// By a heading above whose name nobody knows.
        case unknownHeading(String)
    }

    init(row: Int, span: Range<Int>) {
        self.row = row
        self.span = span
    }

    subscript(column: Column) -> String? {
        get {
            switch column {
            case .id: id
            case .workshop: workshop
            case .phase: if case .given(let name) = phase { name } else { nil }
            case .table: table
            case .color: color
            case .roomCluster: roomCluster
            case .points: points
            case .text: text
            case .roomPoints: roomPoints
            case .rating: rating
            }
        }
        set {
            switch column {
            case .id: id = newValue
            case .workshop: workshop = newValue
            case .phase: phase = newValue.map { .given($0) }
            case .table: table = newValue
            case .color: color = newValue
            case .roomCluster: roomCluster = newValue
            case .points: points = newValue
            case .text: text = newValue ?? ""
            case .roomPoints: roomPoints = newValue
            case .rating: rating = newValue
            }
        }
    }

    /// Carries a value along that has no column.
    mutating func carry(_ key: String, _ text: String) { extra.append(ExtraValue(key: key, json: jsonString(text))) }
}

/// A text as a JSON string.
func jsonString(_ text: String) -> String {
    var out = JSONText()
    out.value(text)
    return out.string
}
