/// GPT-2's alphabet: a printable scalar for each byte, so that any bytes are a text.
///
/// Source: Radford et al. 2019, `bytes_to_unicode`.
enum ByteAlphabet {
    /// By byte: its scalar, below 324.
    static let scalars: [UInt32] = {
        var next: UInt32 = 256
        return (0..<256).map { (byte: UInt32) in
            switch byte {
            case 0x21...0x7e, 0xa1...0xac, 0xae...0xff: return byte
            default:
                defer { next += 1 }
                return next
            }
        }
    }()

    /// By byte: the UTF-8 of its scalar. A second byte of 0 is none.
    private static let encoded: [SIMD2<UInt8>] = scalars.map { scalar in
        var bytes: [UInt8] = []
        bytes.append(scalar: scalar)
        return SIMD2(bytes[0], bytes.count > 1 ? bytes[1] : 0)
    }

    /// Appends the alphabet's scalars for a range of bytes.
    static func append(_ text: Span<UInt8>, from start: Int, to end: Int, _ result: inout [UInt8]) {
        let encoded = encoded.span
        for index in start..<end {
            let pair = encoded[Int(text[index])]
            result.append(pair.x)
            if pair.y != 0 { result.append(pair.y) }
        }
    }
}
