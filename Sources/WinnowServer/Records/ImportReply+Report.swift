package import WinnowAPI
package import WinnowDomain
package import WinnowEngine
package import WinnowExchange

extension ImportReply {
    /// - Parameters:
    ///   - labels: What saw whether the fields that were asked for are there.
    ///   - notes: What was recognised and passed over.
    package init(_ report: ImportReport, queue: Queue, labels: FieldWatch, notes: PeerNotes) {
        let totals = report.totals
        self.init(
            queue: queue.name,
            read: totals.readCount,
            imported: totals.insertedCount,
            unchanged: totals.unchangedCount,
            replaced: totals.replacedCount,
            kept: totals.keptCount,
            duplicates: totals.duplicateCount,
            annotations: totals.annotationCount,
            unchangedAnnotations: totals.unchangedAnnotationCount,
            supersededAnnotations: totals.supersededAnnotationCount,
            keptAnnotations: totals.keptAnnotationCount,
            rejected: totals.rejectedCount,
            firstRejected: report.rejected.map { rejected in
                Rejection(
                    file: rejected.place.file,
                    line: rejected.place.line,
                    column: rejected.place.column,
                    reason: rejected.reason
                )
            },
            warnings: labels.warnings.map { $0 + "; nothing was taken for a label" } + notes.lines,
            formats: notes.formats.map(\.title)
        )
    }
}
