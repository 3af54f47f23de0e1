internal import AsyncAlgorithms
internal import Logging
internal import ServiceLifecycle
internal import WinnowDomain

/// Tells the webhooks, as long as the server runs, what any process did with the data folder.
struct WebhookService: Service {
    let dispatcher: WebhookDispatcher
    let store: any WebhookStore
    let clock: any WallClock
    let logger: Logger
    var pause = Duration.seconds(1)

    /// How many rounds there are between two looks at what can be forgotten: about an hour.
    private static let roundsToForget = 3_600

    func run() async {
        var (seen, round) = (EventNumber(-1), 0)
        for await _ in AsyncTimerSequence(interval: pause, clock: .continuous).cancelOnGracefulShutdown() {
            do {
                // One number of the log: a server without webhooks, or in which nothing happens, asks for no more.
                let last = try await store.lastEvent()
                if last != seen { try await dispatcher.enqueue() }
                seen = last
                _ = try await dispatcher.send(logger)
                round += 1
                if round % Self.roundsToForget == 1 {
                    let before = Moment(clock.now().seconds - DeliveryPlan.memorySeconds)
                    try await store.forgetDeliveries(endedBefore: before)
                }
            } catch is CancellationError {
                return
            } catch {
                // The next round tries again; nothing is lost meanwhile.
                seen = -1
                logger.error("webhooks", metadata: ["error": "\(error)"])
            }
        }
    }
}
