internal import Dispatch
internal import Foundation

/// The queue on which the session tells its delegate, with an end: the session puts each piece that comes onto it and
/// goes on reading, whatever the delegate does. Here it waits instead, and with it the socket.
///
/// SAFETY: `@unchecked Sendable` because `places` and `threads` are made for threads; everything else is the
/// superclass's, which is safe.
final class TransferQueue: OperationQueue, @unchecked Sendable {
    private let places = DispatchSemaphore(value: 0)
    private let threads = DispatchQueue(label: "winnow.transfer")

    override init() {
        super.init()
        maxConcurrentOperationCount = 1
        // Threads of its own: those of the global queue are few, and tasks need them.
        underlyingQueue = threads
        for _ in 0..<8 { places.signal() }
    }

    override func addOperation(_ block: @escaping @Sendable () -> Void) {
        places.wait()
        super.addOperation { [places] in
            block()
            places.signal()
        }
    }
}
