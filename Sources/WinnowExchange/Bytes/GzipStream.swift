import CZlib
import Foundation

/// Undoes gzip, of one member or several after each other, perhaps padded with zeros.
final class GzipStream: ByteStream {
    private let upstream: any ByteStream
    private let file: String
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSource.chunkByteCount, alignment: 16)
    private let state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private var takenByteCount: Int64 = 0
    private var isUpstreamDone = false
    private var isBetweenMembers = false
    private var failure: ExchangeError?

    /// Takes a stream that starts with gzip's two magic bytes.
    init(_ upstream: any ByteStream, file: String) {
        self.upstream = upstream
        self.file = file
        state.initialize(to: z_stream())
        let code = inflateInit2_(state, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        if code != Z_OK { failure = .cannotRead(file: file, reason: "zlib cannot start (code \(code))") }
    }

    deinit {
        inflateEnd(state)
        state.deinitialize(count: 1)
        state.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int {
        if let failure { throw failure }
        let room = min(buffer.count, Int(UInt32.max))
        state.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_out = UInt32(room)
        do {
            while Int(state.pointee.avail_out) == room, try step() {}
        } catch {
            failure = error
            if Int(state.pointee.avail_out) == room { throw error }
        }
        return room - Int(state.pointee.avail_out)
    }

    /// Takes in or undoes a piece; false at the end of the last member.
    private func step() throws(ExchangeError) -> Bool {
        try refill()
        if isBetweenMembers { skipPadding() }
        if state.pointee.avail_in == 0 {
            if !isUpstreamDone { return true }
            if isBetweenMembers { return false }
        } else if isBetweenMembers {
            inflateReset(state)
            isBetweenMembers = false
        }
        switch inflate(state, Z_NO_FLUSH) {
        case Z_OK: break
        case Z_STREAM_END: isBetweenMembers = true
        case Z_BUF_ERROR where isUpstreamDone: throw damage("the data end early")
        case Z_BUF_ERROR: break
        default: throw damage(state.pointee.msg.map { String(cString: $0) } ?? "this is not gzip")
        }
        return true
    }

    private func refill() throws(ExchangeError) {
        guard state.pointee.avail_in == 0, !isUpstreamDone else { return }
        let count = try upstream.read(into: input)
        isUpstreamDone = count == 0
        takenByteCount += Int64(count)
        state.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        state.pointee.avail_in = UInt32(count)
    }

    private func skipPadding() {
        while state.pointee.avail_in > 0, state.pointee.next_in.pointee == 0 {
            state.pointee.next_in += 1
            state.pointee.avail_in -= 1
        }
    }

    private func damage(_ reason: String) -> ExchangeError {
        .damagedCompression(file: file, byte: takenByteCount - Int64(state.pointee.avail_in), reason: reason)
    }
}
