import FoundationEssentials
import Yams

/// The values of a YAML file with their places, as flat columns: quick to look through and quick to keep.
///
/// Comes in: the text of a file, read by Yams; or the columns of an earlier reading. Values stand in the order of the
/// file, a list or mapping before what it holds. Decides nothing; types are the reader's business.
final class PackTree: Sendable {
    enum Kind: UInt8, Sendable { case scalar, null, sequence, mapping }

    /// The file itself, for messages that show a line.
    let bytes: [UInt8]
    private let kinds: [UInt8]
    private let lines: [Int32]
    private let columns: [Int32]
    /// Scalars: where their letters stand in `letters`. Others: which of `children` are theirs. End exclusive.
    private let starts: [Int32]
    private let ends: [Int32]
    /// Numbers of values; keys and values by turns in a mapping.
    private let children: [Int32]
    private let letters: [UInt8]

    /// More values than any pack has; references to references could otherwise grow without end.
    struct TooLarge: Error {}
    private static let mostValues = 4_000_000

    /// - Throws: `YamlError`, `TooLarge`; nil when the file holds nothing.
    init?(yaml text: String, bytes: [UInt8]) throws {
        // The plain resolver guesses no types, which costs a dozen regular expressions per value.
        guard let root = try Yams.compose(yaml: text, .basic) else { return nil }
        var builder = Builder()
        try builder.add(root)
        self.bytes = bytes
        kinds = builder.kinds
        lines = builder.lines
        columns = builder.columns
        starts = builder.starts
        ends = builder.ends
        children = builder.children
        letters = builder.letters
    }

    private struct Builder {
        var kinds: [UInt8] = []
        var lines: [Int32] = []
        var columns: [Int32] = []
        var starts: [Int32] = []
        var ends: [Int32] = []
        var children: [Int32] = []
        var letters: [UInt8] = []

        @discardableResult mutating func add(_ node: Node) throws -> Int32 {
            let number = kinds.count
            guard number < PackTree.mostValues else { throw TooLarge() }
            lines.append(Int32(node.mark?.line ?? 0))
            columns.append(Int32(node.mark?.column ?? 0))
            kinds.append(0)
            starts.append(0)
            ends.append(0)
            switch node {
            case .scalar(let scalar):
                let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
                kinds[number] = (isNull ? Kind.null : .scalar).rawValue
                starts[number] = Int32(letters.count)
                letters.append(contentsOf: scalar.string.utf8)
                ends[number] = Int32(letters.count)
            case .sequence(let sequence):
                kinds[number] = Kind.sequence.rawValue
                hold(try sequence.map { try add($0) }, number)
            case .mapping(let mapping):
                kinds[number] = Kind.mapping.rawValue
                hold(try mapping.flatMap { [try add($0.key), try add($0.value)] }, number)
            case .alias:
                kinds[number] = Kind.null.rawValue
            }
            return Int32(number)
        }

        private mutating func hold(_ own: [Int32], _ number: Int) {
            starts[number] = Int32(children.count)
            children += own
            ends[number] = Int32(children.count)
        }
    }

    func kind(_ node: Int32) -> Kind { Kind(rawValue: kinds[Int(node)])! }
    /// 1-based; 0 when unknown.
    func line(_ node: Int32) -> Int { Int(lines[Int(node)]) }
    func column(_ node: Int32) -> Int { Int(columns[Int(node)]) }
    func children(_ node: Int32) -> ArraySlice<Int32> { children[Int(starts[Int(node)])..<Int(ends[Int(node)])] }

    func text(_ node: Int32) -> String {
        String(decoding: letters[Int(starts[Int(node)])..<Int(ends[Int(node)])], as: UTF8.self)
    }

    /// The value of a key of a mapping. Linear in the mapping's length.
    func value(_ node: Int32, _ key: String) -> Int32? {
        var key = key
        return key.withUTF8 { key in
            let own = children(node)
            var at = own.startIndex
            while at < own.endIndex {
                let name = Int(own[at])
                let start = Int(starts[name])
                if kinds[name] == Kind.scalar.rawValue, Int(ends[name]) - start == key.count,
                    letters.withUnsafeBufferPointer({ $0[start..<(start + key.count)].elementsEqual(key) })
                {
                    return own[at + 1]
                }
                at += 2
            }
            return nil
        }
    }

    /// A line of the file, counted from 1.
    func lineText(_ line: Int) -> String {
        guard line > 0 else { return "" }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: line, omittingEmptySubsequences: false)
        return lines.count >= line ? String(decoding: lines[line - 1], as: UTF8.self) : ""
    }

    // MARK: Bytes

    func write(to out: inout BinaryWriter) {
        out.add(bytes)
        out.add(kinds)
        out.add(lines)
        out.add(columns)
        out.add(starts)
        out.add(ends)
        out.add(children)
        out.add(letters)
    }

    init(reading input: inout BinaryReader) throws {
        bytes = try input.array(UInt8.self)
        kinds = try input.array(UInt8.self)
        lines = try input.array(Int32.self)
        columns = try input.array(Int32.self)
        starts = try input.array(Int32.self)
        ends = try input.array(Int32.self)
        children = try input.array(Int32.self)
        letters = try input.array(UInt8.self)
    }
}

/// The trees of a pack's files from earlier readings. A tree is used only for a file with exactly the same bytes, so it
/// can never be stale.
struct PackTrees {
    private var known: [String: PackTree] = [:]
    private var used: [(path: String, tree: PackTree)] = []
    private var isComplete = true
    private let path: String?

    /// - Parameter folder: of the pack; nil for no memory.
    init(folder: String?) {
        guard let folder, let cache = CacheFolder.path else {
            path = nil
            return
        }
        var hash = CacheFolder.programHash()
        hash.add(Array(folder.utf8))
        hash.add(Array((FileManager.default.currentDirectoryPath).utf8))
        let path = cache + "/" + hash.text + ".pack"
        self.path = path
        known =
            (try? withMappedFile(path) { bytes in
                var input = BinaryReader(bytes)
                var known: [String: PackTree] = [:]
                for name in try input.strings() { known[name] = try PackTree(reading: &input) }
                return known
            }) ?? [:]
    }

    /// The tree of a file, from memory when its bytes are the same.
    mutating func tree(_ path: String, _ bytes: [UInt8], reading: () throws(PackError) -> PackTree)
        throws(PackError) -> PackTree
    {
        let tree: PackTree
        if let old = known[path], old.bytes == bytes {
            tree = old
        } else {
            tree = try reading()
            isComplete = false
        }
        used.append((path, tree))
        return tree
    }

    /// Keeps what was read, if anything was read anew.
    func keep() {
        guard let path, !isComplete else { return }
        var out = BinaryWriter()
        out.add(used.map(\.path))
        for file in used { file.tree.write(to: &out) }
        CacheFolder.write(out.bytes, to: path)
        CacheFolder.tidy(suffix: ".pack", keeping: 8)
    }
}
