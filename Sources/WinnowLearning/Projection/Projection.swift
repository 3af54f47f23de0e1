public import WinnowNumerics

/// `projection.v1`: a linear map of frozen dense features, learned from labelled rows.
public enum Projection: Sendable, Hashable {
    /// Brings rows of one label together; see `ContrastiveProjection`.
    case contrastive(ContrastiveProjection)
    /// Sets directions that tell labels apart beside the features; see `DiscriminantProjection`.
    case discriminant(DiscriminantProjection)

    /// Rows with a certain label above which there is no projection: pairs are as many as the square of the rows, and with that
    /// many labels nothing is left for it to gain.
    public static let rowLimit = 2000

    /// Learns W, for rows that are neither centred nor scaled: `x W`.
    ///
    /// - Parameters:
    ///   - training: Its dense columns count, d of them.
    ///   - balancesLabels: Whether labels get the same weight, or rows by theirs.
    /// - Returns: `(d, m)`, m at least d; nil where there is nothing to learn it from: no dense columns, several labels a row, fewer
    ///   than two labels, rows all alike, more than `rowLimit` rows.
    /// - Throws: `LearningError.cancelled`.
    /// - Complexity: See the two kinds; the same bits each time.
    public func learn(
        _ training: TrainingSet,
        balancesLabels: Bool,
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> WideMatrix? {
        guard let rows = ProjectionRows(training, balancesLabels: balancesLabels) else { return nil }
        return try fit(rows, cancellation)
    }

    /// Finite, or nil.
    func fit(_ rows: ProjectionRows, _ cancellation: Cancellation?) throws(LearningError) -> WideMatrix? {
        switch self {
        case .contrastive(let contrastive): try contrastive.fit(rows, cancellation)
        case .discriminant(let discriminant): discriminant.fit(rows)
        }
    }
}
