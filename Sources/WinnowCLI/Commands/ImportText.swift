internal import Foundation
internal import WinnowDomain
internal import WinnowEngine

/// How an import went, in words and as JSON.
struct ImportText {
    private static let shownCount = 20

    private let report: ImportReport
    private let queue: Queue
    private var totals: ImportTotals { report.totals }

    init(_ report: ImportReport, queue: Queue) {
        self.report = report
        self.queue = queue
    }

    /// Names the first bad records on the standard error.
    func showRejected() {
        var lines = report.rejected.prefix(ImportText.shownCount).map { VisibleText.line("\($0)") + "\n" }
        let restCount = totals.rejectedCount - lines.count
        if restCount > 0 {
            let rest = NumberText.count(restCount, "more bad record")
            lines.append("… and \(rest); --rejects FILE keeps the whole list\n")
        }
        try? Console.write(lines.joined(), to: STDERR_FILENO)
    }

    var text: String {
        var parts = ["\(NumberText.count(totals.insertedCount, "item")) imported into \(queue.name)"]
        func add(_ count: Int, _ text: String) {
            if count > 0 { parts.append("\(NumberText.count(count)) \(text)") }
        }
        add(totals.unchangedCount, "there already")
        add(totals.replacedCount, "replaced")
        add(totals.keptCount, "kept as they were")
        add(totals.duplicateCount, "with a text that another item has")
        add(totals.annotationCount, "annotations")
        add(totals.unchangedAnnotationCount, "annotations there already")
        add(totals.supersededAnnotationCount, "annotations superseded")
        add(totals.keptAnnotationCount, "annotations kept as they were")
        return parts.joined(separator: ", ") + "."
    }

    var json: JSON {
        .members([
            "queue": .string(queue.name),
            "read": .integer(totals.readCount),
            "imported": .integer(totals.insertedCount),
            "unchanged": .integer(totals.unchangedCount),
            "replaced": .integer(totals.replacedCount),
            "kept": .integer(totals.keptCount),
            "duplicates": .integer(totals.duplicateCount),
            "annotations": .integer(totals.annotationCount),
            "unchangedAnnotations": .integer(totals.unchangedAnnotationCount),
            "supersededAnnotations": .integer(totals.supersededAnnotationCount),
            "keptAnnotations": .integer(totals.keptAnnotationCount),
            "rejected": .integer(totals.rejectedCount),
            "firstRejected": .array(
                report.rejected.map { rejection in
                    .members([
                        "file": .string(rejection.place.file),
                        "line": .integer(rejection.place.line),
                        "column": rejection.place.column.map { .integer($0) } ?? .null,
                        "reason": .string(rejection.reason),
                    ])
                }
            ),
        ])
    }
}
