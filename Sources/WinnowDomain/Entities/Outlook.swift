/// Whether further labels are worth their while: signs side by side, and none of them a verdict.
package struct Outlook: Hashable, Sendable, Codable {
    /// What one stopping criterion says.
    package struct Sign: Hashable, Sendable, Codable {
        package enum State: String, Hashable, Sendable, Codable {
            /// Further labels change little.
            case met
            /// Further labels still change something.
            case notMet = "not-met"
            /// There is too little to compare yet.
            case notYet = "not-yet"
        }

        /// As in `kappa-average.v1`.
        package let criterion: String
        package let state: State
        /// Missing while there is too little to compare.
        package let value: Double?
        package let threshold: Double
        package let sentence: String

        package init(criterion: String, state: State, value: Double?, threshold: Double, sentence: String) {
            self.criterion = criterion
            self.state = state
            self.value = value
            self.threshold = threshold
            self.sentence = sentence
        }
    }

    /// What a number of further labels is expected to bring.
    package struct Forecast: Hashable, Sendable, Codable {
        package let labels: Int
        /// By how much accuracy rises, −1…1, with its 95 % interval.
        package let gain: Evaluation.Figure
        /// The accuracy with them.
        package let accuracy: Evaluation.Figure
        /// Whether even the upper end of the gain is small.
        package let isFlat: Bool

        package init(labels: Int, gain: Evaluation.Figure, accuracy: Evaluation.Figure, isFlat: Bool) {
            self.labels = labels
            self.gain = gain
            self.accuracy = accuracy
            self.isFlat = isFlat
        }
    }

    package let signs: [Sign]
    /// Missing where there is none.
    package let forecast: Forecast?
    /// The forecast in words, or why there is none.
    package let sentence: String

    package init(signs: [Sign], forecast: Forecast?, sentence: String) {
        self.signs = signs
        self.forecast = forecast
        self.sentence = sentence
    }
}

extension Outlook.Sign.State {
    /// As people read it.
    package var word: String {
        switch self {
        case .met: "yes"
        case .notMet: "no"
        case .notYet: "too early"
        }
    }
}
