internal import Dispatch
internal import Foundation
internal import FoundationNetworking
private import Synchronization

/// Sends requests to a service and waits for their replies.
struct RemoteCaller: Sendable {
    private let service: RemoteService
    private let plan: RetryPlan
    private let session: URLSession

    init(_ service: RemoteService, _ plan: RetryPlan, _ session: URLSession) {
        self.service = service
        self.plan = plan
        self.session = session
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

    /// nil where the service does not say, as others that speak its language.
    func info() throws(EncoderError) -> Info? {
        var request = URLRequest(url: service.url.appending(path: "info"))
        authorize(&request)
        let reply = try send(request)
        guard reply.status == 200 else { return nil }
        return try? JSONDecoder().decode(Info.self, from: reply.data)
    }

    /// The vectors of texts, in halves where the service finds them too many.
    func vectors(of texts: [String]) throws(EncoderError) -> [[Float]] {
        var request = URLRequest(url: service.url.appending(path: service.path))
        request.httpMethod = "POST"
        request.httpBody = try service.body(texts)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        authorize(&request)
        let reply = try send(request)
        switch reply.status {
        case 200: return try service.vectors(in: reply.data, count: texts.count)
        case 400, 413, 422:
            guard texts.count > 1 else {
                throw failure("it refused a text of \(texts[0].unicodeScalars.count) characters: \(reply.words)")
            }
            let middle = texts.count / 2
            return try vectors(of: Array(texts[..<middle])) + vectors(of: Array(texts[middle...]))
        case 401, 403: throw failure("it wants another key (status \(reply.status)): \(reply.words)")
        default: throw failure("it answered with status \(reply.status): \(reply.words)")
        }
    }

    private func authorize(_ request: inout URLRequest) {
        if let key = service.key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
    }

    private func failure(_ reason: String) -> EncoderError { .service(url: service.url.absoluteString, reason: reason) }

    private struct Reply: Sendable {
        let status: Int
        let data: Data
        let retryAfter: String?

        /// For a message: not more than a line.
        var words: String {
            let text = String(decoding: data.prefix(200), as: UTF8.self)
            return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "without a word"
        }
    }

    private func send(_ request: URLRequest) throws(EncoderError) -> Reply {
        var number = 1
        while true {
            let outcome = once(request)
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
            let pause = plan.pause(after: number, retryAfter: retryAfter, now: Date().timeIntervalSince1970)
            Thread.sleep(forTimeInterval: pause)
            number += 1
        }
    }

    private struct Unanswered: Error {
        let reason: String
    }

    private func once(_ request: URLRequest) -> Result<Reply, Unanswered> {
        var request = request
        request.timeoutInterval = plan.timeout
        let done = DispatchSemaphore(value: 0)
        let box = Mutex<Result<Reply, Unanswered>>(.failure(Unanswered(reason: "nothing came")))
        let task = session.dataTask(with: request) { data, response, error in
            let http = response as? HTTPURLResponse
            let result: Result<Reply, Unanswered> =
                if let http, error == nil {
                    .success(
                        Reply(
                            status: http.statusCode,
                            data: data ?? Data(),
                            retryAfter: http.value(forHTTPHeaderField: "Retry-After")
                        )
                    )
                } else {
                    .failure(Unanswered(reason: error?.localizedDescription ?? "nothing came"))
                }
            box.withLock { $0 = result }
            done.signal()
        }
        task.resume()
        done.wait()
        return box.withLock { $0 }
    }
}
