import ArgumentParser
import FoundationEssentials
import Review
import Werkstatt

/// The documents of a run, and the minutes of its review.
enum Deliverable: String, CaseIterable, ExpressibleByArgument {
    case annex, committee, feedback, minutes

    /// Nil: made from the journal, not from the results.
    var document: ExportDocument? { ExportDocument(rawValue: rawValue) }
}

extension ExportFormat: ExpressibleByArgument {}
extension InclusiveStyle: ExpressibleByArgument {}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "Documents from the results of a run: annex for the council, extract per committee, feedback list, minutes of the review.",
        discussion: exitCodes
    )

    @Argument(help: "The folder with the results of a run.")
    var directory: String

    @Option(help: "What to write: \(Deliverable.allCases.map(\.rawValue).joined(separator: ", ")).")
    var document: Deliverable = .annex

    @Option(
        help:
            "In which form: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")). xlsx, ods, jsonl, qdpx and qdc hold all results, skos the thesaurus."
    )
    var format: ExportFormat = .markdown

    @Option(name: .shortAndLong, help: "The file to write; standard output without it.")
    var output: String?

    @Option(help: "The pack of the run; Pipelines/ID without it, ID being what the manifest names.")
    var pack: String?

    @Option(help: "Only the extract of this committee (its id in the pack).")
    var committee: String?

    @Option(help: "How generated text names people of all genders: star, colon, pair or neutral.")
    var style: InclusiveStyle = .pair

    @Flag(help: "Only what was accepted in the review, as people left it.")
    var accepted = false

    func run() async throws {
        try await Terminal.guarded {
            do {
                let reader = ResultReader(folder: directory)
                let pack = try Pack(folder: PackPlace.find(pack ?? "Pipelines/\(try reader.packID())"))
                if let committee, !pack.drafts.committees.contains(where: { $0.id == committee }) {
                    let known = pack.drafts.committees.map(\.id).joined(separator: ", ")
                    Terminal.say("Den Ausschuss „\(committee)“ kennt das Paket nicht; es kennt: \(known).")
                    throw Exit.wrongUse
                }
                let bytes = try bytes(reader, pack)
                if let output { try Export.write(bytes, to: output) } else { try Terminal.print(bytes) }
            } catch let failure as Export.FormatError {
                Terminal.say(failure.description)
                throw Exit.wrongUse
            } catch let failure as ResultReader.Failure {
                Terminal.say(failure.description)
                throw Exit.unreadable
            }
        }
    }

    private func bytes(_ reader: ResultReader, _ pack: Pack) throws -> [UInt8] {
        guard let document = document.document else {
            return try Minutes(Desk(folder: directory, pack: pack, create: false)).bytes(format)
        }
        let decided = accepted ? DecidedResults(try Desk(folder: directory, pack: pack, create: false)) : nil
        if let decided, decided.waiting > 0 {
            Terminal.say(
                "\(decided.waiting) angenommene Vorschläge haben sich seit der Entscheidung geändert und fehlen, bis sie noch einmal angesehen sind."
            )
        }
        let export = Export(
            try decided?.results ?? reader.read(),
            pack: pack,
            style: style,
            keepsPersonalData: try reader.keepsPersonalData(),
            outcomes: decided?.outcomes ?? [:]
        )
        return try export.bytes(document, format, committee: committee)
    }
}
