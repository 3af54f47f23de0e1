internal import Foundation
internal import Synchronization

/// Reads what somebody types, line by line, on a thread that may wait.
final class TypedLines: Sendable {
    private let descriptor: Int32
    private let reading = DispatchQueue(label: "winnow.typed")
    /// What was read behind the last line.
    private let rest = Mutex<[UInt8]>([])

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its end; nil at the end of the input, and when the terminal is gone.
    func next() async -> String? {
        await withCheckedContinuation { continuation in
            reading.async { continuation.resume(returning: self.read()) }
        }
    }

    private func read() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            if let line = rest.withLock({ Self.line(&$0) }) { return line }
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                // An editor may leave the terminal so that reading does not wait.
                var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&request, 1, -1)
                continue
            }
            guard count > 0 else { return rest.withLock { Self.last(&$0) } }
            rest.withLock { $0 += buffer[..<count] }
        }
    }

    private static func line(_ bytes: inout [UInt8]) -> String? {
        guard let end = bytes.firstIndex(of: 0x0a) else { return nil }
        defer { bytes.removeSubrange(...end) }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    private static func last(_ bytes: inout [UInt8]) -> String? {
        defer { bytes = [] }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
