extension [UInt8] {
    /// Writes a text of well-formed UTF-8 anew: a byte for each of ASCII, and anything for each other scalar.
    ///
    /// - Parameters:
    ///   - ascii: What an ASCII byte becomes.
    ///   - other: Appends to the result what another scalar becomes.
    mutating func rewriteRuns(ascii: (UInt8) -> UInt8, other: (UInt32, inout [UInt8]) -> Void) {
        filterRuns(ascii: { ascii($0) }, other: other)
    }

    /// Writes a text of well-formed UTF-8 anew, where a nil drops the byte.
    mutating func filterRuns(ascii: (UInt8) -> UInt8?, other: (UInt32, inout [UInt8]) -> Void) {
        let source = self
        let text = source.span
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 8)
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            if byte < 0x80 {
                if let byte = ascii(byte) { result.append(byte) }
                offset += 1
            } else {
                let scalar = text.scalar(at: offset)
                other(scalar.value, &result)
                offset += scalar.byteCount
            }
        }
        self = result
    }
}
