package import Foundation
internal import FoundationNetworking
internal import Synchronization

/// Downloads one file; what is there of it already is not downloaded again.
///
/// Bytes go to a file beside the target, `NAME.part`, which is renamed when all are there.
package struct FileDownload: Sendable {
    private let source: URL
    private let target: URL

    package init(_ source: URL, to target: URL) {
        self.source = source
        self.target = target
    }

    /// - Parameter progress: Told how many bytes are there, and of how many where the server says.
    /// - Throws: `DownloadError`; `CancellationError`.
    package func run(progress: @escaping @Sendable (Int64, Int64?) -> Void) async throws {
        if FileManager.default.fileExists(atPath: target.path) { return }
        let part = target.appendingPathExtension("part")
        let receiver = try Receiver(part, progress: progress)
        var request = URLRequest(url: source)
        request.timeoutInterval = 60
        if receiver.startCount > 0 { request.setValue("bytes=\(receiver.startCount)-", forHTTPHeaderField: "Range") }
        let session = URLSession(configuration: .ephemeral, delegate: receiver, delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let task = session.dataTask(with: request)
        try await withTaskCancellationHandler {
            try await receiver.wait { task.resume() }
        } onCancel: {
            task.cancel()
        }
        try Task.checkCancellation()
        do {
            try FileManager.default.moveItem(at: part, to: target)
        } catch {
            throw DownloadError.notWritable("\(target.path) cannot be written")
        }
    }
}

/// Writes what comes to a file.
///
/// SAFETY: `@unchecked Sendable` because the session calls it from one queue, and `state` is behind a mutex.
private final class Receiver: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    /// Bytes that were there before.
    let startCount: Int64
    private let file: FileHandle
    private let progress: @Sendable (Int64, Int64?) -> Void
    private let state = Mutex(State())

    private struct State {
        var count: Int64 = 0
        var total: Int64?
        var failure: DownloadError?
        var waiter: CheckedContinuation<Void, any Error>?
    }

    init(_ url: URL, progress: @escaping @Sendable (Int64, Int64?) -> Void) throws {
        if !FileManager.default.fileExists(atPath: url.path) {
            _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        }
        guard let file = try? FileHandle(forUpdating: url), let end = try? file.seekToEnd() else {
            throw DownloadError.notWritable("\(url.path) cannot be written")
        }
        self.file = file
        self.progress = progress
        startCount = Int64(end)
        super.init()
        state.withLock { $0.count = Int64(end) }
    }

    func wait(_ begin: () -> Void) async throws {
        try await withCheckedThrowingContinuation { waiter in
            state.withLock { $0.waiter = waiter }
            begin()
        }
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        let isWhole = state.withLock { state in
            let expected = response.expectedContentLength
            switch status {
            case 206:
                // Whatever length a server claims.
                let (sum, isTooLarge) = startCount.addingReportingOverflow(expected)
                state.total = expected >= 0 && !isTooLarge ? sum : nil
            case 200:
                // The server does not resume: from the beginning.
                state.count = 0
                state.total = expected >= 0 ? expected : nil
                do {
                    try file.truncate(atOffset: 0)
                } catch {
                    state.failure = .notWritable("\(error)")
                }
            // Nothing is left to send.
            case 416 where startCount > 0: return true
            default: state.failure = .status(status)
            }
            return false
        }
        completionHandler(isWhole || state.withLock { $0.failure != nil } ? .cancel : .allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        do {
            try file.write(contentsOf: data)
        } catch {
            state.withLock {
                $0.failure = .notWritable("there is no space left, or the file cannot be written: \(error)")
            }
            return dataTask.cancel()
        }
        let (count, total) = state.withLock { state in
            state.count += Int64(data.count)
            return (state.count, state.total)
        }
        progress(count, total)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        try? file.close()
        let status = (task.response as? HTTPURLResponse)?.statusCode ?? 0
        let (waiter, outcome) = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            return (waiter, Receiver.outcome(state, status: status, error, startCount: startCount))
        }
        if let outcome { waiter?.resume(throwing: outcome) } else { waiter?.resume() }
    }

    private static func outcome(
        _ state: borrowing State,
        status: Int,
        _ error: (any Error)?,
        startCount: Int64
    ) -> DownloadError? {
        if let failure = state.failure { return failure }
        if status == 416, startCount > 0 { return nil }
        if let error { return .connection(error.localizedDescription) }
        if let total = state.total, total != state.count { return .wrongLength(wanted: total, found: state.count) }
        return nil
    }
}
