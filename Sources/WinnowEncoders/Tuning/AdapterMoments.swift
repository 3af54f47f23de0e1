internal import Foundation

/// Moving means of gradients and of their squares.
///
/// - Source: Kingma and Ba 2015, algorithm 1, with its own decays.
struct AdapterMoments {
    private var means: [Float]
    private var squares: [Float]
    private var stepCount = 0

    init(count: Int) {
        means = [Float](repeating: 0, count: count)
        squares = means
    }

    /// Moves parameters against a gradient.
    ///
    /// - Parameter rate: Of the adapters; from `head` on it is `headRate`.
    mutating func move(
        _ parameters: inout [Float],
        _ gradient: [Float],
        rate: Double,
        headRate: Double,
        head: Int
    ) {
        stepCount += 1
        let square = Float(1 / (1 - pow(0.999, Double(stepCount))))
        let first = 1 / (1 - pow(0.9, Double(stepCount)))
        for (range, rate) in [(0..<head, rate), (head..<parameters.count, headRate)] {
            let factor = Float(rate * first)
            for index in range {
                let g = gradient[index]
                means[index] += 0.1 * (g - means[index])
                squares[index] += 0.001 * (g * g - squares[index])
                parameters[index] -= factor * means[index] / ((squares[index] * square).squareRoot() + 1e-8)
            }
        }
    }
}
