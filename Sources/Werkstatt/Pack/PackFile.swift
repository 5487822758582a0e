import FoundationEssentials
import Yams

/// What is wrong with a pack: the place, what stands there and what was expected. Its description is German and
/// shows the offending line with a caret, as the clerk's editor would.
public struct PackError: Error, Sendable, Hashable, CustomStringConvertible {
    public var file: String
    /// 1-based; 0 when the whole file is meant.
    public var line: Int
    /// 1-based, in characters.
    public var column: Int
    /// One German sentence.
    public var message: String
    /// The line itself.
    public var lineText: String

    public init(file: String, line: Int = 0, column: Int = 0, message: String, lineText: String = "") {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.lineText = lineText
    }

    public var description: String {
        guard line > 0 else { return "\(file): \(message)" }
        let caret = String(repeating: " ", count: max(0, column - 1)) + "^"
        return "\(file):\(line):\(column): \(message)\n    \(lineText)\n    \(caret)"
    }
}

/// One YAML file of a pack, with typed look-ups that know their place in the file.
public struct PackFile {
    public let path: String
    public let bytes: [UInt8]
    public let root: PackNode

    /// Reads and parses a YAML file.
    public init(path: String) throws(PackError) {
        var trees = PackTrees(folder: nil)
        try self.init(path: path, &trees)
    }

    /// Reads a YAML file; parses it when no earlier reading of the same bytes is at hand.
    init(path: String, _ trees: inout PackTrees) throws(PackError) {
        guard let bytes = readFile(path) else {
            throw PackError(
                file: path,
                message: "Die Datei fehlt oder darf nicht gelesen werden; bitte Pfad und Rechte prüfen."
            )
        }
        let tree = try trees.tree(path, bytes) { () throws(PackError) in try Self.tree(path, bytes) }
        self.init(path: path, tree)
    }

    public init(path: String, bytes: [UInt8]) throws(PackError) {
        self.init(path: path, try Self.tree(path, bytes))
    }

    private init(path: String, _ tree: PackTree) {
        self.path = path
        bytes = tree.bytes
        root = PackNode(file: path, tree: tree, node: 0)
    }

    private static func tree(_ path: String, _ bytes: [UInt8]) throws(PackError) -> PackTree {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PackError(file: path, message: "Die Datei ist nicht in UTF-8 gespeichert; bitte als UTF-8 speichern.")
        }
        do {
            guard let tree = try PackTree(yaml: text, bytes: bytes) else {
                let first = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init)
                throw PackError(file: path, line: 1, column: 1, message: "Die Datei ist leer.", lineText: first ?? "")
            }
            return tree
        } catch let error as PackError {
            throw error
        } catch let error as YamlError {
            throw yamlFault(
                error,
                path: path,
                lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            )
        } catch is PackTree.TooLarge {
            throw PackError(file: path, message: "Die Datei hat zu viele Einträge; bitte Verweise (&, *) auflösen.")
        } catch {
            throw PackError(file: path, message: "Die Datei ist kein gültiges YAML: \(error)")
        }
    }

    private static func yamlFault(_ error: YamlError, path: String, lines: [String]) -> PackError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let text = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : ""
            return PackError(
                file: path,
                line: mark.line,
                column: mark.column,
                message:
                    "Hier ist das YAML nicht lesbar (\(problem)); bitte Einrückung, Anführungszeichen und Doppelpunkte prüfen.",
                lineText: text
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            let line = context.mark.line
            return PackError(
                file: path,
                line: line,
                column: context.mark.column,
                message:
                    "Der Schlüssel „\(duplicates.joined(separator: ", "))“ steht zweimal da; bitte einen streichen.",
                lineText: lines.indices.contains(line - 1) ? lines[line - 1] : ""
            )
        default:
            return PackError(file: path, message: "Die Datei ist kein gültiges YAML: \(error)")
        }
    }
}

/// A value in a pack file together with its place.
public struct PackNode {
    public let file: String
    let tree: PackTree
    let node: Int32

    public var line: Int { tree.line(node) }
    public var column: Int { tree.column(node) }

    /// An error at this place.
    public func fault(_ message: String) -> PackError {
        PackError(file: file, line: line, column: column, message: message, lineText: tree.lineText(line))
    }

    private func child(_ node: Int32) -> PackNode { PackNode(file: file, tree: tree, node: node) }

    private func demandMapping() throws(PackError) {
        guard tree.kind(node) == .mapping else {
            throw fault("Hier wird eine Liste von „Schlüssel: Wert“ erwartet.")
        }
    }

    /// The letters of a scalar, or nil for a list or mapping.
    private var scalar: String? {
        switch tree.kind(node) {
        case .scalar, .null: tree.text(node)
        case .sequence, .mapping: nil
        }
    }

    /// The keys of a mapping with their values, in the order of the file.
    public func entries() throws(PackError) -> [(key: PackNode, name: String, value: PackNode)] {
        try demandMapping()
        let own = Array(tree.children(node))
        var result: [(key: PackNode, name: String, value: PackNode)] = []
        for at in stride(from: 0, to: own.count, by: 2) {
            guard let name = child(own[at]).scalar else {
                throw child(own[at]).fault("Der Schlüssel muss ein Wort sein.")
            }
            result.append((child(own[at]), name, child(own[at + 1])))
        }
        return result
    }

    /// The value of a key, or nil when the key is missing (or its value is empty).
    public func optional(_ key: String) throws(PackError) -> PackNode? {
        try demandMapping()
        guard let value = tree.value(node, key), tree.kind(value) != .null else { return nil }
        return child(value)
    }

    /// The value of a key that must be there.
    public func required(_ key: String) throws(PackError) -> PackNode {
        guard let value = try optional(key) else { throw fault("Hier fehlt der Schlüssel „\(key)“.") }
        return value
    }

    /// Refuses keys that nobody reads: most are slips of the pen.
    public func allow(_ keys: Set<String>) throws(PackError) {
        for entry in try entries() where !keys.contains(entry.name) {
            throw entry.key.fault(
                "Der Schlüssel „\(entry.name)“ ist unbekannt; erlaubt sind: \(keys.sorted().joined(separator: ", "))."
            )
        }
    }

    public func elements() throws(PackError) -> [PackNode] {
        guard tree.kind(node) == .sequence else {
            throw fault("Hier wird eine Liste erwartet (Zeilen, die mit „- “ beginnen, oder […]).")
        }
        return tree.children(node).map(child)
    }

    public func text() throws(PackError) -> String {
        guard let scalar else { throw fault("Hier wird ein Text erwartet.") }
        return scalar
    }

    public func texts() throws(PackError) -> [String] {
        var result: [String] = []
        for element in try elements() { result.append(try element.text()) }
        return result
    }

    public func number() throws(PackError) -> Double {
        guard let scalar, let number = Double(scalar), number.isFinite else {
            throw fault("Hier wird eine Zahl erwartet (mit Punkt statt Komma).")
        }
        return number
    }

    public func integer() throws(PackError) -> Int {
        guard let scalar, let number = Int(scalar) else {
            throw fault("Hier wird eine ganze Zahl erwartet.")
        }
        return number
    }

    public func flag() throws(PackError) -> Bool {
        guard let scalar, ["true", "false", "ja", "nein"].contains(scalar) else {
            throw fault("Hier wird true oder false erwartet.")
        }
        return ["true", "ja"].contains(scalar)
    }
}
