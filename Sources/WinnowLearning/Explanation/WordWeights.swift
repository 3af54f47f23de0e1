/// How far each word of a text moved a linear model's decision, in log-odds before calibration.
///
/// A linear model adds up: the log-odds of a label against another are the bias and, for each term of the text, its value
/// times the difference of its weights. Here each term's part is dealt out evenly to its occurrences, and of an n-gram of
/// words evenly to its words; character n-grams lie within a word. A column of `lsa.v1` is itself a sum over terms. The words'
/// parts and the bias add up to the log-odds: this is an account of the decision, not an approximation of it.
///
/// - Source: The contributions w·x of a linear model (e.g. Ribeiro, Singh and Guestrin 2016, section 3, where an
///   approximation of this form is fitted to models that are not linear). Dealing out n-grams to words is ours.
public struct WordWeights: Sendable, Equatable {
    /// The label that is explained, by its number in the schema.
    public let label: Int
    /// What it is held against: the next probable label; nil where each label is decided on its own.
    public let against: Int?
    /// By word of the normalized text: above 0 speaks for the label.
    public let words: [Double]
    /// What speaks for the label whatever the text, in log-odds.
    public let bias: Double

    /// The log-odds, before calibration.
    public var logOdds: Double { words.reduce(bias, +) }
}

extension FittedClassifier {
    /// Explains the most probable label of a text.
    ///
    /// - Returns: nil when the model has seen one label only, and so decides nothing, and when it is not linear in
    ///   the words of the text.
    /// - Throws: `LearningError.wrongFeatureCount` when the extractor is of other features.
    public func wordWeights(
        of text: NormalizedText,
        probabilities: ArraySlice<Float>,
        extractor: FittedExtractor
    ) throws(LearningError) -> WordWeights? {
        guard extractor.columnCount == model.featureCount else {
            throw .wrongFeatureCount(expected: model.featureCount, found: extractor.columnCount)
        }
        let order = model.seenLabels.sorted {
            probabilities[probabilities.startIndex + $0] > probabilities[probabilities.startIndex + $1]
        }
        guard let label = order.first,
            let decision = (model as? LinearModel)?.decision(for: label, against: order.dropFirst().first),
            let words = extractor.dealOut(text, weight: decision.weight)
        else {
            return nil
        }
        return WordWeights(
            label: label,
            against: decision.against,
            words: words,
            bias: decision.bias
        )
    }
}

extension LinearModel {
    /// The linear function that decides for a label, or for it and against another.
    fileprivate struct Decision {
        let against: Int?
        let bias: Double
        let weight: (UInt32) -> Double
    }

    fileprivate func decision(for label: Int, against other: Int?) -> Decision? {
        let difference: [(output: Int, sign: Double)]
        switch head {
        case .binomial:
            guard seenLabels.count == 2 else { return nil }
            difference = [(0, label == seenLabels[1] ? 1 : -1)]
        case .softmax:
            guard let other, let plus = seenLabels.firstIndex(of: label), let minus = seenLabels.firstIndex(of: other)
            else { return nil }
            difference = [(plus, 1), (minus, -1)]
        case .oneAgainstRest:
            difference = [(label, 1)]
        }
        return Decision(
            against: isMultilabel ? nil : other,
            bias: difference.reduce(0) { $0 + $1.sign * Double(bias[$1.output]) },
            weight: { column in
                guard let place = place(of: column) else { return 0 }
                return difference.reduce(0) { $0 + $1.sign * Double(weight(column: place, output: $1.output)) }
            }
        )
    }

    /// Where a feature's weights are; nil for one without.
    private func place(of column: UInt32) -> Int? {
        var range = columns.startIndex..<columns.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if columns[middle] == column { return middle }
            range = columns[middle] < column ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
