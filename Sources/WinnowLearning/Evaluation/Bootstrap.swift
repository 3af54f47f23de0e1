internal import WinnowNumerics

/// Resamples of a set's roots, and what they say of how sure its measures are.
struct Bootstrap {
    /// With fewer roots there are not even as many different resamples as are drawn: eight have C(15, 8) = 6,435.
    static let leastRootCount = 8

    private let set: EvaluationSet
    private let orders: ScoreOrders
    private let rootCount: Int
    /// For each row, the position of its root among all roots.
    private let rootOfRow: [Int]

    /// Sorts what all resamples share.
    init(_ set: EvaluationSet) {
        self.set = set
        orders = ScoreOrders(set)
        let roots = Set(set.roots).sorted()
        rootCount = roots.count
        let positions = Dictionary(uniqueKeysWithValues: roots.enumerated().map { ($0.element, $0.offset) })
        rootOfRow = set.roots.map { positions[$0] ?? 0 }
    }

    /// The measures of the set, with the 2.5th and 97.5th percentiles of as many resamples; without bounds where all
    /// resamples agree, because that is a sign of few rows and not of certainty, where most say nothing, and where there
    /// are too few roots to draw from.
    func metrics(resampleCount: Int, seed: UInt64) -> Metrics<Estimate> {
        let counts = [Int](repeating: 1, count: set.rowCount)
        let isEnough = rootCount >= Bootstrap.leastRootCount
        let resamples = ParallelFor.map(isEnough ? resampleCount : 0) { index in
            let counts = resample(seed: seed, index: UInt64(index))
            let area = orders.meanAreaUnderCurve(counts)
            // NaN for a resample that says nothing: it is left out below.
            return set.metrics(counts, area: area ?? .nan)
        }
        let area = orders.meanAreaUnderCurve(counts) ?? 0.5
        return set.metrics(counts, area: area).withIntervals(from: resamples)
    }

    /// How often each row is drawn when as many roots as there are, are drawn with replacement.
    private func resample(seed: UInt64, index: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed, purpose: "bootstrap", index: index)
        var draws = [Int](repeating: 0, count: rootCount)
        for _ in 0..<rootCount { draws[Int.random(in: 0..<rootCount, using: &generator)] += 1 }
        return rootOfRow.map { draws[$0] }
    }
}

extension Metrics<Double> {
    /// Adds the percentiles of resamples.
    fileprivate func withIntervals(from resamples: [Metrics<Double>]) -> Metrics<Estimate> {
        func estimate(_ path: KeyPath<Metrics<Double>, Double>) -> Estimate {
            let value = self[keyPath: path]
            let sorted = resamples.map { $0[keyPath: path] }.filter { !$0.isNaN }.sorted()
            guard let last = sorted.indices.last, 2 * sorted.count >= resamples.count else {
                return Estimate(value: value, bounds: nil)
            }
            let low = sorted[Int((0.025 * Double(last)).rounded())]
            let high = sorted[Int((0.975 * Double(last)).rounded())]
            return Estimate(value: value, bounds: low < high ? min(low, value)...max(high, value) : nil)
        }
        return Metrics<Estimate>(
            accuracy: estimate(\.accuracy),
            macroPrecision: estimate(\.macroPrecision),
            macroRecall: estimate(\.macroRecall),
            macroF1: estimate(\.macroF1),
            microPrecision: estimate(\.microPrecision),
            microRecall: estimate(\.microRecall),
            microF1: estimate(\.microF1),
            areaUnderCurve: estimate(\.areaUnderCurve),
            logLoss: estimate(\.logLoss),
            brier: estimate(\.brier),
            calibrationError: estimate(\.calibrationError)
        )
    }
}
