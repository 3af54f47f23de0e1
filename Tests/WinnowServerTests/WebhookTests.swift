import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Synchronization
import Testing
import WinnowAPI
import WinnowDomain
import WinnowStore
import WinnowTestServers
import WinnowTestSupport

@testable import WinnowServer

@Suite(.timeLimit(.minutes(5))) struct WebhookTests {
    /// Keeps what is posted to it, and answers as it is told.
    final class Receiver: Sendable {
        struct Message: Sendable {
            let headers: HTTPFields
            let body: String
        }

        let messages = Mutex<[Message]>([])
        let statuses: Mutex<[HTTPResponse.Status]>

        /// - Parameter statuses: Of its first answers; then 204.
        init(_ statuses: [HTTPResponse.Status] = []) { self.statuses = Mutex(statuses) }

        var kinds: [String] {
            messages.withLock { $0.map { (try? JSONReader.read($0.body))?["type"]?.scalarText ?? "" } }
        }

        var router: Router<BasicRequestContext> {
            let router = Router()
            router.post("hook") { [self] request, _ in
                let body = String(buffer: try await request.body.collect(upTo: 1 << 20))
                messages.withLock { $0.append(Message(headers: request.headers, body: body)) }
                let status = statuses.withLock { $0.isEmpty ? .noContent : $0.removeFirst() }
                return Response(
                    status: status,
                    headers: status == .found ? [.location: "/elsewhere"] : [:],
                    body: ResponseBody(
                        byteBuffer: ByteBuffer(string: status == .badRequest ? "no\u{1b}[31m such thing" : "")
                    )
                )
            }
            router.post("elsewhere") { _, _ in
                Issue.record("a redirect was followed")
                return HTTPResponse.Status.ok
            }
            return router
        }
    }

    private func dispatcher(_ fixture: ServerFixture) -> WebhookDispatcher {
        WebhookDispatcher(store: fixture.database, clock: fixture.clock)
    }

    private func add(
        _ url: String,
        to fixture: ServerFixture,
        _ kinds: [Webhook.Kind]? = nil
    ) async throws -> NewWebhookReply {
        try await WebhookDesk(store: fixture.database, clock: fixture.clock)
            .add(NewWebhookRequest(queue: "mails", url: url, kinds: kinds, allowsPrivate: true))
    }

    @Test("an answer is told once, signed, with the row that an export has of it; one before the webhook is not")
    func labelled() async throws {
        let fixture = try await ServerFixture()
        let receiver = Receiver()
        try await LocalServer.run(receiver.router) { url in
            try await fixture.label("item-1", "cat", by: "rosa")
            let added = try await add("\(url)/hook", to: fixture, [.itemLabelled])
            try await fixture.label("item-2", "dog", by: "rosa")
            for _ in 0..<2 {
                try await dispatcher(fixture).enqueue()
                _ = try await dispatcher(fixture).send()
            }
            let message = try #require(receiver.messages.withLock { $0.count == 1 ? $0.first : nil })
            let body = try JSONReader.read(message.body)
            #expect(body["type"] == "item.labelled" && body["data"]?["queue"] == "mails")
            #expect(body["data"]?["item"]?["id"] == "item-2" && body["data"]?["item"]?["label"] == "dog")
            #expect(body["data"]?["item"]?["annotation"]?["annotator"] == "rosa")
            func header(_ name: String) -> String { HTTPField.Name(name).flatMap { message.headers[$0] } ?? "" }
            let secret = try #require(WebhookSecret(added.secret))
            let seconds = try #require(Int(header("webhook-timestamp")))
            let signature = secret.signature(of: message.body, id: header("webhook-id"), seconds: seconds)
            #expect(header("webhook-signature") == signature && seconds == 1_000)
            #expect(header("webhook-id").hasPrefix("msg_1_"))
        }
    }

    @Test("answers taken back, finished queues and new models are told; finished again only after it was not")
    func kinds() async throws {
        let fixture = try await ServerFixture(texts: ["one", "two"])
        let receiver = Receiver()
        try await LocalServer.run(receiver.router) { url in
            _ = try await add("\(url)/hook", to: fixture)
            func told() async throws -> [String] {
                let before = receiver.kinds.count
                try await dispatcher(fixture).enqueue()
                _ = try await dispatcher(fixture).send()
                return Array(receiver.kinds.dropFirst(before))
            }
            try await fixture.label("item-0", "cat", by: "rosa")
            #expect(try await told() == ["item.labelled"])
            try await fixture.label("item-1", "dog", by: "rosa")
            #expect(try await told() == ["item.labelled", "queue.finished"])
            let rosa = try await fixture.database.annotator(named: "rosa")
            let last = try #require(
                try await fixture.database.decisions(in: fixture.queue.id, of: rosa.id, limit: 1).first
            )
            _ = try await fixture.database.retract(
                last.annotation.id,
                of: rosa.id,
                in: fixture.queue.id,
                at: Moment(1_001)
            )
            #expect(try await told() == ["item.retracted"])
            try await fixture.label(last.item.externalID, "cat", by: "rosa")
            #expect(try await told() == ["item.labelled", "queue.finished"])
            #expect(try await told() == [])
        }
    }

    @Test("what is not delivered is tried again later and later, with the same id, and given up in the end")
    func retries() async throws {
        let fixture = try await ServerFixture()
        let receiver = Receiver(Array(repeating: .badRequest, count: 10))
        try await LocalServer.run(receiver.router) { url in
            let webhook = try await add("\(url)/hook", to: fixture, [.itemLabelled]).webhook
            let desk = WebhookDesk(store: fixture.database, clock: fixture.clock)
            try await fixture.label("item-1", "cat", by: "rosa")
            try await dispatcher(fixture).enqueue()
            for attempt in 1...10 {
                let sent = try await dispatcher(fixture).send()
                #expect(sent.failedCount == 1)
                #expect(try await dispatcher(fixture).send() == WebhookDispatcher.Sent())
                let delivery = try #require(
                    try await desk.deliveries(of: WebhookID(webhook.id), in: nil, limit: 5).first
                )
                #expect(delivery.attempts == attempt && delivery.status == 400)
                #expect(delivery.reason == "it answered 400: no\\u001b[31m such thing")
                #expect(delivery.state == (attempt == 10 ? .failed : .pending))
                if attempt < 10 {
                    let pause = try #require(delivery.dueAt) - fixture.clock.now().seconds
                    #expect((1...1.2).contains(pause / DeliveryPlan.pauses[attempt - 1]))
                    fixture.clock.advance(by: pause)
                }
            }
            #expect(Set(receiver.messages.withLock { $0.map { $0.headers[.messageID] } }).count == 1)
            #expect(try await desk.redeliver(nil, of: WebhookID(webhook.id)) == 1)
            #expect(try await dispatcher(fixture).send().deliveredCount == 1)
            #expect(try await desk.redeliver(nil, of: WebhookID(webhook.id)) == 0)
            #expect(receiver.messages.withLock { $0.count } == 11)
        }
    }

    @Test("a redirect is not followed, and an address that is no more pauses its webhook")
    func goneAndMoved() async throws {
        let fixture = try await ServerFixture()
        let receiver = Receiver([.found, .gone])
        try await LocalServer.run(receiver.router) { url in
            let webhook = try await add("\(url)/hook", to: fixture, [.itemLabelled]).webhook
            try await fixture.label("item-1", "cat", by: "rosa")
            try await fixture.label("item-2", "cat", by: "rosa")
            try await dispatcher(fixture).enqueue()
            #expect(try await dispatcher(fixture).send().failedCount == 2)
            let log = try await fixture.database.deliveries(of: WebhookID(webhook.id), in: nil, limit: 5)
            #expect(log.map(\.status) == [410, 302] && log[1].reason?.contains("not followed") == true)
            #expect(try await fixture.database.webhook(WebhookID(webhook.id)).state == .paused)
        }
    }

    @Test("while a webhook is paused nothing is sent, and what happened meanwhile is when it resumes")
    func paused() async throws {
        let fixture = try await ServerFixture()
        let receiver = Receiver()
        try await LocalServer.run(receiver.router) { url in
            let id = WebhookID(try await add("\(url)/hook", to: fixture, [.itemLabelled]).webhook.id)
            let desk = WebhookDesk(store: fixture.database, clock: fixture.clock)
            try await desk.setState(.paused, of: id)
            try await fixture.label("item-1", "cat", by: "rosa")
            try await dispatcher(fixture).enqueue()
            #expect(try await dispatcher(fixture).send() == WebhookDispatcher.Sent())
            try await desk.setState(.active, of: id)
            try await dispatcher(fixture).enqueue()
            #expect(try await dispatcher(fixture).send().deliveredCount == 1)
            try await desk.setState(.removed, of: id)
            await #expect(throws: StoreError.noSuchWebhook(id)) { try await desk.setState(.active, of: id) }
            #expect(try await desk.webhooks().isEmpty)
        }
    }

    @Test("a name that leads to an inner address is refused when it is sent, and nothing is sent")
    func rebinding() async throws {
        let fixture = try await ServerFixture()
        let secret = WebhookSecret.random()
        let webhook = try await fixture.database.addWebhook(
            NewWebhook(
                queue: fixture.queue.id,
                url: "https://inside.example.org/hook",
                kinds: [.itemLabelled],
                secret: secret,
                allowsPrivate: false
            ),
            at: Moment(1)
        )
        try await fixture.label("item-1", "cat", by: "rosa")
        var dispatcher = dispatcher(fixture)
        dispatcher.sender.lookUp = { _ in [NetworkAddress("10.0.0.1"), NetworkAddress("::1")].compactMap { $0 } }
        try await dispatcher.enqueue()
        #expect(try await dispatcher.send().failedCount == 1)
        let log = try await fixture.database.deliveries(of: webhook.id, in: nil, limit: 5)
        #expect(log.first?.reason?.contains("own network") == true && log.first?.status == nil)
    }

    @Test("two that send at a time send each message once; a sender that was killed is replaced when its lease is over")
    func leases() async throws {
        let fixture = try await ServerFixture(texts: (0..<40).map { "text \($0)" })
        let receiver = Receiver()
        try await LocalServer.run(receiver.router) { url in
            _ = try await add("\(url)/hook", to: fixture, [.itemLabelled])
            for number in 0..<40 { try await fixture.label("item-\(number)", "cat", by: "rosa") }
            let dispatcher = dispatcher(fixture)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await dispatcher.enqueue()
                        _ = try await dispatcher.send()
                    }
                }
                try await group.waitForAll()
            }
            _ = try await dispatcher.send()
            #expect(receiver.messages.withLock { $0.count } == 40)
            _ = try await WebhookDesk(store: fixture.database, clock: fixture.clock).ping(WebhookID(1))
            // Taken by one that then dies.
            #expect(try await fixture.database.claimDelivery(now: fixture.clock.now()) != nil)
            #expect(try await dispatcher.send() == WebhookDispatcher.Sent())
            fixture.clock.advance(by: DeliveryPlan.leaseSeconds + 1)
            #expect(try await dispatcher.send().deliveredCount == 1)
            #expect(receiver.kinds.last == "ping")
        }
    }

    @Test("the API adds, shows, pings, lists, sends again and removes; only owners may")
    func api() async throws {
        let fixture = try await ServerFixture()
        let owner = try await fixture.program("olga", .owner)
        let manager = try await fixture.program("max", .manager)
        let base = "/api/v1/webhooks"
        let wish = #"{"queue": "mails", "url": "https://example.org/hook", "kinds": ["queue.finished"]}"#
        #expect(try await fixture.send(.post, base, as: manager, body: wish).status == 403)
        let added = try await fixture.send(.post, base, as: owner, body: wish)
        #expect(added.status == 201 && added.headers[.location] == "\(base)/1")
        let reply = try added.decoded(NewWebhookReply.self)
        #expect(reply.secret.hasPrefix("whsec_") && reply.webhook.kinds == [.queueFinished])
        let list = try await fixture.send(.get, base, as: owner)
        #expect(!list.body.contains("whsec_") && list.body.contains("example.org"))
        #expect(try await fixture.send(.post, "\(base)/1/ping", as: owner).status == 202)
        let log = try await fixture.send(.get, "\(base)/1/deliveries?state=pending", as: owner)
        #expect(try log.decoded(DeliveriesReply.self).deliveries.map(\.kind) == ["ping"])
        let again = try await fixture.send(.post, "\(base)/1/redeliver", as: owner, body: #"{"delivery": 1}"#)
        #expect(again.status == 202)
        #expect(
            try await fixture.send(.post, "\(base)/1/redeliver", as: owner, body: #"{"delivery": 7}"#).status
                == 404
        )
        let paused = try await fixture.send(.patch, "\(base)/1", as: owner, body: #"{"state": "paused"}"#)
        #expect(try paused.decoded(WebhookDocument.self).state == .paused)
        #expect(try await fixture.send(.delete, "\(base)/1", as: owner).status == 204)
        #expect(try await fixture.send(.get, "\(base)/1", as: owner).status == 404)
        for bad in [
            #"{"queue": "mails", "url": "https://127.0.0.1/hook"}"#,
            #"{"queue": "mails", "url": "http://example.org/"}"#,
            #"{"queue": "mails", "url": "https://example.org", "kinds": []}"#,
            #"{"queue": "mails", "url": "https://example.org", "secret": "hunter2"}"#,
        ] {
            #expect(try await fixture.send(.post, base, as: owner, body: bad).status == 422)
        }
        #expect(try await fixture.database.webhooks().isEmpty)
    }
}

extension HTTPField.Name {
    fileprivate static let messageID = HTTPField.Name("webhook-id") ?? .accept
}
