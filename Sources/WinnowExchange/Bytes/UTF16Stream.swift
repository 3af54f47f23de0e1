/// Turns UTF-16 into UTF-8 while it streams.
///
/// What is not UTF-16 comes out as bytes that are not UTF-8, so that the reader behind reports it with its line: half of
/// a surrogate pair as three bytes of its own (WTF-8), an odd last byte as 0xFE twice, which stands in no UTF-8.
final class UTF16Stream: ByteStream {
    /// What an odd last byte comes out as.
    static let oddByte: [UInt8] = [0xfe, 0xfe]

    private let upstream: any ByteStream
    private let isBigEndian: Bool
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSource.chunkByteCount, alignment: 16)
    private var start = 0
    private var end = 0
    private var isUpstreamDone = false
    private var high: UInt32?

    /// Takes a stream after its byte order mark.
    init(_ upstream: any ByteStream, isBigEndian: Bool) {
        self.upstream = upstream
        self.isBigEndian = isBigEndian
    }

    deinit {
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int {
        var count = 0
        while count == 0 {
            if end - start < 2, !isUpstreamDone { try refill() }
            while end - start >= 2, count + 8 <= buffer.count { put(nextUnit(), buffer, &count) }
            if isUpstreamDone, end - start < 2 {
                finish(buffer, &count)
                return count
            }
        }
        return count
    }

    private func refill() throws(ExchangeError) {
        if end > start { input[0] = input[start] }
        (start, end) = (0, end - start)
        let count = try upstream.read(into: UnsafeMutableRawBufferPointer(rebasing: input[end...]))
        isUpstreamDone = count == 0
        end += count
    }

    private func nextUnit() -> UInt32 {
        let (first, second) = (UInt32(input[start]), UInt32(input[start + 1]))
        start += 2
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    private func put(_ unit: UInt32, _ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) {
        if let first = high {
            high = nil
            if (0xdc00..<0xe000).contains(unit) {
                return encode(0x10000 + (first - 0xd800) << 10 + (unit - 0xdc00), buffer, &count)
            }
            encode(first, buffer, &count)
        }
        if (0xd800..<0xdc00).contains(unit) { high = unit } else { encode(unit, buffer, &count) }
    }

    private func finish(_ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) {
        guard count + 8 <= buffer.count else { return }
        if let first = high { encode(first, buffer, &count) }
        high = nil
        if end > start {
            for byte in UTF16Stream.oddByte {
                buffer[count] = byte
                count += 1
            }
            start = end
        }
    }

    private func encode(_ code: UInt32, _ buffer: UnsafeMutableRawBufferPointer, _ count: inout Int) {
        func put(_ byte: UInt32) {
            buffer[count] = UInt8(truncatingIfNeeded: byte)
            count += 1
        }
        switch code {
        case ..<0x80: put(code)
        case ..<0x800:
            put(0xc0 | code >> 6)
            put(0x80 | code & 0x3f)
        case ..<0x10000:
            put(0xe0 | code >> 12)
            put(0x80 | code >> 6 & 0x3f)
            put(0x80 | code & 0x3f)
        default:
            put(0xf0 | code >> 18)
            put(0x80 | code >> 12 & 0x3f)
            put(0x80 | code >> 6 & 0x3f)
            put(0x80 | code & 0x3f)
        }
    }
}
