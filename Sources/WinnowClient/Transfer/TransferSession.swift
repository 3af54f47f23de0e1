internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// A session of `URLSession` whose tasks are transfers. A stream has one of its own, because a slow one holds the others
/// up.
final class TransferSession: NSObject, URLSessionDataDelegate, Sendable {
    private let transfers = Mutex<[Int: Transfer]>([:])
    private let session = Mutex<URLSession?>(nil)

    init(idleSeconds: Double) {
        super.init()
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.timeoutIntervalForRequest = idleSeconds
        session.withLock {
            $0 = URLSession(configuration: configuration, delegate: self, delegateQueue: TransferQueue())
        }
    }

    /// Sends a request.
    func start(_ request: URLRequest) -> Transfer {
        let transfer = Transfer()
        guard let task = session.withLock({ $0?.dataTask(with: request) }) else {
            transfer.end(CancellationError())
            return transfer
        }
        transfers.withLock { $0[task.taskIdentifier] = transfer }
        transfer.onEnd { task.cancel() }
        task.resume()
        return transfer
    }

    /// Ends what is still on its way, and the session's thread.
    func close() {
        session.withLock { session in
            session?.invalidateAndCancel()
            session = nil
        }
    }

    private func transfer(_ task: URLSessionTask) -> Transfer? {
        transfers.withLock { $0[task.taskIdentifier] }
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        if let head = (response as? HTTPURLResponse).map(ResponseHead.init) { transfer(dataTask)?.give(.head(head)) }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        transfer(dataTask)?.give(.data(data))
    }

    /// A token is for the host that it was given for.
    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        transfer(task)?.end(Redirection(target: request.url?.absoluteString ?? "another address"))
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        transfers.withLock { $0.removeValue(forKey: task.taskIdentifier) }?.end(error)
    }

    /// An answer that sends the request elsewhere.
    struct Redirection: Error {
        let target: String
    }
}

extension ResponseHead {
    fileprivate init(_ response: HTTPURLResponse) {
        status = response.statusCode
        var fields: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            if let name = name as? String, let value = value as? String { fields[name.lowercased()] = value }
        }
        self.fields = fields
    }
}
