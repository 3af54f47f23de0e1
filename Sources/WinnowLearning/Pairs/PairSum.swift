private import Foundation

/// The losses of all pairs, added, and their derivatives.
struct PairSum {
    private(set) var value = 0.0
    private(set) var byGap: PairGaps
    /// By `‖u‖²`, by contrast; empty where no gradients are supervised.
    private(set) var bySquare: [Double]

    /// What is added to `‖u‖²`: without weights there is no direction, and with a little there is hardly one.
    private static let leastSquare = 1e-6

    /// - Parameter squares: `‖u‖²` by contrast; empty where no gradients are supervised.
    init(of terms: PairTerms, at gaps: PairGaps, squares: [Double]) {
        byGap = PairGaps(
            flips: [Double](repeating: 0, count: gaps.flips.count),
            swaps: [Double](repeating: 0, count: gaps.swaps.count)
        )
        bySquare = [Double](repeating: 0, count: squares.count)
        if terms.loss.difference > 0 { addDifferences(of: terms, at: gaps) }
        if terms.supervisesGradients { addDirections(of: terms, at: gaps, squares) }
        if terms.loss.invariance > 0 { addInvariance(of: terms, at: gaps) }
    }

    private mutating func addDifferences(of terms: PairTerms, at gaps: PairGaps) {
        for (place, flip) in terms.flips.enumerated() {
            let (gap, scale) = (gaps.flips[place], terms.loss.difference * flip.weight)
            // ln(1 + e^−g), from the side where the exponential is small.
            let tail = exp(-abs(gap))
            value += scale * (log1p(tail) + max(-gap, 0))
            byGap.flips[place] -= scale * (gap >= 0 ? tail / (1 + tail) : 1 / (1 + tail))
        }
    }

    private mutating func addDirections(of terms: PairTerms, at gaps: PairGaps, _ squares: [Double]) {
        let lengths = squares.map { (max(0, $0) + PairSum.leastSquare).squareRoot() }
        // An edit that changes no feature points nowhere.
        for (place, flip) in terms.flips.enumerated() where flip.distance > 0 {
            let (length, scale) = (lengths[flip.contrast], terms.loss.gradientSupervision * flip.weight)
            let cosine = gaps.flips[place] / (length * flip.distance)
            value += scale * (1 - cosine)
            byGap.flips[place] -= scale / (length * flip.distance)
            bySquare[flip.contrast] += scale * cosine / (2 * length * length)
        }
    }

    private mutating func addInvariance(of terms: PairTerms, at gaps: PairGaps) {
        let count = terms.outputCount
        for (place, swap) in terms.swaps.enumerated() {
            let scale = terms.loss.invariance * swap.weight
            let range = place * count..<(place + 1) * count
            // Of one output the other's logit is 0. The mean square over pairs is 2 / (m − 1) times the sum about the mean.
            let mean = count == 1 ? 0 : gaps.swaps[range].reduce(0, +) / Double(count)
            let factor = count == 1 ? scale : 2 * scale / Double(count - 1)
            for index in range {
                let gap = gaps.swaps[index] - mean
                value += factor * gap * gap
                byGap.swaps[index] += 2 * factor * gap
            }
        }
    }
}
