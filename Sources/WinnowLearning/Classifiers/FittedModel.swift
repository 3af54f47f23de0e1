public import WinnowNumerics

/// What a classifier learned: it gives rows outputs, and calibration makes probabilities of these.
public protocol FittedModel: Sendable {
    /// How outputs become labels.
    var head: OutputHead { get }
    /// k.
    var labelCount: Int { get }
    /// Labels that training had, ascending. The others have probability 0.
    var seenLabels: [Int] { get }
    /// d.
    var featureCount: Int { get }

    /// The outputs of rows before calibration: row-major `(n, head.outputCount)`, log-odds or what stands for them.
    ///
    /// - Throws: `LearningError.wrongFeatureCount`.
    func logits(of features: FeatureRows) throws(LearningError) -> DenseMatrix

    /// The outputs of a pool's rows: the same numbers but for rounding.
    ///
    /// - Throws: `LearningError.wrongFeatureCount`.
    func logits(of pool: PoolFeatures) throws(LearningError) -> DenseMatrix

    /// The model of rows as they are, for one that was fitted on scaled rows.
    ///
    /// - Parameter sparseColumnCount: The columns before the dense ones.
    func unscaled(_ scales: ColumnScales, sparseColumnCount: Int) -> Self

    /// The model in numbers, from which the same bits are predicted.
    var record: ModelRecord { get }

    /// Restores a model.
    ///
    /// - Returns: nil where the record is of another kind, or sizes do not fit each other, or a number cannot be used.
    init?(_ record: ModelRecord)
}

extension FittedModel {
    /// Whether labels are chosen independently of each other.
    public var isMultilabel: Bool {
        if case .oneAgainstRest = head { true } else { false }
    }

    func check(_ columnCount: Int) throws(LearningError) {
        guard columnCount == featureCount else {
            throw .wrongFeatureCount(expected: featureCount, found: columnCount)
        }
    }
}
