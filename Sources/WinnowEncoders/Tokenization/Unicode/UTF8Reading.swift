/// A scalar of a text, and how many bytes it takes.
struct DecodedScalar {
    let value: UInt32
    /// 1…4.
    let byteCount: Int
}

extension Span<UInt8> {
    /// The scalar that starts at an offset, in well-formed UTF-8.
    @inline(__always)
    func scalar(at offset: Int) -> DecodedScalar {
        let first = UInt32(self[offset])
        if first < 0x80 { return DecodedScalar(value: first, byteCount: 1) }
        if first < 0xe0 { return DecodedScalar(value: (first & 0x1f) << 6 | tail(offset + 1), byteCount: 2) }
        let two = tail(offset + 1) << 6 | tail(offset + 2)
        if first < 0xf0 { return DecodedScalar(value: (first & 0xf) << 12 | two, byteCount: 3) }
        return DecodedScalar(value: (first & 7) << 18 | two << 6 | tail(offset + 3), byteCount: 4)
    }

    @inline(__always)
    private func tail(_ offset: Int) -> UInt32 {
        UInt32(self[offset] & 0x3f)
    }

    /// Where the scalar that ends at an offset starts.
    func scalarStart(endingAt end: Int) -> Int {
        var start = end - 1
        while start > 0, self[start] & 0xc0 == 0x80 { start -= 1 }
        return start
    }

    /// The first offset from `start` to `end` with a byte that is not ASCII; `end` when there is none.
    func endOfASCII(from start: Int, to end: Int) -> Int {
        var offset = start
        while offset < end, self[offset] < 0x80 { offset += 1 }
        return offset
    }

    /// The first offset from `start` to `end` with a byte of ASCII; `end` when there is none.
    func endOfNonASCII(from start: Int, to end: Int) -> Int {
        var offset = start
        while offset < end, self[offset] >= 0x80 { offset += 1 }
        return offset
    }

    /// The scalars of a range.
    func scalars(from start: Int, to end: Int) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(end - start)
        var offset = start
        while offset < end {
            let scalar = scalar(at: offset)
            scalars.append(scalar.value)
            offset += scalar.byteCount
        }
        return scalars
    }

    /// Whether a range's bytes start with others.
    func starts(with prefix: [UInt8], at offset: Int, to end: Int) -> Bool {
        guard offset + prefix.count <= end else { return false }
        for index in prefix.indices where self[offset + index] != prefix[index] { return false }
        return true
    }
}

extension [UInt8] {
    /// Appends a scalar as UTF-8. `scalar` is a Unicode scalar: no surrogate, at most 10FFFF.
    @inline(__always)
    mutating func append(scalar: UInt32) {
        if scalar < 0x80 {
            append(UInt8(truncatingIfNeeded: scalar))
        } else if scalar < 0x800 {
            append(UInt8(truncatingIfNeeded: 0xc0 | scalar >> 6))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3f))
        } else {
            if scalar < 0x10000 {
                append(UInt8(truncatingIfNeeded: 0xe0 | scalar >> 12))
            } else {
                append(UInt8(truncatingIfNeeded: 0xf0 | scalar >> 18))
                append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3f))
            }
            append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3f))
            append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3f))
        }
    }

    mutating func append(_ other: Span<UInt8>, from start: Int, to end: Int) {
        guard start < end else { return }
        other.extracting(start..<end).withUnsafeBufferPointer { append(contentsOf: $0) }
    }
}
