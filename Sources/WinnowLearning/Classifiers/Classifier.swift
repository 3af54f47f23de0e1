public import WinnowNumerics

/// Hyperparameters of a classifier, and how it learns with them.
///
/// A fit is a function of its arguments: the same give the same bits, on any number of threads.
public protocol Classifier: Sendable {
    /// What a classifier of this kind learns from.
    static var abilities: ClassifierAbilities { get }

    /// Fits.
    ///
    /// - Parameters:
    ///   - training: n rows; those with weight 0 change nothing, weight 2 counts like the row twice. Rows that the classifier
    ///     cannot learn from (see `abilities`) are left out.
    ///   - start: An earlier fit to start from; a classifier that cannot takes no notice.
    ///   - cancellation: Ends the fit before its time.
    /// - Throws: `LearningError.noTrainingRows` when no row has a weight and a usable target; `.cancelled`.
    func fit(
        _ training: TrainingSet,
        from start: FitStart?,
        cancellation: Cancellation?
    ) throws(LearningError) -> ClassifierFit

    /// The same with other random numbers; itself where it draws none.
    func seeded(_ seed: UInt64) -> Self
}

extension Classifier {
    /// Itself: it draws no random numbers.
    public func seeded(_ seed: UInt64) -> Self { self }

    /// Fits from nothing, and to the end.
    public func fit(_ training: TrainingSet) throws(LearningError) -> ClassifierFit {
        try fit(training, from: nil, cancellation: nil)
    }
}

/// What a kind of classifier learns from.
public struct ClassifierAbilities: Sendable, Equatable {
    /// Rows with any number of labels.
    public var severalLabels: Bool
    /// Rows of which only is known which labels they do not have.
    public var partialLabels: Bool
    /// Sparse columns, dense columns or both; columns of the other kind get no weight.
    public var sparseColumns: Bool
    /// See `sparseColumns`.
    public var denseColumns: Bool
    /// Whether a fit that starts from another ends at the same place, only sooner.
    public var startsWarm: Bool

    /// Everything, unless it is said otherwise.
    public init(
        severalLabels: Bool = true,
        partialLabels: Bool = true,
        sparseColumns: Bool = true,
        denseColumns: Bool = true,
        startsWarm: Bool = true
    ) {
        self.severalLabels = severalLabels
        self.partialLabels = partialLabels
        self.sparseColumns = sparseColumns
        self.denseColumns = denseColumns
        self.startsWarm = startsWarm
    }
}

/// A fit and how it went.
public struct ClassifierFit: Sendable {
    /// What was learned.
    public let model: any FittedModel
    /// Passes over the rows, in whatever way the classifier makes them.
    public let iterationCount: Int
    /// Of a fit by epochs.
    public let curve: TrainingCurve?
    /// What the fit has to say about itself; none for one that has nothing to say.
    public let remarks: [TrainingRemark]
    /// What a later fit of the same classifier starts from.
    let memory: (any Sendable)?

    init(
        model: any FittedModel,
        iterationCount: Int,
        memory: (any Sendable)? = nil,
        curve: TrainingCurve? = nil,
        remarks: [TrainingRemark] = []
    ) {
        self.model = model
        self.iterationCount = iterationCount
        self.memory = memory
        self.curve = curve
        self.remarks = remarks
    }
}

/// Where to start a fit: one on other rows.
public struct FitStart: Sendable {
    /// For each row of the new training set, the row in `fit` that it was, or nil when it is new.
    public let rows: [Int?]
    /// The fit on other rows, by the same classifier.
    public let fit: ClassifierFit

    /// - Parameter rows: One for each row of the new training set.
    public init(rows: [Int?], fit: ClassifierFit) {
        self.rows = rows
        self.fit = fit
    }
}
