/// A JSON text as a tree that keeps the order of keys. Own code because input rows need three things at once that
/// Foundation's parser does not give: keys in their order (unknown ones are carried along), the place of an error
/// for the clerk's message, and a cost near that of copying the bytes.
public enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The number as it was written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    public struct Member: Sendable, Hashable {
        public var key: String
        public var value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// Parses one JSON text; blanks around it are allowed. Linear in its bytes.
    /// - Throws: `JSONError` with the byte offset of what is wrong.
    public init(parsing bytes: some Collection<UInt8>) throws(JSONError) {
        let result =
            bytes.withContiguousStorageIfAvailable { JSONValue.parsed($0) }
            ?? ContiguousArray(bytes).withUnsafeBufferPointer { JSONValue.parsed($0) }
        self = try result.get()
    }

    private static func parsed(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONError> {
        var parser = Parser(input: bytes)
        return Result { () throws(JSONError) in try parser.document() }
    }

    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    public var string: String? { if case .string(let text) = self { text } else { nil } }
    public var int: Int? {
        if case .number(let text) = self { Int(text) ?? Double(text).flatMap { Int(exactly: $0) } } else { nil }
    }
    public var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
    public var array: [JSONValue]? { if case .array(let values) = self { values } else { nil } }
    public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    public var isNull: Bool { self == .null }

    /// The value as JSON text without blanks.
    public var text: String {
        var out = JSONText()
        write(to: &out)
        return out.string
    }

    public func write(to out: inout JSONText) {
        switch self {
        case .null: out.null()
        case .bool(let flag): out.value(flag)
        case .number(let text): out.raw(text)
        case .string(let text): out.value(text)
        case .array(let values): out.array(values) { $1.write(to: &$0) }
        case .object(let members):
            out.object { out in
                for member in members {
                    out.key(member.key)
                    member.value.write(to: &out)
                }
            }
        }
    }
}

/// What is wrong with a JSON text.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Problem: Sendable, Hashable {
        case unexpectedEnd
        case unexpected(UInt8)
        case badNumber, badEscape, loneSurrogate, badUTF8, controlCharacter, tooDeep
    }
    public let problem: Problem
    /// In bytes of the text.
    public let offset: Int

    /// German, without a full stop.
    public var description: String {
        switch problem {
        case .unexpectedEnd: "die Zeile endet mitten im JSON"
        case .unexpected(let byte): "unerwartetes Zeichen „\(Character(Unicode.Scalar(byte)))“"
        case .badNumber: "eine Zahl ist falsch geschrieben"
        case .badEscape: "eine Zeichenfolge nach \\ ist unbekannt"
        case .loneSurrogate: "ein halbes Zeichen (\\ud8xx ohne Gegenstück)"
        case .badUTF8: "ein Zeichen ist nicht in UTF-8"
        case .controlCharacter: "ein Steuerzeichen steht unmaskiert in einem Text"
        case .tooDeep: "zu tief verschachtelt"
        }
    }
}

private struct Parser {
    let input: UnsafeBufferPointer<UInt8>
    var at = 0
    /// Deeper nesting is refused: it has no use here and would exhaust the stack.
    let deepest = 256

    mutating func document() throws(JSONError) -> JSONValue {
        let result = try value(depth: 0)
        blanks()
        if at < input.count { throw fault(.unexpected(input[at])) }
        return result
    }

    private func fault(_ problem: JSONError.Problem) -> JSONError { JSONError(problem: problem, offset: at) }

