internal import WinnowDomain
internal import WinnowLearning

/// A classifier, with those of its hyperparameters that may be chosen by cross-validation.
struct ClassifierCandidate: Sendable {
    let hyperparameters: [String: Double]
    let classifier: any Classifier

    init(_ classifier: any Classifier, _ hyperparameters: [String: Double] = [:]) {
        self.classifier = classifier
        self.hyperparameters = hyperparameters
    }
}

/// What cross-validation chooses from.
struct ClassifierCandidates: Sendable {
    let all: [ClassifierCandidate]
    /// The place of the one that is taken while none is surely better.
    let preferred: Int
    /// What is taken only where it is surely better than the best of these.
    private(set) var challengers: [ClassifierCandidate] = []

    /// - Parameters:
    ///   - given: The value in the queue file; then there is nothing to choose.
    ///   - grid: What is tried, in the order of the fits.
    ///   - usual: One of the grid.
    init(
        _ name: String,
        _ given: Double?,
        grid: [Double],
        usual: Double,
        _ make: (Double) -> any Classifier
    ) {
        let values = given.map { [$0] } ?? grid
        all = values.map { ClassifierCandidate(make($0), [name: $0]) }
        preferred = given == nil ? grid.firstIndex(of: usual) ?? 0 : 0
    }

    init(_ only: ClassifierCandidate) {
        (all, preferred) = ([only], 0)
    }

    /// The same of other classifiers.
    fileprivate func map(_ change: (any Classifier) -> any Classifier) -> ClassifierCandidates {
        ClassifierCandidates(
            all: all.map { ClassifierCandidate(change($0.classifier), $0.hyperparameters) },
            preferred: preferred,
            challengers: challengers.map { ClassifierCandidate(change($0.classifier), $0.hyperparameters) }
        )
    }

    private init(all: [ClassifierCandidate], preferred: Int, challengers: [ClassifierCandidate]) {
        (self.all, self.preferred, self.challengers) = (all, preferred, challengers)
    }

    /// With what pairs add to the objective of a regression.
    fileprivate func paired(by loss: PairLoss) -> ClassifierCandidates {
        map { classifier in
            guard var regression = classifier as? LogisticRegression else { return classifier }
            regression.pairs = loss
            return regression
        }
    }

    /// With a projection before each regression as a challenger.
    fileprivate func challenged(by projection: Projection?) -> ClassifierCandidates {
        guard let projection else { return self }
        var candidates = self
        candidates.challengers = all.compactMap { candidate in
            guard let regression = candidate.classifier as? LogisticRegression else { return nil }
            return ClassifierCandidate(
                ProjectedRegression(regression, projection: projection),
                candidate.hyperparameters.merging(["projection": 1]) { $1 }
            )
        }
        return candidates
    }

    /// Those that are chosen from, challengers behind the others.
    var whole: [ClassifierCandidate] { all + challengers }

    /// Of the hyperparameters of an earlier choice; the preferred one where it is none of these.
    func candidate(of hyperparameters: [String: Double]?) -> ClassifierCandidate {
        whole.first { $0.hyperparameters == hyperparameters } ?? all[preferred]
    }
}

extension QueueDefinition {
    /// The classifiers that the definition leaves open, which learn from columns as it says.
    var candidates: ClassifierCandidates {
        classifier.candidates(seed: seed).paired(by: counterfactuals.pairLoss).challenged(by: head.projection)
            .map { $0.scaledByRatios(power: ratioPower) }
    }

    /// Of log-count ratios; 0 where they do not count.
    var ratioPower: Double {
        for case .tfidf(let tfidf) in features { return tfidf.ratios }
        return 0
    }
}

extension CounterfactualDefinition {
    fileprivate var pairLoss: PairLoss {
        PairLoss(
            difference: loss == .difference ? strength : 0,
            gradientSupervision: loss == .gradient ? strength : 0,
            invariance: invariance
        )
    }
}

extension HeadDefinition {
    fileprivate var projection: Projection? {
        switch (kind, aim) {
        case (.none, _): nil
        case (.projection, .discriminant): .discriminant(DiscriminantProjection())
        case (.projection, .contrastive): .contrastive(ContrastiveProjection())
        }
    }
}

extension ClassifierDefinition {
    /// The classifiers that are left open, learning from columns as they are.
    ///
    /// - Parameter seed: The queue's.
    func candidates(seed: UInt64) -> ClassifierCandidates {
        let balances = labelWeights == .balanced
        switch method {
        case .logisticRegression(let l2):
            return ClassifierCandidates("l2", l2, grid: LogisticRegression.strengths, usual: 0.1) {
                LogisticRegression(l2: $0, balancesLabels: balances)
            }
        case .linearSVM(let l2):
            return ClassifierCandidates("l2", l2, grid: LinearSVM.strengths, usual: 1) {
                LinearSVM(l2: $0, balancesLabels: balances)
            }
        case .naiveBayes(let naiveBayes):
            let variant: NaiveBayes.Variant = naiveBayes.variant == .complement ? .complement : .multinomial
            return ClassifierCandidates(
                "smoothing",
                naiveBayes.smoothing,
                grid: NaiveBayes.smoothings,
                usual: 0.3
            ) {
                NaiveBayes(variant: variant, smoothing: $0)
            }
        case .nearestNeighbours(let nearest):
            return ClassifierCandidates(
                "neighbours",
                nearest.neighbours.map(Double.init),
                grid: NearestNeighbours.counts.map(Double.init),
                usual: 10
            ) {
                NearestNeighbours(
                    neighbourCount: Int($0),
                    weighting: nearest.weighting == .distance ? .distance : .uniform
                )
            }
        case .perceptron(let perceptron):
            return ClassifierCandidates(
                ClassifierCandidate(Perceptron(perceptron, balancesLabels: balances, seed: seed))
            )
        }
    }

    /// One of each kind that learns from a queue's columns: members of a committee.
    static func usual(_ rows: PoolFeatures) -> [any Classifier] {
        let all: [any Classifier] = [
            LogisticRegression(), LinearSVM(), NearestNeighbours(), NaiveBayes(), Perceptron(),
        ]
        return all.filter { rows.sparseColumnCount > 0 || type(of: $0).abilities.denseColumns }
    }
}

extension Perceptron {
    fileprivate init(_ definition: PerceptronDefinition, balancesLabels: Bool, seed: UInt64) {
        self.init(
            hidden: definition.hidden,
            dropout: definition.dropout,
            optimizer: Optimizer(definition.optimizer),
            learningRate: definition.learningRate,
            schedule: RateSchedule(definition),
            weightDecay: definition.weightDecay,
            batchSize: definition.batch,
            epochLimit: definition.epochs,
            gradientLimit: definition.clip,
            balancesLabels: balancesLabels,
            seed: seed
        )
    }
}

extension Optimizer {
    fileprivate init(_ definition: PerceptronDefinition.Optimizer) {
        switch definition {
        case .sgd: self = .sgd()
        case .adam: self = .adam()
        case .rmsprop: self = .rmsprop()
        }
    }
}

extension RateSchedule {
    fileprivate init(_ definition: PerceptronDefinition) {
        switch definition.schedule {
        case .cosine: self = .cosine
        // Halved three times.
        case .step: self = .step(every: max(1, definition.epochs / 4), factor: 0.5)
        case .constant: self = .constant
        }
    }
}
