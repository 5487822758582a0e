import ArgumentParser
import FoundationEssentials
import Werkstatt

extension ExportDocument: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
extension InclusiveStyle: ExpressibleByArgument {}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Documents from the results of a run: annex for the council, extract per committee, feedback list.",
        discussion: exitCodes
    )

    @Argument(help: "The folder with the results of a run.")
    var directory: String

    @Option(help: "What to write: \(ExportDocument.allCases.map(\.rawValue).joined(separator: ", ")).")
    var document: ExportDocument = .annex

    @Option(help: "In which form: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: ExportFormat = .markdown

    @Option(name: .shortAndLong, help: "The file to write; standard output without it.")
    var output: String?

    @Option(help: "The pack of the run; Pipelines/ID without it, ID being what the manifest names.")
    var pack: String?

    @Option(help: "Only the extract of this committee (its id in the pack).")
    var committee: String?

    @Option(help: "How generated text names people of all genders: star, colon, pair or neutral.")
    var style: InclusiveStyle = .pair

    func run() async throws {
        try await Terminal.guarded {
            do {
                let reader = ResultReader(folder: directory)
                let results = try reader.read()
                let pack = try Pack(folder: pack ?? "Pipelines/\(try reader.packID())")
                if let committee, !pack.drafts.committees.contains(where: { $0.id == committee }) {
                    let known = pack.drafts.committees.map(\.id).joined(separator: ", ")
                    Terminal.say("Den Ausschuss „\(committee)“ kennt das Paket nicht; es kennt: \(known).")
                    throw Exit.wrongUse
                }
                let export = Export(
                    results,
                    pack: pack,
                    style: style,
                    keepsPersonalData: try reader.keepsPersonalData()
                )
                let bytes = try export.bytes(document, format, committee: committee)
                if let output { try Export.write(bytes, to: output) } else { try Terminal.print(bytes) }
            } catch let failure as ResultReader.Failure {
                Terminal.say(failure.description)
                throw Exit.unreadable
            }
        }
    }
}
