/// When a queue's items are encoded: a value, so that it can be told what happens.
package struct EncodingState: Equatable, Sendable {
    /// What there was to encode.
    package struct Occasion: Equatable, Sendable {
        package let revision: Int
        package let itemCount: Int
        /// Rises when texts or encoders changed.
        package let age: Int

        package init(revision: Int, itemCount: Int, age: Int) {
            (self.revision, self.itemCount, self.age) = (revision, itemCount, age)
        }
    }

    /// Of the pass under way, or the last one.
    package private(set) var occasion: Occasion?
    package private(set) var progress: EncodingProgress?
    private var isRunning = false
    private var failureCount = 0
    /// Encoded items at which the pool is looked at again.
    private var nextLook = 0

    private static let firstLook = 256

    package init() {}

    /// Begins a pass, unless one is under way or has ended with the same to encode.
    package mutating func begins(_ occasion: Occasion) -> Bool {
        guard !isRunning, occasion != self.occasion else { return false }
        (isRunning, self.occasion, nextLook) = (true, occasion, Self.firstLook)
        return true
    }

    /// - Returns: Whether the pool should be ranked again: when twice as much is encoded as the last time, and at the end.
    package mutating func note(_ progress: EncodingProgress) -> Bool {
        self.progress = progress
        guard progress.doneCount >= nextLook || progress.isDone else { return false }
        nextLook = max(Self.firstLook, 2 * progress.doneCount)
        return true
    }

    package mutating func ended() {
        (isRunning, failureCount) = (false, 0)
    }

    /// A pass failed; `rested` is told when the next may begin.
    ///
    /// - Parameter isOver: Whether nobody wanted it any more.
    /// - Returns: How long to wait.
    package mutating func failed(isOver: Bool) -> Duration {
        failureCount = isOver ? 0 : failureCount + 1
        return isOver ? .zero : .seconds(15 << min(failureCount, 5))
    }

    package mutating func rested() {
        (isRunning, occasion) = (false, nil)
    }
}
