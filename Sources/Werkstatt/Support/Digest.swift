import CDigest

/// SHA-256 of bytes as 64 lower-case hexadecimal digits. Linear in the bytes.
public func sha256(_ bytes: some Collection<UInt8>) -> String {
    if let text = bytes.withContiguousStorageIfAvailable({ sha256Prefix($0, digits: 64) }) { return text }
    return ContiguousArray(bytes).withUnsafeBufferPointer { sha256Prefix($0, digits: 64) }
}

/// SHA-256 of bytes that come piece by piece.
struct Digest {
    private var context = SHA2_CTX()

    init() { SHA256Init(&context) }

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { SHA256Update(&context, $0.baseAddress, $0.count) }
    }

    /// 64 lower-case hexadecimal digits; nothing can be added any more.
    mutating func finished() -> String { hexadecimal(&context, digits: 64) }
}

/// The first hexadecimal digits of the SHA-256 of bytes. Linear in the bytes.
func sha256Prefix(_ bytes: UnsafeBufferPointer<UInt8>, digits: Int) -> String {
    var context = SHA2_CTX()
    SHA256Init(&context)
    SHA256Update(&context, bytes.baseAddress, bytes.count)
    return hexadecimal(&context, digits: digits)
}

private func hexadecimal(_ context: inout SHA2_CTX, digits: Int) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(SHA256_DIGEST_LENGTH)) { digest in
        SHA256Final(digest.baseAddress, &context)
        return String(unsafeUninitializedCapacity: digits) { out in
            for index in 0..<digits {
                let half = index & 1 == 0 ? digest[index / 2] >> 4 : digest[index / 2] & 15
                out[index] = half < 10 ? 0x30 + half : 0x57 + half
            }
            return digits
        }
    }
}
