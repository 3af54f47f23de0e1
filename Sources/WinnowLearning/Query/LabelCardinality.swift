private import Foundation
internal import WinnowNumerics

/// For several labels an item: rows that are uncertain, and that get more or fewer labels than items have on average.
///
/// `u(x)^β · c(x)^(1 − β)`, with u the greatest uncertainty of a label and c the difference between the number of labels that
/// are predicted and the mean number of the labelled rows.
///
/// - Source: Li and Guo 2013 (adaptive: max-margin uncertainty and label cardinality inconsistency, equations 1 to 4).
///   Deviations: u is `1 − |2p − 1|` of the most uncertain label, for probabilities instead of margins; β is given, where the
///   paper tries several and fits a model for each; 1 is added to both so that neither can hide the other.
public struct LabelCardinality: QueryStrategy, Hashable {
    /// β, 0…1; with 0 only the number of labels counts.
    public var uncertaintyShare: Double

    /// - Parameter uncertaintyShare: 0…1.
    public init(uncertaintyShare: Double = 0.5) {
        precondition((0...1).contains(uncertaintyShare), "a share of \(uncertaintyShare)")
        self.uncertaintyShare = uncertaintyShare
    }

    /// No row leads; scores are `(1 + u)^β · (1 + c)^(1 − β) − 1`, at least 0.
    public func select(from pool: QueryPool) throws(LearningError) -> Selection {
        let count = Double(pool.labelSets.reduce(0) { $0 + $1.count })
        let mean = pool.labelled.isEmpty ? 0 : count / Double(pool.labelled.count)
        let scores = (0..<pool.rowCount).map { row -> Float in
            var (predicted, uncertainty) = (0.0, 0.0)
            for value in pool.probabilities.row(row) {
                guard value.isFinite else { return .nan }
                if value >= 0.5 { predicted += 1 }
                uncertainty = max(uncertainty, 1 - abs(2 * Double(value) - 1))
            }
            return Float(
                pow(1 + uncertainty, uncertaintyShare) * pow(1 + abs(predicted - mean), 1 - uncertaintyShare) - 1
            )
        }
        if let row = scores.firstIndex(where: { !$0.isFinite }) { throw .nonFinite(row: row) }
        return Selection(scores: scores)
    }
}
