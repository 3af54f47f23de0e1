public import WinnowNumerics

/// A classifier that learns from sparse columns by how much each tells labels apart: `CountRatios` of the rows of each fit.
///
/// The ratios look at labels, so they are part of the fit: rows that are held out to validate on have none.
public struct RatioScaled<Base: Classifier>: Classifier {
    /// What learns from the scaled columns.
    public let base: Base
    /// Of the ratios, 0 for none.
    public let power: Double

    /// - Parameter power: Finite.
    public init(_ base: Base, power: Double) {
        self.base = base
        self.power = power
    }

    /// Those of the base.
    public static var abilities: ClassifierAbilities { Base.abilities }

    /// Fits the base on scaled columns; the model is one of the columns as they are.
    ///
    /// - Throws: What the base does; `LearningError.negativeFeature`.
    public func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        guard power != 0, let sparse = training.features.sparse else {
            return try base.fit(training, from: start, cancellation: cancellation)
        }
        let scales = ColumnScales(
            sparseColumns: try CountRatios(training, power: power).factors,
            dense: [Float](repeating: 1, count: training.features.denseColumnCount)
        )
        let scaled = try training.replacing(
            features: FeatureRows(sparse: scales.scaled(sparse), dense: training.features.dense)
        )
        let fit = try base.fit(scaled, from: start, cancellation: cancellation)
        return ClassifierFit(
            model: fit.model.unscaled(scales, sparseColumnCount: sparse.columnCount),
            iterationCount: fit.iterationCount,
            memory: fit.memory,
            curve: fit.curve,
            remarks: fit.remarks
        )
    }

    /// The base with other random numbers.
    public func seeded(_ seed: UInt64) -> RatioScaled { RatioScaled(base.seeded(seed), power: power) }
}

extension Classifier {
    /// Itself, by the ratios of the sparse columns.
    ///
    /// - Parameter power: 0 for itself as it is.
    package func scaledByRatios(power: Double) -> any Classifier {
        power == 0 ? self : RatioScaled(self, power: power)
    }
}
