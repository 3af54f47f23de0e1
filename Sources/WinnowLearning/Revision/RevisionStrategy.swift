/// What chooses the labelled rows that are worth a counterfactual.
public protocol RevisionStrategy: Sendable {
    /// Scores a pool and chooses from it. A function of the pool and its seed.
    ///
    /// - Throws: `LearningError.nonFinite` when a probability is no number; `.noDenseFeatures` when the pool lacks what
    ///   the strategy looks at.
    func select(from pool: RevisionPool) throws(LearningError) -> Selection
}

/// The strategies by their names.
public enum RevisionStrategies {
    /// What is taken unless it is said otherwise.
    public static let preferred = RevisionMeasure.confidentPerWord.rawValue

    /// By versioned name.
    public static let all: [String: any RevisionStrategy] = {
        var all: [String: any RevisionStrategy] = [RepresentativeRevision.name: RepresentativeRevision()]
        for measure in RevisionMeasure.allCases { all[measure.rawValue] = measure }
        return all
    }()
}
