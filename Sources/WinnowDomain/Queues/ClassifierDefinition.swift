/// What learns from the labels.
package struct ClassifierDefinition: Hashable, Sendable {
    package enum Method: Hashable, Sendable {
        /// - l2: nil: chosen by cross-validation; likewise below.
        case logisticRegression(l2: Double?)
        case naiveBayes(NaiveBayesDefinition)
        case linearSVM(l2: Double?)
        case perceptron(PerceptronDefinition)
        case nearestNeighbours(NearestNeighboursDefinition)
    }

    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case logisticRegression = "logistic-regression.v1"
        case naiveBayes = "naive-bayes.v1"
        case linearSVM = "linear-svm.v1"
        case perceptron = "mlp.v1"
        case nearestNeighbours = "knn.v1"
    }

    package enum Calibration: String, Hashable, Sendable, Codable, CaseIterable {
        case none
        case temperature
        case platt
        case isotonic
    }

    package enum LabelWeights: String, Hashable, Sendable, Codable, CaseIterable {
        case equal
        case balanced
    }

    package var method: Method
    package var calibration: Calibration
    /// Of no effect on methods that do not weigh labels.
    package var labelWeights: LabelWeights

    package init(method: Method, calibration: Calibration, labelWeights: LabelWeights) {
        self.method = method
        self.calibration = calibration
        self.labelWeights = labelWeights
    }

    /// Whether labels may count differently in training.
    package var weighsLabels: Bool {
        switch method {
        case .logisticRegression, .linearSVM, .perceptron: true
        case .naiveBayes, .nearestNeighbours: false
        }
    }

    package var kind: Kind {
        switch method {
        case .logisticRegression: .logisticRegression
        case .naiveBayes: .naiveBayes
        case .linearSVM: .linearSVM
        case .perceptron: .perceptron
        case .nearestNeighbours: .nearestNeighbours
        }
    }
}

/// `naive-bayes.v1`: what share of a label's words each word is.
package struct NaiveBayesDefinition: Hashable, Sendable, Codable {
    package enum Variant: String, Hashable, Sendable, Codable, CaseIterable {
        case complement
        case multinomial
    }

    package var variant: Variant
    /// Added to the count of each word; above 0.
    package var smoothing: Double?

    package init(variant: Variant, smoothing: Double?) {
        self.variant = variant
        self.smoothing = smoothing
    }
}

/// `mlp.v1`: one or two layers of rectified units.
package struct PerceptronDefinition: Hashable, Sendable, Codable {
    package enum Optimizer: String, Hashable, Sendable, Codable, CaseIterable {
        /// With momentum.
        case sgd
        case adam
        case rmsprop
    }

    package enum Schedule: String, Hashable, Sendable, Codable, CaseIterable {
        case cosine
        case step
        case constant
    }

    package static let usual = PerceptronDefinition(
        hidden: [128],
        dropout: 0.5,
        optimizer: .sgd,
        learningRate: 0.1,
        schedule: .cosine,
        weightDecay: 0.3,
        epochs: 60,
        batch: 32,
        clip: 1
    )

    /// Units of each hidden layer.
    package var hidden: [Int]
    /// The share of units that are left out at random while learning, 0…0.9.
    package var dropout: Double
    package var optimizer: Optimizer
    package var learningRate: Double
    package var schedule: Schedule
    package var weightDecay: Double
    /// Passes over the rows at most.
    package var epochs: Int
    /// Rows a step.
    package var batch: Int
    /// The longest gradient that is taken as it is.
    package var clip: Double

    package init(
        hidden: [Int],
        dropout: Double,
        optimizer: Optimizer,
        learningRate: Double,
        schedule: Schedule,
        weightDecay: Double,
        epochs: Int,
        batch: Int,
        clip: Double
    ) {
        self.hidden = hidden
        self.dropout = dropout
        self.optimizer = optimizer
        self.learningRate = learningRate
        self.schedule = schedule
        self.weightDecay = weightDecay
        self.epochs = epochs
        self.batch = batch
        self.clip = clip
    }
}

/// `knn.v1`: the labels of the most alike.
package struct NearestNeighboursDefinition: Hashable, Sendable, Codable {
    package enum Weighting: String, Hashable, Sendable, Codable, CaseIterable {
        case distance
        case uniform
    }

    package var neighbours: Int?
    package var weighting: Weighting

    package init(neighbours: Int?, weighting: Weighting) {
        self.neighbours = neighbours
        self.weighting = weighting
    }
}

extension ClassifierDefinition.Kind {
    /// Without the version: `linear-svm`.
    package var shortName: String { String(rawValue.prefix { $0 != "." }) }

    /// A kind by its id, with or without the version; nil when there is none.
    package init?(named name: String) {
        guard let kind = Self.allCases.first(where: { $0.rawValue == name || $0.shortName == name }) else { return nil }
        self = kind
    }

    /// Whether a queue's features have what it reads.
    package func canLearn(from definition: QueueDefinition) -> Bool {
        self != .naiveBayes || definition.features.hasCounts
    }
}
