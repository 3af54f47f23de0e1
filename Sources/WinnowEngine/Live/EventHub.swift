package import WinnowDomain

/// Passes live events to whoever listens, each through a bounded buffer: a slow listener loses the oldest, never memory.
package actor EventHub {
    private static let bufferCount = 64
    private static let historyCount = 256

    private var listeners: [Int: AsyncStream<LiveEvent>.Continuation] = [:]
    private var nextListener = 0
    private var history: [LiveEvent] = []
    private var lastNumber = 0

    package init() {}

    package func publish(_ kind: LiveEvent.Kind, in queue: QueueID) {
        lastNumber += 1
        let event = LiveEvent(number: lastNumber, queue: queue, kind: kind)
        history.append(event)
        if history.count > EventHub.historyCount { history.removeFirst(history.count - EventHub.historyCount) }
        for listener in listeners.values { listener.yield(event) }
    }

    /// Events from now on, or from behind a number that was seen before a break in the connection.
    package func events(after number: Int? = nil) -> AsyncStream<LiveEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LiveEvent.self,
            bufferingPolicy: .bufferingNewest(EventHub.bufferCount)
        )
        if let number { for event in history where event.number > number { continuation.yield(event) } }
        let listener = nextListener
        nextListener += 1
        listeners[listener] = continuation
        continuation.onTermination = { _ in
            // The stream ends on any thread; the hub forgets it when it comes to it.
            Task { await self.forget(listener) }
        }
        return stream
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
