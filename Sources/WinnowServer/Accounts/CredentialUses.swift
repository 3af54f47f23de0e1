internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import WinnowDomain

/// Remembers which credentials were used, and stores it now and then: reading pages writes nothing by itself.
final class CredentialUses: Service {
    /// What is told more often than so many seconds is told once.
    static let interval = 60.0
    private static let between = Duration.seconds(10)

    private let accounts: any AccountStore
    private let clock: any WallClock
    private let pending = Mutex<Set<CredentialID>>([])

    init(accounts: any AccountStore, clock: any WallClock) {
        self.accounts = accounts
        self.clock = clock
    }

    func note(_ credential: Credential, now: Moment) {
        let last = credential.usedAt ?? Moment(-.infinity)
        guard now.seconds - last.seconds >= Self.interval else { return }
        _ = pending.withLock { $0.insert(credential.id) }
    }

    /// Stores what was noted. What cannot be stored is noted again with the next use.
    func store() async {
        let used = pending.withLock { pending in
            defer { pending = [] }
            return pending
        }
        guard !used.isEmpty else { return }
        try? await accounts.used(used.sorted { $0.rawValue < $1.rawValue }, at: clock.now())
    }

    func run() async {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.between)) != nil { await self.store() }
        }
        await store()
    }
}
