public import WinnowNumerics

/// `logistic-regression.v1`: linear log-odds with L2 regularisation, fitted by L-BFGS.
///
/// Minimises `Σᵢ wᵢ · lossᵢ + l2/2 · ‖W‖²`; the bias is free. `l2` is 1/C of scikit-learn's `LogisticRegression`, and
/// with two labels there is one output, as there. Labels without a row are left out and get probability 0.
/// Multi-label targets are fitted one label against the rest.
///
/// Pairs of rows can add to the objective (`PairLoss`). Gradient supervision makes it one with several minima: the fit
/// is the one downhill of the minimum without it, so that where it starts from changes how long it takes, and not where
/// it ends.
///
/// - Source: Cox 1958; Nocedal 1980 (L-BFGS). Deviation: none in the objective; the iterates live in the row space,
///   see `RowSpacePoint`.
public struct LogisticRegression: Sendable, Hashable {
    /// Strength of the regularisation, above 0.
    public var l2: Double
    /// Multiplies each row's weight by n / (k · rows of its label), as scikit-learn's `class_weight="balanced"`.
    public var balancesLabels: Bool
    /// The gradient's norm at which the fit ends, for each unit of training weight. The default leaves the objective within
    /// a few parts in ten million of its least value on thousands of texts.
    public var tolerance: Double
    /// What pairs of rows add; none unless it is said otherwise.
    public var pairs: PairLoss

    /// - Parameter l2: Finite, above 0.
    public init(l2: Double = 0.1, balancesLabels: Bool = false, tolerance: Double = 4e-6, pairs: PairLoss = .none) {
        precondition(l2 > 0 && l2.isFinite, "l2 \(l2)")
        self.l2 = l2
        self.balancesLabels = balancesLabels
        self.tolerance = tolerance
        self.pairs = pairs
    }

    /// Finds the weights.
    ///
    /// - Parameters:
    ///   - training: n rows; those with weight 0 change nothing.
    ///   - start: A solution on rows of the same numbers (see `LogisticSolution.rowCoefficients`), to start from.
    ///   - cancellation: Ends the fit before its time.
    /// - Throws: `LearningError.noTrainingRows` when no row has a weight and a usable target; `.cancelled`.
    /// - Complexity: O(iterations · entries · outputs).
    public func solve(
        _ training: TrainingSet,
        start: LogisticStart? = nil,
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> LogisticSolution {
        if cancellation?.isCancelled == true { throw .cancelled }
        let solution =
            training.isMultilabel
            ? try fitOneAgainstRest(training, start: start, cancellation)
            : try fitSingleChoice(training, start: start, cancellation)
        if cancellation?.isCancelled == true { throw .cancelled }
        return solution
    }

    /// The old solution's guess where it fits, else a new one; nil where features are sparse or rows few.
    func curvature(of rows: TrainingRows, outputCount: Int, start: LogisticStart?) -> CurvatureGuess? {
        guard rows.isDense, let dense = rows.dense else { return nil }
        // For few rows and outputs the steps that it saves are cheaper than it is.
        guard rows.rowCount * outputCount >= 2 * dense.columnCount else { return nil }
        if let old = start?.solution.curvature,
            old.fits(dense, outputCount: outputCount, l2: l2)
        {
            return old
        }
        let share = 1 / Double(max(outputCount, 2))
        return CurvatureGuess(dense, curvature: share * (1 - share), l2: l2)
    }

    func minimizer(totalWeight: Double) -> LBFGS {
        LBFGS(gradientTolerance: tolerance * max(totalWeight, 1))
    }
}

/// A fit and how it went.
public struct LogisticSolution: Sendable {
    /// The weights as a model.
    public let fitted: LinearModel
    /// Row-major `(n, stride)`: the weights as a combination of the rows, for a warm start; empty where all features are
    /// dense.
    let rowCoefficients: [Double]
    /// Where all features are dense: good for other rows of the same kind as well.
    let curvature: CurvatureGuess?
    /// The objective at the end.
    public let value: Double
    /// Of L-BFGS.
    public let iterationCount: Int
}
