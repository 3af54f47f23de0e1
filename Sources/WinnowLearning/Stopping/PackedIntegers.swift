/// Integers in as few bytes as they need: seven bits a byte, lowest first, the eighth says that more follow (LEB128).
struct PackedIntegers {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
    }

    mutating func append(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// What was appended; nil when the bytes end within a number or a number has more than 64 bits.
    func integers() -> [UInt64]? {
        var values: [UInt64] = []
        var (value, shift) = (UInt64(0), UInt64(0))
        for byte in bytes {
            guard shift < 63 || (shift == 63 && byte <= 1) else { return nil }
            value |= UInt64(byte & 0x7f) << shift
            shift += 7
            guard byte < 0x80 else { continue }
            values.append(value)
            (value, shift) = (0, 0)
        }
        return shift == 0 ? values : nil
    }
}
