internal import Dispatch
internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// A session of `URLSession` whose tasks are transfers.
///
/// All sessions of a process share a thread, which waits while a sink or a body is slow: whoever handles the pieces of a
/// stream must not wait for another request meanwhile.
///
/// Cancelling waits for that thread too, and a server that sends faster than it reads keeps it busy: what comes is thrown
/// away until there is a pause or an end. A command does not notice, because it ends; a process that goes on would.
final class TransferSession: NSObject, URLSessionDataDelegate, Sendable {
    private let transfers = Mutex<[Int: Transfer]>([:])
    private let session = Mutex<URLSession?>(nil)
    /// Where transfers begin and end: that waits for the one thread on which all sessions of a process work, which may be
    /// waiting for a body's next piece or for room, so it is nothing for a thread of the cooperative pool.
    private let orders = DispatchQueue(label: "winnow.transfer.orders")

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
        orders.async { self.begin(request, transfer) }
        return transfer
    }

    private func begin(_ request: URLRequest, _ transfer: Transfer) {
        guard let task = session.withLock(\.self)?.dataTask(with: request) else {
            return transfer.end(CancellationError())
        }
        transfers.withLock { $0[task.taskIdentifier] = transfer }
        transfer.onEnd { [orders] in orders.async { task.cancel() } }
        task.resume()
    }

    /// Ends what is still on its way, and the session's thread.
    func close() {
        let closed = session.withLock { session in
            defer { session = nil }
            return session
        }
        orders.async { closed?.invalidateAndCancel() }
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
        // What redirects is the answer then, and told as such.
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        transfers.withLock { $0.removeValue(forKey: task.taskIdentifier) }?.end(error)
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
