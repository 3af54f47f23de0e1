import Foundation

/// Where bytes go, in pieces of 64 KiB.
package struct ByteSink {
    private static let bufferByteCount = 64 * 1024

    private let accept: (UnsafeRawBufferPointer) throws -> Void
    var buffer: [UInt8] = []

    /// - Parameter accept: Takes the bytes over before it returns; what it throws, the writer throws.
    package init(_ accept: @escaping (UnsafeRawBufferPointer) throws -> Void) {
        self.accept = accept
        buffer.reserveCapacity(2 * ByteSink.bufferByteCount)
    }

    /// A sink that writes to an open file and leaves it open; throws `ExchangeError.cannotWrite`.
    package init(descriptor: Int32, file: String) {
        self.init { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    throw ExchangeError.cannotWrite(file: file, reason: String(cString: strerror(errno)))
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    /// Hands the buffer on when it is full.
    mutating func flushIfFull() throws {
        if buffer.count >= ByteSink.bufferByteCount { try flush() }
    }

    mutating func flush() throws {
        if buffer.isEmpty { return }
        try buffer.withUnsafeBytes(accept)
        buffer.removeAll(keepingCapacity: true)
    }
}
