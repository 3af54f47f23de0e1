internal import Foundation
internal import FoundationNetworking
private import Synchronization

/// Writes what comes to a file.
///
/// SAFETY: `@unchecked Sendable` because the session calls it from one queue, and `state` is behind a mutex.
final class DownloadReceiver: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    /// Bytes that were there before.
    let startCount: Int64
    /// What tells the file that they are of; nil where it is begun anew.
    let mark: String?
    private let part: PartialFile
    private let file: FileHandle
    private let progress: @Sendable (Int64, Int64?) -> Void
    private let state = Mutex(State())

    private struct State {
        var count: Int64 = 0
        var total: Int64?
        var failure: DownloadError?
        /// Whether all was there before.
        var isWhole = false
        var waiter: CheckedContinuation<Void, any Error>?
    }

    init(_ part: PartialFile, progress: @escaping @Sendable (Int64, Int64?) -> Void) throws {
        let path = part.file.path
        let known = part.mark
        if known == nil || !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil)
        }
        guard let file = try? FileHandle(forUpdating: part.file), let end = try? file.seekToEnd() else {
            throw DownloadError.notWritable("\(path) cannot be written")
        }
        self.part = part
        self.file = file
        self.progress = progress
        startCount = Int64(end)
        mark = end > 0 ? known : nil
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
        let http = response as? HTTPURLResponse
        let goesOn = state.withLock { state in
            begin(http, expected: response.expectedContentLength, &state)
            return state.failure == nil && !state.isWhole
        }
        completionHandler(goesOn ? .allow : .cancel)
    }

    private func begin(_ http: HTTPURLResponse?, expected: Int64, _ state: inout State) {
        let range = ContentRange(http?.value(forHTTPHeaderField: "Content-Range"))
        switch http?.statusCode {
        case 206 where range?.start == startCount:
            // Whatever length a server claims.
            let (sum, isTooLarge) = startCount.addingReportingOverflow(expected)
            state.total = range?.total ?? (expected >= 0 && !isTooLarge ? sum : nil)
        case 200:
            // The server does not resume, or has another file now: from the beginning.
            state.count = 0
            state.total = expected >= 0 ? expected : nil
            part.remember(
                http?.value(forHTTPHeaderField: "ETag").flatMap { $0.hasPrefix("W/") ? nil : $0 }
                    ?? http?.value(forHTTPHeaderField: "Last-Modified")
            )
            do {
                try file.truncate(atOffset: 0)
            } catch {
                state.failure = .notWritable("\(error)")
            }
        // Nothing is left to send, if the file is as long as what is there.
        case 416 where range?.total == startCount: state.isWhole = true
        case 206, 416:
            part.remember(nil)
            state.failure = .connection("the server has another file now")
        default: state.failure = .status(http?.statusCode ?? 0)
        }
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        // It may come in spite of a cancelled response: it is the body of an error.
        guard state.withLock({ $0.failure == nil && !$0.isWhole }) else { return dataTask.cancel() }
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
        let (waiter, outcome) = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            return (waiter, Self.outcome(state, error))
        }
        // What is too long or too short as a whole is no part of anything.
        if case .wrongLength? = outcome { part.remember(nil) }
        if let outcome { waiter?.resume(throwing: outcome) } else { waiter?.resume() }
    }

    private static func outcome(_ state: borrowing State, _ error: (any Error)?) -> DownloadError? {
        if let failure = state.failure { return failure }
        if state.isWhole { return nil }
        if let error { return .connection(error.localizedDescription) }
        if let total = state.total, total != state.count { return .wrongLength(wanted: total, found: state.count) }
        return nil
    }
}

/// `Content-Range`, as in `bytes 150-999/1000` and `bytes */1000`.
private struct ContentRange {
    let start: Int64?
    let total: Int64?

    init?(_ text: String?) {
        guard let text, text.hasPrefix("bytes "),
            let slash = text.lastIndex(of: "/")
        else { return nil }
        total = Int64(text[text.index(after: slash)...])
        start = text.dropFirst(6).split(separator: "-").first.flatMap { Int64($0) }
    }
}
