import CICU

/// An error number of ICU together with what was being done.
public struct ICUError: Error, CustomStringConvertible, Sendable {
    public let action: String
    public let code: Int32
    public var description: String { "ICU could not \(action) (error \(code))" }
}

/// The version of ICU in use, for the manifest.
public var icuVersion: String { String(cString: cicu_version()) }

/// Cuts UTF-8 text at ICU's word, sentence or character boundaries.
///
/// A handle with state: one per worker. Positions are bytes of the text given to `forEach`.
public struct BreakIterator: ~Copyable {
    public enum Kind: Int32, Sendable {
        case words = 0
        case sentences = 1
        case characters = 2
    }

    private let handle: OpaquePointer

    /// - Parameter locale: an ICU locale such as `de` or `de@ss=standard`.
    public init(_ kind: Kind, locale: String = "de") throws(ICUError) {
        var error: Int32 = 0
        guard let handle = cicu_breaker_open(kind.rawValue, locale, &error) else {
            throw ICUError(action: "open a break iterator", code: error)
        }
        self.handle = handle
    }

    deinit { cicu_breaker_close(handle) }

    /// Calls `body` with every piece of the text in order: its start and end in bytes and ICU's rule status
    /// (for words: below 100 = blanks and punctuation, 100 = number, 200 = letters, 300 = kana, 400 = ideographs).
    public func forEach(
        in text: UnsafeBufferPointer<UInt8>,
        _ body: (_ start: Int, _ end: Int, _ status: Int32) -> Void
    ) throws(ICUError) {
        guard let base = text.baseAddress, !text.isEmpty else { return }
        let error = cicu_breaker_set(handle, base, Int64(text.count))
        guard error == 0 else { throw ICUError(action: "cut a text", code: error) }
        var start = 0
        var status: Int32 = 0
        while case let end = cicu_breaker_next(handle, &status), end >= 0 {
            body(start, Int(end), status)
            start = Int(end)
        }
    }
}

/// Unicode normalisation forms.
public enum NormalForm: Int32, Sendable {
    case nfc = 0
    case nfkc = 1
    case nfkcCasefold = 2
}

/// The text in the given normal form. Linear in its bytes.
public func normalised(_ text: some Collection<UInt8>, _ form: NormalForm) throws(ICUError) -> [UInt8] {
    let input = Array(text)
    return try filled(startingWith: input.count * 2 + 16, action: "normalise a text") { out, capacity in
        cicu_normalise(form.rawValue, input, Int64(input.count), out, capacity)
    }
}

/// Whether the text is in NFC. Linear in its bytes.
public func isNFC(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return true }
    return cicu_is_nfc(base, Int64(text.count)) == 1
}

/// A guess at the character set of bytes.
public struct CharsetGuess: Sendable, Equatable {
    /// ICU's name of the character set.
    public let name: String
    /// 0…100.
    public let confidence: Int
}

/// ICU's best guess at the character set of the first 64 KiB.
public func guessCharset(_ bytes: [UInt8]) -> CharsetGuess? {
    var name = [CChar](repeating: 0, count: 64)
    let confidence = cicu_detect(bytes, Int64(bytes.count), &name, 64)
    guard confidence > 0 else { return nil }
    let end = name.firstIndex(of: 0) ?? name.count
    return CharsetGuess(
        name: String(decoding: name[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self),
        confidence: Int(confidence)
    )
}

/// Bytes in a named character set as UTF-8; `bad` counts what the character set does not know (each became U+FFFD).
public func converted(_ bytes: [UInt8], from charset: String) throws(ICUError) -> (text: [UInt8], bad: Int) {
    var bad: Int64 = 0
    let text = try filled(startingWith: bytes.count * 3 + 16, action: "convert from \(charset)") { out, capacity in
        cicu_convert(charset, bytes, Int64(bytes.count), out, capacity, &bad)
    }
    return (text, Int(bad))
}

/// Dictionary order of German (DIN 5007-1), numbers by their value; for lists that people read, never for ids.
public func germanOrder(_ left: String, _ right: String) -> Bool {
    let a = Array(left.utf8)
    let b = Array(right.utf8)
    let order = cicu_compare_german(a, Int64(a.count), b, Int64(b.count))
    return order != 0 ? order < 0 : left < right
}

/// ICU's general category number of a code point (`UCharCategory`).
public func generalCategory(_ codePoint: Unicode.Scalar) -> Int32 { cicu_category(Int32(codePoint.value)) }

/// ICU's script number of a code point (`UScriptCode`; 25 = Latin, 2 = Arabic, 8 = Cyrillic, 14 = Greek).
public func scriptCode(_ codePoint: Unicode.Scalar) -> Int32 { cicu_script(Int32(codePoint.value)) }

/// Simple default case folding of one code point.
public func folded(_ codePoint: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(cicu_fold_character(Int32(codePoint.value)))) ?? codePoint
}

/// Runs a C function that fills a buffer and says how many bytes it needs, growing the buffer once if it must.
private func filled(
    startingWith first: Int,
    action: String,
    _ fill: (UnsafeMutablePointer<UInt8>, Int64) -> Int64
) throws(ICUError) -> [UInt8] {
    var capacity = first
    while true {
        var needed: Int64 = 0
        let out = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            needed = fill(buffer.baseAddress!, Int64(capacity))
            count = needed < 0 ? 0 : min(Int(needed), capacity)
        }
        if needed < 0 { throw ICUError(action: action, code: Int32(-needed)) }
        if Int(needed) <= capacity { return out }
        capacity = Int(needed)
    }
}
