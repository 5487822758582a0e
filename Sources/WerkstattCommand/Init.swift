import ArgumentParser
import FoundationEssentials
import NewPack
import Werkstatt

#if canImport(Glibc)
    import Glibc
#endif

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract:
            "A new pack for another city or plan, with comments in every file; asks on a terminal for what no flag says.",
        discussion: """
            Makes the folder Pipelines/NAME (or NAME, when that is a path), which lexicon lint accepts and run works with at once. \
            Never overwrites anything. A field is a title, or TITLE=IDS with the weights of the thesaurus it takes, such as \
            "Sprache und Bildung=H2,T3"; without IDS they are found by the words of the title.

            """ + exitCodes
    )

    @Argument(help: "The pack's name (a–z, digits, hyphens), or the path of the folder to make.")
    var name: String

    @Option(help: "The city.")
    var city: String?

    @Option(help: "The plan's title, as it stands on every page.")
    var title: String?

    @Option(help: "The day time frames of measures are compared with: YYYY-MM-DD.")
    var asOf: String?

    @Option(name: .customLong("field"), parsing: .upToNextOption, help: "Handlungsfelder, in their order.")
    var fields: [String] = []

    @Option(
        name: .customLong("theme"),
        parsing: .upToNextOption,
        help: "Themenfelder across the fields; those of the template without it."
    )
    var themes: [String] = []

    @Option(help: "The existing measures: CSV, Excel, Word, LibreOffice; checked and copied.")
    var catalogue: String?

    @Option(help: "The common base; found beside the new pack, in Pipelines/, or where the program is installed.")
    var common: String?

    func run() async throws {
        try await Terminal.guarded {
            let isPath = name.contains("/")
            let hasPipelines = FileManager.default.fileExists(atPath: "Pipelines")
            let target = isPath || !hasPipelines ? name : "Pipelines/" + name
            guard !FileManager.default.fileExists(atPath: target) else {
                Terminal.say("\(target): Das gibt es schon und bleibt, wie es ist; bitte einen anderen Namen nehmen.")
                throw Exit.wrongUse
            }
            let id = target.split(separator: "/").last.map(String.init) ?? ""
            if let fault = PackAnswers.fault(ofName: id) {
                Terminal.say(fault)
                throw Exit.wrongUse
            }
            let common = try common ?? Self.findCommon(beside: target)
            let answers = PackAnswers(
                id: id,
                city: try answer(city, "Wie heißt die Stadt oder der Kreis?", "--city"),
                title: try answer(title, "Wie heißt der Plan (steht auf jeder Seite)?", "--title"),
                asOf: try answer(
                    asOf,
                    "Mit welchem Tag sollen Zeitrahmen von Maßnahmen verglichen werden (JJJJ-MM-TT)?",
                    "--as-of"
                ) { PackAnswers.fault(ofDay: $0) },
                fields: try list(fields, "Handlungsfelder, eines je Zeile, leere Zeile am Ende:", "--field").map(
                    PackAnswers.Field.init
                ),
                themes: themes.map(PackAnswers.Field.init),
                catalogue: catalogue ?? optionalAnswer("Datei mit den bestehenden Maßnahmen (leer: keine)?")
            )
            var pack = NewPack(answers, common: common, target: target)
            do {
                try pack.write()
            } catch let error as NewPackError {
                Terminal.say(error.description)
                throw error.kind == .cannotWrite ? Exit.unwritable : Exit.wrongUse
            }
            for remark in pack.remarks { Terminal.say("  " + remark) }
            Terminal.say(
                "\(target) ist angelegt. Weiter mit: werkstatt lexicon lint \(target), werkstatt run \(target) KARTEN --output ergebnis"
            )
        }
    }

    private static func findCommon(beside target: String) throws -> String {
        let parent = target.lastIndex(of: "/").map { String(target[..<$0]) } ?? "."
        let places = [parent + "/common", "Pipelines/common"] + PackPlace.installed.map { $0 + "/common" }
        guard let place = places.first(where: { FileManager.default.fileExists(atPath: $0 + "/template/fields.yaml") })
        else {
            Terminal.say("Die gemeinsame Grundlage (Pipelines/common) ist nicht zu finden; bitte mit --common nennen.")
            throw Exit.wrongUse
        }
        return place
    }

    // MARK: Asking

    private static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    private func answer(
        _ given: String?,
        _ question: String,
        _ flag: String,
        _ fault: (String) -> String? = { $0.isEmpty ? "Hier wird etwas gebraucht." : nil }
    ) throws -> String {
        if let given { return given }
        guard Self.canAsk else {
            Terminal.say("Es fehlt \(flag) („\(question)“).")
            throw Exit.wrongUse
        }
        while true {
            Terminal.say(question)
            guard let line = readLine() else { throw Exit.wrongUse }
            let text = line.split(separator: " ").joined(separator: " ")
            guard let problem = fault(text) else { return text }
            Terminal.say(problem)
        }
    }

    private func list(_ given: [String], _ question: String, _ flag: String) throws -> [String] {
        if !given.isEmpty { return given }
        guard Self.canAsk else {
            Terminal.say("Es fehlt \(flag) („\(question)“).")
            throw Exit.wrongUse
        }
        Terminal.say(question)
        var lines: [String] = []
        while let line = readLine() {
            let text = line.split(separator: " ").joined(separator: " ")
            if text.isEmpty, !lines.isEmpty { break }
            if !text.isEmpty { lines.append(text) }
        }
        return lines
    }

    private func optionalAnswer(_ question: String) -> String? {
        // Whoever names the fields by flags has said all they want.
        guard Self.canAsk, fields.isEmpty else { return nil }
        Terminal.say(question)
        let line = readLine().map { $0.split(separator: " ").joined(separator: " ") } ?? ""
        return line.isEmpty ? nil : line
    }
}
