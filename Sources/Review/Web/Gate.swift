#if canImport(Glibc)
    import Glibc
#endif

/// Who may come in: a session per browser, opened by a one-time link or by name and password.
///
/// Decides: whether a request belongs to these pages at all (Host, Origin, token against forged forms). Never: keeps a
/// session on the disk; a restart asks everybody to come in again.
final class Gate {
    final class Session {
        let id = randomToken()
        /// Against forged forms.
        let formToken = randomToken()
        var name: String?
        /// Shown once on the next page.
        var message: (text: String, isError: Bool)?
        var lastSeen = time(nil)
    }

    /// What stands before the pages.
    struct Place {
        var address: String
        var port: UInt16
        /// The name by which a proxy with TLS is reached.
        var publicHost: String?

        var isLoopback: Bool { address.hasPrefix("127.") }
        var hosts: [String] {
            if let publicHost { return [publicHost] }
            return isLoopback ? ["\(address):\(port)", "localhost:\(port)"] : ["\(address):\(port)"]
        }
        var origins: [String] { publicHost.map { ["https://" + $0] } ?? hosts.map { "http://" + $0 } }
    }

    let place: Place
    private let accounts: Accounts
    /// With accounts, a name needs its password; without, a one-time link lets a browser in.
    let needsPassword: Bool
    private var sessions: [String: Session] = [:]
    private var linkToken = randomToken()
    /// Told when a link was used, with the next one.
    private let announce: (String) -> Void
    private var failures: [String: (count: Int, until: Int)] = [:]

    private static let idleHours = 12
    private static let sessionsMost = 200
    /// So many wrong passwords for a name, then it waits.
    private static let failuresMost = 5
    private static let waitSeconds = 30

    init(place: Place, accounts: Accounts, announce: @escaping (String) -> Void) throws {
        self.place = place
        self.accounts = accounts
        self.announce = announce
        needsPassword = try !accounts.isEmpty()
    }

    var link: String { "\(place.origins[0])/start?t=\(linkToken)" }
    private var cookieName: String { "werkstatt-\(place.port)" }

    /// The name is one of ours: a page elsewhere that points its own name here (DNS rebinding) is turned away.
    func isOurHost(_ request: Request) -> Bool { request.host.map { place.hosts.contains($0.lowercased()) } ?? false }

    /// A form was sent from one of our own pages.
    func isOurForm(_ request: Request) -> Bool {
        guard let origin = request.origin, place.origins.contains(origin.lowercased()) else { return false }
        if let site = request.fetchSite, site != "same-origin" { return false }
        return request.contentType?.lowercased().hasPrefix("application/x-www-form-urlencoded") ?? false
    }

    func hasFormToken(_ request: Request, _ session: Session) -> Bool {
        request["sicherung"].map { equalInConstantTime($0, session.formToken) } ?? false
    }

    func session(_ request: Request) -> Session? {
        let now = time(nil)
        for part in (request.cookie ?? "").split(separator: ";") {
            let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0] == cookieName, let session = sessions[String(pair[1])] else { continue }
            guard now - session.lastSeen < Self.idleHours * 3600 else {
                sessions[session.id] = nil
                return nil
            }
            session.lastSeen = now
            return session
        }
        return nil
    }

    /// The one-time link.
    func open(_ token: String) -> Session? {
        guard !needsPassword, equalInConstantTime(token, linkToken) else { return nil }
        linkToken = randomToken()
        let session = makeSession()
        announce(link)
        return session
    }

    enum SignIn {
        case welcome(Session)
        case refused(String)
    }

    func signIn(_ name: String, _ password: String, _ session: Session?) throws -> SignIn {
        guard needsPassword else {
            guard let session else { return .refused("Bitte den Link aus dem Terminal öffnen.") }
            guard let name = Accounts.cleanName(name), name != Journal.program else {
                return .refused("Bitte Ihren Namen angeben (bis 60 Zeichen).")
            }
            session.name = name
            return .welcome(session)
        }
        let now = time(nil)
        if let failed = failures[name], failed.count >= Self.failuresMost, now < failed.until {
            return .refused("Zu viele Versuche; bitte eine halbe Minute warten.")
        }
        if failures.count > Self.sessionsMost { failures = [:] }
        guard let known = try accounts.signIn(name, password: password) else {
            failures[name] = ((failures[name]?.count ?? 0) + 1, now + Self.waitSeconds)
            return .refused("Name oder Passwort stimmt nicht.")
        }
        failures[name] = nil
        let session = makeSession()
        session.name = known
        return .welcome(session)
    }

    func signOut(_ session: Session) {
        if needsPassword { sessions[session.id] = nil } else { session.name = nil }
    }

    private func makeSession() -> Session {
        if sessions.count >= Self.sessionsMost, let oldest = sessions.values.min(by: { $0.lastSeen < $1.lastSeen }) {
            sessions[oldest.id] = nil
        }
        let session = Session()
        sessions[session.id] = session
        return session
    }

    func cookie(_ session: Session) -> (String, String) {
        let secure = place.publicHost == nil ? "" : "; Secure"
        return ("Set-Cookie", "\(cookieName)=\(session.id); Path=/; HttpOnly; SameSite=Strict\(secure)")
    }
}
