import Werkstatt

/// The pages of a review: which request means what.
///
/// Comes in: requests that the bounded server read. Goes out: pages. Decides: who may do what, and where a form leads next.
/// Never: answers a request for another host, takes a form that is not from one of its own pages, reads a path from one.
final class Site {
    private let desk: Desk
    private let gate: Gate
    private let report: (String) -> Void

    /// - Parameter report: told what a fault of the program is.
    init(desk: Desk, gate: Gate, report: @escaping (String) -> Void) {
        self.desk = desk
        self.gate = gate
        self.report = report
    }

    private static let security: [(String, String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"), ("Cache-Control", "no-store"),
    ]

    func answer(_ request: Request) -> Response {
        var response: Response
        if !gate.isOurHost(request) {
            response = plain(421, "Diese Seiten haben einen anderen Namen.")
        } else {
            do {
                response = try route(request)
            } catch {
                response = failure(error, request)
            }
        }
        response.headers += Self.security
        return response
    }

    private func plain(_ status: UInt32, _ text: String) -> Response {
        Response(status: status, type: "text/plain; charset=utf-8", body: Array((text + "\n").utf8))
    }

    private func layout(_ session: Gate.Session?) -> Layout {
        Layout(desk: desk, session: session, showsSignOut: gate.needsPassword)
    }

    private func route(_ request: Request) throws -> Response {
        switch (request.method, request.path) {
        case ("GET", "/stil.css"): return asset(siteStyle, "text/css; charset=utf-8", palette: true)
        case ("GET", "/tasten.js"): return asset(siteScript, "text/javascript; charset=utf-8")
        case ("GET", "/zeichen.svg"): return asset(siteIcon, "image/svg+xml")
        default: break
        }
        guard ["GET", "POST"].contains(request.method) else {
            return Response(status: 405, type: "text/plain; charset=utf-8", headers: [("Allow", "GET, POST")], body: [])
        }
        if request.method == "POST", !gate.isOurForm(request) {
            return plain(403, "Dieses Formular kommt nicht von diesen Seiten.")
        }
        if request.method == "GET", request.path == "/start" {
            guard let session = request.asked("t").flatMap(gate.open) else { return SignInPage.outside(desk) }
            var response = Response.redirect("/")
            response.headers.append(gate.cookie(session))
            return response
        }
        let session = gate.session(request)
        if request.method == "POST", request.path == "/anmelden" { return try signIn(request, session) }
        guard let session else {
            return gate.needsPassword
                ? SignInPage(layout: layout(nil), needsPassword: true).response() : SignInPage.outside(desk)
        }
        guard let who = session.name else {
            return SignInPage(layout: layout(session), needsPassword: gate.needsPassword).response()
        }
        try desk.refresh()
        if request.method == "POST" {
            guard gate.hasFormToken(request, session) else {
                return plain(403, "Dieses Formular ist abgelaufen; bitte die Seite neu laden.")
            }
            return try act(request, session, who)
        }
        return try look(request, session, who)
    }

    private func asset(_ text: StaticString, _ type: String, palette: Bool = false) -> Response {
        var page = HTML()
        if palette { page.raw(paletteStyle) }
        page.raw(text)
        return Response(type: type, body: page.bytes)
    }

    private func signIn(_ request: Request, _ session: Gate.Session?) throws -> Response {
        if let session, !gate.hasFormToken(request, session) {
            return plain(403, "Dieses Formular ist abgelaufen; bitte die Seite neu laden.")
        }
        let name = request["name"] ?? ""
        switch try gate.signIn(name, request["passwort"] ?? "", session) {
        case .welcome(let session):
            var response = Response.redirect("/")
            response.headers.append(gate.cookie(session))
            return response
        case .refused(let fault):
            return SignInPage(layout: layout(session), needsPassword: gate.needsPassword, fault: fault, name: name)
                .response()
        }
    }

    // MARK: Looking

    private func look(_ request: Request, _ session: Gate.Session, _ who: String) throws -> Response {
        let layout = layout(session)
        let filter = QueueFilter(request.asked)
        let number = request.asked("seite").flatMap { Int($0) } ?? 1
        switch request.path {
        case "/": return try QueuePage(layout: layout, filter: filter, number: number).response()
        case "/vorschlag":
            return try ItemPage(layout: layout, filter: filter, item: desk.item(request.asked("id") ?? "")).response()
        case "/beitrag":
            let position = try desk.position(ofCard: request.asked("id") ?? "")
            return CardPage(layout: layout, filter: filter, position: position).response()
        case "/abgleich": return ComparePage(layout: layout).response()
        case "/protokoll": return MinutesPage(layout: layout, number: number).response()
        case "/protokoll.md": return try minutes(.markdown, "text/markdown; charset=utf-8", "md", who)
        case "/protokoll.csv": return try minutes(.csv, "text/csv; charset=utf-8", "csv", who)
        case "/protokoll.docx":
            return try minutes(
                .docx,
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "docx",
                who
            )
        case "/hilfe": return HelpPage.page(layout)
        default:
            return layout.page("Nicht gefunden", .none, status: 404) { page in
                page.block("h1", text: "Diese Seite gibt es nicht")
                page.block("p") { $0.inline("a", ["href": "/"], text: "Zur Liste der Vorschläge") }
            }
        }
    }

    private func minutes(_ format: ExportFormat, _ type: String, _ ending: String, _ who: String) throws -> Response {
        Response(
            type: type,
            headers: [("Content-Disposition", "attachment; filename=\"Entscheidungsprotokoll.\(ending)\"")],
            body: try Minutes(desk, for: who).bytes(format)
        )
    }

    // MARK: Acting

    private func act(_ request: Request, _ session: Gate.Session, _ who: String) throws -> Response {
        let filter = QueueFilter { name in request[name].flatMap { $0.isEmpty ? nil : $0 } }
        let stamps = Self.stamps(request)
        let seen = request["kartenstand"].flatMap { Int($0) }
        let card = request["karte"] ?? ""
        let cardPage = "/beitrag?id=\(card.inLink)&\(filter.link)"
        func itemPage(_ id: String) -> String { "/vorschlag?id=\(id.inLink)&\(filter.link)" }
        switch request.path {
        case "/entscheiden": return try decide(request, session, who, filter, stamps)
        case "/bestaetigen":
            let id = request["id"] ?? ""
            guard let vote = desk.state.items[id].flatMap({ $0.vote(of: who) ?? $0.last }) else {
                throw DeskError(description: "Zu diesem Vorschlag gibt es noch keine Entscheidung.")
            }
            let next = try following([id], filter, who)
            if desk.state.isFourEyes, let settled = desk.state.items[id]?.settled {
                try desk.settle([id], settled.decision, by: who, stamps: stamps)
            } else {
                try desk.decide([id], vote.decision, by: who, stamps: stamps)
            }
            return done(session, who, next(who))
        case "/abschluss": return try settle(request, session, who, stamps)
        case "/abtrennen":
            let id = request["id"] ?? ""
            try desk.split(id, cards: request.all("karte"), title: Self.line(request["titel"]), by: who, stamps: stamps)
            return done(session, who, itemPage(id))
        case "/umbenennen":
            let id = request["id"] ?? ""
            try desk.rename(id, Self.line(request["name"]), by: who, stamps: stamps)
            return done(session, who, itemPage(id))
        case "/verschieben":
            let target = Self.given(request["ziel-kennung"]) ?? request["ziel"] ?? ""
            try desk.move(card, to: target, by: who, stamps: stamps)
            return done(session, who, itemPage(target))
        case "/zuordnen":
            guard let dimension = request["art"].flatMap(Dimension.init) else {
                throw DeskError(description: "Diese Art von Zuordnung gibt es nicht.")
            }
            var labels = request.all("label")
            if let main = Self.given(request["haupt"]), let at = labels.firstIndex(of: main) {
                labels.remove(at: at)
                labels.insert(main, at: 0)
            }
            try desk.retag(card, dimension, labels, by: who, seen: seen)
            return done(session, who, cardPage)
        case "/dublette":
            let other = request["tun"] == "keine" ? nil : Self.given(request["von-karte"])
            guard request["tun"] == "keine" || other != nil else {
                throw DeskError(description: "Bitte die Kennung des anderen Beitrags angeben.")
            }
            try desk.markDuplicate(card, of: other, by: who, seen: seen)
            return done(session, who, cardPage)
        case "/verdecken":
            let type = request["typ"].flatMap(PersonalData.init) ?? .name
            try desk.mask(card, wording: request["woerter"] ?? "", type, by: who, seen: seen)
            return done(session, who, cardPage)
        case "/aufdecken":
            let parts = (request["stelle"] ?? "").split(separator: "-").map(String.init)
            guard parts.count == 3, let start = Int(parts[0]), let end = Int(parts[1]),
                let type = PersonalData(rawValue: parts[2])
            else { throw DeskError(description: "Diese Stelle gibt es im Beitrag nicht.") }
            try desk.unmask(card, Redaction(Span(start, end), type), by: who, seen: seen)
            return done(session, who, cardPage)
        case "/loeschen":
            guard request["sicher"] == "ja" else {
                throw DeskError(description: "Zum Löschen bitte das Kästchen ankreuzen.")
            }
            session.message = (try desk.erase(card, by: who).joined(separator: " "), false)
            return .redirect("/")
        case "/fertig":
            try desk.signOff(note: Self.text(request["anmerkung"]), by: who)
            return done(session, who, "/protokoll")
        case "/zuruecknehmen":
            session.message = ("Zurückgenommen: " + (try desk.undo(by: who)), false)
            return .redirect("/")
        case "/abmelden":
            gate.signOut(session)
            return .redirect("/")
        default: return plain(404, "Das gibt es hier nicht.")
        }
    }

    private func decide(
        _ request: Request,
        _ session: Gate.Session,
        _ who: String,
        _ filter: QueueFilter,
        _ stamps: [String: String]
    ) throws -> Response {
        guard let verdict = request["tun"].flatMap(Verdict.init) else {
            throw DeskError(description: "Bitte eine Entscheidung wählen.")
        }
        let ids = request.all("id")
        var decision = Decision(verdict, note: Self.text(request["anmerkung"]))
        switch verdict {
        case .reject:
            decision.reason = request["grund"].flatMap(Reason.init)
            decision.note = Self.text(request["anmerkung-ablehnen"])
        case .merge:
            decision.note = Self.text(request["anmerkung-merge"])
            let given = Self.given(request["ziel-kennung"])
            decision.target =
                given.map { id in desk.pack.catalogue.contains { $0.number == id } ? "M:" + id : id } ?? request["ziel"]
        case .accept: if let id = ids.first, ids.count == 1 { decision.edits = try edits(request, id, who) }
        case .postpone: break
        }
        let next = try following(ids, filter, who)
        try desk.decide(ids, decision, by: who, stamps: stamps.filter { ids.contains($0.key) })
        guard request["von"] == "vorschlag" else {
            return done(session, who, "/?\(filter.link)&seite=\(request["seite"].flatMap { Int($0) } ?? 1)")
        }
        return done(session, who, next(who))
    }

    /// What was changed against the draft of the run.
    private func edits(_ request: Request, _ id: String, _ who: String) throws -> [String: String] {
        let item = try desk.item(id)
        // Accepting without the form keeps what was edited before.
        guard request["feld_titel"] != nil else { return desk.state.items[id]?.vote(of: who)?.decision.edits ?? [:] }
        var result: [String: String] = [:]
        let title = Self.line(request["feld_titel"])
        if title != desk.derived(item.suggestion.title, item) { result["titel"] = title }
        for field in DraftTable.editable(item) {
            guard let text = request["feld_" + field.name].map({ Self.text($0) }) else { continue }
            if text != Self.text(DraftTable.text(field, item, desk)) { result[field.name] = text }
        }
        return result
    }

    private func settle(_ request: Request, _ session: Gate.Session, _ who: String, _ stamps: [String: String]) throws
        -> Response
    {
        let ids = request.all("id")
        var decision: Decision?
        if request["tun"] == "wie" {
            guard let name = request["wie"], let id = ids.first, let vote = desk.state.items[id]?.vote(of: name) else {
                throw DeskError(description: "Diese Entscheidung gibt es nicht mehr; bitte neu laden.")
            }
            decision = vote.decision
        }
        try desk.settle(ids, decision, by: who, stamps: stamps.filter { ids.contains($0.key) })
        return done(session, who, "/abgleich")
    }

    /// Where to go after deciding: the next suggestion of the list that is still to be done.
    private func following(_ ids: [String], _ filter: QueueFilter, _ who: String) throws -> (String) -> String {
        let queue = try desk.queue(filter, for: who).map(\.id)
        let at = ids.last.flatMap(queue.firstIndex) ?? 0
        let order = queue.dropFirst(at + 1) + queue.prefix(at)
        let desk = desk
        return { who in
            let next = order.first { id in !ids.contains(id) && desk.state.status(id, for: who).isToDo }
            return next.map { "/vorschlag?id=\($0.inLink)&\(filter.link)" } ?? "/?\(filter.link)"
        }
    }

    private func done(_ session: Gate.Session, _ who: String, _ next: String) -> Response {
        if let act = desk.lastAct(of: who) { session.message = (desk.sentence(act), false) }
        return .redirect(next)
    }

    private static func stamps(_ request: Request) -> [String: String] {
        var result: [String: String] = [:]
        for value in request.all("stand") {
            guard let at = value.lastIndex(of: "=") else { continue }
            result[String(value[..<at])] = String(value[value.index(after: at)...])
        }
        return result
    }

    /// Text of several lines, without blanks around it.
    private static func text(_ value: String?) -> String {
        var view = Substring(value ?? "")
        while let last = view.last, last.isWhitespace { view.removeLast() }
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        return String(view)
    }

    private static func line(_ value: String?) -> String {
        (value ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func given(_ value: String?) -> String? {
        let line = line(value)
        return line.isEmpty ? nil : line
    }

    // MARK: Faults

    private func failure(_ error: any Error, _ request: Request) -> Response {
        let session = gate.session(request)
        let (status, title, text): (UInt32, String, String) =
            switch error {
            case let error as StaleError: (409, "Inzwischen hat sich etwas geändert", error.description)
            case let error as DeskError: (422, "Das geht so nicht", error.description)
            case let error as JournalError:
                (error.kind == .cannotWrite ? 507 : 500, "Nicht gespeichert", error.description)
            case let error as OutputError: (507, "Nicht gespeichert", error.description)
            default: (500, "Ein Fehler des Programms", "Bitte melden; was schon entschieden ist, bleibt gespeichert.")
            }
        if status >= 500 { report("\(request.method) \(request.path): \(error)") }
        return layout(session).page(title, .none, status: status) { page in
            page.block("div", ["class": "fault", "role": "alert"]) { page in
                page.block("h1", text: title)
                page.block("p") { $0.inline("bdi", text: text) }
                written(request, &page)
                page.block("ul", ["class": "bare"]) { page in
                    if let id = request["id"], desk.bench.item(id) != nil {
                        page.block("li") {
                            $0.inline(
                                "a",
                                ["href": "/vorschlag?id=\(id.inLink)"],
                                text: "Den Vorschlag ansehen, wie er jetzt ist"
                            )
                        }
                    }
                    if let card = request["karte"], desk.bench.position(ofCard: card) != nil {
                        page.block("li") {
                            $0.inline(
                                "a",
                                ["href": "/beitrag?id=\(card.inLink)"],
                                text: "Den Beitrag ansehen, wie er jetzt ist"
                            )
                        }
                    }
                    page.block("li") { $0.inline("a", ["href": "/"], text: "Zur Liste der Vorschläge") }
                }
            }
        }
    }

    /// What a person wrote is not lost with the form.
    private func written(_ request: Request, _ page: inout HTML) {
        let texts = request.form.filter { pair in
            (pair.name.hasPrefix("feld_") || pair.name.hasPrefix("anmerkung")
                || ["titel", "name", "woerter"].contains(pair.name))
                && !pair.value.isEmpty
        }
        guard !texts.isEmpty else { return }
        page.block("h2", text: "Das hatten Sie geschrieben")
        page.block("dl", ["class": "draft"]) { page in
            for pair in texts {
                let name =
                    pair.name.hasPrefix("feld_")
                    ? Sentence(desk: desk).fieldTitle(String(pair.name.dropFirst(5))) : "Text"
                page.block("dt", text: name)
                page.block("dd") { $0.inline("bdi", text: pair.value) }
            }
        }
    }
}
