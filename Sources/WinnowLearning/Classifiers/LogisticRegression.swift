package import WinnowNumerics

/// `logistic-regression.v1`: linear log-odds with L2 regularisation, fitted by L-BFGS.
///
/// Minimises `Σᵢ wᵢ · lossᵢ + l2/2 · ‖W‖²`; the bias is free. `l2` is 1/C of scikit-learn's `LogisticRegression`, and
/// with two labels there is one output, as there. Labels without a row are left out and get probability 0.
/// Multi-label targets are fitted one label against the rest.
///
/// - Source: Cox 1958; Nocedal 1980 (L-BFGS). Deviation: none in the objective; the iterates live in the row space,
///   see `RowSpacePoint`.
package struct LogisticRegression: Sendable, Hashable, Codable {
    /// Strength of the regularisation, above 0.
    package var l2: Double
    /// Multiplies each row's weight by n / (k · rows of its label), as scikit-learn's `class_weight="balanced"`.
    package var balancesLabels: Bool
    /// The gradient's norm at which the fit ends, for each unit of training weight. The default leaves the objective within
    /// a few parts in ten million of its least value on thousands of texts.
    package var tolerance: Double

    package init(l2: Double = 0.1, balancesLabels: Bool = false, tolerance: Double = 4e-6) {
        precondition(l2 > 0 && l2.isFinite, "l2 \(l2)")
        self.l2 = l2
        self.balancesLabels = balancesLabels
        self.tolerance = tolerance
    }

    /// Fits.
    ///
    /// - Parameters:
    ///   - training: n rows; those with weight 0 change nothing.
    ///   - start: A solution on rows of the same numbers (see `LogisticSolution.rowCoefficients`), to start from.
    ///   - cancellation: Ends the fit before its time.
    /// - Throws: `LearningError.noTrainingRows` when no row has a weight and a usable target; `.cancelled`.
    /// - Complexity: O(iterations · entries · outputs).
    package func fit(
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

    func minimizer(totalWeight: Double) -> LBFGS {
        LBFGS(gradientTolerance: tolerance * max(totalWeight, 1))
    }
}

/// Where to start a fit: coefficients of rows, by row key.
package struct LogisticStart: Sendable {
    /// For each row of the new training set, the row in `solution` that it was, or nil when it is new.
    package let rows: [Int?]
    package let solution: LogisticSolution

    package init(rows: [Int?], solution: LogisticSolution) {
        self.rows = rows
        self.solution = solution
    }
}

/// A fit and how it went.
package struct LogisticSolution: Sendable {
    package let fitted: FittedLogisticRegression
    /// Row-major `(n, stride)`: the weights as a combination of the rows, for a warm start.
    let rowCoefficients: [Double]
    /// The objective at the end.
    package let value: Double
    package let iterationCount: Int
}
