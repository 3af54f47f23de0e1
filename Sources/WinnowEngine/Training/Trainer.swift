internal import Foundation
package import WinnowDomain
package import WinnowLearning
package import WinnowNumerics

/// Fits a queue's classifier on what was known at an event. A function of its inputs: the same give the same bytes.
///
/// Strength and calibration are chosen by cross-validation at *anchors*, the 10th, 13th, 16th, 20th … annotation (each
/// a quarter more), and hold until the next. The fit at an anchor is also where the fits behind it start from. What a
/// model is depends on the anchor's event and its own, never on which models were trained in between.
package struct Trainer: Sendable {
    package let queue: Queue
    package let features: FeatureSet
    package let index: ItemIndex
    private let cancellation: Cancellation?

    /// - Parameter cancellation: Ends fits before their time; they throw `LearningError.cancelled` then.
    package init(queue: Queue, features: FeatureSet, index: ItemIndex, cancellation: Cancellation? = nil) {
        self.queue = queue
        self.features = features
        self.index = index
        self.cancellation = cancellation
    }

    /// Grows when the same data would give another model.
    package static let codeVersion = 4

    /// Models of older versions learned from texts that were read in another way; see `NormalizedText.version`.
    package static let oldestReadableVersion = 3

    /// What cross-validation found at an anchor, and the fit there.
    package struct Anchor: Sendable {
        package let event: EventNumber
        package let l2: Double
        package let calibration: Calibration
        let rows: [Int]
        /// Of the columns, also for the fits behind it: they start from its weights.
        let scales: ColumnScales
        let solution: LogisticSolution
    }

    /// A fitted classifier and the data it came from.
    package struct Product: Sendable {
        package let classifier: FittedClassifier
        package let data: LearningData
        package let l2: Double
        /// What columns were multiplied by to learn from them.
        package let scales: ColumnScales
        package let iterationCount: Int
    }

    /// The strength before there is enough to validate on: scikit-learn's C = 10, a good one for TF-IDF.
    private static let fallbackStrength = 0.1

    /// The event of the last anchor up to an event, nil before the first.
    package static func anchorEvent(_ history: LabelHistory, upTo event: EventNumber) -> EventNumber? {
        let count = history.count(upTo: event)
        var anchor: Int?
        var next = 10.0
        while Int(next) <= count {
            anchor = Int(next)
            next = max(next + 1, next * 1.25)
        }
        return anchor.map { history.annotations[$0 - 1].event }
    }

    /// Cross-validates and fits at an anchor.
    ///
    /// - Throws: `LearningError`, among them that there is nothing to learn from.
    package func anchor(at event: EventNumber, _ history: LabelHistory) throws -> Anchor {
        let data = LearningData(standing: history.standing(at: event), queue: queue, index: index)
        let scales = features.extractor.scales(labelCount: data.training.count)
        let training = try trainingSet(data.training, scales)
        var classifier = self.classifier(l2: queue.definition.classifier.l2 ?? Trainer.fallbackStrength)
        let strengths = queue.definition.classifier.l2.map { [$0] } ?? CrossValidation.grid
        // With nothing to choose there is nothing to validate.
        let isNeeded = strengths.count > 1 || calibrationKind != .none
        let validation =
            isNeeded
            ? CrossValidation.run(
                classifier,
                on: training,
                strengths: strengths,
                seed: queue.definition.seed,
                cancellation: cancellation
            ) : nil
        var calibration = Calibration.none
        if let validation {
            classifier.l2 = validation.l2
            calibration = Calibration.fit(calibrationKind, to: validation.heldOut)
        }
        return Anchor(
            event: event,
            l2: classifier.l2,
            calibration: calibration,
            rows: data.training.map(\.row),
            scales: scales,
            solution: try classifier.fit(training, cancellation: cancellation)
        )
    }

    /// Fits at an event.
    ///
    /// - Parameter anchor: The anchor of `anchorEvent`, nil before the first.
    /// - Throws: `LearningError`.
    package func fit(at event: EventNumber, _ history: LabelHistory, anchor: Anchor?) throws -> Product {
        let data = LearningData(standing: history.standing(at: event), queue: queue, index: index)
        let scales = anchor?.scales ?? features.extractor.scales(labelCount: data.training.count)
        let training = try trainingSet(data.training, scales)
        let l2 = anchor?.l2 ?? queue.definition.classifier.l2 ?? Trainer.fallbackStrength
        let positions = anchor.map { anchor in
            Dictionary(uniqueKeysWithValues: anchor.rows.enumerated().map { ($0.element, $0.offset) })
        }
        let start = anchor.map { anchor in
            LogisticStart(rows: data.training.map { positions?[$0.row] }, solution: anchor.solution)
        }
        let solution = try classifier(l2: l2).fit(training, start: start, cancellation: cancellation)
        let calibration = anchor.map { $0.calibration(for: solution.fitted) } ?? .none
        return Product(
            classifier: FittedClassifier(model: unscaled(solution, scales), calibration: calibration),
            data: data,
            l2: l2,
            scales: scales,
            iterationCount: solution.iterationCount
        )
    }

    /// Fits on examples of the caller's choice, without calibration: for what asks only which label is the most probable.
    package func fit(_ examples: [LearningData.Example], l2: Double) throws -> FittedClassifier {
        let scales = features.extractor.scales(labelCount: examples.count)
        let solution = try classifier(l2: l2).fit(try trainingSet(examples, scales))
        return FittedClassifier(model: unscaled(solution, scales), calibration: .none)
    }

    /// The model of features as they are kept.
    private func unscaled(_ solution: LogisticSolution, _ scales: ColumnScales) -> LinearModel {
        solution.fitted.unscaled(scales, sparseColumnCount: features.rows.sparseColumnCount)
    }

    private func classifier(l2: Double) -> LogisticRegression {
        LogisticRegression(l2: l2, balancesLabels: queue.definition.classifier.labelWeights == .balanced)
    }

    private var calibrationKind: Calibration.Kind {
        switch queue.definition.classifier.calibration {
        case .none: .none
        case .temperature: .temperature
        case .platt: .platt
        case .isotonic: .isotonic
        }
    }

    private func trainingSet(_ examples: [LearningData.Example], _ scales: ColumnScales) throws -> TrainingSet {
        guard !examples.isEmpty else { throw LearningError.noTrainingRows }
        return try TrainingSet(
            features: features.rows.gather(examples.map(\.row), scaledBy: scales),
            targets: examples.map(\.target),
            roots: examples.map(\.root.rawValue),
            labelCount: queue.labels.count
        )
    }
}

extension Trainer.Anchor {
    /// The anchor's calibration, unless it is for other outputs: a label was first seen since.
    func calibration(for fitted: LinearModel) -> Calibration {
        if case .temperature = calibration { return calibration }
        return fitted.seenLabels == solution.fitted.seenLabels ? calibration : .none
    }
}
