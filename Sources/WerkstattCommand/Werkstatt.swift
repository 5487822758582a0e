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
    @Flag var room = false
    @Flag var noContext = false
    @Option var out = "/tmp/lab/probe"
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
        var options = RunOptions()
        options.ignoreRoom = !room
        options.noContext = noContext
        options.jobs = 2
        let r = try await Line(pack: pack, knowledge: knowledge, options: options).run(intake) { lap($0) }
        var out = JSONText()
        for c in r.contributions {
            out.object { o in
                o.key("id"); o.value(c.id); o.key("text"); o.value(c.contribution.text); o.key("phase"); o.value(c.contribution.phase?.rawValue); o.key("points"); o.value(c.contribution.points)
                o.key("status"); o.value(c.status.rawValue)
                for (k, ls) in [("fields", c.fields), ("themes", c.themes), ("nap_phases", c.napPhases)] { o.key(k); o.array(ls) { $0.value($1.id) } }
                o.key("polarity"); o.value(c.polarity?.rawValue)
                o.key("idea"); o.value(c.idea)
                o.key("thread"); o.value(c.thread)
            }
            out.newline()
        }
        try out.string.write(toFile: self.out + "/contributions.jsonl", atomically: true, encoding: .utf8)
        out = JSONText()
        for s in r.suggestions {
            out.object { o in
                o.key("id"); o.value(s.id); o.key("kind"); o.value(s.kind.rawValue); o.key("thread"); o.value(s.thread); o.key("title"); o.value(s.title)
                o.key("measures"); o.array(s.measures) { $0.value($1.number) }
                o.key("evidence"); o.array(s.evidence) { o, q in o.object { o in o.key("contribution"); o.value(q.contribution); o.key("quote"); o.value(q.quote); o.key("start"); o.value(q.span.start); o.key("end"); o.value(q.span.end) } }
            }
            out.newline()
        }
        try out.string.write(toFile: self.out + "/suggestions.jsonl", atomically: true, encoding: .utf8)
    }
}
