internal import NIOCore

/// How long a client may keep a connection waiting: whoever sends or reads a byte at a time would hold one forever, and
/// a thousand of those would keep everybody else out.
///
/// Only the time counts in which the server waits for the client. A body gets `body` to begin with, and a second more
/// for every `bytesPerSecond` that came: the rule of Apache's `RequestReadTimeout` (mod_reqtimeout).
struct Patience: Hashable, Sendable {
    /// From the connection to the end of the first header; later ones are bound by the idle time.
    var head = TimeAmount.seconds(15)
    var body = TimeAmount.seconds(30)
    var bytesPerSecond = 500
    /// How long the client may take nothing of an answer that is there to be taken.
    var reading = TimeAmount.seconds(60)
    /// After an answer that closes the connection, what still comes is thrown away for so long: closing at once would
    /// take the answer away from a client that is still sending.
    var lingering = TimeAmount.seconds(2)

    /// The time that a number of bytes buys.
    func worth(of byteCount: Int) -> TimeAmount {
        .nanoseconds(Int64(byteCount) * (1_000_000_000 / Int64(max(1, bytesPerSecond))))
    }
}
