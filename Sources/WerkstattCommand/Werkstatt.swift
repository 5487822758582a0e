import ArgumentParser
import Foundation
import Werkstatt

@main
struct WerkstattCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "werkstatt", subcommands: [Probe.self])
}

struct Probe: AsyncParsableCommand {
    @Argument var pack: String
    @Argument var inputs: [String]
    func run() async throws {
        let clock = ContinuousClock()
        var t = clock.now
        func lap(_ s: String) { let n = clock.now; print(s, n - t); t = n }
        let pack = try Pack(folder: pack)
        lap("pack")
        let knowledge = try Knowledge.of(pack)
        lap("knowledge")
        let intake = try Intake(rules: pack.intake).run(inputs, standardInput: { [] })
        lap("intake")
        let n = try await Normalise().run(intake, jobs: 2)
        let s = try await Segment(knowledge: knowledge).run(n, jobs: 2)
        lap("segment")
        let sc = try await Screen().run(s)
        let tg = try await Tag(knowledge: knowledge, pack: pack).run(sc, jobs: 2)
        lap("tag")
        var out = JSONText()
        for (c, t) in zip(intake.contributions, tg.taggings) {
            out.object { o in
                o.key("id"); o.value(c.id); o.key("text"); o.value(c.text); o.key("phase"); o.value(c.phase?.rawValue); o.key("points"); o.value(c.points)
                o.key("status"); o.value("kept")
                for (k, ls) in [("fields", t.fields), ("themes", t.themes), ("nap_phases", t.napPhases)] { o.key(k); o.array(ls) { $0.value($1.id) } }
                o.key("polarity"); o.value(t.polarity?.rawValue)
                o.key("ev"); o.array(t.fields.first?.evidence ?? []) { $0.value("\($1.entry) \($1.weight)") }
            }
            out.newline()
        }
        try out.string.write(toFile: "/tmp/lab/probe/contributions.jsonl", atomically: true, encoding: .utf8)
    }
}
