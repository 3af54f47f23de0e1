internal import ServiceLifecycle
internal import WinnowEngine

/// Trains behind the pages as long as the server runs, and some moments longer than it takes requests.
struct LoopService: Service {
    let loops: QueueLoops

    func run() async {
        await withGracefulShutdownHandler {
            await loops.run()
        } onGracefulShutdown: {
            // The handler cannot wait, and `run` returns when this is done.
            Task { await loops.stop() }
        }
    }
}
