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
        guard let bytes = readFile(path) else {
            throw PackError(
                file: path,
                message: "Die Datei fehlt oder darf nicht gelesen werden; bitte Pfad und Rechte prüfen."
            )
        }
        try self.init(path: path, bytes: bytes)
    }

    public init(path: String, bytes: [UInt8]) throws(PackError) {
        self.path = path
        self.bytes = bytes
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PackError(file: path, message: "Die Datei ist nicht in UTF-8 gespeichert; bitte als UTF-8 speichern.")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw PackError(
                    file: path,
                    line: 1,
                    column: 1,
                    message: "Die Datei ist leer.",
                    lineText: lines.first ?? ""
                )
            }
            root = PackNode(file: path, node: node, lines: lines)
        } catch let error as PackError {
            throw error
        } catch let error as YamlError {
            throw PackFile.yamlFault(error, path: path, lines: lines)
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
    let node: Node
    let lines: [String]

    public var line: Int { node.mark?.line ?? 0 }
    public var column: Int { node.mark?.column ?? 0 }

    /// An error at this place.
    public func fault(_ message: String) -> PackError {
        PackError(
            file: file,
            line: line,
            column: column,
            message: message,
            lineText: lines.indices.contains(line - 1) ? lines[line - 1] : ""
        )
    }

    private func child(_ node: Node) -> PackNode { PackNode(file: file, node: node, lines: lines) }

    /// The keys of a mapping with their values, in the order of the file.
    public func entries() throws(PackError) -> [(key: PackNode, name: String, value: PackNode)] {
        guard case .mapping(let mapping) = node else {
            throw fault("Hier wird eine Liste von „Schlüssel: Wert“ erwartet.")
        }
        var result: [(key: PackNode, name: String, value: PackNode)] = []
        for (key, value) in mapping {
            guard let name = key.string else { throw child(key).fault("Der Schlüssel muss ein Wort sein.") }
            result.append((child(key), name, child(value)))
        }
        return result
    }

    /// The value of a key, or nil when the key is missing (or its value is empty).
    public func optional(_ key: String) throws(PackError) -> PackNode? {
        guard case .mapping(let mapping) = node else {
            throw fault("Hier wird eine Liste von „Schlüssel: Wert“ erwartet.")
        }
        guard let value = mapping[key], value.null == nil else { return nil }
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
        guard case .sequence(let sequence) = node else {
            throw fault("Hier wird eine Liste erwartet (Zeilen, die mit „- “ beginnen, oder […]).")
        }
        return sequence.map(child)
    }

    public func text() throws(PackError) -> String {
        guard case .scalar(let scalar) = node else { throw fault("Hier wird ein Text erwartet.") }
        return scalar.string
    }

    public func texts() throws(PackError) -> [String] {
        var result: [String] = []
        for element in try elements() { result.append(try element.text()) }
        return result
    }

    public func number() throws(PackError) -> Double {
        guard case .scalar(let scalar) = node, let number = Double(scalar.string), number.isFinite else {
            throw fault("Hier wird eine Zahl erwartet (mit Punkt statt Komma).")
        }
        return number
    }

    public func integer() throws(PackError) -> Int {
        guard case .scalar(let scalar) = node, let number = Int(scalar.string) else {
            throw fault("Hier wird eine ganze Zahl erwartet.")
        }
        return number
    }

    public func flag() throws(PackError) -> Bool {
        guard case .scalar(let scalar) = node, ["true", "false", "ja", "nein"].contains(scalar.string) else {
            throw fault("Hier wird true oder false erwartet.")
        }
        return ["true", "ja"].contains(scalar.string)
    }
}
