/// How a fit by epochs went.
package struct TrainingCurve: Sendable, Equatable, Codable {
    package struct Epoch: Sendable, Equatable, Codable {
        /// The mean loss of a row in nats, over the epoch's batches as they came, with dropout.
        package let trainingLoss: Double
        /// The mean loss of a row that was held out, after the epoch, without dropout; nil where none was.
        package let heldOutLoss: Double?
        package let learningRate: Double
        /// The mean length of the gradient before clipping.
        package let gradientNorm: Double
    }

    /// In order; only those with finite numbers.
    package internal(set) var epochs: [Epoch] = []
}
