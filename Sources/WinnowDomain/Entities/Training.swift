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

    package init(
        event: EventNumber,
        features: Digest,
        fittedRowCount: Int,
        definition: QueueDefinition,
        labels: [LabelID],
        seed: UInt64,
        codeVersion: Int
    ) {
        self.event = event
        self.features = features
        self.fittedRowCount = fittedRowCount
        self.definition = definition
        self.labels = labels
        self.seed = seed
        self.codeVersion = codeVersion
    }
}

/// What a training run found out.
package struct TrainingSummary: Hashable, Sendable, Codable {
    /// Items learned from.
    package var labelledCount: Int
    /// Labelled items to measure on.
    package var evaluationCount: Int
    /// The share of those that the model gets right, with its 95 % interval; nil without any.
    package var accuracy: Bounds?
    package var l2: Double
    package var iterationCount: Int
    package var seconds: Double

    package init(
        labelledCount: Int,
        evaluationCount: Int,
        accuracy: Bounds? = nil,
        l2: Double,
        iterationCount: Int,
        seconds: Double
    ) {
        self.labelledCount = labelledCount
        self.evaluationCount = evaluationCount
        self.accuracy = accuracy
        self.l2 = l2
        self.iterationCount = iterationCount
        self.seconds = seconds
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
