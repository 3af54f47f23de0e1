package import WinnowAPI
package import WinnowDomain
package import WinnowEngine

extension ImportReply {
    package init(_ report: ImportReport, queue: Queue, warnings: [String] = []) {
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
            warnings: warnings
        )
    }
}
