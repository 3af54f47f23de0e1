internal import Foundation

/// Reads keys on a thread of its own, so that waiting for a person holds nothing else up.
final class KeyReader: Sendable {
    enum Input: Sendable {
        case keys([Key])
        /// The terminal is gone.
        case hangUp
    }

    private let wakeReading: Int32
    private let wakeWriting: Int32

    /// Begins to read.
    ///
    /// - Parameter receive: Called on the reader's thread.
    init(_ descriptor: Int32, receive: @escaping @Sendable (Input) -> Void) throws {
        var pipe: [Int32] = [-1, -1]
        guard Foundation.pipe(&pipe) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        wakeReading = pipe[0]
        wakeWriting = pipe[1]
        let wake = pipe[0]
        let thread = Thread {
            KeyReader.read(descriptor, until: wake, receive)
            close(wake)
        }
        thread.name = "winnow-keys"
        thread.start()
    }

    /// Ends the thread.
    func stop() {
        close(wakeWriting)
    }

    private static func read(_ descriptor: Int32, until wake: Int32, _ receive: (Input) -> Void) {
        var decoder = KeyDecoder()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var requests = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&requests, 2, decoder.patience ?? -1)
            if ready < 0 {
                if errno == EINTR { continue }
                return receive(.hangUp)
            }
            if requests[1].revents != 0 { return }
            if ready == 0 {
                receive(.keys(decoder.timedOut()))
                continue
            }
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return receive(.hangUp) }
            let keys = decoder.keys(from: buffer[..<count])
            if !keys.isEmpty { receive(.keys(keys)) }
        }
    }
}
