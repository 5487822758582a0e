/// The names of a list of participants, one person per line, ready to be looked up.
///
/// Decides: a surname alone counts unless it is a listed word that needs a title; "Müllers" counts as "Müller".
struct ParticipantList: Sendable {
    /// Keys that begin a name.
    private(set) var words: Set<String> = []
    /// Names by their first key.
    private(set) var sequences: [String: [[String]]] = [:]

    init(_ lines: [String], names: NameLists) {
        for line in lines {
            let keys = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "," || $0 == ";" }).map {
                nameKey($0.hasSuffix(".") ? $0.dropLast() : $0)
            }
            .filter { !$0.isEmpty && !names.strongTitles.contains($0) && !names.academicTitles.contains($0) }
            guard let first = keys.first else { continue }
            add(keys)
            // "Müller, Anna" as well.
            if keys.count == 2 { add([keys[1], first]) }
            for key in keys where key.utf8.count >= 3 && !names.particles.contains(key) && !names.never.contains(key) {
                add([key])
            }
        }
    }

    private mutating func add(_ keys: [String]) {
        words.insert(keys[0])
        if sequences[keys[0]]?.contains(keys) != true { sequences[keys[0], default: []].append(keys) }
    }
}
