package import WinnowDomain

/// A model version.
package struct ModelDocument: Hashable, Sendable, Codable {
    /// From 1, by queue.
    package let version: Int
    package let state: ModelVersion.State
    /// Seconds since 1970.
    package let created: Double
    /// The number of the event up to which it knows the annotations.
    package let event: Int64
    /// Items that it learned from.
    package let labels: Int
    /// The share of items that it gets right, with its 95 % interval; missing when nothing was there to measure on.
    package let accuracy: Interval?
    /// Labelled items that it was measured on.
    package let measuredOn: Int
    /// What the classifier was fitted with, of what cross-validation may choose: by name.
    package let hyperparameters: [String: Double]
    package let iterations: Int
    /// How long the training took.
    package let seconds: Double
    /// What the fit has to say about itself.
    package let remarks: [String]
    /// Of a fit by epochs.
    package let epochs: [TrainingSummary.Epoch]
    package let seed: UInt64
    package let codeVersion: Int
    /// The SHA-256 of the features that it learned from.
    package let features: String
    /// The SHA-256 of its bytes.
    package let checksum: String

    /// An estimate with its 95 % interval.
    package struct Interval: Hashable, Sendable, Codable {
        package let value: Double
        package let low: Double
        package let high: Double

        package init(_ bounds: TrainingSummary.Bounds) {
            (value, low, high) = (bounds.value, bounds.low, bounds.high)
        }
    }

    package init(_ model: ModelVersion) {
        version = model.number
        state = model.state
        created = model.createdAt.seconds
        event = model.recipe.event
        labels = model.summary.labelledCount
        accuracy = model.summary.accuracy.map(Interval.init)
        measuredOn = model.summary.evaluationCount
        hyperparameters = model.summary.hyperparameters
        iterations = model.summary.iterationCount
        seconds = model.summary.seconds
        remarks = model.summary.remarks
        epochs = model.summary.epochs
        seed = model.recipe.seed
        codeVersion = model.recipe.codeVersion
        features = model.recipe.features.description
        checksum = model.checksum.description
    }
}
