private import Foundation
internal import WinnowNumerics

/// How much each sparse column tells labels apart, as a factor to learn with: columns that all labels have alike become dear to a
/// penalty on weights, those that one label has become cheap.
///
/// For each label against the rest, with `p = α + what its rows have`, `q = α + what other rows have` by column, a row having a
/// column or not: `r = ln((p / Σp) / (q / Σq))`. All labels share one matrix, so a column's factor is the largest |r| of any label to
/// the `power`. Factors are then scaled so that the mean of the squared lengths of the rows stays what it was, and
/// a strength of regularisation means the same.
///
/// - Source: Wang and Manning 2012 (NB-SVM, equation 1; binarised counts, α = 1). Deviations: theirs is a matrix for each label with
///   signed r; a linear model's weights take the sign, so |r| is the same for two labels. No interpolation with the mean
///   weight; `power` below 1 holds factors together instead. Columns that no row has keep 1; they get no weight.
/// - Note: Helps where TF-IDF columns are all there is and words tell labels apart (TREC, SMS spam: 1 to 14 points of F1 from 200
///   labels on), costs up to 3 points with 50 to 100 labels of news, and is of no use beside `LSA` (`docs/science.md`).
public struct CountRatios: Sendable, Hashable {
    /// By sparse column, at least 0.
    public let factors: [Float]

    /// Fits.
    ///
    /// - Parameters:
    ///   - training: A row counts for the labels it has and against those it has not, as far as that is known.
    ///   - smoothing: α, above 0.
    ///   - power: 0 for factors of 1.
    /// - Throws: `LearningError.negativeFeature`.
    /// - Complexity: O(entries · k + columns).
    public init(_ training: TrainingSet, smoothing: Double = 1, power: Double = 1) throws(LearningError) {
        precondition(smoothing > 0 && smoothing.isFinite && power.isFinite, "smoothing \(smoothing), power \(power)")
        guard let sparse = training.features.sparse else {
            factors = []
            return
        }
        let usable = (0..<training.rowCount).filter { training.weights[$0] > 0 }
        let rows = try TermRows(FeatureRows(sparse: sparse.signs()), rows: usable)
        var present = LabelTerms(columnCount: rows.columns.count, labelCount: training.labelCount)
        var absent = present
        for (place, row) in usable.enumerated() {
            for label in 0..<training.labelCount {
                let weight = training.weights[row]
                switch training.targets[row].says(label, of: training.labelCount) {
                case true?: present.add(place, of: rows, weight: weight, label: label)
                case false?: absent.add(place, of: rows, weight: weight, label: label)
                case nil: break
                }
            }
        }
        let ratios = CountRatios.largest(present, absent, smoothing: smoothing).map { pow($0, power) }
        var found = [Float](repeating: 1, count: sparse.columnCount)
        for (column, ratio) in zip(rows.columns, ratios) { found[Int(column)] = Float(ratio) }
        let scale = sparse.lengthRatio(training.weights, factors: found)
        for column in rows.columns { found[Int(column)] *= scale }
        factors = found
    }

    /// The largest |r| of each column over the labels that some rows have and some have not.
    private static func largest(_ present: LabelTerms, _ absent: LabelTerms, smoothing: Double) -> [Double] {
        let k = present.labelCount
        var totals = [(Double, Double)](repeating: (0, 0), count: k)
        for index in present.counts.indices {
            totals[index % k].0 += present.counts[index] + smoothing
            totals[index % k].1 += absent.counts[index] + smoothing
        }
        var largest = [Double](repeating: 0, count: k > 0 ? present.counts.count / k : 0)
        for index in present.counts.indices {
            let label = index % k
            guard present.rowWeights[label] > 0, absent.rowWeights[label] > 0 else { continue }
            let (p, q) = (present.counts[index] + smoothing, absent.counts[index] + smoothing)
            largest[index / k] = max(largest[index / k], abs(log(p / totals[label].0) - log(q / totals[label].1)))
        }
        // One label alone says nothing of columns.
        return largest.contains { $0 > 0 } ? largest : largest.map { _ in 1 }
    }
}

extension Target {
    /// Whether a row has a label; nil where that is not known.
    fileprivate func says(_ label: Int, of labelCount: Int) -> Bool? {
        switch self {
        case .label(let own): own == label
        // None but one is that one.
        case .not(let labels): labels.contains(label) ? false : Set(labels).count == labelCount - 1 ? true : nil
        case .set(let present, let absent): present.contains(label) ? true : absent.contains(label) ? false : nil
        }
    }
}

extension SparseMatrix {
    /// 1 for a number above 0, −1 for one below.
    fileprivate func signs() -> SparseMatrix {
        var builder = SparseMatrixBuilder(columnCount: columnCount)
        builder.reserve(rows: rowCount)
        for row in 0..<rowCount {
            let range = entries(of: row)
            builder.append(columns: columns[range], values: values[range].map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 })
        }
        return builder.build()
    }

    /// The root of the rows' squared lengths over those with columns multiplied; 1 where there is no length.
    fileprivate func lengthRatio(_ weights: [Double], factors: [Float]) -> Float {
        var (before, after) = (0.0, 0.0)
        for row in weights.indices where weights[row] > 0 {
            for entry in entries(of: row) {
                let (value, factor) = (Double(values[entry]), Double(factors[Int(columns[entry])]))
                before += weights[row] * value * value
                after += weights[row] * value * value * factor * factor
            }
        }
        return before > 0 && after > 0 ? Float((before / after).squareRoot()) : 1
    }
}
