import CXML

/// What a reader of a format does with the elements of a document, in their order.
class XMLHandler {
    /// Set by a handler that has seen enough: reading stops.
    var fault: OfficeFault?

    func start(_ tag: Tag?, _ attributes: XMLAttributes) {}
    func end(_ tag: Tag?) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// The attributes of one element; valid only while it is handled.
struct XMLAttributes {
    fileprivate let list: UnsafeBufferPointer<cxml_attribute>

    func bytes(_ tag: Tag) -> UnsafeBufferPointer<UInt8>? {
        for attribute in list where Tag.numbered(attribute.name) == tag {
            return UnsafeBufferPointer(start: attribute.value, count: Int(attribute.count))
        }
        return nil
    }

    /// libxml2 hands on an ampersand in a value still escaped, and as a number.
    subscript(_ tag: Tag) -> String? {
        guard let bytes = bytes(tag) else { return nil }
        let value = String(decoding: bytes, as: UTF8.self)
        return bytes.contains(0x26) ? value.replacing("&#38;", with: "&") : value
    }

    func int(_ tag: Tag) -> Int? { self[tag].flatMap { Int($0) } }
}

/// A document that is parsed in pieces.
///
/// Comes in: bytes, as they are unpacked. Goes out: calls of a handler. Decides what is not read: document types,
/// entities beyond the five of XML, more depth than allowed, anything that is not well-formed. Never opens a file or a
/// connection.
struct XMLStream: ~Copyable {
    private let reader: OpaquePointer
    private let handler: XMLHandler
    private let depth: Int

    /// - Parameter isHTML: read forgivingly, as browsers do.
    init(_ handler: XMLHandler, depth: Int, isHTML: Bool = false) throws(OfficeFault) {
        self.handler = handler
        self.depth = depth
        let calls = cxml_handler(
            context: Unmanaged.passUnretained(handler).toOpaque(),
            start: { context, name, attributes, count in
                XMLStream.handler(context)?.start(
                    Tag.numbered(name),
                    XMLAttributes(list: UnsafeBufferPointer(start: attributes, count: Int(count)))
                )
            },
            end: { context, name in XMLStream.handler(context)?.end(Tag.numbered(name)) },
            text: { context, bytes, count in
                XMLStream.handler(context)?.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
            }
        )
        guard let reader = cxml_new(Tag.names, calls, Int32(depth), isHTML) else {
            throw OfficeFault("lässt sich nicht lesen, weil der Speicher nicht reicht")
        }
        self.reader = reader
    }

    deinit { cxml_free(reader) }

    /// Nil when it has seen enough: what is still in the piece is not handled.
    private static func handler(_ context: UnsafeMutableRawPointer?) -> XMLHandler? {
        let handler = Unmanaged<XMLHandler>.fromOpaque(context!).takeUnretainedValue()
        return handler.fault == nil ? handler : nil
    }

    func feed(_ bytes: UnsafeRawBufferPointer) throws(OfficeFault) {
        guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
        try check(cxml_feed(reader, start, Int64(bytes.count)))
    }

    func finish() throws(OfficeFault) { try check(cxml_finish(reader)) }

    private func check(_ status: cxml_status) throws(OfficeFault) {
        if let fault = handler.fault { throw fault }
        switch status {
        case CXML_OK: return
        case CXML_DOCTYPE:
            throw OfficeFault(
                "erklärt einen Dokumenttyp mit Entitäten, den Office-Dateien nicht brauchen, und wird aus Vorsicht nicht gelesen; bitte im Office-Programm öffnen und neu speichern"
            )
        case CXML_DEPTH:
            throw OfficeFault(
                "ist tiefer verschachtelt als erlaubt (\(depth) Ebenen); bitte im Office-Programm öffnen und neu speichern"
            )
        case CXML_MEMORY: throw OfficeFault("lässt sich nicht lesen, weil der Speicher nicht reicht")
        default:
            throw OfficeFault(
                "ist beschädigt (XML, Zeile \(cxml_line(reader))); bitte im Office-Programm öffnen und neu speichern"
            )
        }
    }

    /// A whole document at once.
    static func read(_ bytes: [UInt8], _ handler: XMLHandler, depth: Int, isHTML: Bool = false) throws(OfficeFault) {
        let stream = try XMLStream(handler, depth: depth, isHTML: isHTML)
        var failure: OfficeFault?
        bytes.withUnsafeBytes { raw in
            do throws(OfficeFault) { try stream.feed(raw) } catch { failure = error }
        }
        if let failure { throw failure }
        try stream.finish()
        withExtendedLifetime(handler) {}
    }
}
