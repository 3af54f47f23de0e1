internal import Synchronization
internal import WinnowAPI

/// What the last exports gave out: whoever fetched one and asks for its report does not cause a second run.
final class ExportReports: Sendable {
    private static let count = 64

    private let kept = Mutex<[(request: ExportRequest, report: ExportReport)]>([])

    func keep(_ report: ExportReport, of request: ExportRequest) {
        kept.withLock { kept in
            kept.removeAll { $0.request == request }
            kept.append((request, report))
            if kept.count > ExportReports.count { kept.removeFirst() }
        }
    }

    func report(of request: ExportRequest) -> ExportReport? {
        kept.withLock { kept in kept.first { $0.request == request }?.report }
    }
}
