/// One configuration that a search tried.
public struct Trial: Sendable, Codable, Equatable {
    /// How a trial ended.
    public enum State: String, Sendable, Codable {
        case completed
        /// It was worse than most before all folds were done.
        case stopped
        /// Nothing could be learned with it.
        case failed
    }

    /// From 0.
    public let number: Int
    /// What was tried.
    public let configuration: SearchSpace.Configuration
    /// How it ended.
    public let state: State
    /// The mean log loss of a held-out row, in nats, by fold; of a stopped one those that were done.
    public let foldLosses: [Double]
    /// Of all held-out rows, nil unless it was completed.
    public let loss: Double?
    /// The share of held-out rows whose label was the most probable one, nil unless it was completed.
    public let agreement: Double?

    /// - Parameters: As the properties say.
    public init(
        number: Int,
        configuration: SearchSpace.Configuration,
        state: State,
        foldLosses: [Double],
        loss: Double?,
        agreement: Double?
    ) {
        self.number = number
        self.configuration = configuration
        self.state = state
        self.foldLosses = foldLosses
        self.loss = loss
        self.agreement = agreement
    }
}
