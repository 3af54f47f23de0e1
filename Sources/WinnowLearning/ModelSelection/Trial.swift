/// One configuration that a search tried.
package struct Trial: Sendable, Codable, Equatable {
    package enum State: String, Sendable, Codable {
        case completed
        /// It was worse than most before all folds were done.
        case stopped
        /// Nothing could be learned with it.
        case failed
    }

    /// From 0.
    package let number: Int
    package let configuration: SearchSpace.Configuration
    package let state: State
    /// The mean log loss of a held-out row, in nats, by fold; of a stopped one those that were done.
    package let foldLosses: [Double]
    /// Of all held-out rows, nil unless it was completed.
    package let loss: Double?
    /// The share of held-out rows whose label was the most probable one, nil unless it was completed.
    package let agreement: Double?

    package init(
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
