package import WinnowDomain

/// A whole import: reads and prepares records on a thread of its own while those before are stored.
///
/// A few portions are held at once, whatever the size of the source. Items are stored in file order, a portion in a
/// transaction: whenever it ends, complete portions are there and nothing else.
package struct ImportRun: Sendable {
    /// Portions that are prepared while one is stored: one of them may take longer without the other thread waiting.
    private static let aheadCount = 6

    private let importer: Importer
    private let limits: ImportLimits

    package init(_ importer: Importer, limits: ImportLimits = ImportLimits()) {
        self.importer = importer
        self.limits = limits
    }

    /// Reads a source to its end, or until there are too many errors or the task is cancelled.
    ///
    /// - Parameters:
    ///   - progress: Called after each transaction with what is stored, and how much of the source is read (0…1).
    ///   - rejected: Called with all rejected records, in file order. When it throws, the import ends.
    package func run(
        _ source: sending some RecordSource,
        isolation: isolated (any Actor)? = #isolation,
        progress: (ImportTotals, Double?) -> Void = { _, _ in },
        rejected: ([RejectedRecord]) throws -> Void = { _ in }
    ) async -> ImportReport {
        let feed = ImportFeed(source, importer: importer, limits: limits)
        let executor = TrainingExecutor(purpose: "import")
        defer { executor.stop() }
        var report = ImportReport()
        await withTaskGroup(of: ImportPortion.self, isolation: isolation) { group in
            var isReading = true
            // The executor has one thread: portions come in file order.
            for _ in 0..<ImportRun.aheadCount { group.addTask(executorPreference: executor) { feed.next() } }
            while isReading, let portion = await group.next() {
                isReading = portion.end == nil
                if isReading { group.addTask(executorPreference: executor) { feed.next() } }
                do {
                    try Task.checkCancellation()
                    let bad = try await store(portion, &report)
                    if !bad.isEmpty { try rejected(bad) }
                    progress(report.totals, portion.fraction)
                    if let end = end(after: portion, report.totals) {
                        report.end = end
                        isReading = false
                    }
                } catch {
                    report.end = error is CancellationError ? .cancelled : .failed(error)
                    isReading = false
                }
            }
            group.cancelAll()
        }
        await importer.finish()
        return report
    }

    /// - Returns: The portion's rejected records.
    private func store(
        _ portion: ImportPortion,
        _ report: inout ImportReport,
        isolation: isolated (any Actor)? = #isolation
    ) async throws -> [RejectedRecord] {
        var refused: [(position: Int, reason: String)] = []
        if !portion.entries.isEmpty {
            let outcome = try await importer.store(portion.entries)
            report.totals.add(outcome)
            refused = outcome.refused
        }
        let rejected = portion.rejected(with: refused)
        report.totals.readCount += portion.count
        report.totals.rejectedCount += rejected.count
        report.rejected += rejected.prefix(limits.keptRejectionCount - report.rejected.count)
        return rejected
    }

    private func end(after portion: ImportPortion, _ totals: ImportTotals) -> ImportReport.End? {
        if case .failed = portion.end { return portion.end }
        if let limit = limits.errorCount, totals.rejectedCount > limit { return .tooManyErrors(limit: limit) }
        return portion.end
    }
}
