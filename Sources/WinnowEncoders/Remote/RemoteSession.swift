private import Dispatch
internal import Foundation
internal import FoundationNetworking
private import Synchronization
internal import WinnowNumerics

/// Sends requests and waits for their replies on the calling thread.
///
/// Redirects are not followed: they would carry the service's key to whatever host they name.
///
/// SAFETY: `@unchecked Sendable` because all that changes is behind a mutex.
final class RemoteSession: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    struct Reply: Sendable {
        let status: Int
        let data: Data
        let retryAfter: String?

        /// For a message: not more than a line.
        var words: String {
            let text = String(decoding: data.prefix(200), as: UTF8.self)
            return text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "without a word"
        }
    }

    struct Unanswered: Error {
        let reason: String
    }

    private struct Exchange {
        let done: DispatchSemaphore
        var data = Data()
        var outcome: Result<Reply, Unanswered>?
    }

    private let exchanges = Mutex<[Int: Exchange]>([:])
    private let session = Mutex<URLSession?>(nil)
    private let connectionCount: Int

    /// Longer replies are given up: no batch has such vectors.
    private static let mostBytes = 256 << 20
    /// Timeouts for what a whole reply may take: a service that sends a byte now and then would hold a thread for ever.
    private static let patience = 5.0
    /// How long a task that was cancelled may take to end.
    private static let farewell = Duration.seconds(2)

    init(connectionCount: Int) {
        self.connectionCount = connectionCount
    }

    /// Lets go of connections; the session holds its delegate until then.
    func close() {
        session.withLock { session in
            session?.finishTasksAndInvalidate()
            session = nil
        }
    }

    private func task(_ request: URLRequest) -> URLSessionDataTask {
        session.withLock { session in
            if let session { return session.dataTask(with: request) }
            let configuration = URLSessionConfiguration.ephemeral
            configuration.httpMaximumConnectionsPerHost = connectionCount
            let made = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
            session = made
            return made.dataTask(with: request)
        }
    }

    /// - Parameter timeout: Seconds without a byte.
    func reply(
        to request: URLRequest,
        timeout: Double,
        _ cancellation: Cancellation?
    ) -> Result<Reply, Unanswered> {
        var request = request
        request.timeoutInterval = timeout
        let task = task(request)
        let done = DispatchSemaphore(value: 0)
        exchanges.withLock { $0[task.taskIdentifier] = Exchange(done: done) }
        task.resume()
        let start = ContinuousClock.now
        var reason: String?
        var end = start + .seconds(Self.patience * timeout)
        while done.wait(timeout: .now() + 0.1) == .timedOut {
            let isLate = ContinuousClock.now > end
            if reason != nil {
                // It was cancelled, and may not even say so.
                if isLate { break }
            } else if isLate || cancellation?.isCancelled == true {
                reason = isLate ? "its reply does not end" : "nobody waits for it any more"
                end = .now + Self.farewell
                task.cancel()
            }
        }
        let outcome = exchanges.withLock { $0.removeValue(forKey: task.taskIdentifier)?.outcome }
        if let reason { return .failure(Unanswered(reason: reason)) }
        return outcome ?? .failure(Unanswered(reason: "nothing came"))
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        let reply = Reply(status: response.statusCode, data: Data(), retryAfter: nil)
        exchanges.withLock { $0[task.taskIdentifier]?.outcome = .success(reply) }
        completionHandler(nil)
        task.cancel()
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = exchanges.withLock { exchanges in
            let id = dataTask.taskIdentifier
            guard exchanges[id]?.outcome == nil else { return true }
            exchanges[id]?.data.append(data)
            guard exchanges[id]?.data.count ?? 0 > Self.mostBytes else { return false }
            exchanges[id]?.outcome = .failure(Unanswered(reason: "its reply is longer than any can be"))
            return true
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        exchanges.withLock { exchanges in
            guard var exchange = exchanges[task.taskIdentifier] else { return }
            if exchange.outcome == nil {
                if let http = task.response as? HTTPURLResponse, error == nil {
                    let after = http.value(forHTTPHeaderField: "Retry-After")
                    exchange.outcome = .success(
                        Reply(status: http.statusCode, data: exchange.data, retryAfter: after)
                    )
                } else {
                    let reason = error?.localizedDescription ?? "nothing came"
                    exchange.outcome = .failure(Unanswered(reason: reason))
                }
            }
            exchanges[task.taskIdentifier] = exchange
            exchange.done.signal()
        }
    }
}
