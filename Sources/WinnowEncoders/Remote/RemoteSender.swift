internal import Foundation
internal import FoundationNetworking
internal import WinnowNumerics

/// Sends requests to a service, as often as it takes.
struct RemoteSender: Sendable {
    let url: URL
    /// Sent as a bearer token; never written anywhere.
    let key: String?
    let plan: RetryPlan
    let session: RemoteSession
    var cancellation: Cancellation?

    /// A request for what is at a path under the service's address: with a body one that posts it.
    func request(_ path: String, body: Data? = nil) -> URLRequest {
        var request = URLRequest(url: url.appending(path: path))
        if let body {
            request.httpMethod = "POST"
            request.httpBody = body
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
        return request
    }

    /// The reply, whatever it says; requests that the service was too busy for are sent again.
    func reply(to request: URLRequest) throws(EncoderError) -> RemoteSession.Reply {
        var number = 1
        while true {
            if cancellation?.isCancelled == true { throw .cancelled }
            let outcome = session.reply(to: request, timeout: plan.timeout, cancellation)
            let status: Int?
            switch outcome {
            case .success(let reply) where !RetryPlan.isWorthIt(status: reply.status): return reply
            case .success(let reply): status = reply.status
            case .failure: status = nil
            }
            guard number < plan.tryCount else {
                switch outcome {
                case .success(let reply): return reply
                case .failure(let error): throw failure("it does not answer: \(error.reason)")
                }
            }
            let retryAfter = status == nil ? nil : (try? outcome.get())?.retryAfter
            try wait(plan.pause(after: number, retryAfter: retryAfter, now: Date().timeIntervalSince1970))
            number += 1
        }
    }

    func failure(_ reply: RemoteSession.Reply) -> EncoderError {
        switch reply.status {
        case 300..<400: failure("it sends elsewhere (status \(reply.status)); write the address that it names")
        case 401, 403: failure("it wants another key (status \(reply.status)): \(reply.words)")
        default: failure("it answered with status \(reply.status): \(reply.words)")
        }
    }

    func failure(_ reason: String) -> EncoderError { .service(url: url.withoutSecrets, reason: reason) }

    private func wait(_ seconds: Double) throws(EncoderError) {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if cancellation?.isCancelled == true { throw .cancelled }
            Thread.sleep(forTimeInterval: min(0.1, seconds))
        }
    }
}

extension URL {
    /// For messages: without what may be a secret in it.
    package var withoutSecrets: String {
        "\(scheme ?? "")://\(host ?? "")" + (port.map { ":\($0)" } ?? "") + path
    }
}
