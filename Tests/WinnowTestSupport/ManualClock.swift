private import Foundation
package import WinnowDomain

/// A clock that stands still until a test moves it.
///
/// SAFETY: `@unchecked Sendable`; the moment is read and written under the lock only.
package final class ManualClock: WallClock, @unchecked Sendable {
    private let lock = NSLock()
    private var moment: Moment

    package init(_ seconds: Double = 1_000) {
        moment = Moment(seconds)
    }

    package func now() -> Moment {
        lock.withLock { moment }
    }

    package func advance(by seconds: Double) {
        lock.withLock { moment = Moment(moment.seconds + seconds) }
    }
}
