/// A number or a word that a classifier is made with, and what it may be.
package struct Hyperparameter: Sendable, Equatable {
    package enum Range: Sendable, Equatable {
        /// Between both ends, evenly or evenly in the logarithm (then above 0).
        case real(ClosedRange<Double>, isLogarithmic: Bool)
        case integer(ClosedRange<Int>, isLogarithmic: Bool)
        case choice([String])
    }

    /// Another one that has to have one of these words, or there is nothing to choose.
    package struct Condition: Sendable, Equatable {
        package let name: String
        package let words: [String]

        package init(_ name: String, _ words: [String]) {
            self.name = name
            self.words = words
        }
    }

    package let name: String
    package let range: Range
    package let condition: Condition?

    package init(_ name: String, _ range: Range, if condition: Condition? = nil) {
        switch range {
        case .real(let ends, let isLogarithmic):
            precondition(ends.lowerBound.isFinite && ends.upperBound.isFinite, "\(name): \(ends)")
            precondition(!isLogarithmic || ends.lowerBound > 0, "\(name): logarithm of \(ends.lowerBound)")
        case .integer(let ends, let isLogarithmic):
            precondition(!isLogarithmic || ends.lowerBound > 0, "\(name): logarithm of \(ends.lowerBound)")
        case .choice(let words): precondition(!words.isEmpty, "\(name): nothing to choose")
        }
        self.name = name
        self.range = range
        self.condition = condition
    }
}

/// What a hyperparameter is in a trial.
package enum HyperparameterValue: Sendable, Hashable, Codable {
    case real(Double)
    case integer(Int)
    case choice(String)

    package var real: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        case .choice: nil
        }
    }

    package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    package var word: String? { if case .choice(let word) = self { word } else { nil } }
}
