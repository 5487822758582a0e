/// Serves the pages of a review as long as it lives.
public final class ReviewServer {
    private let gate: Gate
    private let server: HTTPServer
    /// The link that lets the first browser in.
    public var link: String { gate.needsPassword ? gate.place.origins[0] + "/" : gate.link }

    /// - Parameters:
    ///   - address: 127.0.0.1, or another IPv4 address for a small team; that needs accounts.
    ///   - host: the name of the proxy with TLS that stands in front.
    ///   - say: told messages for the terminal, in German.
    public init(_ desk: Desk, address: String, port: UInt16, host: String?, say: @escaping @Sendable (String) -> Void)
        throws
    {
        let accounts = Accounts(desk.journal)
        guard try address.hasPrefix("127.") || !accounts.isEmpty() else {
            throw DeskError(
                description:
                    "Auf \(address) hören auch andere mit; dafür braucht jede Person ein Konto. Bitte zuerst: werkstatt review \(desk.folder) --add-user NAME (das Passwort kommt von der Standardeingabe)."
            )
        }
        guard address != "0.0.0.0" || host != nil else {
            throw DeskError(
                description:
                    "Für 0.0.0.0 bitte mit --host den Namen angeben, unter dem der Browser diese Seiten aufruft."
            )
        }
        // The port is known once the server listens.
        final class Slot { var site: Site? }
        let slot = Slot()
        server = HTTPServer { request in
            slot.site?.answer(request) ?? Response(status: 503, type: "text/plain; charset=utf-8")
        }
        guard server.start(address: address, port: port) else {
            throw DeskError(
                description:
                    "\(address):\(port): Hier lässt sich nicht lauschen; läuft die Durchsicht schon? Bitte einen anderen --port wählen."
            )
        }
        gate = try Gate(
            place: Gate.Place(address: address, port: server.port, publicHost: host),
            accounts: accounts
        ) { say("Für einen weiteren Browser: \($0)") }
        slot.site = Site(desk: desk, gate: gate, report: say)
    }

    deinit { server.stop() }
}
