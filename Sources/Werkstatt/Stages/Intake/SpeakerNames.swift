/// Who may stand before the colon of a speaker turn.
struct SpeakerNames: Sendable {
    private var moderation: Set<String> = []
    private var participants: Set<String> = []
    private var prefixes: Set<String> = []

    mutating func add(_ node: PackNode) throws(PackError) {
        try node.allow(["moderation", "participants", "prefixes"])
        moderation = Set(try node.required("moderation").texts().map { foldedName($0) })
        participants = Set(try node.required("participants").texts().map { foldedName($0) })
        prefixes = Set(try node.required("prefixes").texts().map { foldedName($0) })
    }
}
