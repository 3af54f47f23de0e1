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
        var tail: UInt32 = 0
        for index in stride(from: bytes.count - 1, through: blockCount * 4, by: -1) {
            tail = (tail << 8) | UInt32(bytes[index])
        }
        hash ^= scramble(tail)
        hash ^= UInt32(truncatingIfNeeded: bytes.count)
        hash = (hash ^ (hash >> 16)) &* 0x85eb_ca6b
        hash = (hash ^ (hash >> 13)) &* 0xc2b2_ae35
        return hash ^ (hash >> 16)
    }

    private static func scramble(_ block: UInt32) -> UInt32 {
        let product = block &* 0xcc9e_2d51
        return ((product << 15) | (product >> 17)) &* 0x1b87_3593
    }
}
