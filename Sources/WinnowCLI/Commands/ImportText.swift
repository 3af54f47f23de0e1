internal import Foundation
internal import WinnowAPI
internal import WinnowDomain

/// How an import went, in words and as JSON.
struct ImportText {
    private static let shownCount = 20

    private let reply: ImportReply

    init(_ reply: ImportReply) {
        self.reply = reply
    }

    /// Names the first bad records on the standard error.
    func showRejected() {
        var lines = reply.firstRejected.prefix(ImportText.shownCount).map { bad in
            let place = Place(file: bad.file, line: bad.line, column: bad.column)
            return VisibleText.line("\(RejectedRecord(place: place, reason: bad.reason))") + "\n"
        }
        let restCount = reply.rejected - lines.count
        if restCount > 0 {
            let rest = NumberText.count(restCount, "more bad record")
            lines.append("… and \(rest); --rejects FILE keeps the whole list\n")
        }
        try? Console.write(lines.joined(), to: STDERR_FILENO)
    }

    var text: String {
        let read = reply.formats.isEmpty ? "" : "Read as \(reply.formats.joined(separator: ", ")). "
        var parts = ["\(NumberText.count(reply.imported, "item")) imported into \(reply.queue)"]
        func add(_ count: Int, _ text: String) {
            if count > 0 { parts.append("\(NumberText.count(count)) \(text)") }
        }
        add(reply.unchanged, "there already")
        add(reply.replaced, "replaced")
        add(reply.kept, "kept as they were")
        add(reply.duplicates, "with a text that another item has")
        add(reply.annotations, "annotations")
        add(reply.unchangedAnnotations, "annotations there already")
        add(reply.supersededAnnotations, "annotations superseded")
        add(reply.keptAnnotations, "annotations kept as they were")
        return read + parts.joined(separator: ", ") + "."
    }

    var json: JSON {
        .members([
            "queue": .string(reply.queue),
            "read": .integer(reply.read),
            "imported": .integer(reply.imported),
            "unchanged": .integer(reply.unchanged),
            "replaced": .integer(reply.replaced),
            "kept": .integer(reply.kept),
            "duplicates": .integer(reply.duplicates),
            "annotations": .integer(reply.annotations),
            "unchangedAnnotations": .integer(reply.unchangedAnnotations),
            "supersededAnnotations": .integer(reply.supersededAnnotations),
            "keptAnnotations": .integer(reply.keptAnnotations),
            "formats": .array(reply.formats.map { .string($0) }),
            "warnings": .array(reply.warnings.map { .string($0) }),
            "rejected": .integer(reply.rejected),
            "firstRejected": .array(
                reply.firstRejected.map { rejection in
                    .members([
                        "file": .string(rejection.file),
                        "line": .integer(rejection.line),
                        "column": rejection.column.map { .integer($0) } ?? .null,
                        "reason": .string(rejection.reason),
                    ])
                }
            ),
        ])
    }
}
