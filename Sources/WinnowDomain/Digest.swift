private import Crypto
package import Foundation

/// A SHA-256 digest, as 64 lower-case hexadecimal digits.
package struct Digest: Hashable, Sendable, Codable, CustomStringConvertible {
    package let description: String

    package init(of bytes: some DataProtocol) {
        self.init(hashed: SHA256.hash(data: bytes))
    }

    /// Restores a stored digest.
    package init(stored: String) {
        description = stored
    }
}

/// A digest of bytes that come in pieces.
package struct DigestBuilder {
    private var hash = SHA256()

    package init() {}

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: bytes)
    }

    package consuming func finish() -> Digest {
        Digest(hashed: hash.finalize())
    }
}

extension Digest {
    fileprivate init(hashed: some Sequence<UInt8>) {
        description = hashed.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
