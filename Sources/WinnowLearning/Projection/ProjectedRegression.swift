public import WinnowNumerics

/// A logistic regression on dense features after a projection, learned from the same rows; sparse columns are taken as they
/// are.
///
/// What comes out is a plain `LinearModel` of the features before the projection: it is linear, so it folds into the weights.
/// The learned metric is all that it adds to the regression: the penalty on a weight is `wᵀ (W Wᵀ)⁻¹ w` in place of `wᵀ w`.
///
/// Where there is nothing to project (see `Projection`: no dense columns, several labels a row, fewer than two
/// labels, rows all alike, very many rows) it is the regression alone. On frozen sentence vectors it helps little, if at all
/// (`Benchmarks/research/projection.py`): let `CrossValidation` choose, as a challenger.
public struct ProjectedRegression: Sendable, Hashable {
    /// What learns from the projected rows.
    public var regression: LogisticRegression
    /// What comes before.
    public var projection: Projection

    /// - Parameters: As the properties say.
    public init(
        _ regression: LogisticRegression = LogisticRegression(balancesLabels: true),
        projection: Projection = .discriminant(DiscriminantProjection())
    ) {
        self.regression = regression
        self.projection = projection
    }
}

extension ProjectedRegression: Classifier {
    /// It learns from everything, as the regression does.
    public static let abilities = LogisticRegression.abilities

    /// Fits; the projection anew unless an earlier fit's is of the same rows, the weights from the earlier fit's.
    ///
    /// - Complexity: That of the projection and of the regression.
    public func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        if cancellation?.isCancelled == true { throw .cancelled }
        guard let rows = ProjectionRows(training, balancesLabels: regression.balancesLabels) else {
            let plain = start.flatMap { $0.fit.memory is ProjectionMemory ? nil : $0 }
            return try regression.fit(training, from: plain, cancellation: cancellation)
        }
        let earlier = start?.fit.memory as? ProjectionMemory
        let isSame = earlier.map { $0.projection == projection && $0.rows == rows } ?? false
        let table = isSame ? earlier?.table : try projection.fit(rows, cancellation)
        guard let table, let projected = training.projected(by: table) else {
            return try regression.fit(training, from: nil, cancellation: cancellation)
        }
        let inner = start.flatMap { start in earlier.map { FitStart(rows: start.rows, fit: $0.fit) } }
        let fit = try regression.fit(projected, from: inner, cancellation: cancellation)
        guard let model = fit.model as? LinearModel else { preconditionFailure("a regression that is not linear") }
        return ClassifierFit(
            model: model.folding(table, sparseColumnCount: training.features.sparseColumnCount),
            iterationCount: fit.iterationCount,
            memory: ProjectionMemory(projection: projection, rows: rows, table: table, fit: fit),
            remarks: fit.remarks
        )
    }
}

/// What a later fit starts from.
private struct ProjectionMemory: Sendable {
    let projection: Projection
    /// What it was learned from.
    let rows: ProjectionRows
    /// W.
    let table: WideMatrix
    /// Of the regression, on projected rows.
    let fit: ClassifierFit
}
