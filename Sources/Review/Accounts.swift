import CCrypt

#if canImport(Glibc)
    import Glibc
#endif

/// Names and passwords of reviewers, kept as yescrypt hashes in the journal's file.
///
/// Decides whether a name and a password belong together, in the same time whether or not the name exists. Never keeps or
/// shows a password.
public struct Accounts {
    private let journal: Journal

    /// Shorter ones are refused.
    static let leastLength = 10
    /// A longer one is no password but an attack on the processor.
    static let mostLength = 256

    public init(_ journal: Journal) { self.journal = journal }

    public func isEmpty() throws -> Bool { try journal.accounts().isEmpty }

    public func set(_ name: String, password: String) throws {
        let name = Self.cleanName(name)
        guard let name else {
            throw DeskError(description: "Ein Name hat 1 bis 60 Zeichen, ohne Steuerzeichen.")
        }
        guard name != Journal.program else {
            throw DeskError(description: "„\(name)“ heißt das Programm selbst; bitte einen anderen Namen wählen.")
        }
        guard (Self.leastLength...Self.mostLength).contains(password.count) else {
            throw DeskError(
                description:
                    "Das Passwort braucht mindestens \(Self.leastLength) Zeichen; es wird von der Standardeingabe gelesen."
            )
        }
        guard let hash = Self.hash(password) else {
            throw DeskError(description: "Das System kann hier keine Passwörter verschlüsseln (yescrypt fehlt).")
        }
        try journal.setAccount(name, hash: hash)
    }

    /// - Returns: the name, when the password is right.
    public func signIn(_ name: String, password: String) throws -> String? {
        guard password.count <= Self.mostLength else { return nil }
        let known = try journal.accounts().first { $0.name == name }
        // An unknown name costs the same time as a wrong password.
        let hash = known?.hash ?? Self.decoy
        guard let hash, Self.verify(password, hash) else { return nil }
        return known?.name
    }

    private static let decoy = hash("nobody has this password")

    /// A name without what could deceive in minutes: 1 to 60 characters, no control or direction signs.
    public static func cleanName(_ name: String) -> String? {
        let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isPlain = words.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        return (1...60).contains(words.count) && isPlain ? words : nil
    }

    static func hash(_ password: String) -> String? {
        var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        // Nil: random bytes from the system; 0: the cost the library recommends.
        guard crypt_gensalt_rn("$y$", 0, nil, 0, &setting, Int32(setting.count)) != nil else { return nil }
        return crypted(password, setting)
    }

    static func verify(_ password: String, _ hash: String) -> Bool {
        guard let again = crypted(password, Array(hash.utf8CString)) else { return false }
        return equalInConstantTime(again, hash)
    }

    private static func crypted(_ password: String, _ setting: [CChar]) -> String? {
        let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
        defer {
            explicit_bzero(data, MemoryLayout<crypt_data>.size)
            data.deallocate()
        }
        explicit_bzero(data, MemoryLayout<crypt_data>.size)
        guard let out = crypt_rn(password, setting, data, Int32(MemoryLayout<crypt_data>.size)) else { return nil }
        return String(cString: out)
    }
}

/// Compares secrets without telling by the time taken where they differ.
func equalInConstantTime(_ left: String, _ right: String) -> Bool {
    let a = Array(left.utf8)
    let b = Array(right.utf8)
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
}

/// Random bytes of the system as hexadecimal digits.
func randomToken() -> String {
    var generator = SystemRandomNumberGenerator()
    var out = ""
    for _ in 0..<4 {
        let digits = String(generator.next() as UInt64, radix: 16)
        out += String(repeating: "0", count: 16 - digits.count) + digits
    }
    return out
}
