extension ServingReason.Source {
    /// Why an item came, for the annotator who got it.
    package var inWords: String {
        switch self {
        case .ranking: "by the model's ranking: its label would teach the model most"
        case .exploration: "at random from the pool, against blind spots (exploration)"
        case .evaluation: "at random from the items set aside to measure on"
        case .verification: "at random, from what waits for a judgement by somebody else"
        case .initialization: "before there is a model, by the initialization strategy"
        case .order: "by the queue's order, which does not ask the model"
        case .reopened: "by you: opened again"
        }
    }
}
