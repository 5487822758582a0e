import Werkstatt

/// The pages without a socket, for the fuzzer: what a browser or somebody else may send, as bytes.
///
/// Comes in: "METHOD path?query", lines "name: value", an empty line, a body. Goes out: the answer. Decides nothing: the
/// same forms, gate and pages as behind the server. Never listens.
package final class RequestProbe {
    private let site: Site
    private let session: Gate.Session
    private let place = Gate.Place(address: "127.0.0.1", port: 8000, publicHost: nil)
    private let cookie: String

    package init(folder: String, pack: Pack) throws {
        let desk = try Desk(folder: folder, pack: pack)
        let gate = try Gate(place: place, accounts: Accounts(desk.journal)) { _ in }
        guard let session = gate.open(String(gate.link.split(separator: "=").last ?? "")) else {
            throw DeskError(description: "Der Link öffnet die Seiten nicht.")
        }
        session.name = "Probe"
        self.session = session
        cookie = String(gate.cookie(session).1.prefix { $0 != ";" })
        site = Site(desk: desk, gate: gate) { fatalError("a fault of the program: \($0)") }
    }

    /// Status, type and body of the answer. `@`, for a cookie or a token, means the right one.
    package func answer(_ bytes: [UInt8]) -> (status: Int, type: String, body: [UInt8]) {
        let newline = UInt8(ascii: "\n")
        var rest = bytes[...]
        func line() -> String {
            let end = rest.firstIndex(of: newline) ?? rest.endIndex
            defer { rest = rest[min(end + 1, rest.endIndex)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        let first = line().split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let target = (first.count > 1 ? first[1] : "/").split(
            separator: "?",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        var headers: [String: String] = [:]
        while !rest.isEmpty {
            let header = line()
            if header.isEmpty { break }
            let pair = header.split(separator: ":", maxSplits: 1)
            if pair.count == 2 { headers[pair[0].lowercased()] = String(pair[1].drop { $0 == " " }) }
        }
        var form = HTTPServer.form(Array(rest))
        for field in form.indices where form[field] == ("sicherung", "@") { form[field].value = session.formToken }
        let request = Request(
            method: first.first.map(String.init) ?? "",
            path: HTTPServer.form(Array((target.first ?? "").utf8)).first?.name ?? "/",
            query: target.count > 1 ? HTTPServer.form(Array(target[1].utf8)) : [],
            host: headers["host"] == "@" ? "127.0.0.1:8000" : headers["host"],
            origin: headers["origin"] == "@" ? "http://127.0.0.1:8000" : headers["origin"],
            fetchSite: headers["sec-fetch-site"],
            contentType: headers["content-type"],
            cookie: headers["cookie"] == "@" ? cookie : headers["cookie"],
            form: first.first == "POST" ? form : []
        )
        let response = site.answer(request)
        return (Int(response.status), response.type, response.body)
    }
}
