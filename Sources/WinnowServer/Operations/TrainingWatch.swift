internal import ServiceLifecycle
internal import WinnowDomain
internal import WinnowEngine

/// Counts what training does behind the pages.
struct TrainingWatch: Service {
    let parts: ServerParts

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
        case .trainingFailed: parts.measurements.change { $0.trainingFailures[queue, default: 0] += 1 }
        case .labelled, .queueChanged, .itemsChanged, .trainingStarted: break
        }
    }
}
