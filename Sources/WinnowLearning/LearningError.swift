/// What data can do to learning. Mistakes of the programmer are preconditions instead.
public enum LearningError: Error, Equatable, Sendable {
    /// A feature, weight or probability is NaN or infinite.
    case nonFinite(row: Int)
    /// There is nothing to learn from: no row with a weight and a usable target.
    case noTrainingRows
    /// A target names a label that the schema does not have.
    case unknownLabel(row: Int, label: Int, labelCount: Int)
    /// A weight below zero.
    case negativeWeight(row: Int)
    /// A feature below zero, for a classifier that counts.
    case negativeFeature(row: Int)
    /// Two rows are said to be a pair, but they do not go back to the same root: a split would part them.
    case pairOfSeveralRoots(pair: Int)
    /// Prediction on rows of another width than the classifier was fitted on.
    case wrongFeatureCount(expected: Int, found: Int)
    /// A query strategy measures distances, and there are no dense features to measure them in.
    case noDenseFeatures
    /// A query strategy looks at the terms of items, and there are no sparse features that count them.
    case noSparseFeatures
    /// A query strategy asks a committee, and there is none.
    case noCommittee
    /// An encoder cannot turn texts into rows, and why.
    case encoder(String)
    /// Nobody wants the result any more.
    case cancelled
}

extension LearningError: CustomStringConvertible {
    /// For a person, as a part of a sentence: what is wrong, and where.
    public var description: String {
        switch self {
        case .nonFinite(let row): "row \(row) has a value that is not a finite number"
        case .noTrainingRows: "there is no labelled row to learn from"
        case .unknownLabel(let row, let label, let labelCount):
            "row \(row) has label number \(label), but there are only \(labelCount) labels"
        case .negativeWeight(let row): "row \(row) has a negative weight"
        case .negativeFeature(let row):
            "row \(row) has a feature below zero, and the classifier learns from counts only"
        case .pairOfSeveralRoots(let pair): "the rows of pair \(pair) do not go back to the same root"
        case .wrongFeatureCount(let expected, let found):
            "the classifier was fitted on \(expected) features, these rows have \(found)"
        case .noDenseFeatures:
            "the query strategy measures distances between items, and the features have no dense columns"
        case .noSparseFeatures:
            "the query strategy looks at the terms of items, and the features have no sparse columns"
        case .noCommittee: "the query strategy asks a committee, and there is none"
        case .encoder(let reason): reason
        case .cancelled: "the fit was cancelled"
        }
    }
}
