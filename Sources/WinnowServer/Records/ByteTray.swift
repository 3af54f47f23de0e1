internal import NIOCore
internal import Synchronization

/// Where a writer puts its bytes until they are carried away.
final class ByteTray: Sendable {
    private let bytes = Mutex(ByteBuffer())

    func add(_ more: UnsafeRawBufferPointer) {
        bytes.withLock { _ = $0.writeBytes(more) }
    }

    /// What was put here since the last time; nil for nothing.
    func take() -> ByteBuffer? {
        bytes.withLock { bytes in
            guard bytes.readableBytes > 0 else { return nil }
            defer { bytes = ByteBuffer() }
            return bytes
        }
    }
}
