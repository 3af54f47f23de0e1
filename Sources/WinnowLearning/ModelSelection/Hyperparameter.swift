/// A number or a word that a classifier is made with, and what it may be.
public struct Hyperparameter: Sendable, Equatable {
    /// What a value may be.
    public enum Range: Sendable, Equatable {
        /// Between both ends, evenly or evenly in the logarithm (then above 0).
        case real(ClosedRange<Double>, isLogarithmic: Bool)
        case integer(ClosedRange<Int>, isLogarithmic: Bool)
        case choice([String])
    }

    /// Another one that has to have one of these words, or there is nothing to choose.
    public struct Condition: Sendable, Equatable {
        /// Of the other hyperparameter.
        public let name: String
        /// Any of them will do.
        public let words: [String]

        /// - Parameters:
        ///   - name: Of a choice that comes earlier.
        ///   - words: Of that choice.
        public init(_ name: String, _ words: [String]) {
            self.name = name
            self.words = words
        }
    }

    /// No other one of the search space has it.
    public let name: String
    /// What it may be.
    public let range: Range
    /// nil where it always has a value.
    public let condition: Condition?

    /// - Parameter range: Of finite ends, above 0 where it is logarithmic; of one word at least.
    public init(_ name: String, _ range: Range, if condition: Condition? = nil) {
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
public enum HyperparameterValue: Sendable, Hashable, Codable {
    case real(Double)
    case integer(Int)
    case choice(String)

    /// The number, of either kind; nil for a word.
    public var real: Double? {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        case .choice: nil
        }
    }

    /// nil unless it is an integer.
    public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
    /// nil unless it is a word.
    public var word: String? { if case .choice(let word) = self { word } else { nil } }
}
