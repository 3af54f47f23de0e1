internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import WinnowDomain

/// Posts one message, as the Standard Webhooks specification says.
///
/// The host is looked up here and the connection goes to the very address that was looked at: a name that leads to the inside
/// the second time it is asked leads nowhere. Redirects are not followed, for the same reason.
///
/// Source: standard-webhooks, spec/standard-webhooks.md.
struct WebhookSender: Sendable {
    /// For looking up, connecting, sending and the answer, each.
    var patience = Duration.seconds(15)
    var lookUp: @Sendable (String) async -> [NetworkAddress] = { host in
        if let address = NetworkAddress(host) { return [address] }
        // Waits in a thread of its own.
        return (try? await NIOThreadPool.singleton.runIfActive { NetworkAddress.addresses(of: host) }) ?? []
    }

    private static let answerLimit = 16_384

    func send(_ delivery: Delivery, to webhook: Webhook, at now: Moment) async -> DeliveryOutcome {
        do {
            let address = try WebhookAddress(webhook.url, allowsPrivate: webhook.allowsPrivate)
            let found = await lookUp(address.host)
            guard !found.isEmpty else { return .failed(status: nil, reason: "there is no host \(address.host)") }
            let target = found.first { webhook.allowsPrivate || $0.isPublic }
            guard let target else {
                return .failed(status: nil, reason: WebhookError.privateAddress(host: address.host).description)
            }
            return try await post(delivery, to: address, target, webhook.secret, now)
        } catch let error as WebhookError {
            return .failed(status: nil, reason: error.description)
        } catch {
            return .failed(status: nil, reason: Self.words(error))
        }
    }

    private func post(
        _ delivery: Delivery,
        to address: WebhookAddress,
        _ target: NetworkAddress,
        _ secret: WebhookSecret,
        _ now: Moment
    ) async throws -> DeliveryOutcome {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.dnsOverride = [address.host: target.text]
        configuration.timeout = HTTPClient.Configuration.Timeout(
            connect: TimeAmount(patience),
            read: TimeAmount(patience)
        )
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let outcome = try await post(delivery, to: address, secret, now, by: client)
            try await client.shutdown()
            return outcome
        } catch {
            try? await client.shutdown()
            throw error
        }
    }

    private func post(
        _ delivery: Delivery,
        to address: WebhookAddress,
        _ secret: WebhookSecret,
        _ now: Moment,
        by client: HTTPClient
    ) async throws -> DeliveryOutcome {
        let seconds = Int(now.seconds.rounded(.down))
        var request = HTTPClientRequest(url: address.url)
        request.method = .POST
        request.headers = [
            "content-type": "application/json", "user-agent": "winnow", "webhook-id": delivery.messageID,
            "webhook-timestamp": "\(seconds)",
            "webhook-signature": secret.signature(of: delivery.body, id: delivery.messageID, seconds: seconds),
        ]
        request.body = .bytes(ByteBuffer(string: delivery.body))
        let response = try await client.execute(request, timeout: TimeAmount(patience))
        let status = Int(response.status.code)
        if (200..<300).contains(status) { return .delivered(status: status) }
        if status == 410 { return .gone }
        // The receiver's own words are what helps most; an answer without end is not read to its end.
        let body = try? await response.body.collect(upTo: Self.answerLimit)
        let words = String((body.map { String(buffer: $0) } ?? "").prefix(200)).visible
        let hint = (300..<400).contains(status) ? "; redirects are not followed" : ""
        return .failed(status: status, reason: "it answered \(status)\(hint)\(words.isEmpty ? "" : ": \(words)")")
    }

    private static func words(_ error: any Error) -> String {
        switch error as? HTTPClientError {
        case .connectTimeout?, .readTimeout?, .writeTimeout?, .deadlineExceeded?: return "it does not answer in time"
        case .remoteConnectionClosed?: return "it ended the connection without an answer"
        default: break
        }
        if error is NIOConnectionError || error is IOError { return "nobody listens there" }
        return "it cannot be reached: \(String("\(error)".prefix(200)))"
    }
}
