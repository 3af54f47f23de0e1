internal import WinnowDomain
internal import WinnowLearning
internal import WinnowNumerics

/// What is known of the items of a map, by point.
package struct MapColours: Sendable {
    /// Where an item comes from, and what it is for.
    package enum Origin: UInt8, Sendable, CaseIterable {
        /// Imported, to learn from.
        case imported
        /// Imported, with the text of an earlier item.
        case duplicate
        /// Set aside to measure on.
        case evaluation
        /// Edited from another item; it is on the side of that one.
        case revised

        init(_ marks: ItemBoard.Marks) {
            self =
                if marks.contains(.isRevised) {
                    .revised
                } else if marks.contains(.isEvaluation) {
                    .evaluation
                } else {
                    marks.contains(.isDuplicate) ? .duplicate : .imported
                }
        }
    }

    /// The place among the queue's labels of what an item is labelled with, from 1; 0 for none. Of several, the first.
    package let labels: [UInt16]
    /// The same of what the model predicts; empty without a model that can be asked.
    package let predictions: [UInt16]
    /// How unsure the model is, 0…255 for 0 to all it can be; empty without a model that can be asked.
    package let uncertainty: [UInt8]
    package let origins: [Origin]
    package let modelVersion: Int?
}

/// What a model says of the points of a map: the same until either changes.
struct MapPredictions: Sendable {
    struct Occasion: Hashable, Sendable {
        let map: String
        let pointCount: Int
        let model: Int
        let revision: Int
    }

    let occasion: Occasion
    let labels: [UInt16]
    let uncertainty: [UInt8]

    /// Computes: run it on an executor.
    ///
    /// - Throws: `LearningError`.
    init(
        _ occasion: Occasion,
        of rows: [Int],
        in features: FeatureSet,
        by model: QueueModel,
        queue: Queue
    ) throws(LearningError) {
        self.occasion = occasion
        let isAll = rows.count == features.rowCount
        let probabilities =
            isAll
            ? try model.classifier.probabilities(of: features.rows)
            : try model.classifier.probabilities(of: features.rows.gather(rows))
        let places = Dictionary(
            queue.labels.enumerated().map { ($0.element.id, UInt16(clamping: $0.offset + 1)) },
            uniquingKeysWith: { first, _ in first }
        )
        labels = (0..<rows.count).map { point in
            model.predicted(probabilities.row(point)).first.flatMap { places[model.labels[$0].id] } ?? 0
        }
        let doubts = try Uncertainty.leastConfidence.scores(probabilities, isMultilabel: model.isMultilabel)
        // Of k labels the most probable one has at least 1 / k; in multi-label it is a mean over labels.
        let most = model.isMultilabel ? 0.5 : 1 - 1 / Float(max(2, model.labels.count))
        uncertainty = doubts.map { $0.isFinite ? UInt8(min(max(($0 / most * 255).rounded(), 0), 255)) : 0 }
    }
}
