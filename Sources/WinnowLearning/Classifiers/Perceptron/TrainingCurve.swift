/// How a fit by epochs went.
public struct TrainingCurve: Sendable, Equatable, Codable {
    /// What one epoch came to.
    public struct Epoch: Sendable, Equatable, Codable {
        /// The mean loss of a row in nats, over the epoch's batches as they came, with dropout.
        public let trainingLoss: Double
        /// The mean loss of a row that was held out, after the epoch, without dropout; nil where none was.
        public let heldOutLoss: Double?
        /// Of the epoch's steps.
        public let learningRate: Double
        /// The mean length of the gradient before clipping.
        public let gradientNorm: Double
    }

    /// In order; only those with finite numbers.
    public internal(set) var epochs: [Epoch] = []
}