    private mutating func blanks() {
        while at < input.count, input[at] <= 0x20,
            input[at] == 0x20 || input[at] == 0x0A || input[at] == 0x0D || input[at] == 0x09
        { at += 1 }
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard at < input.count else { throw fault(.unexpectedEnd) }
        guard input[at] == byte else { throw fault(.unexpected(input[at])) }
        at += 1
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        blanks()
        guard at < input.count else { throw fault(.unexpectedEnd) }
        guard depth < deepest else { throw fault(.tooDeep) }
        switch input[at] {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
        default: throw fault(.unexpected(input[at]))
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount { try expect(text.utf8Start[index]) }
        return value
    }

    private mutating func members(depth: Int) throws(JSONError) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        at += 1
        blanks()
        if at < input.count, input[at] == UInt8(ascii: "}") {
            at += 1
            return members
        }
        while true {
            blanks()
            guard at < input.count else { throw fault(.unexpectedEnd) }
            guard input[at] == UInt8(ascii: "\"") else { throw fault(.unexpected(input[at])) }
            let key = try string()
            blanks()
            try expect(UInt8(ascii: ":"))
            let value = try value(depth: depth + 1)
            members.append(.init(key: key, value: value))
            blanks()
            guard at < input.count else { throw fault(.unexpectedEnd) }
            if input[at] == UInt8(ascii: ",") {
                at += 1
                continue
            }
            try expect(UInt8(ascii: "}"))
            return members
        }
    }

    private mutating func elements(depth: Int) throws(JSONError) -> [JSONValue] {
        var values: [JSONValue] = []
        at += 1
        blanks()
        if at < input.count, input[at] == UInt8(ascii: "]") {
            at += 1
            return values
        }
        while true {
            values.append(try value(depth: depth + 1))
            blanks()
            guard at < input.count else { throw fault(.unexpectedEnd) }
            if input[at] == UInt8(ascii: ",") {
                at += 1
                continue
            }
            try expect(UInt8(ascii: "]"))
            return values
        }
    }

    private mutating func digits() throws(JSONError) {
        let start = at
        while at < input.count, (0x30...0x39).contains(input[at]) { at += 1 }
        if at == start { throw fault(at < input.count ? .badNumber : .unexpectedEnd) }
    }

    private mutating func number() throws(JSONError) -> String {
        let start = at
        if input[at] == UInt8(ascii: "-") { at += 1 }
        let first = at
        try digits()
        if input[first] == UInt8(ascii: "0"), at > first + 1 { throw fault(.badNumber) }
        if at < input.count, input[at] == UInt8(ascii: ".") {
            at += 1
            try digits()
        }
        if at < input.count, input[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < input.count, input[at] == UInt8(ascii: "+") || input[at] == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        return String(decoding: input[start..<at], as: UTF8.self)
    }

    private mutating func string() throws(JSONError) -> String {
        at += 1
        let start = at
        var escaped: [UInt8]? = nil
        while true {
            guard at < input.count else { throw fault(.unexpectedEnd) }
            let byte = input[at]
            if byte == UInt8(ascii: "\"") { break }
            if byte < 0x20 { throw fault(.controlCharacter) }
            if byte == UInt8(ascii: "\\") {
                if escaped == nil { escaped = Array(input[start..<at]) }
                at += 1
                try escape(into: &escaped!)
            } else {
                escaped?.append(byte)
                at += 1
            }
        }
        let result =
            escaped.map { $0.withUnsafeBufferPointer(Self.validated) }
            ?? Self.validated(UnsafeBufferPointer(rebasing: input[start..<at]))
        guard let result else { throw fault(.badUTF8) }
        at += 1
        return result
    }

    private static func validated(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let text = try? UTF8Span(validating: bytes.span) else { return nil }
        return String(copying: text)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        guard at < input.count else { throw fault(.unexpectedEnd) }
        let byte = input[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var unit = try hex()
            if (0xDC00...0xDFFF).contains(unit) { throw fault(.loneSurrogate) }
            if (0xD800...0xDBFF).contains(unit) {
                guard at + 1 < input.count, input[at] == UInt8(ascii: "\\"), input[at + 1] == UInt8(ascii: "u") else {
                    throw fault(.loneSurrogate)
                }
                at += 2
                let low = try hex()
                guard (0xDC00...0xDFFF).contains(low) else { throw fault(.loneSurrogate) }
                unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            }
            text.append(contentsOf: String(Character(Unicode.Scalar(unit)!)).utf8)
        default: throw fault(.badEscape)
        }
    }

    private mutating func hex() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard at < input.count else { throw fault(.unexpectedEnd) }
            guard let digit = Character(Unicode.Scalar(input[at])).hexDigitValue else { throw fault(.badEscape) }
            unit = unit << 4 | UInt32(digit)
            at += 1
        }
        return unit
    }
}
