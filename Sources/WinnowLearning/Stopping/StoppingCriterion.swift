/// A sign that further labels change little. Each sees how steady the model is, none how good: they belong beside the
/// estimate of the evaluation set, and none of them is a verdict.
///
/// Thresholds come from our own simulations with adaptive cluster-margin, 25 labels between trainings, up to 775
/// labels, means of three comparisons, five text sets: fifteen runs on MiniLM features with predictions of items that
/// are never labelled (`Benchmarks/research/findings.md`, section 4), and thirty runs of this code on `lsa.v1` features
/// with the sample of the pool. The cost is what accuracy still rose after the criterion was met, up to 800 to 900
/// labels, in points: median and most. They were found where one label is chosen; for multi-label they are a guess. The
/// literature's and small-text's thresholds (kappa 0.99, no change, uncertainty below 0.05) were only met on SMS spam
/// there, and once on AG News. The sample holds labelled items too, whose predictions change less: criteria are met a
/// little early in a pool of which much is labelled.
public enum StoppingCriterion: String, Sendable, Codable, CaseIterable {
    /// Mean kappa of successive predictions at least 0.97. Met in 6 of 15 and 13 of 30 runs; cost 0.3 and 0.1 points,
    /// at most 0.9 and 2.7.
    ///
    /// - Source: Bloodgood and Vijay-Shanker 2009 (three comparisons; their threshold 0.99).
    case kappaAverage = "kappa-average.v1"
    /// Mean share of changed predictions at most 2 %. Met in 10 of 15 and 12 of 30 runs; cost 0.3 and 0.1 points, at
    /// most 1.0 and 1.8.
    ///
    /// - Source: Zhu, Wang and Hovy 2008 (COLING). Deviation: they stop when nothing changes at all, once.
    case classificationChange = "classification-change.v1"
    /// Mean uncertainty moves by at most 0.002 in each of three comparisons. Met in 4 of 15 and 16 of 30 runs; cost 0
    /// and 0.5 points, at most 0.1 and 2.7. (With 0.005 in all runs; cost 0.7 and 1.6, at most 2.7 and 4.1.)
    ///
    /// - Source: Zhu, Wang and Hovy 2008 (COLING). Deviation: they stop below a fixed level, and a level means
    ///   something else on each set: where 30 % of the items cannot be told it is never reached. What counts here is
    ///   that it moves no more.
    case overallUncertainty = "overall-uncertainty.v1"
    /// Mean predicted change of macro F1 at most 0.02. Met in 10 of 15 and 12 of 30 runs; cost 0.3 and 0.1 points, at
    /// most 1.0 and 1.8.
    ///
    /// - Source: Altschuler and Bloodgood 2019 (three comparisons).
    case deltaF = "delta-f.v1"
    /// Expected error moves by at most 0.002 in each of three comparisons. Met in 7 of 30 runs; cost 0 points, at most
    /// 0.3. With 0.005 it was once met by chance at 100 labels, 8.9 points too early: the temperature that it hangs on
    /// moves too. It was fitted anew at each training there; while it stays, this moves as overall uncertainty does.
    ///
    /// - Source: Zhu, Wang and Hovy 2008 (IJCNLP, minimum expected error). Deviation: as of overall uncertainty.
    case expectedError = "expected-error.v1"

    /// Comparisons that count, the last ones.
    public static let comparisonCount = 3
    /// Items that two rounds have in common, at least: with fewer one item is more than the 2 % that decide.
    public static let leastItemCount = 50

    /// What its value is held against, see `isMet(by:)`.
    public var threshold: Double {
        switch self {
        case .kappaAverage: 0.97
        case .classificationChange, .deltaF: 0.02
        case .overallUncertainty, .expectedError: 0.002
        }
    }

    /// What accuracy still rose after the criterion was met, in points: median and most, of the simulation that was
    /// worse.
    public var cost: (median: Double, most: Double) {
        switch self {
        case .kappaAverage: (0.3, 2.7)
        case .classificationChange, .deltaF: (0.3, 1.8)
        case .overallUncertainty: (0.5, 2.7)
        case .expectedError: (0, 0.3)
        }
    }

    /// - Parameter value: As of `value(of:)`.
    public func isMet(by value: Double) -> Bool {
        self == .kappaAverage ? value >= threshold : value <= threshold
    }

    /// The criterion's value over comparisons of successive rounds: the mean, or of a move the largest.
    ///
    /// - Returns: nil when a round has no such number.
    func value(of rounds: [StoppingRound]) -> Double? {
        let pairs = zip(rounds, rounds.dropFirst())
        let values: [Double?] =
            switch self {
            case .kappaAverage: pairs.map { PredictionAgreement($0, $1).kappa }
            case .classificationChange: pairs.map { PredictionAgreement($0, $1).changedShare }
            case .deltaF: pairs.map { PredictionAgreement($0, $1).deltaF }
            case .overallUncertainty: pairs.map { abs($1.uncertainty - $0.uncertainty) }
            case .expectedError:
                pairs.map { pair in
                    guard let old = pair.0.expectedError, let new = pair.1.expectedError else { return nil }
                    return abs(new - old)
                }
            }
        let known = values.compactMap { $0 }
        guard let largest = known.max(), known.count == values.count else { return nil }
        switch self {
        case .kappaAverage, .classificationChange, .deltaF: return known.reduce(0, +) / Double(known.count)
        case .overallUncertainty, .expectedError: return largest
        }
    }
}
