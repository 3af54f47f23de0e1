internal import Foundation
internal import WinnowDomain

/// What has become of the records of an import.
struct ImportAccount {
    private(set) var outcome = ImportOutcome()
    private(set) var rejected = RejectionList()
    private(set) var readCount = 0
    private let rejects: OutputFile?

    init(rejects: OutputFile?) {
        self.rejects = rejects
    }

    mutating func add(_ rejection: RejectedRecord) throws {
        readCount += 1
        try note(rejection)
    }

    mutating func add(_ stored: (outcome: ImportOutcome, rejected: [RejectedRecord])) throws {
        readCount += stored.outcome.itemCount + stored.rejected.count
        outcome.add(stored.outcome)
        for rejection in stored.rejected { try note(rejection) }
    }

    private mutating func note(_ rejection: RejectedRecord) throws {
        rejected.add(rejection)
        if let rejects { try Console.write("\(rejection)\n", to: rejects.descriptor) }
    }

    func finish() throws { try rejects?.finish() }

    func text(_ queue: Queue) -> String {
        var parts = ["\(NumberText.count(outcome.insertedCount, "item")) imported into \(queue.name)"]
        func add(_ count: Int, _ text: String) {
            if count > 0 { parts.append("\(NumberText.count(count)) \(text)") }
        }
        add(outcome.unchangedCount, "there already")
        add(outcome.replacedCount, "replaced")
        add(outcome.keptCount, "kept as they were")
        add(outcome.duplicateCount, "with a text that another item has")
        add(outcome.annotationCount, "annotations")
        add(outcome.unchangedAnnotationCount, "annotations there already")
        add(outcome.supersededAnnotationCount, "annotations superseded")
        add(outcome.keptAnnotationCount, "annotations kept as they were")
        return parts.joined(separator: ", ") + "."
    }

    func json(_ queue: Queue) -> JSON {
        .members([
            "queue": .string(queue.name),
            "read": .integer(readCount),
            "imported": .integer(outcome.insertedCount),
            "unchanged": .integer(outcome.unchangedCount),
            "replaced": .integer(outcome.replacedCount),
            "kept": .integer(outcome.keptCount),
            "duplicates": .integer(outcome.duplicateCount),
            "annotations": .integer(outcome.annotationCount),
            "unchangedAnnotations": .integer(outcome.unchangedAnnotationCount),
            "supersededAnnotations": .integer(outcome.supersededAnnotationCount),
            "keptAnnotations": .integer(outcome.keptAnnotationCount),
            "rejected": .integer(rejected.count),
            "firstRejected": .array(
                rejected.first.map { rejection in
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

extension ImportOutcome {
    /// Records that are an item now.
    fileprivate var itemCount: Int { insertedCount + unchangedCount + replacedCount + keptCount }

    fileprivate mutating func add(_ other: ImportOutcome) {
        insertedCount += other.insertedCount
        unchangedCount += other.unchangedCount
        replacedCount += other.replacedCount
        keptCount += other.keptCount
        duplicateCount += other.duplicateCount
        annotationCount += other.annotationCount
        unchangedAnnotationCount += other.unchangedAnnotationCount
        supersededAnnotationCount += other.supersededAnnotationCount
        keptAnnotationCount += other.keptAnnotationCount
    }
}
