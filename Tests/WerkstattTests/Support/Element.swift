import Foundation

/// A strict reader of the pages the program writes: every element closed in order, attributes quoted.
final class Element {
    let name: String
    let attributes: [String: String]
    private(set) var children: [Element] = []
    private var pieces: [Piece] = []

    private enum Piece {
        case text(String)
        case element(Element)
    }

    struct Fault: Error, CustomStringConvertible { let description: String }

    private init(name: String, attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    /// The text of the element and all below it.
    var text: String {
        pieces.map {
            if case .element(let element) = $0 { element.text } else if case .text(let text) = $0 { text } else { "" }
        }.joined()
    }

    /// The element and all below it, in reading order.
    var all: [Element] { [self] + children.flatMap(\.all) }

    static func parse(_ page: String) throws -> Element {
        var rest = Substring(page)
        guard rest.hasPrefix("<!DOCTYPE html>\n") else { throw Fault(description: "no document type") }
        rest = rest.dropFirst("<!DOCTYPE html>\n".count)
        let root = Element(name: "", attributes: [:])
        var open = [root]
        while let next = rest.firstIndex(of: "<") {
            open.last!.add(text: unescaped(rest[..<next]))
            rest = rest[next...].dropFirst()
            guard let end = rest.firstIndex(of: ">") else { throw Fault(description: "a tag without an end") }
            let tag = rest[..<end]
            rest = rest[end...].dropFirst()
            if tag.hasPrefix("/") {
                guard open.count > 1, open.last!.name == tag.dropFirst() else {
                    throw Fault(description: "</\(tag.dropFirst())> closes <\(open.last!.name)>")
                }
                open.removeLast()
            } else {
                let element = try start(tag)
                open.last!.add(element)
                if element.name == "meta" { continue }
                open.append(element)
                if element.name == "style" {
                    guard let close = rest.range(of: "</style>") else { throw Fault(description: "style without end") }
                    element.add(text: String(rest[..<close.lowerBound]))
                    rest = rest[close.lowerBound...]
                }
            }
        }
        guard open.count == 1, root.children.count == 1 else {
            throw Fault(description: "not closed: \(open.map(\.name))")
        }
        return root.children[0]
    }

    private func add(_ element: Element) {
        children.append(element)
        pieces.append(.element(element))
    }

    private func add(text: String) { pieces.append(.text(text)) }

    private static func start(_ tag: Substring) throws -> Element {
        let name = tag.prefix { !$0.isWhitespace }
        var attributes: [String: String] = [:]
        for match in tag.dropFirst(name.count).matches(of: /\s+([a-zA-Z-]+)="([^"]*)"/) {
            guard attributes.updateValue(unescaped(match.2), forKey: String(match.1)) == nil else {
                throw Fault(description: "\(match.1) twice in <\(tag)>")
            }
        }
        return Element(name: String(name), attributes: attributes)
    }

    private static func unescaped(_ text: Substring) -> String {
        String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
