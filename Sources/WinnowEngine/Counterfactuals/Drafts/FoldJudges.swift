internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// Five fits of a queue's classifier, each of what the others are asked about: of any labelled text there is one that knew neither
/// it nor anything of its root.
struct FoldJudges: Sendable {
    private let judges: [TextJudge]
    /// By row of the features.
    private let folds: [Int: Int]

    private static let foldCount = 5

    /// - Throws: `LearningError`.
    init(_ trainer: Trainer, _ data: LearningData, hyperparameters: [String: Double]) throws {
        let scales = trainer.features.extractor.scales(labelCount: data.training.count)
        let training = try trainer.trainingSet(data.training, scales)
        let classifier = trainer.queue.definition.candidates.candidate(of: hyperparameters).classifier
        let folds = Folds(training, count: Self.foldCount, seed: trainer.queue.definition.seed)
        judges = try (0..<Self.foldCount).map { fold in
            let fit = try classifier.fit(try training.selecting(rows: folds.rows(outside: fold)))
            let fitted = FittedClassifier(model: trainer.unscaled(fit, scales), calibration: .none)
            return TextJudge(fitted, trainer.features.extractor)
        }
        let pairs = zip(data.training, folds.assignment).map { ($0.row, $1) }
        self.folds = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The one that knew nothing of a row's root.
    subscript(row: Int) -> TextJudge? { folds[row].map { judges[$0] } }

    /// How probable it finds a label for an original and for what was made of it; nil where it cannot say.
    func view(of row: Int, _ original: String, _ revised: String, for label: Int) -> DraftOrigin.View? {
        guard let said = try? self[row]?.probabilities(of: [original, revised]), said.rowCount == 2,
            (0..<said.columnCount).contains(label)
        else { return nil }
        let (before, after) = (Array(said.row(0))[label], Array(said.row(1))[label])
        guard before.isFinite, after.isFinite else { return nil }
        return DraftOrigin.View(before: Double(before), after: Double(after))
    }
}
