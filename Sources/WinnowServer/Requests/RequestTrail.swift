internal import Synchronization

/// What is found out about a request on its way in, for those who tell of it on its way out.
final class RequestTrail: Sendable {
    private let name = Mutex<String?>(nil)

    /// Who asked; nil for those who are not signed in.
    var account: String? {
        get { name.withLock { $0 } }
        set { name.withLock { $0 = newValue } }
    }
}
