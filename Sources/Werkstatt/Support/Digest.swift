import CDigest

/// SHA-256 of bytes as 64 lower-case hexadecimal digits. Linear in the bytes.
public func sha256(_ bytes: some Collection<UInt8>) -> String {
    var digest = [CChar](repeating: 0, count: 65)
    let input = ContiguousArray(bytes)
    input.withUnsafeBufferPointer { _ = SHA256Data($0.baseAddress, $0.count, &digest) }
    return String(decoding: digest.prefix(64).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
