import Foundation

/// Bytes as a file or a closure gives them, counted.
final class RawInput: ByteStream {
    private let pull: (UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int
    private let closing: Int32?
    private(set) var readByteCount: Int64 = 0

    init(_ pull: @escaping (UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int) {
        self.pull = pull
        closing = nil
    }

    /// Reads an open file, and closes it in the end if asked to.
    init(descriptor: Int32, file: String, closes: Bool) {
        pull = { buffer throws(ExchangeError) in
            while true {
                let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
                if count >= 0 { return count }
                if errno != EINTR { throw .cannotRead(file: file, reason: String(cString: strerror(errno))) }
            }
        }
        closing = closes ? descriptor : nil
    }

    deinit {
        if let closing { close(closing) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int {
        let count = try pull(buffer)
        precondition((0...buffer.count).contains(count), "was given \(count) bytes for \(buffer.count)")
        readByteCount += Int64(count)
        return count
    }
}
