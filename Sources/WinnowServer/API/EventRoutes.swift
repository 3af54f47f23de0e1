internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle
internal import WinnowAPI
internal import WinnowDomain
internal import WinnowEngine

/// Live events of a queue, as server-sent events.
struct EventRoutes: Sendable {
    let parts: ServerParts

    /// A comment now and then, so that proxies do not take the stream for dead.
    private static let heartbeat = Duration.seconds(15)

    var routes: [Route] { [.api(.get, "/api/v1/queues/:queue/events", .permission(.label), events)] }

    @Sendable private func events(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let lastID = request.headers[.lastEventID].flatMap { LivePosition($0) }
        let events = await parts.loops.hub.events(after: lastID)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .proxyBuffering: "no"],
            body: ResponseBody { writer in
                parts.measurements.change { $0.openStreamCount += 1 }
                defer { parts.measurements.change { $0.openStreamCount -= 1 } }
                try await writer.write(try await status(loop, id: nil))
                for await element in events.cancelOnGracefulShutdown() {
                    switch element {
                    case .gap: try await writer.write(try await status(loop, id: nil))
                    case .event(let event) where event.queue == loop.queue.id:
                        switch event.kind {
                        case .modelPromoted, .queueChanged, .itemsChanged:
                            try await writer.write(try await status(loop, id: event.position))
                        case .trainingStarted:
                            try await writer.write(try training(LiveTraining(isRunning: true), id: event.position))
                        case .trainingFailed(let reason):
                            try await writer.write(
                                try training(LiveTraining(isRunning: false, failure: reason), id: event.position)
                            )
                        case .labelled: break
                        }
                    case .event: break
                    }
                }
                try await writer.finish(nil)
            }
        )
    }

    /// That a model is being trained, or why none came of it; a status tells of the new one.
    private func training(_ training: LiveTraining, id: LivePosition) throws -> ByteBuffer {
        let data = try JSONEncoder().encode(training)
        return ByteBuffer(string: "id: \(id)\nevent: training\ndata: \(String(decoding: data, as: UTF8.self))\n\n")
    }

    private func status(_ loop: QueueLoops.Loop, id: LivePosition?) async throws -> ByteBuffer {
        let queue = await loop.scheduler.queue
        let progress = await loop.scheduler.progress
        let model = try await parts.store.promotedModel(of: queue.id)
        let data = try JSONEncoder().encode(
            LiveStatus(
                finished: progress.finishedCount,
                items: progress.itemCount,
                model: model?.line ?? "no model yet",
                revision: queue.revision
            )
        )
        let mark = id.map { "id: \($0)\n" } ?? ""
        return ByteBuffer(string: "\(mark)event: status\ndata: \(String(decoding: data, as: UTF8.self))\n\n")
    }
}

extension ModelVersion {
    /// As in "model v57 · 84.2 % ± 2.1".
    var line: String { "model v\(number)" + (summary.accuracy.map { " · \($0.text)" } ?? "") }
}
