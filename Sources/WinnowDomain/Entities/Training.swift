/// One fit with its data, settings and outcome.
package struct TrainingRun: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case running
        case succeeded
        case failed
        case cancelled
    }

    package let id: TrainingRunID
    package let state: State
    package let startedAt: Moment
    package let endedAt: Moment?
    /// The state of the annotations that it learned from.
    package let event: EventNumber
    package let message: String?

    package init(
        id: TrainingRunID,
        state: State,
        startedAt: Moment,
        endedAt: Moment? = nil,
        event: EventNumber,
        message: String? = nil
    ) {
        self.id = id
        self.state = state
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.event = event
        self.message = message
    }
}

/// The result of a training run.
package struct ModelVersion: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case candidate
        case promoted
        case retired
    }

    /// From 1, by queue.
    package let number: Int
    package let state: State
    package let recipe: ModelRecipe
    /// The SHA-256 of the model's bytes.
    package let checksum: Digest
    package let summary: TrainingSummary
    package let createdAt: Moment

    package init(
        number: Int,
        state: State,
        recipe: ModelRecipe,
        checksum: Digest,
        summary: TrainingSummary,
        createdAt: Moment
    ) {
        self.number = number
        self.state = state
        self.recipe = recipe
        self.checksum = checksum
        self.summary = summary
        self.createdAt = createdAt
    }
}

/// What a model version is a function of: the same recipe gives the same bytes.
package struct ModelRecipe: Hashable, Sendable, Codable {
    package var event: EventNumber
    package var features: Digest
    /// The items, from the first on, that the features' weights were counted over.
    package var fittedRowCount: Int
    package var definition: QueueDefinition
    /// The labels' numbers, in the order of the model's outputs.
    package var labels: [LabelID]
    package var seed: UInt64
    /// Changes when the code would give another model from the same data.
    package var codeVersion: Int
    /// The versions of the encoders that the features name, in their order; nil of models from before they were kept.
    package var encoders: [String]?

    package init(
        event: EventNumber,
        features: Digest,
        fittedRowCount: Int,
        definition: QueueDefinition,
        labels: [LabelID],
        seed: UInt64,
        codeVersion: Int,
        encoders: [String]? = nil
    ) {
        self.event = event
        self.features = features
        self.fittedRowCount = fittedRowCount
        self.definition = definition
        self.labels = labels
        self.seed = seed
        self.codeVersion = codeVersion
        self.encoders = encoders
    }

    /// Whether it learned from what encoders of these versions make.
    package func isOf(encoders versions: [String]) -> Bool { encoders.map { $0 == versions } ?? true }
}

/// What a training run found out.
package struct TrainingSummary: Hashable, Sendable, Codable {
    /// Items learned from.
    package var labelledCount: Int
    /// Labelled items to measure on.
    package var evaluationCount: Int
    /// The share of those that the model gets right, with its 95 % interval; nil without any.
    package var accuracy: Bounds?
    /// What the classifier was fitted with, of what may be chosen by cross-validation: by name.
    package var hyperparameters: [String: Double]
    package var iterationCount: Int
    package var seconds: Double
    /// What members of pairs count, where that was chosen; nil where the queue file says it.
    package var pairWeight: Double?
    /// What the fit has to say about itself: sentences for whoever wants to improve it.
    package var remarks: [String]
    /// Of a fit by epochs, in order.
    package var epochs: [Epoch]

    package init(
        labelledCount: Int,
        evaluationCount: Int,
        accuracy: Bounds? = nil,
        hyperparameters: [String: Double],
        iterationCount: Int,
        seconds: Double,
        pairWeight: Double? = nil,
        remarks: [String] = [],
        epochs: [Epoch] = []
    ) {
        self.labelledCount = labelledCount
        self.evaluationCount = evaluationCount
        self.accuracy = accuracy
        self.hyperparameters = hyperparameters
        self.iterationCount = iterationCount
        self.seconds = seconds
        self.pairWeight = pairWeight
        self.remarks = remarks
        self.epochs = epochs
    }

    /// One pass over the rows.
    package struct Epoch: Hashable, Sendable, Codable {
        /// The mean loss of a row in nats, with dropout.
        package var trainingLoss: Double
        /// Of rows that were held out; nil where none was.
        package var heldOutLoss: Double?
        package var learningRate: Double
        /// The mean length of the gradient.
        package var gradientNorm: Double

        package init(trainingLoss: Double, heldOutLoss: Double?, learningRate: Double, gradientNorm: Double) {
            self.trainingLoss = trainingLoss
            self.heldOutLoss = heldOutLoss
            self.learningRate = learningRate
            self.gradientNorm = gradientNorm
        }
    }

    package struct Bounds: Hashable, Sendable, Codable {
        package var value: Double
        package var low: Double
        package var high: Double

        package init(value: Double, low: Double, high: Double) {
            self.value = value
            self.low = low
            self.high = high
        }
    }
}

extension TrainingSummary {
    private enum CodingKeys: String, CodingKey {
        case labelledCount, evaluationCount, accuracy, hyperparameters, iterationCount, seconds, pairWeight, remarks,
            epochs
    }

    private enum OldKeys: String, CodingKey {
        case l2
    }

    /// Summaries that are stored may be of the time when there was one classifier.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        labelledCount = try container.decode(Int.self, forKey: .labelledCount)
        evaluationCount = try container.decode(Int.self, forKey: .evaluationCount)
        accuracy = try container.decodeIfPresent(Bounds.self, forKey: .accuracy)
        iterationCount = try container.decode(Int.self, forKey: .iterationCount)
        seconds = try container.decode(Double.self, forKey: .seconds)
        pairWeight = try container.decodeIfPresent(Double.self, forKey: .pairWeight)
        remarks = try container.decodeIfPresent([String].self, forKey: .remarks) ?? []
        epochs = try container.decodeIfPresent([Epoch].self, forKey: .epochs) ?? []
        if let hyperparameters = try container.decodeIfPresent([String: Double].self, forKey: .hyperparameters) {
            self.hyperparameters = hyperparameters
        } else {
            let old = try decoder.container(keyedBy: OldKeys.self)
            hyperparameters = ["l2": try old.decode(Double.self, forKey: .l2)]
        }
    }
}
