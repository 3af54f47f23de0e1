internal import WinnowDomain
internal import WinnowEngine

/// How a queue is doing, in words.
struct QueueStatusView: Sendable {
    let status: QueueStatus
    let now: Moment

    init(_ status: QueueStatus, now: Moment) {
        self.status = status
        self.now = now
    }

    private var progress: QueueState.Progress { status.progress }

    /// What a template shows.
    var values: [String: Any] {
        let values: [String: Any?] = [
            "finished": progress.finishedCount.grouped, "items": progress.itemCount.grouped,
            "share": progress.percent, "model": status.model?.line, "facts": facts.map { ["text": $0] },
            "trouble": trouble, "isBad": status.trouble == .trainingFailed,
        ]
        return values.compactMapValues(\.self)
    }

    private var facts: [String] {
        var facts = [
            "\(status.labelsToday.grouped) label\(status.labelsToday == 1 ? "" : "s") today",
            progress.annotatorCount == 0
                ? "nobody at work"
                : "\(progress.annotatorCount.grouped) annotator\(progress.annotatorCount == 1 ? "" : "s") at work",
        ]
        if let model = status.model {
            facts.append("ranking \(InsightText.age(now.seconds - model.createdAt.seconds)) old")
            if status.training.newLabelCount > 0 {
                facts.append("\(status.training.newLabelCount.grouped) labels not learned yet")
            }
        }
        if let encoding = status.encoding {
            facts.append("\(encoding.doneCount.grouped) of \(encoding.itemCount.grouped) items encoded, others wait")
        }
        if status.training.isRunning { facts.append("training now") }
        return facts
    }

    /// What keeps the model from learning, and what to do.
    var trouble: String? {
        switch status.trouble {
        case nil: nil
        case .noItems:
            "No items yet. On the machine that runs this server: winnow import \(status.queue.name) FILE"
        case .noLabels:
            "No labels yet. The first model is trained after \(status.queue.definition.initialization.size)."
        case .tooFewLabels(let wanted):
            "\(status.training.labelCount.grouped) of \(wanted.grouped) labels until the first model."
        case .neverTrained:
            "There are \(status.training.labelCount.grouped) labels, and no model was trained from them yet."
        case .trainingFailed:
            "Training failed \(InsightText.age(now.seconds - (status.lastRun?.startedAt.seconds ?? 0))) ago: "
                + (status.lastRun?.message ?? "no reason was given")
        }
    }
}
