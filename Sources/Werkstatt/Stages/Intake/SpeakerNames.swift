/// Who may stand before the colon of a speaker turn.
///
/// Comes in: the names of the pack and a line. Goes out: the speaker and where the turn begins. Decides by the words
/// before the first colon alone; "B1: zu wenig Kurse" and "Problem: …" are no speakers.
struct SpeakerNames: Sendable {
    private var moderation: Set<String> = []
    private var participants: Set<String> = []
    private var prefixes: Set<String> = []
    /// A label longer than this is no label.
    private static let longestLabel = 48

    struct Turn {
        var speaker: String
        var isModeration: Bool
        /// "00:12:04", as it stood before the speaker.
        var time: String?
        var textStart: Int
    }

    mutating func add(_ node: PackNode) throws(PackError) {
        try node.allow(["moderation", "participants", "prefixes"])
        moderation = Set(try node.required("moderation").texts().map { foldedName($0) })
        participants = Set(try node.required("participants").texts().map { foldedName($0) })
        prefixes = Set(try node.required("prefixes").texts().map { foldedName($0) })
    }

    /// The turn that begins with this line: "TN 3: …", "[00:12:04] M: …", "Frau K. (leise): …".
    func turn(_ line: ProtocolLine) -> Turn? {
        guard !line.isEscaped, let start = behindTime(line) else { return nil }
        var at = start
        var depth = 0
        // Colons within brackets belong to a time.
        while at < line.end, at - start <= Self.longestLabel, depth > 0 || line.bytes[at] != UInt8(ascii: ":") {
            if "([".utf8.contains(line.bytes[at]) { depth += 1 }
            if ")]".utf8.contains(line.bytes[at]) { depth -= 1 }
            at += 1
        }
        guard at < line.end, at > start, line.bytes[at] == UInt8(ascii: ":") else { return nil }
        guard at + 1 == line.end || ProtocolLine.isBlank(line.bytes[at + 1]) else { return nil }
        let label = line.text(start..<at)
        let name = label.prefix { $0 != "(" && $0 != "[" }
        guard let isModeration = kind(name) else { return nil }
        let time = line.text(line.content..<start).filter { !"()[] ".contains($0) }
        return Turn(
            speaker: String(name).trimmed,
            isModeration: isModeration,
            time: time.isEmpty ? nil : time,
            textStart: at + 1
        )
    }

    /// Behind "[00:12:04] " or "(12:04) ", else the content itself.
    private func behindTime(_ line: ProtocolLine) -> Int? {
        guard line.content < line.end else { return nil }
        guard "([".utf8.contains(line.bytes[line.content]) else { return line.content }
        var at = line.content + 1
        while at < line.end, (0x30...0x39).contains(line.bytes[at]) || ":.,".utf8.contains(line.bytes[at]) { at += 1 }
        guard at < line.end, at > line.content + 1, ")]".utf8.contains(line.bytes[at]) else { return nil }
        at += 1
        while at < line.end, ProtocolLine.isBlank(line.bytes[at]) { at += 1 }
        return at
    }

    /// Whether the label names a moderator; nil when it names nobody.
    private func kind(_ label: Substring) -> Bool? {
        guard let first = label.first, first.isUppercase else { return nil }
        var key = foldedName(label)
        while let last = key.utf8.last, (0x30...0x39).contains(last) { key.removeLast() }
        if moderation.contains(key) { return true }
        if participants.contains(key) { return false }
        let words = label.split(separator: " ")
        guard (2...4).contains(words.count), prefixes.contains(foldedName(words[0])) else { return nil }
        return words.dropFirst().allSatisfy { $0.first!.isUppercase } ? false : nil
    }
}
