/// Bytes that come in pieces.
protocol ByteStream: AnyObject {
    /// Writes the next bytes to the start of a buffer of at least 16 bytes.
    ///
    /// - Returns: How many; 0 only at the end.
    /// - Throws: `ExchangeError` after everything before the mistake was handed out, and again if asked again.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int
}

/// A stream whose first bytes can be looked at before they are read.
final class PeekingStream: ByteStream {
    private let upstream: any ByteStream
    private var peeked: [UInt8] = []

    init(_ upstream: any ByteStream) {
        self.upstream = upstream
    }

    /// The first bytes, up to `count` (at most 16), fewer only at the end.
    ///
    /// To be called before anything is read.
    func peek(_ count: Int) throws(ExchangeError) -> [UInt8] {
        while peeked.count < count {
            let piece = try piece()
            if piece.isEmpty { break }
            peeked += piece
        }
        return Array(peeked.prefix(count))
    }

    /// Leaves out the first bytes of what was looked at.
    func drop(_ count: Int) {
        peeked.removeFirst(min(count, peeked.count))
    }

    private func piece() throws(ExchangeError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16, alignment: 16)
        defer { buffer.deallocate() }
        let count = try upstream.read(into: buffer)
        return Array(buffer.prefix(count))
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int {
        if peeked.isEmpty { return try upstream.read(into: buffer) }
        let count = min(peeked.count, buffer.count)
        buffer.copyBytes(from: peeked.prefix(count))
        peeked.removeFirst(count)
        return count
    }
}
