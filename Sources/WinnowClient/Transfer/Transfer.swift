internal import Dispatch
internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// One request on its way: what comes back is handed over piece by piece, and whoever brings it waits until the last
/// pieces are taken, so that a slow reader slows the server instead of filling the memory.
final class Transfer: Sendable {
    enum Part: Sendable {
        case head(ResponseHead)
        case data(Data)
    }

    /// Pieces that may lie between the two; libcurl's have up to 16 KB.
    private static let pieceCount = 16

    let parts: AsyncThrowingStream<Part, any Error>
    private let continuation: AsyncThrowingStream<Part, any Error>.Continuation
    private let room = DispatchSemaphore(value: 0)
    private let isOver = Atomic(false)
    private let stop = Mutex<(@Sendable () -> Void)?>(nil)

    init() {
        (parts, continuation) = AsyncThrowingStream.makeStream(of: Part.self)
        // Not the semaphore's first value: below that it could not be freed.
        for _ in 0..<Self.pieceCount { room.signal() }
        // The circle is broken when it is called, which is once and always: see `end`.
        continuation.onTermination = { [self] _ in ended() }
    }

    /// - Parameter stop: Called once, when nobody wants more or all is there; at once when that is so already.
    func onEnd(_ stop: @escaping @Sendable () -> Void) {
        let isLate = self.stop.withLock { known in
            if isOver.load(ordering: .acquiring) { return true }
            known = stop
            return false
        }
        if isLate { stop() }
    }

    private func ended() {
        let stop = stop.withLock { known in
            isOver.store(true, ordering: .releasing)
            defer { known = nil }
            return known
        }
        room.signal()
        stop?()
    }

    /// Hands a piece over, waiting for room: never called on a thread of the cooperative pool.
    func give(_ part: Part) {
        room.wait()
        if isOver.load(ordering: .acquiring) { room.signal() }
        continuation.yield(part)
    }

    /// Makes room for another piece.
    func took() { room.signal() }

    /// Ends it from either side; only the first end counts.
    func end(_ error: (any Error)?) { continuation.finish(throwing: error) }
}
