public import WinnowNumerics

/// `linear-svm.v1`: a linear support vector machine, one label against the rest, fitted by L-BFGS.
///
/// Minimises `Σᵢ wᵢ · max(0, 1 − yᵢ·zᵢ)² + l2/2 · ‖W‖²` for each output z, y = 1 where a row has the label and −1 where it
/// has not. `l2` is 1/C of scikit-learn's `LinearSVC`, and two labels have one output, as there. Outputs are decision values;
/// of several labels a softmax takes them for logits, and calibration makes probabilities of them.
///
/// - Source: Cortes and Vapnik 1995; squared hinge loss and one against the rest as in LIBLINEAR (Fan et al. 2008).
///   Deviations: the bias is free, where LIBLINEAR's is regularised like a weight (the same as `intercept_scaling` → ∞).
///   The fit is in the primal by L-BFGS: squared, the hinge has a derivative (Chapelle 2007). `balancesLabels` multiplies a
///   row's weight by that of its label, where LIBLINEAR does so for the label's own output only, if there are several.
public struct LinearSVM: Sendable, Hashable {
    /// Strength of the regularisation, above 0.
    public var l2: Double
    /// Multiplies each row's weight by n / (k · rows of its label), as in `LogisticRegression`.
    public var balancesLabels: Bool
    /// The gradient's norm at which the fit ends, for each unit of training weight. Less than that of `LogisticRegression`,
    /// because what is lost on rows that can be told apart goes to 0 here.
    public var tolerance: Double

    /// - Parameter l2: Finite, above 0.
    public init(l2: Double = 1, balancesLabels: Bool = false, tolerance: Double = 1e-6) {
        precondition(l2 > 0 && l2.isFinite, "l2 \(l2)")
        self.l2 = l2
        self.balancesLabels = balancesLabels
        self.tolerance = tolerance
    }

    /// Finds the weights.
    ///
    /// Labels of which all rows are known to be the same have that share's log-odds for every row.
    ///
    /// - Parameter start: A solution of another fit, and which rows it has in common with this one.
    /// - Throws: `LearningError.noTrainingRows` when no row has a weight and a usable target; `.cancelled`.
    /// - Complexity: O(iterations · entries · outputs).
    public func solve(
        _ training: TrainingSet,
        start: LogisticStart? = nil,
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> LogisticSolution {
        if cancellation?.isCancelled == true { throw .cancelled }
        let statements =
            training.isMultilabel
            ? try LabelStatements(multilabel: training, balancesLabels: balancesLabels)
            : try LabelStatements(singleChoice: training, balancesLabels: balancesLabels)
        let solution = solve(training, statements, start: start, cancellation)
        if cancellation?.isCancelled == true { throw .cancelled }
        return solution
    }
}

extension LinearSVM: Classifier {
    /// It learns from everything.
    public static let abilities = ClassifierAbilities()

    /// Strengths that `l2: auto` tries: C from 0.1 to 100 in half decades, strongest first.
    public static let strengths: [Double] = [10, 3.2, 1, 0.32, 0.1, 0.032, 0.01]

    /// What a later fit starts from: of its own type, so that no other classifier takes it for a solution of its own.
    private struct Memory: Sendable {
        let solution: LogisticSolution
    }

    /// Fits, from an earlier fit's solution where that is one of a support vector machine; see `solve`.
    public func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        let earlier = start.flatMap { start in
            (start.fit.memory as? Memory).map { LogisticStart(rows: start.rows, solution: $0.solution) }
        }
        let solution = try solve(training, start: earlier, cancellation: cancellation)
        return ClassifierFit(
            model: solution.fitted,
            iterationCount: solution.iterationCount,
            memory: Memory(solution: solution)
        )
    }
}
