internal import WinnowDomain

/// What was done in a session: said at its end.
struct LabellingReport: Hashable, Sendable {
    let queue: String
    let annotator: String
    let labelCount: Int
    let skipCount: Int
    let unsureCount: Int
    let flagCount: Int
    /// Answers that were taken back and not given again.
    let takenBackCount: Int
    /// Whether an answer was given that is not known to be stored.
    let isLastUnsaved: Bool
    let progress: QueueProgress
    let isFinished: Bool
    var seconds: Double

    init(_ form: LabellingForm, now: Double? = nil) {
        queue = form.setting.queue.name
        annotator = form.setting.annotator
        labelCount = form.count(of: .label)
        skipCount = form.count(of: .skip)
        unsureCount = form.count(of: .unsure)
        flagCount = form.count(of: .flag)
        takenBackCount = form.open.count { $0.previous != nil }
        let isSubmitting = if case .submitting = form.operation { true } else { false }
        isLastUnsaved = isSubmitting || form.card?.unsent != nil
        progress = form.progress
        isFinished = if case .finished = form.stage { true } else { false }
        seconds = max(0, (now ?? form.setting.startedAt) - form.setting.startedAt)
    }

    /// `12 labelled, 1 skipped`
    var counts: String {
        var parts = ["\(NumberText.count(labelCount)) labelled"]
        if skipCount > 0 { parts.append("\(NumberText.count(skipCount)) skipped") }
        if unsureCount > 0 { parts.append("\(NumberText.count(unsureCount)) unsure") }
        if flagCount > 0 { parts.append("\(NumberText.count(flagCount)) flagged") }
        return parts.joined(separator: ", ")
    }

    var text: String {
        var lines = [
            "\(queue): \(counts) by \(annotator) in \(NumberText.seconds(seconds)); "
                + "\(NumberText.count(progress.finishedCount)) of \(NumberText.count(progress.itemCount, "item")) are done."
        ]
        if takenBackCount > 0 {
            lines.append("\(NumberText.count(takenBackCount, "answer")) taken back and not given again.")
        }
        if isLastUnsaved {
            lines.append("The last answer was not confirmed as saved; its item comes up again if it was not.")
        }
        lines.append(
            isFinished ? "Next: winnow export \(queue)" : "Go on with: winnow label \(queue)"
        )
        return lines.joined(separator: "\n")
    }

    var json: JSON {
        .members([
            "queue": .string(queue),
            "annotator": .string(annotator),
            "labelled": .integer(labelCount),
            "skipped": .integer(skipCount),
            "unsure": .integer(unsureCount),
            "flagged": .integer(flagCount),
            "takenBack": .integer(takenBackCount),
            "unconfirmed": .boolean(isLastUnsaved),
            "items": .integer(progress.itemCount),
            "done": .integer(progress.finishedCount),
            "seconds": .real(seconds),
        ])
    }
}
