import CDigest

/// SHA-256 of bytes as 64 lower-case hexadecimal digits. Linear in the bytes.
public func sha256(_ bytes: some Collection<UInt8>) -> String {
    if let text = bytes.withContiguousStorageIfAvailable({ sha256Prefix($0, digits: 64) }) { return text }
    return ContiguousArray(bytes).withUnsafeBufferPointer { sha256Prefix($0, digits: 64) }
}

/// The first hexadecimal digits of the SHA-256 of bytes. Linear in the bytes.
func sha256Prefix(_ bytes: UnsafeBufferPointer<UInt8>, digits: Int) -> String {
    var context = SHA2_CTX()
    SHA256Init(&context)
    SHA256Update(&context, bytes.baseAddress, bytes.count)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(SHA256_DIGEST_LENGTH)) { digest in
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
