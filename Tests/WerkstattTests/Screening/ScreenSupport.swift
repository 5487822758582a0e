import FoundationEssentials

@testable import Werkstatt

/// Cards through the stages up to `Screen`, in the order given.
func screened(_ texts: [String], participants: [String] = [], phase: WorkshopPhase? = .kritik, jobs: Int = 1)
    async throws -> [Screening]
{
    let cards = texts.enumerated().map { number, text in
        Contribution(
            id: "c" + String(1_000_000 + number),
            workshop: "W",
            phase: phase,
            text: text,
            source: Source(file: "karten.csv", row: number + 2)
        )
    }
    return try await screened(cards, participants: participants, jobs: jobs)
}

/// Contributions sorted by id through the stages up to `Screen`.
func screened(_ cards: [Contribution], participants: [String] = [], jobs: Int = 1) async throws -> [Screening] {
    let intake = IntakeCorpus(contributions: cards, unread: [], notices: [], inputs: [])
    let normalised = try await Normalise(knowledge: Repository.aachen.knowledge).run(intake, jobs: jobs)
    let segmented = try await Segment(knowledge: Repository.aachen.knowledge).run(normalised, jobs: jobs)
    return try await Screen(pack: Repository.aachen.pack, participants: participants).run(segmented, jobs: jobs)
        .screenings
}

/// A card with its planted personal data: "Frau {name:Krüger} anrufen".
struct PlantedCard {
    var text = ""
    var planted: [Redaction] = []

    init(_ line: String) {
        var rest = line[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open]
            let inside = rest[rest.index(after: open)..<close]
            let colon = inside.firstIndex(of: ":")!
            let start = text.unicodeScalars.count
            text += inside[inside.index(after: colon)...]
            let type = PersonalData(rawValue: String(inside[..<colon]))!
            planted.append(Redaction(Span(start, text.unicodeScalars.count), type))
            rest = rest[rest.index(after: close)...]
        }
        text += rest
    }

    func piece(_ span: Span) -> String {
        let scalars = Array(text.unicodeScalars)
        return String(String.UnicodeScalarView(scalars[span.start..<span.end]))
    }
}

/// The lines of a fixture that are neither empty nor comments.
func fixture(_ name: String) throws -> [String] {
    let path = "\(Repository.root)/Tests/WerkstattTests/Fixtures/\(name)"
    let text = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
}
