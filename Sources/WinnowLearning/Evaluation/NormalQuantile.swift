private import Foundation

/// Beyond which a standard normal variable lies with this probability, on one side.
///
/// - Parameter tail: Above 0, at most 1/2.
/// - Complexity: 64 evaluations of `erfc`, which halve an interval: the quantile is right to its last bits.
func normalQuantile(tail: Double) -> Double {
    precondition(tail > 0 && tail <= 0.5, "tail \(tail)")
    var (low, high) = (0.0, 40.0)
    for _ in 0..<64 {
        let middle = (low + high) / 2
        if erfc(middle / 2.0.squareRoot()) / 2 > tail { low = middle } else { high = middle }
    }
    return (low + high) / 2
}
