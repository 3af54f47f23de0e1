public import WinnowNumerics

/// Classifiers that vote: where they differ, a label is worth more.
public struct Committee: Sendable {
    /// Probabilities come in their order.
    public let members: [FittedClassifier]

    /// - Parameter members: Of the same features and labels.
    public init(_ members: [FittedClassifier]) {
        self.members = members
    }

    /// Fits the members, in parallel.
    ///
    /// - Throws: What the first member that failed did: `LearningError.noTrainingRows`, `.cancelled`.
    public static func fit(
        _ members: [CommitteeMember],
        cancellation: Cancellation? = nil
    ) throws(LearningError) -> [any FittedModel] {
        let results = ParallelFor.map(members.count) { number in
            Result { () throws(LearningError) in try members[number].fit(cancellation: cancellation) }
        }
        var models: [any FittedModel] = []
        for result in results { models.append(try result.get()) }
        return models
    }

    /// The probabilities of each member, `(n, k)` each.
    ///
    /// Linear members are scored in one pass over the pool.
    ///
    /// - Throws: `LearningError.wrongFeatureCount`.
    public func probabilities(of pool: PoolFeatures) throws(LearningError) -> [DenseMatrix] {
        var stacked = try LinearModelStack(members.filter(\.isLinear))?.probabilities(of: pool)[...] ?? []
        var all: [DenseMatrix] = []
        for member in members {
            if member.isLinear, let probabilities = stacked.popFirst() {
                all.append(probabilities)
            } else {
                all.append(try member.probabilities(of: pool))
            }
        }
        return all
    }
}

extension FittedClassifier {
    fileprivate var isLinear: Bool { model is LinearModel }
}
