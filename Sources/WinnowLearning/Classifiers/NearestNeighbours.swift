public import WinnowNumerics

/// `knn.v1`: labels by the vote of the training rows that are most alike.
///
/// Alike is what has a high cosine, over sparse and dense columns together as they are learned from; rows with a cosine of 0
/// or less are no neighbours. Weights count as rows do: the k nearest are those whose weights add up to k, of the last one as
/// much as is left. See `NeighbourModel` for how votes become outputs.
///
/// - Source: Cover and Hart 1967; by cosine for texts, Yang and Liu 1999; shares as those of scikit-learn's
///   `KNeighborsClassifier(metric="cosine")`.
public struct NearestNeighbours: Sendable, Hashable {
    /// How much a neighbour's vote counts.
    public enum Weighting: String, Sendable, Codable, CaseIterable {
        /// All alike.
        case uniform
        /// One by the distance, which is 1 less the cosine, and 0.001 at least: of rows that are all but equal it is
        /// rounding that is left.
        case distance
    }

    /// k, at least 1.
    public var neighbourCount: Int
    /// See `Weighting`.
    public var weighting: Weighting

    /// - Parameter neighbourCount: 1…`neighbourLimit`.
    public init(neighbourCount: Int = 10, weighting: Weighting = .distance) {
        precondition((1...NearestNeighbours.neighbourLimit).contains(neighbourCount), "\(neighbourCount) neighbours")
        self.neighbourCount = neighbourCount
        self.weighting = weighting
    }

    /// The most neighbours.
    public static let neighbourLimit = 1_000_000
}

extension NearestNeighbours: Classifier {
    /// It learns from everything; a start changes nothing.
    public static let abilities = ClassifierAbilities()

    /// What `neighbours: auto` tries.
    public static let counts = [40, 20, 10, 5, 3]

    /// Keeps the rows that say something. A row that may have several of the seen labels votes for each by how frequent it is.
    ///
    /// - Complexity: O(entries).
    public func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit {
        if cancellation?.isCancelled == true { throw .cancelled }
        let votes = training.isMultilabel ? try Votes(multilabel: training) : try Votes(singleChoice: training)
        let model = NeighbourModel(
            voters: UnitRows(training.features.selecting(rows: votes.rows)),
            votes: votes,
            // Within what single precision can hold and divide by.
            weights: votes.rows.map { Float(min(max(training.weights[$0], 1e-30), 1e30)) },
            labelCount: training.labelCount,
            neighbourCount: neighbourCount,
            weighting: weighting
        )
        return ClassifierFit(model: model, iterationCount: 1)
    }
}
