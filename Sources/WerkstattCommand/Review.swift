import ArgumentParser
import FoundationEssentials
import Review
import Werkstatt

extension Reason: ExpressibleByArgument {}
extension ItemStatus: ExpressibleByArgument {}
extension PersonalData: ExpressibleByArgument {}

struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "The review: pages on 127.0.0.1 where people decide, or single decisions without a browser.",
        discussion: """
            Decisions are appended to DIR/review.sqlite and survive every later run. Without an act or --list, the pages are served until Ctrl-C.

            Reasons for --reject: \(Reason.allCases.map { "\($0.rawValue) (\($0.title))" }.joined(separator: "; ")).

            """ + exitCodes
    )

    @Argument(help: "The folder with the results of a run.")
    var directory: String

    @Option(help: "The pack of the run; Pipelines/ID without it, ID being what the manifest names.")
    var pack: String?

    @Option(name: .customLong("as"), help: "Who decides; the login name without it.")
    var who: String?

    @OptionGroup(title: "Pages") var pages: PageOptions
    @OptionGroup(title: "Looking without a browser") var looking: LookingOptions
    @OptionGroup(title: "Acting without a browser") var acting: ActingOptions

    struct PageOptions: ParsableArguments {
        @Option(help: "The port; a free one without it.")
        var port: UInt16 = 0

        @Option(help: "Listen on this IPv4 address instead of 127.0.0.1; needs accounts, and TLS in front.")
        var listen: String?

        @Option(help: "The name by which browsers reach the pages when a proxy stands in front (https://NAME).")
        var host: String?

        @Flag(help: "Two people decide on each suggestion, a third step settles it. Stays on for this folder.")
        var fourEyes = false

        @Option(help: "Make an account or change its password; the password is read from standard input.")
        var addUser: String?
    }

    struct LookingOptions: ParsableArguments {
        @Flag(help: "List the suggestions, open ones first.")
        var list = false

        @Option(help: "Only with this status: \(ItemStatus.allCases.map(\.rawValue).joined(separator: ", ")).")
        var status: ItemStatus?

        @Option(help: "Only those that contain this.")
        var search: String?

        @Flag(help: "One JSON object per suggestion.")
        var json = false

        @Option(help: ArgumentHelp("Show one suggestion with its cards.", valueName: "id"))
        var show: String?
    }

    struct ActingOptions: ParsableArguments {
        @Option(parsing: .upToNextOption, help: ArgumentHelp("Accept; --title changes the title.", valueName: "id"))
        var accept: [String] = []
        @Option(parsing: .upToNextOption, help: ArgumentHelp("Reject, with --reason.", valueName: "id"))
        var reject: [String] = []
        @Option(name: .customLong("defer"), parsing: .upToNextOption, help: ArgumentHelp("Put off.", valueName: "id"))
        var deferred: [String] = []
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("Merge into --into (a suggestion, or M: and the number of a measure).", valueName: "id")
        )
        var merge: [String] = []
        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("The final decision under four eyes, where both agree.", valueName: "id")
        )
        var settle: [String] = []
        @Option(help: ArgumentHelp("Split the --cards off as a suggestion with --title.", valueName: "id"))
        var split: String?
        @Option(help: ArgumentHelp("Move a card to the suggestion --into.", valueName: "card"))
        var move: String?
        @Option(help: ArgumentHelp("Rename the thread of a suggestion to --title.", valueName: "id"))
        var rename: String?
        @Option(help: ArgumentHelp("Set labels of a card: --fields, --themes, --nap, --groups.", valueName: "card"))
        var tag: String?
        @Option(help: ArgumentHelp("Mark a card as duplicate of --of; without --of: as none.", valueName: "card"))
        var duplicate: String?
        @Option(help: ArgumentHelp("Mask --wording of --type in a card.", valueName: "card"))
        var mask: String?
        @Option(help: ArgumentHelp("Lift the masks over --wording in a card.", valueName: "card"))
        var unmask: String?
        @Option(help: ArgumentHelp("Take a contribution out for good, with every trace.", valueName: "card"))
        var erase: String?
        @Flag(help: "Take back the last act, bulk acts as a whole.")
        var undo = false
        @Flag(help: "Sign the review off.")
        var signOff = false

        @Option(help: "Why it is rejected.")
        var reason: Reason?
        @Option(help: "A remark.")
        var note = ""
        @Option(help: "A title.")
        var title: String?
        @Option(help: "Where to.")
        var into: String?
        @Option(parsing: .upToNextOption, help: "Cards.")
        var cards: [String] = []
        @Option(help: "Fields, main first, separated by commas; empty for none.")
        var fields: String?
        @Option(help: "Themes.")
        var themes: String?
        @Option(help: "NAP-I phases.")
        var nap: String?
        @Option(help: "Target groups.")
        var groups: String?
        @Option(help: "The card that stands for both.")
        var of: String?
        @Option(help: "Words as they stand on the card.")
        var wording: String?
        @Option(help: "Kind of personal data: \(PersonalData.allCases.map(\.rawValue).joined(separator: ", ")).")
        var type: PersonalData = .name

        var count: Int {
            [accept, reject, deferred, merge, settle].count { !$0.isEmpty }
                + [split, move, rename, tag, duplicate, mask, unmask, erase].count { $0 != nil } + (undo ? 1 : 0)
                + (signOff ? 1 : 0)
        }
    }

    func validate() throws {
        guard acting.count <= 1 else { throw ValidationError("Give one act at a time.") }
        if pages.listen != nil, pages.listen != "127.0.0.1", pages.port == 0 {
            throw ValidationError("--listen needs a --port.")
        }
    }

    func run() async throws {
        try await Terminal.guarded {
            do {
                let given = try pack.map { try Pack(folder: PackPlace.find($0)) }
                let looks = looking.list || looking.show != nil
                let desk = try Desk(folder: directory, pack: given)
                if let name = pages.addUser { return try addUser(name, desk) }
                if pages.fourEyes { try desk.setReviewers(2, by: try name()) }
                if let report = desk.carryReport {
                    Terminal.say(
                        "Neuer Lauf: \(report.kept) Entscheidungen übernommen, \(report.changed) noch einmal ansehen, \(report.lost) ohne Gegenstück."
                    )
                }
                if acting.count == 1 { return try act(desk, try name()) }
                if looks { return try look(desk) }
                try await serve(desk)
            } catch let failure as ResultReader.Failure {
                Terminal.say(failure.description)
                throw Exit.unreadable
            }
        }
    }

    private func name() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        guard let name = who ?? environment["LOGNAME"] ?? environment["USER"], !name.isEmpty else {
            throw DeskError(description: "Bitte mit --as sagen, wer entscheidet.")
        }
        return name
    }

    private func addUser(_ name: String, _ desk: Desk) throws {
        let password = String(decoding: Terminal.standardInput(), as: UTF8.self).split(whereSeparator: \.isNewline)
            .first
        try Accounts(desk.journal).set(name, password: password.map(String.init) ?? "")
        Terminal.say("Das Konto „\(name)“ ist eingerichtet.")
    }

    // MARK: Acting

    private func act(_ desk: Desk, _ who: String) throws {
        let note = acting.note
        var edits: [String: String] = [:]
        if let title = acting.title { edits["titel"] = title }
        func target() throws -> String {
            guard let into = acting.into else { throw DeskError(description: "Bitte mit --into sagen, wohin.") }
            return into
        }
        if !acting.accept.isEmpty {
            try desk.decide(acting.accept, Decision(.accept, note: note, edits: edits), by: who)
        } else if !acting.reject.isEmpty {
            try desk.decide(acting.reject, Decision(.reject, reason: acting.reason, note: note), by: who)
        } else if !acting.deferred.isEmpty {
            try desk.decide(acting.deferred, Decision(.postpone, note: note), by: who)
        } else if !acting.merge.isEmpty {
            try desk.decide(acting.merge, Decision(.merge, note: note, target: try target()), by: who)
        } else if !acting.settle.isEmpty {
            try desk.settle(acting.settle, nil, by: who)
        } else if let id = acting.split {
            try desk.split(id, cards: acting.cards, title: acting.title ?? "", by: who)
        } else if let card = acting.move {
            try desk.move(card, to: try target(), by: who)
        } else if let id = acting.rename {
            try desk.rename(id, acting.title ?? "", by: who)
        } else if let card = acting.tag {
            try tag(card, desk, who)
        } else if let card = acting.duplicate {
            try desk.markDuplicate(card, of: acting.of, by: who)
        } else if let card = acting.mask {
            try desk.mask(card, wording: acting.wording ?? "", acting.type, by: who)
        } else if let card = acting.unmask {
            try desk.unmask(card, wording: acting.wording ?? "", by: who)
        } else if let card = acting.erase {
            for line in try desk.erase(card, by: who) { Terminal.say(line) }
        } else if acting.undo {
            Terminal.say("Zurückgenommen: " + (try desk.undo(by: who)))
            return
        } else if acting.signOff {
            try desk.signOff(note: note, by: who)
        }
        if let act = desk.lastAct(of: who), acting.erase == nil { Terminal.say(desk.sentence(act)) }
    }

    private func tag(_ card: String, _ desk: Desk, _ who: String) throws {
        let given: [(Dimension, String?)] = [
            (.fields, acting.fields), (.themes, acting.themes), (.napPhases, acting.nap),
            (.targetGroups, acting.groups),
        ]
        guard given.contains(where: { $0.1 != nil }) else {
            throw DeskError(description: "Bitte mit --fields, --themes, --nap oder --groups sagen, was gelten soll.")
        }
        for (dimension, list) in given {
            guard let list else { continue }
            try desk.retag(card, dimension, list.split(separator: ",").map(String.init), by: who)
        }
    }

    // MARK: Looking

    private func look(_ desk: Desk) throws {
        let who = try? name()
        if let id = looking.show { return try Terminal.print(Array(desk.page(ofItem: id, for: who).utf8)) }
        let queue = try desk.queue(QueueFilter(status: looking.status, search: looking.search ?? ""), for: who)
        try Terminal.print(Array(queue.map { desk.line($0, for: who, json: looking.json) }.joined().utf8))
    }
}

extension ReviewCommand {
    private func serve(_ desk: Desk) async throws {
        let address = pages.listen ?? "127.0.0.1"
        let server = try ReviewServer(desk, address: address, port: pages.port, host: pages.host) { Terminal.say($0) }
        Terminal.say("Durchsicht: \(server.link)")
        if address != "127.0.0.1" {
            Terminal.say(
                "Achtung: Diese Seiten sind im Netz erreichbar und selbst nicht verschlüsselt. Davor gehört ein Proxy mit TLS (HTTPS), der sie unter --host weiterreicht."
            )
        }
        Terminal.say("Beenden mit Strg-C; alles Entschiedene ist gespeichert.")
        // Ends by Ctrl-C; what was answered is on the disk.
        while !Task.isCancelled { try await Task.sleep(for: .seconds(3600)) }
        withExtendedLifetime(server) {}
    }
}
