internal import WinnowNumerics

/// Rows that the model takes for one label: finds the rare ones, most probable first.
///
/// - Source: Retrospective sampling, as ASReview's maximum query (van de Schoot et al. 2021); for rare labels Coleman et al.
///   2022, section 3.
public struct ConfidentPositives: QueryStrategy, Hashable {
    /// nil: the label that fewest labelled rows have.
    public var label: Int?

    /// - Parameter label: Below k, or nil for the rarest.
    public init(label: Int? = nil) {
        self.label = label
    }

    /// No row leads; scores are probabilities of the label, all 0 where there is no such label.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let rarest = pool.labelCounts.indices.min { pool.labelCounts[$0] < pool.labelCounts[$1] }
        guard let label = label ?? rarest, (0..<pool.labelCount).contains(label) else {
            return Selection(scores: [Float](repeating: 0, count: pool.rowCount))
        }
        let scores = (0..<pool.rowCount).map { pool.probabilities[$0, label] }
        if let row = scores.firstIndex(where: { !$0.isFinite }) { throw .nonFinite(row: row) }
        return Selection(scores: scores)
    }
}
