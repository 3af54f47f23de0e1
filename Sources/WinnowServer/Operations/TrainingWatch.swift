internal import Logging
internal import ServiceLifecycle
internal import WinnowDomain
internal import WinnowEngine

/// Counts what training does behind the pages, and tells of it in the log.
struct TrainingWatch: Service {
    let parts: ServerParts
    let logger: Logger

    func run() async {
        var names: [QueueID: String] = [:]
        for await element in await parts.loops.hub.events().cancelOnGracefulShutdown() {
            guard case .event(let event) = element else { continue }
            if names[event.queue] == nil {
                for queue in (try? await parts.store.queues()) ?? [] { names[queue.id] = queue.name }
            }
            note(event.kind, of: names[event.queue] ?? "\(event.queue.rawValue)")
        }
    }

    func note(_ kind: LiveEvent.Kind, of queue: String) {
        switch kind {
        case .modelPromoted(let version):
            parts.measurements.change {
                $0.trainingSeconds[queue, default: Histogram(bounds: Histogram.trainingBounds)]
                    .add(version.summary.seconds)
            }
            logger.info(
                "model trained",
                metadata: [
                    "queue": "\(queue)", "version": .stringConvertible(version.number),
                    "labelled": .stringConvertible(version.summary.labelledCount),
                    "ms": .stringConvertible((1_000 * version.summary.seconds).rounded()),
                ]
            )
        case .trainingFailed(let error):
            parts.measurements.change { $0.trainingFailures[queue, default: 0] += 1 }
            logger.error("training failed", metadata: ["queue": "\(queue)", "reason": "\(error)"])
        case .encodingFailed(let error):
            logger.error("encoding failed", metadata: ["queue": "\(queue)", "reason": "\(error)"])
        case .queueChanged(let definition):
            logger.info(
                "queue changed",
                metadata: ["queue": "\(queue)", "revision": .stringConvertible(definition.revision)]
            )
        case .itemsChanged(let count):
            logger.info("items changed", metadata: ["queue": "\(queue)", "items": .stringConvertible(count)])
        case .encoding(let progress) where progress.isDone:
            logger.info(
                "items encoded",
                metadata: ["queue": "\(queue)", "items": .stringConvertible(progress.itemCount)]
            )
        case .labelled, .encoding, .trainingStarted: break
        }
    }
}
