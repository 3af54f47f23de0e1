package import WinnowDomain
internal import WinnowLearning

/// Why a new model would know hardly more than there is to know already: no failure.
package enum TrainingRefusal: Error, Hashable, Sendable {
    case tooFewLabels(count: Int, wanted: Int)
    /// Since the model version of a number.
    case nothingNew(count: Int, version: Int, wanted: Int)
    /// Not even somebody who insists gets a model of nothing.
    case nothingLabelled

    /// The rule by which `winnow retrain` and its like decide whether to train.
    ///
    /// - Parameter last: The promoted model.
    /// - Returns: nil when a run is worth it.
    package init?(_ queue: Queue, _ history: LabelHistory, last: ModelVersion?) {
        let labelCount = history.labelledItemCount
        let wanted = queue.definition.initialization.size
        if labelCount < wanted {
            self = .tooFewLabels(count: labelCount, wanted: wanted)
            return
        }
        guard let last, last.recipe.definition == queue.definition,
            last.recipe.codeVersion >= Trainer.oldestReadableVersion
        else { return nil }
        let newCount = history.newCount(after: last.recipe.event)
        let wantedNew = max(1, queue.definition.retrain.after)
        if newCount >= wantedNew { return nil }
        self = .nothingNew(count: newCount, version: last.number, wanted: wantedNew)
    }
}

extension TrainingRefusal: CodedError {
    package var code: ErrorCode {
        switch self {
        case .tooFewLabels: .tooFewLabels
        case .nothingNew: .nothingNew
        case .nothingLabelled: .noLabels
        }
    }

    package var description: String {
        switch self {
        case .tooFewLabels(let count, let wanted):
            "\(count) item\(count == 1 ? "" : "s") labelled, and the queue wants \(wanted) before the first model; "
                + "--force (`force` in the API) trains all the same"
        case .nothingNew(let count, let version, let wanted):
            "\(count) new answer\(count == 1 ? "" : "s") since model v\(version), and the queue wants \(wanted); "
                + "--force (`force` in the API) trains all the same"
        case .nothingLabelled: "nothing is labelled yet, so there is nothing to learn from"
        }
    }
}
