package import WinnowDomain

/// A whole export, a page of items at a time, so that whoever carries the bytes away decides how fast it goes.
///
/// Computes: where others wait for the thread, run it on a `TrainingExecutor`.
package actor ExportRun<Sink: RecordSink> {
    package enum Step: Sendable {
        case more
        case done(Exporter.Totals, Sink.Report)
    }

    private let exporter: Exporter
    private let event: EventNumber
    private var sink: Sink
    private var next: Exporter.Page?
    private var hasBegun = false
    /// The items to go through; nil for all.
    private var changed: [ItemID]?
    private var totals = Exporter.Totals()

    /// - Parameter event: What came later is left out.
    package init(_ exporter: Exporter, upTo event: EventNumber, into sink: sending Sink) {
        self.exporter = exporter
        self.event = event
        self.sink = sink
    }

    /// Writes the rows of the next items.
    ///
    /// - Throws: What the store or the sink says; there is no going on behind it.
    package func advance() async throws -> Step {
        if !hasBegun { try await begin() }
        try Task.checkCancellation()
        guard let page = next else { return .done(totals, try sink.finish()) }
        // The store reads on while the rows are written: each is half of the work.
        async let following = exporter.page(of: changed, after: page.last, upTo: event)
        let (rows, totals) = try exporter.rows(of: page)
        for row in rows { try sink.write(row) }
        self.totals.add(totals)
        next = try await following
        return .more
    }

    /// Writes all that is left.
    package func finish() async throws -> (Exporter.Totals, Sink.Report) {
        while true {
            if case .done(let totals, let report) = try await advance() { return (totals, report) }
        }
    }

    private func begin() async throws {
        hasBegun = true
        changed = try await exporter.changedItems(upTo: event)
        if sink.wantsPreview { try await preview() }
        next = try await exporter.page(of: changed, after: nil, upTo: event)
    }

    private func preview() async throws {
        var last: ItemID?
        while let page = try await exporter.page(of: changed, after: last, upTo: event) {
            try Task.checkCancellation()
            for row in try exporter.rows(of: page).rows { sink.preview(row) }
            last = page.last
        }
    }
}
