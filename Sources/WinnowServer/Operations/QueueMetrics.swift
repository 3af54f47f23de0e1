internal import Hummingbird
internal import Logging
internal import WinnowDomain
internal import WinnowEngine

/// How the queues are doing, as gauges. A queue whose loop is not open is not opened for it.
struct QueueMetrics: Sendable {
    let names: [String]
    private let unopened: Set<String>
    private let statuses: [QueueStatus]
    private let now: Moment

    init(of parts: ServerParts, _ context: AppContext) async throws {
        now = parts.clock.now()
        var unopened = Set(try await parts.loops.unopenedQueues())
        var statuses: [QueueStatus] = []
        names = try await parts.store.queues().map(\.name).sorted()
        for name in names where !unopened.contains(name) {
            // One queue that cannot be read does not take the others along.
            do {
                let loop = try await parts.loops.loop(named: name)
                statuses.append(try await QueueStatus(of: loop, store: parts.store, now: now))
            } catch {
                context.logger.error("a queue has no metrics", metadata: ["queue": "\(name)", "error": "\(error)"])
                unopened.insert(name)
            }
        }
        self.unopened = unopened
        self.statuses = statuses
    }

    func write(to text: inout MetricsText) {
        text.add(
            "winnow_queue_ready",
            .gauge,
            "1 when the loop of the queue is open, otherwise 0.",
            names.map { ([("queue", $0)], unopened.contains($0) ? 0 : 1) }
        )
        for gauge in Self.gauges {
            text.add(
                "winnow_queue_" + gauge.name,
                .gauge,
                gauge.help,
                statuses.compactMap { status in gauge.value(status, now).map { ([("queue", status.queue.name)], $0) } }
            )
        }
    }

    private struct Gauge: Sendable {
        let name: String
        let help: String
        let value: @Sendable (QueueStatus, Moment) -> Double?
    }

    private static let gauges = [
        Gauge(name: "items", help: "Items of the queue.") { status, _ in Double(status.progress.itemCount) },
        Gauge(name: "finished_items", help: "Items with as many annotations as the queue wants.") { status, _ in
            Double(status.progress.finishedCount)
        },
        Gauge(name: "pool_items", help: "Items that can still be given to annotators.") { status, _ in
            Double(status.progress.poolCount)
        },
        Gauge(name: "active_leases", help: "Items that annotators hold now.") { status, _ in
            Double(status.progress.leaseCount)
        },
        Gauge(name: "active_annotators", help: "Annotators who hold an item now.") { status, _ in
            Double(status.progress.annotatorCount)
        },
        Gauge(name: "labels", help: "Labels to learn from.") { status, _ in Double(status.training.labelCount) },
        Gauge(name: "unlearned_labels", help: "Labels that no training run has seen.") { status, _ in
            Double(status.training.newLabelCount)
        },
        Gauge(name: "labels_today", help: "Labels that people gave since midnight UTC.") { status, _ in
            Double(status.labelsToday)
        },
        Gauge(name: "unencoded_items", help: "Items that encoders have still to turn into features.") { status, _ in
            Double(status.encoding.map { $0.itemCount - $0.doneCount } ?? 0)
        },
        Gauge(name: "training_running", help: "1 while a training run is under way, otherwise 0.") { status, _ in
            status.training.isRunning ? 1 : 0
        },
        Gauge(name: "last_training_failed", help: "1 when the newest training run failed, otherwise 0.") { status, _ in
            status.lastRun?.state == .failed ? 1 : 0
        },
        Gauge(name: "model_version", help: "The number of the model that is in use.") { status, _ in
            status.model.map { Double($0.number) }
        },
        Gauge(name: "model_accuracy", help: "Measured share of right answers of the model in use, 0 to 1.") {
            status,
            _ in status.model?.summary.accuracy?.value
        },
        Gauge(name: "ranking_age_seconds", help: "Seconds since the model in use was made.") { status, now in
            status.model.map { max(0, now.seconds - $0.createdAt.seconds) }
        },
        Gauge(name: "event_lag", help: "Events behind those that the model in use has learned from.") { status, _ in
            status.model.map { Double(status.lastEvent - $0.recipe.event) }
        },
    ]
}
