internal import Dispatch
internal import Hummingbird
internal import NIOCore
internal import Synchronization
internal import WinnowDomain
internal import WinnowExchange

/// Carries the body of a request to a thread that reads it as it reads a file.
///
/// About a megabyte is held; while it is not read, no more is taken from the connection, and whoever sends waits.
final class BodyPipe: Sendable {
    private static let heldByteCount = 1 << 20
    /// How long the thread waits before it looks whether it is still wanted.
    private static let patience = DispatchTimeInterval.milliseconds(250)

    private struct State {
        var pieces = CircularBuffer<ByteBuffer>()
        var byteCount = 0
        /// What comes behind the pieces: nil for more.
        var end: Result<Void, ExchangeError>?
        var isClosed = false
        var isBrokenOff = false
        /// Whoever brought the last piece, waiting for it to be read.
        var bringer: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let name: String

    /// - Parameter name: What messages call the body.
    init(name: String) {
        self.name = name
    }

    /// Brings all of a body; returns when the last of it was taken over, or nobody reads any more.
    ///
    /// - Parameter byteCount: How long it says it is: a connection that breaks off must not look like a short body.
    func carry(_ body: RequestBody, byteCount: Int64?) async {
        var carriedCount: Int64 = 0
        do {
            for try await piece in body {
                carriedCount += Int64(piece.readableBytes)
                guard await put(piece) else { return }
            }
            let isWhole = byteCount.map { $0 == carriedCount } ?? true
            if isWhole { finish(.success(())) } else { breakOff() }
        } catch {
            breakOff()
        }
    }

    /// Whether the connection ended before the body did.
    var isBrokenOff: Bool { state.withLock(\.isBrokenOff) }

    private func breakOff() {
        state.withLock { $0.isBrokenOff = true }
        finish(.failure(.cannotRead(file: name, reason: "the connection broke off")))
    }

    /// - Returns: Whether anybody reads.
    private func put(_ piece: ByteBuffer) async -> Bool {
        if piece.readableBytes == 0 { return true }
        await withCheckedContinuation { bringer in
            let mayGoOn = state.withLock { state in
                if state.isClosed { return true }
                state.pieces.append(piece)
                state.byteCount += piece.readableBytes
                if state.byteCount < BodyPipe.heldByteCount { return true }
                state.bringer = bringer
                return false
            }
            filled.signal()
            if mayGoOn { bringer.resume() }
        }
        return !state.withLock(\.isClosed)
    }

    private func finish(_ end: Result<Void, ExchangeError>) {
        state.withLock { $0.end = end }
        filled.signal()
    }

    /// Nobody reads any more.
    func close() {
        let bringer = state.withLock { state in
            state.isClosed = true
            state.pieces.removeAll()
            defer { state.bringer = nil }
            return state.bringer
        }
        bringer?.resume()
    }

    /// The next bytes, for a `ByteSource`; holds the thread until there are some.
    ///
    /// - Throws: `ExchangeError` when the connection broke off, or the reading task is cancelled.
    func read(into target: UnsafeMutableRawBufferPointer) throws(ExchangeError) -> Int {
        while true {
            switch state.withLock({ BodyPipe.take(&$0, into: target) }) {
            case .bytes(let count, let bringer):
                bringer?.resume()
                return count
            case .end(let end):
                try end.get()
                return 0
            case .nothingYet:
                _ = filled.wait(timeout: .now() + BodyPipe.patience)
                if Task.isCancelled { throw .cannotRead(file: name, reason: "the import was stopped") }
            }
        }
    }

    private enum Taken {
        case bytes(Int, bringer: CheckedContinuation<Void, Never>?)
        case end(Result<Void, ExchangeError>)
        case nothingYet
    }

    private static func take(_ state: inout State, into target: UnsafeMutableRawBufferPointer) -> Taken {
        guard var piece = state.pieces.first else { return state.end.map { .end($0) } ?? .nothingYet }
        let count = min(target.count, piece.readableBytes)
        piece.readWithUnsafeReadableBytes { bytes in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            return count
        }
        if piece.readableBytes == 0 {
            state.pieces.removeFirst()
        } else {
            state.pieces[state.pieces.startIndex] = piece
        }
        state.byteCount -= count
        guard state.byteCount < heldByteCount, let bringer = state.bringer else { return .bytes(count, bringer: nil) }
        state.bringer = nil
        return .bytes(count, bringer: bringer)
    }
}
