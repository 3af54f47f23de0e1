internal import Logging
internal import ServiceLifecycle
internal import WinnowDomain
internal import WinnowEngine

/// Keeps the search indexes up to date as long as the server runs.
struct SearchService: Service {
    let store: any QueueStore
    let search: (any ItemSearch)?
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            guard let search else {
                // A service that ends would end the others.
                try? await gracefulShutdown()
                return
            }
            let logger = logger
            await SearchKeeper(store: store, search: search) { queue, error in
                logger.warning(
                    "search index not kept",
                    metadata: ["queue": "\(queue.name)", "error": "\(error)"]
                )
            }.run()
        }
    }
}
