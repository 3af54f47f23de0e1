private import Dispatch
package import Foundation
internal import FoundationNetworking
internal import Synchronization

/// Downloads one file; what is there of it already is not downloaded again.
///
/// Bytes go to a file beside the target, `NAME.part`, which is renamed when all are there. What it is a part of stands in
/// `NAME.part.json`: of another file, or of one that was changed since, nothing is taken.
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
        let part = PartialFile(target, from: source)
        let receiver = try DownloadReceiver(part, progress: progress)
        var request = URLRequest(url: source)
        request.timeoutInterval = 60
        // The length that is promised is that of the file.
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        if let mark = receiver.mark {
            request.setValue("bytes=\(receiver.startCount)-", forHTTPHeaderField: "Range")
            request.setValue(mark, forHTTPHeaderField: "If-Range")
        }
        // Sessions of a process have one queue, and what is asked of them waits for it: a thread of Swift's pool must not.
        let orders = DispatchQueue(label: "winnow-download")
        let session = URLSession(configuration: .ephemeral, delegate: receiver, delegateQueue: nil)
        defer { orders.async { session.finishTasksAndInvalidate() } }
        let task = await withCheckedContinuation { made in
            orders.async { [request] in made.resume(returning: session.dataTask(with: request)) }
        }
        try await withTaskCancellationHandler {
            try await receiver.wait { orders.async { task.resume() } }
        } onCancel: {
            orders.async { task.cancel() }
        }
        try Task.checkCancellation()
        do {
            try FileManager.default.moveItem(at: part.file, to: target)
            try? FileManager.default.removeItem(at: part.record)
        } catch {
            throw DownloadError.notWritable("\(target.path) cannot be written")
        }
    }
}
