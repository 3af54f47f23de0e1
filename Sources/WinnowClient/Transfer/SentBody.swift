internal import Dispatch
internal import Foundation
internal import Synchronization

/// A body that is made while it is sent: who makes it waits until there is room, who sends it until there is something.
final class SentBody: Sendable {
    private struct State {
        var pieces: [Data] = []
        var isEnded = false
        var isBroken = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    /// Pieces that may lie between the two.
    private static let pieceCount = 4

    private let state = Mutex(State())
    private let available = DispatchSemaphore(value: 0)

    /// - Returns: Whether somebody still wants more.
    func send(_ data: Data) async -> Bool {
        if data.isEmpty { return true }
        await withCheckedContinuation { continuation in
            let isFull = state.withLock { state in
                state.pieces.append(data)
                guard state.pieces.count > Self.pieceCount, !state.isBroken else { return false }
                state.waiting = continuation
                return true
            }
            available.signal()
            if !isFull { continuation.resume() }
        }
        return !isBroken
    }

    func finish() {
        state.withLock { $0.isEnded = true }
        available.signal()
    }

    /// Ends both sides: what was not sent is not wanted.
    func abandon() {
        let waiting = state.withLock { state in
            state.isBroken = true
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
        available.signal()
    }

    var isBroken: Bool { state.withLock(\.isBroken) }

    /// The next piece, waiting for it; nil at the end. Never called on a thread of the cooperative pool.
    func take() -> Data? {
        while true {
            let (next, waiting, isOver) = state.withLock { state in
                let next = state.isBroken || state.pieces.isEmpty ? nil : state.pieces.removeFirst()
                defer { state.waiting = nil }
                return (next, state.waiting, next == nil && (state.isEnded || state.isBroken))
            }
            waiting?.resume()
            if let next { return next }
            if isOver { return nil }
            available.wait()
        }
    }
}
