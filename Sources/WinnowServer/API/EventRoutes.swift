internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle
internal import Synchronization
internal import WinnowDomain
internal import WinnowEngine

/// Live events of a queue, as server-sent events.
struct EventRoutes: Sendable {
    let parts: ServerParts
    let authenticator: Authenticator
    let rhythm: EventStream.Rhythm
    private let places = StreamPlaces()

    init(parts: ServerParts, authenticator: Authenticator, rhythm: EventStream.Rhythm) {
        self.parts = parts
        self.authenticator = authenticator
        self.rhythm = rhythm
    }

    var routes: [Route] { [.api(.get, "/api/v1/queues/:queue/events", .permission(.label), events)] }

    @Sendable private func events(_ request: Request, _ context: AppContext) async throws -> Response {
        let loop = try await parts.loops.loop(named: try context.text("queue"))
        let account = try context.requireIdentity().account.id
        try places.check(account)
        let events = await parts.loops.hub.events(after: request.headers[.lastEventID].flatMap { LivePosition($0) })
        let stream = EventStream(loop: loop, store: parts.store, rhythm: rhythm) {
            (try? await authenticator.identity(of: request))?.may(.label) ?? false
        }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .proxyBuffering: "no"],
            body: ResponseBody { writer in
                places.enter(account)
                parts.measurements.change { $0.openStreamCount += 1 }
                defer {
                    places.leave(account)
                    parts.measurements.change { $0.openStreamCount -= 1 }
                }
                // Nobody writes to somebody who has gone, so nothing else would notice that.
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await stream.write(events, to: &writer)
                }
                try await writer.finish(nil)
            }
        )
    }
}

/// How many streams each account has open: one that opens ever more would take the connections of all others.
private final class StreamPlaces: Sendable {
    /// More than a person has pages.
    private static let limit = 32

    private let counts = Mutex<[AnnotatorID: Int]>([:])

    /// - Throws: `RequestError(.busy)`.
    func check(_ account: AnnotatorID) throws {
        guard counts.withLock({ $0[account, default: 0] }) >= Self.limit else { return }
        throw RequestError(
            .busy,
            "this account has \(Self.limit) event streams open; close some of them",
            retryAfterSeconds: 30
        )
    }

    func enter(_ account: AnnotatorID) {
        counts.withLock { $0[account, default: 0] += 1 }
    }

    func leave(_ account: AnnotatorID) {
        counts.withLock { counts in
            let left = counts[account, default: 1] - 1
            counts[account] = left > 0 ? left : nil
        }
    }
}
