internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// How right a classifier is on the items that are set aside.
struct Measurement {
    /// nil without any such item with a label.
    let accuracy: TrainingSummary.Bounds?

    /// - Parameter probabilities: `(n, k)` of all rows.
    init(_ examples: [LearningData.Example], _ probabilities: DenseMatrix, task: QueueDefinition.Task) {
        guard let set = EvaluationSet(examples, probabilities, task: task) else {
            accuracy = nil
            return
        }
        let right = (0..<set.rowCount).count { set.predicted(row: $0).sorted() == set.truth[$0].sorted() }
        let share = Estimate.share(successes: right, trials: set.rowCount)
        accuracy = share.bounds.map {
            TrainingSummary.Bounds(value: share.value, low: $0.lowerBound, high: $0.upperBound)
        }
    }
}

extension EvaluationSet {
    /// The examples' rows out of the probabilities of all; nil without examples.
    init?(_ examples: [LearningData.Example], _ probabilities: DenseMatrix, task: QueueDefinition.Task) {
        guard !examples.isEmpty else { return nil }
        self.init(
            probabilities: DenseMatrix(
                rowCount: examples.count,
                columnCount: probabilities.columnCount,
                values: examples.flatMap { Array(probabilities.row($0.row)) }
            ),
            truth: examples.map(\.target.present),
            roots: examples.map(\.root.rawValue),
            isMultilabel: task == .multilabel
        )
    }
}
