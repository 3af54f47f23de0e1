/// MurmurHash3, the 32-bit form: fast, well mixed, the same on every machine.
///
/// - Source: Austin Appleby 2011, MurmurHash3_x86_32; the hash of scikit-learn's `HashingVectorizer`.
public enum MurmurHash3 {
    /// - Complexity: O(bytes), no allocation.
    public static func hash32(_ bytes: UnsafeRawBufferPointer, seed: UInt32) -> UInt32 {
        var hash = seed
        let blockCount = bytes.count / 4
        for block in 0..<blockCount {
            hash ^= scramble(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: block * 4, as: UInt32.self)))
            hash = ((hash << 13) | (hash >> 19)) &* 5 &+ 0xe654_6b64
        }
        hash ^= scramble(tail(of: bytes, blockCount * 4))
        hash ^= UInt32(truncatingIfNeeded: bytes.count)
        hash = (hash ^ (hash >> 16)) &* 0x85eb_ca6b
        hash = (hash ^ (hash >> 13)) &* 0xc2b2_ae35
        return hash ^ (hash >> 16)
    }

    /// The bytes behind an offset, three at most, the first lowest.
    @inline(__always)
    private static func tail(of bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
        let count = bytes.count - offset
        if count == 0 { return 0 }
        if offset > 0 {
            // The last four bytes, of which those of the last block are pushed out.
            let last = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self))
            return last >> UInt32(8 * (4 - count))
        }
        var tail = UInt32(bytes[0])
        if count > 1 { tail |= UInt32(bytes[1]) << 8 }
        if count > 2 { tail |= UInt32(bytes[2]) << 16 }
        return tail
    }

    @inline(__always)
    private static func scramble(_ block: UInt32) -> UInt32 {
        let product = block &* 0xcc9e_2d51
        return ((product << 15) | (product >> 17)) &* 0x1b87_3593
    }
}
