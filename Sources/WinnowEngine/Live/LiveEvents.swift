/// A listener's events in order, with a gap where some of them are lost.
package struct LiveEvents: AsyncSequence, Sendable {
    package enum Element: Sendable {
        case event(LiveEvent)
        /// Events are lost: what the listener shows has to be read anew.
        case gap
    }

    package typealias Failure = Never

    let events: AsyncStream<LiveEvent>
    /// The number of the event before the first.
    let last: Int
    let beginsWithGap: Bool

    package func makeAsyncIterator() -> Iterator {
        Iterator(events: events.makeAsyncIterator(), last: last, hasGap: beginsWithGap)
    }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate var events: AsyncStream<LiveEvent>.Iterator
        fileprivate var last: Int
        fileprivate var hasGap: Bool
        /// Behind a gap.
        private var held: LiveEvent?

        fileprivate init(events: AsyncStream<LiveEvent>.Iterator, last: Int, hasGap: Bool) {
            (self.events, self.last, self.hasGap) = (events, last, hasGap)
        }

        package mutating func next(isolation actor: isolated (any Actor)? = #isolation) async -> Element? {
            if hasGap {
                hasGap = false
                return .gap
            }
            if let event = held {
                held = nil
                return .event(event)
            }
            guard let event = await events.next(isolation: actor) else { return nil }
            defer { last = event.position.number }
            // The buffer is bounded and loses its oldest.
            guard event.position.number == last + 1 else {
                held = event
                return .gap
            }
            return .event(event)
        }
    }
}
