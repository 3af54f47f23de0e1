package import WinnowDomain

/// Passes live events to whoever listens, each through a bounded buffer: a slow listener loses the oldest, is told so,
/// and never costs memory.
package actor EventHub {
    /// As long as the history, so that all of it can be given again.
    private static let bufferCount = 256

    private let process: UInt64
    private var listeners: [Int: AsyncStream<LiveEvent>.Continuation] = [:]
    private var nextListener = 0
    private var history: [LiveEvent] = []
    private var lastNumber = 0

    /// - Parameter process: A number that no other process has; in tests any.
    package init(process: UInt64 = .random(in: 0...UInt64.max)) {
        self.process = process
    }

    package func publish(_ kind: LiveEvent.Kind, in queue: QueueID) {
        lastNumber += 1
        let position = LivePosition(process: process, number: lastNumber)
        let event = LiveEvent(position: position, queue: queue, kind: kind)
        history.append(event)
        if history.count > EventHub.bufferCount { history.removeFirst(history.count - EventHub.bufferCount) }
        for listener in listeners.values { listener.yield(event) }
    }

    /// Events from now on, or from behind one that was seen before a break in the connection. Where that is too long ago,
    /// or was in another process, they begin with a gap.
    package func events(after position: LivePosition? = nil) -> LiveEvents {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LiveEvent.self,
            bufferingPolicy: .bufferingNewest(EventHub.bufferCount)
        )
        let oldest = lastNumber - history.count
        let last = position.map { position in
            position.process == process && (oldest...lastNumber).contains(position.number) ? position.number : nil
        }
        if case .some(.some(let last)) = last {
            for event in history where event.position.number > last { continuation.yield(event) }
        }
        let listener = nextListener
        nextListener += 1
        listeners[listener] = continuation
        continuation.onTermination = { _ in
            // The stream ends on any thread; the hub forgets it when it comes to it.
            Task { await self.forget(listener) }
        }
        return LiveEvents(events: stream, last: (last ?? lastNumber) ?? lastNumber, beginsWithGap: last == .some(nil))
    }

    package var listenerCount: Int { listeners.count }

    private func forget(_ listener: Int) {
        listeners[listener] = nil
    }

    /// Ends all streams.
    package func close() {
        for listener in listeners.values { listener.finish() }
        listeners = [:]
    }
}
