/// One key of a pipeline file as a digest: what it says there, and the bytes of the file it names.
///
/// Comes in: the file's root, the files read so far. Goes out: a part per key, `parameters` left out: those are compared
/// one by one. Decides nothing; which stage reads which part stands in `StageReadings`.
struct PackPart: Sendable, Hashable {
    var key: String
    /// Of the pack's files; nil when everything stands in the pipeline file.
    var file: String?
    var digest: ContentKey

    static func all(_ root: PackNode, folder: String, files: [(path: String, bytes: [UInt8])]) throws(PackError)
        -> [PackPart]
    {
        var parts: [PackPart] = []
        for entry in try root.entries() where entry.name != "parameters" {
            var hash = ContentHash()
            entry.value.tree.add(entry.value.node, to: &hash)
            let path = folder + "/" + ((try? entry.value.text()) ?? "")
            let file = files.last { $0.path == path }
            if let file { hash.add(file.bytes) }
            parts.append(PackPart(key: entry.name, file: file?.path, digest: hash.key))
        }
        return parts
    }
}

extension PackTree {
    /// What a node says, without its place in the file.
    fileprivate func add(_ node: Int32, to hash: inout ContentHash) {
        let kind = kind(node)
        hash.add(UInt64(kind.rawValue))
        switch kind {
        case .scalar, .null: hash.add(text(node))
        case .sequence, .mapping:
            let own = children(node)
            hash.add(UInt64(own.count))
            for child in own { add(child, to: &hash) }
        }
    }
}
