/// How far a queue is.
struct QueueProgress: Hashable, Sendable {
    var itemCount = 0
    /// Items that have all their annotations.
    var finishedCount = 0
}
