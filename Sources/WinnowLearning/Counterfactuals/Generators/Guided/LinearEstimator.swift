internal import WinnowNumerics

/// Follows a linear model of TF-IDF exactly, as long as no two substitutions share an n-gram.
///
/// A text's row is its counts, weighted and divided by their length: what a substitution changes are a few counts, and with
/// these the products with the weights and the squared length. Where two substitutions are closer than an n-gram
/// is long, the n-grams between them are those of the original: then it is an estimate.
struct LinearEstimator: EditEstimator {
    struct Revision {
        /// By column of this text and its substitutions.
        fileprivate var counts: [Int32]
        /// By output: the sum of weighted counts times weights.
        fileprivate var products: [Double]
        fileprivate var square: Double
        fileprivate var margin = 0.0
    }

    private typealias Changes = [(column: Int, change: Int32)]

    private let words: LinearWords
    private let outputs: (own: Int, others: [Int], sign: Double)
    /// By column.
    private var inverseFrequencies: [Double] = []
    /// Row-major `(columns, outputs)`.
    private var weights: [Double] = []
    private var places: [UInt32: Int] = [:]
    private var base: [(column: Int, change: Int32)] = []
    private var changes: [Changes] = []

    /// - Returns: nil where the model cannot choose the target label.
    init?(_ words: LinearWords, _ text: TokenizedText, _ substitutions: [Substitution], target: Int) {
        guard let outputs = words.outputs(for: target) else { return nil }
        self.words = words
        self.outputs = outputs
        base = difference(from: "", to: text.text)
        changes = substitutions.map { substitution in
            let (before, after) = text.surroundings(of: substitution.tokens, wordCount: words.reach)
            let old = before + text.text(of: substitution.tokens) + after
            return difference(from: old, to: before + substitution.text + after)
        }
    }

    private mutating func difference(from old: String, to new: String) -> Changes {
        var counts: [(column: Int, change: Int32)] = []
        for (text, sign) in [(old, Int32(-1)), (new, 1)] where !text.isEmpty {
            for entry in words.tfidf.countedRow(of: words.tfidf.configuration.terms(of: text)).entries {
                counts.append((place(of: entry.column), sign * Int32(entry.count)))
            }
        }
        counts.sort { $0.column < $1.column }
        var joined: Changes = []
        for (column, change) in counts {
            if joined.last?.column == column {
                joined[joined.count - 1].change += change
            } else {
                joined.append((column, change))
            }
        }
        return joined.filter { $0.change != 0 }
    }

    private mutating func place(of column: UInt32) -> Int {
        if let place = places[column] { return place }
        let place = inverseFrequencies.count
        places[column] = place
        inverseFrequencies.append(Double(words.tfidf.inverseFrequencies[Int(column)]))
        weights += words.weights(of: column)
        return place
    }

    func revision(with chosen: [Int]) -> Revision {
        var revision = Revision(
            counts: [Int32](repeating: 0, count: inverseFrequencies.count),
            products: [Double](repeating: 0, count: words.outputCount),
            square: 0
        )
        for changes in [base] + chosen.map({ self.changes[$0] }) {
            for (column, change) in changes { add(change, to: column, of: &revision) }
        }
        revision.margin = margin(after: [], of: revision)
        return revision
    }

    private func add(_ change: Int32, to column: Int, of revision: inout Revision) {
        let before = value(revision.counts[column], of: column)
        revision.counts[column] += change
        let after = value(revision.counts[column], of: column)
        for output in revision.products.indices {
            revision.products[output] += (after - before) * weights[column * words.outputCount + output]
        }
        revision.square += after * after - before * before
    }

    func gain(of substitution: Int, in revision: Revision) -> Double {
        margin(after: changes[substitution], of: revision) - revision.margin
    }

    private func margin(after changes: Changes, of revision: Revision) -> Double {
        var square = revision.square
        for (column, change) in changes {
            let before = value(revision.counts[column], of: column)
            let after = value(revision.counts[column] + change, of: column)
            square += after * after - before * before
        }
        let scale = square > 1e-12 ? 1 / square.squareRoot() : 0
        func logit(_ output: Int) -> Double {
            var product = revision.products[output]
            for (column, change) in changes {
                let before = value(revision.counts[column], of: column)
                let after = value(revision.counts[column] + change, of: column)
                product += (after - before) * weights[column * words.outputCount + output]
            }
            return product * scale + words.bias(of: output)
        }
        var strongest = outputs.others.isEmpty ? 0 : -Double.infinity
        for output in outputs.others { strongest = max(strongest, logit(output)) }
        return outputs.sign * logit(outputs.own) - strongest
    }

    /// What a count weighs. Two substitutions may both take away an n-gram between them: none is fewer than none.
    private func value(_ count: Int32, of column: Int) -> Double {
        let factor = FittedTFIDF.factors[max(0, min(Int(count), FittedTFIDF.factors.count - 1))]
        return Double(factor) * inverseFrequencies[column]
    }
}

extension TokenizedText {
    /// What stands before and behind some tokens, as far as so many words.
    fileprivate func surroundings(of range: Range<Int>, wordCount: Int) -> (before: String, after: String) {
        var (start, end) = (range.lowerBound, range.upperBound)
        var count = 0
        while start > 0, count < wordCount {
            start -= 1
            if tokens[start].isWord { count += 1 }
        }
        count = 0
        while end < tokens.count, count < wordCount {
            if tokens[end].isWord { count += 1 }
            end += 1
        }
        let before = text(of: start..<range.lowerBound) + gap(before: range.lowerBound)
        let after = gap(before: range.upperBound) + text(of: range.upperBound..<end)
        return (String(before), String(after))
    }
}
