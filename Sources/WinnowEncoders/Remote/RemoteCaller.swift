internal import Foundation
internal import FoundationNetworking
internal import WinnowNumerics

/// Asks a service, as often as it takes.
struct RemoteCaller: Sendable {
    private let service: RemoteService
    private let plan: RetryPlan
    private let session: RemoteSession
    private let cancellation: Cancellation?

    init(_ service: RemoteService, _ plan: RetryPlan, _ session: RemoteSession, _ cancellation: Cancellation? = nil) {
        self.service = service
        self.plan = plan
        self.session = session
        self.cancellation = cancellation
    }

    /// What text-embeddings-inference says of itself.
    struct Info: Decodable {
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let model_id: String?
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let model_sha: String?
        // swift-format-ignore: AlwaysUseLowerCamelCase
        let max_client_batch_size: Int?
    }

    /// nil where the service has no such address, as others that speak its language.
    func info() throws(EncoderError) -> Info? {
        var request = URLRequest(url: service.url.appending(path: "info"))
        authorize(&request)
        let reply = try send(request)
        switch reply.status {
        case 200: return try? JSONDecoder().decode(Info.self, from: reply.data)
        case 404, 405: return nil
        default: throw failure(reply)
        }
    }

    /// What a service made of texts.
    struct Vectors {
        var values: [[Float]]
        /// Texts of which it did not take the end, or nothing.
        var cutCount = 0
    }

    /// The vectors of texts, in halves where the service finds them too many.
    ///
    /// A single text that it refuses is too long for it as a rule: its end is left out, up to all but a 64th. What it refuses
    /// even then has a vector of zeros, as a text without anything in it: one item does not keep all others waiting.
    ///
    /// - Parameter width: Of such a vector; nil throws instead.
    func vectors(of texts: [String], width: Int? = nil) throws(EncoderError) -> Vectors {
        if let vectors = try given(texts) { return Vectors(values: vectors) }
        if texts.count > 1 {
            let middle = texts.count / 2
            var first = try vectors(of: Array(texts[..<middle]), width: width)
            let second = try vectors(of: Array(texts[middle...]), width: width)
            first.values += second.values
            first.cutCount += second.cutCount
            return first
        }
        var scalars = texts[0].unicodeScalars[...]
        for _ in 0..<6 where scalars.count > 1 {
            scalars = scalars.prefix(scalars.count / 2)
            if let vectors = try given([String(String.UnicodeScalarView(scalars))]) {
                return Vectors(values: vectors, cutCount: 1)
            }
        }
        guard let width else { throw failure("it refuses whatever text it is sent") }
        return Vectors(values: [[Float](repeating: 0, count: width)], cutCount: 1)
    }

    /// nil where the service refuses the texts as they are.
    private func given(_ texts: [String]) throws(EncoderError) -> [[Float]]? {
        var request = URLRequest(url: service.url.appending(path: service.path))
        request.httpMethod = "POST"
        request.httpBody = try service.body(texts)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        authorize(&request)
        let reply = try send(request)
        switch reply.status {
        case 200: return try service.vectors(in: reply.data, count: texts.count)
        case 400, 413, 422: return nil
        default: throw failure(reply)
        }
    }

    private func authorize(_ request: inout URLRequest) {
        if let key = service.key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
    }

    private func failure(_ reply: RemoteSession.Reply) -> EncoderError {
        switch reply.status {
        case 300..<400: failure("it sends elsewhere (status \(reply.status)); write the address that it names")
        case 401, 403: failure("it wants another key (status \(reply.status)): \(reply.words)")
        default: failure("it answered with status \(reply.status): \(reply.words)")
        }
    }

    private func failure(_ reason: String) -> EncoderError { .service(url: service.address, reason: reason) }

    private func send(_ request: URLRequest) throws(EncoderError) -> RemoteSession.Reply {
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

    private func wait(_ seconds: Double) throws(EncoderError) {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if cancellation?.isCancelled == true { throw .cancelled }
            Thread.sleep(forTimeInterval: min(0.1, seconds))
        }
    }
}
