/// Placeholder until the readers arrive: JSON Lines only.
public struct IntakeRules: Sendable {
    public init(_ file: PackFile) throws(PackError) {}
}

public struct InputFile: Codable, Sendable {
    public var name: String
    public var sha256: String
    public var bytes: Int
    public var format: String
    public var charset: String
    public var records: Int
    public var contributions: Int
    public var unread: Int
}

public struct IntakeCorpus: Codable, Sendable {
    public var contributions: [Contribution]
    public var unread: [UnreadRow]
    public var notices: [Notice]
    public var inputs: [InputFile]
}

public struct IntakeError: Error, Sendable {}

public struct Intake {
    let rules: IntakeRules
    public init(rules: IntakeRules) { self.rules = rules }

    public func run(_ paths: [String], standardInput: () -> [UInt8]) throws(IntakeError) -> IntakeCorpus {
        var corpus = IntakeCorpus(contributions: [], unread: [], notices: [], inputs: [])
        for path in paths {
            guard let bytes = readFile(path) else { continue }
            for (row, line) in bytes.split(separator: 10).enumerated() {
                guard let json = try? JSONValue(parsing: line), let text = json["text"]?.string else { continue }
                corpus.contributions.append(
                    Contribution(
                        id: json["id"]?.string ?? "r\(row)", workshop: json["workshop"]?.string, phase: json["phase"]?.string.flatMap(WorkshopPhase.init(rawValue:)),
                        phaseOrigin: .given, table: json["table"]?.int.map { .number($0) }, color: json["color"]?.string, roomCluster: json["room_cluster"]?.string,
                        points: json["points"]?.int, text: text, source: Source(file: path, row: row + 1)))
            }
        }
        corpus.contributions.sort { $0.id < $1.id }
        return corpus
    }
}
